/* decision.h: which of several routes to one prefix is best (RFC 4271 section 9.1).
 *
 * The process is a table of named steps; the first step in which two routes differ decides,
 * and decision_compare says which it was. Speakers of a simulation do not walk through the table: the
 * steps that can tell their routes apart (all but MED) fit into 64 bits, in the order of the table, so that the
 * least of an array of ranks is the best route. A test proves that rank and table agree.
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

#define DECISION_NO_ROUTE UINT64_MAX
#define DECISION_OWN UINT64_C(0) /* better than any route that was learned */
#define DECISION_PLACES (1u << 15)
#define DECISION_ORIGINATORS (1u << 10)
#define DECISION_MOST_HOPS 511u
#define DECISION_MOST_CLUSTERS 3u
#define DECISION_MOST_METRIC ((1u << 16) - 1)
#define DECISION_WORST 127u
#define DECISION_EVEN 64u /* the preference of a route that no import rule raises or lowers */

/* What a rank packs, from the step that decides first to the one that decides last. */
struct decision_key {
  uint8_t preference;     /* of an import rule: lower is better, 1 .. DECISION_WORST; with the standing, the local
                             preference */
  enum standing standing; /* also says whom policy lets hear of it */
  uint32_t hops;          /* >= 1; beyond DECISION_MOST_HOPS lengths count as equal */
  uint8_t origin;
  bool internal;       /* learned over iBGP */
  uint32_t metric;     /* of the IGP to the next hop; beyond DECISION_MOST_METRIC metrics count as equal */
  uint32_t originator; /* over iBGP: its rank by router id in the AS, < DECISION_ORIGINATORS (RFC 4456 section 9) */
  uint32_t clusters;   /* over iBGP: length of the CLUSTER_LIST (RFC 4456 section 9); beyond DECISION_MOST_CLUSTERS
                          lengths count as equal */
  uint32_t place;      /* the neighbour's rank by router id among the router's neighbours, < DECISION_PLACES */
};

static inline uint64_t decision_pack(struct decision_key k) {
  uint64_t hops = k.hops < DECISION_MOST_HOPS ? k.hops : DECISION_MOST_HOPS;
  uint64_t metric = k.metric < DECISION_MOST_METRIC ? k.metric : DECISION_MOST_METRIC;
  uint64_t clusters = k.clusters < DECISION_MOST_CLUSTERS ? k.clusters : DECISION_MOST_CLUSTERS;
  return (uint64_t)k.preference << 57 | (uint64_t)k.standing << 55 | hops << 46 | (uint64_t)k.origin << 44 |
         (uint64_t)k.internal << 43 | metric << 27 | (uint64_t)k.originator << 17 | clusters << 15 | k.place;
}
/* Of a route over eBGP that no rule prefers. */
static inline uint64_t decision_rank(enum standing standing, uint32_t hops, uint8_t origin, uint32_t place) {
  return decision_pack((struct decision_key){DECISION_EVEN, standing, hops, origin, false, 0, 0, 0, place});
}
/* The rank of a route whose path has `hops` more, of one whose path has none. */
static inline uint64_t decision_rank_farther(uint64_t rank, uint32_t hops) {
  return rank + ((uint64_t)(hops < DECISION_MOST_HOPS ? hops : DECISION_MOST_HOPS) << 46);
}
static inline uint32_t decision_rank_place(uint64_t rank) { return (uint32_t)rank & (DECISION_PLACES - 1); }
/* Neighbour and originator: two routes that agree in it are forwarded alike. */
static inline uint32_t decision_rank_way(uint64_t rank) {
  return (uint32_t)(rank >> 17 & (DECISION_ORIGINATORS - 1)) << 15 | decision_rank_place(rank);
}
/* Of a route and of none: false. */
static inline bool decision_rank_same_way(uint64_t a, uint64_t b) {
  return decision_rank_way(a) == decision_rank_way(b);
}
static inline enum standing decision_rank_standing(uint64_t rank) { return (enum standing)(rank >> 55 & 3); }
/* At most DECISION_MOST_HOPS. */
static inline uint32_t decision_rank_hops(uint64_t rank) { return (uint32_t)(rank >> 46) & DECISION_MOST_HOPS; }
static inline uint8_t decision_rank_preference(uint64_t rank) { return (uint8_t)(rank >> 57); }
static inline bool decision_rank_internal(uint64_t rank) { return rank >> 43 & 1; }

#endif
