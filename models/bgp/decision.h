/* decision.h: which of several routes to one prefix is best (RFC 4271 section 9.1).
 *
 * The process is a table of named steps; the first step in which two routes differ decides,
 * and decision_compare says which it was. On an AS-level map, where a router has one session
 * to each neighbour AS and no IGP, the steps that can tell routes apart fit into 32 bits:
 * decision_rank packs them, so that the least of an array of ranks is the best route. A test
 * proves that rank and table agree.
 */
#ifndef MODELS_BGP_DECISION_H
#define MODELS_BGP_DECISION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How good the neighbour is that a route came from: its local preference, best first. */
enum standing { STANDING_CUSTOMER, STANDING_PEER, STANDING_PROVIDER };

struct decision_route {
  uint32_t local_pref; /* higher wins */
  uint32_t hops;       /* of the AS_PATH */
  uint8_t origin;      /* 0 IGP, 1 EGP, 2 INCOMPLETE */
  uint32_t med;        /* compared among routes of one neighbour AS only */
  uint32_t neighbor_as;
  bool external;         /* learned over eBGP */
  uint32_t igp_metric;   /* to the next hop */
  uint32_t router_id;    /* of the neighbour; on an AS-level map it follows the AS number */
  uint32_t peer_address; /* of the session */
};

struct decision_step {
  const char *name, *section;
  /* < 0: a is better, > 0: b is better, 0: this step can't tell. */
  int (*compare)(const struct decision_route *a, const struct decision_route *b);
};
extern const struct decision_step decision_steps[];
extern const size_t decision_step_count;

/* < 0 when a is better. *step (may be NULL) becomes the index of the step that decided, or
 * decision_step_count when none did. */
int decision_compare(const struct decision_route *a, const struct decision_route *b, size_t *step);

#define DECISION_NO_ROUTE UINT32_MAX
#define DECISION_OWN 0u /* better than any route that was learned */
#define DECISION_PLACES (1u << 18)
#define DECISION_MOST_HOPS 1023u

/* Lower is better. `place` is the neighbour's rank by router id among the router's neighbours, < DECISION_PLACES;
 * hops >= 1, and beyond DECISION_MOST_HOPS lengths count as equal. */
static inline uint32_t decision_rank(enum standing standing, uint32_t hops, uint8_t origin, uint32_t place) {
  uint32_t length = hops < DECISION_MOST_HOPS ? hops : DECISION_MOST_HOPS;
  return (uint32_t)standing << 30 | length << 20 | (uint32_t)origin << 18 | place;
}
static inline uint32_t decision_rank_place(uint32_t rank) { return rank & (DECISION_PLACES - 1); }
static inline enum standing decision_rank_standing(uint32_t rank) { return (enum standing)(rank >> 30); }

#endif
