#include "analysis/results/sensitivity.h"
#include "tests/cells.h"

#include <string.h>

static void turn(struct sensitivity_row *row, int which, const char *value, double minutes, double crashes) {
  struct sensitivity_turn *turn = &row->turn[which];
  turn->value = g_strdup(value);
  turn->done = true;
  figures_init(&turn->figures);
  turn->figures.value[FIGURE_UNREACHABLE_PREFIX_MINUTES] = minutes;
  turn->figures.value[FIGURE_CARD_CRASHES] = crashes;
}

/* Three parameters: one that matters a little, one that matters more, one that does not. */
static struct sensitivity *table(void) {
  struct sensitivity *s = sensitivity_new("made-up", "v", "rfc4271", 7);
  figures_init(&s->base);
  s->base.value[FIGURE_UNREACHABLE_PREFIX_MINUTES] = 100;
  s->base.value[FIGURE_CARD_CRASHES] = 10;
  struct sensitivity_row *little = sensitivity_add(s, "cards.little", "assumed", "2 s");
  turn(little, SENSITIVITY_HALVED, "1 s", 90, 10);
  turn(little, SENSITIVITY_DOUBLED, "4 s", 120, 10);
  struct sensitivity_row *more = sensitivity_add(s, "cards.more", "fitted", "60 %");
  turn(more, SENSITIVITY_HALVED, "30 %", 100, 5);
  turn(more, SENSITIVITY_DOUBLED, "100 %", 350, 10);
  struct sensitivity_row *none = sensitivity_add(s, "cards.none", "assumed", "0");
  for (int t = 0; t < SENSITIVITY_TURNS; t++) none->turn[t].note = g_strdup("no other value");
  return s;
}

static void as_a_file(void) {
  struct sensitivity *s = table();
  struct cells_file file;
  sensitivity_write(s, cells_open(&file));
  char *text = cells_text(&file);
  g_assert_nonnull(strstr(text, "\nmade-up,v,rfc4271,7,,,,none,,,100,0,10,0,\n"));
  g_assert_nonnull(strstr(text, "\nmade-up,v,rfc4271,7,cards.more,fitted,60 %,doubled,100 %,,350,0,10,0,\n"));
  g_assert_nonnull(strstr(text, "\nmade-up,v,rfc4271,7,cards.none,assumed,0,halved,,no other value,,,,,\n"));
  free(text);
  sensitivity_free(s);
}

static void by_effect(void) {
  struct sensitivity *s = table();
  struct cells_file file;
  sensitivity_write_chart(s, cells_open(&file));
  char *text = cells_text(&file);
  g_assert_true(sensitivity_has_chart(s));
  g_assert_nonnull(strstr(text, "\n2 \"cards.more = 60 %\" 0 250 0 0 -50 0 0 0 0 0\n"
                                "1 \"cards.little = 2 s\" -10 20 0 0 0 0 0 0 0 0\n"));
  g_assert_null(strstr(text, "cards.none"));
  free(text);
  sensitivity_free(s);
}

static void in_the_report(void) {
  struct sensitivity *s = table();
  struct cells_file file;
  struct page page = {cells_open(&file), PAGE_MARKDOWN};
  sensitivity_put(&page, s, "sensitivity");
  char *text = cells_text(&file);
  const char *more = strstr(text, "cards.more"), *little = strstr(text, "cards.little");
  g_assert_nonnull(strstr(text, "## Sensitivity\n"));
  g_assert_true(more && little && more < little);
  g_assert_nonnull(strstr(text, "sensitivity.csv says why): cards.none."));
  g_assert_nonnull(strstr(text, "](sensitivity.svg)"));
  free(text);
  sensitivity_free(s);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/sensitivity/each turn has its row, and says why it was not made", as_a_file);
  g_test_add_func("/sensitivity/the picture has what matters, by how much the losses move", by_effect);
  g_test_add_func("/sensitivity/the report names what has no effect", in_the_report);
  return g_test_run();
}
