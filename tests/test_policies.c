/* The map of fork.h. Every AS originates one prefix, and all are followed: what is lost can be counted by hand. */
#include "scenarios/settings/policies.h"

#include "tests/program.h"
#include "tests/recount.h"

#include <string.h>

#define SCENARIO                                                                                                       \
  "[scenario]\nduration = 1 h\n[topology]\nfile = map\nweights = weights\n[origins]\nsample = all\n"                   \
  "[routing]\njitter = no\n[measure]\nblame_checks = 0\n[compare]\nstrategies = rfc4271\n"
#define HIJACK "[event h]\nkind = hijack\nrouters = 5\norigins = 6\nat = 10 min\nuntil = 20 min\n"
/* Something has to go wrong; this does no harm. */
#define QUIET "[event e]\nkind = mend\nat = 1 min\nlinks = 1-2\n"

struct fixture {
  char *folder;
};

static void setup(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  fixture->folder = program_folder();
  g_free(program_write(fixture->folder, "map", "1|2|0\n1|3|-1\n2|3|-1\n3|4|-1\n2|5|-1\n1|6|-1\n"));
  g_free(program_write(fixture->folder, "weights", "1,1\n2,1\n3,1\n4,1\n5,1\n6,1\n"));
  g_free(program_write(fixture->folder, "six.csv", "ASN,IP Prefix,Max Length,Trust Anchor\nAS6,192.0.2.0/24,24,x\n"));
  g_free(program_write(fixture->folder, "five.csv", "AS0,10.0.0.0/8,8\nAS5,2001:db8::/32,48\n"));
}

static void teardown(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  program_remove(fixture->folder);
  g_free(fixture->folder);
}

/* A file of the results of the scenario with these lines (g_free). */
static char *result(const struct fixture *fixture, const char *lines, const char *file) {
  g_autofree char *text = g_strconcat(SCENARIO, lines, NULL);
  g_autofree char *out = program_results(fixture->folder, text);
  return program_read(out, file);
}

static double figure(const struct fixture *fixture, const char *lines, const char *name) {
  g_autofree char *summary = result(fixture, lines, "summary.csv");
  struct recount_table *table = recount_parse(summary);
  double value = g_ascii_strtod(recount_field(table, 0, name), NULL);
  recount_free(table);
  return value;
}

/* Minutes of pairs of an AS and a prefix, but for what routers need to tell one another. (The figure is the mean over
 * ASes.) */
static void expect_lost(const struct fixture *fixture, const char *lines, double minutes) {
  enum { ASES = 6 };
  double lost = ASES * figure(fixture, lines, "unreachable_prefix_minutes");
  g_assert_cmpfloat_with_epsilon(lost, minutes, 0.1);
}

static void rules_hold_for_a_time(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  /* AS 3 and AS 4 behind it lose 1, 2, 5 and 6 for ten minutes. */
  expect_lost(fixture, QUIET "[rule a]\nrouters = 3\ngroup = providers\nat = 10 min\nuntil = 20 min\n", 80);
  expect_lost(fixture, QUIET "[rule a]\nrouters = 3\ngroup = peers\nat = 10 min\nuntil = 20 min\n", 0);
  /* 1 and 6 lose 2 and 5, and the other way round. */
  expect_lost(fixture, QUIET "[rule a]\ngroup = peers\nat = 10 min\nuntil = 20 min\n", 80);
  expect_lost(fixture, QUIET "[rule a]\ngroup = peers\ntier1 = yes\nat = 10 min\nuntil = 20 min\n", 80);
  expect_lost(fixture, QUIET "[rule a]\ngroup = peers\nrouters = 1\nat = 10 min\nuntil = 20 min\n", 40);
  expect_lost(fixture, QUIET "[rule a]\ngroup = peers\nrouters = 1\ndirection = export\nat = 10 min\nuntil = 20 min\n",
              40);
  expect_lost(fixture, QUIET "[rule a]\ncontaining = 6\nrouters = 2\nat = 10 min\nuntil = 20 min\n", 20);
  expect_lost(fixture, QUIET "[rule a]\npath = 1 6\nrouters = 2\nat = 10 min\nuntil = 20 min\n", 20);
  expect_lost(fixture, QUIET "[rule a]\nlonger_than = 2\nrouters = 5, 6\nat = 10 min\nuntil = 20 min\n", 40);
  /* From the beginning it is no loss: nobody could reach it before. */
  expect_lost(fixture, QUIET "[rule a]\nrouters = 3\ngroup = providers\n", 0);
}

static void hijacks_are_validated(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  expect_lost(fixture, HIJACK, 20); /* at AS 2 and AS 5 itself */
  expect_lost(fixture, HIJACK "[rov]\nrouters = 2\n", 20);
  expect_lost(fixture, HIJACK "[rov]\nrouters = 2\nsigned = 100 %\n", 10);
  expect_lost(fixture, HIJACK "[rov]\ntier1 = yes\nsigned = 100 %\n", 10);
  expect_lost(fixture, HIJACK "[rov]\nshare = 100 %\nroas = six.csv\n", 10);
  expect_lost(fixture, HIJACK "[rov]\nshare = 100 %\nroas = five.csv\n", 20);
  expect_lost(fixture, HIJACK "[rov]\nrouters = 1\nsigned = 100 %\n", 20);
}

/* Rows of this kind in events.csv. */
static guint count(const char *events, const char *kind) {
  struct recount_table *table = recount_parse(events);
  guint found = 0;
  for (guint row = 0; row < recount_rows(table); row++) found += strcmp(recount_field(table, row, "event"), kind) == 0;
  recount_free(table);
  return found;
}

static void roas_come_and_go(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  g_autofree char *events = result(fixture,
                                   "[trigger t]\norigin = 6\nannounce = 1 min\n[rov]\nrouters = 2\n[roa a]\nprefix = "
                                   "198.51.0.0/16\nmax_length = 24\nasn = 5\nat = 2 min\nuntil = 3 min\n",
                                   "events.csv");
  g_assert_cmpuint(count(events, "roa"), ==, 2);
}

/* What AS 3 leaks goes to AS 2, and on to AS 5, unless both AS 1 and AS 2 take part in ONLY_TO_CUSTOMER. */
static void leaks_are_marked(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
#define LEAK "[event l]\nkind = leak\nrouters = 3\nneighbor = 2\nat = 10 min\n"
  g_autofree char *free_events = result(fixture, LEAK, "events.csv");
  double leaked = figure(fixture, LEAK, "updates_sent"),
         ended = figure(fixture, LEAK "until = 20 min\n", "updates_sent");
  double marked = figure(fixture, LEAK "[otc]\nrouters = 1, 2\n", "updates_sent");
  g_assert_cmpuint(count(free_events, "leak"), ==, 1);
  g_assert_cmpfloat(leaked, >, 0);
  g_assert_cmpfloat(ended, >, leaked);
  g_assert_cmpfloat(marked, >, 0);      /* AS 3 says it to AS 2 ... */
  g_assert_cmpfloat(marked, <, leaked); /* ... and nobody says it on */
  g_assert_cmpfloat(figure(fixture, LEAK "[otc]\nrouters = 3\n", "updates_sent"), ==, 0);
}

static void filters_save_sessions(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
#define BAD "[trigger t]\norigin = 6\nannounce = 1 min\nattributes = 40 01 01 00 c0 08 02 12 34\n"
  g_assert_cmpfloat(figure(fixture, BAD, "session_resets"), >, 0);
  g_assert_cmpfloat(figure(fixture, BAD "[rule f]\naction = drop\nattribute = 8\n", "session_resets"), ==, 0);
  g_assert_cmpfloat(figure(fixture, BAD "[rule f]\naction = reject\nattribute = 8\n", "session_resets"), ==, 0);
}

/* BAD GADGET, among siblings: who hear everything and rank by rule. */
static void what_never_rests_is_told(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  g_free(program_write(fixture->folder, "map", "1|9|2\n2|9|2\n3|9|2\n1|2|2\n2|3|2\n1|3|2\n"));
  g_free(program_write(fixture->folder, "weights", "9,1\n"));
  g_autofree char *path = program_write(fixture->folder, "s.ini",
                                        SCENARIO "[event e]\nkind = mend\nat = 1 min\nlinks = 1-2\n"
                                                 "[rule a]\nrouters = 1\naction = prefer\npath = 2 9\n"
                                                 "[rule b]\nrouters = 2\naction = prefer\npath = 3 9\n"
                                                 "[rule c]\nrouters = 3\naction = prefer\npath = 1 9\n");
  g_autofree char *line = g_strdup_printf("run %s --quiet --out %s", path, fixture->folder);
  struct program program = program_run(line);
  g_assert_cmpint(program.status, ==, 2);
  g_assert_nonnull(strstr(program.err, "no steady state: best routes change for ever, "));
  g_assert_nonnull(strstr(program.err, "AS1 to 2 9"));
  g_assert_nonnull(strstr(program.err, "AS1 to 9"));
  g_assert_true(strchr(program.err, '\n') == program.err + strlen(program.err) - 1);
  g_autofree char *out = g_build_filename(fixture->folder, "s", "summary.csv", NULL);
  g_assert_false(g_file_test(out, G_FILE_TEST_EXISTS));
  program_clear(&program);
}

static void expect_mistake(const struct fixture *fixture, const char *lines, const char *mistake) {
  g_autofree char *text = g_strconcat(SCENARIO, QUIET, lines, NULL);
  g_autofree char *path = program_write(fixture->folder, "s.ini", text);
  g_autofree char *line = g_strdup_printf("run %s", path), *message = g_strdup_printf("%s:%s", path, mistake);
  program_expect_mistake(line, message);
}

static void mistakes_are_told(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  expect_mistake(fixture, "[rule a]\naction = refuse\n",
                 "19: [rule a] action: unknown action 'refuse', nearest is 'reject'");
  expect_mistake(fixture, "[rule a]\ndirection = out\n",
                 "19: [rule a] direction: 'out' found, expected import or export");
  expect_mistake(fixture, "[rule a]\naction = prepend\n", "19: [rule a] action: prepend found, which is for export");
  expect_mistake(fixture, "[rule a]\naction = prefer\namount = 200\n",
                 "20: [rule a] amount: 200 found, expected 1 to 127");
  expect_mistake(fixture, "[rule a]\naction = drop\n", " [rule a] attribute: missing, needed for action = drop");
  expect_mistake(fixture, "[rule a]\nattribute = 256\n",
                 "19: [rule a] attribute: 256 found, expected a type from 1 to 255");
  expect_mistake(fixture, "[rule a]\ncommunity = noexport\n",
                 "19: [rule a] community: 'noexport' found, expected a community like 65000:120 or no-export");
  expect_mistake(fixture, "[rule a]\npath = 1 x\n", "19: [rule a] path: 'x' is no AS number, expected 1 to 4294967295");
  expect_mistake(fixture, "[rule a]\ncontaining = 1, 2\n",
                 "19: [rule a] containing: '1, 2' found, expected one AS (a rule for each)");
  expect_mistake(fixture, "[roa a]\nprefix = 192.0.2.0/24\n", " [roa a] asn: missing");
  expect_mistake(fixture, "[roa a]\nprefix = 192.0.2.0/24\nasn = 1\nmax_length = 23\n",
                 "21: [roa a] max_length: 23 found, expected 24 to 32");
  expect_mistake(fixture, "[event l]\nkind = leak\n", " [event l] routers: missing, needed for kind = leak");
}

static void expect_file(const struct fixture *fixture, const char *text, const char *mistake) {
  g_autofree char *file = program_write(fixture->folder, "roas.csv", text);
  g_autofree char *path = program_write(fixture->folder, "s.ini", SCENARIO QUIET "[rov]\nroas = roas.csv\n");
  g_autofree char *line = g_strdup_printf("run %s", path);
  g_autofree char *message = g_strdup_printf("%s:19: [rov] roas: %s:%s", path, file, mistake);
  program_expect_mistake(line, message);
}

static void faulty_files_are_told(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  expect_file(fixture, "ASN,IP Prefix,Max Length\nAS6,192.0.2.0,\n",
              "2: found '', expected a maximum length, not less than that of the prefix");
  expect_file(fixture, "AS6,192.0.2.0/24,23\n",
              "1: found '23', expected a maximum length, not less than that of the prefix");
  expect_file(fixture, "AS6,192.0.2.0/33,33\n", "1: found '192.0.2.0/33', expected a prefix");
  expect_file(fixture, "AS6,192.0.2.0/24\n", "1: found 2 fields, expected ASN,PREFIX,MAX LENGTH");
  expect_file(fixture, "ASx,192.0.2.0/24,24\n", "1: found 'ASx', expected an AS number");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
#define POLICIES_TEST(path, function) g_test_add(path, struct fixture, NULL, setup, function, teardown)
  POLICIES_TEST("/policies/rules hold for their ASes and their time", rules_hold_for_a_time);
  POLICIES_TEST("/policies/a hijack stops where it is validated", hijacks_are_validated);
  POLICIES_TEST("/policies/ROAs come and go", roas_come_and_go);
  POLICIES_TEST("/policies/a leak stops where it is marked and checked", leaks_are_marked);
  POLICIES_TEST("/policies/a filter saves sessions", filters_save_sessions);
  POLICIES_TEST("/policies/what never comes to rest is told in one line", what_never_rests_is_told);
  POLICIES_TEST("/policies/mistakes are told", mistakes_are_told);
  POLICIES_TEST("/policies/mistakes in a file of ROAs are told", faulty_files_are_told);
  return g_test_run();
}
