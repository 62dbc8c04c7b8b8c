#include "models/router/pattern.h"

#include <glib.h>

enum { TRIGGER = 5, HELPER = 6, OTHER = 7 };

struct bench {
  struct pattern pattern;
  struct pattern_condition condition[4];
  struct pattern_memory *memory;
};

static void setup(struct bench *bench, uint32_t conditions) {
  bench->pattern = (struct pattern){TRIGGER, conditions, bench->condition};
  bench->memory = pattern_memory_new(&bench->pattern);
}

static bool add(struct bench *bench, uint32_t prefix, int second) {
  return pattern_add(bench->memory, &bench->pattern, prefix, second * SIM_SECOND);
}

static void delete (struct bench *bench, uint32_t prefix, double volume, int second) {
  pattern_delete(bench->memory, &bench->pattern, prefix, volume, second * SIM_SECOND);
}

static void reboot(struct bench *bench) {
  pattern_memory_free(bench->memory);
  bench->memory = pattern_memory_new(&bench->pattern);
}

static void present(void) {
  struct bench bench = {.condition = {{.test = PATTERN_PRESENT, .prefix = HELPER}}};
  setup(&bench, 1);
  g_assert_false(add(&bench, TRIGGER, 1));
  g_assert_false(add(&bench, HELPER, 2));
  g_assert_true(add(&bench, TRIGGER, 3));
  delete (&bench, HELPER, 1, 4);
  g_assert_false(add(&bench, TRIGGER, 5));
  pattern_memory_free(bench.memory);
}

static void absent(void) {
  struct bench bench = {.condition = {{.test = PATTERN_ABSENT, .prefix = HELPER}}};
  setup(&bench, 1);
  g_assert_true(add(&bench, TRIGGER, 1));
  add(&bench, HELPER, 2);
  g_assert_false(add(&bench, TRIGGER, 3));
  pattern_memory_free(bench.memory);
}

static void deleted(void) {
  struct bench bench = {.condition = {{.test = PATTERN_DELETED, .prefix = HELPER, .within = 10 * SIM_SECOND}}};
  setup(&bench, 1);
  g_assert_false(add(&bench, TRIGGER, 1)); /* never, not at time 0 */
  delete (&bench, HELPER, 1, 20);
  g_assert_true(add(&bench, TRIGGER, 30));
  g_assert_false(add(&bench, TRIGGER, 31));
  delete (&bench, OTHER, 1, 32);
  g_assert_false(add(&bench, TRIGGER, 33));
  delete (&bench, HELPER, 1, 34);
  reboot(&bench);
  g_assert_false(add(&bench, TRIGGER, 35)); /* it knows nothing of what was before */
  pattern_memory_free(bench.memory);
}

static void churn(void) {
  struct bench bench = {.condition = {{.test = PATTERN_CHURN, .volume = 100, .within = 10 * SIM_SECOND}}};
  setup(&bench, 1);
  for (int second = 1; second <= 100; second++) {
    delete (&bench, OTHER, 9, second); /* at most 11 of them within ten seconds: 99 */
    g_assert_false(add(&bench, TRIGGER, second));
  }
  delete (&bench, HELPER, 1, 100);
  g_assert_true(add(&bench, TRIGGER, 100));
  g_assert_false(add(&bench, TRIGGER, 101));
  pattern_memory_free(bench.memory);
}

static void all_of_them(void) {
  struct bench bench = {.condition = {{.test = PATTERN_PRESENT, .prefix = HELPER},
                                      {.test = PATTERN_ABSENT, .prefix = OTHER},
                                      {.test = PATTERN_CHURN, .volume = 5, .within = SIM_SECOND}}};
  for (unsigned which = 0; which < 8; which++) {
    setup(&bench, 3);
    if (which & 1) add(&bench, HELPER, 1);
    if (~which & 2) add(&bench, OTHER, 1);
    if (which & 4) delete (&bench, 99, 5, 2);
    g_assert_cmpint(add(&bench, TRIGGER, 2), ==, which == 7);
    pattern_memory_free(bench.memory);
  }
}

static void others_do_nothing(void) {
  struct bench bench = {.condition = {{.test = PATTERN_ABSENT, .prefix = HELPER}}};
  setup(&bench, 1);
  g_assert_false(add(&bench, OTHER, 1));
  pattern_memory_free(bench.memory);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/pattern/a prefix must be present", present);
  g_test_add_func("/pattern/a prefix must be absent", absent);
  g_test_add_func("/pattern/a prefix must have been deleted lately, since the boot", deleted);
  g_test_add_func("/pattern/so many must have been deleted lately", churn);
  g_test_add_func("/pattern/all conditions must hold", all_of_them);
  g_test_add_func("/pattern/only the trigger crashes it", others_do_nothing);
  return g_test_run();
}
