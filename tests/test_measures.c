#include "analysis/measures.h"

#include "tests/cells.h"

#include <string.h>

static void test_equal(void) {
  struct measures *a = cells_measures(&(struct cells_story){.resets = 4, .lost = 2});
  struct measures *b = cells_measures(&(struct cells_story){.resets = 4, .lost = 2});
  struct measures *c = cells_measures(&(struct cells_story){.resets = 5, .lost = 2});
  g_assert_true(measures_equal(a, b));
  g_assert_false(measures_equal(a, c));
  b->series[SERIES_BACKLOG][7] += 1;
  g_assert_false(measures_equal(a, b));
  measures_free(a);
  measures_free(b);
  measures_free(c);
}

static void test_names(void) {
  for (int s = 0; s < SERIES; s++)
    for (int t = 0; t < s; t++)
      g_assert_cmpstr(measures_series_name((enum series)s), !=, measures_series_name((enum series)t));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/measures/equal means every figure and every bin", test_equal);
  g_test_add_func("/measures/every series has a name of its own", test_names);
  return g_test_run();
}
