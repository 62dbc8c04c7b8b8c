/* strategy.c: rules, found by one look into a table.
 *
 * The index has a place for every (type, defect, session) with the number of the rule that holds there,
 * plus one. A general rule fills the whole column of its defect when it is entered, so that later
 * rules go before it and a base's particular rules do not survive it. */
#include "models/bgp/strategy.h"

#include <glib.h>
#include <string.h>

enum { TYPES = STRATEGY_NO_TYPE + 1, PLACES = TYPES * DEFECTS * 2 };

static size_t place_of(unsigned type, unsigned defect, unsigned session) {
  return (type * DEFECTS + defect) * 2 + session;
}

static void rule_enter(struct strategy *strategy, size_t number) {
  const struct strategy_rule *rule = &strategy->rules[number];
  bool general = rule->type == STRATEGY_ANY_TYPE;
  for (unsigned session = SESSION_EBGP; session <= SESSION_IBGP; session++) {
    if (rule->session != STRATEGY_BOTH_KINDS && rule->session != session) continue;
    for (unsigned type = general ? 0 : rule->type; type <= rule->type; type++)
      strategy->index[place_of(type, rule->defect, session)] = (uint16_t)(number + 1);
  }
}

static void rules_append(struct strategy *strategy, const struct strategy_rule *rules, size_t count) {
  for (size_t i = 0; i < count; i++) {
    struct strategy_rule *rule = &strategy->rules[strategy->count++];
    *rule = rules[i];
    rule->source = g_strdup(rules[i].source);
  }
}

struct strategy *strategy_new(const char *name, const char *title, const struct strategy *base,
                              const struct strategy_rule *rules, size_t count) {
  struct strategy *strategy = g_new0(struct strategy, 1);
  size_t first = base ? base->count : 0;
  g_assert(first + count < UINT16_MAX);
  strategy->name = g_strdup(name);
  strategy->title = g_strdup(title);
  strategy->rules = g_new(struct strategy_rule, first + count);
  strategy->index = base ? g_memdup2(base->index, PLACES * sizeof *base->index) : g_new0(uint16_t, PLACES);
  if (base) {
    memcpy(strategy->knows, base->knows, sizeof strategy->knows);
    rules_append(strategy, base->rules, base->count);
  }
  rules_append(strategy, rules, count);
  for (int general = 1; general >= 0; general--)
    for (size_t i = first; i < strategy->count; i++)
      if ((strategy->rules[i].type == STRATEGY_ANY_TYPE) == general) rule_enter(strategy, i);
  return strategy;
}

void strategy_free(struct strategy *strategy) {
  if (!strategy) return;
  for (size_t i = 0; i < strategy->count; i++) g_free(strategy->rules[i].source);
  g_free(strategy->rules);
  g_free(strategy->index);
  g_free(strategy->name);
  g_free(strategy->title);
  g_free(strategy);
}

const struct strategy_rule *strategy_find(const struct strategy *strategy, unsigned type, enum defect defect,
                                          enum session_kind session) {
  g_assert(type < TYPES && defect < DEFECTS && session <= SESSION_IBGP);
  uint16_t number = strategy->index[place_of(type, defect, session)];
  return number ? &strategy->rules[number - 1] : NULL;
}
