#include "scenarios/settings/settings.h"

static void settings_free_one(gpointer data) {
  struct setting *setting = data;
  g_free(setting->group);
  g_free(setting->key);
  g_free(setting->value);
  g_free(setting->file);
  g_free(setting);
}

void settings_init(struct settings *settings) {
  settings->list = g_ptr_array_new_with_free_func(settings_free_one);
  settings->index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

void settings_clear(struct settings *settings) {
  g_hash_table_unref(settings->index);
  g_ptr_array_unref(settings->list);
}

const struct setting *settings_get(const struct settings *settings, const char *group, const char *key) {
  g_autofree char *name = g_strdup_printf("%s\n%s", group, key);
  return g_hash_table_lookup(settings->index, name);
}

void settings_put(struct settings *settings, const struct setting *setting) {
  struct setting *old = (struct setting *)settings_get(settings, setting->group, setting->key);
  if (!old) {
    old = g_new0(struct setting, 1);
    old->entry = setting->entry;
    old->group = g_strdup(setting->group);
    old->key = g_strdup(setting->key);
    g_ptr_array_add(settings->list, old);
    g_hash_table_insert(settings->index, g_strdup_printf("%s\n%s", old->group, old->key), old);
  }
  g_free(old->value);
  g_free(old->file);
  old->value = g_strdup(setting->value);
  old->file = g_strdup(setting->file);
  old->line = setting->line;
}

void settings_copy(struct settings *to, const struct settings *from) {
  settings_init(to);
  for (guint i = 0; i < from->list->len; i++) settings_put(to, from->list->pdata[i]);
}
