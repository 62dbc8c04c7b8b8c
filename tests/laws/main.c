/* The laws in full, for `make laws` (laws.sh).
 *
 *   main list                  their names
 *   main run NAME FOLDER       runs one; leaves NAME.csv, NAME.svg, NAME.png, its section of the page (NAME.md) and its
 *                              line in the list at the top (NAME.line) in FOLDER
 *
 * The exit status is 1 when a claim fails, 2 for a mistake. Nothing that is written depends on the machine. */
#include "scenarios/run/gnuplot.h"
#include "tests/laws/law.h"

#include <stdio.h>
#include <string.h>

enum { ROWS_SHOWN = 40 };

static guint claims_held(const struct law_run *run) {
  guint held = 0;
  for (guint i = 0; i < run->claims->len; i++) held += ((const struct law_claim *)run->claims->pdata[i])->holds;
  return held;
}

/* Text for a cell of a table. */
static void cell_append(GString *page, const char *text) {
  for (const char *c = text; *c; c++) g_string_append_printf(page, *c == '|' ? "\\|" : "%c", *c);
}

static void row_append(GString *page, const char *line) {
  g_auto(GStrv) cell = g_strsplit(line, ",", -1);
  g_autofree char *joined = g_strjoinv(" | ", cell);
  g_string_append_printf(page, "| %s |\n", joined);
}

/* The rows themselves, folded away; many of them are left to the file. */
static void rows_append(GString *page, const char *name, const char *rows) {
  g_auto(GStrv) line = g_strsplit(rows, "\n", -1);
  guint lines = g_strv_length(line) - 1;
  if (lines < 2) return;
  if (lines - 1 > ROWS_SHOWN) {
    g_string_append_printf(page, "\nMeasured: %u rows in [%s.csv](%s.csv).\n", lines - 1, name, name);
    return;
  }
  g_string_append_printf(page, "\n<details><summary>Measured: %s.csv</summary>\n\n", name);
  row_append(page, line[0]);
  for (const char *c = line[0]; c; c = strchr(c + 1, ',')) g_string_append(page, "|---");
  g_string_append(page, "|\n");
  for (guint i = 1; i < lines; i++) row_append(page, line[i]);
  g_string_append(page, "\n</details>\n");
}

static GString *section(const struct law *law, const struct law_run *run, bool drawn) {
  GString *page = g_string_new(NULL);
  g_string_append_printf(page, "\n## %s\n\n%s\n\nSource: %s.\n\n| | found, and expected |\n|---|---|\n", law->title,
                         law->text, law->source);
  for (guint i = 0; i < run->claims->len; i++) {
    const struct law_claim *claim = run->claims->pdata[i];
    g_string_append_printf(page, "| %s | ", claim->holds ? "✓" : "✗");
    cell_append(page, claim->text);
    g_string_append(page, " |\n");
  }
  if (drawn) g_string_append_printf(page, "\n![%s](%s.svg)\n", law->title, law->name);
  rows_append(page, law->name, run->rows->str);
  return page;
}

static bool put(const char *folder, const char *name, const char *extension, const char *text) {
  g_autofree char *path = g_strdup_printf("%s/%s%s", folder, name, extension);
  g_autoptr(GError) error = NULL;
  if (g_file_set_contents(path, text, -1, &error)) return true;
  fprintf(stderr, "laws: %s\n", error->message);
  return false;
}

/* A law that has no NAME.gp has no picture, which is no mistake. */
static bool draw(const char *folder, const char *name, bool *drawn) {
  g_autofree char *script = g_strdup_printf("%s/tests/laws/%s.gp", FAULTLINE_SOURCE_DIR, name);
  g_autofree char *table = g_strdup_printf("%s/%s.csv", folder, name);
  g_autofree char *gnuplot = gnuplot_find();
  static const char *const kind[] = {"svg", "png"};
  *drawn = g_file_test(script, G_FILE_TEST_EXISTS);
  for (gsize i = 0; *drawn && i < G_N_ELEMENTS(kind); i++) {
    g_autofree char *picture = g_strdup_printf("%s/%s.%s", folder, name, kind[i]);
    const char *const arguments[] = {table, picture, kind[i], NULL};
    if (gnuplot && gnuplot_run(gnuplot, script, arguments, -1, -1)) continue;
    fprintf(stderr, gnuplot ? "laws: %s could not be drawn\n" : "laws: %s needs gnuplot\n", picture);
    return false;
  }
  return true;
}

static int run_law(const struct law *law, const char *folder) {
  struct law_run *run = law_perform(law, true);
  bool drawn, done = put(folder, law->name, ".csv", run->rows->str) && draw(folder, law->name, &drawn);
  guint held = claims_held(run), all = run->claims->len;
  if (done) {
    GString *page = section(law, run, drawn);
    g_autofree char *line = g_strdup_printf("| %s | %s | %u of %u |\n", held == all ? "✓" : "✗", law->title, held,
                                            all);
    done = put(folder, law->name, ".md", page->str) && put(folder, law->name, ".line", line);
    g_string_free(page, TRUE);
  }
  printf("%s: %u of %u claims hold\n", law->name, held, all);
  for (guint i = 0; i < all; i++) {
    const struct law_claim *claim = run->claims->pdata[i];
    if (!claim->holds) printf("%s: FAILS: %s\n", law->name, claim->text);
  }
  law_run_free(run);
  if (!done) return 2;
  return held == all ? 0 : 1;
}

int main(int argc, char **argv) {
  if (argc == 2 && strcmp(argv[1], "list") == 0) {
    for (size_t i = 0; i < law_count; i++) puts(laws[i]->name);
    return 0;
  }
  for (size_t i = 0; argc == 4 && strcmp(argv[1], "run") == 0 && i < law_count; i++)
    if (strcmp(argv[2], laws[i]->name) == 0) return run_law(laws[i], argv[3]);
  fprintf(stderr, "laws: expected 'list' or 'run NAME FOLDER' with a name of that list\n");
  return 2;
}
