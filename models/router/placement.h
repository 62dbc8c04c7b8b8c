/* placement.h: which end of a link sits on which line card of its router.
 *
 * An end is whatever has a port: a session with a neighbour, or an interior link. The rules:
 *
 *   chance        each end by itself, any card alike
 *   round-robin   card after card, in the order of the ends
 *   kind          each kind of end has cards of its own, as many as its share of the ends, at least one each;
 * round-robin among them. With fewer cards than kinds, kinds share cards in turn.
 */
#ifndef MODELS_ROUTER_PLACEMENT_H
#define MODELS_ROUTER_PLACEMENT_H

#include <stdint.h>

enum placement_rule { PLACEMENT_CHANCE, PLACEMENT_ROUND_ROBIN, PLACEMENT_KIND };

struct placement_end {
  uint64_t name; /* what chance knows it by */
  uint32_t kind; /* < PLACEMENT_KINDS */
};
enum { PLACEMENT_KINDS = 8 };

/* card[i] becomes the card, 0 to cards - 1, of end[i]. */
void placement_deal(enum placement_rule rule, uint64_t seed, uint64_t what, const struct placement_end *end,
                    uint32_t ends, uint32_t cards, uint32_t *card);

#endif
