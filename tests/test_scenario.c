#include "scenarios/settings/scenario.h"

#include "tests/program.h"

#include <string.h>

struct fixture {
  char *folder;
  GError *error;
};

static void setup(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  fixture->folder = program_folder();
  fixture->error = NULL;
}

static void teardown(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  program_remove(fixture->folder);
  g_free(fixture->folder);
}

static struct scenario *load(struct fixture *fixture, const char *name, const char *text) {
  g_autofree char *path = program_write(fixture->folder, name, text);
  return scenario_load(path, &fixture->error);
}

/* The message without the folder in front. */
static void refuse(struct fixture *fixture, const char *text, const char *message) {
  g_assert_null(load(fixture, "s.ini", text));
  g_autofree char *expected = g_build_filename(fixture->folder, message, NULL);
  g_assert_cmpstr(fixture->error->message, ==, expected);
  g_clear_error(&fixture->error);
}

static void slips(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  refuse(fixture, "[scenario]\ntitle = t\n[card]\npatched = 50 %\n",
         "s.ini:3: unknown group [card], nearest is [cards]");
  refuse(fixture, "[cards]\n\npached = 50 %\n", "s.ini:3: unknown key 'pached' in [cards], nearest is 'patched'");
  refuse(fixture, "[cards]\npatched = 0.5\n",
         "s.ini:2: patched: '0.5' is no share, expected 0 % to 100 %, with the % sign");
  refuse(fixture, "[scenario]\nduration = 120\n",
         "s.ini:2: duration: '120' has no unit, expected a duration in ns, us, ms, s, min, h or d");
  refuse(fixture, "[trigger]\norigin = stub\n",
         "s.ini:1: [trigger] found, expected a name of letters, digits, - and _ as in [trigger NAME]");
  refuse(fixture, "[cards big]\npatched = 50 %\n", "s.ini:1: group [cards] takes no name, found [cards big]");
  refuse(fixture, "[variant a]\ncards.pached = 50 %\n",
         "s.ini:2: unknown key 'pached' in [cards], nearest is 'patched'");
  refuse(fixture, "[variant a]\ncards.patched = half\n",
         "s.ini:2: cards.patched: 'half' is no share, expected 0 % to 100 %, with the % sign");
  refuse(fixture, "[sources]\ncards.patched = made up\n",
         "s.ini:2: 'made up' found, expected published: ..., fitted: ... or assumed: ...");
  refuse(fixture, "[platforms]\nshares = ios 50 %, junos 40 %\n",
         "s.ini:2: shares: 'ios 50 %, junos 40 %' adds up to 90 %, expected 100 %");
  refuse(fixture, "[scenario]\nbase = nowhere\n", "s.ini:2: base: no scenario 'nowhere'");
  refuse(fixture, "[scenario]\nbase = s\n", "s.ini:2: the bases of this scenario go in a circle");
}

static void defaults_and_values(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  struct scenario *s = load(fixture, "s.ini", "[cards]\npatched = 25 %\n[scenario]\nduration = 3 min\n");
  g_assert_no_error(fixture->error);
  g_assert_cmpstr(scenario_name(s), ==, "s");
  g_assert_cmpfloat(scenario_number(s, "cards", "patched"), ==, 0.25);
  g_assert_cmpfloat(scenario_number(s, "cards", "vulnerable"), ==, 1);
  g_assert_cmpint(scenario_duration(s, "scenario", "duration"), ==, 180 * SIM_SECOND);
  g_assert_cmpfloat(scenario_number(s, "cards", "fib_rate"), ==, 5000);
  g_assert_false(scenario_has(s, "topology", "file"));
  g_assert_cmpint(scenario_when(s, "trigger x", "withdraw"), ==, SIM_NEVER);
  scenario_free(s);
}

static void times_of_day(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  struct scenario *s = load(fixture, "s.ini",
                            "[scenario]\nstart = 2011-11-07T13:59:00Z\n[trigger x]\n"
                            "announce = 2011-11-07T14:00:00Z\nwithdraw = 40 min\n");
  g_assert_no_error(fixture->error);
  g_assert_cmpint(scenario_when(s, "trigger x", "announce"), ==, 60 * SIM_SECOND);
  g_assert_cmpint(scenario_when(s, "trigger x", "withdraw"), ==, 2400 * SIM_SECOND);
  scenario_free(s);
}

static void settings_override(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  struct scenario *s = load(fixture, "s.ini", "[cards]\npatched = 25 %\n[trigger x]\norigin = 3356\n");
  g_assert_true(scenario_set(s, "cards.patched=75 %", NULL));
  g_assert_true(scenario_set(s, "trigger.x.origin = AS174", NULL));
  g_assert_cmpfloat(scenario_number(s, "cards", "patched"), ==, 0.75);
  g_assert_cmpstr(scenario_text(s, "trigger x", "origin"), ==, "AS174");
  static const char *const wrong[][2] = {
      {"cards.patched", "--set: 'cards.patched' found, expected GROUP.KEY=VALUE"},
      {"patched=1", "--set: 'patched' found, expected GROUP.KEY, for example cards.patched"},
      {"cards.patchd=1 %", "--set: unknown key 'patchd' in [cards], nearest is 'patched'"},
      {"cards.patched=1", "--set: patched: '1' is no share, expected 0 % to 100 %, with the % sign"}};
  for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
    g_assert_false(scenario_set(s, wrong[i][0], &fixture->error));
    g_assert_cmpstr(fixture->error->message, ==, wrong[i][1]);
    g_clear_error(&fixture->error);
  }
  g_assert_cmpfloat(scenario_number(s, "cards", "patched"), ==, 0.75);
  scenario_free(s);
}

static void variants(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  struct scenario *s = load(fixture, "s.ini",
                            "[cards]\npatched = 25 %\n[trigger x]\norigin = 3356\n"
                            "[variant one]\ntitle = the first\ncards.patched = 50 %\ntrigger.x.origin = 174\n"
                            "[variant two]\ntitle = the second\n");
  g_assert_no_error(fixture->error);
  g_auto(GStrv) names = scenario_variants(s);
  g_assert_cmpuint(g_strv_length(names), ==, 2);
  g_assert_cmpstr(names[0], ==, "one");
  g_assert_cmpstr(names[1], ==, "two");
  struct scenario *one = scenario_variant(s, "one"), *two = scenario_variant(s, "two");
  g_assert_cmpfloat(scenario_number(one, "cards", "patched"), ==, 0.5);
  g_assert_cmpstr(scenario_text(one, "trigger x", "origin"), ==, "174");
  g_assert_cmpfloat(scenario_number(two, "cards", "patched"), ==, 0.25);
  g_assert_cmpfloat(scenario_number(s, "cards", "patched"), ==, 0.25);
  char *const asked[] = {(char *)"two", (char *)"three", NULL};
  g_assert_cmpstr(scenario_unknown_variant(s, asked), ==, "three");
  scenario_free(one);
  scenario_free(two);
  scenario_free(s);
}

static void bases(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  scenario_free(load(fixture, "old.ini",
                     "[cards]\npatched = 25 %\nfib_rate = 1000 /s\n[compare]\nseeds = 7\n[variant a]\n"
                     "cards.patched = 1 %\n[expect e]\nfigure = events\n"));
  struct scenario *s = load(fixture, "new.ini", "[scenario]\nbase = old\n[cards]\npatched = 50 %\n");
  g_assert_no_error(fixture->error);
  g_assert_cmpfloat(scenario_number(s, "cards", "patched"), ==, 0.5);
  g_assert_cmpfloat(scenario_number(s, "cards", "fib_rate"), ==, 1000);
  g_assert_cmpuint(scenario_count(s, "compare", "seeds"), ==, 1);
  g_auto(GStrv) names = scenario_variants(s), claims = scenario_groups(s, "expect");
  g_assert_cmpstr(names[0], ==, "main");
  g_assert_null(claims[0]);
  scenario_free(s);
}

static gboolean holds(char **lines, const char *begin) {
  for (; *lines; lines++)
    if (g_str_has_prefix(*lines, begin)) return TRUE;
  return FALSE;
}

static void sources(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  struct scenario *s = load(fixture, "s.ini",
                            "[cards]\npatched = 25 %\ntrip_p = 0.1\nfib_rate = 9 /s\n[trigger x]\norigin = 3356\n"
                            "[sources]\ncards.trip_p = fitted: to a wish\ntrigger.x.origin = published: a paper\n");
  g_assert_no_error(fixture->error);
  g_auto(GStrv) fitted = scenario_labelled(s, "fitted"), assumed = scenario_labelled(s, "assumed");
  g_auto(GStrv) published = scenario_labelled(s, "published");
  g_assert_true(holds(fitted, "cards.trip_p = 0.1 - to a wish"));
  g_assert_cmpuint(g_strv_length(fitted), ==, 1);
  g_assert_true(holds(published, "trigger x.origin = 3356 - a paper"));
  g_assert_true(holds(assumed, "cards.fib_rate = 9 /s"));
  g_assert_true(holds(assumed, "topology.prefixes = 385000"));
  g_assert_false(holds(assumed, "cards.trip_p"));
  g_assert_false(holds(assumed, "cards.patched"));
  scenario_free(s);
}

static void shipped(void) {
  static const char *const names[] = {"level3-2011", "level3-2011-malformed"};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    GError *error = NULL;
    struct scenario *s = scenario_load(names[i], &error);
    g_assert_no_error(error);
    g_assert_cmpstr(scenario_text(s, "scenario", "title"), !=, "");
    scenario_free(s);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
#define SCENARIO_TEST(path, function) g_test_add(path, struct fixture, NULL, setup, function, teardown)
  SCENARIO_TEST("/scenario/slips are refused with file and line", slips);
  SCENARIO_TEST("/scenario/what nobody set has its default", defaults_and_values);
  SCENARIO_TEST("/scenario/times of day count from the start", times_of_day);
  SCENARIO_TEST("/scenario/--set changes one setting", settings_override);
  SCENARIO_TEST("/scenario/a variant changes what it names and nothing else", variants);
  SCENARIO_TEST("/scenario/a base lends settings but no claims", bases);
  SCENARIO_TEST("/scenario/every number of the world is labelled", sources);
  g_test_add_func("/scenario/those that come with the program can be read", shipped);
  return g_test_run();
}
