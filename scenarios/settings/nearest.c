#include "scenarios/settings/nearest.h"

#include <string.h>

/* Levenshtein's distance, one row of the table at a time. */
static guint nearest_distance(const char *a, const char *b) {
  guint width = (guint)strlen(b);
  g_autofree guint *row = g_new(guint, width + 1);
  for (guint j = 0; j <= width; j++) row[j] = j;
  for (guint i = 0; a[i]; i++) {
    guint diagonal = row[0];
    row[0] = i + 1;
    for (guint j = 0; j < width; j++) {
      guint replaced = diagonal + (a[i] != b[j]);
      diagonal = row[j + 1];
      row[j + 1] = MIN(replaced, MIN(row[j], row[j + 1]) + 1);
    }
  }
  return row[width];
}

void nearest_offer(struct nearest *nearest, const char *name) {
  guint distance = nearest_distance(nearest->typed, name);
  if (nearest->name && distance >= nearest->distance) return;
  nearest->name = name;
  nearest->distance = distance;
}
