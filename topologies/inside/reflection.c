#include "topologies/inside/reflection.h"

#define NONE UINT32_MAX

struct reflection {
  const struct inside *inside;
  uint32_t *metric; /* [routers x routers] */
  double *ms;       /* [routers x routers] */
  uint32_t *near;   /* [routers] metric to the nearest cluster so far */
  uint32_t *serves; /* [routers] the cluster whose client it is, or that it reflects for */
  gboolean *reflects;
  GArray *pair; /* uint32_t, two a cluster */
};

static uint32_t metric_of(const struct reflection *reflection, uint32_t a, uint32_t b) {
  return reflection->metric[(gsize)a * reflection->inside->routers + b];
}

/* What is left of the sum of metrics once the PoP of router `at` has a cluster. From the second cluster on its own
 * routers do not count: a cluster in a remote PoP would bring the sum down and serve nobody. */
static uint64_t sum_with(const struct reflection *reflection, uint32_t at) {
  const struct inside_router *router = reflection->inside->router;
  uint64_t sum = 0;
  for (uint32_t r = 0; r < reflection->inside->routers; r++) {
    gboolean counts = !reflection->pair->len || router[r].pop != router[at].pop;
    sum += counts ? MIN(reflection->near[r], metric_of(reflection, at, r)) : reflection->near[r];
  }
  return sum;
}

/* First routers of PoPs alone are asked. NONE when no further cluster would serve anybody. */
static uint32_t best_place(const struct reflection *reflection) {
  const struct inside *inside = reflection->inside;
  uint32_t best = NONE;
  uint64_t least = 0;
  for (uint32_t r = 0; r < inside->routers; r++) least += reflection->near[r];
  for (uint32_t p = 0; p < inside->pops; p++) {
    uint32_t at = inside->first[p];
    if (reflection->reflects[at]) continue;
    uint64_t sum = sum_with(reflection, at);
    if (sum >= least) continue;
    least = sum;
    best = at;
  }
  return best;
}

/* The nearest router that reflects for nobody yet; of one PoP before all others, since nothing is nearer. */
static uint32_t second_of(const struct reflection *reflection, uint32_t at) {
  uint32_t nearest = NONE;
  for (uint32_t r = 0; r < reflection->inside->routers; r++)
    if (r != at && !reflection->reflects[r] &&
        (nearest == NONE || metric_of(reflection, at, r) < metric_of(reflection, at, nearest)))
      nearest = r;
  return nearest;
}

static void cluster_add(struct reflection *reflection) {
  uint32_t at = best_place(reflection), cluster = reflection->pair->len / 2;
  if (at == NONE) return;
  reflection->reflects[at] = TRUE;
  uint32_t second = second_of(reflection, at);
  reflection->reflects[second] = TRUE;
  g_array_append_val(reflection->pair, at);
  g_array_append_val(reflection->pair, second);
  for (uint32_t r = 0; r < reflection->inside->routers; r++) {
    if (metric_of(reflection, at, r) >= reflection->near[r]) continue;
    reflection->near[r] = metric_of(reflection, at, r);
    reflection->serves[r] = cluster;
  }
}

static gboolean is_client(const struct reflection *reflection, uint32_t client, uint32_t reflector) {
  const uint32_t *pair = &g_array_index(reflection->pair, uint32_t, 2 * reflection->serves[client]);
  return !reflection->reflects[client] && (pair[0] == reflector || pair[1] == reflector);
}

/* Of two routers: is there a session, and which way? */
static gboolean session_between(const struct reflection *reflection, uint32_t a, uint32_t b,
                                struct reflection_session *session) {
  *session = (struct reflection_session){a, b, FALSE, reflection->ms[(gsize)a * reflection->inside->routers + b]};
  if (!reflection->pair->len || (reflection->reflects[a] && reflection->reflects[b])) return TRUE;
  session->client = TRUE;
  if (reflection->reflects[a] && is_client(reflection, b, a)) return TRUE;
  session->a = b;
  session->b = a;
  return reflection->reflects[b] && is_client(reflection, a, b);
}

GArray *reflection_sessions(const struct inside *inside, uint32_t clusters, uint32_t *cluster) {
  uint32_t n = inside->routers;
  struct reflection reflection = {.inside = inside,
                                  .metric = g_new(uint32_t, (gsize)n * n),
                                  .ms = g_new(double, (gsize)n *n),
                                  .near = g_new(uint32_t, n),
                                  .serves = g_new0(uint32_t, n),
                                  .reflects = g_new0(gboolean, n),
                                  .pair = g_array_new(FALSE, FALSE, sizeof(uint32_t))};
  GArray *sessions = g_array_new(FALSE, FALSE, sizeof(struct reflection_session));
  struct reflection_session session;
  for (uint32_t r = 0; r < n; r++) {
    inside_ways(inside, r, &reflection.metric[(gsize)r * n], &reflection.ms[(gsize)r * n]);
    reflection.near[r] = UINT32_MAX;
  }
  for (uint32_t i = 0; i < MIN(clusters, n / 3); i++) cluster_add(&reflection);
  for (uint32_t r = 0; r < n; r++) cluster[r] = r;
  for (guint i = 1; i < reflection.pair->len; i += 2)
    cluster[g_array_index(reflection.pair, uint32_t, i)] = g_array_index(reflection.pair, uint32_t, i - 1);
  for (uint32_t a = 0; a < n; a++)
    for (uint32_t b = a + 1; b < n; b++)
      if (session_between(&reflection, a, b, &session)) g_array_append_val(sessions, session);
  void *arrays[] = {reflection.metric, reflection.ms, reflection.near, reflection.serves, reflection.reflects};
  for (gsize i = 0; i < G_N_ELEMENTS(arrays); i++) g_free(arrays[i]);
  g_array_unref(reflection.pair);
  return sessions;
}
