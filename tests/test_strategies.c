/* The rules of tests/rules.h, each judged by the three strategies that everybody expects, and what sets their relatives
 * apart: other readings of the page of 2013, Junos before and after 24.2. */
#include "models/bgp/verdict.h"
#include "scenarios/files/strategy_file.h"
#include "tests/octets.h"
#include "tests/rules.h"

#include <string.h>

struct trial {
  const struct rules_rule *rule;
  enum rules_strategy strategy;
};

static char *verdict_words(const struct verdict *verdict) {
  const char *name = outcome_name((enum outcome)verdict->outcome);
  if (verdict->outcome != OUTCOME_SESSION_RESET) return g_strdup(name);
  return g_strdup_printf("%s %u/%u", name, verdict->code, verdict->subcode);
}

static void rule_hold(gconstpointer data) {
  const struct trial *trial = data;
  const struct rules_rule *rule = trial->rule;
  struct strategy *strategy = octets_strategy(rules_strategy_name[trial->strategy]);
  g_autoptr(GByteArray) bytes = octets_update(rule->withdrawn ? rule->withdrawn : "", rule->attributes, rule->nlri);
  if (rule->overlong) bytes->data[WIRE_HEADER + 3]++;
  struct verdict_profile profile = {.strategy = strategy};
  memcpy(profile.knows, strategy->knows, sizeof profile.knows);
  struct verdict_facts facts = {.session = rule->ibgp ? SESSION_IBGP : SESSION_EBGP,
                                .as4 = !rule->as2,
                                .peer_as = OCTETS_PEER_AS,
                                .local_as = 64501};
  struct verdict verdict;
  verdict_message(bytes->data, bytes->len, &profile, &facts, &verdict, NULL);
  g_autofree char *got = verdict_words(&verdict);
  g_assert_cmpstr(got, ==, rule->outcome[trial->strategy]);
  g_assert_true(verdict.outcome < OUTCOME_TREAT_AS_WITHDRAW || *verdict.rule->source);
  strategy_free(strategy);
}

/* Judges the attributes of a message with its NLRI as eBGP; g_free it. */
static char *judged_by(const struct strategy *strategy, const char *attributes, const char *nlri) {
  g_autoptr(GByteArray) bytes = octets_update("", attributes, nlri);
  struct verdict_profile profile = {.strategy = strategy};
  memcpy(profile.knows, strategy->knows, sizeof profile.knows);
  struct verdict verdict;
  verdict_message(bytes->data, bytes->len, &profile, &(struct verdict_facts){.as4 = true}, &verdict, NULL);
  return verdict_words(&verdict);
}

static char *judged(const char *name, const char *attributes, const char *nlri) {
  struct strategy *strategy = octets_strategy(name);
  char *words = judged_by(strategy, attributes, nlri);
  strategy_free(strategy);
  return words;
}

/* O01: as a Junos came, whatever is malformed resets. */
static void default_resets(gconstpointer data) {
  const struct trial *trial = data;
  g_autofree char *got = judged("junos-default", trial->rule->attributes, trial->rule->nlri);
  g_assert_true(g_str_has_prefix(got, "session-reset 3/"));
}

#define HOP6_PREFIX6                                                                                                   \
  "800e1c000201"                                                                                                       \
  "1020010db8000000000000000000000001"                                                                                 \
  "00"                                                                                                                 \
  "3020010db80001"
#define BESIDE(attribute) attribute OCTETS_PATH HOP6_PREFIX6

static void judged_as(const char *strategy, const char *attributes, const char *nlri, const char *outcome) {
  g_autofree char *got = judged(strategy, attributes, nlri);
  g_assert_cmpstr(got, ==, outcome);
}

static void literal_resets_beside_mp(void) {
  judged_as("junos-2013", BESIDE("40010103"), "", "treat-as-withdraw");
  judged_as("junos-2013-literal", BESIDE("40010103"), "", "session-reset 3/6");
  judged_as("junos-2013", BESIDE("40010100400601aa"), "", "attribute-discard");
  judged_as("junos-2013-literal", BESIDE("40010100400601aa"), "", "session-reset 3/5");
  judged_as("junos-2013-literal",
            "40010103"
            "800f03000201",
            "", "session-reset 3/6");
}

/* Where no attribute is malformed, or no multiprotocol one is there, the letter of the page changes nothing. */
static void literal_spares_the_rest(void) {
  static const char *const sound[] = {OCTETS_ORIGIN OCTETS_PATH HOP6_PREFIX6, "c0010100" OCTETS_PATH HOP6_PREFIX6,
                                      OCTETS_ORIGIN OCTETS_PATH "c0080400010002c0080400010002" HOP6_PREFIX6};
  static const char *const outcome[] = {"accept", "repair", "attribute-discard"};
  for (gsize i = 0; i < G_N_ELEMENTS(sound); i++) judged_as("junos-2013-literal", sound[i], "", outcome[i]);
  judged_as("junos-2013-literal", "40010103" OCTETS_PATH OCTETS_NEXT_HOP, OCTETS_NLRI, "treat-as-withdraw");
}

static void mp_twice_resets(void) {
  judged_as("junos-2013", OCTETS_ORIGIN OCTETS_PATH HOP6_PREFIX6 HOP6_PREFIX6, "", "attribute-discard");
  judged_as("junos-2013-mp-twice", OCTETS_ORIGIN OCTETS_PATH HOP6_PREFIX6 HOP6_PREFIX6, "", "session-reset 3/1");
  judged_as("junos-2013-mp-twice", OCTETS_BASE "c0080400010002c0080400010002", OCTETS_NLRI, "attribute-discard");
}

static void missing_is_withdrawn(void) {
  judged_as("junos-2013", OCTETS_PATH OCTETS_NEXT_HOP, OCTETS_NLRI, "session-reset 3/3");
  judged_as("junos-2013-missing", OCTETS_PATH OCTETS_NEXT_HOP, OCTETS_NLRI, "treat-as-withdraw");
}

static void tolerance_by_default(void) {
  judged_as("junos-default", "40010103" OCTETS_PATH OCTETS_NEXT_HOP, OCTETS_NLRI, "session-reset 3/6");
  judged_as("junos-24.2", "40010103" OCTETS_PATH OCTETS_NEXT_HOP, OCTETS_NLRI, "treat-as-withdraw");
  judged_as("junos-24.2", OCTETS_BASE "c0080800010002", OCTETS_NLRI, "treat-as-withdraw");
  judged_as("junos-24.2", OCTETS_BASE "40080400010002", OCTETS_NLRI, "repair");
  judged_as("junos-24.2", OCTETS_BASE "c01c0100", OCTETS_NLRI, "propagate-unparsed");
}

/* O08: what an operator decides for one type goes before what was decided for all. */
static void own_row_goes_first(void) {
  static const char own[] = "# base: rfc7606\nattribute,defect,session,outcome,code,subcode,source\n"
                            "tunnel-encapsulation,length,ebgp,attribute-discard,,,own\n"
                            "tunnel-encapsulation,flags,ebgp,attribute-discard,,,own\n";
  static const char *const tunnel[] = {"c01703000800", "401704000800 00"};
  struct strategy *strategy = strategy_file_parse("own.csv", own, strlen(own), NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(tunnel); i++) {
    g_autofree char *attributes = g_strconcat(OCTETS_BASE, tunnel[i], NULL);
    g_autofree char *got = judged_by(strategy, attributes, OCTETS_NLRI);
    g_assert_cmpstr(got, ==, "attribute-discard");
    judged_as("rfc7606", attributes, OCTETS_NLRI, "treat-as-withdraw");
  }
  g_autofree char *other = judged_by(strategy, OCTETS_BASE "c00800", OCTETS_NLRI);
  g_assert_cmpstr(other, ==, "treat-as-withdraw");
  strategy_free(strategy);
}

static void add(const char *path, const struct rules_rule *rule, unsigned strategy, GTestDataFunc function) {
  struct trial trial = {rule, (enum rules_strategy)strategy};
  g_test_add_data_func_full(path, g_memdup2(&trial, sizeof trial), function, g_free);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < rules_count; i++)
    for (unsigned strategy = 0; strategy < RULES_STRATEGIES; strategy++) {
      g_autofree char *path = g_strdup_printf("/%s/%s %s", rules_strategy_name[strategy], rules[i].id, rules[i].what);
      add(path, &rules[i], strategy, rule_hold);
      gboolean repaired = strcmp(rules[i].outcome[RULES_JUNOS2013], "repair") == 0;
      if (strategy != RULES_JUNOS2013 || !repaired || rules[i].as2) continue;
      g_autofree char *reset = g_strdup_printf("/junos-default/O01 %s resets", rules[i].what);
      add(reset, &rules[i], strategy, default_resets);
    }
  g_test_add_func("/junos-2013-literal/N06 an error beside MP_REACH_NLRI or MP_UNREACH_NLRI resets",
                  literal_resets_beside_mp);
  g_test_add_func("/junos-2013-literal/flags, repetitions and IPv4 fare as with junos-2013", literal_spares_the_rest);
  g_test_add_func("/junos-2013-mp-twice/F06 a second MP_REACH_NLRI resets", mp_twice_resets);
  g_test_add_func("/junos-2013-missing/F09 what lacks ORIGIN is withdrawn", missing_is_withdrawn);
  g_test_add_func("/junos-24.2/O01 tolerance is on by default", tolerance_by_default);
  g_test_add_func("/own/O08 a row for one type goes before the base", own_row_goes_first);
  return g_test_run();
}
