#include "models/bgp/verdict.h"

#include "models/bgp/attribute.h"
#include "models/bgp/update.h"
#include "tests/octets.h"
#include "tests/oracle.h"

#include <string.h>

#define ORIGIN OCTETS_ORIGIN
enum { UNKNOWN_TYPE = 99 };

/* Two profiles of the strategy: 0 knows all that the program knows but 99, 1 knows nothing beyond RFC 4271. */
struct bed {
  struct strategy *strategy;
  struct attrs_table *attrs;
  struct verdict_table *verdicts;
};

static void bed_begin(struct bed *bed, const char *strategy, unsigned corrupts) {
  bed->strategy = octets_strategy(strategy);
  bed->attrs = attrs_table_new();
  struct verdict_profile profiles[2] = {{.strategy = bed->strategy}, {.strategy = bed->strategy}};
  for (size_t i = 0; attribute_row(i); i++)
    profiles[0].knows[attribute_row(i)->code / 8] |= (uint8_t)(1 << attribute_row(i)->code % 8);
  profiles[1].knows[0] = 0xfe;
  profiles[1].corrupts = (uint8_t)corrupts;
  bed->verdicts = verdict_table_new(bed->attrs, profiles, 2);
}

static void bed_end(struct bed *bed) {
  verdict_table_free(bed->verdicts);
  attrs_table_free(bed->attrs);
  strategy_free(bed->strategy);
}

static attrs_id set_of(struct bed *bed, const char *hex, unsigned overrun) {
  g_autoptr(GByteArray) bytes = octets_read(hex);
  return attrs_intern(bed->attrs, bytes->data, (uint16_t)bytes->len, (uint16_t)overrun);
}

static void assert_set(const struct bed *bed, attrs_id id, const char *hex, unsigned overrun) {
  g_autoptr(GByteArray) bytes = octets_read(hex);
  const struct attrs *set = attrs_get(bed->attrs, id);
  g_assert_cmpmem(set->bytes, set->length, bytes->data, bytes->len);
  g_assert_cmpuint(set->overrun, ==, overrun);
}

static const struct verdict *judged(struct bed *bed, const char *hex, unsigned overrun, unsigned profile) {
  return verdict_of(bed->verdicts, set_of(bed, hex, overrun), profile, SESSION_EBGP);
}

static void plain_routes_are_accepted(void) {
  static const char *const names[] = {"rfc4271",      "rfc7606",           "junos-default",    "junos-2013",
                                      "notification", "treat-as-withdraw", "attribute-discard"};
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    struct bed bed;
    bed_begin(&bed, names[i], 0);
    for (unsigned session = SESSION_EBGP; session <= SESSION_IBGP; session++) {
      const struct verdict *verdict = verdict_of(bed.verdicts, ATTRS_PLAIN, 0, (enum session_kind)session);
      g_assert_cmpuint(verdict->outcome, ==, OUTCOME_ACCEPT);
      g_assert_cmpuint(verdict->attrs, ==, ATTRS_PLAIN);
    }
    bed_end(&bed);
  }
}

static void known_or_not_decides(void) {
  struct bed bed;
  bed_begin(&bed, "rfc4271", 0);
  const char *bad_community = ORIGIN "c008021234";
  g_assert_cmpuint(judged(&bed, bad_community, 0, 0)->outcome, ==, OUTCOME_SESSION_RESET);
  const struct verdict *carried = judged(&bed, bad_community, 0, 1);
  g_assert_cmpuint(carried->outcome, ==, OUTCOME_PROPAGATE_UNPARSED);
  assert_set(&bed, carried->attrs, bad_community, 0);
  bed_end(&bed);
}

/* What a reset needs to be logged: code, subcode, the type at fault and the rule. */
static void a_verdict_tells_why(void) {
  struct bed bed;
  bed_begin(&bed, "rfc4271", 0);
  const struct verdict *verdict = judged(&bed, ORIGIN "c008021234", 0, 0);
  g_assert_cmpuint(verdict->code, ==, 3);
  g_assert_cmpuint(verdict->subcode, ==, 9);
  g_assert_cmpuint(verdict->attribute, ==, 8);
  g_assert_cmpuint(verdict->defect, ==, DEFECT_LENGTH);
  g_assert_nonnull(strstr(verdict->rule->source, "RFC 1997"));
  bed_end(&bed);
}

static void repair_leaves_extended_length(void) {
  static const struct {
    const char *came, *kept;
  } repaired[] = {
      {ORIGIN "40080400010002", ORIGIN "c0080400010002"},
      {ORIGIN "5008000400010002", ORIGIN "d008000400010002"},
      {ORIGIN "70080004 00010002", ORIGIN "f0080004 00010002"}, /* Partial is allowed there, so it stays */
      {ORIGIN "f004000400000001", ORIGIN "9004000400000001"},   /* and here it is not */
      {"d001000100", "5001000100"},
  };
  struct bed bed;
  bed_begin(&bed, "junos-2013", 0);
  for (gsize i = 0; i < G_N_ELEMENTS(repaired); i++) {
    const struct verdict *verdict = judged(&bed, repaired[i].came, 0, 0);
    g_assert_cmpuint(verdict->outcome, ==, OUTCOME_REPAIR);
    assert_set(&bed, verdict->attrs, repaired[i].kept, 0);
  }
  bed_end(&bed);
}

static void repair_goes_on_to_the_value(void) {
  struct bed bed;
  bed_begin(&bed, "junos-2013", 0);
  g_assert_cmpuint(judged(&bed, ORIGIN "4008021234", 0, 0)->outcome, ==, OUTCOME_TREAT_AS_WITHDRAW);
  bed_end(&bed);
}

static void discard_takes_the_attribute_out(void) {
  struct bed bed;
  bed_begin(&bed, "rfc7606", 0);
  const struct verdict *verdict = judged(&bed, ORIGIN "c0070100 c0080400010002 c0080400030004", 0, 0);
  g_assert_cmpuint(verdict->outcome, ==, OUTCOME_ATTRIBUTE_DISCARD);
  assert_set(&bed, verdict->attrs, ORIGIN "c0080400010002", 0);
  bed_end(&bed);
}

static void discard_ends_an_overrun(void) {
  struct bed bed;
  bed_begin(&bed, "attribute-discard", 0);
  const struct verdict *verdict = judged(&bed, ORIGIN "c0080400010002 c0630aff", 9, 0);
  g_assert_cmpuint(verdict->outcome, ==, OUTCOME_ATTRIBUTE_DISCARD);
  assert_set(&bed, verdict->attrs, ORIGIN "c0080400010002", 0);
  bed_end(&bed);
}

static void unknown_ones_that_stay_home_are_dropped(void) {
  struct bed bed;
  bed_begin(&bed, "rfc7606", 0);
  const struct verdict *verdict = judged(&bed, ORIGIN "806301aa", 0, 0);
  g_assert_cmpuint(verdict->outcome, ==, OUTCOME_IGNORE_ATTRIBUTE);
  assert_set(&bed, verdict->attrs, ORIGIN, 0);
  bed_end(&bed);
}

static void resend_sets_partial(void) {
  struct bed bed;
  bed_begin(&bed, "rfc7606", 0);
  attrs_id set = set_of(&bed, ORIGIN "c0080400010002 d0630002aabb", 0);
  attrs_id known = verdict_resend(bed.verdicts, set, 0, SESSION_EBGP),
           unknown = verdict_resend(bed.verdicts, set, 1, SESSION_EBGP);
  assert_set(&bed, known, ORIGIN "c0080400010002 f0630002aabb", 0);
  assert_set(&bed, unknown, ORIGIN "e0080400010002 f0630002aabb", 0);
  g_assert_cmpuint(verdict_resend(bed.verdicts, unknown, 1, SESSION_EBGP), ==, unknown); /* once set it stays */
  bed_end(&bed);
}

static void resend_leaves_behind(void) {
  struct bed bed;
  bed_begin(&bed, "rfc7606", 0);
  attrs_id set = set_of(&bed,
                        ORIGIN "80040400000001 40050400000064 400600 800904c0000201 800a04c0000201 "
                               "801a0b01000b0000000000000001 806301aa",
                        0);
  assert_set(&bed, verdict_resend(bed.verdicts, set, 0, SESSION_EBGP), ORIGIN "400600", 0);
  assert_set(&bed, verdict_resend(bed.verdicts, set, 0, SESSION_IBGP),
             ORIGIN "80040400000001 40050400000064 400600 800904c0000201 800a04c0000201 801a0b01000b0000000000000001",
             0);
  assert_set(&bed, verdict_resend(bed.verdicts, ATTRS_PLAIN, 0, SESSION_EBGP), ORIGIN, 0);
  bed_end(&bed);
}

static void a_corrupter_cuts(void) {
  struct bed bed;
  bed_begin(&bed, "rfc4271", UNKNOWN_TYPE);
  attrs_id set = set_of(&bed, ORIGIN "c06304aabbccdd c0080400010002", 0);
  attrs_id honest = verdict_resend(bed.verdicts, set, 0, SESSION_EBGP),
           damaged = verdict_resend(bed.verdicts, set, 1, SESSION_EBGP);
  assert_set(&bed, honest, ORIGIN "e06304aabbccdd c0080400010002", 0);
  assert_set(&bed, damaged, ORIGIN "e0080400010002 e06304aabbcc", 1);
  const struct verdict *verdict = verdict_of(bed.verdicts, damaged, 0, SESSION_EBGP);
  g_assert_cmpuint(verdict->outcome, ==, OUTCOME_SESSION_RESET);
  g_assert_cmpuint(verdict->defect, ==, DEFECT_OVERRUN);
  assert_set(&bed, verdict_resend(bed.verdicts, set_of(&bed, ORIGIN "c06300", 0), 1, SESSION_EBGP), ORIGIN "e06301", 1);
  bed_end(&bed);
}

static void a_corrupter_that_knows_does_not(void) {
  struct bed bed;
  bed_begin(&bed, "rfc4271", ATTRIBUTE_AGGREGATOR);
  attrs_id set = set_of(&bed, ORIGIN "c007080000fbf4c0000201", 0);
  g_assert_cmpuint(verdict_resend(bed.verdicts, set, 1, SESSION_EBGP), ==, set);
  bed_end(&bed);
}

/* A set that brings its own AS_PATH or NLRI is judged with these. */
static void sets_may_hold_the_rest(void) {
  struct bed bed;
  bed_begin(&bed, "rfc4271", 0);
  const struct verdict *path = judged(&bed, ORIGIN "40020602020000fbf4", 0, 0);
  g_assert_cmpuint(path->attribute, ==, ATTRIBUTE_AS_PATH);
  g_assert_cmpuint(path->subcode, ==, 11);
  const char *reach = "800e1c000201 1020010db8000000000000000000000001 00 3020010db80001" ORIGIN;
  const struct verdict *v6 = judged(&bed, reach, 0, 0);
  g_assert_cmpuint(v6->outcome, ==, OUTCOME_ACCEPT);
  assert_set(&bed, verdict_resend(bed.verdicts, v6->attrs, 0, SESSION_EBGP), reach, 0);
  g_assert_cmpuint(judged(&bed, "c0080400010002", 0, 0)->subcode, ==, 3); /* no ORIGIN */
  bed_end(&bed);
}

/* Sets out of pieces that mean something, now and then with a wrong octet. */
static attrs_id set_random(struct bed *bed, struct dice *dice) {
  static const char *const pieces[] = {"40010100",       "80040400000001", "40050400000064", "400600",
                                       "c00706fbf4c000", "c0080400010002", "c008021234",     "800904c0000201",
                                       "c0110602010000", "c06301aa",       "806300",         "406301aa",
                                       "d0630002aabb",   "c028030000",     "c0800300fb",     "800e05000201"};
  g_autoptr(GByteArray) set = g_byte_array_new();
  for (unsigned n = dice_below(dice, 6); n > 0; n--) {
    g_autoptr(GByteArray) piece = octets_read(pieces[dice_below(dice, G_N_ELEMENTS(pieces))]);
    g_byte_array_append(set, piece->data, piece->len);
  }
  if (set->len && dice_chance(dice, 0.5)) set->data[dice_below(dice, set->len)] ^= (guint8)(1u << dice_below(dice, 8));
  struct wire_cursor cursor = {set->data, set->data + set->len};
  struct wire_attribute attribute;
  size_t overrun = 0;
  for (enum wire_step step; (step = wire_attribute_next(&cursor, &attribute)) != WIRE_END;)
    if (step == WIRE_OVERRUN) overrun = attribute.length - attribute.present;
  return attrs_intern(bed->attrs, set->data, (uint16_t)set->len, (uint16_t)overrun);
}

static bool brings_its_own(const struct attrs *set) {
  struct wire_cursor cursor = {set->bytes, set->bytes + set->length};
  struct wire_attribute attribute;
  for (enum wire_step step; (step = wire_attribute_next(&cursor, &attribute)) == WIRE_ITEM || step == WIRE_OVERRUN;)
    if (attribute.type == ATTRIBUTE_AS_PATH || attribute.type == ATTRIBUTE_NEXT_HOP ||
        attribute.type == ATTRIBUTE_MP_REACH)
      return true;
  return false;
}

/* The route with this set as a neighbour would send it. */
static void message_of(const struct bed *bed, attrs_id id, struct wire_buffer *buffer) {
  static const uint8_t next_hop[4] = {192, 0, 2, 1};
  const struct attrs *set = attrs_get(bed->attrs, id);
  struct prefix prefix;
  struct update update;
  g_assert_true(prefix_parse("198.51.100.0/24", &prefix));
  update_init(&update, (uint32_t[]){OCTETS_PEER_AS}, 1, next_hop, set->bytes, set->length, set->overrun, &prefix, 1);
  update_join(&update, buffer);
  update_clear(&update);
}

static void memory_equals_judgement(void) {
  static const char *const names[] = {"rfc4271", "rfc7606", "junos-2013", "attribute-discard"};
  struct dice dice = {.seed = 11};
  for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
    struct bed bed;
    bed_begin(&bed, names[i], UNKNOWN_TYPE);
    struct verdict_profile profile = {.strategy = bed.strategy};
    profile.knows[0] = 0xfe;
    for (int n = 0; n < 2000; n++) {
      uint8_t room[4096];
      struct wire_buffer buffer = {.bytes = room, .room = sizeof room};
      struct verdict direct;
      enum session_kind session = dice_chance(&dice, 0.5) ? SESSION_EBGP : SESSION_IBGP;
      struct verdict_facts facts = {.session = session, .as4 = true, .peer_as = OCTETS_PEER_AS};
      attrs_id set = set_random(&bed, &dice);
      if (brings_its_own(attrs_get(bed.attrs, set))) continue;
      const struct verdict *first = verdict_of(bed.verdicts, set, 1, session);
      struct verdict copy = *first;
      message_of(&bed, set, &buffer);
      verdict_message(room, buffer.length, &profile, &facts, &direct, NULL);
      g_assert_cmpuint(direct.outcome, ==, copy.outcome);
      g_assert_cmpuint(direct.code << 8 | direct.subcode, ==, copy.code << 8 | copy.subcode);
      g_assert_cmpuint(direct.attribute, ==, copy.attribute);
      verdict_resend(bed.verdicts, set, 1, SESSION_EBGP);
      const struct verdict *again = verdict_of(bed.verdicts, set, 1, session);
      g_assert_true(again == first);
      g_assert_cmpuint(again->attrs, ==, copy.attrs);
    }
    bed_end(&bed);
  }
}

/* A set that was accepted as it stood is accepted by the next one of the kind: damage does not grow by itself. */
static void what_is_resent_is_no_worse(void) {
  struct dice dice = {.seed = 12};
  struct bed bed;
  bed_begin(&bed, "rfc7606", 0);
  for (int n = 0; n < 3000; n++) {
    const struct verdict *verdict = verdict_of(bed.verdicts, set_random(&bed, &dice), 0, SESSION_EBGP);
    if (verdict->outcome >= OUTCOME_WITHDRAW) continue;
    attrs_id sent = verdict_resend(bed.verdicts, verdict->attrs, 0, SESSION_EBGP);
    g_assert_cmpuint(verdict_of(bed.verdicts, sent, 0, SESSION_EBGP)->outcome, <=, OUTCOME_PROPAGATE_UNPARSED);
  }
  bed_end(&bed);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/verdict/every strategy accepts a plain route", plain_routes_are_accepted);
  g_test_add_func("/verdict/who does not know an attribute carries its fault on", known_or_not_decides);
  g_test_add_func("/verdict/a reset names code, type, defect and rule", a_verdict_tells_why);
  g_test_add_func("/verdict/junos-2013 repairs flags and leaves Extended Length as it came",
                  repair_leaves_extended_length);
  g_test_add_func("/verdict/a repaired attribute is still looked into", repair_goes_on_to_the_value);
  g_test_add_func("/verdict/a discarded attribute leaves the set, a second one too", discard_takes_the_attribute_out);
  g_test_add_func("/verdict/discarding the last attribute ends its overrun", discard_ends_an_overrun);
  g_test_add_func("/verdict/unknown non-transitive attributes leave the set", unknown_ones_that_stay_home_are_dropped);
  g_test_add_func("/verdict/re-sending sets Partial on what is not known", resend_sets_partial);
  g_test_add_func("/verdict/re-sending leaves behind what is not transitive", resend_leaves_behind);
  g_test_add_func("/verdict/a corrupter's attribute overruns by what was cut", a_corrupter_cuts);
  g_test_add_func("/verdict/a corrupter leaves alone what it knows", a_corrupter_that_knows_does_not);
  g_test_add_func("/verdict/a set may bring AS_PATH or NLRI of its own", sets_may_hold_the_rest);
  g_test_add_func("/verdict/what is remembered equals judging the message anew", memory_equals_judgement);
  g_test_add_func("/verdict/what was accepted and re-sent is accepted again", what_is_resent_is_no_worse);
  return g_test_run();
}
