/* knobs.c: all that can be turned is written as a number, and perhaps its unit and more ("30 s, x 2, cap 300 s"): the
 * number is turned and the rest stays. */
#include "scenarios/plan/knobs.h"

#include "scenarios/files/platform_file.h"
#include "scenarios/settings/ini.h"
#include "scenarios/settings/units.h"

#include <math.h>
#include <string.h>

static void knob_free(gpointer pointer) {
  struct knob *knob = pointer;
  g_free(knob->name);
  g_free(knob->source);
  g_free(knob->value);
  g_free(knob->group);
  g_free(knob->key);
  g_free(knob->platform);
  g_free(knob);
}

static gboolean knobs_turns(enum keys_type type) {
  return type == KEYS_DURATION || type == KEYS_RATE || type == KEYS_SHARE || type == KEYS_COUNT || type == KEYS_NUMBER;
}

/* "fitted: to 40 minutes" -> "fitted"; NULL for what was published or needs no source. */
static char *knobs_source(const char *source) {
  if (!source || (!g_str_has_prefix(source, "fitted") && !g_str_has_prefix(source, "assumed"))) return NULL;
  return g_strndup(source, strspn(source, G_CSET_a_2_z));
}

static void knobs_add(GPtrArray *knobs, const struct scenario *scenario, const struct keys_entry *entry,
                      const char *group) {
  const char *value = scenario_text(scenario, group, entry->key);
  char *source = value ? knobs_source(scenario_source(scenario, group, entry->key)) : NULL;
  if (!source) return;
  struct knob *knob = g_new0(struct knob, 1);
  *knob = (struct knob){.name = g_strdup_printf("%s.%s", group, entry->key),
                        .source = source,
                        .value = g_strdup(value),
                        .group = g_strdup(group),
                        .key = g_strdup(entry->key)};
  g_strdelimit(knob->name, " ", '.');
  g_ptr_array_add(knobs, knob);
}

/* "30 s, x 2", "5000 /s": begins with a duration or a rate. */
static gboolean knobs_is_quantity(const char *text) {
  g_autofree char *first = g_strndup(text, strcspn(text, ","));
  sim_time duration;
  double rate;
  return units_duration(g_strchomp(first), &duration, NULL) || units_rate(first, &rate, NULL);
}

static const char *knobs_find(const struct ini *ini, const char *name) {
  for (guint i = 0; i < ini->entry->len; i++) {
    const struct ini_entry *entry = ini->entry->pdata[i];
    g_autofree char *full = entry->key ? g_strdup_printf("%s.%s", entry->group, entry->key) : NULL;
    if (g_strcmp0(full, name) == 0) return entry->value;
  }
  return NULL;
}

static void knobs_add_platform(GPtrArray *knobs, const struct platform_file *file) {
  struct ini *ini = ini_load(file->path, NULL);
  for (guint i = 0; ini && i < ini->entry->len; i++) {
    const struct ini_entry *entry = ini->entry->pdata[i];
    if (!entry->key || strcmp(entry->group, "sources") != 0 || !g_str_has_prefix(entry->value, "assumed")) continue;
    const char *value = knobs_find(ini, entry->key);
    if (!value || !knobs_is_quantity(value)) continue;
    struct knob *knob = g_new0(struct knob, 1);
    *knob = (struct knob){.name = g_strdup_printf("%s.%s", file->platform.name, entry->key),
                          .source = g_strdup("assumed"),
                          .value = g_strdup(value),
                          .key = g_strdup(entry->key),
                          .platform = g_strdup(file->platform.name)};
    g_ptr_array_add(knobs, knob);
  }
  ini_free(ini);
}

GPtrArray *knobs_list(const struct scenario *scenario, const GPtrArray *platforms) {
  GPtrArray *knobs = g_ptr_array_new_with_free_func(knob_free);
  gsize count;
  const struct keys_entry *entry = keys_all(&count);
  for (gsize i = 0; i < count; i++) {
    if (!knobs_turns(entry[i].type)) continue;
    g_auto(GStrv) groups = scenario_groups(scenario, entry[i].group);
    if (keys_check_group(entry[i].group, NULL)) knobs_add(knobs, scenario, &entry[i], entry[i].group);
    for (char **group = groups; *group; group++) knobs_add(knobs, scenario, &entry[i], *group);
  }
  for (guint i = 0; i < platforms->len; i++) knobs_add_platform(knobs, platforms->pdata[i]);
  return knobs;
}

/* Shortest with twelve digits, and never with an exponent. */
static char *knobs_number(double value) {
  char text[64];
  int places = CLAMP(12 - (int)floor(log10(value)), 0, 20);
  g_autofree char *form = g_strdup_printf("%%.%df", places);
  g_ascii_formatd(text, sizeof text, form, value);
  char *end = text + strlen(text);
  while (places && end[-1] == '0') *--end = '\0';
  if (places && end[-1] == '.') *--end = '\0';
  return g_strdup(text);
}

static gboolean knobs_is_count(const struct knob *knob) {
  const struct keys_entry *entry = knob->group ? keys_find(knob->group, knob->key, NULL) : NULL;
  return entry && entry->type == KEYS_COUNT;
}

char *knobs_turn(const struct knob *knob, double factor) {
  char *rest;
  double value = g_ascii_strtod(knob->value, &rest), turned = value * factor;
  if (knobs_is_count(knob)) turned = MAX(1, round(turned));
  rest += strspn(rest, " ");
  if (strcmp(rest, "%") == 0) turned = MIN(turned, 100);
  if (value <= 0 || turned == value) return NULL;
  g_autofree char *number = knobs_number(turned);
  if (!*rest) return g_steal_pointer(&number);
  return g_strdup_printf(*rest == ',' ? "%s%s" : "%s %s", number, rest);
}
