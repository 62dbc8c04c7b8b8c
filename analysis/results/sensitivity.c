#include "analysis/results/sensitivity.h"

#include "analysis/report/sheet.h"

#include <math.h>
#include <string.h>

#define SENSITIVITY_DRAWN 16 /* parameters in the picture */

static const char *const turn_name[SENSITIVITY_TURNS] = {"halved", "doubled"};

static const struct shown {
  enum figure figure;
  const char *head;
} shown[] = {{FIGURE_UNREACHABLE_PREFIX_MINUTES, "lost prefix-\nminutes"},
             {FIGURE_PEAK_UNREACHABLE, "peak\nunreachable"},
             {FIGURE_CARD_CRASHES, "card\ncrashes"},
             {FIGURE_SESSION_RESETS, "session\nresets"},
             {FIGURE_FOCUS_RECOVERY_S, "focus\nrecovery"}};

static void row_free(void *pointer) {
  struct sensitivity_row *row = pointer;
  for (int t = 0; t < SENSITIVITY_TURNS; t++) {
    g_free(row->turn[t].value);
    g_free(row->turn[t].note);
  }
  g_free(row->name);
  g_free(row->source);
  g_free(row->value);
  g_free(row);
}

struct sensitivity *sensitivity_new(const char *scenario, const char *variant, const char *strategy, uint64_t seed) {
  struct sensitivity *sensitivity = g_new0(struct sensitivity, 1);
  sensitivity->scenario = g_strdup(scenario);
  sensitivity->variant = g_strdup(variant);
  sensitivity->strategy = g_strdup(strategy);
  sensitivity->seed = seed;
  sensitivity->row = g_ptr_array_new_with_free_func(row_free);
  return sensitivity;
}

void sensitivity_free(struct sensitivity *sensitivity) {
  if (!sensitivity) return;
  g_free(sensitivity->scenario);
  g_free(sensitivity->variant);
  g_free(sensitivity->strategy);
  g_ptr_array_free(sensitivity->row, TRUE);
  g_free(sensitivity);
}

struct sensitivity_row *sensitivity_add(struct sensitivity *sensitivity, const char *name, const char *source,
                                        const char *value) {
  struct sensitivity_row *row = g_new0(struct sensitivity_row, 1);
  row->name = g_strdup(name);
  row->source = g_strdup(source);
  row->value = g_strdup(value);
  g_ptr_array_add(sensitivity->row, row);
  return row;
}

/* --- the file --- */

static void write_line(struct sheet *sheet, const struct sensitivity *sensitivity, const struct sensitivity_row *row,
                       int turn) {
  const struct sensitivity_turn *of = row ? &row->turn[turn] : NULL;
  const struct figures *figures = of ? &of->figures : &sensitivity->base;
  sheet_text(sheet, sensitivity->scenario);
  sheet_text(sheet, sensitivity->variant);
  sheet_text(sheet, sensitivity->strategy);
  sheet_count(sheet, sensitivity->seed);
  sheet_text(sheet, row ? row->name : NULL);
  sheet_text(sheet, row ? row->source : NULL);
  sheet_text(sheet, row ? row->value : NULL);
  sheet_text(sheet, row ? turn_name[turn] : "none");
  sheet_text(sheet, of ? of->value : NULL);
  sheet_text(sheet, of ? of->note : NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(shown); i++) {
    enum figure f = shown[i].figure;
    sheet_figure(sheet, f, of && !of->done ? NAN : figures->value[f], figures->censored[f]);
  }
  sheet_end(sheet);
}

void sensitivity_write(const struct sensitivity *sensitivity, FILE *file) {
  static const char *const columns[] = {"scenario", "variant", "strategy", "seed",          "parameter",
                                        "source",   "value",   "change",   "changed_value", "note"};
  struct sheet sheet = {.file = file};
  for (size_t i = 0; i < G_N_ELEMENTS(columns); i++) sheet_text(&sheet, columns[i]);
  for (size_t i = 0; i < G_N_ELEMENTS(shown); i++) sheet_text(&sheet, figures_name(shown[i].figure));
  sheet_end(&sheet);
  write_line(&sheet, sensitivity, NULL, 0);
  for (guint r = 0; r < sensitivity->row->len; r++)
    for (int t = 0; t < SENSITIVITY_TURNS; t++) write_line(&sheet, sensitivity, sensitivity->row->pdata[r], t);
}

/* --- by effect --- */

/* By how much of its base a figure moves; 0 where nothing can be said. */
static double moved(const struct sensitivity *sensitivity, const struct sensitivity_turn *turn, enum figure figure) {
  double base = sensitivity->base.value[figure], value = turn->figures.value[figure];
  if (!turn->done || isnan(base) || isnan(value) || base == value) return 0;
  return base > 0 ? (value - base) / base : INFINITY;
}

static double span(const struct sensitivity *sensitivity, const struct sensitivity_row *row, enum figure figure) {
  double most = 0;
  for (int t = 0; t < SENSITIVITY_TURNS; t++) most = fmax(most, fabs(moved(sensitivity, &row->turn[t], figure)));
  return most;
}

static bool matters(const struct sensitivity *sensitivity, const struct sensitivity_row *row) {
  for (size_t i = 0; i < G_N_ELEMENTS(shown); i++)
    if (span(sensitivity, row, shown[i].figure) > 0) return true;
  return false;
}

struct ranked {
  const struct sensitivity_row *row;
  double span;
  guint place;
};

static int ranked_compare(const void *left, const void *right) {
  const struct ranked *a = left, *b = right;
  if (a->span != b->span) return a->span > b->span ? -1 : 1;
  return a->place < b->place ? -1 : a->place > b->place;
}

/* The rows that matter, greatest effect on the lost prefix-minutes first. */
static GArray *by_effect(const struct sensitivity *sensitivity) {
  GArray *rows = g_array_new(FALSE, FALSE, sizeof(struct ranked));
  for (guint i = 0; i < sensitivity->row->len; i++) {
    struct ranked ranked = {.row = sensitivity->row->pdata[i], .place = i};
    if (!matters(sensitivity, ranked.row)) continue;
    ranked.span = span(sensitivity, ranked.row, FIGURE_UNREACHABLE_PREFIX_MINUTES);
    g_array_append_val(rows, ranked);
  }
  g_array_sort(rows, ranked_compare);
  return rows;
}

/* --- the picture --- */

bool sensitivity_has_chart(const struct sensitivity *sensitivity) {
  GArray *rows = by_effect(sensitivity);
  bool any = rows->len > 0;
  g_array_free(rows, TRUE);
  return any;
}

static void write_bar(const struct sensitivity *sensitivity, const struct sensitivity_row *row, guint place,
                      FILE *file) {
  fprintf(file, "%u \"%s = %s\"", place, row->name, row->value);
  for (size_t i = 0; i < G_N_ELEMENTS(shown); i++)
    for (int t = 0; t < SENSITIVITY_TURNS; t++) {
      double percent = 100 * moved(sensitivity, &row->turn[t], shown[i].figure);
      char text[FIGURES_TEXT];
      sheet_format(text, isinf(percent) ? NAN : percent, 4);
      fprintf(file, " %s", *text ? text : "NaN");
    }
  fputc('\n', file);
}

void sensitivity_write_chart(const struct sensitivity *sensitivity, FILE *file) {
  GArray *rows = by_effect(sensitivity);
  guint drawn = MIN(rows->len, SENSITIVITY_DRAWN);
  fputs("# place, name; percent by which it moves when halved, when doubled: lost prefix-minutes, peak, card crashes, "
        "session resets, focus recovery\n",
        file);
  for (guint i = 0; i < drawn; i++) write_bar(sensitivity, g_array_index(rows, struct ranked, i).row, drawn - i, file);
  g_array_free(rows, TRUE);
}

/* --- the report --- */

static char *figure_words(const struct sensitivity_turn *turn, enum figure figure) {
  char text[FIGURES_TEXT] = "-";
  if (turn->done) figures_say(text, figure, turn->figures.value[figure], turn->figures.censored[figure]);
  return g_strdup(text);
}

static char *cell_words(const struct sensitivity_row *row, enum figure figure) {
  char *halved = figure_words(&row->turn[SENSITIVITY_HALVED], figure);
  char *doubled = figure_words(&row->turn[SENSITIVITY_DOUBLED], figure);
  char *words = g_strdup_printf("%s\n%s", halved, doubled);
  g_free(halved);
  g_free(doubled);
  return words;
}

static void put_cell(struct page_grid *grid, char *words) {
  page_grid_cell(grid, words);
  g_free(words);
}

static const char *turned_words(const struct sensitivity_turn *turn) { return turn->value ? turn->value : "-"; }

static void put_row(struct page_grid *grid, const struct sensitivity_row *row) {
  page_grid_row(grid);
  put_cell(grid, g_strdup_printf("%s\n%s, %s", row->name, row->value, row->source));
  put_cell(grid, g_strdup_printf("%s\n%s", turned_words(&row->turn[SENSITIVITY_HALVED]),
                                 turned_words(&row->turn[SENSITIVITY_DOUBLED])));
  for (size_t i = 0; i < G_N_ELEMENTS(shown); i++) put_cell(grid, cell_words(row, shown[i].figure));
}

static void put_base(struct page_grid *grid, const struct sensitivity *sensitivity) {
  page_grid_row(grid);
  page_grid_cell(grid, "parameter");
  page_grid_cell(grid, "halved,\ndoubled");
  for (size_t i = 0; i < G_N_ELEMENTS(shown); i++) page_grid_cell(grid, shown[i].head);
  page_grid_row(grid);
  page_grid_cell(grid, "as it is");
  page_grid_cell(grid, "");
  for (size_t i = 0; i < G_N_ELEMENTS(shown); i++) {
    char text[FIGURES_TEXT];
    enum figure f = shown[i].figure;
    figures_say(text, f, sensitivity->base.value[f], sensitivity->base.censored[f]);
    page_grid_cell(grid, text);
  }
}

static void put_indifferent(struct page *page, const struct sensitivity *sensitivity) {
  GString *names = g_string_new(NULL);
  for (guint i = 0; i < sensitivity->row->len; i++) {
    const struct sensitivity_row *row = sensitivity->row->pdata[i];
    if (!matters(sensitivity, row)) g_string_append_printf(names, "%s%s", names->len ? ", " : "", row->name);
  }
  char *text = g_strdup_printf("No effect, or none that could be tried (sensitivity.csv says why): %s.", names->str);
  if (names->len) page_paragraph(page, text);
  g_free(text);
  g_string_free(names, TRUE);
}

void sensitivity_put(struct page *page, const struct sensitivity *sensitivity, const char *picture) {
  GArray *rows = by_effect(sensitivity);
  struct page_grid *grid = page_grid_new(false);
  char *text = g_strdup_printf(
      "Variant %s, strategy %s, seed %" G_GUINT64_FORMAT
      ": what is fitted or assumed is halved and doubled, one parameter at a time. Above in a "
      "cell what comes of half the value, below of the double. One seed: small differences are "
      "chance.",
      sensitivity->variant, sensitivity->strategy, sensitivity->seed);
  page_heading(page, 2, "Sensitivity");
  page_paragraph(page, text);
  put_base(grid, sensitivity);
  for (guint i = 0; i < rows->len; i++) put_row(grid, g_array_index(rows, struct ranked, i).row);
  page_grid_write(page, grid);
  put_indifferent(page, sensitivity);
  if (picture) page_picture(page, picture, "How far figures move when a parameter is halved or doubled");
  g_array_free(rows, TRUE);
  g_free(text);
}
