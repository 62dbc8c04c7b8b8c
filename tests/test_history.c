#include "models/replay/history.h"

static struct history_record record_random(GRand *rand, sim_time at) {
  return (struct history_record){.at = at,
                                 .value = g_rand_int_range(rand, 0, 1000),
                                 .ends = SIM_NEVER,
                                 .owner = g_rand_int(rand),
                                 .what = (uint32_t)g_rand_int_range(rand, 0, 5),
                                 .because = g_rand_int(rand),
                                 .kind = (uint16_t)g_rand_int_range(rand, 0, HISTORY_KINDS)};
}

static void history_add_ways(struct history *history, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    struct history_way way = {i, i + 1, 5 - i};
    g_array_append_val(history->way, way);
  }
}

static void history_add_flips(struct history *history, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) g_array_append_val(history->flip, i);
}

static struct history *history_random(guint32 seed) {
  struct history *history = history_new();
  GRand *rand = g_rand_new_with_seed(seed);
  for (uint64_t i = 0; i < 200; i++) {
    struct history_record r = record_random(rand, (sim_time)i);
    history_add(history, r, i / 3);
    if (r.kind == HISTORY_WAYS) history_add_ways(history, (uint32_t)r.value);
    if (r.kind == HISTORY_RANK || r.kind == HISTORY_OPEN) history_add_flips(history, (uint32_t)r.value);
  }
  for (uint32_t i = 0; i < 20; i++) history_wait(history, i % 3, i * SIM_SECOND / 2, i * SIM_MILLISECOND);
  g_rand_free(rand);
  return history;
}

static void test_again(void) {
  struct history *history = history_random(1);
  g_autoptr(GByteArray) octets = g_byte_array_new();
  const char *message;
  history_close(history);
  history_store(history, octets);
  struct history *again = history_load(octets->data, octets->len, &message);
  g_assert_nonnull(again);
  g_assert_cmpuint(again->record->len, ==, history->record->len);
  for (guint i = 0; i < history->record->len; i++)
    g_assert_cmpmem(history_at(history, i), sizeof(struct history_record), history_at(again, i),
                    sizeof(struct history_record));
  g_assert_cmpint(history_agrees(history, again), ==, SIM_NEVER);
  history_free(history);
  history_free(again);
}

static void test_refused(void) {
  struct history *history = history_random(2);
  g_autoptr(GByteArray) octets = g_byte_array_new();
  const char *message = NULL;
  history_store(history, octets);
  for (guint i = 0; i < octets->len; i += 7) {
    octets->data[i] ^= 1;
    g_assert_null(history_load(octets->data, octets->len, &message));
    g_assert_nonnull(message);
    octets->data[i] ^= 1;
    g_assert_null(history_load(octets->data, i, &message));
  }
  history_free(history);
}

static void expect_nonsense(const struct history *history, bool nonsense) {
  g_autoptr(GByteArray) octets = g_byte_array_new();
  const char *message = NULL;
  history_store(history, octets);
  struct history *again = history_load(octets->data, octets->len, &message);
  g_assert_true((again == NULL) == nonsense);
  history_free(again);
}

/* Whole and sealed, but a replay could not go through it. */
static void test_nonsense(void) {
  struct history *history = history_random(3);
  history_add(history, (struct history_record){.at = SIM_SECOND, .kind = HISTORY_CUT}, 1000);
  struct history_record *last = &g_array_index(history->record, struct history_record, history->record->len - 1);
  sim_time at = last->at;
  expect_nonsense(history, false);
  last->at = 0;
  expect_nonsense(history, true);
  last->at = at;
  last->follows = 2;
  expect_nonsense(history, true);
  last->follows = 0;
  last->kind = HISTORY_KINDS;
  expect_nonsense(history, true);
  last->kind = HISTORY_WAYS;
  last->value = SIM_NEVER;
  expect_nonsense(history, true);
  last->value = 0;
  expect_nonsense(history, false);
  g_array_set_size(history->flip, history->flip->len - 1);
  expect_nonsense(history, true);
  history_add_flips(history, 1);
  history_add_ways(history, 1);
  expect_nonsense(history, true);
  history_free(history);
}

/* A session ends when the next DOWN of its half says so. */
static void test_ends(void) {
  struct history *history = history_new();
  const struct {
    sim_time at;
    uint16_t kind;
    uint32_t half;
    sim_time ends;
  } row[] = {{1, HISTORY_UP, 7, 5},        {2, HISTORY_UP, 0, SIM_NEVER},  {5, HISTORY_DOWN, 7, SIM_NEVER},
             {6, HISTORY_UP, 7, 9},        {8, HISTORY_CUT, 0, SIM_NEVER}, {9, HISTORY_DOWN, 7, SIM_NEVER},
             {9, HISTORY_UP, 7, SIM_NEVER}};
  for (guint i = 0; i < G_N_ELEMENTS(row); i++)
    history_add(history,
                (struct history_record){.at = row[i].at, .kind = row[i].kind, .what = row[i].half, .ends = SIM_NEVER},
                i);
  history_close(history);
  for (guint i = 0; i < G_N_ELEMENTS(row); i++) g_assert_cmpint(history_at(history, i)->ends, ==, row[i].ends);
  history_free(history);
}

static void test_agrees(void) {
  struct history *a = history_random(3), *b = history_random(3);
  g_assert_cmpint(history_agrees(a, b), ==, SIM_NEVER);
  g_array_index(b->record, struct history_record, 120).what ^= 1;
  g_assert_cmpint(history_agrees(a, b), ==, 120);
  g_array_set_size(b->record, 50);
  g_assert_cmpint(history_agrees(a, b), ==, 50);
  history_free(a);
  history_free(b);
}

static void test_waits(void) {
  struct history *history = history_new();
  history_wait(history, 3, 4 * SIM_SECOND + 1, 20 * SIM_MILLISECOND);
  history_wait(history, 3, 4 * SIM_SECOND + 2, 10 * SIM_MILLISECOND);
  g_assert_cmpint(history_waits(history, 3, 4 * SIM_SECOND), ==, 15 * SIM_MILLISECOND);
  g_assert_cmpint(history_waits(history, 3, 5 * SIM_SECOND), ==, 0);
  g_assert_cmpint(history_waits(history, 2, 4 * SIM_SECOND), ==, 0);
  history_free(history);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/history/from its octets it is the same", test_again);
  g_test_add_func("/history/no damage and no cut goes unseen", test_refused);
  g_test_add_func("/history/times that go back, ways and flips too many or few are refused", test_nonsense);
  g_test_add_func("/history/a session knows when it will end", test_ends);
  g_test_add_func("/history/two agree up to the first record that differs", test_agrees);
  g_test_add_func("/history/the mean wait of a window counts, for its router alone", test_waits);
  return g_test_run();
}
