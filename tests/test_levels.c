/* AS 3 is a customer of AS 1 and AS 2, which are peers; it announces a COMMUNITY of two octets. Everybody runs rfc4271
 * but for what the scenario says. */
#include "scenarios/settings/levels.h"

#include "tests/program.h"

#include <string.h>

#define SCENARIO                                                                                                       \
  "[scenario]\nduration = 20 min\n[topology]\nfile = map\n[platforms]\nshares = junos 100 %\n[origins]\nsample = 1\n"  \
  "[routing]\njitter = no\n"                                                                                           \
  "[compare]\nstrategies = rfc4271\n"                                                                                  \
  "[trigger t]\norigin = 3\nannounce = 10 s\nattributes = 40 01 01 00 c0 08 02 12 34\n"

struct fixture {
  char *folder;
};

static void setup(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  fixture->folder = program_folder();
  g_free(program_write(fixture->folder, "map", "1|2|0\n1|3|-1\n2|3|-1\n"));
}

static void teardown(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  program_remove(fixture->folder);
  g_free(fixture->folder);
}

/* events.csv of the scenario with these lines (g_free). */
static char *events(const struct fixture *fixture, const char *lines) {
  g_autofree char *text = g_strconcat(SCENARIO, lines, NULL);
  g_autofree char *out = program_results(fixture->folder, text);
  return program_read(out, "events.csv");
}

static void narrower_wins(struct fixture *fixture, gconstpointer unused) {
  static const struct {
    const char *lines, *at_1, *at_2;
  } cases[] = {
      {"", "session-reset", "session-reset"},
      {"[handling a]\nstrategy = rfc7606\n", "treat-as-withdraw", "treat-as-withdraw"},
      {"[handling a]\nrouters = 1\nstrategy = rfc7606\n", "treat-as-withdraw", "session-reset"},
      {"[handling a]\ngroup = customers\nrouters = 2\nstrategy = attribute-discard\n[handling b]\nstrategy = rfc7606\n",
       "treat-as-withdraw", "attribute-discard"},
      {"[handling n]\nneighbor = 3\nrouters = 1\nstrategy = attribute-discard\n"
       "[handling g]\ngroup = 3, peers\nstrategy = rfc7606\n",
       "attribute-discard", "treat-as-withdraw"},
      {"[handling g]\ngroup = peers, providers\nstrategy = rfc7606\n", "session-reset", "session-reset"},
      {"[handling a]\nstrategy = rfc7606\n[handling b]\nstrategy = attribute-discard\n", "attribute-discard",
       "attribute-discard"},
  };
  (void)unused;
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *text = events(fixture, cases[i].lines);
    guint all[] = {program_count_events(text, "verdict", 1, ",3,"), program_count_events(text, "verdict", 2, ",3,")};
    g_assert_cmpuint(all[0], >, 0);
    g_assert_cmpuint(program_count_events(text, "verdict", 1, cases[i].at_1), ==, all[0]);
    g_assert_cmpuint(program_count_events(text, "verdict", 2, cases[i].at_2), ==, all[1]);
  }
}

static void settings_are_inherited(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  g_autofree char *text = events(fixture,
                                 "[handling all]\nstrategy = junos-2013\nmalformed_update_log_interval = 30 s\n"
                                 "[handling customer]\nrouters = 2\nneighbor = 3\nkeep_none = yes\n");
  g_assert_cmpuint(program_count_events(text, "hidden-route", 1, ""), ==, 1);
  g_assert_cmpuint(program_count_events(text, "hidden-route", 2, ""), ==, 0);
  g_assert_cmpuint(program_count_events(text, "malformed-update", 2, ""), ==, 1);
}

static void a_limit_shows(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  const char *two = "[trigger u]\norigin = 3\nprefix = 203.0.113.0/24\nannounce = 11 s\n"
                    "attributes = 40 01 01 00 c0 08 02 12 34\n";
  g_autofree char *limited = g_strconcat(two, "[handling a]\nstrategy = rfc7606\nmalformed_route_limit = 1\n", NULL);
  g_autofree char *lifted = g_strconcat(limited, "[handling b]\nrouters = 2\nno_malformed_route_limit = yes\n", NULL);
  g_autofree char *text = events(fixture, lifted);
  g_assert_cmpuint(program_count_events(text, "hidden-route", 1, ""), ==, 1);
  g_assert_cmpuint(program_count_events(text, "limit-reached", 1, ""), ==, 1);
  g_assert_cmpuint(program_count_events(text, "hidden-route", 2, ""), ==, 2);
  g_assert_cmpuint(program_count_events(text, "limit-reached", 2, ""), ==, 0);
}

/* Both begin to tolerate at 60 s; who kept nothing asks for a refresh. */
static void handling_changes(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  g_autofree char *text = events(fixture,
                                 "[handling a]\nstrategy = rfc7606\n[handling b]\nrouters = 2\nkeep_none = yes\n"
                                 "[event e]\nkind = handle\nat = 60 s\nstrategy = attribute-discard\n");
  g_assert_cmpuint(program_count_events(text, "handling", 0, ",60.000000000,"), >, 0);
  g_assert_cmpuint(program_count_events(text, "route-refresh", 1, ""), ==, 0);
  g_assert_cmpuint(program_count_events(text, "route-refresh", 2, ",3,"), ==, 1);
  for (guint as = 1; as <= 2; as++)
    g_assert_cmpuint(program_count_events(text, "verdict", as, "attribute-discard"), ==, 1);
}

static void variants_change_levels(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  g_autofree char *text = events(fixture, "[handling a]\nstrategy = rfc7606\n[variant mild]\ntitle = as it is\n"
                                          "[variant strict]\nhandling.a.strategy = rfc4271\n");
  g_auto(GStrv) part = g_strsplit(text, "\nstrict,", 2);
  g_assert_cmpuint(program_count_events(part[0], "session-down", 0, ""), ==, 0);
  g_assert_cmpuint(program_count_events(part[1], "session-down", 0, ""), >, 0);
}

/* What was named, by whatever level, is on record. */
static void provenance_has_them(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  g_free(events(fixture, "[handling a]\nstrategy = junos-24.2\n"));
  g_autofree char *out = g_build_filename(fixture->folder, "s", NULL), *run = program_read(out, "run.ini");
  g_assert_nonnull(strstr(run, "junos-24.2.csv"));
}

static void expect_mistake(const struct fixture *fixture, const char *lines, const char *mistake) {
  g_autofree char *text = g_strconcat(SCENARIO, lines, NULL);
  g_autofree char *path = program_write(fixture->folder, "s.ini", text);
  g_autofree char *line = g_strdup_printf("run %s", path), *message = g_strdup_printf("%s:%s", path, mistake);
  program_expect_mistake(line, message);
}

static void mistakes_are_told(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  expect_mistake(
      fixture, "[handling a]\ngroup = costumers\n",
      "18: [handling a] group: 'costumers' found, expected customers, siblings, peers, providers or AS numbers");
  expect_mistake(fixture, "[handling a]\ngroup = peers\nneighbor = 3\n",
                 "18: [handling a] group: a group or a neighbor, not both");
  expect_mistake(fixture, "[handling a]\nmalformed_update_log_interval = 5 s\n",
                 "18: [handling a] malformed_update_log_interval: 5 s found, expected 10 to 65535");
  expect_mistake(fixture, "[handling a]\nmalformed_route_limit = 4294967296\n",
                 "18: [handling a] malformed_route_limit: 4294967296 found, expected 0 to 4294967295");
  expect_mistake(fixture, "[event e]\nkind = handle\n", " [event e] strategy: missing, needed for kind = handle");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
#define LEVELS_TEST(path, function) g_test_add(path, struct fixture, NULL, setup, function, teardown)
  LEVELS_TEST("/levels/O02 neighbor goes before group before global", narrower_wins);
  LEVELS_TEST("/levels/O05 O06 what a level leaves open it inherits", settings_are_inherited);
  LEVELS_TEST("/levels/O03 O04 limits show in the event log", a_limit_shows);
  LEVELS_TEST("/levels/a change of handling shows in the event log", handling_changes);
  LEVELS_TEST("/levels/a variant changes what a level says", variants_change_levels);
  LEVELS_TEST("/levels/run.ini has the strategies that levels name", provenance_has_them);
  LEVELS_TEST("/levels/mistakes are told", mistakes_are_told);
  return g_test_run();
}
