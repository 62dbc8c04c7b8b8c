#include "analysis/cause/blame.h"
#include "analysis/harvest/pairs.h"

#define S SIM_SECOND

/* Found and lost again in one instant is not found, whatever is told of another router in between. */
static void instants(void) {
  struct pairs pairs;
  pairs_init(&pairs, 2);
  g_assert_cmpuint(pairs_lose(&pairs, 10, 0, 1), ==, 1);
  g_assert_cmpuint(pairs_find(&pairs, 20, 0), ==, 1);
  g_assert_cmpuint(pairs_lose(&pairs, 15, 1, 4), ==, 4);
  g_assert_cmpuint(pairs_lose(&pairs, 20, 0, 2), ==, 1);
  g_assert_cmpuint(pairs_find(&pairs, 30, 0), ==, 1);
  g_assert_cmpuint(pairs_lose(&pairs, 31, 0, 2), ==, 2);
  pairs_reset(&pairs);
  g_assert_cmpuint(pairs_lose(&pairs, 31, 0, 3), ==, 3);
  pairs_clear(&pairs);
}

/* Lost and found in one instant is not missed, unless it is lost as the instant ends. */
static void missed(void) {
  struct pairs pairs;
  pairs_init(&pairs, 4);
  for (uint32_t r = 0; r < 4; r++) pairs_lose(&pairs, 10, r, 1);
  pairs_find(&pairs, 10, 0);
  pairs_find(&pairs, 10, 1);
  pairs_lose(&pairs, 10, 1, 2);
  pairs_find(&pairs, 11, 2);
  pairs_close(&pairs, 12);
  for (uint32_t r = 0; r < 4; r++) g_assert_cmpint(pairs_bit(pairs.missed, r), ==, r != 0);
  pairs_reset(&pairs);
  pairs_lose(&pairs, 12, 3, 1);
  pairs_close(&pairs, 12);
  g_assert_false(pairs_bit(pairs.missed, 3));
  pairs_clear(&pairs);
}

/* Three thirds of a millionth and the like: the printed parts add up all the same, whatever number of rows is kept. */
static void rounding(void) {
  const uint32_t asn[] = {1};
  struct events *events = events_new(asn, 1);
  struct ledger ledger;
  ledger_init(&ledger);
  for (uint32_t id = 1; id <= 7; id++) {
    events_add(events, &(struct occurrence){.id = id, .because = id / 2, .kind = OCCURRENCE_CARD_CRASH});
    ledger_charge(&ledger, id, 12345 * (__int128)id);
  }
  double figure = 12345 * 28 / (60.0 * (double)S); /* 5.761 millionths */
  g_assert_cmpint(blame_millionths(figure), ==, 6);
  for (uint32_t rows = 0; rows < 9; rows++) {
    struct blame *blame = blame_new(&ledger, events, figure, 1, rows);
    int64_t sum = blame->remainder;
    for (guint i = 0; i < blame->row->len; i++) sum += blame_row(blame, i)->direct;
    g_assert_cmpint(sum, ==, 6);
    g_assert_cmpuint(blame->row->len + blame->others, ==, 7);
    g_assert_cmpint(blame_row(blame, 0)->total, ==, 6);
    blame_free(blame);
  }
  g_assert_cmpint(blame_millionths(49036.7264), ==, 49036726400);
  g_assert_cmpint(blame_millionths(12), ==, 12000000);
  events_free(events);
  ledger_clear(&ledger);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/ledger/found and lost again in one instant is not found", instants);
  g_test_add_func("/ledger/what is lost and found in one instant is not missed", missed);
  g_test_add_func("/ledger/the printed parts add up to the printed whole", rounding);
  return g_test_run();
}
