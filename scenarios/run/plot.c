/* plot.c: gnuplot writes to its standard output, which is the temporary file of an output: so pictures are whole
 * or absent like every other file, and gnuplot never sees a name that it could leave behind. */
#include "scenarios/run/plot.h"

#include "analysis/report/chart.h"
#include "scenarios/run/gnuplot.h"

#include <string.h>

struct drawing {
  const struct compare *compare;
  struct output *output;
  const char *scripts;
  char *gnuplot; /* NULL: not installed */
  char *note;
  GPtrArray *plots;
};

struct picture {
  const char *script;
  char *name, *caption;
  uint32_t variant; /* of a timeline */
};

static void plot_free(void *pointer) {
  struct report_plot *plot = pointer;
  g_free(plot->name);
  g_free(plot->caption);
  g_free(plot);
}

static void note(struct drawing *drawing, const char *format, const char *what) {
  if (!drawing->note) drawing->note = g_strdup_printf(format, what);
}

/* FALSE only when the file cannot be written; when gnuplot fails there is no file, a note, and nothing *drawn. */
static gboolean draw_as(struct drawing *drawing, const struct picture *picture, const char *terminal, gboolean *drawn,
                        GError **error) {
  char *file_name = g_strdup_printf("%s.%s", picture->name, terminal);
  char *script = g_build_filename(drawing->scripts, picture->script, NULL);
  char *data = g_strdup_printf("%s/plots/%s.dat", output_directory(drawing->output), picture->name);
  const char *const arguments[] = {data, "-", terminal, picture->caption, NULL};
  FILE *file = output_begin(drawing->output, file_name, error);
  gboolean good = file != NULL;
  if (file && gnuplot_run(drawing->gnuplot, script, arguments, -1, fileno(file))) {
    good = output_end(drawing->output, file, error);
  } else if (file) {
    output_drop(drawing->output, file);
    *drawn = FALSE;
    note(drawing, "gnuplot could not draw %s; its data are in plots/", file_name);
  }
  g_free(data);
  g_free(script);
  g_free(file_name);
  return good;
}

static gboolean write_data(struct drawing *drawing, const struct picture *picture, GError **error) {
  char *name = g_strdup_printf("plots/%s.dat", picture->name);
  FILE *file = output_begin(drawing->output, name, error);
  g_free(name);
  if (!file) return FALSE;
  if (strcmp(picture->script, "bars.gp") == 0) chart_write_bars(drawing->compare, file);
  else if (strcmp(picture->script, "adoption.gp") == 0) chart_write_adoption(drawing->compare, file);
  else if (strcmp(picture->script, "reproduction.gp") == 0) chart_write_reproduction(drawing->compare->results, file);
  else if (strcmp(picture->script, "tornado.gp") == 0)
    sensitivity_write_chart(drawing->compare->results->sensitivity, file);
  else chart_write_timeline(drawing->compare, picture->variant, file);
  return output_end(drawing->output, file, error);
}

static gboolean draw_both(struct drawing *drawing, const struct picture *picture, gboolean *drawn, GError **error) {
  *drawn = TRUE;
  return draw_as(drawing, picture, "svg", drawn, error) && draw_as(drawing, picture, "png", drawn, error);
}

/* Takes the picture's strings. */
static gboolean draw(struct drawing *drawing, struct picture picture, GError **error) {
  gboolean good = write_data(drawing, &picture, error);
  if (good && drawing->gnuplot) {
    gboolean drawn;
    good = draw_both(drawing, &picture, &drawn, error);
    if (good && drawn) {
      struct report_plot *plot = g_new(struct report_plot, 1);
      *plot = (struct report_plot){.name = g_strdup(picture.name), .caption = g_strdup(picture.caption)};
      g_ptr_array_add(drawing->plots, plot);
    }
  }
  g_free(picture.name);
  g_free(picture.caption);
  return good;
}

/* A variant's name as part of a file's name. */
static char *file_word(const char *name) {
  return g_strcanon(g_strdup(name), G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_.", '-');
}

static gboolean draw_timelines(struct drawing *drawing, GError **error) {
  const struct compare *compare = drawing->compare;
  const char *scenario = compare->results->scenario;
  for (uint32_t i = 0; i < chart_timelines(compare); i++) {
    struct picture picture = {.script = "timeline.gp", .variant = chart_timeline_variant(compare, i)};
    if (picture.variant == CHART_VARIANTS) {
      picture.name = g_strdup("timeline");
      picture.caption = g_strdup_printf("%s, by variant (all strategies alike)", scenario);
    } else {
      const char *variant = compare->results->variants->pdata[picture.variant];
      char *word = file_word(variant);
      picture.name = g_strdup_printf("timeline-%s", word);
      picture.caption = g_strdup_printf("%s, variant %s", scenario, variant);
      g_free(word);
    }
    if (!draw(drawing, picture, error)) return FALSE;
  }
  return TRUE;
}

static gboolean draw_reproduction(struct drawing *drawing, GError **error) {
  const struct results *results = drawing->compare->results;
  if (!chart_has_reproduction(results)) return TRUE;
  struct picture picture = {.script = "reproduction.gp", .name = g_strdup("reproduction")};
  picture.caption = g_strdup_printf("%s: further crashes and resets that one causes", results->scenario);
  return draw(drawing, picture, error);
}

static gboolean draw_sensitivity(struct drawing *drawing, GError **error) {
  const struct results *results = drawing->compare->results;
  if (!results->sensitivity || !sensitivity_has_chart(results->sensitivity)) return TRUE;
  struct picture picture = {.script = "tornado.gp", .name = g_strdup("sensitivity")};
  picture.caption = g_strdup_printf("%s: each parameter halved and doubled", results->scenario);
  return draw(drawing, picture, error);
}

static gboolean draw_all(struct drawing *drawing, GError **error) {
  const struct compare *compare = drawing->compare;
  const char *scenario = compare->results->scenario;
  if (!draw_timelines(drawing, error)) return FALSE;
  struct picture bars = {.script = "bars.gp", .name = g_strdup("bars")};
  bars.caption = g_strdup_printf("%s: resets, crashes and lost prefix-minutes", scenario);
  if (!draw(drawing, bars, error)) return FALSE;
  if (!draw_reproduction(drawing, error) || !draw_sensitivity(drawing, error)) return FALSE;
  if (compare->shares->len == 0) return TRUE;
  struct picture adoption = {.script = "adoption.gp", .name = g_strdup("adoption")};
  adoption.caption = g_strdup_printf("%s: what partial adoption of tolerance brings", scenario);
  return draw(drawing, adoption, error);
}

GPtrArray *plot_draw(const struct results *results, struct output *output, const char *scripts, char **note_out,
                     GError **error) {
  struct compare *compare = compare_new(results);
  struct drawing drawing = {.compare = compare, .output = output, .scripts = scripts};
  drawing.plots = g_ptr_array_new_with_free_func(plot_free);
  drawing.gnuplot = gnuplot_find();
  if (!drawing.gnuplot) note(&drawing, "No pictures: %s is not installed. Their data are in plots/.", "gnuplot");
  if (!draw_all(&drawing, error)) g_clear_pointer(&drawing.plots, g_ptr_array_unref);
  *note_out = drawing.note;
  g_free(drawing.gnuplot);
  compare_free(compare);
  return drawing.plots;
}

gboolean plot_redraw(struct output *output, const char *scripts, const char *name, const char *caption, char **note_out,
                     GError **error) {
  struct drawing drawing = {.output = output, .scripts = scripts, .gnuplot = gnuplot_find()};
  struct picture picture = {.name = (char *)name, .caption = (char *)caption, .script = "timeline.gp"};
  gboolean drawn, good = TRUE;
  if (g_str_has_prefix(name, "bars")) picture.script = "bars.gp";
  if (g_str_has_prefix(name, "adoption")) picture.script = "adoption.gp";
  if (g_str_has_prefix(name, "reproduction")) picture.script = "reproduction.gp";
  if (g_str_has_prefix(name, "sensitivity")) picture.script = "tornado.gp";
  if (drawing.gnuplot) good = draw_both(&drawing, &picture, &drawn, error);
  else note(&drawing, "No pictures: %s is not installed.", "gnuplot");
  *note_out = drawing.note;
  g_free(drawing.gnuplot);
  return good;
}
