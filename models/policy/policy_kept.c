#include "models/policy/policy_kept.h"

struct kept {
  gint64 key;
  struct update update;
};

GHashTable *policy_kept_new(void) { return g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, g_free); }

void policy_kept_put(GHashTable *kept, const struct plane *p, uint32_t half, const struct update *update) {
  struct kept *entry = g_new(struct kept, 1);
  *entry = (struct kept){plane_half_key(p, half), *update};
  g_hash_table_replace(kept, &entry->key, entry);
}

bool policy_kept_take(GHashTable *kept, const struct plane *p, uint32_t half, struct update *update) {
  gint64 key = plane_half_key(p, half);
  const struct kept *entry = g_hash_table_lookup(kept, &key);
  if (!entry) return false;
  *update = entry->update;
  g_hash_table_remove(kept, &key);
  return true;
}
