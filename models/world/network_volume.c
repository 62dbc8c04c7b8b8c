/* How many real prefixes cross a session. Under Gao-Rexford policy a customer hears the
 * whole table and everyone else hears the customer cone, so the cones are all there is to
 * compute: one walk down from every router that has customers. The cone of a router is that of its AS. */
#include "models/world/network.h"

#include <glib.h>

/* A walk down from one AS: `mark` remembers who was counted for which top. */
struct descent {
  const struct network *net;
  uint32_t *mark, *stack; /* [routers] */
  uint32_t depth, top;
};

static void descent_push(struct descent *d, uint32_t router) {
  if (d->mark[router] == d->top + 1) return;
  d->mark[router] = d->top + 1;
  d->stack[d->depth++] = router;
}

/* Sum of the prefixes in the customer cone of the AS of `top`, its own among them. */
static double volume_cone(struct descent *d, const uint32_t *prefixes, uint32_t top) {
  const struct network *n = d->net;
  double sum = 0;
  d->top = top;
  descent_push(d, top);
  while (d->depth) {
    uint32_t r = d->stack[--d->depth];
    sum += prefixes[r];
    for (uint32_t h = n->first[r]; h < n->peers[r]; h++) descent_push(d, n->to[h]);
    if (r > 0 && n->asn[r - 1] == n->asn[r]) descent_push(d, r - 1);
    if (r + 1 < n->routers && n->asn[r + 1] == n->asn[r]) descent_push(d, r + 1);
  }
  return sum;
}

double *network_volume(const struct network *n, const uint32_t *prefixes) {
  double *volume = g_new(double, n->halves), total = 0, cone = 0;
  struct descent d = {.net = n, .mark = g_new0(uint32_t, n->routers), .stack = g_new(uint32_t, n->routers)};
  for (uint32_t r = 0; r < n->routers; r++) total += prefixes[r];
  for (uint32_t r = 0; r < n->routers; r++) {
    bool same = r > 0 && n->asn[r - 1] == n->asn[r];
    if (!same) cone = volume_cone(&d, prefixes, r);
    for (uint32_t h = n->first[r]; h < n->clients[r]; h++) volume[h] = h < n->peers[r] ? total : cone;
    for (uint32_t h = n->clients[r]; h < n->first[r + 1]; h++) volume[h] = 0;
  }
  g_free(d.mark);
  g_free(d.stack);
  return volume;
}
