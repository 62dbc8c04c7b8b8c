/* Islands follow from the history: customers, and peers, at the ends of sessions that it has records of are the first
 * on them; their customers, and the customers of these, belong there. Islands that meet are one. Where that would be
 * half the map, as under a great carrier, there is none. */
#include "models/replay/island_map.h"

#include <string.h>

enum { MAP_CONE = 256 }; /* customer cones of more routers are part of the rest */

/* --- which there are --- */

struct survey {
  const struct network *net;
  uint32_t *parent; /* [routers] of the same island, itself: that is named after it; NETWORK_NONE: on none */
  uint32_t *seen;   /* [routers] in the cone of this one */
  GArray *cone;     /* uint32_t */
};

static uint32_t survey_root(struct survey *s, uint32_t router) {
  uint32_t *parent = s->parent;
  while (parent[router] != router) router = parent[router] = parent[parent[router]];
  return router;
}

static void survey_unite(struct survey *s, uint32_t a, uint32_t b) {
  uint32_t x = survey_root(s, a), y = survey_root(s, b);
  s->parent[MAX(x, y)] = MIN(x, y);
}

static void survey_see(struct survey *s, uint32_t router, uint32_t from) {
  if (s->seen[router] == from) return;
  s->seen[router] = from;
  g_array_append_val(s->cone, router);
}

/* All that hear of what `router` hears. False: too many, or somebody among them has sessions inside its AS. */
static bool survey_cone(struct survey *s, uint32_t router) {
  const struct network *n = s->net;
  g_array_set_size(s->cone, 0);
  survey_see(s, router, router);
  for (guint i = 0; i < s->cone->len; i++) {
    uint32_t r = g_array_index(s->cone, uint32_t, i);
    if (s->cone->len > MAP_CONE || n->clients[r] < n->first[r + 1]) return false;
    for (uint32_t h = n->first[r]; h < n->peers[r]; h++) survey_see(s, n->to[h], router);
  }
  return true;
}

static void survey_land(struct survey *s, uint32_t router) {
  if (s->parent[router] != NETWORK_NONE || s->seen[router] == router || !survey_cone(s, router)) return;
  for (guint i = 0; i < s->cone->len; i++) {
    uint32_t r = g_array_index(s->cone, uint32_t, i);
    if (s->parent[r] == NETWORK_NONE) s->parent[r] = r;
    survey_unite(s, router, r);
  }
}

static bool survey_turns(const struct history_record *r) { return r->kind == HISTORY_UP || r->kind == HISTORY_DOWN; }

/* Who may hear something over the session of `half`: not a provider, as its customers have no customer that has. */
static void survey_session(struct survey *s, uint32_t half) {
  const struct network *n = s->net;
  uint32_t a = n->owner[half], b = n->to[half];
  if (n->kind[half] == NEIGHBOR_PROVIDER || n->kind[half] == NEIGHBOR_PEER) survey_land(s, a);
  if (n->kind[half] == NEIGHBOR_CUSTOMER || n->kind[half] == NEIGHBOR_PEER) survey_land(s, b);
  bool both = s->parent[a] != NETWORK_NONE && s->parent[b] != NETWORK_NONE;
  if (both) survey_unite(s, a, b);
}

/* Numbers the islands in order of their first routers. */
static void survey_number(struct survey *s, struct islands *i) {
  uint32_t routers = s->net->routers;
  i->of = g_new(uint32_t, routers);
  for (uint32_t r = 0; r < routers; r++) {
    if (s->parent[r] == NETWORK_NONE) i->of[r] = NETWORK_NONE;
    else i->of[r] = s->parent[r] == r ? i->count++ : i->of[survey_root(s, r)];
  }
}

static void map_survey(struct islands *i, const struct network *n, const struct history *h) {
  uint32_t routers = n->routers;
  struct survey s = {n, g_new(uint32_t, routers), g_new(uint32_t, routers),
                     g_array_new(FALSE, FALSE, sizeof(uint32_t))};
  memset(s.parent, 0xff, routers * sizeof *s.parent);
  memset(s.seen, 0xff, routers * sizeof *s.seen);
  for (guint k = 0; k < h->record->len; k++)
    if (survey_turns(history_at(h, k))) survey_session(&s, history_at(h, k)->what);
  survey_number(&s, i);
  g_free(s.parent);
  g_free(s.seen);
  g_array_unref(s.cone);
}

/* --- what is theirs --- */

/* From how many each has to where those of each begin. */
static void map_sum(uint32_t *first, uint32_t count) {
  for (uint32_t k = 0, sum = 0; k <= count; k++) {
    uint32_t more = first[k];
    first[k] = sum;
    sum += more;
  }
}

static void map_members(const struct network *n, struct islands *i) {
  g_autofree uint32_t *at = NULL;
  i->members = g_new0(uint32_t, i->count + 1);
  for (uint32_t r = 0; r < n->routers; r++)
    if (i->of[r] != NETWORK_NONE) i->members[i->of[r]]++;
  map_sum(i->members, i->count);
  i->member = g_new(uint32_t, i->members[i->count]);
  at = g_memdup2(i->members, (i->count + 1) * sizeof *at);
  for (uint32_t r = 0; r < n->routers; r++)
    if (i->of[r] != NETWORK_NONE) i->member[at[i->of[r]]++] = r;
}

/* Counts in `many`, or puts at `many` on, the islands beside each router, each once. */
static void map_shores(const struct network *n, const struct islands *i, uint32_t *many, uint32_t *beside) {
  g_autofree uint32_t *last = g_new(uint32_t, n->routers);
  memset(last, 0xff, n->routers * sizeof *last);
  for (uint32_t m = 0; m < i->members[i->count]; m++) {
    uint32_t r = i->member[m], island = i->of[r];
    for (uint32_t h = n->peers[r]; h < n->clients[r]; h++) {
      uint32_t to = n->to[h];
      if (i->of[to] == island || last[to] == island) continue;
      last[to] = island;
      if (beside) beside[many[to]] = island;
      many[to]++;
    }
  }
}

static void map_neighbours(const struct network *n, struct islands *i) {
  i->besides = g_new0(uint32_t, n->routers + 1);
  map_shores(n, i, i->besides, NULL);
  map_sum(i->besides, n->routers);
  i->beside = g_new(uint32_t, i->besides[n->routers]);
  g_autofree uint32_t *at = g_memdup2(i->besides, (n->routers + 1) * sizeof *at);
  map_shores(n, i, at, i->beside);
}

/* Of a session of one of its members, or two: there are none between islands. */
static uint32_t map_of(const struct network *n, const struct islands *i, const struct history_record *r) {
  if (!survey_turns(r)) return NETWORK_NONE;
  uint32_t island = i->of[n->owner[r->what]];
  return island == NETWORK_NONE ? i->of[n->to[r->what]] : island;
}

static void map_record(struct islands *i, const struct history *h, uint32_t island, guint record, uint32_t turn) {
  struct replay_list *list = &i->island[island].list;
  guint at = (guint)(list->record - i->record) + list->records;
  i->record[at] = *history_at(h, record);
  i->number[at] = record;
  i->turn[at] = turn;
  list->records++;
}

/* Of one kernel event as before: those that come after the one before with none between that is of another. */
static void map_follow(struct islands *i, const struct history *h, guint records) {
  g_autofree guint *event = g_new(guint, h->record->len);
  for (guint k = 0; k < h->record->len; k++) event[k] = history_at(h, k)->follows ? event[k - 1] : k;
  for (guint k = records; k-- > 1;) i->record[k].follows = event[i->number[k]] == event[i->number[k - 1]];
  for (uint32_t k = 0; k < i->count; k++)
    if (i->island[k].list.records) i->record[i->island[k].list.record - i->record].follows = 0;
}

/* How many each island has, and where they go. */
static guint map_lists(struct islands *i, const struct network *n, const struct history *h) {
  g_autofree uint32_t *first = g_new0(uint32_t, i->count + 1);
  for (guint k = 0; k < h->record->len; k++) {
    uint32_t island = map_of(n, i, history_at(h, k));
    if (island != NETWORK_NONE) first[island]++;
  }
  map_sum(first, i->count);
  i->record = g_new(struct history_record, first[i->count]);
  i->number = g_new(uint32_t, first[i->count]);
  i->turn = g_new(uint32_t, first[i->count]);
  for (uint32_t k = 0; k < i->count; k++)
    i->island[k].list = (struct replay_list){
        .record = i->record + first[k], .number = i->number + first[k], .turn = i->turn + first[k]};
  return first[i->count];
}

static void map_records(struct islands *i, const struct network *n, const struct history *h, const uint32_t *turn) {
  guint records = map_lists(i, n, h);
  i->turns = g_memdup2(turn, h->record->len * sizeof *i->turns);
  for (guint k = 0; k < h->record->len; k++) {
    uint32_t island = map_of(n, i, history_at(h, k));
    if (island == NETWORK_NONE) continue;
    map_record(i, h, island, k, turn[k]);
    if (turn[k] == n->halves) i->turns[k] = n->halves + 1 + island;
  }
  map_follow(i, h, records);
}

static void map_halves(const struct network *n, struct islands *i) {
  g_autofree bool *there = g_new0(bool, n->halves);
  for (uint32_t k = 0; k < i->count; k++) {
    struct island *island = &i->island[k];
    island->half = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (guint r = 0; r < island->list.records; r++) {
      uint32_t half = island->list.record[r].what;
      if (!there[half]) g_array_append_val(island->half, half);
      there[half] = true;
    }
  }
}

void island_map(struct islands *i, const struct network *n, const struct history *h, const uint32_t *turn) {
  map_survey(i, n, h);
  i->island = g_new0(struct island, i->count);
  map_members(n, i);
  map_neighbours(n, i);
  map_records(i, n, h, turn);
  map_halves(n, i);
}

void island_map_clear(struct islands *i) {
  for (uint32_t k = 0; k < i->count; k++) g_array_unref(i->island[k].half);
  void *arrays[] = {i->island,  i->of,     i->member, i->members, i->beside,
                    i->besides, i->record, i->number, i->turn,    i->turns};
  for (size_t k = 0; k < G_N_ELEMENTS(arrays); k++) g_free(arrays[k]);
}
