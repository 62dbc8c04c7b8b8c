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

static void origins_name(GArray *named, const struct scenario *scenario, const char *group, const char *key) {
  const char *text = scenario_text(scenario, group, key);
  GArray *list = text ? lists_asns(text, NULL) : NULL;
  if (list) g_array_append_vals(named, list->data, list->len);
  if (list) g_array_unref(list);
}

GArray *origins_named(const struct scenario *scenario) {
  GArray *named = g_array_new(FALSE, FALSE, sizeof(guint32));
  const char *carriers = scenario_text(scenario, "cards", "carriers");
  GArray *cards = carriers ? lists_counts(carriers, NULL) : NULL;
  g_auto(GStrv) events = scenario_groups(scenario, "event");
  origins_name(named, scenario, "measure", "focus");
  for (guint i = 0; cards && i < cards->len; i++)
    g_array_append_val(named, g_array_index(cards, struct lists_count, i).asn);
  for (char **event = events; *event; event++) {
    origins_name(named, scenario, *event, "routers");
    const char *text = scenario_text(scenario, *event, "links");
    GArray *links = text ? lists_links(text, NULL) : NULL;
    for (guint i = 0; links && i < links->len; i++) {
      g_array_append_val(named, g_array_index(links, struct lists_link, i).a);
      g_array_append_val(named, g_array_index(links, struct lists_link, i).b);
    }
    if (links) g_array_unref(links);
  }
  if (cards) g_array_unref(cards);
  return named;
}
