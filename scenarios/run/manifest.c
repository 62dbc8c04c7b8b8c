#include "scenarios/run/manifest.h"

#include "scenarios/run/provenance.h"
#include "scenarios/settings/mistake.h"

#include <string.h>

/* Of how the command was given: no part of what it means. */
#define MANIFEST_COMMAND "command"

struct manifest_variant {
  GKeyFile *file;
  char *group;
  const struct scenario *scenario;
};

/* One setting and, where it names a file, that file. */
static void manifest_setting(const char *group, const char *key, const char *value, void *context) {
  const struct manifest_variant *variant = context;
  g_autofree char *name = g_strdup_printf("%s.%s", group, key);
  g_key_file_set_string(variant->file, variant->group, name, value);
  g_autofree char *path = scenario_beside(variant->scenario, value);
  if (!g_file_test(path, G_FILE_TEST_EXISTS) || (strcmp(key, "file") && strcmp(key, "roas") && strcmp(key, "map")))
    return;
  g_autofree char *sum = provenance_sum(path), *of = g_strconcat(name, " sha256", NULL);
  g_key_file_set_string(variant->file, variant->group, of, sum);
}

static void manifest_set_variants(GKeyFile *file, const struct plan *plan) {
  for (guint v = 0; v < plan->variants; v++) {
    struct manifest_variant variant = {.file = file, .scenario = plan->variant[v].scenario};
    variant.group = g_strdup_printf("variant %s", plan->variant[v].name);
    scenario_each(variant.scenario, manifest_setting, &variant);
    g_free(variant.group);
  }
}

static void manifest_set_cells(GKeyFile *file, const struct plan *plan) {
  for (guint i = 0; i < plan->cell->len; i++) {
    const struct plan_cell *cell = plan_cell(plan, i);
    g_autofree char *key = g_strdup_printf("%u", i);
    g_autofree char *text = g_strdup_printf("variant %s, strategy %s, seed %" G_GUINT64_FORMAT ", like %u",
                                            plan->variant[cell->variant].name, cell->label, cell->seed, cell->like);
    g_key_file_set_string(file, "cells", key, text);
  }
}

struct manifest *manifest_new(const struct plan *plan, gboolean sensitivity) {
  struct manifest *manifest = g_new0(struct manifest, 1);
  manifest->file = provenance_collect(plan);
  manifest->scenario = g_strdup(scenario_path(plan->scenario));
  g_key_file_set_boolean(manifest->file, "run", "sensitivity", sensitivity);
  manifest_set_variants(manifest->file, plan);
  manifest_set_cells(manifest->file, plan);
  gsize length;
  g_autofree char *text = g_key_file_to_data(manifest->file, &length, NULL);
  manifest->digest = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)text, length);
  return manifest;
}

void manifest_free(struct manifest *manifest) {
  if (!manifest) return;
  g_key_file_free(manifest->file);
  g_free(manifest->digest);
  g_free(manifest->scenario);
  g_free(manifest);
}

char *manifest_text(const struct manifest *manifest, const char *const *command, const char *directory) {
  g_key_file_set_string_list(manifest->file, MANIFEST_COMMAND, "arguments", command, g_strv_length((char **)command));
  g_key_file_set_string(manifest->file, MANIFEST_COMMAND, "directory", directory);
  g_key_file_set_string(manifest->file, MANIFEST_COMMAND, "scenario", manifest->scenario);
  char *text = g_key_file_to_data(manifest->file, NULL, NULL);
  g_key_file_remove_group(manifest->file, MANIFEST_COMMAND, NULL);
  return text;
}

gboolean manifest_command(const char *text, gsize length, char ***command, char **directory, char **scenario) {
  GKeyFile *file = g_key_file_new();
  g_key_file_load_from_data(file, text, length, G_KEY_FILE_NONE, NULL);
  *command = g_key_file_get_string_list(file, MANIFEST_COMMAND, "arguments", NULL, NULL);
  *directory = g_key_file_get_string(file, MANIFEST_COMMAND, "directory", NULL);
  *scenario = g_key_file_get_string(file, MANIFEST_COMMAND, "scenario", NULL);
  g_key_file_free(file);
  return *command && *directory && *scenario;
}

static char *manifest_get(GKeyFile *file, const char *group, const char *key) {
  return g_key_file_get_string(file, group, key, NULL);
}

/* The first key of one file that the other has not, or has with another value: its name, and both values. */
static char *manifest_differs_group(GKeyFile *ours, GKeyFile *theirs, const char *group) {
  GKeyFile *side[] = {ours, theirs};
  for (int s = 0; s < 2; s++) {
    g_auto(GStrv) keys = g_key_file_get_keys(side[s], group, NULL, NULL);
    for (char **key = keys; key && *key; key++) {
      g_autofree char *here = manifest_get(ours, group, *key), *there = manifest_get(theirs, group, *key);
      if (g_strcmp0(here, there) == 0) continue;
      return g_strdup_printf("[%s] %s: %s%s%s there, %s%s%s now", group, *key, there ? "'" : "", there ? there : "not",
                             there ? "'" : "", here ? "'" : "", here ? here : "not", here ? "'" : "");
    }
  }
  return NULL;
}

static char *manifest_differs(GKeyFile *ours, GKeyFile *theirs) {
  GKeyFile *side[] = {ours, theirs};
  for (int s = 0; s < 2; s++) {
    g_auto(GStrv) groups = g_key_file_get_groups(side[s], NULL);
    for (char **group = groups; *group; group++) {
      char *word = strcmp(*group, MANIFEST_COMMAND) ? manifest_differs_group(ours, theirs, *group) : NULL;
      if (word) return word;
    }
  }
  return NULL;
}

gboolean manifest_check(const struct manifest *manifest, const char *text, gsize length, const char *path,
                        GError **error) {
  GKeyFile *theirs = g_key_file_new();
  gboolean read = g_key_file_load_from_data(theirs, text, length, G_KEY_FILE_NONE, NULL);
  g_autofree char *word = read ? manifest_differs(manifest->file, theirs) : g_strdup("it cannot be read");
  g_key_file_free(theirs);
  return !word || mistake_at(error, MISTAKE_VALUE, path, 0, "this is work on another plan: %s", word);
}
