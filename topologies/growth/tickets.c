#include "topologies/growth/tickets.h"

#include <glib.h>

struct tickets {
  uint32_t count, top; /* top: the greatest power of two that is not above count */
  uint64_t *number;    /* [count] */
  uint64_t *tree;      /* [count + 1] tree[i] is the sum of the lowest set bit of i numbers up to i */
};

struct tickets *tickets_new(uint32_t count) {
  struct tickets *tickets = g_new(struct tickets, 1);
  *tickets = (struct tickets){.count = count, .top = 1};
  while (tickets->top <= count / 2) tickets->top *= 2;
  tickets->number = g_new0(uint64_t, count);
  tickets->tree = g_new0(uint64_t, (gsize)count + 1);
  return tickets;
}

void tickets_free(struct tickets *tickets) {
  if (!tickets) return;
  g_free(tickets->number);
  g_free(tickets->tree);
  g_free(tickets);
}

uint64_t tickets_get(const struct tickets *tickets, uint32_t who) { return tickets->number[who]; }

/* Differences wrap around, and so do the sums, back to where they belong. */
void tickets_set(struct tickets *tickets, uint32_t who, uint64_t number) {
  uint64_t change = number - tickets->number[who];
  tickets->number[who] = number;
  for (uint32_t i = who + 1; i <= tickets->count; i += i & -i) tickets->tree[i] += change;
}

static uint64_t sum_below(const struct tickets *tickets, uint32_t end) {
  uint64_t sum = 0;
  for (uint32_t i = end; i > 0; i -= i & -i) sum += tickets->tree[i];
  return sum;
}

uint64_t tickets_sum(const struct tickets *tickets, struct tickets_range range) {
  return sum_below(tickets, range.end) - sum_below(tickets, range.first);
}

uint32_t tickets_draw(const struct tickets *tickets, struct tickets_range range, double roll) {
  uint64_t before = sum_below(tickets, range.first), sum = sum_below(tickets, range.end) - before;
  g_assert(sum > 0);
  uint64_t left = before + MIN((uint64_t)(roll * (double)sum), sum - 1);
  uint32_t at = 0;
  for (uint32_t step = tickets->top; step > 0; step /= 2)
    if (at + step <= tickets->count && tickets->tree[at + step] <= left) left -= tickets->tree[at += step];
  return at;
}
