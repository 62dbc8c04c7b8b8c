/* reader_openbgpd.c: rde_update_dispatch() and rde_attr_parse() of OpenBGPD 7.7.
 *
 * Nearly every error resets, the first one found. The few that only invalidate the path, in lists of communities and in
 * ONLY_TO_CUSTOMER, leave the read pointer in front of the value, which is then read as attributes: an empty value
 * or six zero octets (two empty attributes of type 0) get away with a withdrawal, most others end in a reset. A loop is
 * no error here: the route is kept, and only not used. */
#include "models/bgp/reader_part.h"

enum { RESERVED = 255 }; /* types 0 and 255 are dropped */

/* CHECK_FLAGS: `least` must be set, `more` may be; the four low bits and Extended Length do not count. */
static bool flags_bad(const struct wire_attribute *attribute, unsigned least, unsigned more) {
  return (attribute->flags & ~(0x0fu | WIRE_EXTENDED | more)) != least;
}

/* What the case of the type in rde_attr_parse() complains of, or DEFECTS. */
static enum defect list_defect(const struct wire_attribute *attribute, size_t step) {
  if (flags_bad(attribute, WIRE_OPTIONAL | WIRE_TRANSITIVE, WIRE_PARTIAL)) return DEFECT_FLAGS;
  return reader_length_steps(attribute, step, false);
}

static enum defect fixed_defect(const struct wire_attribute *attribute, unsigned flags, size_t octets) {
  if (attribute->length != octets) return DEFECT_LENGTH;
  return flags_bad(attribute, flags, 0) ? DEFECT_FLAGS : DEFECTS;
}

static enum defect origin_defect(const struct wire_attribute *attribute) {
  enum defect defect = fixed_defect(attribute, WIRE_TRANSITIVE, 1);
  return defect == DEFECTS && attribute->value[0] > 2 ? DEFECT_VALUE : defect;
}

/* aspath_verify(): soft errors are AS 0 and confederation segments. */
static enum defect path_defect(const struct wire_attribute *attribute, bool four) {
  if (reader_path_broken(attribute, four)) return DEFECT_VALUE;
  uint32_t found = attribute->type == ATTRIBUTE_AS4_PATH ? attribute_value_as4_path(attribute, true)
                                                         : attribute_value_as_path(attribute, four);
  if (found & defect_bit(DEFECT_CONFED)) return DEFECT_CONFED;
  return found & defect_bit(DEFECT_AS_ZERO) ? DEFECT_AS_ZERO : DEFECTS;
}

static enum defect next_hop_defect(const struct wire_attribute *attribute) {
  enum defect defect = fixed_defect(attribute, WIRE_TRANSITIVE, 4);
  return defect == DEFECTS && (attribute->value[0] & 0xf0) == 0xe0 ? DEFECT_VALUE : defect; /* multicast */
}

/* The wrong length of an AGGREGATOR discards it before its flags are looked at. */
static enum defect aggregator_defect(const struct wire_attribute *attribute, bool four) {
  if (attribute->length != (four ? 8u : 6u)) return DEFECT_LENGTH;
  if (flags_bad(attribute, WIRE_OPTIONAL | WIRE_TRANSITIVE, WIRE_PARTIAL)) return DEFECT_FLAGS;
  uint32_t asn = four ? wire_get32(attribute->value) : wire_get16(attribute->value);
  return asn == 0 ? DEFECT_AS_ZERO : DEFECTS;
}

static enum defect mp_defect(const struct wire_attribute *attribute, size_t least) {
  if (attribute->length < least) return DEFECT_LENGTH;
  return flags_bad(attribute, WIRE_OPTIONAL, 0) ? DEFECT_FLAGS : DEFECTS;
}

static enum defect reflection_defect(const struct wire_attribute *attribute) {
  bool cluster = attribute->type == ATTRIBUTE_CLUSTER_LIST;
  if (cluster ? attribute->length % 4 != 0 : attribute->length != 4) return DEFECT_LENGTH;
  return flags_bad(attribute, WIRE_OPTIONAL, 0) ? DEFECT_FLAGS : DEFECTS;
}

static enum defect value_defect(const struct reader_pass *pass, const struct wire_attribute *attribute) {
  bool four = pass->judge->facts->as4;
  enum { BOTH = WIRE_OPTIONAL | WIRE_TRANSITIVE };
  switch (attribute->type) {
  case ATTRIBUTE_ORIGIN:
    return origin_defect(attribute);
  case ATTRIBUTE_AS_PATH:
    return flags_bad(attribute, WIRE_TRANSITIVE, 0) ? DEFECT_FLAGS : path_defect(attribute, four);
  case ATTRIBUTE_NEXT_HOP:
    return next_hop_defect(attribute);
  case ATTRIBUTE_MED:
    return fixed_defect(attribute, WIRE_OPTIONAL, 4);
  case ATTRIBUTE_LOCAL_PREF:
    return fixed_defect(attribute, WIRE_TRANSITIVE, 4);
  case ATTRIBUTE_ATOMIC_AGGREGATE:
    return fixed_defect(attribute, WIRE_TRANSITIVE, 0);
  case ATTRIBUTE_AGGREGATOR:
    return aggregator_defect(attribute, four);
  case ATTRIBUTE_AS4_AGGREGATOR:
    return aggregator_defect(attribute, true);
  case ATTRIBUTE_COMMUNITY:
    return list_defect(attribute, 4);
  case ATTRIBUTE_LARGE_COMMUNITY:
    return list_defect(attribute, 12);
  case ATTRIBUTE_EXTENDED_COMMUNITY:
    return list_defect(attribute, 8);
  case ATTRIBUTE_ONLY_TO_CUSTOMER:
    if (flags_bad(attribute, BOTH, WIRE_PARTIAL)) return DEFECT_FLAGS;
    return reader_length_is(attribute, 4);
  case ATTRIBUTE_ORIGINATOR_ID:
  case ATTRIBUTE_CLUSTER_LIST:
    return reflection_defect(attribute);
  case ATTRIBUTE_MP_REACH:
    return mp_defect(attribute, 4);
  case ATTRIBUTE_MP_UNREACH:
    return mp_defect(attribute, 3);
  case ATTRIBUTE_AS4_PATH:
    return flags_bad(attribute, BOTH, WIRE_PARTIAL) ? DEFECT_FLAGS : path_defect(attribute, true);
  default:
    return DEFECTS;
  }
}

/* Lists of communities add up; LOCAL_PREF from outside is passed over before it is looked for. */
static bool may_repeat(const struct reader_pass *pass, unsigned type) {
  switch (type) {
  case ATTRIBUTE_COMMUNITY:
  case ATTRIBUTE_LARGE_COMMUNITY:
  case ATTRIBUTE_EXTENDED_COMMUNITY:
    return true;
  case ATTRIBUTE_LOCAL_PREF:
    return pass->judge->facts->session == SESSION_EBGP;
  default:
    return false;
  }
}

/* Types whose soft errors leave the value to be read as attributes. */
static bool value_left(unsigned type) {
  return type == ATTRIBUTE_COMMUNITY || type == ATTRIBUTE_LARGE_COMMUNITY || type == ATTRIBUTE_EXTENDED_COMMUNITY ||
         type == ATTRIBUTE_ONLY_TO_CUSTOMER;
}

static enum outcome attribute_take(struct reader_pass *pass, const struct wire_attribute *attribute) {
  if (reader_seen(pass, attribute->type) && !may_repeat(pass, attribute->type))
    return reader_found(pass, attribute, DEFECT_DUPLICATE);
  reader_see(pass, attribute->type);
  if (attribute->type == RESERVED) return reader_found(pass, attribute, DEFECT_NOT_TRANSITIVE);
  if (!verdict_knows(pass->judge->profile, attribute->type)) return reader_unknown(pass, attribute);
  reader_hold(pass, attribute);
  if (reader_stays_inside(pass, attribute)) return reader_found(pass, attribute, DEFECT_NOT_TRANSITIVE);
  bool out_of_place = attribute->type == ATTRIBUTE_LOCAL_PREF && pass->judge->facts->session == SESSION_EBGP;
  return out_of_place ? reader_found(pass, attribute, DEFECT_WRONG_SESSION) : OUTCOME_ACCEPT;
}

/* One attribute; a soft error in a path still gives a path. */
static enum outcome attribute_read(struct reader_pass *pass, const struct wire_attribute *attribute, bool *left) {
  bool known = verdict_knows(pass->judge->profile, attribute->type);
  *left = false;
  if (attribute->type == 0) return reader_found(pass, attribute, DEFECT_NOT_TRANSITIVE);
  if (!known && !(attribute->flags & WIRE_OPTIONAL)) return reader_found(pass, attribute, DEFECT_UNKNOWN_WELLKNOWN);
  enum defect defect = known ? value_defect(pass, attribute) : DEFECTS;
  if (defect == DEFECTS) return attribute_take(pass, attribute);
  enum outcome outcome = reader_found(pass, attribute, defect);
  *left = outcome == OUTCOME_TREAT_AS_WITHDRAW && value_left(attribute->type);
  if (attribute->type == ATTRIBUTE_AS_PATH && outcome == OUTCOME_TREAT_AS_WITHDRAW) attribute_take(pass, attribute);
  return outcome;
}

static void attributes_read(struct reader_pass *pass) {
  const struct wire_update *update = &pass->update;
  struct wire_cursor cursor = {update->attributes, update->attributes + update->attributes_length};
  struct wire_attribute attribute;
  enum wire_step step;
  bool left;
  while ((step = wire_attribute_next(&cursor, &attribute)) == WIRE_ITEM) {
    judge_keep(pass->judge, &attribute, attribute_read(pass, &attribute, &left));
    if (reader_over(pass)) return;
    if (left) cursor.at = attribute.value;
  }
  if (step == WIRE_OVERRUN) reader_found(pass, &attribute, DEFECT_OVERRUN);
  if (step == WIRE_UNDERRUN) reader_message_found(pass, DEFECT_UNDERRUN, attribute.start, attribute.present);
}

static bool only_unreach(const struct reader_pass *pass) {
  return pass->update.nlri_length == 0 && reader_held(pass, ATTRIBUTE_MP_UNREACH) &&
         !reader_held(pass, ATTRIBUTE_MP_REACH);
}

/* rde_attr_missing(): the first that is missing. */
static void missing_check(struct reader_pass *pass) {
  static const uint8_t mandatory[] = {ATTRIBUTE_ORIGIN, ATTRIBUTE_AS_PATH, ATTRIBUTE_NEXT_HOP, ATTRIBUTE_LOCAL_PREF};
  if (only_unreach(pass)) return;
  for (size_t i = 0; i < sizeof mandatory; i++) {
    if (reader_held(pass, mandatory[i])) continue;
    if (mandatory[i] == ATTRIBUTE_NEXT_HOP && reader_held(pass, ATTRIBUTE_MP_REACH)) continue;
    if (mandatory[i] == ATTRIBUTE_LOCAL_PREF && pass->judge->facts->session == SESSION_EBGP) continue;
    judge_found(pass->judge, mandatory[i], DEFECT_MISSING, NULL, 0);
    return;
  }
}

/* enforce neighbor-as, on by default over eBGP: a path that does not begin with a sequence begins with our own AS. */
static void first_as_check(struct reader_pass *pass) {
  const struct verdict_facts *facts = pass->judge->facts;
  const struct wire_attribute *path = reader_held(pass, ATTRIBUTE_AS_PATH);
  if (!path || facts->session == SESSION_IBGP || facts->peer_as == 0) return;
  if (reader_path(pass, false, false).first != facts->peer_as) reader_found(pass, path, DEFECT_FIRST_AS);
}

static void field_check(struct reader_pass *pass, const uint8_t *field, size_t length) {
  enum defect defect = reader_prefixes(field, length, 32);
  if (defect != DEFECTS && !reader_over(pass)) reader_message_found(pass, defect, field, length);
}

/* IPv4 unicast is looked for in the classic field only; asked to withdraw it here, the daemon dies. */
static void unreach_check(struct reader_pass *pass) {
  const struct wire_attribute *attribute = reader_held(pass, ATTRIBUTE_MP_UNREACH);
  struct attribute_mp mp;
  if (!attribute || reader_over(pass) || !attribute_value_mp(attribute, &mp)) return;
  if (!reader_family_open(&mp)) reader_found(pass, attribute, DEFECT_FAMILY);
  else if (mp.afi == 1 && mp.nlri_length > 0) reader_found(pass, attribute, DEFECT_FATAL);
  else if (mp.afi == 2 && reader_prefixes(mp.nlri, mp.nlri_length, 128) != DEFECTS)
    reader_found(pass, attribute, DEFECT_NLRI);
}

/* rde_get_mp_nexthop() and the prefixes behind it. */
static void reach_check(struct reader_pass *pass) {
  const struct wire_attribute *attribute = reader_held(pass, ATTRIBUTE_MP_REACH);
  struct attribute_mp mp;
  if (!attribute || reader_over(pass)) return;
  bool family = attribute->length > 3 && wire_get16(attribute->value) == 2 && attribute->value[2] == 1;
  if (!family) reader_found(pass, attribute, DEFECT_FAMILY);
  else if (!attribute_value_mp(attribute, &mp) || (mp.next_hop_length != 16 && mp.next_hop_length != 32))
    reader_found(pass, attribute, DEFECT_NEXT_HOP_LENGTH);
  else if (reader_prefixes(mp.nlri, mp.nlri_length, 128) != DEFECTS) reader_found(pass, attribute, DEFECT_NLRI);
}

static bool announces(const struct reader_pass *pass) {
  const struct wire_attribute *attribute = reader_held(pass, ATTRIBUTE_MP_REACH);
  struct attribute_mp mp;
  return pass->update.nlri_length > 0 || (attribute && attribute_value_mp(attribute, &mp) && mp.nlri_length > 0);
}

void reader_openbgpd_update(struct judge *judge, const uint8_t *body, size_t length) {
  struct reader_pass pass = {.judge = judge};
  if (!wire_update_parse(body, length, &pass.update)) {
    reader_message_found(&pass, DEFECT_FRAMING, body, length);
    return;
  }
  const struct wire_update *update = &pass.update;
  if (update->attributes_length == 0 && update->nlri_length > 0) {
    reader_message_found(&pass, DEFECT_FRAMING, update->nlri, update->nlri_length);
    return;
  }
  attributes_read(&pass);
  if (!reader_over(&pass) && update->attributes_length > 0) missing_check(&pass);
  if (!reader_over(&pass)) first_as_check(&pass);
  field_check(&pass, update->withdrawn, update->withdrawn_length);
  unreach_check(&pass);
  field_check(&pass, update->nlri, update->nlri_length);
  reach_check(&pass);
  reader_settle(&pass, announces(&pass));
}
