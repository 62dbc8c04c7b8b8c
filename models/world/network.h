/* network.h: routers and links as they stand, before anything happens.
 *
 * Routers have dense ids 0 .. routers-1 in ascending order of ASN, so that a lower id is a lower
 * neighbour ASN in the decision process. Every link is two half-edges ("halves"): the
 * half h of router r is r's end of the link to to[h]; back[h] is the other end. Halves are laid
 * out router by router (CSR) in the order customers and siblings, peers, providers, then the sessions inside the
 * AS (clients of a route reflector, other iBGP fellows), and by delay within each, so that an export is a contiguous
 * range that is served in order of time.
 *
 * Routers of one AS have one number and adjoining ids. What joins them is iBGP: a link between them stands for a
 * session, not for a wire, and its delay is that of the way through the AS at rest (interior.h has the wires).
 */
#ifndef MODELS_WORLD_NETWORK_H
#define MODELS_WORLD_NETWORK_H

#include "sim/arena.h"
#include "sim/sim.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NETWORK_NONE UINT32_MAX

enum neighbor {
  NEIGHBOR_CUSTOMER,
  NEIGHBOR_SIBLING,
  NEIGHBOR_PEER,
  NEIGHBOR_PROVIDER,
  NEIGHBOR_CLIENT,    /* iBGP: the owner reflects to it (RFC 4456) */
  NEIGHBOR_FELLOW,    /* iBGP: as in a full mesh */
  NEIGHBOR_REFLECTOR, /* iBGP: it reflects to the owner */
};

struct network_link {
  uint32_t a, b;
  enum neighbor b_is; /* what b is to a */
  sim_time delay;     /* one way, both ways alike */
  bool exchange;      /* over an exchange fabric: the far end sees no loss of light */
};

struct network {
  struct arena arena; /* holds all the arrays */
  uint32_t routers, halves;
  bool siblings;       /* some link joins two */
  uint32_t *asn;       /* [routers] */
  uint32_t *first;     /* [routers + 1] first half of each router */
  uint32_t *peers;     /* [routers] where its peers begin */
  uint32_t *providers; /* [routers] where its providers begin */
  uint32_t *clients;   /* [routers] where its sessions inside the AS begin, first those to its clients */
  uint32_t *fellows;   /* [routers] ... and then all others; they end where the next router's halves begin */
  uint32_t *inner;     /* [routers + 1] sessions inside ASes at routers before this one: numbers them densely */
  uint32_t *to, *back; /* [halves] */
  uint32_t *owner;     /* [halves] the router it belongs to */
  uint32_t *link;      /* [halves] index of the link in the caller's array */
  sim_time *delay;     /* [halves] */
  uint8_t *kind;       /* [halves] enum neighbor: what to[h] is to owner[h] */
  bool *exchange;      /* [halves] */
  uint32_t *place;     /* [halves] rank of to[h] among its owner's neighbours, by id: 0, 1, ... */
  uint32_t *by_place;  /* [halves] first[r] + place -> half */
};

/* `asn` must ascend (equal numbers: routers of one AS). Copies its arguments. */
struct network *network_new(uint32_t routers, const uint32_t *asn, const struct network_link *link, size_t links);
void network_free(struct network *network);
/* Is the session of `half` inside an AS? */
static inline bool network_internal(const struct network *n, uint32_t half) { return n->kind[half] >= NEIGHBOR_CLIENT; }
/* The dense number of such a half, 0 .. inner[routers] - 1. */
static inline uint32_t network_inner(const struct network *n, uint32_t half) {
  uint32_t router = n->owner[half];
  return n->inner[router] + (half - n->clients[router]);
}
/* Routers of the AS that `router` is in: [network_as_first, network_as_end). */
uint32_t network_as_first(const struct network *network, uint32_t router);
uint32_t network_as_end(const struct network *network, uint32_t router);
/* The half of `router` towards `peer`, or NETWORK_NONE. */
uint32_t network_half(const struct network *network, uint32_t router, uint32_t peer);
/* Router with this ASN (the first one), or NETWORK_NONE. */
uint32_t network_find(const struct network *network, uint32_t asn);

/* volume[h]: how many real prefixes the owner of h exports to to[h] under Gao-Rexford policy: all to
 * customers and siblings, those of the customer cone of its AS to the rest; 0 inside an AS, where it depends on who has
 * the best way out (world_volume). `prefixes` [routers] counts what each originates. The caller frees the result
 * (g_free). */
double *network_volume(const struct network *network, const uint32_t *prefixes);

#endif
