#include "models/replay/stub.h"

#include "models/replay/stub_map.h"
#include "models/speaker/export.h"
#include "models/speaker/speaker.h"

enum { STUB_NOTES = 1 << 17 };

/* An UPDATE on its way to a stub. */
struct stub_letter {
  sim_time at;   /* it arrives */
  uint32_t half; /* of the stub */
  path_id path;
  uint32_t because;
};

/* A stub that has something to hear. */
struct stub_ear {
  uint32_t router, first, letters; /* under way since it last heard: in `later` */
};

/* One session of the stub that hears: what comes over it, and how far its neighbour's fates have been gone through. */
struct stub_session {
  const struct stub_teller *teller;
  guint next, end; /* letters */
  guint seen;
};

/* --- life --- */

void stub_init(struct world *w) {
  struct stubs *s = w->replay->stubs = g_new0(struct stubs, 1);
  s->most = STUB_NOTES;
  s->because = g_new(uint32_t, w->net->halves);
  s->told = g_ptr_array_new();
  s->listed = g_new0(bool, w->net->routers);
  s->ear = g_array_new(FALSE, FALSE, sizeof(struct stub_ear));
  s->ears = g_array_new(FALSE, FALSE, sizeof(struct stub_ear));
  s->later = g_array_new(FALSE, FALSE, sizeof(struct stub_letter));
  s->laters = g_array_new(FALSE, FALSE, sizeof(struct stub_letter));
  s->session = g_array_new(FALSE, FALSE, sizeof(struct stub_session));
  s->letter = g_array_new(FALSE, FALSE, sizeof(struct stub_letter));
}

void stub_clear(struct world *w) {
  struct stubs *s = w->replay->stubs;
  GArray *array[] = {s->session, s->ear, s->ears, s->later, s->laters, s->letter};
  for (size_t i = 0; i < G_N_ELEMENTS(array); i++) g_array_unref(array[i]);
  if (s->stub) stub_map_clear(s);
  g_ptr_array_unref(s->told);
  g_free(s->listed);
  g_free(s->because);
  g_free(s);
}

static void stub_forget(struct stubs *s) {
  for (guint i = 0; i < s->told->len; i++) {
    struct stub_teller *t = g_ptr_array_index(s->told, i);
    g_array_set_size(t->word, 0);
    g_array_set_size(t->fate, 0);
    t->listed = false;
  }
  g_ptr_array_set_size(s->told, 0);
  s->notes = 0;
}

/* Does what comes of an UPDATE depend on the routes alone, and on nothing that is set up after the world was made? */
static bool stub_may(const struct world *w) {
  return !w->policy && !w->dampers && !w->limits && !w->handling && !w->any_policy && !w->sender_loop_check &&
         !w->processing_high;
}

void stub_rest(struct world *w) {
  struct stubs *s = w->replay->stubs;
  if (!s->stub) stub_map(s, w);
  stub_forget(s);
  for (guint i = 0; i < s->ear->len; i++) s->listed[g_array_index(s->ear, struct stub_ear, i).router] = false;
  g_array_set_size(s->ear, 0);
  g_array_set_size(s->later, 0);
  s->may = stub_may(w);
  s->on = false;
}

void stub_begin(struct world *w) {
  struct stubs *s = w->replay->stubs;
  s->on = s->may && w->solved;
  for (uint32_t i = 0; i < s->tellers; i++) s->teller[i].before = world_plane(w, 0)->reach[s->teller[i].router];
}

void stub_behind(const struct world *w, const struct plane *p, uint32_t router, struct replay_moves *moves) {
  const struct stubs *s = w->replay->stubs;
  uint32_t number = s->on ? s->teller_of[router] : NETWORK_NONE;
  if (number == NETWORK_NONE) return;
  for (uint32_t i = s->teller[number].first; i < s->teller[number].end; i++)
    if (p->tree[w->net->to[s->half[i]]].to == router) replay_move(moves, w->net->to[s->half[i]]);
}

/* --- what is noted --- */

static struct stub_key stub_now(const struct world *w) { return (struct stub_key){w->sim.now, w->sim.owner}; }

static struct stub_teller *stub_teller(struct world *w, uint32_t router) {
  struct stubs *s = w->replay ? w->replay->stubs : NULL;
  if (!s || !s->on || s->teller_of[router] == NETWORK_NONE) return NULL;
  struct stub_teller *t = &s->teller[s->teller_of[router]];
  if (!t->listed) g_ptr_array_add(s->told, t);
  t->listed = true;
  s->notes++;
  return t;
}

void stub_tell(struct world *w, const struct plane *p, uint32_t router, const struct update *u, bool everywhere) {
  struct stub_teller *t = stub_teller(w, router);
  if (!t) return;
  struct stub_word word = {.key = stub_now(w),
                           .mature = export_matures(w, p, router),
                           .path = u->path,
                           .because = u->because,
                           .everywhere = everywhere};
  g_array_append_val(t->word, word);
}

void stub_fares(struct world *w, uint32_t router, enum reach fate, uint32_t because) {
  struct stub_teller *t = stub_teller(w, router);
  struct stub_fate noted = {stub_now(w), because, (uint8_t)fate};
  if (t) g_array_append_val(t->fate, noted);
}

/* --- what is sent --- */

static bool key_before(struct stub_key a, struct stub_key b) {
  return a.at < b.at || (a.at == b.at && a.owner < b.owner);
}

static void stub_send(struct world *w, struct plane *p, uint32_t half, sim_time at, path_id path, uint32_t because) {
  const struct network *n = w->net;
  struct stub_letter letter = {at + n->delay[half], n->back[half], path, because};
  g_array_append_val(w->replay->stubs->letter, letter);
  p->adj_out[half] = path;
  w->messages++;
  w->observer.sent(w->observer.context, at, n->owner[half], n->to[half], p->number,
                   path == PATH_NONE ? MESSAGE_WITHDRAW : MESSAGE_ANNOUNCE);
}

/* What `word` says over `half`, at `at`. */
static void stub_offer(struct world *w, struct plane *p, uint32_t half, const struct stub_word *word, sim_time at,
                       uint32_t because) {
  bool told = word->everywhere || half < w->net->peers[w->net->owner[half]];
  path_id path = told ? word->path : PATH_NONE;
  if (p->adj_out[half] == path) return;
  enum export_pace pace = export_pace(w, p, half, path, at, word->mature);
  if (pace == EXPORT_GOES) stub_send(w, p, half, at, path, because);
  if (pace == EXPORT_HELD && !export_hold(w, p, half, true)) w->replay->stubs->because[half] = because;
}

/* All that goes out over `half` up to `until`. */
static void stub_says(struct world *w, struct plane *p, const struct stub_teller *t, uint32_t half,
                      struct stub_key until) {
  const struct stub_word *last = &t->last;
  for (guint i = 0;;) {
    const struct stub_word *next = i < t->word->len ? &g_array_index(t->word, struct stub_word, i) : NULL;
    struct stub_key held = {export_held(w, p, half), WORLD_OWNER_HELD | half};
    if (key_before(held, next ? next->key : until)) {
      export_hold(w, p, half, false);
      stub_offer(w, p, half, last, held.at, w->replay->stubs->because[half]);
    } else if (next) {
      stub_offer(w, p, half, next, next->key.at, next->because);
      last = next;
      i++;
    } else {
      return;
    }
  }
}

/* --- what becomes of packets --- */

static struct stub_session *stub_session(const struct world *w, uint32_t half) {
  const struct stubs *s = w->replay->stubs;
  return &g_array_index(s->session, struct stub_session, half - w->net->first[w->net->owner[half]]);
}

/* Who follows a neighbour moves with it (stub_behind). */
static void stub_mark(struct world *w, struct plane *p, uint32_t router, sim_time at, enum reach fate,
                      uint32_t because) {
  enum reach before = (enum reach)p->reach[router];
  if (fate == before) return;
  p->reach[router] = (uint8_t)fate;
  w->observer.rerouted(w->observer.context, at, router, p->number, before, fate, because);
}

static const struct stub_fate *stub_fate(const struct stub_session *session, guint i) {
  return &g_array_index(session->teller->fate, struct stub_fate, i);
}

static bool stub_fate_before(const struct stub_session *session, struct stub_key key) {
  return session->seen < session->teller->fate->len && key_before(stub_fate(session, session->seen)->key, key);
}

/* Packets fare as those of the neighbour that they go to, up to `key`. */
static void stub_follow(struct world *w, struct plane *p, uint32_t router, struct stub_key key) {
  if (p->tree[router].hop == NETWORK_NONE) return;
  struct stub_session *session = stub_session(w, p->tree[router].hop);
  while (stub_fate_before(session, key)) {
    const struct stub_fate *fate = stub_fate(session, session->seen++);
    stub_mark(w, p, router, fate->key.at, (enum reach)fate->fate, fate->because);
  }
}

/* From `key` on they go over `half`, or nowhere. */
static void stub_turn(struct world *w, struct plane *p, uint32_t router, uint32_t half, struct stub_key key,
                      uint32_t because) {
  enum reach fate = REACH_BLACKHOLE;
  p->tree[router].hop = half;
  p->tree[router].to = half == NETWORK_NONE ? NETWORK_NONE : w->net->to[half];
  replay_move(&w->replay->moves, router);
  if (half != NETWORK_NONE) {
    struct stub_session *session = stub_session(w, half);
    while (stub_fate_before(session, key)) session->seen++;
    fate = (enum reach)(session->seen ? stub_fate(session, session->seen - 1)->fate : session->teller->before);
  }
  stub_mark(w, p, router, key.at, fate, because);
}

/* --- what is heard --- */

static void stub_decides(struct world *w, struct plane *p, uint32_t router, const struct stub_letter *l,
                         struct stub_key key) {
  bool looped = l->path != PATH_NONE && path_has(w->paths, l->path, w->net->asn[router]);
  path_id path = looped ? PATH_NONE : l->path;
  uint64_t rank = path == PATH_NONE ? DECISION_NO_ROUTE : speaker_rank_outside(w, l->half, path);
  uint64_t before = p->best[router], least = plane_rank(p, w->net, &w->layout, l->half, rank);
  p->adj_in[l->half] = path;
  if (p->own[router]) return;
  p->best[router] = least;
  if (least == before || (least != DECISION_NO_ROUTE && before != DECISION_NO_ROUTE &&
                          decision_rank_way(least) == decision_rank_way(before)))
    return;
  stub_turn(w, p, router, plane_best_half(p, w->net, router), key, l->because);
}

/* The letter that arrives first of all; NULL: none is left. */
static struct stub_session *stub_first(const struct world *w) {
  const struct stubs *s = w->replay->stubs;
  struct stub_session *first = NULL;
  const struct stub_letter *earliest = NULL;
  for (guint i = 0; i < s->session->len; i++) {
    struct stub_session *session = &g_array_index(s->session, struct stub_session, i);
    if (session->next == session->end) continue;
    const struct stub_letter *l = &g_array_index(s->letter, struct stub_letter, session->next);
    if (earliest &&
        (l->at > earliest->at || (l->at == earliest->at && w->net->back[l->half] > w->net->back[earliest->half])))
      continue;
    first = session;
    earliest = l;
  }
  return first;
}

static struct stub_key stub_reads(const struct world *w, const struct stub_letter *l, sim_time busy, sim_time cost) {
  if (!cost) return (struct stub_key){l->at, WORLD_OWNER_FLIGHT | w->net->back[l->half]};
  return (struct stub_key){MAX(busy, l->at) + cost, WORLD_OWNER_WORK | l->half};
}

/* First come, first served. */
static void stub_hears(struct world *w, struct plane *p, uint32_t router, struct stub_key until) {
  const struct stubs *s = w->replay->stubs;
  sim_time cost = world_platform(w, router)->processing;
  for (struct stub_session *session; (session = stub_first(w));) {
    struct stub_letter letter = g_array_index(s->letter, struct stub_letter, session->next);
    struct stub_key key = stub_reads(w, &letter, w->busy[router], cost);
    if (!key_before(key, until)) break;
    session->next++;
    w->busy[router] = key.at;
    stub_follow(w, p, router, key);
    stub_decides(w, p, router, &letter, key);
  }
  stub_follow(w, p, router, until);
}

/* What was under way over `half` when the stub last heard, and what has been sent since. */
static void stub_listen(struct world *w, struct plane *p, const struct stub_ear *ear, uint32_t half,
                        struct stub_key until) {
  struct stubs *s = w->replay->stubs;
  struct stub_session session = {.teller = &s->teller[s->teller_of[w->net->to[half]]], .next = s->letter->len};
  for (uint32_t i = ear->first; i < ear->first + ear->letters; i++) {
    const struct stub_letter *l = &g_array_index(s->later, struct stub_letter, i);
    if (l->half == half) g_array_append_vals(s->letter, l, 1);
  }
  stub_says(w, p, session.teller, w->net->back[half], until);
  session.end = s->letter->len;
  g_array_append_val(s->session, session);
}

/* Keeps what is left for the next time. */
static void stub_keep(struct world *w, const struct plane *p, uint32_t router) {
  struct stubs *s = w->replay->stubs;
  struct stub_ear ear = {router, s->laters->len, 0};
  bool holds = false;
  for (guint i = 0; i < s->session->len; i++) {
    const struct stub_session *session = &g_array_index(s->session, struct stub_session, i);
    g_array_append_vals(s->laters, &g_array_index(s->letter, struct stub_letter, session->next),
                        session->end - session->next);
    holds |= export_held(w, p, w->net->back[w->net->first[router] + i]) != SIM_NEVER;
  }
  ear.letters = s->laters->len - ear.first;
  s->listed[router] = holds || ear.letters;
  if (s->listed[router]) g_array_append_val(s->ears, ear);
}

static void stub_ear(struct world *w, struct plane *p, const struct stub_ear *ear, struct stub_key until) {
  struct stubs *s = w->replay->stubs;
  g_array_set_size(s->session, 0);
  g_array_set_size(s->letter, 0);
  for (uint32_t h = w->net->first[ear->router]; h < w->net->first[ear->router + 1]; h++)
    stub_listen(w, p, ear, h, until);
  stub_hears(w, p, ear->router, until);
  stub_keep(w, p, ear->router);
}

/* Whoever hears of a teller. */
static void stub_list(struct world *w, const struct stub_teller *t) {
  struct stubs *s = w->replay->stubs;
  for (uint32_t i = t->first; i < t->end; i++) {
    struct stub_ear ear = {w->net->to[s->half[i]], 0, 0};
    if (s->listed[ear.router]) continue;
    s->listed[ear.router] = true;
    g_array_append_val(s->ear, ear);
  }
}

/* What was noted has been heard. */
static void stub_heard(struct world *w) {
  struct stubs *s = w->replay->stubs;
  for (guint i = 0; i < s->told->len; i++) {
    struct stub_teller *t = g_ptr_array_index(s->told, i);
    if (t->word->len) t->last = g_array_index(t->word, struct stub_word, t->word->len - 1);
    t->before = world_plane(w, 0)->reach[t->router];
  }
  stub_forget(s);
}

static void stub_hear(struct world *w, struct stub_key until) {
  struct stubs *s = w->replay->stubs;
  for (guint i = 0; i < s->told->len; i++) stub_list(w, g_ptr_array_index(s->told, i));
  for (guint i = 0; i < s->ear->len; i++)
    stub_ear(w, world_plane(w, 0), &g_array_index(s->ear, struct stub_ear, i), until);
  stub_heard(w);
  GArray *ears = s->ears, *laters = s->laters;
  s->ears = s->ear;
  s->laters = s->later;
  s->ear = ears;
  s->later = laters;
  g_array_set_size(s->ears, 0);
  g_array_set_size(s->laters, 0);
}

void stub_run(struct world *w, sim_time until) {
  if (w->replay->stubs->on) stub_hear(w, (struct stub_key){until, UINT32_MAX});
}

void stub_relieve(struct world *w) {
  struct stub_key now = stub_now(w);
  now.owner++;
  if (w->replay->stubs->notes > w->replay->stubs->most) stub_hear(w, now);
}
