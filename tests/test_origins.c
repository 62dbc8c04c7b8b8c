#include "scenarios/settings/origins.h"

#include "tests/program.h"

static uint32_t asked(const char *text, uint32_t there) {
  g_autofree char *folder = program_folder();
  g_autofree char *path = program_write(folder, "s.ini", "[scenario]\ntitle = t\n");
  g_autofree char *assignment = g_strdup_printf("origins.sample=%s", text);
  struct scenario *scenario = scenario_load(path, NULL);
  g_assert_true(scenario_set(scenario, assignment, NULL));
  uint32_t count = origins_asked(scenario, there);
  scenario_free(scenario);
  program_remove(folder);
  return count;
}

static void counts_shares_and_all(void) {
  g_assert_cmpuint(asked("200", 39000), ==, 200);
  g_assert_cmpuint(asked("200", 30), ==, 30);
  g_assert_cmpuint(asked("5 %", 39000), ==, 1950);
  g_assert_cmpuint(asked("5%", 30), ==, 2);
  g_assert_cmpuint(asked("0.01 %", 100), ==, 1);
  g_assert_cmpuint(asked("100 %", 30), ==, 30);
  g_assert_cmpuint(asked("all", 39000), ==, 39000);
  g_assert_cmpuint(asked("all", 0), ==, 0);
}

static void others_are_refused(void) {
  static const char *const text[] = {"0", "0 %", "101 %", "-3", "some", "All", "5.5", "200 origins", ""};
  for (size_t i = 0; i < G_N_ELEMENTS(text); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_false(origins_check(text[i], &error));
    g_autofree char *message = g_strdup_printf("'%s' found, expected how many (200), what part of them (5 %%), or all",
                                               text[i]);
    g_assert_cmpstr(error->message, ==, message);
  }
}

static void expect_mistake(const char *line, const char *message) {
  g_autofree char *folder = program_folder();
  g_autofree char *text = g_strdup_printf("[scenario]\nduration = 10 min\n[origins]\n%s\n", line);
  g_autofree char *path = program_write(folder, "s.ini", text);
  g_autofree char *command = g_strdup_printf("run %s --out %s/out", path, folder);
  g_autofree char *said = g_strdup_printf("%s:4: %s", path, message);
  program_expect_mistake(command, said);
  program_remove(folder);
}

static void mistakes_have_a_line(void) {
  expect_mistake("sample = few", "sample: 'few' found, expected how many (200), what part of them (5 %), or all");
  expect_mistake("sampled = 200", "unknown key 'sampled' in [origins], nearest is 'sample'");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/origins/a count, a share or all", counts_shares_and_all);
  g_test_add_func("/origins/others are refused", others_are_refused);
  g_test_add_func("/origins/mistakes have a file and a line, an old key the new one's name", mistakes_have_a_line);
  return g_test_run();
}
