#include "tests/program.h"

#include <glib/gstdio.h>
#include <string.h>

#define SMALL "# input clique: 1 2\n1|2|0\n1|3|-1\n2|3|-1\n2|4|-1\n3|4|0\n"
#define GEANT                                                                                                          \
  "<graphml><key id='x' for='node' attr.name='Longitude' attr.type='double'/>"                                         \
  "<key id='y' for='node' attr.name='Latitude' attr.type='double'/>"                                                   \
  "<key id='l' for='node' attr.name='label' attr.type='string'/><graph edgedefault='undirected'>"                      \
  "<node id='0'><data key='x'>2.35</data><data key='y'>48.85</data><data key='l'>Paris</data></node>"                  \
  "<node id='1'><data key='x'>-0.13</data><data key='y'>51.51</data><data key='l'>London</data></node>"                \
  "<node id='2'><data key='x'>13.4</data><data key='y'>52.5</data><data key='l'>Berlin &amp; so</data></node>"         \
  "<edge source='0' target='1'/><edge source='1' target='2'/></graph></graphml>\n"

static gboolean have_gnuplot(void) {
  g_autofree char *path = g_find_program_in_path("gnuplot");
  if (!path) g_test_skip("gnuplot is not installed");
  return path != NULL;
}

static guint count_files(const char *folder) {
  GDir *dir = g_dir_open(folder, 0, NULL);
  guint count = 0;
  while (g_dir_read_name(dir)) count++;
  g_dir_close(dir);
  return count;
}

/* A picture, as bytes (g_free). What is said of it goes to stderr alone. */
static char *plot(const char *folder, const char *arguments, const char *name, gsize *length) {
  g_autofree char *to = g_build_filename(folder, name, NULL),
                  *line = g_strdup_printf("topology plot %s -o %s", arguments, to);
  struct program ran = program_run(line);
  char *bytes;
  g_assert_cmpstr(ran.err, ==, "");
  g_assert_cmpstr(ran.out, ==, "");
  g_assert_cmpint(ran.status, ==, 0);
  g_assert_true(g_file_get_contents(to, &bytes, length, NULL));
  program_clear(&ran);
  return bytes;
}

static void assert_xml(const char *bytes, gsize length) {
  const GMarkupParser nothing = {0};
  GError *error = NULL;
  GMarkupParseContext *context = g_markup_parse_context_new(&nothing, G_MARKUP_DEFAULT_FLAGS, NULL, NULL);
  g_markup_parse_context_parse(context, bytes, (gssize)length, &error);
  g_assert_no_error(error);
  g_markup_parse_context_end_parse(context, &error);
  g_assert_no_error(error);
  g_markup_parse_context_free(context);
}

static void formats(void) {
  if (!have_gnuplot()) return;
  g_autofree char *folder = program_folder(), *map = program_write(folder, "map", SMALL);
  gsize svg_length, png_length, pdf_length;
  g_autofree char *svg = plot(folder, map, "a.svg", &svg_length), *png = plot(folder, map, "a.PNG", &png_length);
  g_autofree char *pdf = plot(folder, map, "a.pdf", &pdf_length);
  assert_xml(svg, svg_length);
  g_assert_nonnull(strstr(svg, "provider to customer  (3)"));
  g_assert_nonnull(strstr(svg, ">map<"));
  g_assert_cmpmem(png, 8, "\x89PNG\r\n\x1a\n", 8);
  g_assert_cmpmem(png + png_length - 8, 4, "IEND", 4);
  g_assert_true(g_str_has_prefix(pdf, "%PDF-"));
  g_assert_nonnull(g_strrstr_len(pdf + pdf_length - 8, 8, "%%EOF"));
  g_assert_cmpuint(count_files(folder), ==, 4);
  program_remove(folder);
}

static void generated(void) {
  if (!have_gnuplot()) return;
  g_autofree char *folder = program_folder();
  gsize length;
  g_autofree char *svg = plot(folder, "--like 2005 --ases 300 --seed 9", "a.svg", &length);
  assert_xml(svg, length);
  g_assert_nonnull(strstr(svg, "An Internet like that of January 2005"));
  g_assert_nonnull(strstr(svg, "300 ASes"));
  g_assert_nonnull(strstr(svg, "seed 9."));
  program_remove(folder);
}

static void data_alone(void) {
  g_autofree char *folder = program_folder(), *map = program_write(folder, "map", SMALL);
  g_autofree char *arguments = g_strdup_printf("%s --title \"One's own\" --rings core", map);
  gsize length;
  g_autofree char *one = plot(folder, arguments, "a.dat", &length), *other = plot(folder, arguments, "b.dat", &length);
  g_assert_true(g_str_has_prefix(one, "# title\n\"One's own\"\n\"4 ASes, 5 links\"\n"));
  g_assert_cmpstr(one, ==, other);
  g_assert_nonnull(strstr(one, "k-core"));
  program_remove(folder);
}

static void standard_input(void) {
  g_autofree char *folder = program_folder(), *to = g_build_filename(folder, "a.dat", NULL);
  g_autofree char *arguments = g_strdup_printf("topology plot - -o %s", to);
  struct program ran = program_feed("1|2|0\\n1|3|-1\\n", arguments);
  g_autofree char *data = program_read(folder, "a.dat");
  g_assert_cmpint(ran.status, ==, 0);
  g_assert_nonnull(strstr(data, "Source: standard input."));
  program_clear(&ran);
  program_remove(folder);
}

static void countries(void) {
  g_autofree char *folder = program_folder(), *map = program_write(folder, "map", SMALL);
  g_autofree char *csv = program_write(folder, "csv", "asn,country\n1,US\n2,DE\n3,JP\n4,FR\n");
  g_autofree char *arguments = g_strdup_printf("%s --countries %s --angle region", map, csv);
  gsize length;
  g_autofree char *data = plot(folder, arguments, "a.dat", &length);
  g_assert_nonnull(strstr(data, "\"Europe  (2)\""));
  g_assert_nonnull(strstr(data, "a sector a region"));
  program_remove(folder);
}

static void inside_of_a_network(void) {
  if (!have_gnuplot()) return;
  g_autofree char *folder = program_folder(), *map = program_write(folder, "zoo.graphml", GEANT);
  g_autofree char *to = g_build_filename(folder, "a.svg", NULL);
  g_autofree char *line = g_strdup_printf("topology plot %s -o %s", map, to);
  struct program ran = program_run(line);
  g_assert_cmpint(ran.status, ==, 0);
  g_autofree char *svg = program_read(folder, "a.svg");
  assert_xml(svg, strlen(svg));
  g_assert_nonnull(strstr(svg, "Berlin &amp; so"));
  g_assert_nonnull(strstr(svg, "3 nodes, 2 links"));
  g_assert_nonnull(strstr(svg, "north up"));
  program_clear(&ran);
  program_remove(folder);
}

static void mistakes(void) {
  program_expect_mistake("topology plot", "topology plot: found no -o FILE, expected one (.svg, .png, .pdf or .dat)");
  program_expect_mistake("topology plot -o map.jpeg",
                         "--output: found 'map.jpeg', expected a name ending in .svg, .png, .pdf or .dat");
  program_expect_mistake("topology plot -o png",
                         "--output: found 'png', expected a name ending in .svg, .png, .pdf or .dat");
  program_expect_mistake("topology plot a b -o a.dat", "topology: found a second file 'b', expected one");
  program_expect_mistake("topology plot map --like 2012 -o a.dat",
                         "topology plot: found 'map' and options of a generated map, expected one of them");
  program_expect_mistake("topology plot --countries a.csv -o a.dat",
                         "topology plot: found --countries, expected a FILE as well");
  program_expect_mistake("topology plot --like 1997 -o a.dat", "--like: found 1997, expected 1998 to 2025");
  program_expect_mistake("topology plot --ases 19 -o a.dat", "--ases: found 19, expected 20 to 1000000");
  program_expect_mistake("topology plot --links -1 -o a.dat", "--links: found -1, expected 0 to 4294967295");
  program_expect_mistake("topology plot /nowhere -o a.dat", "/nowhere: No such file or directory");
}

/* Mistakes that show when the map is there. */
static void late_mistakes(void) {
  static const char *const mistake[][2] = {
      {"--rings square", "--rings: found 'square', expected cone, core, hops or places"},
      {"--rings places", "--rings places: found a map without coordinates, expected some"},
      {"--angle right", "--angle: found 'right', expected links, region or longitude"},
      {"--angle region", "--angle region: found a map without, expected one that knows them"},
      {"--angle longitude", "--angle longitude: found a map without, expected one that knows them"}};
  g_autofree char *folder = program_folder(), *map = program_write(folder, "map", SMALL);
  for (gsize i = 0; i < G_N_ELEMENTS(mistake); i++) {
    g_autofree char *line = g_strdup_printf("topology plot %s -o %s/a.png %s", map, folder, mistake[i][0]);
    program_expect_mistake(line, mistake[i][1]);
  }
  g_assert_cmpuint(count_files(folder), ==, 1);
  program_remove(folder);
}

static void without_gnuplot(void) {
  g_autofree char *folder = program_folder(), *path = g_strdup(g_getenv("PATH"));
  g_autofree char *line = g_strdup_printf("topology plot --ases 20 -o %s/a.png", folder);
  g_autofree char *data = g_strdup_printf("topology plot --ases 20 -o %s/a.dat", folder);
  g_setenv("PATH", "/nowhere", TRUE);
  program_expect_mistake(line, "topology plot: gnuplot is not installed, expected it in PATH (or -o FILE.dat)");
  g_assert_cmpuint(count_files(folder), ==, 0);
  struct program ran = program_run(data);
  g_assert_cmpint(ran.status, ==, 0);
  program_clear(&ran);
  g_setenv("PATH", path, TRUE);
  program_remove(folder);
}

/* Another gnuplot, which fails after a word. */
static void broken_gnuplot(void) {
  g_autofree char *folder = program_folder(), *path = g_strdup(g_getenv("PATH"));
  g_autofree char *other = program_write(folder, "gnuplot", "#!/bin/sh\necho half\nexit 3\n");
  g_autofree char *line = g_strdup_printf("topology plot --ases 20 -o %s/a.png", folder);
  g_autofree char *expected = g_strdup_printf("topology plot: gnuplot could not draw %s/a.png", folder);
  g_assert_cmpint(g_chmod(other, 0755), ==, 0);
  g_setenv("PATH", folder, TRUE);
  program_expect_mistake(line, expected);
  g_setenv("PATH", path, TRUE);
  g_assert_cmpuint(count_files(folder), ==, 1);
  program_remove(folder);
}

/* Where nothing can be written, and what stood there before stays when something goes wrong. */
static void nothing_half_written(void) {
  g_autofree char *folder = program_folder(), *old = program_write(folder, "old.png", "as it was");
  g_autofree char *broken = program_write(folder, "broken", "1|2|0\n1|x|0\n");
  g_autofree char *line = g_strdup_printf("topology plot %s -o %s", broken, old);
  struct program ran = program_run(line), nowhere = program_run("topology plot --ases 20 -o /proc/self/a.png");
  g_autofree char *text = program_read(folder, "old.png");
  g_assert_cmpint(ran.status, ==, 2);
  g_assert_nonnull(strstr(ran.err, "broken:2: "));
  g_assert_cmpstr(text, ==, "as it was");
  g_assert_cmpuint(count_files(folder), ==, 2);
  g_assert_cmpint(nowhere.status, ==, 2);
  g_assert_true(g_str_has_prefix(nowhere.err, "faultline: /proc/self"));
  g_assert_true(strchr(nowhere.err, '\n') == nowhere.err + strlen(nowhere.err) - 1);
  program_clear(&ran);
  program_clear(&nowhere);
  program_remove(folder);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/command/topology plot/svg, png and pdf are what they say", formats);
  g_test_add_func("/command/topology plot/a generated map", generated);
  g_test_add_func("/command/topology plot/the data alone", data_alone);
  g_test_add_func("/command/topology plot/a map from standard input", standard_input);
  g_test_add_func("/command/topology plot/countries beside the map", countries);
  g_test_add_func("/command/topology plot/the inside of one network", inside_of_a_network);
  g_test_add_func("/command/topology plot/mistakes, one line each", mistakes);
  g_test_add_func("/command/topology plot/mistakes that the map shows", late_mistakes);
  g_test_add_func("/command/topology plot/without gnuplot", without_gnuplot);
  g_test_add_func("/command/topology plot/with a gnuplot that fails", broken_gnuplot);
  g_test_add_func("/command/topology plot/nothing is half written", nothing_half_written);
  return g_test_run();
}
