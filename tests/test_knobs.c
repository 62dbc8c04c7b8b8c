#include "scenarios/plan/knobs.h"

#include "scenarios/files/platform_file.h"
#include "tests/program.h"

static const struct knob *find(const GPtrArray *knobs, const char *name) {
  for (guint i = 0; i < knobs->len; i++)
    if (g_strcmp0(((const struct knob *)knobs->pdata[i])->name, name) == 0) return knobs->pdata[i];
  return NULL;
}

static GPtrArray *list(const char *text, const char *platform) {
  char *folder = program_folder();
  g_autofree char *path = program_write(folder, "s.ini", text);
  GError *error = NULL;
  struct scenario *scenario = scenario_load(path, &error);
  g_assert_no_error(error);
  GPtrArray *platforms = g_ptr_array_new();
  struct platform_file *file = platform ? platform_file_load(platform, &error) : NULL;
  g_assert_no_error(error);
  if (file) g_ptr_array_add(platforms, file);
  GPtrArray *knobs = knobs_list(scenario, platforms);
  platform_file_free(file);
  g_ptr_array_unref(platforms);
  scenario_free(scenario);
  program_remove(folder);
  g_free(folder);
  return knobs;
}

static void what_is_turned(void) {
  GPtrArray *knobs = list("[cards]\ntrip_p = 0.5\nboot_low = 100 s\nfib_rate = 1000 /s\ncarriers = 1 2\n"
                          "[trigger a]\nrepeat = 5 min\n"
                          "[sources]\ncards.trip_p = fitted: to something\ncards.boot_low = published: somewhere\n",
                          "junos");
  g_assert_cmpstr(find(knobs, "cards.trip_p")->source, ==, "fitted");
  g_assert_cmpstr(find(knobs, "cards.fib_rate")->source, ==, "assumed");
  g_assert_cmpstr(find(knobs, "trigger.a.repeat")->value, ==, "5 min");
  g_assert_cmpstr(find(knobs, "topology.delay_low")->value, ==, "2 ms"); /* a default, labelled as such */
  g_assert_cmpstr(find(knobs, "junos.dial.notification-sent")->value, ==, "30 s");
  g_assert_null(find(knobs, "cards.boot_low")); /* published */
  g_assert_null(find(knobs, "cards.carriers")); /* a list */
  g_assert_null(find(knobs, "measure.bin"));    /* says nothing about the world */
  g_assert_null(find(knobs, "junos.platform.knows"));
  g_assert_null(find(knobs, "junos.platform.hold")); /* published */
  g_ptr_array_unref(knobs);
}

static void check_turn(const char *name, const char *value, double factor, const char *expected) {
  g_auto(GStrv) part = g_strsplit(name, ".", 2);
  struct knob knob = {.name = (char *)name, .value = (char *)value, .group = part[0], .key = part[1]};
  g_autofree char *turned = knobs_turn(&knob, factor);
  g_assert_cmpstr(turned, ==, expected);
}

static void units_stay(void) {
  check_turn("cards.boot_low", "180 s", 0.5, "90 s");
  check_turn("cards.boot_low", "275 s", 0.5, "137.5 s");
  check_turn("cards.fib_rate", "5000 /s", 2, "10000 /s");
  check_turn("cards.vulnerable", "35 %", 2, "70 %");
  check_turn("cards.vulnerable", "60 %", 2, "100 %");
  check_turn("cards.vulnerable", "100 %", 2, NULL);
  check_turn("cards.vulnerable", "0 %", 2, NULL);
  check_turn("cards.trip_p", "0.00000003", 0.5, "0.000000015");
  check_turn("topology.prefixes", "385001", 0.5, "192501");
  check_turn("topology.prefixes", "1", 0.5, NULL);
  struct knob wait = {.name = (char *)"x.dial.any", .value = (char *)"30 s, x 2, cap 300 s", .platform = (char *)"x"};
  g_autofree char *turned = knobs_turn(&wait, 2);
  g_assert_cmpstr(turned, ==, "60 s, x 2, cap 300 s");
}

static void platforms_turned(void) {
  GError *error = NULL;
  struct platform_file *as_it_is = platform_file_load("junos", &error);
  struct platform_file *turned = platform_file_load_with("junos", "platform.processing", "7 ms", &error);
  g_assert_no_error(error);
  g_assert_cmpint(as_it_is->platform.processing, !=, 7 * SIM_MILLISECOND);
  g_assert_cmpint(turned->platform.processing, ==, 7 * SIM_MILLISECOND);
  g_assert_cmpint(turned->platform.hold, ==, as_it_is->platform.hold);
  g_assert_cmpstr(turned->platform.name, ==, "junos");
  platform_file_free(as_it_is);
  platform_file_free(turned);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/knobs/what is fitted or assumed and has a number can be turned", what_is_turned);
  g_test_add_func("/knobs/the number is turned and its unit stays", units_stay);
  g_test_add_func("/knobs/one value of a platform is another", platforms_turned);
  return g_test_run();
}
