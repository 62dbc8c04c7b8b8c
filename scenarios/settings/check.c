#include "scenarios/settings/check.h"

#include "scenarios/files/platform_file.h"
#include "scenarios/plan/timeline.h"
#include "scenarios/settings/cards.h"
#include "scenarios/settings/flap.h"
#include "scenarios/settings/levels.h"
#include "scenarios/settings/mistake.h"
#include "scenarios/settings/policies.h"
#include "scenarios/settings/prefix_limit.h"
#include "scenarios/settings/trigger.h"
#include "scenarios/settings/units.h"

#include "analysis/harvest/bins.h"

#include <string.h>

/* Times of day need to know when the run begins, and lie behind that. */
static gboolean check_when(const struct scenario *scenario, const char *group, const char *key, GError **error) {
  const char *text = scenario_text(scenario, group, key);
  if (!text || !strchr(text, 'T')) return TRUE;
  if (!scenario_has(scenario, "scenario", "start"))
    mistake_set(error, MISTAKE_VALUE, "'%s' is a time of day, but [scenario] has no start", text);
  else if (scenario_when(scenario, group, key) < 0)
    mistake_set(error, MISTAKE_VALUE, "'%s' lies before the start of the run", text);
  else return TRUE;
  return scenario_blame(scenario, group, key, error);
}

static gboolean check_order(const struct scenario *scenario, const char *group, const char *low, const char *high,
                            GError **error) {
  if (scenario_duration(scenario, group, low) <= scenario_duration(scenario, group, high)) return TRUE;
  mistake_set(error, MISTAKE_VALUE, "longer than %s", high);
  return scenario_blame(scenario, group, low, error);
}

static gboolean check_above_zero(const struct scenario *scenario, const char *group, const char *key, GError **error) {
  const char *text = scenario_text(scenario, group, key);
  if (g_ascii_strtod(text, NULL) > 0) return TRUE;
  mistake_set(error, MISTAKE_VALUE, "'%s' found, expected more than 0", text);
  return scenario_blame(scenario, group, key, error);
}

static gboolean check_type(const struct scenario *scenario, const char *key, GError **error) {
  if (!scenario_has(scenario, "platforms", key)) return TRUE;
  guint64 type = scenario_count(scenario, "platforms", key);
  if (type >= 1 && type <= 255) return TRUE;
  mistake_set(error, MISTAKE_VALUE, "%" G_GUINT64_FORMAT " found, expected an attribute type from 1 to 255", type);
  return scenario_blame(scenario, "platforms", key, error);
}

static gboolean check_trigger(const struct scenario *scenario, const struct map *map, const char *group,
                              GError **error) {
  const char *origin = scenario_text(scenario, group, "origin");
  struct trigger_bytes bytes;
  guint32 asn;
  if (!trigger_read(scenario, group, &bytes, error)) return FALSE;
  trigger_clear(&bytes);
  if (strcmp(origin, "stub") != 0 && units_asn(origin, &asn, NULL) && map_find(map, asn) == UINT32_MAX) {
    mistake_set(error, MISTAKE_VALUE, "AS%u is not on the map", asn);
    return scenario_blame(scenario, group, "origin", error);
  }
  return check_when(scenario, group, "announce", error) && check_when(scenario, group, "withdraw", error);
}

/* The key that an event of this kind cannot do without. */
static const char *check_needed(const char *kind) {
  static const char *const needed[][2] = {{"crash", "at"},        {"crash-process", "at"}, {"patch", "at"},
                                          {"handle", "strategy"}, {"leak", "routers"},     {"hijack", "routers"}};
  for (gsize i = 0; i < G_N_ELEMENTS(needed); i++)
    if (strcmp(kind, needed[i][0]) == 0) return needed[i][1];
  return "links";
}

static gboolean check_event(const struct scenario *scenario, const char *group, GError **error) {
  const char *kind = scenario_text(scenario, group, "kind");
  if (!kind) {
    mistake_set(error, MISTAKE_VALUE, "missing");
    return scenario_blame(scenario, group, "kind", error);
  }
  if (!timeline_check_kind(kind, error)) return scenario_blame(scenario, group, "kind", error);
  const char *needed = check_needed(kind);
  if (!scenario_has(scenario, group, needed)) {
    mistake_set(error, MISTAKE_VALUE, "missing, needed for kind = %s", kind);
    return scenario_blame(scenario, group, needed, error);
  }
  return check_when(scenario, group, "at", error) && check_when(scenario, group, "until", error);
}

/* Groups that may come into force and end during the run. */
static gboolean check_spans(const struct scenario *scenario, const char *class, GError **error) {
  g_auto(GStrv) groups = scenario_groups(scenario, class);
  for (char **group = groups; *group; group++)
    if (!check_when(scenario, *group, "at", error) || !check_when(scenario, *group, "until", error)) return FALSE;
  return TRUE;
}

static gboolean check_routing(const struct scenario *scenario, GError **error) {
  const char *text = scenario_text(scenario, "routing", "graceful_restart");
  enum platform_graceful graceful;
  if (text && !platform_file_graceful(text, &graceful, error))
    return scenario_blame(scenario, "routing", "graceful_restart", error);
  return check_above_zero(scenario, "routing", "bfd_multiplier", error);
}

static gboolean check_begin(const struct scenario *scenario, GError **error) {
  sim_time begin = timeline_begin(scenario), end = scenario_duration(scenario, "scenario", "duration");
  if (begin == SIM_NEVER)
    return mistake_at(error, MISTAKE_VALUE, scenario_path(scenario), 0,
                      "nothing goes wrong here: no [trigger NAME], no [event NAME]");
  if (begin < end) return TRUE;
  mistake_set(error, MISTAKE_VALUE, "the run ends before anything goes wrong");
  return scenario_blame(scenario, "scenario", "duration", error);
}

/* A finer time series than anybody draws would not be taken up again from a file (bins.h). */
static gboolean check_bins(const struct scenario *scenario, GError **error) {
  sim_time bin = scenario_duration(scenario, "measure", "bin"),
           end = scenario_duration(scenario, "scenario", "duration");
  if ((end - 1) / bin < BINS_MOST) return TRUE;
  mistake_set(error, MISTAKE_VALUE, "'%s' found, expected no more than %d steps in the run",
              scenario_text(scenario, "measure", "bin"), BINS_MOST);
  return scenario_blame(scenario, "measure", "bin", error);
}

gboolean check_scenario(const struct scenario *scenario, const struct map *map, GError **error) {
  g_auto(GStrv) triggers = scenario_groups(scenario, "trigger");
  g_auto(GStrv) events = scenario_groups(scenario, "event");
  for (char **group = triggers; *group; group++)
    if (!check_trigger(scenario, map, *group, error)) return FALSE;
  for (char **group = events; *group; group++)
    if (!check_event(scenario, *group, error)) return FALSE;
  return check_begin(scenario, error) && check_routing(scenario, error) && levels_check(scenario, error) &&
         policies_check(scenario, error) && check_spans(scenario, "rule", error) &&
         check_spans(scenario, "roa", error) && flap_check(scenario, error) && prefix_limit_check(scenario, error) &&
         check_order(scenario, "topology", "delay_low", "delay_high", error) &&
         check_above_zero(scenario, "topology", "delay_low", error) &&
         check_above_zero(scenario, "scenario", "duration", error) &&
         check_above_zero(scenario, "measure", "bin", error) && check_bins(scenario, error) &&
         check_type(scenario, "knows_type", error) && check_type(scenario, "corrupts_type", error) &&
         cards_check(scenario, error);
}

static void check_note(GPtrArray *notes, char *note) {
  if (g_ptr_array_find_with_equal_func(notes, note, g_str_equal, NULL)) g_free(note);
  else g_ptr_array_add(notes, note);
}

/* Items that begin with the guint32 of an AS. */
static void check_list(GArray *list, const char *name, const struct map *map, GPtrArray *notes) {
  guint size = list ? g_array_get_element_size(list) : 0;
  for (guint i = 0; list && i < list->len; i++) {
    guint32 asn;
    memcpy(&asn, list->data + i * size, sizeof asn);
    if (map_find(map, asn) == UINT32_MAX) check_note(notes, g_strdup_printf("%s: AS%u is not on the map", name, asn));
  }
  if (list) g_array_unref(list);
}

static void check_links(const char *text, const char *group, const struct map *map, GPtrArray *notes) {
  GArray *links = lists_links(text, NULL);
  for (guint i = 0; i < links->len; i++) {
    const struct lists_link *link = &g_array_index(links, struct lists_link, i);
    uint32_t a = MIN(map_find(map, link->a), map_find(map, link->b)), found = 0;
    uint32_t b = MAX(map_find(map, link->a), map_find(map, link->b));
    if (a == b) continue;
    for (uint32_t j = 0; j < map->links && b != UINT32_MAX; j++)
      found |= MIN(map->link[j].a, map->link[j].b) == a && MAX(map->link[j].a, map->link[j].b) == b;
    if (!found) check_note(notes, g_strdup_printf("[%s]: the map has no link %u-%u", group, link->a, link->b));
  }
  g_array_unref(links);
}

/* Who is named in the groups of a class that have no events. */
static void check_groups(const struct scenario *scenario, const char *class, const struct map *map, GPtrArray *notes) {
  g_auto(GStrv) groups = scenario_groups(scenario, class);
  for (char **group = groups; *group; group++) {
    const char *routers = scenario_text(scenario, *group, "routers");
    if (routers) check_list(lists_asns(routers, NULL), *group, map, notes);
    if (strcmp(class, "handling") != 0 || !scenario_has(scenario, *group, "neighbor")) continue;
    check_list(lists_asns(scenario_text(scenario, *group, "neighbor"), NULL), *group, map, notes);
  }
}

void check_map(const struct scenario *scenario, const struct map *map, GPtrArray *notes) {
  const char *carriers = scenario_text(scenario, "cards", "carriers");
  const char *pinned = scenario_text(scenario, "platforms", "pinned");
  const char *focus = scenario_text(scenario, "measure", "focus");
  if (carriers) check_list(lists_counts(carriers, NULL), "cards.carriers", map, notes);
  if (pinned) check_list(lists_pins(pinned, NULL), "platforms.pinned", map, notes);
  if (focus) check_list(lists_asns(focus, NULL), "measure.focus", map, notes);
  g_auto(GStrv) events = scenario_groups(scenario, "event");
  for (char **group = events; *group; group++) {
    const char *routers = scenario_text(scenario, *group, "routers"), *links = scenario_text(scenario, *group, "links");
    const char *cards = scenario_text(scenario, *group, "cards");
    if (routers) check_list(lists_asns(routers, NULL), *group, map, notes);
    if (cards) check_list(lists_counts(cards, NULL), *group, map, notes);
    if (links) check_links(links, *group, map, notes);
  }
  g_auto(GStrv) insides = scenario_groups(scenario, "inside");
  for (char **group = insides; *group; group++)
    check_list(lists_asns(scenario_text(scenario, *group, "asn"), NULL), *group, map, notes);
  check_groups(scenario, "handling", map, notes);
  check_groups(scenario, "damping", map, notes);
  check_groups(scenario, "limit", map, notes);
  check_groups(scenario, "rule", map, notes);
  const char *validators = scenario_text(scenario, "rov", "routers"),
             *markers = scenario_text(scenario, "otc", "routers");
  if (validators) check_list(lists_asns(validators, NULL), "rov.routers", map, notes);
  if (markers) check_list(lists_asns(markers, NULL), "otc.routers", map, notes);
}
