#include "scenarios/commands/command.h"

#include "scenarios/commands/options.h"
#include "scenarios/files/datafile.h"
#include "scenarios/files/platform_file.h"
#include "scenarios/files/strategy_file.h"
#include "scenarios/settings/keys.h"
#include "scenarios/settings/mistake.h"
#include "scenarios/settings/nearest.h"
#include "scenarios/settings/scenario.h"

#include <stdio.h>
#include <string.h>

static void list_row(const char *name, const char *title) { printf("%-22s %s\n", name, title ? title : ""); }

static gboolean list_strategies(const char *unused, GError **error) {
  (void)unused;
  g_auto(GStrv) names = strategy_file_list();
  for (char **name = names; *name; name++) {
    struct strategy *strategy = strategy_file_load(*name, error);
    if (!strategy) return FALSE;
    list_row(strategy->name, strategy->title);
    strategy_free(strategy);
  }
  return TRUE;
}

static gboolean list_platforms(const char *unused, GError **error) {
  (void)unused;
  g_auto(GStrv) names = datafile_list(DATAFILE_PLATFORMS);
  for (char **name = names; *name; name++) {
    struct platform_file *file = platform_file_load(*name, error);
    if (!file) return FALSE;
    list_row(*name, file->platform.title);
    platform_file_free(file);
  }
  return TRUE;
}

static gboolean list_scenarios(const char *unused, GError **error) {
  (void)unused;
  g_auto(GStrv) names = datafile_list(DATAFILE_SCENARIOS);
  for (char **name = names; *name; name++) {
    struct scenario *scenario = scenario_load(*name, error);
    if (!scenario) return FALSE;
    list_row(*name, scenario_text(scenario, "scenario", "title"));
    scenario_free(scenario);
  }
  return TRUE;
}

static gboolean list_variants(const char *name, GError **error) {
  if (!name) return mistake_set(error, MISTAKE_SYNTAX, "list variants: no scenario given");
  struct scenario *scenario = scenario_load(name, error);
  if (!scenario) return FALSE;
  g_auto(GStrv) variants = scenario_variants(scenario);
  for (char **variant = variants; *variant; variant++) {
    g_autofree char *group = g_strconcat("variant ", *variant, NULL);
    list_row(*variant, scenario_text(scenario, group, "title"));
  }
  scenario_free(scenario);
  return TRUE;
}

static gboolean list_keys(const char *unused, GError **error) {
  (void)unused, (void)error;
  gsize count;
  const struct keys_entry *entry = keys_all(&count);
  for (gsize i = 0; i < count; i++) {
    if (i == 0 || strcmp(entry[i].group, entry[i - 1].group) != 0) printf("%s[%s]\n", i ? "\n" : "", entry[i].group);
    g_autofree char *value = entry[i].fallback && *entry[i].fallback
                                 ? g_strdup_printf("default %s", entry[i].fallback)
                                 : g_strdup_printf("e.g. %s", keys_example(entry[i].type));
    printf("  %-18s %s (%s%s%s)\n", entry[i].key, entry[i].help, value, entry[i].label ? "; " : "",
           entry[i].label ? entry[i].label : "");
  }
  return TRUE;
}

static const struct {
  const char *name;
  gboolean (*list)(const char *argument, GError **error);
} list_subject[] = {{"strategies", list_strategies},
                    {"platforms", list_platforms},
                    {"scenarios", list_scenarios},
                    {"variants", list_variants},
                    {"keys", list_keys}};

static gboolean list_subject_run(char **rest, GError **error) {
  struct nearest nearest = {.typed = rest[0] ? rest[0] : ""};
  if (!rest[0])
    return mistake_set(error, MISTAKE_SYNTAX, "list: expected strategies, platforms, scenarios, variants or keys");
  for (gsize i = 0; i < G_N_ELEMENTS(list_subject); i++) {
    nearest_offer(&nearest, list_subject[i].name);
    if (strcmp(rest[0], list_subject[i].name) != 0) continue;
    gboolean takes = list_subject[i].list == list_variants;
    if (rest[1] && (!takes || rest[2]))
      return mistake_set(error, MISTAKE_SYNTAX, "list: unexpected argument '%s'", rest[takes ? 2 : 1]);
    return list_subject[i].list(rest[1], error);
  }
  return mistake_set(error, MISTAKE_UNKNOWN, "list: unknown subject '%s', nearest is '%s'", rest[0], nearest.name);
}

int command_list(int argc, char **argv) {
  const GOptionEntry entries[] = {{NULL, 0, 0, 0, NULL, NULL, NULL}};
  const struct options options = {
      "list", "strategies|platforms|scenarios|variants SCENARIO|keys", "Lists what the program knows.", NULL, entries,
      NULL};
  g_auto(GStrv) rest = NULL;
  GError *error = NULL;
  if (!options_parse(&options, argc, argv, &rest, &error) || !list_subject_run(rest, &error))
    return command_mistake(error);
  return COMMAND_DONE;
}
