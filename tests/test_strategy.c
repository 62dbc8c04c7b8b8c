#include "models/bgp/strategy.h"

#include "tests/octets.h"

#include <string.h>

static const struct strategy_rule base_rules[] = {
    {STRATEGY_ANY_TYPE, DEFECT_LENGTH, STRATEGY_BOTH_KINDS, OUTCOME_SESSION_RESET, 3, 5, "general"},
    {8, DEFECT_LENGTH, STRATEGY_BOTH_KINDS, OUTCOME_SESSION_RESET, 3, 9, "particular"},
    {5, DEFECT_LENGTH, SESSION_EBGP, OUTCOME_IGNORE_ATTRIBUTE, 0, 0, "over eBGP"},
    {STRATEGY_NO_TYPE, DEFECT_NLRI, STRATEGY_BOTH_KINDS, OUTCOME_SESSION_RESET, 3, 10, "message"},
};
static const struct strategy_rule own_rules[] = {
    {9, DEFECT_LENGTH, STRATEGY_BOTH_KINDS, OUTCOME_ATTRIBUTE_DISCARD, 0, 0, "own particular"},
    {STRATEGY_ANY_TYPE, DEFECT_LENGTH, SESSION_EBGP, OUTCOME_TREAT_AS_WITHDRAW, 3, 5, "own general"},
};

static struct strategy *base_new(void) {
  return strategy_new("base", "Base", NULL, base_rules, G_N_ELEMENTS(base_rules));
}

static const char *source_of(const struct strategy *strategy, unsigned type, enum defect defect,
                             enum session_kind session) {
  const struct strategy_rule *rule = strategy_find(strategy, type, defect, session);
  return rule ? rule->source : NULL;
}

static void particular_before_general(void) {
  struct strategy *base = base_new();
  g_assert_cmpstr(source_of(base, 8, DEFECT_LENGTH, SESSION_EBGP), ==, "particular");
  g_assert_cmpstr(source_of(base, 7, DEFECT_LENGTH, SESSION_EBGP), ==, "general");
  g_assert_cmpstr(source_of(base, 255, DEFECT_LENGTH, SESSION_IBGP), ==, "general");
  strategy_free(base);
}

static void sessions_differ(void) {
  struct strategy *base = base_new();
  g_assert_cmpstr(source_of(base, 5, DEFECT_LENGTH, SESSION_EBGP), ==, "over eBGP");
  g_assert_cmpstr(source_of(base, 5, DEFECT_LENGTH, SESSION_IBGP), ==, "general");
  strategy_free(base);
}

static void no_rule_no_error(void) {
  struct strategy *base = base_new();
  g_assert_null(strategy_find(base, 8, DEFECT_VALUE, SESSION_EBGP));
  strategy_free(base);
}

static void the_message_is_no_attribute(void) {
  struct strategy *base = base_new();
  g_assert_null(strategy_find(base, STRATEGY_NO_TYPE, DEFECT_LENGTH, SESSION_EBGP));
  g_assert_null(strategy_find(base, 14, DEFECT_NLRI, SESSION_EBGP));
  g_assert_cmpstr(source_of(base, STRATEGY_NO_TYPE, DEFECT_NLRI, SESSION_IBGP), ==, "message");
  strategy_free(base);
}

/* Whatever the order of the rows: here the own particular rule stands before the general one. */
static void own_rules_before_the_base(void) {
  struct strategy *base = base_new();
  struct strategy *own = strategy_new("own", "Own", base, own_rules, G_N_ELEMENTS(own_rules));
  strategy_free(base); /* not needed afterwards */
  g_assert_cmpstr(source_of(own, 9, DEFECT_LENGTH, SESSION_EBGP), ==, "own particular");
  g_assert_cmpstr(source_of(own, 8, DEFECT_LENGTH, SESSION_EBGP), ==, "own general");
  g_assert_cmpstr(source_of(own, 5, DEFECT_LENGTH, SESSION_EBGP), ==, "own general");
  g_assert_cmpstr(source_of(own, 8, DEFECT_LENGTH, SESSION_IBGP), ==, "particular");
  g_assert_cmpstr(source_of(own, STRATEGY_NO_TYPE, DEFECT_NLRI, SESSION_EBGP), ==, "message");
  strategy_free(own);
}

static void names_come_back(void) {
  for (unsigned i = 0; i < OUTCOMES; i++) {
    enum outcome outcome = OUTCOMES;
    g_assert_true(outcome_parse(outcome_name((enum outcome)i), &outcome));
    g_assert_cmpuint(outcome, ==, i);
  }
  for (unsigned i = 0; i < DEFECTS; i++) {
    enum defect defect = DEFECTS;
    g_assert_true(defect_parse(defect_name((enum defect)i), &defect));
    g_assert_cmpuint(defect, ==, i);
    g_assert_cmpuint(strlen(defect_text(defect)), >, 3);
  }
  g_assert_false(outcome_parse("explode", &(enum outcome){OUTCOME_ACCEPT}));
  g_assert_false(defect_parse("", &(enum defect){DEFECT_FLAGS}));
}

/* RFC 7606 section 3 (h), and that an UPDATE treated as withdrawn is worse than one ignored. */
static void severity_is_the_order(void) {
  g_assert_cmpint(OUTCOME_SESSION_RESET, >, OUTCOME_AFI_SAFI_DISABLE);
  g_assert_cmpint(OUTCOME_AFI_SAFI_DISABLE, >, OUTCOME_TREAT_AS_WITHDRAW);
  g_assert_cmpint(OUTCOME_TREAT_AS_WITHDRAW, >, OUTCOME_ATTRIBUTE_DISCARD);
  g_assert_cmpint(OUTCOME_ATTRIBUTE_DISCARD, >, OUTCOME_REPAIR);
  g_assert_cmpint(OUTCOME_PROCESS_CRASH, >, OUTCOME_SESSION_RESET);
}

/* The tables that come with the program cite a source in each row, and no reset goes without its code. */
static void shipped_rows_are_sourced(void) {
  static const char *const names[] = {"rfc4271",      "rfc7606",           "junos-default",    "junos-2013",
                                      "notification", "treat-as-withdraw", "attribute-discard"};
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    struct strategy *strategy = octets_strategy(names[i]);
    g_assert_cmpstr(strategy->name, ==, names[i]);
    g_assert_cmpuint(strategy->count, >, 30);
    for (size_t j = 0; j < strategy->count; j++) {
      const struct strategy_rule *rule = &strategy->rules[j];
      g_assert_cmpuint(strlen(rule->source), >, 5);
      if (rule->outcome == OUTCOME_SESSION_RESET && rule->defect != DEFECT_NO_NLRI &&
          rule->defect != DEFECT_MP_BESIDE)
        g_assert_cmpuint(rule->code, >, 0);
    }
    strategy_free(strategy);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/strategy/a particular rule goes before a general one", particular_before_general);
  g_test_add_func("/strategy/kinds of session may differ", sessions_differ);
  g_test_add_func("/strategy/without a rule there is no error", no_rule_no_error);
  g_test_add_func("/strategy/rules for any attribute are not for the message", the_message_is_no_attribute);
  g_test_add_func("/strategy/own rules go before all of the base", own_rules_before_the_base);
  g_test_add_func("/strategy/names are read back", names_come_back);
  g_test_add_func("/strategy/outcomes are in order of severity", severity_is_the_order);
  g_test_add_func("/strategy/every row that is shipped has a source", shipped_rows_are_sourced);
  return g_test_run();
}
