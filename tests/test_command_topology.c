#include "tests/program.h"

#include <glib/gstdio.h>
#include <string.h>

static struct program run(const char *arguments) {
  g_autofree char *topology = g_strdup_printf("topology %s", arguments);
  return program_run(topology);
}

static void fine(struct program *ran) {
  g_assert_cmpstr(ran->err, ==, "");
  g_assert_cmpint(ran->status, ==, 0);
}

static void mistakes(void) {
  static const char *const cases[][2] = {
      {"", "faultline: topology: found no action, expected info, generate, convert, extract or plot\n"},
      {"draw", "faultline: topology: found 'draw', expected info, generate, convert, extract or plot\n"},
      {"info --format xml", "faultline: --format: found 'xml', expected text or csv\n"},
      {"info one two", "faultline: topology: found a second file 'two', expected one\n"},
      {"info /nowhere", "faultline: /nowhere: No such file or directory\n"},
      {"generate --ases 19", "faultline: --ases: found 19, expected 20 to 1000000\n"},
      {"convert", "faultline: topology: found no file, expected one (- for standard input)\n"},
      {"convert --to dot x", "faultline: --to: found 'dot', expected as-rel or graphml\n"},
      {"generate --to svg", "faultline: --to: found 'svg', expected as-rel or graphml\n"},
      {"extract", "faultline: topology extract: found neither --cone nor --around, expected --cone AS or --around AS "
                  "--hops N\n"},
      {"extract --cone 1 --around 2", "faultline: topology extract: found --cone and --around, expected --cone AS or "
                                      "--around AS --hops N\n"},
      {"extract --around 3356", "faultline: --around: found no --hops, expected --hops N\n"},
      {"extract --around 3356 --hops 0", "faultline: --hops: found 0, expected 1 or more\n"},
      {"extract --cone 3356 --hops 1", "faultline: --hops: found with --cone, expected with --around\n"},
      {"extract --cone AS4294967295", "faultline: --cone: AS4294967295 is not on the map\n"},
      {"extract --cone Level3", "faultline: --cone: 'Level3' is no AS number, expected 1 to 4294967295\n"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    struct program ran = run(cases[i][0]);
    g_assert_cmpstr(ran.err, ==, cases[i][1]);
    g_assert_cmpstr(ran.out, ==, "");
    g_assert_cmpint(ran.status, ==, 2);
    program_clear(&ran);
  }
}

static void generate_convert_info(void) {
  GError *error = NULL;
  g_autofree char *folder = g_dir_make_tmp("topology-XXXXXX", NULL), *kept = NULL;
  g_autofree char *first = g_strdup_printf("generate --ases 300 --seed 4 --output %s/map", folder);
  g_autofree char *second = g_strdup_printf("convert %s/map", folder),
                  *third = g_strdup_printf("info -f csv %s/map", folder);
  g_autofree char *path = g_strdup_printf("%s/map", folder);
  struct program generated = run(first), converted = run(second), described = run(third);
  g_assert_cmpint(generated.status, ==, 0); /* it has a note, see below */
  fine(&converted);
  fine(&described);
  g_file_get_contents(path, &kept, NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(kept, ==, converted.out);
  g_assert_nonnull(strstr(described.out, "\nases,,,,300\n"));
  g_assert_null(strstr(described.out, "\nprefixes,"));
  g_assert_cmpint(g_remove(path), ==, 0);
  g_assert_cmpint(g_rmdir(folder), ==, 0); /* nothing else was left in it */
  program_clear(&generated);
  program_clear(&converted);
  program_clear(&described);
}

/* Runs `arguments`, in which %s is a folder of ours; the note and what else is on stderr. */
static void notes(const char *folder, const char *arguments, const char *expected) {
  g_auto(GStrv) parts = g_strsplit(arguments, "%s", 0), expected_parts = g_strsplit(expected, "%s", 0);
  g_autofree char *line = g_strjoinv(folder, parts), *wanted = g_strjoinv(folder, expected_parts);
  struct program ran = run(line);
  g_assert_cmpstr(ran.err, ==, wanted);
  g_assert_cmpint(ran.status, ==, 0);
  program_clear(&ran);
}

static void same_file(const char *folder, const char *one, const char *other) {
  g_autofree char *text = program_read(folder, one), *other_text = program_read(folder, other);
  g_assert_cmpstr(text, ==, other_text);
}

static void formats(void) {
  static const char note[] =
      "faultline: note: as-rel has no names, regions, countries, coordinates, prefixes, addresses: lost "
      "(--to graphml keeps them)\n";
  g_autofree char *folder = program_folder();
  notes(folder, "generate --ases 600 -o %s/map.graphml", "");
  notes(folder, "convert %s/map.graphml -o %s/again --to graphml", "");
  notes(folder, "generate --ases 600 -o %s/map", note);
  notes(folder, "convert %s/map.graphml -o %s/from-graphml", note);
  notes(folder, "convert %s/from-graphml --to as-rel -o %s/odd.graphml", "");
  same_file(folder, "map.graphml", "again");
  same_file(folder, "map", "from-graphml");
  same_file(folder, "map", "odd.graphml");
  program_remove(folder);
}

static const char inside[] = "<graphml><key id='l' for='node' attr.name='label'/><graph>"
                             "<node id='a'><data key='l'>Ulm</data></node><node id='b'/><node id='c'/>"
                             "<edge source='a' target='b'/><edge source='b' target='a'/></graph></graphml>";

static void inside_of_a_network(void) {
  g_autofree char *folder = program_folder(), *path = program_write(folder, "zoo", inside);
  g_autofree char *routes = g_strdup_printf("routes --topology %s --announce 4200000001=192.0.2.0/24", path);
  notes(
      folder, "convert %s/zoo -o %s/map",
      "faultline: note: %s/zoo: 3 nodes numbered from AS4200000000 on; 1 repeated link counted once; 1 node without a "
      "link left out; 2 edges without a relation taken for sibling links\n"
      "faultline: note: as-rel has no names: lost (--to graphml keeps them)\n");
  struct program ran = program_run(routes);
  g_assert_nonnull(strstr(ran.out, "4200000000,4200000000,192.0.2.0/24,4200000001,"));
  g_assert_true(g_str_has_prefix(ran.err, "faultline: note: "));
  g_assert_cmpint(ran.status, ==, 0);
  program_clear(&ran);
  program_remove(folder);
}

static void extract(void) {
  g_autofree char *folder = program_folder();
  g_free(program_write(folder, "map", "# input clique: 1 2\n1|2|0\n1|3|-1\n2|3|-1\n3|4|-1\n3|5|0\n"));
  notes(
      folder, "extract --cone AS3 %s/map -o %s/cone",
      "faultline: note: left out 3 of 5 ASes and 4 of 5 links; cut at the border: 2 to providers, 0 to customers, 1 to "
      "peers, 0 to siblings\n"
      "faultline: note: inside, 1 lost all providers and 0 the way to the clique; of the clique none is left, "
      "a new one of 1 was inferred\n");
  notes(
      folder, "extract --around 1 --hops 1 %s/map -o %s/around",
      "faultline: note: left out 2 of 5 ASes and 2 of 5 links; cut at the border: 0 to providers, 1 to customers, 1 to "
      "peers, 0 to siblings\n"
      "faultline: note: inside, 0 lost all providers and 0 the way to the clique; of the clique 2 of 2 are left\n");
  g_autofree char *cone = program_read(folder, "cone");
  g_assert_nonnull(strstr(cone, "\n# input clique: 3\n3|4|-1\n"));
  program_remove(folder);
}

/* One line, exit status 2, and nothing left behind, whatever the file. */
static void unreadable(void) {
  static const char *const text[] = {"",
                                     "<",
                                     "<graphml>",
                                     ("\x7f"
                                      "ELF"),
                                     "A -> B",
                                     "1 @A -> <2>",
                                     "\xff\xfe<"};
  for (size_t i = 0; i < G_N_ELEMENTS(text); i++) {
    g_autofree char *folder = program_folder(), *path = program_write(folder, "map", text[i]);
    g_autofree char *line = g_strdup_printf("convert %s -o %s/out", path, folder),
                    *out = g_build_filename(folder, "out", NULL);
    struct program ran = run(line);
    g_autofree char *begin = g_strdup_printf("faultline: %s:", path);
    g_assert_true(g_str_has_prefix(ran.err, begin));
    g_assert_cmpint(strchr(ran.err, '\n') - ran.err + 1, ==, (gssize)strlen(ran.err));
    g_assert_cmpint(ran.status, ==, 2);
    g_assert_false(g_file_test(out, G_FILE_TEST_EXISTS));
    program_clear(&ran);
    program_remove(folder);
  }
}

static void endless_input(void) {
  if (!g_test_slow()) return g_test_skip("takes a second; -m slow");
  program_expect_mistake("topology info /dev/zero", "/dev/zero: found more than 1073741824 bytes once decompressed");
}

static void default_map(void) {
  struct program described = run("info --format csv");
  fine(&described);
  g_assert_nonnull(strstr(described.out, "\nases,,,,5000\n"));
  g_assert_nonnull(strstr(described.out, "\ncut_off_ases,,,,0\n"));
  g_assert_nonnull(strstr(described.out, ",3356,Level 3,"));
  program_clear(&described);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/topology/mistakes are one line and status 2", mistakes);
  g_test_add_func("/topology/a generated map converts to itself and is described", generate_convert_info);
  g_test_add_func("/topology/the default map has 5000 ASes that all reach the clique", default_map);
  g_test_add_func("/topology/GraphML brings a map back, as-rel says what it loses", formats);
  g_test_add_func("/topology/the inside of a network is read, with a note, and routes run on it", inside_of_a_network);
  g_test_add_func("/topology/extract says what it cuts", extract);
  g_test_add_func("/topology/a file that cannot be read is one line and status 2", unreadable);
  g_test_add_func("/topology/an input without end has one", endless_input);
  return g_test_run();
}
