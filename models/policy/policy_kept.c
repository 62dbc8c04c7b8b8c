#include "models/policy/policy_kept.h"

struct kept {
  gint64 key;
  struct update update;
};

static gint64 kept_key(uint32_t prefix, uint32_t half) { return (gint64)((uint64_t)prefix << 32 | half); }

GHashTable *policy_kept_new(void) { return g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, g_free); }

void policy_kept_put(GHashTable *kept, uint32_t prefix, uint32_t half, const struct update *update) {
  struct kept *entry = g_new(struct kept, 1);
  *entry = (struct kept){kept_key(prefix, half), *update};
  g_hash_table_replace(kept, &entry->key, entry);
}

bool policy_kept_take(GHashTable *kept, uint32_t prefix, uint32_t half, struct update *update) {
  gint64 key = kept_key(prefix, half);
  const struct kept *entry = g_hash_table_lookup(kept, &key);
  if (!entry) return false;
  *update = entry->update;
  g_hash_table_remove(kept, &key);
  return true;
}
