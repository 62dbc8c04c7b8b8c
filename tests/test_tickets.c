#include "topologies/growth/tickets.h"

#include <glib.h>

/* A plain array does what the tree does, slowly. */
static uint64_t plain_sum(const uint64_t *number, struct tickets_range range) {
  uint64_t sum = 0;
  for (uint32_t i = range.first; i < range.end; i++) sum += number[i];
  return sum;
}

static uint32_t plain_draw(const uint64_t *number, struct tickets_range range, double roll) {
  uint64_t left = MIN((uint64_t)(roll * (double)plain_sum(number, range)), plain_sum(number, range) - 1);
  uint32_t at = range.first;
  while (left >= number[at]) left -= number[at++];
  return at;
}

static void like_an_array(void) {
  for (uint32_t count = 1; count <= 70; count++) {
    struct tickets *tickets = tickets_new(count);
    uint64_t *number = g_new0(uint64_t, count);
    for (uint32_t step = 0; step < 200; step++) {
      uint32_t who = (uint32_t)g_test_rand_int_range(0, (gint32)count);
      number[who] = (uint64_t)g_test_rand_int_range(0, 4);
      tickets_set(tickets, who, number[who]);
      uint32_t a = (uint32_t)g_test_rand_int_range(0, (gint32)count + 1);
      uint32_t b = (uint32_t)g_test_rand_int_range(0, (gint32)count + 1);
      struct tickets_range range = {MIN(a, b), MAX(a, b)};
      double roll = g_test_rand_double();
      g_assert_cmpuint(tickets_get(tickets, who), ==, number[who]);
      g_assert_cmpuint(tickets_sum(tickets, range), ==, plain_sum(number, range));
      if (plain_sum(number, range) > 0)
        g_assert_cmpuint(tickets_draw(tickets, range, roll), ==, plain_draw(number, range, roll));
    }
    tickets_free(tickets);
    g_free(number);
  }
}

static void ends_of_the_roll(void) {
  struct tickets *tickets = tickets_new(5);
  const struct tickets_range all = {0, 5};
  tickets_set(tickets, 1, 3);
  tickets_set(tickets, 3, 1);
  g_assert_cmpuint(tickets_draw(tickets, all, 0), ==, 1);
  g_assert_cmpuint(tickets_draw(tickets, all, 0.74), ==, 1);
  g_assert_cmpuint(tickets_draw(tickets, all, 0.75), ==, 3);
  g_assert_cmpuint(tickets_draw(tickets, all, 0x1.fffffffffffffp-1), ==, 3);
  tickets_free(tickets);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/tickets/sums and draws are those of a plain array", like_an_array);
  g_test_add_func("/tickets/nobody without a ticket is drawn at either end of the roll", ends_of_the_roll);
  return g_test_run();
}
