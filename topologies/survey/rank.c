#include "topologies/survey/rank.h"

#include <glib.h>

struct entry {
  double value, second;
  uint32_t as;
};

static int compare_entries(const void *x, const void *y) {
  const struct entry *a = x, *b = y;
  if (a->value != b->value) return a->value > b->value ? -1 : 1;
  if (a->second != b->second) return a->second > b->second ? -1 : 1;
  return (a->as > b->as) - (a->as < b->as);
}

uint32_t *rank_leaders(const double *value, const double *second, uint32_t ases, uint32_t wanted, uint32_t *count) {
  struct entry *entry = g_new(struct entry, ases);
  for (uint32_t as = 0; as < ases; as++) entry[as] = (struct entry){value[as], second[as], as};
  qsort(entry, ases, sizeof *entry, compare_entries);
  *count = MIN(wanted, ases);
  uint32_t *leader = g_new(uint32_t, *count);
  for (uint32_t i = 0; i < *count; i++) leader[i] = entry[i].as;
  g_free(entry);
  return leader;
}
