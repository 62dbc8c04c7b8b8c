#include "models/bgp/judge.h"

#include "tests/octets.h"
#include "tests/oracle.h"

#include <string.h>

static void a_confederation_leaves_as4_path(void) {
  static const struct { const char *came, *kept; } paths[] = {
      {"c0110c 0301 0000fde8 0201 0000fbf4", "c01106 0201 0000fbf4"},
      {"d011000c 0201 0000fbf4 0401 0000fde8", "d0110006 0201 0000fbf4"},
      {"c01106 0301 0000fde8", ""},
  };
  struct strategy *strategy = octets_strategy("rfc7606");
  struct verdict_profile profile = {.strategy = strategy};
  memcpy(profile.knows, strategy->knows, sizeof profile.knows);
  for (gsize i = 0; i < G_N_ELEMENTS(paths); i++) {
    g_autoptr(GByteArray) came = octets_read(paths[i].came);
    g_autoptr(GByteArray) kept = octets_read(paths[i].kept);
    uint8_t room[64];
    struct wire_buffer buffer = {.bytes = room, .room = sizeof room};
    struct verdict_facts facts = {.as4 = false};
    struct verdict verdict;
    struct judge judge = {.profile = &profile, .facts = &facts, .verdict = &verdict, .kept = &buffer};
    judge_update(&judge, &(struct wire_update){.attributes = came->data, .attributes_length = came->len});
    g_assert_cmpmem(room, buffer.length, kept->data, kept->len);
  }
  strategy_free(strategy);
}

static void most_severe_wins_first_decides(void) {
  struct strategy *strategy = octets_strategy("rfc7606");
  g_autoptr(GByteArray) bytes =
      octets_update("", OCTETS_ORIGIN OCTETS_PATH OCTETS_NEXT_HOP "c0070100 800403000001 c008021234", OCTETS_NLRI);
  struct verdict_profile profile = {.strategy = strategy};
  memcpy(profile.knows, strategy->knows, sizeof profile.knows);
  struct verdict_facts facts = {.as4 = true};
  struct verdict verdict;
  struct verdict_report report;
  verdict_message(bytes->data, bytes->len, &profile, &facts, &verdict, &report);
  g_assert_cmpuint(verdict.outcome, ==, OUTCOME_TREAT_AS_WITHDRAW);
  g_assert_cmpuint(verdict.attribute, ==, 4);
  g_assert_cmpuint(report.count, ==, 3);
  g_assert_cmpuint(report.finding[0].outcome, ==, OUTCOME_ATTRIBUTE_DISCARD);
  g_assert_cmpuint(report.finding[2].at - bytes->data, ==, WIRE_HEADER + 4 + 24 + 4 + 6);
  strategy_free(strategy);
}

static void any_octets_are_judged(void) {
  struct dice dice = {.seed = 13};
  struct strategy *strategy = octets_strategy("junos-2013");
  struct verdict_profile profile = {.strategy = strategy};
  memcpy(profile.knows, strategy->knows, sizeof profile.knows);
  g_autoptr(GByteArray) sound = octets_update("080a", OCTETS_BASE "c0080400010002 c0110602010000fbf4", OCTETS_NLRI);
  for (int n = 0; n < 20000; n++) {
    size_t length = dice_below(&dice, sound->len + 1);
    g_autofree uint8_t *bytes = g_memdup2(sound->data, length);
    for (unsigned k = dice_below(&dice, 4); k > 0 && length > WIRE_HEADER; k--)
      bytes[WIRE_HEADER + dice_below(&dice, (uint32_t)(length - WIRE_HEADER))] = (uint8_t)dice_below(&dice, 256);
    struct verdict_facts facts = {.session = (enum session_kind)dice_below(&dice, 2), .as4 = dice_chance(&dice, 0.5)};
    struct verdict verdict;
    struct verdict_report report;
    verdict_message(bytes, length, &profile, &facts, &verdict, &report);
    g_assert_cmpuint(verdict.outcome, <, OUTCOMES);
    g_assert_true(verdict.outcome != OUTCOME_SESSION_RESET || verdict.code != 0);
    for (size_t i = 0; i < MIN(report.count, (size_t)VERDICT_FINDINGS); i++)
      g_assert_true(!report.finding[i].at || (report.finding[i].at >= bytes && report.finding[i].length <= length));
  }
  strategy_free(strategy);
}

static void headers_are_judged(void) {
  static const struct {
    unsigned at, value, subcode;
  } wrong[] = {{0, 0xfe, 1}, {17, 0xff, 2}, {18, 9, 3}};
  struct strategy *strategy = octets_strategy("rfc7606");
  struct verdict_profile profile = {.strategy = strategy};
  struct verdict_facts facts = {.as4 = true};
  for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
    g_autoptr(GByteArray) bytes = octets_update("", OCTETS_BASE, OCTETS_NLRI);
    struct verdict verdict;
    bytes->data[wrong[i].at] = (guint8)wrong[i].value;
    verdict_message(bytes->data, bytes->len, &profile, &facts, &verdict, NULL);
    g_assert_cmpuint(verdict.outcome, ==, OUTCOME_SESSION_RESET);
    g_assert_cmpuint(verdict.code << 8 | verdict.subcode, ==, 0x100 | wrong[i].subcode);
  }
  strategy_free(strategy);
}

static void strange_next_hops(void) {
  static const struct { const char *next_hop; enum session_kind session; unsigned outcome; } hops[] = {
      {"400304c0000202", SESSION_EBGP, OUTCOME_IGNORE}, {"400304c0000202", SESSION_IBGP, OUTCOME_IGNORE},
      {"400304c6336401", SESSION_EBGP, OUTCOME_IGNORE}, {"400304c6336401", SESSION_IBGP, OUTCOME_ACCEPT},
      {"400304c0000201", SESSION_EBGP, OUTCOME_ACCEPT}};
  struct strategy *strategy = octets_strategy("rfc4271");
  struct verdict_profile profile = {.strategy = strategy};
  struct prefix local[2];
  memcpy(profile.knows, strategy->knows, sizeof profile.knows);
  g_assert_true(prefix_parse("2001:db8::1/64", &local[0]) && prefix_parse("192.0.2.2/24", &local[1]));
  for (gsize i = 0; i < G_N_ELEMENTS(hops); i++) {
    struct verdict_facts facts = {.session = hops[i].session, .as4 = true, .local = local, .local_count = 2};
    g_autofree char *attributes = g_strconcat(OCTETS_ORIGIN OCTETS_PATH, hops[i].next_hop, NULL);
    g_autoptr(GByteArray) bytes = octets_update("", attributes, OCTETS_NLRI);
    struct verdict verdict;
    verdict_message(bytes->data, bytes->len, &profile, &facts, &verdict, NULL);
    g_assert_cmpuint(verdict.outcome, ==, hops[i].outcome);
  }
  strategy_free(strategy);
}

static struct verdict verdict_under(const char *name, const GByteArray *bytes, const struct verdict_facts *facts) {
  struct strategy *strategy = octets_strategy(name);
  struct verdict_profile profile = {.strategy = strategy};
  struct verdict verdict;
  memcpy(profile.knows, strategy->knows, sizeof profile.knows);
  verdict_message(bytes->data, bytes->len, &profile, facts, &verdict, NULL);
  verdict.rule = NULL; /* gone with the strategy */
  strategy_free(strategy);
  return verdict;
}

static void long_messages(void) {
  g_autoptr(GString) attributes = g_string_new(OCTETS_BASE "d0630fc9");
  for (int i = 0; i < 0xfc9; i++) g_string_append(attributes, "aa");
  g_autoptr(GByteArray) longest = octets_update("", attributes->str, "18c63364");
  g_autoptr(GByteArray) longer = octets_update("", attributes->str, "18c63364 18c63365");
  struct verdict_facts plain = {.as4 = true}, extended = {.as4 = true, .extended = true};
  g_assert_cmpuint(longest->len, ==, WIRE_MESSAGE_MAX);
  g_assert_cmpuint(longer->len, >, WIRE_MESSAGE_MAX);
  g_assert_cmpuint(verdict_under("rfc7606", longest, &plain).outcome, ==, OUTCOME_PROPAGATE_UNPARSED);
  g_assert_cmpuint(verdict_under("rfc7606", longer, &plain).outcome, ==, OUTCOME_SESSION_RESET);
  g_assert_cmpuint(verdict_under("rfc7606", longer, &extended).outcome, ==, OUTCOME_PROPAGATE_UNPARSED);
}

static void a_wide_neighbor_is_as_trans(void) {
  g_autoptr(GByteArray) bytes = octets_update("", OCTETS_ORIGIN "400204 0201 5ba0" OCTETS_NEXT_HOP, OCTETS_NLRI);
  struct verdict_facts facts = {.peer_as = 70000};
  g_assert_cmpuint(verdict_under("rfc7606", bytes, &facts).outcome, ==, OUTCOME_ACCEPT);
  facts.peer_as = 64500;
  g_assert_cmpuint(verdict_under("rfc7606", bytes, &facts).defect, ==, DEFECT_FIRST_AS);
}

/* RFC 7606 section 5.2 lets a message pass that has nothing but MP_UNREACH_NLRI. */
static void a_withdrawal_has_nothing_to_lose(void) {
  g_autoptr(GByteArray) bytes = octets_update("", "800f0a0002013020010db80001 c0", "");
  struct verdict_facts facts = {.as4 = true};
  g_assert_cmpuint(verdict_under("rfc7606", bytes, &facts).outcome, ==, OUTCOME_TREAT_AS_WITHDRAW);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/judge/4096 octets are the limit unless extended", long_messages);
  g_test_add_func("/judge/a neighbour with a wide ASN is AS_TRANS on a narrow path", a_wide_neighbor_is_as_trans);
  g_test_add_func("/judge/an error beside MP_UNREACH_NLRI alone does not reset", a_withdrawal_has_nothing_to_lose);
  g_test_add_func("/judge/rfc7606 repairs an AS4_PATH with confederation segments", a_confederation_leaves_as4_path);
  g_test_add_func("/judge/the most severe wins, the first of its kind decides", most_severe_wins_first_decides);
  g_test_add_func("/judge/any octets get a verdict", any_octets_are_judged);
  g_test_add_func("/judge/header errors reset with 1/1, 1/2, 1/3", headers_are_judged);
  g_test_add_func("/judge/a next hop that is ours or out of reach is ignored", strange_next_hops);
  return g_test_run();
}
