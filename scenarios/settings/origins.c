#include "scenarios/settings/origins.h"

#include "scenarios/settings/mistake.h"
#include "scenarios/settings/units.h"

#include <math.h>
#include <string.h>

/* Exactly one of the two is set: a count, or a part of all (1: all). FALSE: neither can be read. */
static gboolean origins_read(const char *text, guint64 *count, double *part) {
  *count = 0;
  *part = strcmp(text, "all") == 0;
  return *part > 0 || (units_count(text, count, NULL) && *count > 0) || (units_share(text, part, NULL) && *part > 0);
}

gboolean origins_check(const char *text, GError **error) {
  guint64 count;
  double part;
  if (origins_read(text, &count, &part)) return TRUE;
  return mistake_set(error, MISTAKE_VALUE, "'%s' found, expected how many (200), what part of them (5 %%), or all",
                     text);
}

uint32_t origins_asked(const struct scenario *scenario, uint32_t there) {
  guint64 count;
  double part;
  gboolean fine = origins_read(scenario_text(scenario, "origins", "sample"), &count, &part);
  g_assert(fine);
  if (count == 0) count = (guint64)MAX(1, ceil(part * there));
  return (uint32_t)MIN(count, there);
}
