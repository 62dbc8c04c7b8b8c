#include "analysis/blame.h"

#define S SIM_SECOND

/* Found and lost again in one instant is not found. */
static void instants(void) {
  struct ledger ledger;
  ledger_init(&ledger, 1, 1, 100);
  ledger_lose(&ledger, 10, 0, 0, 3, 1);
  ledger_find(&ledger, 20, 0, 0, 3);
  ledger_lose(&ledger, 20, 0, 0, 3, 2);
  ledger_find(&ledger, 30, 0, 0, 3);
  ledger_lose(&ledger, 31, 0, 0, 3, 2);
  g_assert_cmpint((int64_t)ledger_charge(&ledger, 1), ==, 3 * 20);
  g_assert_cmpint((int64_t)ledger_charge(&ledger, 2), ==, 3 * 69);
  g_assert_cmpint((int64_t)ledger_charge(&ledger, 3), ==, 0);
  ledger_clear(&ledger);
}

/* Three thirds of a millionth and the like: the printed parts add up all the same, whatever number of rows is kept. */
static void rounding(void) {
  const uint32_t asn[] = {1};
  struct events *events = events_new(asn, 1);
  struct ledger ledger;
  ledger_init(&ledger, 1, 7, 60 * S);
  for (uint32_t id = 1; id <= 7; id++) {
    events_add(events, &(struct occurrence){.id = id, .because = id / 2, .kind = OCCURRENCE_CARD_CRASH});
    ledger_lose(&ledger, 60 * S - 12345 * (sim_time)id, 0, id - 1, 1, id);
  }
  double figure = 12345 * 28 / (60.0 * (double)S); /* 5.761 millionths */
  g_assert_cmpint(blame_millionths(figure), ==, 6);
  for (uint32_t rows = 0; rows < 9; rows++) {
    struct blame *blame = blame_new(&ledger, events, asn, figure, 1, rows);
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
  g_test_add_func("/ledger/the printed parts add up to the printed whole", rounding);
  return g_test_run();
}
