#include "analysis/report/report_sampling.h"

#include "analysis/results/compare.h"

static const enum figure shown[] = {FIGURE_UNREACHABLE_PREFIX_MINUTES, FIGURE_BLACKHOLE_SHARE, FIGURE_LOOP_SHARE,
                                    FIGURE_UPDATES_SENT};

/* "200 of 39,000" */
static char *count_words(const struct estimate_design *design) {
  char followed[FIGURES_TEXT], origins[FIGURES_TEXT];
  figures_say(followed, FIGURE_SESSIONS, design->count, false);
  figures_say(origins, FIGURE_SESSIONS, design->origins, false);
  return g_strdup_printf("%s of %s", followed, origins);
}

static bool is_complete(const struct estimate_design *design) { return design->count == design->origins; }

static void put_head(struct page_grid *grid) {
  static const char *const head[] = {"variant",        "strategy", "origins\nfollowed",     "lost prefix-\nminutes",
                                     "in\nblackholes", "in loops", "messages,\nall origins"};
  page_grid_row(grid);
  for (size_t i = 0; i < G_N_ELEMENTS(head); i++) page_grid_cell(grid, head[i]);
}

/* The estimate and, below it, its interval. */
static void put_estimate(struct page_grid *grid, const struct results_cell *cell, enum figure figure) {
  struct estimate estimate;
  char value[FIGURES_TEXT], low[FIGURES_TEXT], high[FIGURES_TEXT];
  estimate_figure(cell->design, cell->measures, figure, &estimate);
  figures_say(value, figure, estimate.value, false);
  figures_say(low, figure, estimate.low, false);
  figures_say(high, figure, estimate.high, false);
  g_autofree char *text = is_complete(cell->design) ? g_strdup(value)
                          : estimate.given          ? g_strdup_printf("%s\n%s to %s", value, low, high)
                                                    : g_strdup_printf("%s\nno range", value);
  page_grid_cell(grid, text);
}

static void put_row(struct page_grid *grid, const struct results_cell *cell) {
  g_autofree char *words = count_words(cell->design);
  page_grid_row(grid);
  page_grid_cell(grid, cell->variant);
  page_grid_cell(grid, cell->strategy);
  page_grid_cell(grid, words);
  for (size_t i = 0; i < G_N_ELEMENTS(shown); i++) put_estimate(grid, cell, shown[i]);
}

/* The first seed of every variant and strategy, but of those that came out equal one for all. */
static void put_table(struct page *page, const struct results *results) {
  struct compare *compare = compare_new(results);
  struct page_grid *grid = page_grid_new(false);
  put_head(grid);
  for (uint32_t v = 0; v < compare->variants; v++)
    for (uint32_t s = 0; s < compare->strategies; s++) {
      const struct compare_group *group = compare_at(compare, v, s);
      size_t count = 0;
      g_autofree const struct results_cell **cell = results_group(results, group->variant, group->strategy, &count);
      if (count > 0 && group->same_as == s && cell[0]->design) put_row(grid, cell[0]);
    }
  page_grid_write(page, grid);
  compare_free(compare);
}

static const char before[] =
    "An origin is a network that announces prefixes, or one router of a network that was given several. Not all of "
    "them "
    "were followed: some of each kind and size stand for the others, so that all prefixes of the table are stood for. "
    "The "
    "table says what following every one of them would have given, as far as this sample (the first seed's) can tell, "
    "and "
    "a range in which it lies, for 95 of 100 samples; none for what no followed origin showed. Ranges that overlap do "
    "not "
    "mean that strategies are alike: these share their sample, so compare the differences (compare.csv).";
static const char after[] =
    "Sessions, resets and cards are not sampled. The peak, the times and the number of ASes that were affected are "
    "those "
    "of the sample; the last can only grow when more origins are followed. What happens to very few origins may have "
    "escaped, and then a range is too short: where sessions are lost again and again, the few networks whose own way "
    "up "
    "is among them have hundreds of times the messages of others, and much of what is lost. The ranges are about "
    "sampling alone, not about chance between runs (more "
    "seeds show that) or about what is assumed. All seeds are in sampling.csv; [origins] sample in the scenario asks "
    "for "
    "more origins, or for all.";

void report_sampling_put(struct page *page, const struct results *results) {
  const struct estimate_design *first = results->cells->len ? results_cell(results, 0)->design : NULL;
  bool complete = true;
  for (uint32_t i = 0; i < results->cells->len; i++)
    complete = complete && results_cell(results, i)->design && is_complete(results_cell(results, i)->design);
  if (!first) return;
  g_autofree char *words = count_words(first), *heading = g_strdup_printf("How sure: %s origins", words);
  page_heading(page, 2, heading);
  if (complete) {
    page_paragraph(page,
                   "Every network that announces prefixes was followed: these are the figures of the whole table, "
                   "and no sample comes between.");
    return;
  }
  page_paragraph(page, before);
  put_table(page, results);
  page_paragraph(page, after);
}
