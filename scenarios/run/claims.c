#include "scenarios/run/claims.h"

#include "scenarios/settings/mistake.h"
#include "scenarios/settings/nearest.h"

#include <math.h>
#include <string.h>

/* The figure's name when no figure is meant, but all of them. */
#define CLAIMS_EQUAL "equal-strategies"

/* Index of the variant that a claim is about, or `variants` when it is not run. */
static guint claims_variant(const struct plan *plan, const char *group) {
  const char *name = scenario_text(plan->scenario, group, "variant");
  guint v = 0;
  while (name && v < plan->variants && strcmp(plan->variant[v].name, name) != 0) v++;
  return v;
}

static const char *claims_strategy(const struct plan *plan, const char *group) {
  const char *name = scenario_text(plan->scenario, group, "strategy");
  return name ? name : ((struct strategy *)plan->strategies->pdata[0])->name;
}

static gboolean claims_check_figure(const struct plan *plan, const char *group, GError **error) {
  const char *figure = scenario_text(plan->scenario, group, "figure");
  struct nearest nearest = {.typed = figure ? figure : ""};
  nearest_offer(&nearest, CLAIMS_EQUAL);
  for (int f = 0; f < FIGURES; f++) nearest_offer(&nearest, figures_name((enum figure)f));
  if (!nearest.distance) return TRUE;
  mistake_set(error, MISTAKE_UNKNOWN, "unknown figure '%s', nearest is '%s'", nearest.typed, nearest.name);
  return scenario_blame(plan->scenario, group, "figure", error);
}

static gboolean claims_check_strategy(const struct plan *plan, const char *group, const char *key, GError **error) {
  const char *name = scenario_text(plan->scenario, group, key);
  for (guint i = 0; name && i < plan->compared; i++)
    if (strcmp(((struct strategy *)plan->strategies->pdata[i])->name, name) == 0) return TRUE;
  if (!name) return TRUE;
  mistake_set(error, MISTAKE_UNKNOWN, "'%s' is not among compare.strategies", name);
  return scenario_blame(plan->scenario, group, key, error);
}

gboolean claims_check(const struct plan *plan, GError **error) {
  g_auto(GStrv) groups = scenario_groups(plan->scenario, "expect");
  for (char **group = groups; plan->as_written && *group; group++) {
    if (!claims_check_figure(plan, *group, error) || !claims_check_strategy(plan, *group, "strategy", error) ||
        !claims_check_strategy(plan, *group, "above", error))
      return FALSE;
    if (claims_variant(plan, *group) < plan->variants) continue;
    mistake_set(error, MISTAKE_UNKNOWN, "not among the variants that are run");
    return scenario_blame(plan->scenario, *group, "variant", error);
  }
  return TRUE;
}

/* Mean over the seeds; NaN when any of them is absent or censored. */
static double claims_mean(const struct plan *plan, guint variant, const char *strategy, enum figure figure) {
  double sum = 0;
  guint count = 0;
  for (guint i = 0; i < plan->cell->len; i++) {
    const struct plan_cell *cell = plan_cell(plan, i);
    if (cell->variant != variant || cell->sweep_only || strcmp(cell->label, strategy) != 0) continue;
    sum += cell->figures.censored[figure] ? NAN : cell->figures.value[figure];
    count++;
  }
  return count ? sum / count : NAN;
}

/* How many strategies differ from the first in some seed. */
static guint claims_unequal(const struct plan *plan, guint variant) {
  guint unequal = 0;
  const char *first = ((struct strategy *)plan->strategies->pdata[0])->name;
  for (guint i = 0; i < plan->cell->len; i++) {
    const struct plan_cell *cell = plan_cell(plan, i);
    if (cell->variant != variant || cell->sweep_only) continue;
    unequal += !figures_equal(&cell->figures, &plan_find(plan, variant, first, cell->seed)->figures);
  }
  return unequal;
}

static char *claims_own(struct claims *claims, char *text) {
  g_ptr_array_add(claims->text, text);
  return text;
}

static char *claims_say(struct claims *claims, enum figure figure, double value) {
  char text[FIGURES_TEXT];
  figures_say(text, figure, value, isnan(value));
  return claims_own(claims, g_strdup(isnan(value) ? "did not happen, or not within the run" : text));
}

static void claims_judge_bounds(struct claims *claims, const struct plan *plan, const char *group,
                                struct report_claim *claim) {
  enum figure figure = figures_find(scenario_text(plan->scenario, group, "figure"));
  const char *above = scenario_text(plan->scenario, group, "above");
  double value = claims_mean(plan, claims_variant(plan, group), claims_strategy(plan, group), figure);
  gboolean held = !isnan(value);
  claim->ours = claims_say(claims, figure, value);
  if (scenario_has(plan->scenario, group, "low")) held &= value >= scenario_number(plan->scenario, group, "low");
  if (scenario_has(plan->scenario, group, "high")) held &= value <= scenario_number(plan->scenario, group, "high");
  if (above) {
    double other = claims_mean(plan, claims_variant(plan, group), above, figure);
    held &= value > other;
    claim->ours = claims_own(claims, g_strdup_printf("%s, against %s", claim->ours, claims_say(claims, figure, other)));
  }
  claim->status = held ? REPORT_HELD : REPORT_FAILED;
}

static void claims_judge_equal(struct claims *claims, const struct plan *plan, const char *group,
                               struct report_claim *claim) {
  guint unequal = claims_unequal(plan, claims_variant(plan, group));
  claim->status = unequal ? REPORT_FAILED : REPORT_HELD;
  claim->ours = unequal
                    ? claims_own(claims, g_strdup_printf("%u runs differ from those of the first strategy", unequal))
                    : "all equal";
}

static void claims_judge_one(struct claims *claims, const struct plan *plan, const char *group,
                             struct report_claim *claim) {
  const char *text = scenario_text(plan->scenario, group, "text");
  const char *name = strchr(group, ' ') + 1;
  claim->text = claims_own(claims, g_strdup(text ? text : name));
  claim->published = claims_own(claims, g_strdup(scenario_text(plan->scenario, group, "published")));
  claim->source = claims_own(claims, g_strdup(scenario_text(plan->scenario, group, "source")));
  claim->status = REPORT_NOT_JUDGED;
  if (!plan->as_written) return;
  if (strcmp(scenario_text(plan->scenario, group, "figure"), CLAIMS_EQUAL) == 0)
    claims_judge_equal(claims, plan, group, claim);
  else claims_judge_bounds(claims, plan, group, claim);
}

void claims_judge(struct claims *claims, const struct plan *plan) {
  g_auto(GStrv) groups = scenario_groups(plan->scenario, "expect");
  claims->count = g_strv_length(groups);
  claims->claim = g_new0(struct report_claim, claims->count);
  claims->text = g_ptr_array_new_with_free_func(g_free);
  for (gsize i = 0; i < claims->count; i++) claims_judge_one(claims, plan, groups[i], &claims->claim[i]);
}

void claims_clear(struct claims *claims) {
  g_free(claims->claim);
  if (claims->text) g_ptr_array_unref(claims->text);
}

void claims_print(const struct claims *claims, FILE *file) {
  static const char *const status[] = {
      [REPORT_HELD] = "held", [REPORT_FAILED] = "FAILED", [REPORT_NOT_JUDGED] = "not judged"};
  if (claims->count) fprintf(file, "\nClaims\n");
  for (gsize i = 0; i < claims->count; i++) {
    const struct report_claim *claim = &claims->claim[i];
    fprintf(file, "  %-10s  %s", status[claim->status], claim->text);
    if (claim->ours) fprintf(file, ": %s", claim->ours);
    if (claim->published) fprintf(file, " (published: %s)", claim->published);
    fputc('\n', file);
  }
}

gboolean claims_failed(const struct claims *claims) {
  for (gsize i = 0; i < claims->count; i++)
    if (claims->claim[i].status == REPORT_FAILED) return TRUE;
  return FALSE;
}
