#include "scenarios/plan/plan.h"

#include "scenarios/decode/strategy_advice.h"
#include "scenarios/files/strategy_file.h"
#include "scenarios/files/topology.h"
#include "scenarios/plan/alike.h"
#include "scenarios/plan/planes.h"
#include "scenarios/settings/check.h"
#include "scenarios/settings/levels.h"
#include "scenarios/settings/mistake.h"
#include "scenarios/settings/origins.h"
#include "scenarios/settings/units.h"
#include "topologies/growth/generate.h"

#include <string.h>

static void plan_free_strategy(gpointer strategy) { strategy_free(strategy); }

static void plan_free_platform(gpointer file) { platform_file_free(file); }

/* Strategies, loaded once each. A user's file is known by its base name. */
static struct strategy *plan_strategy(struct plan *plan, const char *name, GError **error) {
  g_autofree char *path = strategy_file_path(name, error);
  guint place;
  if (!path) return NULL;
  if (g_ptr_array_find_with_equal_func(plan->strategy_paths, path, g_str_equal, &place))
    return plan->strategies->pdata[place];
  struct strategy *strategy = strategy_file_load(name, error);
  if (!strategy) return NULL;
  g_ptr_array_add(plan->strategies, strategy);
  g_ptr_array_add(plan->strategy_paths, g_steal_pointer(&path));
  char *advice = strategy_advice(strategy);
  if (advice) g_ptr_array_add(plan->notes, advice);
  return strategy;
}

static gboolean plan_load_strategies(struct plan *plan, const struct plan_wish *wish, GError **error) {
  g_auto(GStrv) named = lists_names(scenario_text(plan->scenario, "compare", "strategies"), NULL);
  char **names = wish->strategies ? wish->strategies : named;
  for (char **name = names; *name; name++)
    if (!plan_strategy(plan, *name, error))
      return wish->strategies ? mistake_locate(error, "--strategy", 0)
                              : scenario_blame(plan->scenario, "compare", "strategies", error);
  plan->compared = plan->strategies->len;
  return TRUE;
}

static gboolean plan_load_platform(struct plan *plan, const char *name, GError **error) {
  for (guint i = 0; i < plan->platforms->len; i++)
    if (strcmp(((struct platform_file *)plan->platforms->pdata[i])->platform.name, name) == 0) return TRUE;
  struct platform_file *file = platform_file_load(name, error);
  if (file) g_ptr_array_add(plan->platforms, file);
  return file != NULL;
}

static gboolean plan_load_platforms(struct plan *plan, const struct scenario *scenario, GError **error) {
  const char *pinned = scenario_text(scenario, "platforms", "pinned");
  GArray *mix = lists_mix(scenario_text(scenario, "platforms", "shares"), NULL);
  GArray *pins = pinned ? lists_pins(pinned, NULL) : g_array_new(FALSE, FALSE, sizeof(struct lists_pin));
  gboolean fine = TRUE;
  for (guint i = 0; fine && i < mix->len; i++)
    fine = plan_load_platform(plan, g_array_index(mix, struct lists_part, i).name, error) ||
           scenario_blame(scenario, "platforms", "shares", error);
  for (guint i = 0; fine && i < pins->len; i++)
    fine = plan_load_platform(plan, g_array_index(pins, struct lists_pin, i).name, error) ||
           scenario_blame(scenario, "platforms", "pinned", error);
  g_array_unref(mix);
  g_array_unref(pins);
  return fine;
}

static gboolean plan_load_named(struct plan *plan, const struct scenario *scenario, GError **error) {
  g_auto(GStrv) groups = levels_groups(scenario);
  for (char **group = groups; *group; group++) {
    const char *text = scenario_text(scenario, *group, "strategy");
    if (g_ptr_array_find_with_equal_func(plan->named.text, text, g_str_equal, NULL)) continue;
    struct strategy *strategy = plan_strategy(plan, text, error);
    if (!strategy) return scenario_blame(scenario, *group, "strategy", error);
    g_ptr_array_add(plan->named.text, g_strdup(text));
    g_ptr_array_add(plan->named.strategy, strategy);
  }
  return TRUE;
}

static gboolean plan_check_variants(const struct plan *plan, const struct plan_wish *wish, GError **error) {
  static const char *const lists[] = {"variants", "adoption_variants"};
  const char *unknown = wish->variants ? scenario_unknown_variant(plan->scenario, wish->variants) : NULL;
  if (unknown)
    return mistake_set(error, MISTAKE_UNKNOWN, "--variant: %s has no variant '%s' (see faultline list variants %s)",
                       scenario_path(plan->scenario), unknown, scenario_name(plan->scenario));
  for (gsize i = 0; i < G_N_ELEMENTS(lists); i++) {
    const char *text = scenario_text(plan->scenario, "compare", lists[i]);
    g_auto(GStrv) names = text ? lists_names(text, NULL) : NULL;
    unknown = names ? scenario_unknown_variant(plan->scenario, names) : NULL;
    if (!unknown) continue;
    mistake_set(error, MISTAKE_UNKNOWN, "there is no [variant %s]", unknown);
    return scenario_blame(plan->scenario, "compare", lists[i], error);
  }
  return TRUE;
}

/* The map is the same for all variants: comparing two would be comparing maps. */
static gboolean plan_check_topology(const struct plan *plan, const struct scenario *variant, const char *name,
                                    GError **error) {
  static const char *const fixed[] = {"file", "like", "ases", "countries", "weights", "seed"};
  for (gsize i = 0; i < G_N_ELEMENTS(fixed); i++)
    if (g_strcmp0(scenario_text(plan->scenario, "topology", fixed[i]), scenario_text(variant, "topology", fixed[i])) !=
        0)
      return mistake_at(error, MISTAKE_VALUE, scenario_path(plan->scenario), 0,
                        "[variant %s] changes topology.%s, but all variants share one map", name, fixed[i]);
  return TRUE;
}

static gboolean plan_make_variants(struct plan *plan, const struct plan_wish *wish, GError **error) {
  if (!plan_check_variants(plan, wish, error)) return FALSE;
  g_auto(GStrv) names = wish->variants ? g_strdupv(wish->variants) : scenario_variants(plan->scenario);
  plan->variant = g_new0(struct plan_variant, g_strv_length(names));
  for (; names[plan->variants]; plan->variants++) {
    struct plan_variant *variant = &plan->variant[plan->variants];
    variant->name = g_strdup(names[plan->variants]);
    variant->scenario = scenario_variant(plan->scenario, variant->name);
    uint64_t seed = scenario_count(plan->scenario, "topology", "seed");
    if (plan_check_topology(plan, variant->scenario, variant->name, error) &&
        (variant->insides = insides_load(variant->scenario, plan->map, seed, error)) &&
        insides_check(variant->insides, variant->scenario, error) &&
        policies_load(variant->scenario, &variant->roas, error) &&
        check_scenario(variant->scenario, plan->map, error) && plan_load_platforms(plan, variant->scenario, error) &&
        planes_check(variant->scenario, plan->platforms, error) && plan_load_named(plan, variant->scenario, error)) {
      check_map(variant->scenario, plan->map, plan->notes);
      continue;
    }
    plan->variants++;
    return FALSE;
  }
  return TRUE;
}

/* A file that the scenario names: beside the scenario or, failing that, as --set means it. NULL when it names none. */
static char *plan_path(const struct plan *plan, const char *key) {
  const char *file = scenario_text(plan->scenario, "topology", key);
  if (!file || g_path_is_absolute(file) || strcmp(file, "-") == 0) return g_strdup(file);
  g_autofree char *folder = g_path_get_dirname(scenario_path(plan->scenario));
  g_autofree char *beside = g_build_filename(folder, file, NULL);
  return g_strdup(g_file_test(beside, G_FILE_TEST_EXISTS) ? beside : file);
}

static gboolean plan_check_generated(const struct plan *plan, uint64_t year, uint64_t ases, GError **error) {
  if (year < YEARS_FIRST || year > YEARS_LAST)
    return mistake_at(error, MISTAKE_VALUE, scenario_path(plan->scenario), 0,
                      "topology.like: found %" G_GUINT64_FORMAT ", expected %d to %d", year, YEARS_FIRST, YEARS_LAST);
  if (ases != 0 && (ases < GENERATE_FEWEST || ases > GENERATE_MOST))
    return mistake_at(error, MISTAKE_VALUE, scenario_path(plan->scenario), 0,
                      "topology.ases: found %" G_GUINT64_FORMAT ", expected 0 or %d to %d", ases, GENERATE_FEWEST,
                      GENERATE_MOST);
  return TRUE;
}

static gboolean plan_load_map(struct plan *plan, const struct plan_wish *wish, GError **error) {
  plan->topology = wish->topology ? g_strdup(wish->topology) : plan_path(plan, "file");
  plan->countries = plan_path(plan, "countries");
  plan->weights = plan_path(plan, "weights");
  uint64_t year = scenario_count(plan->scenario, "topology", "like");
  uint64_t ases = scenario_count(plan->scenario, "topology", "ases");
  if (!plan_check_generated(plan, year, ases, error)) return FALSE;
  struct topology_options options = {.file = plan->topology,
                                     .year = (uint32_t)year,
                                     .ases = (uint32_t)ases,
                                     .countries = plan->countries,
                                     .weights = plan->weights,
                                     .seed = scenario_count(plan->scenario, "topology", "seed"),
                                     .notes = plan->notes};
  plan->map = topology_load(&options, error);
  return plan->map != NULL;
}

static guint64 plan_first_seed(const struct plan *plan, const struct plan_wish *wish) {
  return wish->seed ? g_ascii_strtoull(wish->seed, NULL, 10) : scenario_count(plan->scenario, "scenario", "seed");
}

static guint plan_seeds(const struct plan *plan, const struct plan_wish *wish) {
  return wish->seeds ? wish->seeds : (guint)MAX(1, scenario_count(plan->scenario, "compare", "seeds"));
}

static void plan_add_cell(struct plan *plan, struct plan_cell cell, const char *label) {
  cell.label = g_strdup(label);
  g_array_append_val(plan->cell, cell);
}

static void plan_add_comparison(struct plan *plan, guint variant, guint64 seed, guint seeds) {
  for (guint s = 0; s < plan->compared; s++)
    for (guint i = 0; i < seeds; i++) {
      const struct strategy *strategy = plan->strategies->pdata[s];
      struct plan_cell cell = {.variant = variant, .seed = seed + i};
      cell.choice = (struct population_choice){.base = strategy, .adopted = strategy, .named = &plan->named};
      plan_add_cell(plan, cell, strategy->name);
    }
}

const struct plan_cell *plan_find(const struct plan *plan, guint variant, const char *label, guint64 seed) {
  for (guint i = 0; i < plan->cell->len; i++) {
    const struct plan_cell *cell = plan_cell(plan, i);
    if (cell->variant == variant && cell->seed == seed && strcmp(cell->label, label) == 0) return cell;
  }
  return NULL;
}

/* One point of the sweep: a cell that exists already when nobody or everybody adopts. */
static void plan_add_point(struct plan *plan, guint variant, const struct population_choice *choice, guint64 seed) {
  g_autofree char *mixed = g_strdup_printf("%s@%g%%", choice->adopted->name, choice->adoption * 100);
  const char *label = choice->adoption == 0   ? choice->base->name
                      : choice->adoption == 1 ? choice->adopted->name
                                              : mixed;
  const struct plan_cell *known = plan_find(plan, variant, label, seed);
  struct plan_point point = {.variant = variant, .share = choice->adoption};
  point.cell = known ? (guint)(known - plan_cell(plan, 0)) : plan->cell->len;
  struct plan_cell cell = {.variant = variant, .choice = *choice, .seed = seed, .sweep_only = TRUE};
  if (!known) plan_add_cell(plan, cell, label);
  g_array_append_val(plan->point, point);
}

static gboolean plan_sweeps(const struct plan *plan, guint variant) {
  const char *text = scenario_text(plan->scenario, "compare", "adoption_variants");
  g_auto(GStrv) swept = text ? lists_names(text, NULL) : scenario_variants(plan->scenario);
  return text ? g_strv_contains((const char *const *)swept, plan->variant[variant].name)
              : strcmp(swept[0], plan->variant[variant].name) == 0;
}

static gboolean plan_add_sweep(struct plan *plan, guint variant, guint64 seed, guint seeds, GError **error) {
  const char *text = scenario_text(plan->scenario, "compare", "adoption");
  if (!text || !plan_sweeps(plan, variant)) return TRUE;
  struct population_choice choice = {
      .named = &plan->named,
      .base = plan_strategy(plan, scenario_text(plan->scenario, "compare", "base_strategy"), error)};
  if (!choice.base) return scenario_blame(plan->scenario, "compare", "base_strategy", error);
  choice.adopted = plan_strategy(plan, scenario_text(plan->scenario, "compare", "adoption_strategy"), error);
  if (!choice.adopted) return scenario_blame(plan->scenario, "compare", "adoption_strategy", error);
  GArray *shares = lists_shares(text, NULL);
  for (guint i = 0; i < shares->len; i++)
    for (guint s = 0; s < seeds; s++) {
      choice.adoption = g_array_index(shares, double, i);
      plan_add_point(plan, variant, &choice, seed + s);
    }
  g_array_unref(shares);
  return TRUE;
}

/* Finds the cells that need not be run. */
static void plan_find_alike(struct plan *plan) {
  GHashTable *seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL); /* signature -> index + 1 */
  for (guint i = 0; i < plan->cell->len; i++) {
    struct plan_cell *cell = plan_cell(plan, i);
    const struct scenario *scenario = plan->variant[cell->variant].scenario;
    g_autofree char *signature = alike_signature(scenario, plan->platforms, &cell->choice);
    char *name = g_strdup_printf("%u %" G_GUINT64_FORMAT " %s", cell->variant, cell->seed,
                                 signature ? signature : cell->label);
    guint like = GPOINTER_TO_UINT(g_hash_table_lookup(seen, name));
    cell->like = like ? like - 1 : i;
    g_hash_table_insert(seen, name, GUINT_TO_POINTER(cell->like + 1));
  }
  g_hash_table_unref(seen);
}

/* All variants draw from the strata of the scenario as it stands without them. */
static void plan_find_strata(struct plan *plan) {
  GArray *named = origins_named(plan->scenario);
  plan->strata = strata_new(plan->map, named);
  g_array_unref(named);
}

static gboolean plan_make_cells(struct plan *plan, const struct plan_wish *wish, GError **error) {
  guint64 seed = plan_first_seed(plan, wish);
  for (guint v = 0; v < plan->variants; v++) {
    plan_add_comparison(plan, v, seed, plan_seeds(plan, wish));
    if (!wish->strategies && !plan_add_sweep(plan, v, seed, plan_seeds(plan, wish), error)) return FALSE;
  }
  plan_find_alike(plan);
  plan_find_strata(plan);
  return TRUE;
}

static gboolean plan_make(struct plan *plan, const struct plan_wish *wish, GError **error) {
  for (char **setting = wish->settings; setting && *setting; setting++)
    if (!scenario_set(plan->scenario, *setting, error)) return FALSE;
  plan->as_written = !wish->settings && !wish->strategies && !wish->variants && !wish->topology && !wish->seed &&
                     !wish->seeds;
  return plan_load_map(plan, wish, error) && plan_load_strategies(plan, wish, error) &&
         plan_make_variants(plan, wish, error) && plan_make_cells(plan, wish, error);
}

struct plan *plan_new(const char *name, const struct plan_wish *wish, GError **error) {
  struct scenario *scenario = scenario_load(name, error);
  if (!scenario) return NULL;
  struct plan *plan = g_new0(struct plan, 1);
  plan->scenario = scenario;
  plan->platforms = g_ptr_array_new_with_free_func(plan_free_platform);
  plan->strategies = g_ptr_array_new_with_free_func(plan_free_strategy);
  plan->strategy_paths = g_ptr_array_new_with_free_func(g_free);
  plan->notes = g_ptr_array_new_with_free_func(g_free);
  plan->named.text = g_ptr_array_new_with_free_func(g_free);
  plan->named.strategy = g_ptr_array_new();
  plan->cell = g_array_new(FALSE, TRUE, sizeof(struct plan_cell));
  plan->point = g_array_new(FALSE, FALSE, sizeof(struct plan_point));
  if (plan_make(plan, wish, error)) return plan;
  plan_free(plan);
  return NULL;
}

void plan_free(struct plan *plan) {
  if (!plan) return;
  for (guint i = 0; i < plan->cell->len; i++) g_free(plan_cell(plan, i)->label);
  for (guint i = 0; i < plan->variants; i++) {
    g_free(plan->variant[i].name);
    scenario_free(plan->variant[i].scenario);
    insides_free(plan->variant[i].insides);
    if (plan->variant[i].roas) g_array_unref(plan->variant[i].roas);
  }
  g_free(plan->variant);
  g_array_unref(plan->cell);
  g_array_unref(plan->point);
  g_ptr_array_unref(plan->platforms);
  g_ptr_array_unref(plan->strategies);
  g_ptr_array_unref(plan->named.text);
  g_ptr_array_unref(plan->named.strategy);
  g_ptr_array_unref(plan->strategy_paths);
  g_ptr_array_unref(plan->notes);
  strata_free(plan->strata);
  map_free(plan->map);
  scenario_free(plan->scenario);
  g_free(plan->topology);
  g_free(plan->countries);
  g_free(plan->weights);
  g_free(plan);
}
