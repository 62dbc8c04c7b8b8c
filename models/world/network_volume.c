/* How many real prefixes cross a session. Under Gao-Rexford policy a customer hears the
 * whole table and everyone else hears the customer cone, so the cones are all there is to
 * compute: one walk down from every router that has customers. */
#include "models/world/network.h"

#include <glib.h>

/* Sum of the prefixes in the customer cone of `top` (itself among them). `mark` remembers who was
 * counted for which top; `stack` has room for every router. */
static double volume_cone(const struct network *n, const uint32_t *prefixes, uint32_t top, uint32_t *mark,
                          uint32_t *stack) {
  double sum = 0;
  uint32_t depth = 0;
  stack[depth++] = top;
  mark[top] = top + 1;
  while (depth) {
    uint32_t r = stack[--depth];
    sum += prefixes[r];
    for (uint32_t h = n->first[r]; h < n->peers[r]; h++) {
      uint32_t below = n->to[h];
      if (mark[below] == top + 1) continue;
      mark[below] = top + 1;
      stack[depth++] = below;
    }
  }
  return sum;
}

double *network_volume(const struct network *n, const uint32_t *prefixes) {
  double *volume = g_new(double, n->halves), total = 0;
  uint32_t *mark = g_new0(uint32_t, n->routers), *stack = g_new(uint32_t, n->routers);
  for (uint32_t r = 0; r < n->routers; r++) total += prefixes[r];
  for (uint32_t r = 0; r < n->routers; r++) {
    double cone = n->first[r] == n->peers[r] ? prefixes[r] : volume_cone(n, prefixes, r, mark, stack);
    for (uint32_t h = n->first[r]; h < n->first[r + 1]; h++) volume[h] = h < n->peers[r] ? total : cone;
  }
  g_free(mark);
  g_free(stack);
  return volume;
}
