#include "scenarios/run/provenance.h"

#include "scenarios/settings/cards.h"

#include <string.h>

static int provenance_order(gconstpointer a, gconstpointer b) { return strcmp(*(char **)a, *(char **)b); }

/* Paths of what is in a folder, by name; NULL when it is none. */
static GPtrArray *provenance_folder(const char *path) {
  GDir *dir = g_dir_open(path, 0, NULL);
  if (!dir) return NULL;
  GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
  for (const char *name; (name = g_dir_read_name(dir));) g_ptr_array_add(paths, g_build_filename(path, name, NULL));
  g_dir_close(dir);
  g_ptr_array_sort(paths, provenance_order);
  return paths;
}

char *provenance_sum(const char *path) {
  g_autoptr(GPtrArray) inside = provenance_folder(path);
  g_autofree char *bytes = NULL;
  gsize length;
  if (!inside && !g_file_get_contents(path, &bytes, &length, NULL)) return g_strdup("unreadable");
  if (!inside) return g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, length);
  g_autoptr(GString) sums = g_string_new(NULL);
  for (guint i = 0; i < inside->len; i++) {
    g_autofree char *sum = provenance_sum(inside->pdata[i]), *name = g_path_get_basename(inside->pdata[i]);
    g_string_append_printf(sums, "%s %s\n", sum, name);
  }
  return g_compute_checksum_for_string(G_CHECKSUM_SHA256, sums->str, (gssize)sums->len);
}

/* Of a map without a file: its links as as-rel lines. */
static char *provenance_map_sum(const struct map *map) {
  static const char *const relation[] = {[MAP_TRANSIT] = "-1", [MAP_PEER] = "0", [MAP_SIBLING] = "2"};
  GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
  for (uint32_t i = 0; i < map->links; i++) {
    char line[64];
    const struct map_link *link = &map->link[i];
    int length = g_snprintf(line, sizeof line, "%u|%u|%s\n", map->asn[link->a], map->asn[link->b],
                            relation[link->kind]);
    g_checksum_update(sum, (const guchar *)line, length);
  }
  char *text = g_strdup(g_checksum_get_string(sum));
  g_checksum_free(sum);
  return text;
}

static void provenance_set(GKeyFile *file, const char *group, const char *path) {
  g_autofree char *sum = provenance_sum(path);
  g_autofree char *name = g_path_get_basename(path);
  g_key_file_set_string(file, group, name, sum);
}

static char *provenance_generated(const struct plan *plan) {
  return g_strdup_printf("generated, like %" G_GUINT64_FORMAT, scenario_count(plan->scenario, "topology", "like"));
}

static void provenance_set_map(GKeyFile *file, const struct plan *plan) {
  gboolean is_file = plan->topology && strcmp(plan->topology, "-") != 0;
  g_autofree char *sum = is_file ? provenance_sum(plan->topology) : provenance_map_sum(plan->map);
  g_autofree char *size = g_strdup_printf("%u ASes, %u links", plan->map->ases, plan->map->links);
  g_autofree char *name = plan->topology ? g_path_get_basename(plan->topology) : provenance_generated(plan);
  g_key_file_set_string(file, "map", "name", is_file ? name : plan->topology ? "standard input" : name);
  g_key_file_set_string(file, "map", "size", size);
  g_key_file_set_string(file, "map", "sha256", sum);
}

static void provenance_set_seeds(GKeyFile *file, const struct plan *plan) {
  guint64 first = plan_cell(plan, 0)->seed, last = plan_cell(plan, 0)->seed;
  for (guint i = 0; i < plan->cell->len; i++) last = MAX(last, plan_cell(plan, i)->seed);
  g_autofree char *seeds = first == last ? g_strdup_printf("%" G_GUINT64_FORMAT, first)
                                         : g_strdup_printf("%" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT, first, last);
  g_key_file_set_string(file, "run", "seeds", seeds);
  g_key_file_set_integer(file, "run", "simulations", (gint)plan->cell->len);
}

/* What the trees of line cards are made of, where there are any. */
static void provenance_set_cards(GKeyFile *file, const struct plan *plan) {
  for (guint i = 0; i < plan->variants; i++) {
    g_autofree char *scale = cards_scale(plan->variant[i].scenario);
    if (scale) g_key_file_set_string(file, "cards", plan->variant[i].name, scale);
  }
}

GKeyFile *provenance_collect(const struct plan *plan) {
  GKeyFile *file = g_key_file_new();
  g_key_file_set_string(file, "run", "version", FAULTLINE_VERSION);
  g_key_file_set_string(file, "run", "scenario", scenario_name(plan->scenario));
  g_key_file_set_string(file, "run", "as written", plan->as_written ? "yes" : "no");
  provenance_set_seeds(file, plan);
  provenance_set_map(file, plan);
  provenance_set_cards(file, plan);
  provenance_set(file, "sha256", scenario_path(plan->scenario));
  if (plan->countries) provenance_set(file, "sha256", plan->countries);
  if (plan->weights) provenance_set(file, "sha256", plan->weights);
  for (guint i = 0; i < plan->strategy_paths->len; i++) provenance_set(file, "sha256", plan->strategy_paths->pdata[i]);
  for (guint i = 0; i < plan->platforms->len; i++)
    provenance_set(file, "sha256", ((struct platform_file *)plan->platforms->pdata[i])->path);
  return file;
}

static void provenance_add_group(GKeyFile *file, const char *group, GPtrArray *lines) {
  g_auto(GStrv) keys = g_key_file_get_keys(file, group, NULL, NULL);
  for (char **key = keys; key && *key; key++) {
    g_autofree char *value = g_key_file_get_string(file, group, *key, NULL);
    const char *before = strcmp(group, "run") == 0 ? "" : group;
    g_ptr_array_add(lines, g_strdup_printf("%s%s%s: %s", before, *before ? " " : "", *key, value));
  }
}

char **provenance_lines(const struct plan *plan) {
  GPtrArray *lines = g_ptr_array_new();
  GKeyFile *file = provenance_collect(plan);
  provenance_add_group(file, "run", lines);
  provenance_add_group(file, "map", lines);
  provenance_add_group(file, "cards", lines);
  provenance_add_group(file, "sha256", lines);
  g_key_file_free(file);
  g_ptr_array_add(lines, NULL);
  return (char **)g_ptr_array_free(lines, FALSE);
}

void provenance_write(const struct plan *plan, const char *command, FILE *out) {
  GKeyFile *file = provenance_collect(plan);
  g_key_file_set_string(file, "run", "command", command);
  g_autofree char *text = g_key_file_to_data(file, NULL, NULL);
  fputs(text, out);
  g_key_file_free(file);
}
