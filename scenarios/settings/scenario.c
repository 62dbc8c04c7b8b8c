#include "scenarios/settings/scenario.h"

#include "scenarios/files/datafile.h"
#include "scenarios/settings/ini.h"
#include "scenarios/settings/mistake.h"
#include "scenarios/settings/settings.h"
#include "scenarios/settings/units.h"

#include <string.h>

/* A chain of bases longer than this goes in a circle. */
#define SCENARIO_DEPTH 8

struct scenario {
  char *name, *path;
  struct settings settings;
};

/* "trigger.NAME.origin" or "trigger NAME.origin": group "trigger NAME", key "origin". */
static gboolean scenario_split(const char *name, char **group, char **key, GError **error) {
  const char *dot = strrchr(name, '.');
  if (!dot || dot == name || !dot[1])
    return mistake_set(error, MISTAKE_VALUE, "'%s' found, expected GROUP.KEY, for example cards.patched", name);
  *group = g_strndup(name, (gsize)(dot - name));
  *key = g_strdup(dot + 1);
  char *inner = strchr(*group, '.');
  if (inner) *inner = ' ';
  return TRUE;
}

/* Checks name and value of a setting and puts it in. */
static gboolean scenario_put(struct scenario *scenario, struct setting *setting, GError **error) {
  setting->entry = keys_find(setting->group, setting->key, error);
  if (!setting->entry) return FALSE;
  if (!keys_check_value(setting->entry, setting->value, error)) {
    g_prefix_error(error, "%s: ", setting->key);
    return FALSE;
  }
  settings_put(&scenario->settings, setting);
  return TRUE;
}

/* An override in a variant: its name and value must make sense for the setting that it changes. */
static gboolean scenario_put_override(struct scenario *scenario, struct setting *setting, GError **error) {
  g_autofree char *group = NULL, *key = NULL;
  if (!scenario_split(setting->key, &group, &key, error)) return FALSE;
  const struct keys_entry *entry = keys_find(group, key, error);
  if (!entry) return FALSE;
  if (!keys_check_value(entry, setting->value, error)) {
    g_prefix_error(error, "%s: ", setting->key);
    return FALSE;
  }
  settings_put(&scenario->settings, setting);
  return TRUE;
}

static gboolean scenario_put_source(struct scenario *scenario, struct setting *setting, GError **error) {
  g_autofree char *group = NULL, *key = NULL;
  if (!scenario_split(setting->key, &group, &key, error) || !keys_find(group, key, error)) return FALSE;
  const char *value = setting->value;
  if (!g_str_has_prefix(value, "published:") && !g_str_has_prefix(value, "fitted:") &&
      !g_str_has_prefix(value, "assumed:"))
    return mistake_set(error, MISTAKE_VALUE, "'%s' found, expected published: ..., fitted: ... or assumed: ...", value);
  settings_put(&scenario->settings, setting);
  return TRUE;
}

static gboolean scenario_put_entry(struct scenario *scenario, const struct ini *ini, const struct ini_entry *entry,
                                   GError **error) {
  struct setting setting = {
      .group = entry->group, .key = entry->key, .value = entry->value, .file = ini->file, .line = entry->line};
  if (!keys_check_group(entry->group, error)) return FALSE;
  if (!entry->key) return TRUE;
  if (g_str_has_prefix(entry->group, "variant ") && strchr(entry->key, '.'))
    return scenario_put_override(scenario, &setting, error);
  if (strcmp(entry->group, "sources") == 0) return scenario_put_source(scenario, &setting, error);
  return scenario_put(scenario, &setting, error);
}

/* A scenario beside the one that names it, or one of the program's own. */
static char *scenario_find(const char *name, const char *beside) {
  g_autofree char *folder = beside ? g_path_get_dirname(beside) : NULL;
  g_autofree char *file = g_str_has_suffix(name, ".ini") ? g_strdup(name) : g_strconcat(name, ".ini", NULL);
  char *path = folder ? g_build_filename(folder, file, NULL) : g_strdup(name);
  if (g_file_test(path, G_FILE_TEST_EXISTS) && !g_file_test(path, G_FILE_TEST_IS_DIR)) return path;
  g_free(path);
  return datafile_find(DATAFILE_SCENARIOS, name);
}

static gboolean scenario_read(struct scenario *scenario, const char *path, int depth, GError **error);

static gboolean scenario_read_base(struct scenario *scenario, const struct ini *ini, int depth, GError **error) {
  for (guint i = 0; i < ini->entry->len; i++) {
    const struct ini_entry *entry = ini->entry->pdata[i];
    if (strcmp(entry->group, "scenario") != 0 || g_strcmp0(entry->key, "base") != 0) continue;
    if (depth == SCENARIO_DEPTH)
      return mistake_at(error, MISTAKE_VALUE, ini->file, entry->line, "the bases of this scenario go in a circle");
    g_autofree char *path = scenario_find(entry->value, ini->file);
    if (!path) return mistake_at(error, MISTAKE_FILE, ini->file, entry->line, "base: no scenario '%s'", entry->value);
    return scenario_read(scenario, path, depth + 1, error);
  }
  return TRUE;
}

/* A base lends its settings; what it compares and claims is about itself. */
static gboolean scenario_is_own(const char *group) {
  return g_str_has_prefix(group, "variant ") || g_str_has_prefix(group, "expect ") || strcmp(group, "compare") == 0;
}

static gboolean scenario_read(struct scenario *scenario, const char *path, int depth, GError **error) {
  struct ini *ini = ini_load(path, error);
  if (!ini) return FALSE;
  gboolean fine = scenario_read_base(scenario, ini, depth, error);
  for (guint i = 0; fine && i < ini->entry->len; i++) {
    const struct ini_entry *entry = ini->entry->pdata[i];
    if (depth && scenario_is_own(entry->group)) continue;
    fine = scenario_put_entry(scenario, ini, entry, error) || mistake_locate(error, ini->file, entry->line);
  }
  ini_free(ini);
  return fine;
}

struct scenario *scenario_load(const char *name, GError **error) {
  g_autofree char *path = scenario_find(name, NULL);
  if (!path) {
    mistake_set(error, MISTAKE_FILE, "%s: no such file, and no scenario of that name (see faultline list scenarios)",
                name);
    return NULL;
  }
  struct scenario *scenario = g_new0(struct scenario, 1);
  settings_init(&scenario->settings);
  scenario->path = g_strdup(path);
  scenario->name = g_path_get_basename(path);
  if (g_str_has_suffix(scenario->name, ".ini")) scenario->name[strlen(scenario->name) - 4] = '\0';
  if (scenario_read(scenario, path, 0, error)) return scenario;
  scenario_free(scenario);
  return NULL;
}

void scenario_free(struct scenario *scenario) {
  if (!scenario) return;
  settings_clear(&scenario->settings);
  g_free(scenario->name);
  g_free(scenario->path);
  g_free(scenario);
}

const char *scenario_name(const struct scenario *scenario) { return scenario->name; }

const char *scenario_path(const struct scenario *scenario) { return scenario->path; }

char *scenario_beside(const struct scenario *scenario, const char *file) {
  g_autofree char *folder = g_path_get_dirname(scenario_path(scenario));
  g_autofree char *beside = g_build_filename(folder, file, NULL);
  return g_strdup(!g_path_is_absolute(file) && g_file_test(beside, G_FILE_TEST_EXISTS) ? beside : file);
}

gboolean scenario_set(struct scenario *scenario, const char *assignment, GError **error) {
  g_auto(GStrv) part = g_strsplit(assignment, "=", 2);
  if (!part[0] || !part[1])
    return mistake_set(error, MISTAKE_VALUE, "--set: '%s' found, expected GROUP.KEY=VALUE", assignment);
  struct setting setting = {.file = (char *)"--set", .value = g_strstrip(part[1])};
  gboolean fine = scenario_split(g_strstrip(part[0]), &setting.group, &setting.key, error) &&
                  scenario_put(scenario, &setting, error);
  g_free(setting.group);
  g_free(setting.key);
  return fine || mistake_locate(error, "--set", 0);
}

void scenario_each(const struct scenario *scenario, scenario_reader reader, void *context) {
  for (guint i = 0; i < scenario->settings.list->len; i++) {
    const struct setting *setting = scenario->settings.list->pdata[i];
    reader(setting->group, setting->key, setting->value, context);
  }
}

struct scenario *scenario_variant(const struct scenario *scenario, const char *variant) {
  struct scenario *copy = g_new0(struct scenario, 1);
  copy->name = g_strdup(scenario->name);
  copy->path = g_strdup(scenario->path);
  settings_copy(&copy->settings, &scenario->settings);
  g_autofree char *heading = g_strconcat("variant ", variant, NULL);
  for (guint i = 0; i < scenario->settings.list->len; i++) {
    const struct setting *override = scenario->settings.list->pdata[i];
    if (strcmp(override->group, heading) != 0 || !strchr(override->key, '.')) continue;
    struct setting setting = *override;
    gboolean fine = scenario_split(override->key, &setting.group, &setting.key, NULL) &&
                    scenario_put(copy, &setting, NULL);
    g_assert(fine);
    g_free(setting.group);
    g_free(setting.key);
  }
  return copy;
}

char **scenario_groups(const struct scenario *scenario, const char *class) {
  g_autofree char *begin = g_strconcat(class, " ", NULL);
  GPtrArray *groups = g_ptr_array_new();
  for (guint i = 0; i < scenario->settings.list->len; i++) {
    const struct setting *setting = scenario->settings.list->pdata[i];
    if (g_str_has_prefix(setting->group, begin) &&
        !g_ptr_array_find_with_equal_func(groups, setting->group, g_str_equal, NULL))
      g_ptr_array_add(groups, g_strdup(setting->group));
  }
  g_ptr_array_add(groups, NULL);
  return (char **)g_ptr_array_free(groups, FALSE);
}

char **scenario_variants(const struct scenario *scenario) {
  const char *listed = scenario_text(scenario, "compare", "variants");
  if (listed) return lists_names(listed, NULL);
  char **groups = scenario_groups(scenario, "variant");
  for (char **group = groups; *group; group++) memmove(*group, *group + 8, strlen(*group + 8) + 1);
  if (groups[0]) return groups;
  g_strfreev(groups);
  return g_strsplit("main", ",", 0);
}

const char *scenario_unknown_variant(const struct scenario *scenario, char *const *asked) {
  g_auto(GStrv) groups = scenario_groups(scenario, "variant");
  for (; *asked; asked++) {
    g_autofree char *heading = g_strconcat("variant ", *asked, NULL);
    if (!g_strv_contains((const char *const *)groups, heading) && (groups[0] || strcmp(*asked, "main") != 0))
      return *asked;
  }
  return NULL;
}

static const struct keys_entry *scenario_entry(const char *group, const char *key) {
  const struct keys_entry *entry = keys_find(group, key, NULL);
  g_assert(entry);
  return entry;
}

const char *scenario_text(const struct scenario *scenario, const char *group, const char *key) {
  const struct setting *setting = settings_get(&scenario->settings, group, key);
  return setting ? setting->value : scenario_entry(group, key)->fallback;
}

gboolean scenario_has(const struct scenario *scenario, const char *group, const char *key) {
  return scenario_text(scenario, group, key) != NULL;
}

sim_time scenario_duration(const struct scenario *scenario, const char *group, const char *key) {
  sim_time value = 0;
  gboolean fine = units_duration(scenario_text(scenario, group, key), &value, NULL);
  g_assert(fine);
  return value;
}

double scenario_number(const struct scenario *scenario, const char *group, const char *key) {
  const char *text = scenario_text(scenario, group, key);
  double value = 0;
  gboolean fine = units_number(text, &value, NULL) || units_share(text, &value, NULL) || units_rate(text, &value, NULL);
  g_assert(fine);
  return value;
}

guint64 scenario_count(const struct scenario *scenario, const char *group, const char *key) {
  guint64 value = 0;
  gboolean fine = units_count(scenario_text(scenario, group, key), &value, NULL);
  g_assert(fine);
  return value;
}

gboolean scenario_switch(const struct scenario *scenario, const char *group, const char *key) {
  gboolean value = FALSE;
  gboolean fine = units_switch(scenario_text(scenario, group, key), &value, NULL);
  g_assert(fine);
  return value;
}

sim_time scenario_when(const struct scenario *scenario, const char *group, const char *key) {
  const char *text = scenario_text(scenario, group, key);
  if (!text) return SIM_NEVER;
  gint64 instant = 0, start = 0;
  if (!strchr(text, 'T')) return scenario_duration(scenario, group, key);
  const char *begin = scenario_text(scenario, "scenario", "start");
  gboolean fine = units_instant(text, &instant, NULL) && (!begin || units_instant(begin, &start, NULL));
  g_assert(fine);
  return (instant - start) * SIM_MICROSECOND;
}

gboolean scenario_blame(const struct scenario *scenario, const char *group, const char *key, GError **error) {
  const struct setting *setting = settings_get(&scenario->settings, group, key);
  g_prefix_error(error, "[%s] %s: ", group, key);
  return mistake_locate(error, setting ? setting->file : scenario->path, setting ? setting->line : 0);
}

/* Where a value comes from: what the scenario says, else what the table says of its default. */
const char *scenario_source(const struct scenario *scenario, const char *group, const char *key) {
  const struct keys_entry *entry = scenario_entry(group, key);
  g_autofree char *name = g_strdup_printf("%s.%s", group, key);
  const struct setting *source = settings_get(&scenario->settings, "sources", g_strdelimit(name, " ", '.'));
  if (source) return source->value;
  if (!entry->label) return NULL;
  return settings_get(&scenario->settings, group, key) ? "assumed" : entry->label;
}

static void scenario_label(const struct scenario *scenario, const struct keys_entry *entry, const char *group,
                           const char *label, GPtrArray *lines) {
  const char *value = scenario_text(scenario, group, entry->key);
  const char *source = value ? scenario_source(scenario, group, entry->key) : NULL;
  if (!source || !g_str_has_prefix(source, label)) return;
  const char *why = strchr(source, ':');
  g_ptr_array_add(lines, g_strdup_printf("%s.%s = %s%s%s: %s", group, entry->key, value, why ? " -" : "",
                                         why ? why + 1 : "", entry->help));
}

char **scenario_labelled(const struct scenario *scenario, const char *label) {
  GPtrArray *lines = g_ptr_array_new();
  gsize count;
  const struct keys_entry *entry = keys_all(&count);
  for (gsize i = 0; i < count; i++) {
    g_auto(GStrv) groups = scenario_groups(scenario, entry[i].group);
    if (keys_check_group(entry[i].group, NULL) && entry[i].label)
      scenario_label(scenario, &entry[i], entry[i].group, label, lines);
    for (char **group = groups; *group && entry[i].label; group++)
      scenario_label(scenario, &entry[i], *group, label, lines);
  }
  g_ptr_array_add(lines, NULL);
  return (char **)g_ptr_array_free(lines, FALSE);
}
