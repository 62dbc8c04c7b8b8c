#include "models/downhill/downhill.h"

#include "models/downhill/downhill_hear.h"
#include "models/downhill/downhill_say.h"
#include "models/replay/bystander.h"
#include "models/speaker/export.h"
#include "models/speaker/pace.h"

#include <string.h>

enum { DOWNHILL_NOTES = 1 << 16 };

/* --- life --- */

void downhill_init(struct world *w) {
  struct downhill *d = w->replay->downhill = g_new0(struct downhill, 1);
  struct downhill_list *tasks[] = {&d->left, &d->leaving, &d->waiting, &d->announcing};
  downhill_log_init(&d->word, w->net->routers, sizeof(struct downhill_word));
  downhill_log_init(&d->fate, w->net->routers, sizeof(struct downhill_fate));
  for (size_t i = 0; i < G_N_ELEMENTS(tasks); i++) tasks[i]->size = sizeof(struct downhill_task);
  d->letter.size = sizeof(struct downhill_letter);
  d->session.size = sizeof(struct downhill_session);
  d->open.size = sizeof(uint32_t);
  d->most = DOWNHILL_NOTES;
}

/* When cards and insides have been added to the world. */
static void downhill_survey(struct world *w) {
  struct downhill *d = w->replay->downhill;
  const struct network *n = w->net;
  downhill_map_init(&d->map, w);
  d->words = n->routers / 64 + 1;
  const struct arena_part parts[] = {
      {&d->last, n->routers, sizeof *d->last},   {&d->because, n->halves, sizeof *d->because},
      {&d->ear, n->routers, sizeof *d->ear},     {&d->turn, d->map.turns.count, sizeof *d->turn},
      {&d->listed, d->words, sizeof *d->listed},
  };
  arena_init(&d->arena, arena_parts_room(parts, G_N_ELEMENTS(parts)));
  arena_carve(&d->arena, parts, G_N_ELEMENTS(parts));
}

void downhill_clear(struct world *w) {
  struct downhill *d = w->replay->downhill;
  struct downhill_list *list[] = {&d->left,       &d->leaving, &d->letter, &d->waiting,
                                  &d->announcing, &d->session, &d->open};
  for (size_t i = 0; i < G_N_ELEMENTS(list); i++) downhill_list_clear(list[i]);
  if (d->listed) downhill_map_clear(&d->map);
  if (d->listed) arena_clear(&d->arena);
  downhill_log_clear(&d->word);
  downhill_log_clear(&d->fate);
  g_free(d);
}

/* Does what comes of an UPDATE depend on the routes alone, and on nothing that is set up after the world was made? */
static bool downhill_may(const struct world *w) {
  return !w->policy && !w->dampers && !w->limits && !w->handling && !w->any_policy && !w->sender_loop_check &&
         !w->processing_high;
}

void downhill_rest(struct world *w, uint32_t origin) {
  struct downhill *d = w->replay->downhill;
  if (!d->listed) downhill_survey(w);
  downhill_log_forget(&d->word);
  downhill_log_forget(&d->fate);
  memset(d->ear, 0, w->net->routers * sizeof *d->ear);
  d->open.count = d->left.count = 0;
  downhill_map_turn(&d->map, w->net, origin);
  w->replay->apart = downhill_may(w) ? d->map.down : NULL;
  w->replay->far = NULL;
}

static void downhill_begin_half(struct world *w, uint32_t half) {
  struct downhill *d = w->replay->downhill;
  struct downhill_turn *turn = downhill_turn(d, d->map.turns.of[half]);
  if (!turn) return;
  const struct downhill_span *span = &d->map.turns.span[d->map.turns.of[half]];
  *turn = (struct downhill_turn){.record = span->from,
                                 .end = span->end,
                                 .resumes = w->replay->bystander->silent[half] ? span->last : 0,
                                 .ends = -1};
  downhill_turn_look(d, turn);
  if (d->map.far[half]) downhill_say_begin(w, world_plane(w, 0), half);
}

void downhill_begin(struct world *w) {
  struct downhill *d = w->replay->downhill;
  if (!w->replay->apart || !w->solved) return;
  w->replay->far = d->map.far;
  for (uint32_t i = 0; i < w->replay->uses; i++) downhill_begin_half(w, w->replay->used[i]);
  for (uint32_t i = 0; i < d->map.count; i++) d->ear[d->map.restless[i]].due = 0;
}

/* --- who is there --- */

void downhill_behind(const struct world *w, const struct plane *p, uint32_t router, struct replay_moves *moves) {
  const struct network *n = w->net;
  for (uint32_t h = n->first[router]; h < n->providers[router]; h++)
    if (downhill_far(w, h) && p->tree[n->to[h]].to == router) replay_move(moves, n->to[h]);
}

/* --- what is noted uphill --- */

static bool downhill_notes(const struct world *w, uint32_t router) {
  return w->replay && w->replay->far && w->net->first[router] < w->net->providers[router];
}

static struct downhill_key downhill_now(const struct world *w) {
  return (struct downhill_key){w->sim.now, w->sim.passed, w->replay->doing};
}

static void downhill_word(struct world *w, const struct plane *p, uint32_t router, path_id path, uint32_t because,
                          bool told, bool everywhere) {
  struct downhill_word *word = downhill_log_note(&w->replay->downhill->word, router);
  *word = (struct downhill_word){.key = downhill_now(w),
                                 .mature = pace_matures(w, p, router),
                                 .path = downhill_path(w->paths, path),
                                 .because = because,
                                 .told = told,
                                 .everywhere = everywhere};
}

void downhill_tells(struct world *w, const struct plane *p, uint32_t router, const struct update *u, bool everywhere) {
  if (downhill_notes(w, router)) downhill_word(w, p, router, u->path, u->because, true, everywhere);
}

void downhill_would(struct world *w, struct plane *p, uint32_t router, uint32_t because) {
  if (!downhill_notes(w, router)) return;
  bool any = p->best[router] != DECISION_NO_ROUTE;
  bool everywhere = any && decision_rank_standing(p->best[router]) == STANDING_CUSTOMER;
  downhill_word(w, p, router, any ? export_leaving(w, p, router) : PATH_NONE, because, false, everywhere);
}

void downhill_fares(struct world *w, uint32_t router, enum reach before, enum reach fate, uint32_t because) {
  if (!downhill_notes(w, router)) return;
  struct downhill_fate *noted = downhill_log_note(&w->replay->downhill->fate, router);
  *noted = (struct downhill_fate){downhill_now(w), because, (uint8_t)before, (uint8_t)fate};
}

/* --- who hears it --- */

static void downhill_list_router(struct downhill *d, uint32_t router) {
  uint32_t place = d->map.place[router];
  d->listed[place / 64] |= UINT64_C(1) << place % 64;
}

/* Whoever hears of a router that has noted something. */
static void downhill_list_behind(struct downhill *d, const struct network *n, uint32_t router) {
  uint32_t end = d->map.down[router] ? n->peers[router] : n->providers[router];
  for (uint32_t h = n->first[router]; h < end; h++)
    if (d->map.far[h]) downhill_list_router(d, n->to[h]);
}

static void downhill_list_log(struct downhill *d, const struct network *n, const struct downhill_log *log) {
  for (uint32_t i = 0; i < log->router.count; i++) downhill_list_behind(d, n, ((const uint32_t *)log->router.at)[i]);
}

static void downhill_list_first(struct downhill *d, const struct network *n, sim_time until) {
  downhill_list_log(d, n, &d->word);
  downhill_list_log(d, n, &d->fate);
  for (uint32_t i = 0; i < d->open.count; i++) downhill_list_router(d, ((const uint32_t *)d->open.at)[i]);
  d->open.count = 0;
  for (uint32_t i = 0; i < d->map.count; i++) {
    uint32_t router = d->map.restless[i];
    if (d->map.down[router] && d->ear[router].due <= until) downhill_list_router(d, router);
  }
}

/* What each said last is what timers and transfers will find. */
static void downhill_heard(struct downhill *d) {
  for (uint32_t i = 0; i < d->word.router.count; i++) {
    uint32_t router = ((const uint32_t *)d->word.router.at)[i];
    d->last[router] = *downhill_log_word(&d->word, d->word.range[router].to - 1);
  }
  downhill_log_forget(&d->word);
  downhill_log_forget(&d->fate);
  struct downhill_list left = d->left;
  d->left = d->leaving;
  d->leaving = left;
  d->leaving.count = 0;
}

static void downhill_one(struct world *w, uint32_t router, struct downhill_key until) {
  struct downhill *d = w->replay->downhill;
  uint32_t words = d->word.router.count, fates = d->fate.router.count;
  downhill_hear(w, world_plane(w, 0), router, until);
  if (d->word.router.count > words || d->fate.router.count > fates) downhill_list_behind(d, w->net, router);
}

/* Who lists others lists such as come after it. */
static void downhill_all(struct world *w, struct downhill_key until) {
  struct downhill *d = w->replay->downhill;
  downhill_log_sort(&d->word);
  downhill_log_sort(&d->fate);
  downhill_list_first(d, w->net, until.at);
  for (uint32_t i = 0; i < d->words; i++) {
    while (d->listed[i]) {
      uint32_t place = i * 64 + (uint32_t)__builtin_ctzll(d->listed[i]);
      d->listed[i] &= d->listed[i] - 1;
      downhill_one(w, d->map.order[place], until);
    }
  }
  downhill_heard(d);
}

void downhill_run(struct world *w, sim_time until) {
  if (w->replay->far) downhill_all(w, (struct downhill_key){until, UINT32_MAX, UINT32_MAX});
}

bool downhill_full(const struct world *w) {
  const struct downhill *d = w->replay->downhill;
  return d->word.fresh.count + d->fate.fresh.count > d->most;
}
