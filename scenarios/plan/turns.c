#include "scenarios/plan/turns.h"

#include "scenarios/plan/insides.h"
#include "scenarios/plan/knobs.h"
#include "scenarios/run/cell.h"
#include "scenarios/settings/check.h"

#include <string.h>

static void run_free(gpointer pointer) {
  struct turns_run *run = pointer;
  scenario_free(run->scenario);
  insides_free(run->insides);
  platform_file_free(run->file);
  if (run->platforms) g_ptr_array_unref(run->platforms);
  g_free(run);
}

/* A lower bound that was turned beyond its upper one, or the other way round, takes it along. */
static gboolean turns_follow(struct turns_run *run, const struct plan *plan, const struct knob *knob, const char *value,
                             GError **error) {
  gboolean low = g_str_has_suffix(knob->key, "_low");
  if (!low && !g_str_has_suffix(knob->key, "_high")) return FALSE;
  gsize stem = strlen(knob->name) - strlen(low ? "low" : "high");
  g_autofree char *other = g_strdup_printf("%.*s%s", (int)stem, knob->name, low ? "high" : "low");
  g_autofree char *assignment = g_strdup_printf("%s=%s", other, value);
  g_clear_error(error);
  if (!scenario_set(run->scenario, assignment, error) || !check_scenario(run->scenario, plan->map, error)) return FALSE;
  run->turn->note = g_strdup_printf("%s follows", other);
  return TRUE;
}

/* What is wrong, without the place in a file. */
static char *turns_reason(const GError *error) {
  const char *reason = strchr(error->message, '[');
  return g_strdup(reason ? reason : error->message);
}

/* The scenario of the first cell with one setting changed. */
static gboolean turns_set(struct turns_run *run, const struct plan *plan, const struct knob *knob, const char *value,
                          GError **error) {
  const struct plan_variant *variant = &plan->variant[plan_cell(plan, 0)->variant];
  g_autofree char *assignment = g_strdup_printf("%s=%s", knob->name, value);
  run->scenario = scenario_variant(variant->scenario, variant->name);
  run->order.scenario = run->scenario;
  if (!scenario_set(run->scenario, assignment, error)) return FALSE;
  if (!check_scenario(run->scenario, plan->map, error) && !turns_follow(run, plan, knob, value, error)) return FALSE;
  if (!g_str_has_prefix(knob->group, "inside ")) return TRUE;
  run->insides = insides_load(run->scenario, plan->map, scenario_count(plan->scenario, "topology", "seed"), error);
  run->order.insides = run->insides;
  return run->insides && insides_check(run->insides, run->scenario, error);
}

/* The platforms of the plan with one of them changed. */
static gboolean turns_set_platform(struct turns_run *run, const struct plan *plan, const struct knob *knob,
                                   const char *value, GError **error) {
  run->platforms = g_ptr_array_new();
  for (guint i = 0; i < plan->platforms->len; i++) {
    struct platform_file *file = plan->platforms->pdata[i];
    gboolean meant = strcmp(file->platform.name, knob->platform) == 0;
    if (meant) run->file = platform_file_load_with(file->path, knob->key, value, error);
    if (meant && !run->file) return FALSE;
    g_ptr_array_add(run->platforms, meant ? run->file : file);
  }
  run->order.platforms = run->platforms;
  return TRUE;
}

static void turns_add(struct turns *turns, const struct plan *plan, const struct knob *knob,
                      struct sensitivity_turn *turn, double factor) {
  GError *error = NULL;
  turn->value = knobs_turn(knob, factor);
  if (!turn->value) {
    turn->note = g_strdup("no other value");
    return;
  }
  struct turns_run *run = g_new0(struct turns_run, 1);
  run->order = cell_order(plan, 0);
  run->turn = turn;
  gboolean fine = knob->platform ? turns_set_platform(run, plan, knob, turn->value, &error)
                                 : turns_set(run, plan, knob, turn->value, &error);
  if (fine) {
    g_ptr_array_add(turns->run, run);
    return;
  }
  turn->note = turns_reason(error);
  g_error_free(error);
  run_free(run);
}

struct turns *turns_new(const struct plan *plan) {
  const struct plan_cell *cell = plan_cell(plan, 0);
  const struct plan_variant *variant = &plan->variant[cell->variant];
  struct turns *turns = g_new0(struct turns, 1);
  turns->table = sensitivity_new(scenario_name(plan->scenario), variant->name, cell->label, cell->seed);
  turns->run = g_ptr_array_new_with_free_func(run_free);
  GPtrArray *knobs = knobs_list(variant->scenario, plan->platforms);
  for (guint i = 0; i < knobs->len; i++) {
    const struct knob *knob = knobs->pdata[i];
    struct sensitivity_row *row = sensitivity_add(turns->table, knob->name, knob->source, knob->value);
    turns_add(turns, plan, knob, &row->turn[SENSITIVITY_HALVED], 0.5);
    turns_add(turns, plan, knob, &row->turn[SENSITIVITY_DOUBLED], 2);
  }
  g_ptr_array_unref(knobs);
  return turns;
}

void turns_free(struct turns *turns) {
  if (!turns) return;
  sensitivity_free(turns->table);
  g_ptr_array_unref(turns->run);
  g_free(turns);
}
