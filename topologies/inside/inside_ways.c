/* inside_ways.c: Dijkstra's algorithm without a heap: the next router is looked for among all, which for some hundred
 * routers is as good. Links are sought by router in a list of halves. */
#include "topologies/inside/inside.h"

struct half {
  uint32_t to, link;
};

struct ways {
  const struct inside *inside;
  uint32_t *first;   /* [routers + 1] in half */
  struct half *half; /* [2 x links] */
  gboolean *done;    /* [routers] */
  uint32_t *metric;
  double *ms;
};

static void ways_halves(struct ways *ways) {
  const struct inside *inside = ways->inside;
  ways->first = g_new0(uint32_t, inside->routers + 2);
  ways->half = g_new(struct half, 2 * (gsize)inside->links);
  uint32_t *next = ways->first +
                   1; /* where the next half of a router goes; in the end, where the router after it begins */
  for (uint32_t i = 0; i < inside->links; i++) {
    next[inside->link[i].a + 1]++;
    next[inside->link[i].b + 1]++;
  }
  for (uint32_t r = 0; r < inside->routers; r++) next[r + 1] += next[r];
  for (uint32_t i = 0; i < inside->links; i++) {
    const struct inside_link *link = &inside->link[i];
    ways->half[next[link->a]++] = (struct half){link->b, i};
    ways->half[next[link->b]++] = (struct half){link->a, i};
  }
}

static gboolean ways_less(const struct ways *ways, uint32_t a, uint32_t b) {
  return ways->metric[a] < ways->metric[b] || (ways->metric[a] == ways->metric[b] && ways->ms[a] < ways->ms[b]);
}

static uint32_t ways_next(const struct ways *ways) {
  uint32_t best = UINT32_MAX;
  for (uint32_t r = 0; r < ways->inside->routers; r++)
    if (!ways->done[r] && ways->metric[r] != UINT32_MAX && (best == UINT32_MAX || ways_less(ways, r, best))) best = r;
  return best;
}

static void ways_relax(struct ways *ways, uint32_t router) {
  for (uint32_t h = ways->first[router]; h < ways->first[router + 1]; h++) {
    const struct inside_link *link = &ways->inside->link[ways->half[h].link];
    uint32_t to = ways->half[h].to, metric = ways->metric[router] + link->metric;
    double ms = ways->ms[router] + link->ms;
    if (metric > ways->metric[to] || (metric == ways->metric[to] && ms >= ways->ms[to])) continue;
    ways->metric[to] = metric;
    ways->ms[to] = ms;
  }
}

void inside_ways(const struct inside *inside, uint32_t router, uint32_t *metric, double *ms) {
  struct ways ways = {.inside = inside, .metric = metric, .ms = ms, .done = g_new0(gboolean, inside->routers)};
  ways_halves(&ways);
  for (uint32_t r = 0; r < inside->routers; r++) {
    metric[r] = UINT32_MAX;
    ms[r] = 0;
  }
  metric[router] = 0;
  for (uint32_t r = router; r != UINT32_MAX; r = ways_next(&ways)) {
    ways.done[r] = TRUE;
    ways_relax(&ways, r);
  }
  g_free(ways.first);
  g_free(ways.half);
  g_free(ways.done);
}
