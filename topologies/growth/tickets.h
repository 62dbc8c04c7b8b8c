/* tickets.h: drawing from a hat in which everybody has a number of tickets that changes.
 *
 * A Fenwick tree over whole numbers: to set, to sum a range and to draw from one take O(log n). Ranges make hats within
 * the hat: sort people by country, and a country is a range.
 */
#ifndef TOPOLOGIES_GROWTH_TICKETS_H
#define TOPOLOGIES_GROWTH_TICKETS_H

#include <stdint.h>

struct tickets;

struct tickets_range {
  uint32_t first, end; /* [first, end) */
};

/* For `count` people, nobody has a ticket. */
struct tickets *tickets_new(uint32_t count);
void tickets_free(struct tickets *tickets);
uint64_t tickets_get(const struct tickets *tickets, uint32_t who);
void tickets_set(struct tickets *tickets, uint32_t who, uint64_t number);
uint64_t tickets_sum(const struct tickets *tickets, struct tickets_range range);
/* Whose ticket it is, by roll in [0, 1). The range must hold one. */
uint32_t tickets_draw(const struct tickets *tickets, struct tickets_range range, double roll);

#endif
