#include "models/bgp/community.h"

#include "models/bgp/attribute.h"
#include "models/policy/policy.h"
#include "tests/fault.h"
#include "tests/fork.h"

static attrs_id with_community(struct stage *s, uint32_t community) {
  uint8_t value[] = {(uint8_t)(community >> 24), (uint8_t)(community >> 16), (uint8_t)(community >> 8),
                     (uint8_t)community};
  return attrs_with(world_attrs(s->world), ATTRS_PLAIN, WIRE_OPTIONAL | WIRE_TRANSITIVE, ATTRIBUTE_COMMUNITY, value, 4);
}

static void community_reaches(uint32_t community, const char *who) {
  struct stage *s = fork_stage(NULL);
  fork_add_prefixes(s);
  fork_announce(s, FORK_TRIGGER, FORK_O, with_community(s, community));
  fork_assert_has(s, FORK_TRIGGER, who);
  stage_free(s);
}

static void no_export(void) {
  community_reaches(COMMUNITY_NO_EXPORT, "1O");
  community_reaches(COMMUNITY_NO_ADVERTISE, "1O");
  community_reaches(COMMUNITY_NO_EXPORT_SUBCONFED, "1O");
  community_reaches(COMMUNITY_NOPEER, "12ACSO"); /* RFC 3765: advice, for those who configure it */
}

static void community_travels(void) {
  struct stage *s = fork_stage(NULL);
  fork_add_prefixes(s);
  fork_announce(s, FORK_TRIGGER, FORK_O, with_community(s, 0xfde80078));
  fork_assert_bytes(s, FORK_TRIGGER, FORK_S, "\x40\x01\x01\x00\xc0\x08\x04\xfd\xe8\x00\x78", 11);
  stage_free(s);
}

/* FORK_A platform that does not know COMMUNITIES hands the route on, with Partial. */
static void unknown_community(void) {
  struct platform platform = stage_platform();
  struct world_settings settings = stage_settings(&platform);
  struct fault fault;
  uint16_t profile[FORK_ROUTERS] = {[FORK_P2] = FAULT_WITHDRAW, [FORK_A] = FAULT_WITHDRAW};
  fault_init(&fault);
  settings.profiles = fault.profile;
  settings.profile_count = FAULT_PROFILES;
  settings.profile_of = profile;
  struct stage *s = fork_stage(&settings);
  fork_add_prefixes(s);
  fork_announce(s, FORK_TRIGGER, FORK_O, with_community(s, COMMUNITY_NO_EXPORT));
  fork_assert_has(s, FORK_TRIGGER, "12AO"); /* FORK_P1 does not know it; FORK_P2 and FORK_A do */
  fork_assert_bytes(s, FORK_TRIGGER, FORK_A, "\x40\x01\x01\x00\xe0\x08\x04\xff\xff\xff\x01", 11);
  stage_free(s);
  fault_clear(&fault);
}

/* RFC 3765 and RFC 8326 by rules of those who honour them. */
static void nopeer(void) {
  struct stage *s = fork_stage(NULL);
  struct rule rule = {
      .action = RULE_REJECT, .kinds = 1u << NEIGHBOR_PEER, .community = COMMUNITY_NOPEER, .with_community = true};
  policy_use_rule(s->world, policy_add_rule(s->world, &rule), FORK_P1, true);
  fork_add_prefixes(s);
  fork_announce(s, FORK_TRIGGER, FORK_O, with_community(s, COMMUNITY_NOPEER));
  fork_assert_path(s, FORK_TRIGGER, FORK_P2, "-");
  fork_assert_path(s, FORK_TRIGGER, FORK_A, "1 6");
  stage_free(s);
}

static void graceful_shutdown(void) {
  struct stage *s = fork_stage(NULL);
  struct rule rule = {.import = true,
                      .action = RULE_PREFER,
                      .amount = -127,
                      .community = COMMUNITY_GRACEFUL_SHUTDOWN,
                      .with_community = true};
  struct rule tag = rule;
  fork_add_prefixes(s);
  fork_announce(s, FORK_TRIGGER, FORK_C, ATTRS_PLAIN);
  fork_assert_path(s, FORK_TRIGGER, FORK_P1, "3 4");
  fork_announce(s, FORK_TRIGGER, FORK_O, ATTRS_PLAIN); /* a second origin, and FORK_P1 has a choice */
  fork_assert_path(s, FORK_TRIGGER, FORK_P1, "6");
  policy_use_rule(s->world, policy_add_rule(s->world, &tag), FORK_P1, true);
  fork_announce(s, FORK_TRIGGER, FORK_O, with_community(s, COMMUNITY_GRACEFUL_SHUTDOWN));
  fork_assert_path(s, FORK_TRIGGER, FORK_P1, "3 4");
  stage_free(s);
}

static void names(void) {
  uint32_t community;
  static const char *const wrong[] = {"", "noexport", "65000", "65000:", ":1", "65536:1", "1:65536", "1:2:3", "-1:2"};
  g_assert_true(community_parse("no-export", &community) && community == COMMUNITY_NO_EXPORT);
  g_assert_true(community_parse("65535:0", &community) && community == COMMUNITY_GRACEFUL_SHUTDOWN);
  g_assert_true(community_parse("blackhole", &community) && community == (65535u << 16 | 666));
  for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) g_assert_false(community_parse(wrong[i], &community));
}

/* RFC 1997: values of four octets each; what is malformed says nothing. The first attribute of the type counts. */
static void is_read(void) {
  static const struct {
    const char *bytes;
    uint16_t length;
    bool in;
    enum attrs_scope scope;
  } set[] = {
      {"\xc0\x08\x04\xff\xff\xff\x01", 7, true, ATTRS_WITHIN_AS},
      {"\xc0\x08\x08\x00\x01\x00\x02\xff\xff\xff\x01", 11, true, ATTRS_WITHIN_AS},
      {"\xc0\x08\x08\xff\xff\xff\x02\xff\xff\xff\x01", 11, true, ATTRS_NOWHERE},
      {"\xc0\x08\x05\xff\xff\xff\x01\x00", 8, false, ATTRS_ANYWHERE},
      {"\xc0\x08\x04\xff\xff\xff", 6, false, ATTRS_ANYWHERE},
      {"\xc0\x08\x00\xc0\x08\x04\xff\xff\xff\x01", 10, false, ATTRS_ANYWHERE},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(set); i++) {
    struct attrs_table *table = attrs_table_new();
    const struct attrs *read = attrs_get(table, attrs_intern(table, (const uint8_t *)set[i].bytes, set[i].length, 0));
    g_assert_cmpint(community_in(read, COMMUNITY_NO_EXPORT), ==, set[i].in);
    g_assert_cmpint(read->scope, ==, set[i].scope);
    attrs_table_free(table);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/community/RFC 1997: what is not to be exported stays with its receiver", no_export);
  g_test_add_func("/community/communities travel as bytes", community_travels);
  g_test_add_func("/community/who does not know communities does not obey them", unknown_community);
  g_test_add_func("/community/RFC 3765: NOPEER is for those who have a rule", nopeer);
  g_test_add_func("/community/RFC 8326: graceful shutdown makes room for the other way", graceful_shutdown);
  g_test_add_func("/community/names and numbers", names);
  g_test_add_func("/community/RFC 1997: only what is well-formed is obeyed", is_read);
  return g_test_run();
}
