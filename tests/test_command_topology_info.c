#include "tests/program.h"

#include <math.h>
#include <string.h>

#define SMALL "1|2|0\n1|3|-1\n2|3|-1\n2|4|-1\n"
#define OTHER "1|2|0\n1|3|-1\n2|4|-1\n2|5|-1\n"

static struct program info(const char *folder, const char *arguments) {
  g_autofree char *at = g_strdup_printf("topology info %s", arguments);
  g_auto(GStrv) part = g_strsplit(at, "@", -1);
  g_autofree char *line = g_strjoinv(folder, part);
  struct program ran = program_run(line);
  g_assert_cmpstr(ran.err, ==, "");
  g_assert_cmpint(ran.status, ==, 0);
  return ran;
}

/* The nth number of the row of a figure, counted from 1; NaN when it is empty. */
static double cell(const char *csv, const char *figure, int nth) {
  g_autofree char *head = g_strdup_printf("\n%s,", figure);
  const char *row = strstr(csv, head);
  g_assert_nonnull(row);
  g_autofree char *line = g_strndup(row + 1, strcspn(row + 1, "\n"));
  g_auto(GStrv) field = g_strsplit(line, ",", -1);
  return *field[nth] ? g_ascii_strtod(field[nth], NULL) : NAN;
}

static void mistakes(void) {
  program_expect_mistake("topology info --like 1997", "--like: found 1997, expected 1998 to 2025");
  program_expect_mistake("topology info --like 2026", "--like: found 2026, expected 1998 to 2025");
  program_expect_mistake("topology info --like 2012 --ases 19", "--ases: found 19, expected 20 to 1000000");
  program_expect_mistake("topology info map --like 2012",
                         "topology info: found 'map' and options of a generated map, expected one of them");
  program_expect_mistake("topology info map --seed 1",
                         "topology info: found 'map' and options of a generated map, expected one of them");
  program_expect_mistake("topology info - --compare -",
                         "topology info: found - twice, expected one map from standard input");
  program_expect_mistake("topology info --compare /nowhere", "/nowhere: No such file or directory");
  program_expect_mistake("topology info /nowhere --compare /nowhere", "/nowhere: No such file or directory");
}

static void broken_model(void) {
  g_autofree char *folder = program_folder(), *good = program_write(folder, "good", SMALL);
  g_autofree char *bad = program_write(folder, "bad", "1|2|0\n1|x|0\n");
  g_autofree char *arguments = g_strdup_printf("topology info %s --compare %s", good, bad);
  struct program ran = program_run(arguments);
  g_assert_cmpint(ran.status, ==, 2);
  g_assert_cmpstr(ran.out, ==, "");
  g_assert_nonnull(strstr(ran.err, "bad:2: "));
  program_clear(&ran);
  program_remove(folder);
}

static void side_by_side(void) {
  g_autofree char *folder = program_folder(), *small = program_write(folder, "small", SMALL);
  g_autofree char *other = program_write(folder, "other", OTHER),
                  *heading = g_strdup_printf("A: %s\nB: %s\n", small, other);
  struct program text = info(folder, "@/small --compare @/other"), csv = info(folder, "@/small -c @/other -f csv");
  g_assert_true(g_str_has_prefix(text.out, heading));
  g_assert_cmpfloat(cell(csv.out, "ases", 1), ==, 4);
  g_assert_cmpfloat(cell(csv.out, "ases", 2), ==, 5);
  g_assert_cmpfloat(cell(csv.out, "provider_degree", 5), ==, 0.25); /* at 1: 3/4 and 5/5 */
  program_clear(&text);
  program_clear(&csv);
  program_remove(folder);
}

static void from_standard_input(void) {
  g_autofree char *folder = program_folder(), *small = program_write(folder, "small", SMALL);
  g_autofree char *arguments = g_strdup_printf("topology info - --compare %s --format csv", small);
  struct program ran = program_feed("1|2|0\\n1|3|-1\\n2|3|-1\\n2|4|-1\\n", arguments);
  g_assert_cmpint(ran.status, ==, 0);
  g_assert_cmpfloat(cell(ran.out, "path_length", 5), ==, 0);
  program_clear(&ran);
  program_remove(folder);
}

static void generated(void) {
  g_autofree char *folder = program_folder();
  g_autofree char *arguments = g_strdup_printf("topology generate --like 2005 --ases 400 --seed 9 -o %s/map", folder);
  struct program made = program_run(arguments);
  struct program csv = info(folder, "--like 2005 --ases 400 --seed 9 --compare @/map -f csv");
  struct program text = info(folder, "--like 2005 --ases 400 --seed 9 --compare @/map");
  g_assert_cmpint(made.status, ==, 0);
  g_assert_cmpfloat(cell(csv.out, "links", 3), ==, 0);
  g_assert_cmpfloat(cell(csv.out, "cone", 5), ==, 0);
  g_assert_cmpfloat(cell(csv.out, "preferred_length", 5), ==, 0);
  g_assert_true(g_str_has_prefix(text.out, "A: generated like January 2005, seed 9\n"));
  program_clear(&made);
  program_clear(&csv);
  program_clear(&text);
  program_remove(folder);
}

/* topologies/table.sh with these maps, on a README of three lines. */
static char *table(const char *folder, const char *maps, char **err) {
  g_autofree char *self = g_file_read_link("/proc/self/exe", NULL), *tests = g_path_get_dirname(self);
  g_autofree char *line = g_strdup_printf(FAULTLINE_SOURCE_DIR "/topologies/table.sh %s/../faultline %s/README %s",
                                          tests, folder, maps);
  int status;
  g_free(program_write(folder, "README", "before\n<!-- table: -->\nold\n<!-- end of the table -->\nafter\n"));
  g_assert_true(g_spawn_command_line_sync(line, NULL, err, &status, NULL));
  g_assert_true(g_spawn_check_wait_status(status, NULL));
  return program_read(folder, "README");
}

static void table_of_a_readme(void) {
  g_autofree char *folder = program_folder(), *small = program_write(folder, "small", SMALL);
  g_autofree char *maps = g_strdup_printf("1998=%s", small), *err = NULL, *text = table(folder, maps, &err);
  g_assert_cmpstr(err, ==, "");
  g_assert_true(
      g_str_has_prefix(text, "before\n<!-- table: -->\n| | 1998 real | generated |\n|---|---:|---:|\n| ASes | 4 | "));
  g_assert_nonnull(strstr(text, " |\n| links between provider and customer | 75.0 % | "));
  g_assert_nonnull(strstr(text, "\n| providers | 0."));
  g_assert_true(g_str_has_suffix(text, " |\n<!-- end of the table -->\nafter\n"));
  g_assert_null(strstr(text, "old"));
  program_remove(folder);
}

static void table_without_maps(void) {
  g_autofree char *folder = program_folder(), *none = NULL, *absent = NULL;
  g_autofree char *first = table(folder, "", &none), *second = table(folder, "2012=/nowhere", &absent);
  g_assert_nonnull(strstr(first, "\nold\n"));
  g_assert_nonnull(strstr(second, "\nold\n"));
  g_assert_true(g_str_has_prefix(none, "table: no map given"));
  g_assert_true(g_str_has_prefix(absent, "table: absent: /nowhere; "));
  program_remove(folder);
}

/* Figures of the map of January 2012 as igraph for Python, NumPy and searches written in Python found them. */
static void a_real_map(void) {
  static const struct {
    const char *figure;
    double value;
  } known[] = {
      {"ases", 40109},
      {"links", 123723},
      {"transit_link_share", 0.619165},
      {"stub_share", 0.847939},
      {"multihomed_stub_share", 0.564687},
      {"innermost_core", 58},
      {"innermost_core_ases", 141},
      {"clustering", 0.397548},
      {"assortativity", -0.216274},
      {"clique_links", 136},
      {"clique_buyers", 0.325513},
      {"customer_exponent", 1.930761},
      {"cone_exponent", 1.640062},
      {"path_length", 3.907265},
      {"path_length_3", 0.289438},
      {"preferred_length", 4.276457},
      {"preferred_length_7", 0.02698},
      {"cut_off_pairs", 0.013745},
  };
  g_autofree char *path = program_shared("data/asrel/20120101.as-rel.txt");
  if (!path) return;
  struct program ran = info(path, "@ --format csv");
  for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
    g_test_message("%s", known[i].figure);
    g_assert_cmpfloat_with_epsilon(cell(ran.out, known[i].figure, 4), known[i].value, 6e-7);
  }
  program_clear(&ran);
}

/* The distances are scipy.stats.ks_2samp's, those of lengths NumPy's. */
static void two_real_maps(void) {
  static const struct {
    const char *figure;
    double distance;
  } known[] = {
      {"provider_degree", 0.020605},
      {"provider_degree_transit", 0.025392},
      {"customer_degree", 0.002359},
      {"customer_degree_transit", 0.008110},
      {"peer_degree", 0.066721},
      {"peer_degree_peering", 0.092850},
      {"degree", 0.047938},
      {"degree_transit", 0.080332},
      {"cone", 0.002755},
      {"cone_transit", 0.017435},
      {"core", 0.055163},
      {"core_transit", 0.094411},
      {"path_length", 0.018421},
      {"preferred_length", 0.051522},
  };
  g_autofree char *first = program_shared("data/asrel/20120101.as-rel.txt");
  if (!first) return;
  g_autofree char *second = program_shared("data/asrel/20180101.as-rel.txt.bz2");
  if (!second) return;
  g_autofree char *arguments = g_strdup_printf("@ --compare %s --format csv", second);
  struct program ran = info(first, arguments);
  for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
    g_test_message("%s", known[i].figure);
    g_assert_cmpfloat_with_epsilon(cell(ran.out, known[i].figure, 5), known[i].distance, 6e-7);
  }
  g_assert_cmpfloat(cell(ran.out, "clique_common", 1), ==, 15);
  program_clear(&ran);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/topology info/mistakes are one line and status 2", mistakes);
  g_test_add_func("/topology info/a broken file to compare with leaves nothing half-written", broken_model);
  g_test_add_func("/topology info/two files side by side", side_by_side);
  g_test_add_func("/topology info/a map from standard input", from_standard_input);
  g_test_add_func("/topology info/a generated map equals the file of the same seed", generated);
  g_test_add_func("/topology info/make table writes between the marks of a README", table_of_a_readme);
  g_test_add_func("/topology info/make table says which maps are absent", table_without_maps);
  g_test_add_func("/topology info/figures of a real map", a_real_map);
  g_test_add_func("/topology info/distances of two real maps", two_real_maps);
  return g_test_run();
}
