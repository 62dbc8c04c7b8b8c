/* The run command from outside, on a small map: the same seed gives the same octets, and the files agree. */
#include "tests/program.h"
#include "tests/recount.h"
#include "tests/trial.h"

#include <string.h>

static void same_seed(struct trial *fixture, gconstpointer unused) {
  (void)unused;
  g_autofree char *a = trial_run(fixture, "a", "--seeds 2 --jobs 1", 0),
                  *b = trial_run(fixture, "b", "--seeds 2 --jobs 1", 0);
  g_autofree char *c = trial_run(fixture, "c", "--seeds 2 --jobs 2", 0);
  g_autofree char *d = trial_run(fixture, "d", "--seeds 2 --jobs 2 --seed 5", 0);
  trial_expect_same(a, b, TRUE);
  trial_expect_same(a, c, TRUE);
  trial_expect_same(a, d, FALSE);
}

static void files_agree(struct trial *fixture, gconstpointer unused) {
  (void)unused;
  g_autofree char *a = trial_run(fixture, "a", "--seeds 2", 0);
  g_autofree char *summary = program_read(a, "summary.csv"), *events = program_read(a, "events.csv");
  recount_check(summary, events);
  struct recount_table *table = recount_parse(summary);
  g_assert_cmpuint(recount_rows(table), ==, 8);
  g_assert_cmpstr(recount_field(table, 0, "strategy"), ==, "rfc4271");
  g_assert_cmpstr(recount_field(table, 0, "session_resets"), !=, "0");
  recount_free(table);
}

/* The ledger of every cell, cut or whole, and the greatest causes of the first cell, or of all, run again without. */
static void ledger_adds_up(struct trial *fixture, gconstpointer unused) {
  (void)unused;
  static const char *const more[] = {"--seeds 2 --set measure.blame_rows=20", "--set measure.blame_rows=0",
                                     "--seeds 2 --set measure.blame_every=yes --set measure.blame_checks=2"};
  static const guint first[] = {5, 5, 2};
  for (gsize i = 0; i < G_N_ELEMENTS(more); i++) {
    g_autofree char *a = trial_run(fixture, "a", more[i], 0), *summary = program_read(a, "summary.csv");
    g_autofree char *events = program_read(a, "events.csv"), *blame = program_read(a, "blame.csv");
    recount_blame(summary, events, blame);
    struct recount_table *table = recount_parse(blame);
    guint checked = 0, elsewhere = 0;
    for (guint row = 0; row < recount_rows(table); row++) {
      if (*recount_field(table, row, "without_it") == '\0') continue;
      if (strcmp(recount_field(table, row, "seed"), "1") == 0) checked++;
      else elsewhere++;
    }
    g_assert_cmpuint(checked, ==, first[i]);
    g_assert_cmpuint(elsewhere, ==, i == 2 ? 2 : 0);
    recount_free(table);
  }
}

static char *row_words(const struct recount_table *table, guint row) {
  static const char *const column[] = {"unreachable_prefix_minutes", "peak_unreachable", "card_crashes",
                                       "session_resets", "focus_recovery_s"};
  GString *words = g_string_new(NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(column); i++)
    g_string_append_printf(words, "%s ", recount_field(table, row, column[i]));
  return g_string_free(words, FALSE);
}

/* What a row of the table says is what a run with that setting says; the first row is the run as it is. */
static void turned_as_set(struct trial *fixture, gconstpointer unused) {
  (void)unused;
  g_autofree char *a = trial_run(fixture, "a", "--strategy rfc4271 --sensitivity", 0);
  g_autofree char *summary = program_read(a, "summary.csv"), *text = program_read(a, "sensitivity.csv");
  struct recount_table *base = recount_parse(summary), *table = recount_parse(text);
  g_autofree char *first = row_words(table, 0), *as_it_is = row_words(base, 0);
  guint compared = 0;
  g_assert_cmpstr(first, ==, as_it_is);
  for (guint row = 1; row < recount_rows(table); row++) {
    const char *name = recount_field(table, row, "parameter"), *value = recount_field(table, row, "changed_value");
    if (strcmp(name, "cards.fib_rate") != 0 && strcmp(name, "platforms.knows_share") != 0) continue;
    g_autofree char *setting = g_strdup_printf("--strategy rfc4271 --set '%s=%s'", name, value);
    g_autofree char *b = trial_run(fixture, "b", setting, 0), *turned = program_read(b, "summary.csv");
    struct recount_table *other = recount_parse(turned);
    g_autofree char *expected = row_words(other, 0), *found = row_words(table, row);
    g_assert_cmpstr(found, ==, expected);
    recount_free(other);
    compared++;
  }
  g_assert_cmpuint(compared, ==, 4);
  g_assert_cmpstr(recount_field(table, 1, "change"), ==, "halved");
  recount_free(base);
  recount_free(table);
}

/* Rows of one strategy, without its name. */
static GPtrArray *rows_of(const char *csv, const char *strategy) {
  GPtrArray *rows = g_ptr_array_new_with_free_func(g_free);
  g_autofree char *mark = g_strdup_printf(",%s,", strategy);
  g_auto(GStrv) lines = g_strsplit(csv, "\n", -1);
  for (char **line = lines; *line; line++) {
    char *found = strstr(*line, mark);
    if (found) g_ptr_array_add(rows, g_strdup(found + strlen(mark)));
  }
  return rows;
}

/* Until the first verdict that differs, whatever happens happens in both. */
static void common_until_verdict(struct trial *fixture, gconstpointer unused) {
  (void)unused;
  g_autofree char *a = trial_run(fixture, "a", "--strategy rfc4271,rfc7606", 0),
                  *events = program_read(a, "events.csv");
  GPtrArray *strict = rows_of(events, "rfc4271"), *tolerant = rows_of(events, "rfc7606");
  guint same = 0;
  while (same < strict->len && same < tolerant->len && strcmp(strict->pdata[same], tolerant->pdata[same]) == 0) same++;
  g_assert_cmpuint(same, >, 0);
  g_assert_cmpuint(same, <, MIN(strict->len, tolerant->len));
  g_assert_nonnull(strstr(strict->pdata[same], ",verdict,"));
  g_assert_nonnull(strstr(tolerant->pdata[same], ",verdict,"));
  g_assert_nonnull(strstr(strict->pdata[same], "session-reset"));
  g_assert_nonnull(strstr(tolerant->pdata[same], "treat-as-withdraw"));
  g_ptr_array_unref(strict);
  g_ptr_array_unref(tolerant);
}

/* A cell that is taken from another because their verdicts are the same is what its own run gives. */
static void alike_is_equal(struct trial *fixture, gconstpointer unused) {
  (void)unused;
  g_autofree char *a = trial_run(fixture, "a", "--strategy rfc4271,junos-default", 0);
  g_autofree char *b = trial_run(fixture, "b", "--strategy junos-default", 0);
  static const char *const names[] = {"summary.csv", "events.csv"};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *both = program_read(a, names[i]), *alone = program_read(b, names[i]);
    GPtrArray *left = rows_of(both, "junos-default"), *right = rows_of(alone, "junos-default");
    g_assert_cmpuint(left->len, ==, right->len);
    g_assert_cmpuint(left->len, >, 0);
    for (guint row = 0; row < left->len; row++) g_assert_cmpstr(left->pdata[row], ==, right->pdata[row]);
    g_ptr_array_unref(left);
    g_ptr_array_unref(right);
  }
}

static void adoption_is_a_curve(struct trial *fixture, gconstpointer unused) {
  (void)unused;
  g_autofree char *text = g_strconcat(trial_scenario, "adoption = 0 %, 50 %, 100 %\n", NULL);
  g_free(program_write(fixture->folder, "small.ini", text));
  g_autofree char *a = trial_run(fixture, "a", "", 0), *summary = program_read(a, "summary.csv");
  g_autofree char *adoption = program_read(a, "adoption.csv");
  struct recount_table *curve = recount_parse(adoption), *table = recount_parse(summary);
  double resets[5];
  g_assert_cmpuint(recount_rows(curve), ==, 3);
  g_assert_cmpuint(recount_rows(table), ==, 5);
  for (guint i = 0; i < 5; i++) resets[i] = g_ascii_strtod(recount_field(table, i, "session_resets"), NULL);
  g_assert_cmpstr(recount_field(table, 4, "strategy"), ==, "rfc7606@50%");
  g_assert_cmpfloat(resets[4], <, resets[0]);
  g_assert_cmpfloat(resets[4], >, resets[2]);
  recount_free(curve);
  recount_free(table);
}

static void claims_decide(struct trial *fixture, gconstpointer unused) {
  (void)unused;
  static const struct {
    const char *claim, *option;
    int status;
  } cases[] = {
      {"low = 1\n", "", 0}, {"high = 0\n", "", 1}, {"high = 0\n", "--seed 1", 0}, {"above = rfc7606\n", "", 0}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *text = g_strdup_printf("%s[topology]\nfile = map\n[expect e]\nfigure = session_resets\n%s",
                                            trial_scenario, cases[i].claim);
    g_free(program_write(fixture->folder, "claims.ini", text));
    g_autofree char *line = g_strdup_printf("run %s/claims.ini --quiet --out %s/o %s", fixture->folder, fixture->folder,
                                            cases[i].option);
    struct program program = program_run(line);
    g_assert_cmpint(program.status, ==, cases[i].status);
    g_assert_nonnull(strstr(program.out, *cases[i].option ? "not judged" : cases[i].status ? "FAILED" : "held"));
    program_clear(&program);
  }
}

/* A great carrier's process dies: as platforms are, and with RFC 4724 everywhere. */
static void restarts_gracefully(struct trial *fixture, gconstpointer unused) {
  (void)unused;
  g_free(program_write(fixture->folder, "small.ini",
                       "[scenario]\nduration = 10 min\n[origins]\nsample = 30\n[platforms]\npinned = 3356 junos\n"
                       "[event dies]\nkind = crash-process\nrouters = 3356\n[compare]\nstrategies = rfc7606\n"
                       "[variant plain]\ntitle = p\n[variant graceful]\nrouting.graceful_restart = yes\n"));
  g_autofree char *folder = trial_run(fixture, "a", "", 0);
  g_autofree char *summary = program_read(folder, "summary.csv"), *events = program_read(folder, "events.csv");
  recount_check(summary, events);
  struct recount_table *table = recount_parse(summary);
  g_assert_cmpuint(recount_rows(table), ==, 2);
  for (guint row = 0; row < 2; row++) g_assert_cmpstr(recount_field(table, row, "router_crashes"), ==, "1");
  g_assert_cmpstr(recount_field(table, 1, "session_resets"), ==, recount_field(table, 0, "session_resets"));
  g_assert_cmpfloat(g_ascii_strtod(recount_field(table, 0, "unreachable_prefix_minutes"), NULL), >, 0);
  g_assert_cmpstr(recount_field(table, 1, "unreachable_prefix_minutes"), ==, "0");
  g_assert_cmpstr(recount_field(table, 1, "ases_affected"), ==, "0");
  recount_free(table);
}

static void mistakes(struct trial *fixture, gconstpointer unused) {
  (void)unused;
  static const char *const cases[][2] = {
      {"", "run: no scenario given (see faultline list scenarios)"},
      {"nowhere", "nowhere: no such file, and no scenario of that name (see faultline list scenarios)"},
      {"level3-2011 --variant no", NULL},
      {"level3-2011 --strategy no", NULL},
      {"level3-2011 --seed x", "--seed: 'x' is no whole number"},
      {"level3-2011 --jobs -1", "--jobs: -1 found, expected 1 or more"},
      {"level3-2011 --format xml", "--format: 'xml' found, expected text or csv"},
      {"level3-2011 --set cards.patched=2", "--set: patched: '2' is no share, expected 0 % to 100 %, with the % sign"},
      {"level3-2011 --topology /nowhere", "/nowhere: No such file or directory"},
      {"level3-2011 --set platforms.shares='amiga 100 %'", NULL},
      {"level3-2011 --set trigger.update.origin=4200000000", NULL},
      {"level3-2011 --set trigger.update.attributes=4", NULL},
      {"level3-2011 --set routing.graceful_restart=perhaps", "'perhaps' found, expected no, helper or yes"},
      {"level3-2011 --set scenario.duration='30 s'", NULL},
      {"level3-2011 --set measure.bin='1 ms'", "'1 ms' found, expected no more than 4194304 steps in the run"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *line = g_strdup_printf("run --out %s/o %s", fixture->folder, cases[i][0]);
    struct program program = program_run(line);
    g_assert_cmpint(program.status, ==, 2);
    g_assert_cmpstr(program.out, ==, "");
    g_assert_true(g_str_has_prefix(program.err, "faultline: "));
    g_assert_true(strchr(program.err, '\n') == program.err + strlen(program.err) - 1);
    if (cases[i][1]) g_assert_nonnull(strstr(program.err, cases[i][1]));
    program_clear(&program);
  }
}

static void missing_carriers_are_noted(struct trial *fixture, gconstpointer unused) {
  (void)unused;
  g_autofree char *line = g_strdup_printf(
      "run %s/small.ini --topology %s --out %s/o --set 'cards.carriers=3356 2, 64999 3' "
      "--strategy rfc7606",
      fixture->folder, fixture->map, fixture->folder);
  struct program program = program_run(line);
  g_assert_cmpint(program.status, ==, 0);
  g_assert_nonnull(strstr(program.err, "faultline: note: cards.carriers: AS64999 is not on the map\n"));
  program_clear(&program);
}

/* The body of the shipped conflict of flags has to be sound but for the flags. */
static void shipped_flags(struct trial *fixture, gconstpointer unused) {
  (void)unused;
  g_autofree char *line = g_strdup_printf(
      "run level3-2011-malformed --variant flags-conflict --strategy rfc4271,junos-2013 --set topology.ases=300 "
      "--set 'scenario.duration=30 min' --set origins.sample=3 --quiet --out %s",
      fixture->folder);
  struct program program = program_run(line);
  g_assert_cmpint(program.status, ==, 0);
  g_autofree char *folder = g_build_filename(fixture->folder, "level3-2011-malformed", NULL);
  g_autofree char *summary = program_read(folder, "summary.csv");
  struct recount_table *table = recount_parse(summary);
  g_assert_cmpstr(recount_field(table, 0, "strategy"), ==, "rfc4271");
  g_assert_cmpstr(recount_field(table, 0, "session_resets"), !=, "0");
  g_assert_cmpstr(recount_field(table, 1, "strategy"), ==, "junos-2013");
  g_assert_cmpstr(recount_field(table, 1, "session_resets"), ==, "0");
  recount_free(table);
  program_clear(&program);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
#define RUN_TEST(path, function) g_test_add(path, struct trial, NULL, trial_setup, function, trial_teardown)
  RUN_TEST("/run/one seed gives the same octets, whatever the number of threads", same_seed);
  RUN_TEST("/run/the conflict of flags that is shipped is repaired by Junos of 2013", shipped_flags);
  RUN_TEST("/run/summary.csv can be recounted from events.csv", files_agree);
  RUN_TEST("/run/blame.csv adds up to summary.csv, digit by digit, and its greatest causes are checked",
           ledger_adds_up);
  RUN_TEST("/run/a turned parameter gives what setting it gives", turned_as_set);
  RUN_TEST("/run/two strategies share every event before the first verdict that differs", common_until_verdict);
  RUN_TEST("/run/what is taken for alike is equal", alike_is_equal);
  RUN_TEST("/run/half adopted is between none and all", adoption_is_a_curve);
  RUN_TEST("/run/claims decide the exit status of a scenario as written", claims_decide);
  RUN_TEST("/run/mistakes are one line and status 2", mistakes);
  RUN_TEST("/run/carriers that the map lacks are noted", missing_carriers_are_noted);
  RUN_TEST("/run/a process that crashes gracefully costs nobody anything", restarts_gracefully);
  return g_test_run();
}
