#include "analysis/cause/blame.h"
#include "analysis/harvest/pairs.h"

#define S SIM_SECOND

static uint32_t cause_after(struct pairs_one *one, sim_time at, enum reach fate, uint32_t because) {
  pairs_turn(one, at, fate, because);
  return one->cause;
}

/* Found and lost again in one instant is not found, whatever is told of another router in between; and what becomes of
 * a loss is the fault of him who began it. */
static void instants(void) {
  struct pairs_one one = pairs_begin(true, 0), other = pairs_begin(true, 0);
  g_assert_cmpuint(cause_after(&one, 10, REACH_LOOP, 1), ==, 1);
  g_assert_cmpuint(cause_after(&one, 20, REACH_DELIVERED, 7), ==, 1);
  g_assert_cmpuint(cause_after(&other, 15, REACH_LOOP, 4), ==, 4);
  g_assert_cmpuint(cause_after(&one, 20, REACH_LOOP, 2), ==, 1);
  g_assert_cmpuint(cause_after(&one, 25, REACH_BLACKHOLE, 5), ==, 1);
  g_assert_cmpuint(cause_after(&one, 30, REACH_DELIVERED, 7), ==, 1);
  g_assert_cmpuint(cause_after(&one, 31, REACH_LOOP, 2), ==, 2);
  one = pairs_begin(true, 0);
  g_assert_cmpuint(cause_after(&one, 31, REACH_LOOP, 3), ==, 3);
}

/* Lost and found in one instant is not missed, unless it is lost as the instant ends. */
static void missed(void) {
  struct pairs_one pair[4];
  for (int r = 0; r < 4; r++) {
    pair[r] = pairs_begin(true, 0);
    pairs_turn(&pair[r], 10, REACH_LOOP, 1);
  }
  pairs_turn(&pair[0], 10, REACH_DELIVERED, 1);
  pairs_turn(&pair[1], 10, REACH_DELIVERED, 1);
  pairs_turn(&pair[1], 10, REACH_BLACKHOLE, 2);
  pairs_turn(&pair[2], 11, REACH_DELIVERED, 2);
  for (int r = 0; r < 4; r++) g_assert_cmpint(pairs_missed(&pair[r], 12), ==, r != 0);
  pair[3] = pairs_begin(true, 0);
  pairs_turn(&pair[3], 12, REACH_LOOP, 1);
  g_assert_false(pairs_missed(&pair[3], 12));
  pair[3] = pairs_begin(false, 0);
  g_assert_false(pairs_missed(&pair[3], 13));
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
