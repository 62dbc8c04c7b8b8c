#include "models/bgp/decision.h"

static int decision_lower(uint32_t a, uint32_t b) { return (a > b) - (a < b); }

static int by_local_pref(const struct decision_route *a, const struct decision_route *b) {
  return decision_lower(b->local_pref, a->local_pref);
}
static int by_hops(const struct decision_route *a, const struct decision_route *b) {
  return decision_lower(a->hops, b->hops);
}
static int by_origin(const struct decision_route *a, const struct decision_route *b) {
  return decision_lower(a->origin, b->origin);
}
static int by_med(const struct decision_route *a, const struct decision_route *b) {
  return a->neighbor_as == b->neighbor_as ? decision_lower(a->med, b->med) : 0;
}
static int by_session(const struct decision_route *a, const struct decision_route *b) {
  return (int)b->external - (int)a->external;
}
static int by_igp_metric(const struct decision_route *a, const struct decision_route *b) {
  return decision_lower(a->igp_metric, b->igp_metric);
}
static int by_router_id(const struct decision_route *a, const struct decision_route *b) {
  return decision_lower(a->router_id, b->router_id);
}
static int by_peer_address(const struct decision_route *a, const struct decision_route *b) {
  return decision_lower(a->peer_address, b->peer_address);
}

const struct decision_step decision_steps[] = {
    {"local preference", "RFC 4271 9.1.1", by_local_pref},
    {"AS_PATH length", "RFC 4271 9.1.2.2 a", by_hops},
    {"origin", "RFC 4271 9.1.2.2 b", by_origin},
    {"MED", "RFC 4271 9.1.2.2 c", by_med},
    {"eBGP over iBGP", "RFC 4271 9.1.2.2 d", by_session},
    {"IGP metric to the next hop", "RFC 4271 9.1.2.2 e", by_igp_metric},
    {"router id", "RFC 4271 9.1.2.2 f", by_router_id},
    {"peer address", "RFC 4271 9.1.2.2 g", by_peer_address},
};
const size_t decision_step_count = sizeof decision_steps / sizeof *decision_steps;

int decision_compare(const struct decision_route *a, const struct decision_route *b, size_t *step) {
  int difference = 0;
  size_t i = 0;
  while (i < decision_step_count && !(difference = decision_steps[i].compare(a, b))) i++;
  if (step) *step = i;
  return difference;
}
