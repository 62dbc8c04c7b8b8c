/* The routes command from outside: its CSV, its mistakes, and what others found on the same graphs. */
#include "tests/program.h"
#include "tests/recount.h"

#include <string.h>

/* 1 and 2 are peers, each with a customer; 30 buys from both. */
static const char square[] = "# small\n1|2|0\n1|10|-1\n2|20|-1\n10|30|-1\n20|30|-1\n";

static void expect_table(const char *map, const char *arguments, const char *expected) {
  g_autofree char *folder = program_folder(), *path = program_write(folder, "map", map);
  g_autofree char *line = g_strdup_printf("routes --topology %s %s", path, arguments);
  struct program program = program_run(line);
  g_assert_cmpstr(program.err, ==, "");
  g_assert_cmpint(program.status, ==, 0);
  g_assert_cmpstr(program.out, ==, expected);
  program_clear(&program);
  program_remove(folder);
}

static void phases_in_order(void) {
  expect_table("1|2|-1\n2|3|-1\n", "--announce 3=192.0.2.0/24 --fail 1-2 --restore 2-1 --withdraw AS3=192.0.2.0/24",
               "router,as,prefix,best_path,phase\n"
               "1,1,192.0.2.0/24,2 3,announce\n"
               "2,2,192.0.2.0/24,3,announce\n"
               "3,3,192.0.2.0/24,own,announce\n"
               "1,1,192.0.2.0/24,-,fail 1-2\n"
               "2,2,192.0.2.0/24,3,fail 1-2\n"
               "3,3,192.0.2.0/24,own,fail 1-2\n"
               "1,1,192.0.2.0/24,2 3,restore 2-1\n"
               "2,2,192.0.2.0/24,3,restore 2-1\n"
               "3,3,192.0.2.0/24,own,restore 2-1\n"
               "1,1,192.0.2.0/24,-,withdraw AS3=192.0.2.0/24\n"
               "2,2,192.0.2.0/24,-,withdraw AS3=192.0.2.0/24\n"
               "3,3,192.0.2.0/24,-,withdraw AS3=192.0.2.0/24\n");
}

static void valleys_are_not_crossed(void) {
  expect_table("1|2|0\n2|3|0\n", "--announce 1=192.0.2.0/24",
               "router,as,prefix,best_path,phase\n"
               "1,1,192.0.2.0/24,own,announce\n"
               "2,2,192.0.2.0/24,1,announce\n"
               "3,3,192.0.2.0/24,-,announce\n");
}

static void anycast(void) {
  expect_table("1|2|-1\n1|3|-1\n2|4|-1\n3|5|-1\n", "--announce 4=2001:db8::/32,5=2001:DB8:0::/32",
               "router,as,prefix,best_path,phase\n"
               "1,1,2001:db8::/32,2 4,announce\n"
               "2,2,2001:db8::/32,4,announce\n"
               "3,3,2001:db8::/32,5,announce\n"
               "4,4,2001:db8::/32,own,announce\n"
               "5,5,2001:db8::/32,own,announce\n");
}

/* Steady states of Gao-Rexford policies do not depend on delays; the way there does. */
static void seeds_change_delays_alone(void) {
  g_autofree char *folder = program_folder(), *path = program_write(folder, "map", square);
  g_autofree char *first = g_strdup_printf("routes --stats --seed 1 --topology %s --announce 30=192.0.2.0/24", path);
  g_autofree char *second = g_strdup_printf("routes --stats --seed 2 --topology %s --announce 30=192.0.2.0/24", path);
  struct program a = program_run(first), b = program_run(second);
  g_assert_cmpstr(a.out, ==, b.out);
  g_assert_nonnull(strstr(a.err, "simulated s"));
  g_assert_nonnull(strstr(a.err, "peak memory"));
  program_clear(&a);
  program_clear(&b);
  program_remove(folder);
}

static void mistakes(void) {
  g_autofree char *folder = program_folder(), *path = program_write(folder, "map", square);
  static const char *const cases[][2] = {
      {"", "routes: nothing to announce, expected --announce AS=PREFIX"},
      {"--announce 30", "routes: --announce: '30' found, expected AS=PREFIX, for example 3356=192.0.2.0/24"},
      {"--announce 30=192.0.2.0/33",
       "routes: --announce: '192.0.2.0/33' is no prefix, expected for example 192.0.2.0/24 or 2001:db8::/32"},
      {"--announce 31=192.0.2.0/24", "AS31 is not on the map"},
      {"--announce 30=192.0.2.0/24 --withdraw 20=192.0.2.0/24",
       "routes: --withdraw: 20=192.0.2.0/24 is withdrawn, but was never announced"},
      {"--announce 30=192.0.2.0/24 --fail 30-1", "no link joins AS30 and AS1 on the map"},
      {"--announce 30=192.0.2.0/24 --fail 30",
       "routes: --fail: '30' is no link, expected two AS numbers, for example 3356-174"},
      {"--announce 30=192.0.2.0/24 --delay '80 ms..2 ms'", "routes: '80 ms..2 ms' ends before it begins"},
      {"--announce 30=192.0.2.0/24 more", "routes: unexpected argument 'more' (see faultline routes --help)"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *line = g_strdup_printf("routes --topology %s %s", path, cases[i][0]);
    program_expect_mistake(line, cases[i][1]);
  }
  program_remove(folder);
}

/* Best paths of real daemons: `paths` has phase,prefix,origin,asn,best_path. */
static void daemons(gconstpointer name) {
  g_autofree char *file = g_strdup_printf("data/oracle/%s.txt", (const char *)name);
  g_autofree char *paths = g_strdup_printf("data/oracle/convergence-%s-paths.csv", (const char *)name);
  g_autofree char *map = program_shared(file);
  if (!map) return;
  g_autofree char *graph = NULL, *csv = NULL, *want = program_shared(paths);
  g_assert_true(g_file_get_contents(map, &graph, NULL, NULL) && g_file_get_contents(want, &csv, NULL, NULL));
  GString *line = g_string_new("routes --topology ");
  g_string_append_printf(line, "'%s'", map);
  g_auto(GStrv) rows = g_strsplit(graph, "\n", -1);
  for (char **row = rows; *row; row++) {
    g_auto(GStrv) word = g_strsplit(*row, " ", -1);
    if (g_str_has_prefix(*row, "# origin")) g_string_append_printf(line, " --announce %s=%s", word[2], word[3]);
    if (g_str_has_prefix(*row, "# fail"))
      g_string_append_printf(line, " --fail %s-%s --restore %s-%s", word[2], word[3], word[2], word[3]);
  }
  struct program program = program_run(line->str);
  struct recount_table *got = recount_parse(program.out), *expected = recount_parse(csv);
  GHashTable *best = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  const char *phase = "";
  guint phases = 0;
  for (guint i = 0; i < recount_rows(got); i++) {
    phases += strcmp(phase, recount_field(got, i, "phase")) != 0;
    phase = recount_field(got, i, "phase");
    char *key = g_strjoin(" ", recount_field(got, i, "as"), recount_field(got, i, "prefix"), NULL);
    g_hash_table_insert(best, g_strdup_printf("%u %s", phases, key), (char *)recount_field(got, i, "best_path"));
    g_free(key);
  }
  g_assert_cmpuint(recount_rows(expected), >, 0);
  for (guint i = phases = 0, first = 1; i < recount_rows(expected); i++, first = 0) {
    phases += first || strcmp(phase, recount_field(expected, i, "phase")) != 0;
    phase = recount_field(expected, i, "phase");
    g_autofree char *key = g_strdup_printf("%u %s %s", phases, recount_field(expected, i, "asn"),
                                           recount_field(expected, i, "prefix"));
    g_assert_cmpstr(g_hash_table_lookup(best, key), ==, recount_field(expected, i, "best_path"));
  }
  g_hash_table_unref(best);
  recount_free(got);
  recount_free(expected);
  program_clear(&program);
  g_string_free(line, TRUE);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/routes/one phase after the announcements and one after each step", phases_in_order);
  g_test_add_func("/routes/a peer's route is not told to a peer", valleys_are_not_crossed);
  g_test_add_func("/routes/one prefix at two origins", anycast);
  g_test_add_func("/routes/the seed changes delays, not the outcome", seeds_change_delays_alone);
  g_test_add_func("/routes/mistakes are one line and status 2", mistakes);
  g_test_add_data_func("/routes/paths that real daemons chose, hierarchy", "g1-hierarchy", daemons);
  g_test_add_data_func("/routes/paths that real daemons chose, exchange", "g2-ixp", daemons);
  return g_test_run();
}
