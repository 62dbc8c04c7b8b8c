#include "scenarios/settings/cards.h"

#include "scenarios/settings/addresses.h"
#include "scenarios/settings/conditions.h"
#include "scenarios/settings/mistake.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define MOST_CONCRETE 1000

static const char *const cards_models[] = {
    [CARD_HAZARD] = "hazard", [CARD_KTREE] = "ktree", [CARD_PATTERN] = "pattern", NULL};
static const char *const cards_rules[] = {
    [PLACEMENT_CHANCE] = "chance", [PLACEMENT_ROUND_ROBIN] = "round-robin", [PLACEMENT_KIND] = "kind", NULL};

/* --- checking --- */

/* Index of `name` among `names`, which end with NULL; -1 and an error for none. */
static int cards_word(const char *const *names, const char *name, GError **error) {
  for (int i = 0; names[i]; i++)
    if (strcmp(names[i], name) == 0) return i;
  g_autofree char *list = g_strjoinv(", ", (char **)names);
  mistake_set(error, MISTAKE_UNKNOWN, "'%s' found, expected one of %s", name, list);
  return -1;
}

static int cards_model(const struct scenario *scenario, GError **error) {
  return cards_word(cards_models, scenario_text(scenario, "cards", "model"), error);
}

static int cards_rule(const struct scenario *scenario, GError **error) {
  return cards_word(cards_rules, scenario_text(scenario, "cards", "placement"), error);
}

static gboolean cards_check_twice(const struct scenario *scenario, GError **error) {
  const char *text = scenario_text(scenario, "cards", "carriers");
  GArray *carriers = text ? lists_counts(text, NULL) : g_array_new(FALSE, FALSE, sizeof(struct lists_count));
  guint32 twice = 0;
  for (guint i = 0; i < carriers->len; i++)
    for (guint j = 0; j < i; j++)
      if (g_array_index(carriers, struct lists_count, i).asn == g_array_index(carriers, struct lists_count, j).asn)
        twice = g_array_index(carriers, struct lists_count, i).asn;
  g_array_unref(carriers);
  if (!twice) return TRUE;
  mistake_set(error, MISTAKE_VALUE, "AS%u stands twice", twice);
  return scenario_blame(scenario, "cards", "carriers", error);
}

static gboolean cards_check_number(const struct scenario *scenario, const char *key, double low, double high,
                                   const char *expected, GError **error) {
  const char *text = scenario_text(scenario, "cards", key);
  double value = g_ascii_strtod(text, NULL);
  if (value >= low && value <= high) return TRUE;
  mistake_set(error, MISTAKE_VALUE, "'%s' found, expected %s", text, expected);
  return scenario_blame(scenario, "cards", key, error);
}

static gboolean cards_check_pattern(const struct scenario *scenario, GError **error) {
  const char *text = scenario_text(scenario, "cards", "pattern");
  g_auto(GStrv) triggers = scenario_groups(scenario, "trigger");
  if (!text && cards_model(scenario, NULL) != CARD_PATTERN) return TRUE;
  if (!text) {
    mistake_set(error, MISTAKE_VALUE, "missing, needed for model = pattern");
  } else {
    struct pattern *pattern = conditions_read(text, triggers, 0, error);
    pattern_free(pattern);
    if (pattern) return TRUE;
  }
  return scenario_blame(scenario, "cards", "pattern", error);
}

gboolean cards_check(const struct scenario *scenario, GError **error) {
  static const char probability[] = "a probability from 0 to 1";
  if (cards_model(scenario, error) < 0) return scenario_blame(scenario, "cards", "model", error);
  if (cards_rule(scenario, error) < 0) return scenario_blame(scenario, "cards", "placement", error);
  if (scenario_duration(scenario, "cards", "boot_low") > scenario_duration(scenario, "cards", "boot_high")) {
    mistake_set(error, MISTAKE_VALUE, "longer than boot_high");
    return scenario_blame(scenario, "cards", "boot_low", error);
  }
  return cards_check_twice(scenario, error) && cards_check_pattern(scenario, error) &&
         cards_check_number(scenario, "corrupt_p", 0, 1, probability, error) &&
         cards_check_number(scenario, "trip_p", 0, 1, probability, error) &&
         cards_check_number(scenario, "trigger_trip_p", 0, 1, probability, error) &&
         cards_check_number(scenario, "siblings", 0, 3, "0 to 3", error) &&
         cards_check_number(scenario, "concrete", 1, MOST_CONCRETE, "1 to 1000", error) &&
         cards_check_number(scenario, "fib_rate", DBL_MIN, DBL_MAX, "more than 0", error);
}

/* --- building --- */

static struct world_cards cards_settings(const struct scenario *scenario, const struct pattern *pattern) {
  return (struct world_cards){
      .vulnerable = scenario_number(scenario, "cards", "vulnerable"),
      .patched = scenario_number(scenario, "cards", "patched"),
      .model = (enum card_kind)cards_model(scenario, NULL),
      .odds = {.corrupt_p = scenario_number(scenario, "cards", "corrupt_p"),
               .trip_p = scenario_number(scenario, "cards", "trip_p"),
               .trigger_trip_p = scenario_number(scenario, "cards", "trigger_trip_p")},
      .flaw = {scenario_switch(scenario, "cards", "flaw"), (uint32_t)scenario_count(scenario, "cards", "siblings")},
      .pattern = pattern,
      .deletes_before = scenario_number(scenario, "cards", "deletes_before"),
      .histories = (uint32_t)MIN(scenario_count(scenario, "cards", "histories"), G_MAXUINT32),
      .change_share = scenario_number(scenario, "cards", "change_share"),
      .fib_rate = scenario_number(scenario, "cards", "fib_rate"),
      .krt_share = scenario_number(scenario, "cards", "krt_share"),
      .boot_low = scenario_duration(scenario, "cards", "boot_low"),
      .boot_high = scenario_duration(scenario, "cards", "boot_high"),
      .placement = (enum placement_rule)cards_rule(scenario, NULL)};
}

/* `count` cards for one AS, shared out evenly among its routers. */
static void cards_carrier(struct world *world, struct world_cards *cards, uint32_t asn, uint32_t count) {
  uint32_t first = network_find(world_network(world), asn);
  if (first == NETWORK_NONE) return;
  uint32_t routers = network_as_end(world_network(world), first) - first;
  for (uint32_t i = 0; i < routers; i++) {
    cards->router = first + i;
    cards->count = count / routers + (i < count % routers);
    if (cards->count) world_add_cards(world, cards);
  }
}

void cards_add(struct world *world, const struct scenario *scenario, uint32_t first_trigger) {
  const char *text = scenario_text(scenario, "cards", "carriers"), *when = scenario_text(scenario, "cards", "pattern");
  if (!text) return;
  g_auto(GStrv) triggers = scenario_groups(scenario, "trigger");
  struct pattern *pattern = when ? conditions_read(when, triggers, first_trigger, NULL) : NULL;
  double factor = scenario_number(scenario, "cards", "factor");
  struct world_cards cards = cards_settings(scenario, pattern);
  GArray *carriers = lists_counts(text, NULL);
  for (guint i = 0; i < carriers->len; i++) {
    const struct lists_count *carrier = &g_array_index(carriers, struct lists_count, i);
    cards_carrier(world, &cards, carrier->asn, (uint32_t)MAX(1, lround(carrier->count * factor)));
  }
  g_array_unref(carriers);
  pattern_free(pattern);
}

static gboolean cards_are_trees(const struct scenario *scenario) {
  return scenario_has(scenario, "cards", "carriers") && cards_model(scenario, NULL) == CARD_KTREE;
}

void cards_give_concrete(struct world *world, const struct scenario *scenario, const struct sample *sample,
                         uint64_t seed) {
  if (!cards_are_trees(scenario)) return;
  uint32_t count = (uint32_t)scenario_count(scenario, "cards", "concrete");
  g_auto(GStrv) triggers = scenario_groups(scenario, "trigger");
  g_autofree struct prefix *trigger = g_new(struct prefix, g_strv_length(triggers) + 1);
  g_autofree struct prefix *concrete = g_new(struct prefix, count);
  struct addresses *addresses = addresses_new(seed, scenario_number(scenario, "cards", "ipv6_share"));
  for (guint i = 0; triggers[i]; i++) {
    prefix_parse(scenario_text(scenario, triggers[i], "prefix"), &trigger[i]);
    addresses_reserve(addresses, &trigger[i]);
  }
  for (uint32_t i = 0; i < sample->count; i++) {
    addresses_draw(addresses, world_network(world)->asn[sample->router[i]], concrete, count);
    world_set_concrete(world, i, concrete, count);
  }
  for (guint i = 0; triggers[i]; i++) world_set_concrete(world, sample->count + i, &trigger[i], 1);
  addresses_free(addresses);
}

char *cards_scale(const struct scenario *scenario) {
  if (!cards_are_trees(scenario)) return NULL;
  guint64 each = scenario_count(scenario, "cards", "concrete");
  const char *origins = scenario_text(scenario, "origins", "sample");
  if (strcmp(origins, "all") == 0)
    return g_strdup_printf("%" G_GUINT64_FORMAT " concrete prefixes for each origin stand for all of its own", each);
  return g_strdup_printf("%" G_GUINT64_FORMAT " concrete prefixes for each followed origin (%s%s) stand for the whole "
                         "table",
                         each, origins, strchr(origins, '%') ? " of them" : "");
}
