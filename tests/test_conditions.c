#include "scenarios/settings/conditions.h"

#include "scenarios/settings/mistake.h"

static struct pattern *conditions_of(const char *text, uint32_t first, GError **error) {
  char *const triggers[] = {"trigger update", "trigger helper", "trigger guard", NULL};
  return conditions_read(text, triggers, first, error);
}

static void reads(void) {
  struct pattern *pattern = conditions_of("present helper, add update, absent guard, deleted helper within 90 s, "
                                          "deleted 2500 within 2 min",
                                          40, NULL);
  static const struct pattern_condition expected[] = {{PATTERN_PRESENT, 41, 0, 0},
                                                      {PATTERN_ABSENT, 42, 0, 0},
                                                      {PATTERN_DELETED, 41, 0, 90 * SIM_SECOND},
                                                      {PATTERN_CHURN, 0, 2500, 120 * SIM_SECOND}};
  g_assert_nonnull(pattern);
  g_assert_cmpuint(pattern->trigger, ==, 40);
  g_assert_cmpuint(pattern->conditions, ==, G_N_ELEMENTS(expected));
  for (guint i = 0; i < pattern->conditions; i++) {
    const struct pattern_condition *have = &pattern->condition[i];
    g_assert_cmpint(have->test, ==, expected[i].test);
    g_assert_cmpuint(have->prefix, ==, expected[i].prefix);
    g_assert_cmpfloat(have->volume, ==, expected[i].volume);
    g_assert_cmpint(have->within, ==, expected[i].within);
  }
  pattern_free(pattern);
}

static void alone(void) {
  struct pattern *pattern = conditions_of("add guard", 0, NULL);
  g_assert_cmpuint(pattern->trigger, ==, 2);
  g_assert_cmpuint(pattern->conditions, ==, 0);
  pattern_free(pattern);
}

static void mistakes(void) {
#define EXPECTED "expected add NAME, present NAME, absent NAME, deleted NAME within 60 s or deleted 1000 within 60 s"
  static const char *const cases[][2] = {
      {"", "nothing found, expected names separated by commas"},
      {"present helper", "'present helper' found, expected an add NAME in it"},
      {"add update, add helper", "'add helper' found, but one add has been given"},
      {"add updat", "there is no [trigger updat], nearest is [trigger update]"},
      {"add update, presence helper", "'presence helper' found, " EXPECTED},
      {"add update, present", "'present' found, " EXPECTED},
      {"add update, deleted helper", "'deleted helper' found, " EXPECTED},
      {"add update, deleted helper since 60 s", "'deleted helper since 60 s' found, " EXPECTED},
      {"add update, absent helm", "there is no [trigger helm], nearest is [trigger helper]"},
      {"add update, deleted helper within 60", NULL},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    GError *error = NULL;
    g_assert_null(conditions_of(cases[i][0], 0, &error));
    g_assert_nonnull(error);
    if (cases[i][1]) g_assert_cmpstr(error->message, ==, cases[i][1]);
    g_error_free(error);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/conditions/each kind is read", reads);
  g_test_add_func("/conditions/a trigger alone will do", alone);
  g_test_add_func("/conditions/mistakes are told", mistakes);
  return g_test_run();
}
