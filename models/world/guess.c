/* Every phase settles routers in order of path length, so the first route that a router gets in its best
 * phase is its best, and among routes found at one length the lowest neighbour wins. */
#include "models/world/guess.h"

/* What `from` has, its fellow `to` has as well, unless it has something better. */
static void guess_share(struct guess *g, uint32_t from, uint32_t to) {
  bool fresh = g->hops[to] == UINT32_MAX;
  if (!fresh && (g->standing[to] != g->standing[from] || g->hops[to] <= g->hops[from])) return;
  g->hops[to] = g->hops[from];
  g->standing[to] = g->standing[from];
  g->via[to] = GUESS_INSIDE;
  if (fresh) g->queue[g->queued++] = to;
}

static void guess_spread(struct guess *g, const struct network *n, uint32_t router) {
  if (n->clients[router] == n->first[router + 1]) return;
  for (uint32_t r = network_as_first(n, router), end = network_as_end(n, router); r < end; r++)
    if (r != router) guess_share(g, router, r);
}

/* Offers `to` the route of `from`. */
static void guess_offer(struct guess *g, const struct network *n, uint32_t from, uint32_t to, enum standing standing) {
  uint32_t hops = g->hops[from] + 1;
  if (g->hops[to] == UINT32_MAX) {
    g->hops[to] = hops;
    g->standing[to] = (uint8_t)standing;
    g->via[to] = from;
    g->queue[g->queued++] = to;
    guess_spread(g, n, to);
  } else if (g->standing[to] == standing && g->hops[to] == hops && from < g->via[to]) {
    g->via[to] = from;
  }
}

static void guess_climb(struct guess *g, const struct network *n, uint32_t origin) {
  g->hops[origin] = 0;
  g->standing[origin] = STANDING_CUSTOMER;
  g->via[origin] = NETWORK_NONE;
  g->queue[g->queued++] = origin;
  guess_spread(g, n, origin);
  for (uint32_t i = 0; i < g->queued; i++) {
    uint32_t r = g->queue[i];
    for (uint32_t h = n->providers[r]; h < n->clients[r]; h++) guess_offer(g, n, r, n->to[h], STANDING_CUSTOMER);
  }
}

static bool guess_shorter(const struct guess *g, uint32_t from, uint32_t to) {
  uint32_t hops = g->hops[from] + 1;
  return hops < g->hops[to] || (hops == g->hops[to] && from < g->via[to]);
}

static void guess_cross(struct guess *g, const struct network *n) {
  for (uint32_t i = 0, climbed = g->queued; i < climbed; i++) {
    uint32_t r = g->queue[i];
    for (uint32_t h = n->peers[r]; h < n->providers[r]; h++) {
      uint32_t to = n->to[h];
      if (g->hops[to] == UINT32_MAX) guess_offer(g, n, r, to, STANDING_PEER);
      else if (g->standing[to] == STANDING_PEER && guess_shorter(g, r, to)) {
        g->hops[to] = g->hops[r] + 1;
        g->via[to] = r;
        guess_spread(g, n, to);
      }
    }
  }
}

/* Routers with a route, by length: a counting sort of the queue. */
static void guess_sort(struct guess *g, uint32_t *sorted) {
  uint32_t longest = 0;
  for (uint32_t i = 0; i < g->queued; i++) longest = MAX(longest, g->hops[g->queue[i]]);
  uint32_t *at = g_new0(uint32_t, longest + 2);
  for (uint32_t i = 0; i < g->queued; i++) at[g->hops[g->queue[i]] + 1]++;
  for (uint32_t i = 1; i <= longest; i++) at[i] += at[i - 1];
  for (uint32_t i = 0; i < g->queued; i++) sorted[at[g->hops[g->queue[i]]]++] = g->queue[i];
  g_free(at);
}

/* Down to customers. Two rows of routers in order of length are merged: those settled before, and
 * those that this phase settles. */
static void guess_descend(struct guess *g, const struct network *n) {
  uint32_t before = g->queued, i = 0, j = before;
  uint32_t *sorted = g_new(uint32_t, n->routers);
  guess_sort(g, sorted);
  while (i < before || j < g->queued) {
    bool old = j == g->queued || (i < before && g->hops[sorted[i]] <= g->hops[g->queue[j]]);
    uint32_t r = old ? sorted[i++] : g->queue[j++];
    for (uint32_t h = n->first[r]; h < n->peers[r]; h++) guess_offer(g, n, r, n->to[h], STANDING_PROVIDER);
  }
  g_free(sorted);
}

bool guess_exports(const struct guess *g, const struct network *n, uint32_t half) {
  uint32_t r = n->owner[half];
  return g->hops[r] != UINT32_MAX && (half < n->peers[r] || g->standing[r] == STANDING_CUSTOMER);
}

enum standing guess_standing(const struct network *n, uint32_t half) {
  return n->kind[half] == NEIGHBOR_CUSTOMER ? STANDING_CUSTOMER
         : n->kind[half] == NEIGHBOR_PEER   ? STANDING_PEER
                                            : STANDING_PROVIDER;
}

void guess_find(struct guess *g, const struct network *n, uint32_t origin) {
  *g = (struct guess){.hops = g_new(uint32_t, n->routers),
                      .standing = g_new0(uint8_t, n->routers),
                      .via = g_new(uint32_t, n->routers),
                      .queue = g_new(uint32_t, n->routers)};
  for (uint32_t r = 0; r < n->routers; r++) g->hops[r] = g->via[r] = UINT32_MAX;
  guess_climb(g, n, origin);
  guess_cross(g, n);
  guess_descend(g, n);
}

void guess_clear(struct guess *g) {
  g_free(g->hops);
  g_free(g->standing);
  g_free(g->via);
  g_free(g->queue);
  g_free(g->choice);
}
