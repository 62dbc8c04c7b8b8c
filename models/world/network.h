/* network.h: routers and links as they stand, before anything happens.
 *
 * Routers have dense ids 0 .. routers-1 in ascending order of ASN, so that a lower id is a lower
 * neighbour ASN in the decision process. Every link is two half-edges ("halves"): the
 * half h of router r is r's end of the link to to[h]; back[h] is the other end. Halves are laid
 * out router by router (CSR) in the order customers and siblings, peers, providers, and by
 * delay within each, so that an export is a contiguous range that is served in order of time.
 */
#ifndef MODELS_WORLD_NETWORK_H
#define MODELS_WORLD_NETWORK_H

#include "sim/sim.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NETWORK_NONE UINT32_MAX

enum neighbor { NEIGHBOR_CUSTOMER, NEIGHBOR_SIBLING, NEIGHBOR_PEER, NEIGHBOR_PROVIDER };

struct network_link {
  uint32_t a, b;
  enum neighbor b_is; /* what b is to a */
  sim_time delay;     /* one way, both ways alike */
  bool exchange;      /* over an exchange fabric: the far end sees no loss of light */
};

struct network {
  uint32_t routers, halves;
  uint32_t *asn;       /* [routers] */
  uint32_t *first;     /* [routers + 1] first half of each router */
  uint32_t *peers;     /* [routers] where its peers begin */
  uint32_t *providers; /* [routers] where its providers begin */
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
/* The half of `router` towards `peer`, or NETWORK_NONE. */
uint32_t network_half(const struct network *network, uint32_t router, uint32_t peer);
/* Router with this ASN (the first one), or NETWORK_NONE. */
uint32_t network_find(const struct network *network, uint32_t asn);

/* volume[h]: how many real prefixes the owner of h exports to to[h] under Gao-Rexford policy: all to
 * customers and siblings, those of its customer cone to the rest. `prefixes` [routers] counts what each
 * originates. The caller frees the result (g_free). */
double *network_volume(const struct network *network, const uint32_t *prefixes);

#endif
