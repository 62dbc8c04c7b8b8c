/* reader_frr.c: bgp_update_receive() and bgp_attr_parse() of FRRouting 8.4.
 *
 * Attributes are read in order and the first error ends the reading, unless the attribute can simply be left out. When
 * the error is one that withdraws, the read pointer stays behind the bad attribute: what follows is then taken for
 * NLRI, and only when nothing follows, or by luck, does the session survive. Flags in conflict with a type for which no
 * milder treatment is written end the reading as well, but the route lives, without that attribute and those
 * behind it. */
#include "models/bgp/reader_frr_value.h"
#include "models/bgp/reader_part.h"

#include "models/bgp/prefix.h"

#include <string.h>

/* Types whose flags are checked before all else (attr_flags_values). Tunnel Encapsulation is not among them. */
static bool flags_checked(unsigned type) {
  return (type >= ATTRIBUTE_ORIGIN && type <= ATTRIBUTE_CLUSTER_LIST) ||
         (type >= ATTRIBUTE_MP_REACH && type <= ATTRIBUTE_AS4_AGGREGATOR) || type == 22 || type == 25 || type == 32 ||
         type == 35 || type == 40;
}

/* bgp_attr_flag_invalid() */
static bool flags_bad(const struct wire_attribute *attribute) {
  enum { BOTH = WIRE_OPTIONAL | WIRE_TRANSITIVE };
  const struct attribute_type *type = attribute_find(attribute->type);
  if (!type || !flags_checked(attribute->type)) return false;
  bool partial = attribute->flags & WIRE_PARTIAL;
  return (partial && (attribute->flags & BOTH) != BOTH) || attribute_flags_conflict(type, attribute->flags);
}

/* bgp_attr_malformed(): over eBGP an attribute with Optional, Transitive and Partial is taken for somebody else's
 * fault, where the type has no treatment of its own. */
static enum outcome malformed(struct reader_pass *pass, const struct wire_attribute *attribute, enum defect defect) {
  enum { ALL = WIRE_OPTIONAL | WIRE_TRANSITIVE | WIRE_PARTIAL };
  const struct judge *judge = pass->judge;
  const struct strategy_rule *rule = strategy_find(judge->profile->strategy, attribute->type, defect,
                                                   judge->facts->session);
  bool relayed = (attribute->flags & ALL) == ALL && rule && rule->outcome == OUTCOME_SESSION_RESET &&
                 strategy_find(judge->profile->strategy, attribute->type, DEFECT_RELAYED, judge->facts->session);
  return reader_found(pass, attribute, relayed ? DEFECT_RELAYED : defect);
}

/* MP_REACH_NLRI without NLRI is taken for an End-of-RIB, which ends the reading. */
static bool reach_empty(const struct wire_attribute *attribute) {
  struct attribute_mp mp;
  return attribute->type == ATTRIBUTE_MP_REACH && attribute_value_mp(attribute, &mp) && mp.nlri_length == 0;
}

/* `stops`: no attribute after this one is read. */
static enum outcome attribute_read(struct reader_pass *pass, const struct wire_attribute *attribute, bool *stops) {
  if (reader_seen(pass, attribute->type)) return reader_found(pass, attribute, DEFECT_DUPLICATE);
  reader_see(pass, attribute->type);
  if (flags_bad(attribute)) {
    enum outcome outcome = malformed(pass, attribute, DEFECT_FLAGS);
    *stops = attribute->type != ATTRIBUTE_ATOMIC_AGGREGATE && attribute->type != ATTRIBUTE_AGGREGATOR &&
             attribute->type != ATTRIBUTE_AS4_AGGREGATOR;
    return outcome;
  }
  if (!verdict_knows(pass->judge->profile, attribute->type)) {
    if (!(attribute->flags & WIRE_OPTIONAL)) return malformed(pass, attribute, DEFECT_UNKNOWN_WELLKNOWN);
    return reader_unknown(pass, attribute);
  }
  enum defect defect = reader_frr_value(pass, attribute);
  if (defect == DEFECTS && reader_stays_inside(pass, attribute)) defect = DEFECT_NOT_TRANSITIVE;
  if (defect == DEFECTS || defect == DEFECT_WRONG_SESSION || defect == DEFECT_NOT_TRANSITIVE)
    reader_hold(pass, attribute);
  enum outcome outcome = defect == DEFECTS ? OUTCOME_ACCEPT : malformed(pass, attribute, defect);
  *stops = outcome == OUTCOME_TREAT_AS_WITHDRAW || (outcome == OUTCOME_ACCEPT && reach_empty(attribute));
  return outcome;
}

/* Where the reading stopped in an attribute that was not read to its end: MP_REACH_NLRI behind its next hop. */
static const uint8_t *stopped_at(const struct wire_attribute *attribute) {
  if (attribute->type == ATTRIBUTE_MP_REACH && attribute->length > 4 && attribute->value[3] + 5u <= attribute->length)
    return attribute->value + 5 + attribute->value[3];
  return attribute->value + attribute->length;
}

/* bgp_attr_parse() up to its checks; where the NLRI begin, or NULL when all attributes were read. */
static const uint8_t *attributes_read(struct reader_pass *pass) {
  const struct wire_update *update = &pass->update;
  struct wire_cursor cursor = {update->attributes, update->attributes + update->attributes_length};
  struct wire_attribute attribute;
  enum wire_step step;
  bool stops = false;
  while ((step = wire_attribute_next(&cursor, &attribute)) == WIRE_ITEM) {
    enum outcome outcome = attribute_read(pass, &attribute, &stops);
    judge_keep(pass->judge, &attribute, outcome);
    if (reader_over(pass)) return NULL;
    if (stops) return stopped_at(&attribute);
  }
  if (step == WIRE_OVERRUN) reader_found(pass, &attribute, DEFECT_OVERRUN);
  if (step == WIRE_UNDERRUN) reader_message_found(pass, DEFECT_UNDERRUN, attribute.start, attribute.present);
  return NULL;
}

/* bgp_attr_check(): of several that are missing the last of this order is the one named. */
static void missing_check(struct reader_pass *pass) {
  unsigned missing = 0;
  bool reach = reader_held(pass, ATTRIBUTE_MP_REACH);
  if (!reach && reader_held(pass, ATTRIBUTE_MP_UNREACH)) return;
  if (!reader_held(pass, ATTRIBUTE_ORIGIN)) missing = ATTRIBUTE_ORIGIN;
  if (!reader_held(pass, ATTRIBUTE_AS_PATH)) missing = ATTRIBUTE_AS_PATH;
  if (!reach && !reader_held(pass, ATTRIBUTE_NEXT_HOP)) missing = ATTRIBUTE_NEXT_HOP;
  if (pass->judge->facts->session == SESSION_IBGP && !reader_held(pass, ATTRIBUTE_LOCAL_PREF))
    missing = ATTRIBUTE_LOCAL_PREF;
  if (missing) judge_found(pass->judge, missing, DEFECT_MISSING, NULL, 0);
}

/* What comes after the last attribute: bgp_attr_nexthop_valid(), bgp_attr_check(), bgp_attr_aspath_check(). */
static void attributes_check(struct reader_pass *pass) {
  const struct wire_attribute *next_hop = reader_held(pass, ATTRIBUTE_NEXT_HOP);
  const struct wire_attribute *path = reader_held(pass, ATTRIBUTE_AS_PATH);
  if (next_hop && !reader_held(pass, ATTRIBUTE_MP_REACH) && attribute_value_next_hop(next_hop, true))
    reader_found(pass, next_hop, DEFECT_VALUE);
  if (reader_over(pass)) return;
  missing_check(pass);
  if (!path) return;
  struct reader_path merged = reader_path(pass, false, true);
  if (merged.has_confed) reader_found(pass, path, DEFECT_CONFED);
  if (merged.has_zero) reader_found(pass, path, DEFECT_AS_ZERO);
}

/* bgp_update_martian_nexthop() of the next hop in MP_REACH_NLRI, whose length is one of those that are read. */
static bool reach_strange(const struct verdict_facts *facts, const struct attribute_mp *reach) {
  static const uint8_t none[16] = {0}, loopback[16] = {[15] = 1};
  const uint8_t *address = reach->next_hop + reach->next_hop_length % 16;
  switch (reach->next_hop_length) {
  case 0:
    return false;
  case 4:
  case 12: /* behind a route distinguisher */
    return reader_next_hop(facts, reach->next_hop + reach->next_hop_length - 4, PREFIX_IPV4) == READER_OWN;
  case 16:
  case 24:
    if (memcmp(address, none, 16) == 0) return true;
    break;
  case 32:
    break;
  default:
    return true;
  }
  return memcmp(address, loopback, 16) == 0 || address[0] == 0xff ||
         reader_next_hop(facts, address, PREFIX_IPV6) == READER_OWN;
}

/* Our identifier counts on every kind of session. */
static bool reflected(const struct reader_pass *pass, unsigned type) {
  const struct wire_attribute *attribute = reader_held(pass, type);
  uint32_t local = pass->judge->facts->local_id;
  for (size_t i = 0; attribute && local && i + 4 <= attribute->length; i += 4)
    if (wire_get32(attribute->value + i) == local) return true;
  return false;
}

/* bgp_update(): the route is denied. */
static void route_check(struct reader_pass *pass, const struct attribute_mp *reach) {
  const struct verdict_facts *facts = pass->judge->facts;
  const struct wire_attribute *next_hop = reader_held(pass, ATTRIBUTE_NEXT_HOP);
  const struct wire_attribute *path = reader_held(pass, ATTRIBUTE_AS_PATH);
  if (path && reader_path(pass, false, true).has_local) reader_found(pass, path, DEFECT_LOOP);
  static const uint8_t reflection[] = {ATTRIBUTE_ORIGINATOR_ID, ATTRIBUTE_CLUSTER_LIST};
  for (size_t i = 0; i < sizeof reflection; i++)
    if (reflected(pass, reflection[i])) reader_found(pass, reader_held(pass, reflection[i]), DEFECT_LOOP);
  if (reach && reach_strange(facts, reach))
    reader_found(pass, reader_held(pass, ATTRIBUTE_MP_REACH), DEFECT_NEXT_HOP_SELF);
  if (next_hop && !reach && reader_next_hop(facts, next_hop->value, PREFIX_IPV4) == READER_OWN)
    reader_found(pass, next_hop, DEFECT_NEXT_HOP_SELF);
}

static bool field_check(struct reader_pass *pass, const uint8_t *field, size_t length) {
  enum defect defect = reader_prefixes(field, length, 32);
  if (defect != DEFECTS) reader_message_found(pass, defect, field, length);
  return defect == DEFECTS;
}

/* The NLRI of an MP attribute, when the family is one that the session has. */
static bool mp_check(struct reader_pass *pass, unsigned type, struct attribute_mp *mp) {
  const struct wire_attribute *attribute = reader_held(pass, type);
  if (!attribute || !attribute_value_mp(attribute, mp) || !reader_family_open(mp)) return false;
  enum defect defect = reader_prefixes(mp->nlri, mp->nlri_length, mp->afi == 1 ? 32 : 128);
  if (defect != DEFECTS) reader_found(pass, attribute, defect);
  return defect == DEFECTS;
}

/* bgp_nlri_parse() of the four fields, in this order: so a prefix that is both announced and withdrawn goes. */
static void prefixes_read(struct reader_pass *pass, const uint8_t *nlri) {
  const struct wire_update *update = &pass->update;
  struct attribute_mp reach = {.afi = 0}, unreach;
  size_t length = update->attributes_length ? (size_t)(update->nlri + update->nlri_length - nlri) : 0;
  if (!field_check(pass, nlri, length) || !field_check(pass, update->withdrawn, update->withdrawn_length)) return;
  bool announces = mp_check(pass, ATTRIBUTE_MP_REACH, &reach) && reach.nlri_length > 0;
  if (reader_over(pass)) return;
  mp_check(pass, ATTRIBUTE_MP_UNREACH, &unreach);
  if (reader_over(pass)) return;
  bool both = reader_shares_prefix(nlri, length, update->withdrawn, update->withdrawn_length);
  announces |= length > 0 && !both;
  if (announces) route_check(pass, reader_held(pass, ATTRIBUTE_MP_REACH) ? &reach : NULL);
  reader_settle(pass, announces);
}

void reader_frr_update(struct judge *judge, const uint8_t *body, size_t length) {
  struct reader_pass pass = {.judge = judge};
  if (!wire_update_parse(body, length, &pass.update)) {
    reader_message_found(&pass, DEFECT_FRAMING, body, length);
    return;
  }
  const uint8_t *nlri = pass.update.nlri;
  if (pass.update.attributes_length > 0) {
    const uint8_t *stopped = attributes_read(&pass);
    if (stopped) nlri = stopped;
    else if (!reader_over(&pass)) attributes_check(&pass);
  }
  if (!reader_over(&pass)) prefixes_read(&pass, nlri);
}
