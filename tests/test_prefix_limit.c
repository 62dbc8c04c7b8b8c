/* AS 3 is a customer of AS 1 and AS 2, which are peers. It has two prefixes and announces three more, ten seconds
 * apart: the first makes three, the second four, the third five. */
#include "scenarios/settings/prefix_limit.h"

#include "tests/program.h"
#include "tests/recount.h"

#include <string.h>

#define TRIGGER(name, prefix, at) "[trigger " name "]\norigin = 3\nprefix = " prefix "\nannounce = " at "\n"
#define SCENARIO                                                                                                       \
  "[scenario]\nduration = 30 min\n[topology]\nfile = map\nweights = weights.csv\n[platforms]\nshares = junos 100 %\n"  \
  "[origins]\nsample = all\n[routing]\njitter = no\n[compare]\nstrategies = rfc4271\n" TRIGGER(                        \
      "a", "198.51.100.0/24", "10 s") TRIGGER("b", "203.0.113.0/24", "20 s") TRIGGER("c", "192.0.2.0/24", "30 s")

struct fixture {
  char *folder;
};

static void setup(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  fixture->folder = program_folder();
  g_free(program_write(fixture->folder, "map", "1|2|0\n1|3|-1\n2|3|-1\n"));
  g_free(program_write(fixture->folder, "weights.csv", "asn,prefixes\n1,1\n2,1\n3,2\n"));
}

static void teardown(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  program_remove(fixture->folder);
  g_free(fixture->folder);
}

/* events.csv of the scenario with these lines (recount_free); its summary agrees. */
static struct recount_table *events(const struct fixture *fixture, const char *lines) {
  g_autofree char *text = g_strconcat(SCENARIO, lines, NULL);
  g_autofree char *out = program_results(fixture->folder, text);
  g_autofree char *log = program_read(out, "events.csv"), *summary = program_read(out, "summary.csv");
  recount_check(summary, log);
  return recount_parse(log);
}

/* The row of the nth `event` at this AS, or UINT_MAX. */
static guint nth(const struct recount_table *table, const char *event, const char *as, guint n) {
  for (guint row = 0; row < recount_rows(table); row++)
    if (strcmp(recount_field(table, row, "event"), event) == 0 && strcmp(recount_field(table, row, "as"), as) == 0 &&
        n-- == 0)
      return row;
  return G_MAXUINT;
}

static guint count(const struct recount_table *table, const char *event, const char *as) {
  guint n = 0;
  while (nth(table, event, as, n) != G_MAXUINT) n++;
  return n;
}

static void who_is_named_limits(struct fixture *fixture, gconstpointer unused) {
  static const struct {
    const char *lines;
    guint at_1, at_2; /* does it end the session with AS 3? */
  } cases[] = {
      {"", 0, 0},
      {"[limit l]\nfactor = 2\nidle_timeout = forever\n", 1, 1},
      {"[limit l]\nfactor = 2\nrouters = 1\nidle_timeout = forever\n", 1, 0},
      {"[limit l]\nfactor = 2\nshare = 0 %\n", 0, 0},
      {"[limit l]\nfactor = 2\ngroup = peers\n", 0, 0},
      {"[limit l]\nfactor = 2.5\n", 0, 0},
      {"[limit l]\nmaximum = 4\ngroup = customers\nidle_timeout = forever\n", 1, 1},
      {"[limit l]\nmaximum = 4\nteardown = no\n", 0, 0},
      {"[limit l]\nmaximum = 4\ngroup = customers\nidle_timeout = forever\n[limit m]\ngroup = 3\nrouters = 2\nmaximum "
       "= 5\n",
       1, 0},
  };
  (void)unused;
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    struct recount_table *table = events(fixture, cases[i].lines);
    g_assert_cmpuint(count(table, "session-down", "1"), ==, cases[i].at_1);
    g_assert_cmpuint(count(table, "session-down", "2"), ==, cases[i].at_2);
    recount_free(table);
  }
}

/* The announcement that was too many, the limit, the session; and a warning before. */
static void causes_lead_back(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  struct recount_table *table = events(fixture, "[limit l]\nfactor = 2\nrouters = 1\nidle_timeout = 10 min\n");
  guint warning = nth(table, "prefix-warning", "1", 0), limit = nth(table, "prefix-limit", "1", 0);
  guint down = nth(table, "session-down", "1", 0);
  g_assert_cmpstr(recount_field(table, warning, "count"), ==, "4");
  g_assert_cmpstr(recount_field(table, limit, "count"), ==, "5");
  g_assert_cmpstr(recount_field(table, limit, "because"), ==,
                  recount_field(table, nth(table, "announce", "3", 2), "id"));
  g_assert_cmpstr(recount_field(table, down, "because"), ==, recount_field(table, limit, "id"));
  g_assert_cmpstr(recount_field(table, down, "cause"), ==, "notification");
  g_assert_cmpstr(recount_field(table, down, "code"), ==, "6");
  g_assert_cmpstr(recount_field(table, down, "subcode"), ==, "1");
  /* 30 min hold two idle timeouts: back twice, and twice too many again */
  g_assert_cmpuint(count(table, "prefix-limit", "1"), ==, 3);
  recount_free(table);
}

static void somebody_clears_it(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  struct recount_table *table = events(fixture, "[limit l]\nfactor = 2\nrouters = 1\nidle_timeout = forever\n"
                                                "[event clear]\nkind = restore\nat = 20 min\nlinks = 1-3\n");
  g_assert_cmpuint(count(table, "prefix-limit", "1"), ==, 2);
  recount_free(table);
}

/* AS 4 behind AS 1 has ten prefixes. AS 3 tells AS 2 of them, too, which is more than three times its own two (the
 * triggers alone are not). */
static void a_leak_trips_it(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  g_free(program_write(fixture->folder, "map", "1|2|0\n1|3|-1\n2|3|-1\n1|4|-1\n"));
  g_free(program_write(fixture->folder, "weights.csv", "asn,prefixes\n1,1\n2,1\n3,2\n4,10\n"));
  struct recount_table *table = events(fixture, "[event oops]\nkind = leak\nrouters = 3\nat = 60 s\n"
                                                "[limit l]\nfactor = 3\ngroup = customers\nidle_timeout = forever\n");
  guint limit = nth(table, "prefix-limit", "2", 0), down = nth(table, "session-down", "2", 0);
  g_assert_cmpstr(recount_field(table, limit, "peer_as"), ==, "3");
  g_assert_cmpstr(recount_field(table, limit, "because"), ==, recount_field(table, nth(table, "leak", "3", 0), "id"));
  g_assert_cmpstr(recount_field(table, down, "because"), ==, recount_field(table, limit, "id"));
  recount_free(table);
}

static void expect_mistake(const struct fixture *fixture, const char *lines, const char *mistake) {
  g_autofree char *text = g_strconcat(SCENARIO, lines, NULL);
  g_autofree char *path = program_write(fixture->folder, "s.ini", text);
  g_autofree char *line = g_strdup_printf("run %s", path), *message = g_strdup_printf("%s:%s", path, mistake);
  program_expect_mistake(line, message);
}

static void mistakes_are_told(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  expect_mistake(fixture, "[limit l]\nteardown = yes\n", " [limit l] maximum: missing, or a factor");
  expect_mistake(fixture, "[limit l]\nmaximum = 4\nfactor = 2\n",
                 "27: [limit l] maximum: a maximum or a factor, not both");
  expect_mistake(fixture, "[limit l]\nfactor = 0\n", "27: [limit l] factor: '0' found, expected more than 0");
  expect_mistake(fixture, "[limit l]\nfactor = 2\nidle_timeout = never\n",
                 "28: [limit l] idle_timeout: 'never' found, expected forever or a duration such as 30 min");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
#define LIMIT_TEST(path, function) g_test_add(path, struct fixture, NULL, setup, function, teardown)
  LIMIT_TEST("/prefix limit/who is named limits, and whom", who_is_named_limits);
  LIMIT_TEST("/prefix limit/causes lead back from the session to the one too many", causes_lead_back);
  LIMIT_TEST("/prefix limit/for ever is until somebody clears it", somebody_clears_it);
  LIMIT_TEST("/prefix limit/a leak trips it", a_leak_trips_it);
  LIMIT_TEST("/prefix limit/mistakes are told", mistakes_are_told);
  return g_test_run();
}
