#include "scenarios/run/ending.h"

#include "scenarios/settings/mistake.h"

/* Causes that are checked by runs without them: by default so many, but no more than so many kernel events all the runs
 * together take (two minutes of one core; events rather than seconds, so that every machine checks the same); at most.
 */
#define ENDING_CHECKS 5
#define ENDING_CHECK_EVENTS 200e6
#define ENDING_MOST_CHECKS 1000

guint ending_most_checks(const struct plan *plan) {
  gboolean asked = scenario_has(plan->scenario, "measure", "blame_checks");
  guint64 checks = asked ? scenario_count(plan->scenario, "measure", "blame_checks") : ENDING_CHECKS;
  return (guint)MIN(checks, ENDING_MOST_CHECKS);
}

/* How many causes of a cell that took so many events are checked. */
static uint32_t ending_checks(const struct plan *plan, guint index, double events) {
  if (index > 0 && !scenario_switch(plan->scenario, "measure", "blame_every")) return 0;
  if (scenario_has(plan->scenario, "measure", "blame_checks")) return ending_most_checks(plan);
  return (uint32_t)MIN(ENDING_CHECKS, ENDING_CHECK_EVENTS / MAX(events, 1));
}

static void ending_suspect(const struct ending *ending, guint index, const struct measures *measures, GArray *more) {
  uint32_t place[ENDING_MOST_CHECKS];
  uint32_t most = ending_checks(ending->plan, index, measures->figures.value[FIGURE_EVENTS]);
  uint32_t count = blame_suspects(measures->blame, place, most);
  for (uint32_t i = 0; i < count; i++) {
    struct task_aim aim = {.purpose = TASK_CHECK, .index = index, .row = place[i]};
    aim.spare = blame_row(measures->blame, place[i])->event.id;
    g_array_append_val(more, aim);
  }
}

/* Hands over a cell, then the others that came out the same. */
static void ending_cell(const struct ending *ending, guint index, struct measures *measures,
                        const struct results_cost *cost, GArray *more) {
  const struct results_cost nothing = {.peak_memory_mib = cost->peak_memory_mib, .jobs = cost->jobs};
  ending_suspect(ending, index, measures, more);
  for (guint i = index + 1; i < ending->plan->cell->len; i++) {
    struct plan_cell *other = plan_cell(ending->plan, i);
    if (other->like != index) continue;
    other->figures = measures->figures;
    results_take(ending->results, i, measures_copy(measures), &nothing);
  }
  plan_cell(ending->plan, index)->figures = measures->figures;
  results_take(ending->results, index, measures, cost);
}

static void ending_turn(struct sensitivity_turn *turn, const struct measures *measures, const char *failure) {
  if (measures) turn->figures = measures->figures;
  else turn->note = g_strdup(failure);
  turn->done = measures != NULL;
}

static char *ending_failure(const struct task_run *run) {
  gsize length;
  const char *text = g_bytes_get_data(run->head.bytes, &length);
  return g_strndup(text, length);
}

gboolean ending_take(const struct ending *ending, const struct task_run *run, GArray *more, GError **error) {
  g_autofree char *failure = run->head.failed ? ending_failure(run) : NULL;
  struct measures *measures = failure ? NULL : run->way->finish(&run->order, run->head.bytes, run->sum, error);
  if (!failure && !measures) return FALSE;
  struct results_cost cost = {.wall_seconds = run->head.wall_seconds + run->rest.wall_seconds,
                              .peak_memory_mib = MAX(run->head.peak_memory_mib, run->rest.peak_memory_mib),
                              .jobs = ending->jobs};
  if (run->aim.purpose == TASK_TURN) {
    const struct turns_run *turned = ending->turns->run->pdata[run->aim.index];
    ending_turn(turned->turn, measures, failure);
  } else if (failure) {
    return mistake_set(error, MISTAKE_VALUE, "%s", failure);
  } else if (run->aim.purpose == TASK_CHECK) {
    results_check(ending->results, run->aim.index, run->aim.row, &measures->figures);
  } else {
    ending_cell(ending, run->aim.index, measures, &cost, more);
    measures = NULL;
  }
  measures_free(measures);
  return TRUE;
}
