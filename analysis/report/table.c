#include "analysis/report/table.h"

#include "analysis/results/compare.h"

#include <math.h>
#include <string.h>

/* What a table shows, and the head of the column in two lines. */
static const struct headline {
  enum figure figure;
  const char *head;
} headlines[] = {
    {FIGURE_SESSION_RESETS, "session\nresets"},       {FIGURE_SESSIONS_LOST, "sessions\nlost"},
    {FIGURE_CARD_CRASHES, "card\ncrashes"},           {FIGURE_ASES_AFFECTED, "ASes\naffected"},
    {FIGURE_PEAK_UNREACHABLE, "peak\nunreachable"},   {FIGURE_UNREACHABLE_PREFIX_MINUTES, "lost prefix-\nminutes"},
    {FIGURE_TIME_TO_95_RECOVERY_S, "95 %\nrecovery"}, {FIGURE_FOCUS_RECOVERY_S, "focus\nrecovery"},
};

/* A column that says nothing anywhere is left out. */
static bool worth_showing(const struct compare *compare, enum figure figure) {
  for (size_t i = 0; i < (size_t)compare->variants * compare->strategies; i++) {
    const struct compare_figure *of = &compare->group[i].figure[figure];
    if (compare->group[i].seeds && (of->known || of->censored)) return true;
  }
  return false;
}

static void put_head(struct page_grid *grid, const struct compare *compare, const char *first) {
  page_grid_row(grid);
  page_grid_cell(grid, first);
  for (size_t i = 0; i < G_N_ELEMENTS(headlines); i++)
    if (worth_showing(compare, headlines[i].figure)) page_grid_cell(grid, headlines[i].head);
}

static char *cell_text(const struct compare_group *group, enum figure figure) {
  const struct compare_figure *of = &group->figure[figure];
  char text[FIGURES_TEXT], low[FIGURES_TEXT], high[FIGURES_TEXT];
  compare_say(text, group, figure);
  if (!of->interval.given || of->interval.low == of->interval.high) return g_strdup(text);
  figures_say(low, figure, of->interval.low, false);
  figures_say(high, figure, of->interval.high, false);
  return g_strdup_printf("%s\n(%s to %s)", text, low, high);
}

static void put_row(struct page_grid *grid, const struct compare *compare, const struct compare_group *group,
                    const char *first) {
  page_grid_row(grid);
  page_grid_cell(grid, first);
  for (size_t i = 0; i < G_N_ELEMENTS(headlines); i++) {
    if (!worth_showing(compare, headlines[i].figure)) continue;
    char *text = cell_text(group, headlines[i].figure);
    page_grid_cell(grid, text);
    g_free(text);
  }
}

static const struct compare_group *first_strategy(const struct compare *compare, uint32_t variant) {
  for (uint32_t s = 0; s < compare->strategies; s++)
    if (compare_at(compare, variant, s)->seeds) return compare_at(compare, variant, s);
  return compare_at(compare, variant, 0);
}

static void put_sentence(struct page *page, const char *who, const struct compare *compare, uint32_t variant) {
  char *reason = compare_reason(compare, variant);
  char *text = g_strdup_printf("%s: %s.", who, reason);
  page_paragraph(page, text);
  g_free(text);
  g_free(reason);
}

/* One table of variants. */
static void put_variants(struct page *page, const struct compare *compare) {
  struct page_grid *grid = page_grid_new(false);
  put_head(grid, compare, "variant");
  for (uint32_t v = 0; v < compare->variants; v++)
    put_row(grid, compare, first_strategy(compare, v), compare_at(compare, v, 0)->variant);
  page_grid_write(page, grid);
}

static char *strategy_names(const struct compare *compare) {
  GString *names = g_string_new(NULL);
  for (uint32_t s = 0; s < compare->strategies; s++)
    g_string_append_printf(names, "%s%s",
                           s == 0                         ? ""
                           : s + 1 == compare->strategies ? " and "
                                                          : ", ",
                           compare_at(compare, 0, s)->strategy);
  return g_string_free(names, FALSE);
}

static void put_nothing_differs(struct page *page, const struct compare *compare) {
  put_variants(page, compare);
  char *names = strategy_names(compare);
  char *who = g_strdup_printf("%s came out equal%s", names, compare->variants > 1 ? " under every variant" : "");
  put_sentence(page, who, compare, 0);
  g_free(who);
  g_free(names);
}

/* Who equals whom, and why. */
static void put_equals(struct page *page, const struct compare *compare, uint32_t variant) {
  if (compare_all_equal(compare, variant)) {
    put_sentence(page, "All strategies came out equal", compare, variant);
    return;
  }
  for (uint32_t s = 0; s < compare->strategies; s++) {
    const struct compare_group *group = compare_at(compare, variant, s);
    if (!group->seeds || group->same_as == s) continue;
    char *who = g_strdup_printf("%s came out equal to %s", group->strategy,
                                compare_at(compare, variant, group->same_as)->strategy);
    put_sentence(page, who, compare, variant);
    g_free(who);
  }
}

static void put_variant(struct page *page, int level, const struct compare *compare, uint32_t variant) {
  struct page_grid *grid = page_grid_new(false);
  char *heading = g_strdup_printf("Variant %s", compare_at(compare, variant, 0)->variant);
  page_heading(page, level, heading);
  g_free(heading);
  put_head(grid, compare, "strategy");
  for (uint32_t s = 0; s < compare->strategies; s++) {
    const struct compare_group *group = compare_at(compare, variant, s);
    if (group->seeds) put_row(grid, compare, group, group->strategy);
  }
  page_grid_write(page, grid);
  put_equals(page, compare, variant);
}

/* A table a pair of strategies, a row a share. */
static void put_sweep(struct page *page, int level, const struct compare *compare) {
  const char *pair = NULL;
  struct page_grid *grid = NULL;
  for (guint i = 0; i < compare->shares->len; i++) {
    const struct compare_share *share = &g_array_index(compare->shares, struct compare_share, i);
    if (!pair || strcmp(pair, share->pair) != 0) {
      if (grid) page_grid_write(page, grid);
      pair = share->pair;
      char *heading = g_strdup_printf("Adoption, %s", pair);
      page_heading(page, level, heading);
      g_free(heading);
      grid = page_grid_new(false);
      put_head(grid, compare, "share that\nadopted");
    }
    char percent[FIGURES_TEXT];
    g_snprintf(percent, sizeof percent, "%g %%", share->share * 100);
    put_row(grid, compare, &share->group, percent);
  }
  if (grid) page_grid_write(page, grid);
}

void table_put(const struct results *results, struct page *page, int level) {
  struct compare *compare = compare_new(results);
  if (compare_nothing_differs(compare)) put_nothing_differs(page, compare);
  else if (compare->strategies == 1 && compare->variants > 1) put_variants(page, compare);
  else
    for (uint32_t v = 0; v < compare->variants; v++) put_variant(page, level, compare, v);
  put_sweep(page, level, compare);
  compare_free(compare);
}

void table_write(const struct results *results, enum page_style style, FILE *file) {
  struct page page = {file, style};
  table_put(results, &page, 3);
}
