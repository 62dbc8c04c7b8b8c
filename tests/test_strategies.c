/* The rules of the three strategies that everybody expects, one message a rule, each judged by all three.
 * Identifiers are those of our notes on error handling: F the frame, N the NLRI, A an attribute. */
#include "models/bgp/verdict.h"
#include "tests/octets.h"

#include <string.h>

enum expected { RFC4271, RFC7606, JUNOS2013, STRATEGIES };
static const char *const names[STRATEGIES] = {"rfc4271", "rfc7606", "junos-2013"};

struct rule {
  const char *id, *what;
  const char *attributes, *nlri;
  const char *outcome[STRATEGIES]; /* with code/subcode for a reset */
  gboolean ibgp, as2;
  const char *withdrawn;
};

#define BASE OCTETS_BASE
#define NLRI OCTETS_NLRI
#define PREFIX6 "3020010db80001" /* 2001:db8:1::/48 */
#define HOP6 "1020010db8000000000000000000000001"
#define RESET(code) "session-reset " code
#define WITHDRAW "treat-as-withdraw"
#define DISCARD "attribute-discard"
#define FORWARD "propagate-unparsed"
#define ACCEPT "accept"
#define OUT(old, new, page) .outcome = {old, new, page}
#define ALL(same) .outcome = {same, same, same}

static const struct rule rules[] = {
    {"F02", "an attribute overruns the attributes", BASE "c0080800010002", NLRI,
     OUT(RESET("3/1"), WITHDRAW, RESET("3/1"))},
    {"F02", "an overrun in front of intact IPv6 NLRI", "800e1c000201" HOP6 "00" PREFIX6 BASE "c0080800010002", "",
     OUT(RESET("3/1"), WITHDRAW, RESET("3/1"))},
    {"F03", "two octets are left over", BASE "c008", NLRI, OUT(RESET("3/1"), WITHDRAW, RESET("3/1"))},
    {"F03", "three octets are left over and Extended Length is set", BASE "d00800", NLRI,
     OUT(RESET("3/1"), WITHDRAW, RESET("3/1"))},
    {"F04", "NEXT_HOP of length zero", OCTETS_ORIGIN OCTETS_PATH "400300", NLRI, OUT(RESET("3/5"), WITHDRAW, WITHDRAW)},
    {"F04", "AS_PATH of length zero is none", OCTETS_ORIGIN "400200" OCTETS_NEXT_HOP, NLRI, ALL(ACCEPT)},
    {"F04", "ATOMIC_AGGREGATE of length zero is none", BASE "400600", NLRI, ALL(ACCEPT)},
    {"F05", "COMMUNITY comes twice", BASE "c0080400010002c0080400010002", NLRI, OUT(RESET("3/1"), DISCARD, DISCARD)},
    {"F05", "an unknown attribute comes twice", BASE "c06301aac06301bb", NLRI, OUT(RESET("3/1"), DISCARD, DISCARD)},
    {"F05", "the second of two is malformed", BASE "c0080400010002c008021234", NLRI,
     OUT(RESET("3/1"), DISCARD, DISCARD)},
    {"F06", "MP_REACH_NLRI comes twice",
     OCTETS_ORIGIN OCTETS_PATH "800e1c000201" HOP6 "00" PREFIX6 "800e1c000201" HOP6 "00" PREFIX6, "",
     OUT(RESET("3/1"), RESET("3/1"), DISCARD)},
    {"F06", "MP_UNREACH_NLRI comes twice", "800f0a000201" PREFIX6 "800f0a000201" PREFIX6, "",
     OUT(RESET("3/1"), RESET("3/1"), "withdraw")},
    {"F07", "COMMUNITY without Optional", BASE "40080400010002", NLRI, OUT(RESET("3/4"), WITHDRAW, "repair")},
    {"F07", "COMMUNITY without Transitive", BASE "80080400010002", NLRI, OUT(RESET("3/4"), WITHDRAW, "repair")},
    {"F07", "ORIGIN with Optional", "c0010100" OCTETS_PATH OCTETS_NEXT_HOP, NLRI,
     OUT(RESET("3/4"), WITHDRAW, "repair")},
    {"F07", "MP_REACH_NLRI with Transitive", OCTETS_ORIGIN OCTETS_PATH "c00e1c000201" HOP6 "00" PREFIX6, "",
     OUT(RESET("3/4"), RESET("3/4"), "repair")},
    {"F08", "ORIGIN with Partial", "60010100" OCTETS_PATH OCTETS_NEXT_HOP, NLRI, OUT(RESET("3/4"), ACCEPT, "repair")},
    {"F08", "MULTI_EXIT_DISC with Partial", BASE "a0040400000001", NLRI, OUT(RESET("3/4"), ACCEPT, "repair")},
    {"F08", "COMMUNITY may have Partial", BASE "e0080400010002", NLRI, ALL(ACCEPT)},
    {"F08", "the four low bits do not matter", "4f010100" OCTETS_PATH OCTETS_NEXT_HOP, NLRI, ALL(ACCEPT)},
    {"F09", "no ORIGIN", OCTETS_PATH OCTETS_NEXT_HOP, NLRI, OUT(RESET("3/3"), WITHDRAW, RESET("3/3"))},
    {"F09", "no AS_PATH", OCTETS_ORIGIN OCTETS_NEXT_HOP, NLRI, OUT(RESET("3/3"), WITHDRAW, RESET("3/3"))},
    {"F09", "no NEXT_HOP", OCTETS_ORIGIN OCTETS_PATH, NLRI, OUT(RESET("3/3"), WITHDRAW, RESET("3/3"))},
    {"F09", "NEXT_HOP is not needed for MP_REACH_NLRI", OCTETS_ORIGIN OCTETS_PATH "800e1c000201" HOP6 "00" PREFIX6, "",
     ALL(ACCEPT)},
    {"F10", "unknown and not optional", BASE "406301aa", NLRI, ALL(RESET("3/2"))},
    {"F11", "unknown, optional and transitive", BASE "c06301aa", NLRI, ALL(FORWARD)},
    {"F12", "unknown, optional, not transitive", BASE "806301aa", NLRI, ALL("ignore-attribute")},
    {"F13", "ORIGIN to withdraw, AGGREGATOR to discard", "40010103" OCTETS_PATH OCTETS_NEXT_HOP "c0070100", NLRI,
     OUT(RESET("3/6"), WITHDRAW, WITHDRAW)},
    {"F13", "AGGREGATOR to discard, MP_REACH_NLRI to reset", BASE "c0070100" "800e03000201", NLRI,
     OUT(RESET("3/5"), RESET("3/9"), RESET("3/9"))},
    {"F14", "an attribute error and nothing to withdraw", "40010103" OCTETS_PATH OCTETS_NEXT_HOP, "",
     OUT(RESET("3/6"), RESET("3/6"), WITHDRAW)},
    {"F14", "an error to discard and nothing to withdraw", BASE "c0070100", "", OUT(RESET("3/5"), "ignore", "ignore")},
    {"F14", "an End-of-RIB", "", "", ALL("ignore")},
    {"F15", "an attribute error and unreadable NLRI", "40010103" OCTETS_PATH OCTETS_NEXT_HOP, "21c6336401",
     OUT(RESET("3/6"), RESET("3/10"), RESET("3/10"))},
    {"N01", "prefix length 33", BASE, "21c633640000", ALL(RESET("3/10"))},
    {"N01", "the last prefix overruns", BASE, "18c633", ALL(RESET("3/10"))},
    {"N01", "a withdrawn prefix of length 33", "", "", ALL(RESET("3/10")), .withdrawn = "21c633640000"},
    {"N02", "a multicast prefix is no error of the message", BASE, "08e0", ALL(ACCEPT)},
    {"N03", "MP_REACH_NLRI of four octets", OCTETS_ORIGIN OCTETS_PATH "800e0400020100", "", ALL(RESET("3/9"))},
    {"N03", "an IPv6 next hop of twelve octets",
     OCTETS_ORIGIN OCTETS_PATH "800e180002010c20010db80000000000000001" "00" PREFIX6, "", ALL(RESET("3/9"))},
    {"N04", "an IPv6 prefix of length 129",
     OCTETS_ORIGIN OCTETS_PATH "800e27000201" HOP6 "00" "8120010db800010000000000000000000000", "", ALL(RESET("3/9"))},
    {"N04", "the last IPv6 prefix overruns", OCTETS_ORIGIN OCTETS_PATH "800e18000201" HOP6 "00" "302001", "",
     ALL(RESET("3/9"))},
    {"N05", "MP_UNREACH_NLRI of two octets", "800f020002", "", ALL(RESET("3/9"))},
    {"N05", "an IPv6 prefix of length 129 withdrawn", "800f0500020181 20", "", ALL(RESET("3/9"))},
    {"N06", "a malformed ORIGIN beside a sound MP_REACH_NLRI", "40010103" OCTETS_PATH "800e1c000201" HOP6 "00" PREFIX6,
     "", OUT(RESET("3/6"), WITHDRAW, WITHDRAW)},
    {"N07", "MP_REACH_NLRI comes last", BASE "800e1c000201" HOP6 "00" PREFIX6, "", ALL(ACCEPT)},
    {"N08", "a family we do not read", OCTETS_ORIGIN OCTETS_PATH "800e0b00194604c000020100ffff", "", ALL(ACCEPT)},
    {"A01", "ORIGIN of length 2", "4001020000" OCTETS_PATH OCTETS_NEXT_HOP, NLRI,
     OUT(RESET("3/5"), WITHDRAW, WITHDRAW)},
    {"A01", "ORIGIN 3", "40010103" OCTETS_PATH OCTETS_NEXT_HOP, NLRI, OUT(RESET("3/6"), WITHDRAW, WITHDRAW)},
    {"A02", "segment of unknown type", OCTETS_ORIGIN "40020605010000fbf4" OCTETS_NEXT_HOP, NLRI,
     OUT(RESET("3/11"), WITHDRAW, WITHDRAW)},
    {"A02", "segment of no AS", OCTETS_ORIGIN "40020802010000fbf40200" OCTETS_NEXT_HOP, NLRI,
     OUT(RESET("3/11"), WITHDRAW, WITHDRAW)},
    {"A02", "segment overruns", OCTETS_ORIGIN "40020602020000fbf4" OCTETS_NEXT_HOP, NLRI,
     OUT(RESET("3/11"), WITHDRAW, WITHDRAW)},
    {"A02", "one octet left over", OCTETS_ORIGIN "40020702010000fbf402" OCTETS_NEXT_HOP, NLRI,
     OUT(RESET("3/11"), WITHDRAW, WITHDRAW)},
    {"A03", "first AS is not the neighbour", OCTETS_ORIGIN "40020602010000fbf0" OCTETS_NEXT_HOP, NLRI,
     OUT(RESET("3/11"), WITHDRAW, ACCEPT)},
    {"A04", "a confederation's segment", OCTETS_ORIGIN "40020c03010000fde802010000fbf4" OCTETS_NEXT_HOP, NLRI,
     OUT(RESET("3/11"), WITHDRAW, WITHDRAW)},
    {"A05", "own AS on the path", OCTETS_ORIGIN "40020a02020000fbf40000fbf5" OCTETS_NEXT_HOP, NLRI, ALL(WITHDRAW)},
    {"A06", "AS 0 on the path", OCTETS_ORIGIN "40020a02020000fbf400000000" OCTETS_NEXT_HOP, NLRI,
     OUT(ACCEPT, WITHDRAW, ACCEPT)},
    {"A07", "NEXT_HOP of length 3", OCTETS_ORIGIN OCTETS_PATH "400303c00002", NLRI,
     OUT(RESET("3/5"), WITHDRAW, WITHDRAW)},
    {"A07", "NEXT_HOP 224.0.0.1", OCTETS_ORIGIN OCTETS_PATH "400304e0000001", NLRI,
     OUT(RESET("3/8"), WITHDRAW, WITHDRAW)},
    {"A08", "MULTI_EXIT_DISC of length 3", BASE "800403000001", NLRI, OUT(RESET("3/5"), WITHDRAW, WITHDRAW)},
    {"A09", "LOCAL_PREF of length 3 over iBGP", BASE "400503000001", NLRI, OUT(RESET("3/5"), WITHDRAW, WITHDRAW),
     .ibgp = TRUE},
    {"A10", "LOCAL_PREF over eBGP", BASE "40050400000064", NLRI, OUT("ignore-attribute", DISCARD, "ignore-attribute")},
    {"A10", "LOCAL_PREF of length 3 over eBGP", BASE "400503000001", NLRI, OUT("ignore-attribute", DISCARD, WITHDRAW)},
    {"A11", "ATOMIC_AGGREGATE of length 1", BASE "40060100", NLRI, OUT(RESET("3/5"), DISCARD, DISCARD)},
    {"A12", "AGGREGATOR of length 6 where ASNs have four octets", BASE "c00706fbf4c0000201", NLRI,
     OUT(RESET("3/5"), DISCARD, DISCARD)},
    {"A12", "AGGREGATOR of length 8 where ASNs have two octets", OCTETS_ORIGIN "40020402 01fbf4" OCTETS_NEXT_HOP
     "c007080000fbf4c0000201", NLRI, OUT(RESET("3/5"), DISCARD, DISCARD), .as2 = TRUE},
    {"A13", "COMMUNITY of length 0", BASE "c00800", NLRI, OUT(RESET("3/9"), WITHDRAW, WITHDRAW)},
    {"A13", "COMMUNITY of length 6", BASE "c00806000100020003", NLRI, OUT(RESET("3/9"), WITHDRAW, WITHDRAW)},
    {"A14", "ORIGINATOR_ID of length 5 over iBGP", BASE "800905c000020100", NLRI,
     OUT(RESET("3/5"), WITHDRAW, WITHDRAW), .ibgp = TRUE},
    {"A15", "ORIGINATOR_ID over eBGP", BASE "800904c0000201", NLRI,
     OUT("ignore-attribute", DISCARD, "ignore-attribute")},
    {"A16", "CLUSTER_LIST of length 6 over iBGP", BASE "800a06c00002010000", NLRI,
     OUT(RESET("3/5"), WITHDRAW, WITHDRAW), .ibgp = TRUE},
    {"A17", "CLUSTER_LIST over eBGP", BASE "800a04c0000201", NLRI,
     OUT("ignore-attribute", DISCARD, "ignore-attribute")},
    {"A18", "EXTENDED COMMUNITIES of length 7", BASE "c0100700020001000000", NLRI,
     OUT(RESET("3/9"), WITHDRAW, WITHDRAW)},
    {"A18", "extended community of unknown type", BASE "c010087f7f000100000001", NLRI, ALL(ACCEPT)},
    {"A19", "AS4_PATH of length 0", OCTETS_ORIGIN "40020402 01fbf4" OCTETS_NEXT_HOP "c01100", NLRI,
     OUT(RESET("3/9"), DISCARD, DISCARD), .as2 = TRUE},
    {"A19", "AS4_PATH with a segment that overruns", OCTETS_ORIGIN "40020402 01fbf4" OCTETS_NEXT_HOP
     "c0110602020000fbf4", NLRI, OUT(RESET("3/9"), DISCARD, DISCARD), .as2 = TRUE},
    {"A19", "AS4_PATH with a confederation's segment", OCTETS_ORIGIN "40020402 01fbf4" OCTETS_NEXT_HOP
     "c0110c03010000fde802010000fbf4", NLRI, OUT(RESET("3/9"), "repair", DISCARD), .as2 = TRUE},
    {"A19", "AS4_PATH where ASNs have four octets", BASE "c0110602010000fbf4", NLRI, ALL(DISCARD)},
    {"A20", "AS4_AGGREGATOR of length 6", OCTETS_ORIGIN "40020402 01fbf4" OCTETS_NEXT_HOP "c01206fbf4c0000201", NLRI,
     OUT(RESET("3/9"), DISCARD, DISCARD), .as2 = TRUE},
    {"A21", "PMSI_TUNNEL of length 4", BASE "c0160400000000", NLRI, OUT(RESET("3/9"), WITHDRAW, WITHDRAW)},
    {"A21", "PMSI_TUNNEL with an identifier of the wrong length", BASE "c016070006000000c000", NLRI,
     OUT(RESET("3/9"), WITHDRAW, WITHDRAW)},
    {"A22", "Tunnel Encapsulation whose TLV overruns", BASE "c01706000800060001", NLRI,
     OUT(RESET("3/9"), WITHDRAW, FORWARD)},
    {"A23", "Traffic Engineering too short", BASE "80180401010000", NLRI,
     OUT(RESET("3/9"), WITHDRAW, "ignore-attribute")},
    {"A24", "IPv6 EXTENDED COMMUNITIES of length 8", BASE "c019080002000100000000", NLRI,
     OUT(RESET("3/9"), WITHDRAW, FORWARD)},
    {"A25", "AIGP TLV of length 2", BASE "801a03010002", NLRI, OUT(RESET("3/9"), DISCARD, WITHDRAW)},
    {"A25", "AIGP TLV of length 3", BASE "801a03010003", NLRI, OUT(RESET("3/9"), DISCARD, WITHDRAW)},
    {"A25", "AIGP with Transitive", BASE "c01a0b01000b0000000000000001", NLRI, OUT(RESET("3/4"), DISCARD, "repair")},
    {"A26", "PE Distinguisher Labels of length 8", BASE "c01b08c000020100001000", NLRI,
     OUT(RESET("3/9"), WITHDRAW, FORWARD)},
    {"A27", "Entropy Label Capability with a body", BASE "c01c0100", NLRI, OUT(RESET("3/9"), FORWARD, FORWARD)},
    {"A28", "BGP-LS whose TLV overruns", BASE "801d040404ffff", NLRI, OUT(RESET("3/9"), DISCARD, "ignore-attribute")},
    {"A29", "LARGE_COMMUNITY of length 8", BASE "c020080000fbf400000001", NLRI, OUT(RESET("3/9"), WITHDRAW, FORWARD)},
    {"A30", "BGPsec_PATH without a signature block", BASE "80210a00080101 0000fbf40000", NLRI,
     OUT(RESET("3/9"), WITHDRAW, "ignore-attribute")},
    {"A31", "ONLY_TO_CUSTOMER of length 2", BASE "c02302fbf4", NLRI, OUT(RESET("3/9"), WITHDRAW, FORWARD)},
    {"A32", "Prefix-SID of zeros", BASE "c028090000000000000000 00", NLRI, OUT(RESET("3/9"), DISCARD, FORWARD)},
    {"A32", "Prefix-SID whose TLV overruns", BASE "c02805010007 0000", NLRI, OUT(RESET("3/9"), DISCARD, FORWARD)},
    {"A33", "ATTR_SET of length 3", BASE "c0800300fbf4", NLRI, OUT(RESET("3/9"), WITHDRAW, WITHDRAW)},
    {"A33", "ATTR_SET with a malformed ORIGIN inside", BASE "c080080000fbf440010103", NLRI,
     OUT(RESET("3/9"), WITHDRAW, WITHDRAW)},
    {"A33", "ATTR_SET inside an ATTR_SET cut short", BASE "c0800a0000fbf4c080080000fb", NLRI,
     OUT(RESET("3/9"), WITHDRAW, WITHDRAW)},
    {"A34", "attribute 255 is unknown", BASE "c0ff0400000000", NLRI, ALL(FORWARD)},
};

struct trial {
  const struct rule *rule;
  enum expected strategy;
};

static char *verdict_words(const struct verdict *verdict) {
  const char *name = outcome_name((enum outcome)verdict->outcome);
  if (verdict->outcome != OUTCOME_SESSION_RESET) return g_strdup(name);
  return g_strdup_printf("%s %u/%u", name, verdict->code, verdict->subcode);
}

static void rule_hold(gconstpointer data) {
  const struct trial *trial = data;
  const struct rule *rule = trial->rule;
  struct strategy *strategy = octets_strategy(names[trial->strategy]);
  g_autoptr(GByteArray) bytes = octets_update(rule->withdrawn ? rule->withdrawn : "", rule->attributes, rule->nlri);
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

static void framing_reset(gconstpointer name) {
  struct strategy *strategy = octets_strategy(name);
  g_autoptr(GByteArray) bytes = octets_update("", OCTETS_BASE, "");
  struct verdict_profile profile = {.strategy = strategy};
  struct verdict_facts facts = {.as4 = true};
  struct verdict verdict;
  bytes->data[WIRE_HEADER + 3]++; /* Total Path Attribute Length one past the end of the message */
  verdict_message(bytes->data, bytes->len, &profile, &facts, &verdict, NULL);
  g_autofree char *got = verdict_words(&verdict);
  g_assert_cmpstr(got, ==, "session-reset 3/1");
  strategy_free(strategy);
}

/* O01: as a Junos came, whatever is malformed resets. */
static void default_resets(gconstpointer data) {
  const struct trial *trial = data;
  struct strategy *strategy = octets_strategy("junos-default");
  g_autoptr(GByteArray) bytes = octets_update("", trial->rule->attributes, trial->rule->nlri);
  struct verdict_profile profile = {.strategy = strategy};
  memcpy(profile.knows, strategy->knows, sizeof profile.knows);
  struct verdict_facts facts = {.as4 = true};
  struct verdict verdict;
  verdict_message(bytes->data, bytes->len, &profile, &facts, &verdict, NULL);
  g_assert_cmpuint(verdict.outcome, ==, OUTCOME_SESSION_RESET);
  strategy_free(strategy);
}

static void add(const char *path, const struct rule *rule, unsigned strategy, GTestDataFunc function) {
  struct trial trial = {rule, (enum expected)strategy};
  g_test_add_data_func_full(path, g_memdup2(&trial, sizeof trial), function, g_free);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(rules); i++)
    for (unsigned strategy = 0; strategy < STRATEGIES; strategy++) {
      g_autofree char *path = g_strdup_printf("/%s/%s %s", names[strategy], rules[i].id, rules[i].what);
      add(path, &rules[i], strategy, rule_hold);
      gboolean repaired = strcmp(rules[i].outcome[JUNOS2013], "repair") == 0;
      if (strategy != JUNOS2013 || !repaired || rules[i].as2) continue;
      g_autofree char *reset = g_strdup_printf("/junos-default/O01 %s resets", rules[i].what);
      add(reset, &rules[i], strategy, default_resets);
    }
  for (unsigned strategy = 0; strategy < STRATEGIES; strategy++) {
    g_autofree char *path = g_strdup_printf("/%s/F01 the length fields do not fit the message", names[strategy]);
    g_test_add_data_func(path, names[strategy], framing_reset);
  }
  return g_test_run();
}
