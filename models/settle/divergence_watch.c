/* The log is read backwards. z[k] says for how many changes it agrees with itself when it is moved by k (Gusfield's Z
 * algorithm, linear); the first k for which that is long enough is the round. */
#include "models/settle/divergence_watch.h"

/* The log is cut to half of this, and digests beyond so many are not remembered. */
enum { WATCH_LOG = 1 << 20, WATCH_STATES = 1 << 20 };

struct watch_visit {
  gint64 state;
  uint64_t last; /* changes in all when it was last there */
  guint count;
};

struct divergence_watch *divergence_watch_new(const struct world *w) {
  struct divergence_watch *watch = g_new0(struct divergence_watch, 1);
  watch->change = g_array_new(FALSE, FALSE, sizeof(struct divergence_change));
  watch->term = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_set_size(watch->term, (gint)w->planes->len);
  watch->seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, g_free);
  return watch;
}

void divergence_watch_free(struct divergence_watch *watch) {
  if (!watch) return;
  g_array_unref(watch->change);
  g_ptr_array_unref(watch->term);
  g_hash_table_destroy(watch->seen);
  g_free(watch);
}

/* --- states --- */

/* The finaliser of SplitMix64. */
static uint64_t watch_mix(uint64_t z) {
  z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
  return z ^ z >> 31;
}

static void watch_digest(struct divergence_watch *watch, uint32_t routers, const struct divergence_change *change) {
  gpointer *term = &watch->term->pdata[change->prefix];
  if (!*term) *term = g_new0(uint64_t, routers);
  uint64_t *mine = &((uint64_t *)*term)[change->router];
  watch->state ^= *mine;
  *mine = watch_mix(watch_mix((uint64_t)change->router << 32 | change->path) + change->prefix);
  watch->state ^= *mine;
}

static struct watch_visit *watch_visit(struct divergence_watch *watch) {
  gint64 state = (gint64)watch->state;
  struct watch_visit *visit = g_hash_table_lookup(watch->seen, &state);
  if (visit || g_hash_table_size(watch->seen) >= WATCH_STATES) return visit;
  visit = g_new0(struct watch_visit, 1);
  visit->state = state;
  g_hash_table_insert(watch->seen, &visit->state, visit);
  return visit;
}

static void watch_return(struct world *w, struct divergence_watch *watch) {
  struct watch_visit *visit = watch_visit(watch);
  uint64_t now = watch->dropped + watch->change->len;
  if (!visit) return;
  if (++visit->count >= DIVERGENCE_RETURNS && !watch->round) {
    watch->round = (guint)MIN(now - visit->last, watch->change->len);
    sim_stop(&w->sim);
  }
  visit->last = now;
}

void divergence_watch_note(struct world *w, const struct plane *p, uint32_t router) {
  struct divergence_watch *watch = w->watch;
  uint32_t half = plane_best_half(p, w->net, router);
  struct divergence_change change = {w->sim.now, router, p->number, PATH_NONE};
  if (p->best[router] == DECISION_OWN) change.path = PATH_EMPTY;
  else if (half != NETWORK_NONE) change.path = p->adj_in[half];
  g_array_append_val(watch->change, change);
  watch_digest(watch, w->net->routers, &change);
  watch_return(w, watch);
  if (watch->change->len < WATCH_LOG) return;
  g_array_remove_range(watch->change, 0, WATCH_LOG / 2);
  watch->dropped += WATCH_LOG / 2;
}

/* --- rounds --- */

/* The i-th change from the end. */
static const struct divergence_change *watch_back(const struct divergence_watch *watch, guint i) {
  return &g_array_index(watch->change, struct divergence_change, watch->change->len - 1 - i);
}

/* Are the i-th and the j-th from the end the same change, as long after the one before? (j > i; nothing is known of
 * what was before the first.) */
static bool watch_same(const struct divergence_watch *watch, guint i, guint j) {
  const struct divergence_change *a = watch_back(watch, i), *b = watch_back(watch, j);
  if (j + 1 >= watch->change->len || a->router != b->router || a->prefix != b->prefix || a->path != b->path)
    return false;
  return a->at - watch_back(watch, i + 1)->at == b->at - watch_back(watch, j + 1)->at;
}

/* Does the log, moved by k, agree with itself for `agrees` changes, and is that long enough? The whole state has come
 * back after a round of time T if all that was under way at its beginning and at its end was set off by changes that
 * agree: those of the round before its end, and `memory` more. */
static bool watch_is_round(const struct divergence_watch *watch, guint k, guint agrees, sim_time memory) {
  sim_time now = watch_back(watch, 0)->at, period = now - watch_back(watch, k)->at;
  return agrees >= k && now - watch_back(watch, k + agrees - 1)->at >= 2 * period + memory;
}

guint divergence_watch_cycle(const struct divergence_watch *watch, sim_time memory) {
  guint n = watch->change->len, round = 0;
  g_autofree guint *z = g_new0(guint, n + 1);
  for (guint k = 1, left = 0, right = 0; k < n && !round; k++) {
    if (k < right) z[k] = MIN(right - k, z[k - left]);
    while (k + z[k] < n && watch_same(watch, z[k], k + z[k])) z[k]++;
    if (k + z[k] > right) {
      left = k;
      right = k + z[k];
    }
    if (z[k] && watch_is_round(watch, k, z[k], memory)) round = k;
  }
  return round;
}
