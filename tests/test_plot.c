#include "scenarios/run/plot.h"

#include "tests/cells.h"
#include "tests/program.h"

#include <glib/gstdio.h>
#include <string.h>

#define SCRIPTS FAULTLINE_SOURCE_DIR "/analysis/plots"

static void take(struct results *results, const char *variant, const char *strategy, struct cells_story story) {
  uint32_t index = results_declare(results, variant, strategy, 1, false);
  results_take(results, index, cells_measures(&story), NULL);
}

static struct results *some_results(void) {
  struct results *results = results_new("made-up", NULL, 0);
  take(results, "flags & more", "a", (struct cells_story){.resets = 40, .crashes = 2, .lost = 4});
  take(results, "flags & more", "b", (struct cells_story){.resets = 4, .lost = 2});
  take(results, "plain", "a", (struct cells_story){.resets = 0});
  take(results, "plain", "b", (struct cells_story){.resets = 0});
  results_point(results, "a to b", 0, 0);
  results_point(results, "a to b", 1, 1);
  return results;
}

static char *read_file(const char *directory, const char *name, gsize *length) {
  char *path = g_build_filename(directory, name, NULL), *text = NULL;
  g_file_get_contents(path, &text, length, NULL);
  g_free(path);
  return text;
}

static void check_picture(const char *directory, const char *name) {
  gsize length = 0;
  char *svg_name = g_strconcat(name, ".svg", NULL), *png_name = g_strconcat(name, ".png", NULL);
  char *svg = read_file(directory, svg_name, &length);
  g_assert_true(svg && g_str_has_prefix(svg, "<?xml"));
  g_assert_nonnull(strstr(svg, "</svg>"));
  g_assert_nonnull(strstr(svg, "made-up"));
  char *png = read_file(directory, png_name, &length);
  g_assert_true(png && memcmp(png, "\x89PNG", 4) == 0);
  g_assert_cmpuint(length, >, 5000);
  g_free(svg);
  g_free(png);
  g_free(svg_name);
  g_free(png_name);
}

static GPtrArray *draw_in(const char *directory, const char *scripts, char **note) {
  GError *error = NULL;
  struct results *results = some_results();
  struct output *output = output_new(directory, &error);
  GPtrArray *plots = plot_draw(results, output, scripts, note, &error);
  g_assert_no_error(error);
  output_free(output);
  results_free(results);
  return plots;
}

static void check_data(const char *directory) {
  static const char *const data[] = {"plots/timeline-flags---more.dat", "plots/timeline-plain.dat", "plots/bars.dat",
                                     "plots/reproduction.dat", "plots/adoption.dat"};
  for (gsize i = 0; i < G_N_ELEMENTS(data); i++) {
    char *text = read_file(directory, data[i], NULL);
    g_assert_nonnull(text);
    g_free(text);
  }
}

static void test_pictures(void) {
  static const char *const expected[] = {"timeline-flags---more", "timeline-plain", "bars", "reproduction", "adoption"};
  char *gnuplot = g_find_program_in_path("gnuplot"), *note;
  if (!gnuplot) {
    g_test_skip("gnuplot is not installed");
    return;
  }
  g_free(gnuplot);
  char *directory = g_dir_make_tmp("plot-XXXXXX", NULL);
  GPtrArray *plots = draw_in(directory, SCRIPTS, &note);
  g_assert_null(note);
  g_assert_cmpuint(plots->len, ==, G_N_ELEMENTS(expected));
  for (guint i = 0; i < plots->len; i++) {
    const struct report_plot *plot = plots->pdata[i];
    g_assert_cmpstr(plot->name, ==, expected[i]);
    check_picture(directory, plot->name);
  }
  check_data(directory);
  g_ptr_array_unref(plots);
  program_remove(directory);
  g_free(directory);
}

static void test_without(void) {
  char *note, *path = g_strdup(g_getenv("PATH")), *directory = g_dir_make_tmp("plot-XXXXXX", NULL);
  g_setenv("PATH", "/nonexistent", TRUE);
  GPtrArray *plots = draw_in(directory, SCRIPTS, &note);
  g_setenv("PATH", path, TRUE);
  g_assert_cmpuint(plots->len, ==, 0);
  g_assert_nonnull(strstr(note, "gnuplot is not installed"));
  check_data(directory);
  g_ptr_array_unref(plots);
  program_remove(directory);
  g_free(directory);
  g_free(note);
  g_free(path);
}

/* A program of that name that fails: no picture, no rest of one. */
static void test_failing(void) {
  char *note, *path = g_strdup(g_getenv("PATH")), *directory = g_dir_make_tmp("plot-XXXXXX", NULL);
  char *bin = g_dir_make_tmp("plot-XXXXXX", NULL), *program = g_build_filename(bin, "gnuplot", NULL);
  g_assert_true(g_file_set_contents(program, "#!/bin/sh\necho half\nexit 1\n", -1, NULL));
  g_chmod(program, 0755);
  g_setenv("PATH", bin, TRUE);
  GPtrArray *plots = draw_in(directory, SCRIPTS, &note);
  g_setenv("PATH", path, TRUE);
  g_assert_cmpuint(plots->len, ==, 0);
  g_assert_nonnull(strstr(note, "could not draw timeline-flags---more.svg"));
  char *svg = read_file(directory, "bars.svg", NULL);
  g_assert_null(svg);
  check_data(directory);
  g_ptr_array_unref(plots);
  program_remove(directory);
  program_remove(bin);
  g_free(directory);
  g_free(program);
  g_free(bin);
  g_free(note);
  g_free(path);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/plot/every picture is drawn twice, its data stay", test_pictures);
  g_test_add_func("/plot/without gnuplot there is a word and the data", test_without);
  g_test_add_func("/plot/when gnuplot fails nothing is left of its picture", test_failing);
  return g_test_run();
}
