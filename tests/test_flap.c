/* AS 3 is a customer of AS 1 and AS 2, which are peers; it announces its prefix every 20 s and withdraws it halfway. */
#include "scenarios/settings/flap.h"

#include "tests/program.h"
#include "tests/recount.h"

#include <string.h>

#define SCENARIO                                                                                                       \
  "[scenario]\nduration = 2 h\n[topology]\nfile = map\n[platforms]\nshares = junos 100 %\n[origins]\nsample = 1\n"     \
  "[routing]\njitter = no\n[compare]\nstrategies = rfc4271\n"                                                          \
  "[trigger t]\norigin = 3\nannounce = 10 s\nwithdraw = 120 s\nrepeat = 20 s\n"

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

static void who_is_named_damps(struct fixture *fixture, gconstpointer unused) {
  static const struct {
    const char *lines;
    guint at_1, at_2; /* do they suppress the route of AS 3? */
  } cases[] = {
      {"", 0, 0},
      {"[damping a]\nset = cisco\n", 1, 1},
      {"[damping a]\nrouters = 2\n", 0, 1},
      {"[damping a]\nshare = 0 %\n", 0, 0},
      {"[damping a]\ngroup = customers\n", 1, 1},
      {"[damping a]\ngroup = peers, providers\n", 0, 0},
      {"[damping a]\ngroup = 3\nrouters = 1\n", 1, 0},
      {"[damping a]\nset = rfc7196-conservative\n", 0, 0},
      {"[damping a]\nset = cisco\n[damping b]\nrouters = 1\nset = rfc7196-conservative\n", 0, 1},
      {"[damping a]\nset = rfc7196\nsuppress = 2000\n", 1, 1},
      {"[damping a]\nwithdrawal = 100\n", 0, 0},
      {"[damping a]\nhalf_life = 5 s\nmax_suppress = 20 s\n", 0, 0},
  };
  (void)unused;
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *text = events(fixture, cases[i].lines);
    g_assert_cmpuint(program_count_events(text, "route-suppressed", 1, ",3,") > 0, ==, cases[i].at_1);
    g_assert_cmpuint(program_count_events(text, "route-suppressed", 2, ",3,") > 0, ==, cases[i].at_2);
    g_assert_cmpuint(program_count_events(text, "route-reused", 0, ""), ==,
                     program_count_events(text, "route-suppressed", 0, ""));
  }
}

/* The row with this id. */
static guint row_of(const struct recount_table *table, const char *id) {
  guint row = 0;
  while (strcmp(recount_field(table, row, "id"), id) != 0) row++;
  return row;
}

static bool is(const struct recount_table *table, guint row, const char *event) {
  return strcmp(recount_field(table, row, "event"), event) == 0;
}

/* Backwards from every reuse: a suppression there, and the withdrawal that was too many. */
static void causes_lead_back(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  g_autofree char *text = events(fixture, "[damping a]\nrouters = 1\ngroup = customers\n");
  struct recount_table *table = recount_parse(text);
  guint reuses = 0;
  for (guint row = 0; row < recount_rows(table); row++) {
    if (!is(table, row, "route-reused")) continue;
    guint cause = row_of(table, recount_field(table, row, "because"));
    g_assert_true(is(table, cause, "route-suppressed"));
    g_assert_cmpstr(recount_field(table, cause, "as"), ==, "1");
    g_assert_cmpstr(recount_field(table, cause, "peer_as"), ==, "3");
    g_assert_true(is(table, row_of(table, recount_field(table, cause, "because")), "withdraw"));
    reuses++;
  }
  g_assert_cmpuint(reuses, >, 0);
  recount_free(table);
}

/* AS 1 has an inside of six routers; what flaps is damped where it comes in, and not once more on the way through. */
static void sessions_inside_an_as_are_not_damped(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  g_autofree char *text = events(fixture,
                                 "[inside one]\nasn = 1\npops = 3\nrouters_per_pop = 2\n[damping a]\nset = cisco\n");
  g_assert_cmpuint(program_count_events(text, "route-suppressed", 1, ",1,3,"), >, 0);
  g_assert_cmpuint(program_count_events(text, "route-suppressed", 1, ",1,1,"), ==, 0);
}

/* A malformed route resets the sessions of AS 1 and 2 with AS 3 over and over; each loss is a flap of the others. */
static void summary_adds_up(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  g_autofree char *text = events(fixture,
                                 "attributes = 40 01 01 00 c0 08 02 12 34\n"
                                 "[damping a]\nsession_loss = flap\n[event e]\nkind = cut\nat = 10 min\nlinks = 1-2\n");
  g_autofree char *out = g_build_filename(fixture->folder, "s", NULL), *summary = program_read(out, "summary.csv");
  g_assert_cmpuint(program_count_events(text, "session-down", 0, ",notification,"), >, 2);
  g_assert_cmpuint(program_count_events(text, "session-down", 0, ",hold,"), >, 0);
  g_assert_cmpuint(program_count_events(text, "route-suppressed", 0, ""), >, 0);
  recount_check(summary, text);
}

static void expect_mistake(const struct fixture *fixture, const char *lines, const char *mistake) {
  g_autofree char *text = g_strconcat(SCENARIO, lines, NULL);
  g_autofree char *path = program_write(fixture->folder, "s.ini", text);
  g_autofree char *line = g_strdup_printf("run %s", path), *message = g_strdup_printf("%s:%s", path, mistake);
  program_expect_mistake(line, message);
}

static void mistakes_are_told(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  expect_mistake(fixture, "[damping a]\nset = sisco\n", "19: [damping a] set: unknown set 'sisco', nearest is 'cisco'");
  expect_mistake(fixture, "[damping a]\nsession_loss = count\n",
                 "19: [damping a] session_loss: 'count' found, expected keep, flap or forget");
  expect_mistake(fixture, "[damping a]\nhalf_life = 0\n", "19: [damping a] half_life: '0' found, expected more than 0");
  expect_mistake(fixture, "[damping a]\nsuppress = 500\n",
                 "19: [damping a] suppress: expected more than the reuse threshold, 750");
  expect_mistake(fixture, "[damping a]\nset = juniper\nsuppress = 12000\n",
                 "20: [damping a] suppress: expected less than the penalty's ceiling, 12000");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
#define FLAP_TEST(path, function) g_test_add(path, struct fixture, NULL, setup, function, teardown)
  FLAP_TEST("/flap/who is named damps, and for whom", who_is_named_damps);
  FLAP_TEST("/flap/causes lead back from the reuse to the withdrawal", causes_lead_back);
  FLAP_TEST("/flap/sessions inside an AS are not damped", sessions_inside_an_as_are_not_damped);
  FLAP_TEST("/flap/the causes of a summary add up under damping", summary_adds_up);
  FLAP_TEST("/flap/mistakes are told", mistakes_are_told);
  return g_test_run();
}
