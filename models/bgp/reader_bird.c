/* reader_bird.c: bgp_rx_update() and bgp_decode_attrs() of BIRD 2.0.12.
 *
 * Close to RFC 7606: every attribute is read, each error discards it or withdraws the routes, and only what hides the
 * NLRI resets. An MP attribute of a family that the session has not is left alone, route and all. The next hop must
 * be a neighbour on a subnet of ours. */
#include "models/bgp/reader_part.h"

#include "models/bgp/prefix.h"

#include <string.h>

static enum defect inside_only(const struct reader_pass *pass, enum defect defect) {
  return pass->judge->facts->session == SESSION_EBGP ? DEFECT_WRONG_SESSION : defect;
}

static enum defect old_session_only(const struct reader_pass *pass, enum defect defect) {
  return pass->judge->facts->as4 ? DEFECT_WRONG_SESSION : defect;
}

static enum defect path_defect(const struct wire_attribute *attribute, bool four) {
  if (reader_path_broken(attribute, four)) return DEFECT_VALUE;
  uint32_t found = attribute_value_as_path(attribute, four);
  return found & defect_bit(DEFECT_CONFED) ? DEFECT_CONFED : DEFECTS;
}

static enum defect as4_path_defect(const struct wire_attribute *attribute) {
  if (attribute->length < 6) return DEFECT_LENGTH;
  return reader_path_broken(attribute, true) ? DEFECT_VALUE : DEFECTS;
}

static enum defect aigp_defect(const struct wire_attribute *attribute) {
  enum { BOTH = WIRE_OPTIONAL | WIRE_TRANSITIVE };
  if ((attribute->flags & BOTH) != WIRE_OPTIONAL) return DEFECT_FLAGS;
  return attribute_value_aigp(attribute, true) ? DEFECT_VALUE : DEFECTS;
}

/* The decode hooks of bgp_attr_table, or DEFECTS. */
static enum defect value_defect(const struct reader_pass *pass, const struct wire_attribute *attribute) {
  bool four = pass->judge->facts->as4;
  struct attribute_mp mp;
  switch (attribute->type) {
  case ATTRIBUTE_ORIGIN:
    if (attribute->length != 1) return DEFECT_LENGTH;
    return attribute->value[0] > 2 ? DEFECT_VALUE : DEFECTS;
  case ATTRIBUTE_AS_PATH:
    return path_defect(attribute, four);
  case ATTRIBUTE_NEXT_HOP:
  case ATTRIBUTE_MED:
  case ATTRIBUTE_ONLY_TO_CUSTOMER:
    return reader_length_is(attribute, 4);
  case ATTRIBUTE_LOCAL_PREF:
  case ATTRIBUTE_ORIGINATOR_ID:
    return inside_only(pass, reader_length_is(attribute, 4));
  case ATTRIBUTE_CLUSTER_LIST:
    return inside_only(pass, reader_length_steps(attribute, 4, false));
  case ATTRIBUTE_ATOMIC_AGGREGATE:
    return reader_length_is(attribute, 0);
  case ATTRIBUTE_AGGREGATOR:
    return reader_length_is(attribute, four ? 8 : 6);
  case ATTRIBUTE_COMMUNITY:
    return reader_length_steps(attribute, 4, false);
  case ATTRIBUTE_EXTENDED_COMMUNITY:
    return reader_length_steps(attribute, 8, false);
  case ATTRIBUTE_LARGE_COMMUNITY:
    return reader_length_steps(attribute, 12, false);
  case ATTRIBUTE_MP_REACH:
  case ATTRIBUTE_MP_UNREACH:
    return attribute_value_mp(attribute, &mp) ? DEFECTS : DEFECT_LENGTH;
  case ATTRIBUTE_AS4_PATH:
    return old_session_only(pass, as4_path_defect(attribute));
  case ATTRIBUTE_AS4_AGGREGATOR:
    return old_session_only(pass, reader_length_is(attribute, 8));
  default:
    return DEFECTS;
  }
}

/* BIRD keeps the labels of a route under this type, which has neither flag; so nobody else's is right. */
enum { LABELS = 254 };

/* bgp_decode_attr() */
static enum outcome attribute_read(struct reader_pass *pass, const struct wire_attribute *attribute) {
  const struct attribute_type *type = attribute_find(attribute->type);
  if (reader_seen(pass, attribute->type)) return reader_found(pass, attribute, DEFECT_DUPLICATE);
  reader_see(pass, attribute->type);
  if (attribute->type == LABELS) return reader_found(pass, attribute, DEFECT_FLAGS);
  if (!verdict_knows(pass->judge->profile, attribute->type) || !type) {
    if (!(attribute->flags & WIRE_OPTIONAL)) return reader_found(pass, attribute, DEFECT_UNKNOWN_WELLKNOWN);
    return reader_unknown(pass, attribute);
  }
  enum { AIGP = 26 };
  bool aigp = attribute->type == AIGP;
  enum defect defect = !aigp && attribute_flags_conflict(type, attribute->flags) ? DEFECT_FLAGS
                       : aigp                                                    ? aigp_defect(attribute)
                                                                                 : value_defect(pass, attribute);
  if (defect != DEFECTS) return reader_found(pass, attribute, defect);
  reader_hold(pass, attribute);
  return reader_stays_inside(pass, attribute) ? reader_found(pass, attribute, DEFECT_NOT_TRANSITIVE) : OUTCOME_ACCEPT;
}

static void attributes_read(struct reader_pass *pass) {
  const struct wire_update *update = &pass->update;
  struct wire_cursor cursor = {update->attributes, update->attributes + update->attributes_length};
  struct wire_attribute attribute;
  enum wire_step step;
  while ((step = wire_attribute_next(&cursor, &attribute)) == WIRE_ITEM) {
    judge_keep(pass->judge, &attribute, attribute_read(pass, &attribute));
    if (reader_over(pass)) return;
  }
  if (step == WIRE_OVERRUN) reader_found(pass, &attribute, DEFECT_OVERRUN);
  if (step == WIRE_UNDERRUN) reader_message_found(pass, DEFECT_UNDERRUN, attribute.start, attribute.present);
}

/* An MP attribute that was taken and brings prefixes, of whatever family. */
static bool mp_of(const struct reader_pass *pass, unsigned type, struct attribute_mp *mp) {
  const struct wire_attribute *attribute = reader_held(pass, type);
  return attribute && attribute_value_mp(attribute, mp) && mp->nlri_length > 0;
}

/* The end of bgp_decode_attrs(): what is missing, and loops. */
static void attributes_check(struct reader_pass *pass, bool reach) {
  static const uint8_t mandatory[] = {ATTRIBUTE_ORIGIN, ATTRIBUTE_AS_PATH, ATTRIBUTE_NEXT_HOP};
  bool classic = pass->update.nlri_length > 0;
  if (pass->judge->verdict->outcome == OUTCOME_TREAT_AS_WITHDRAW) {
    if (!classic && !reach) reader_message_found(pass, DEFECT_NO_NLRI, NULL, 0);
    return;
  }
  if (!classic && !reach) return;
  for (size_t i = 0; i < sizeof mandatory; i++)
    if (!reader_seen(pass, mandatory[i]) && (classic || mandatory[i] != ATTRIBUTE_NEXT_HOP))
      judge_found(pass->judge, mandatory[i], DEFECT_MISSING, NULL, 0);
  const struct wire_attribute *path = reader_held(pass, ATTRIBUTE_AS_PATH);
  if (path && reader_path(pass, false, false).has_local) reader_found(pass, path, DEFECT_LOOP);
  static const uint8_t reflection[] = {ATTRIBUTE_ORIGINATOR_ID, ATTRIBUTE_CLUSTER_LIST};
  for (size_t i = 0; i < sizeof reflection; i++)
    if (reader_reflected(pass, reflection[i])) reader_found(pass, reader_held(pass, reflection[i]), DEFECT_LOOP);
}

/* The decode_nlri hooks. */
static bool prefixes_check(struct reader_pass *pass, const uint8_t *field, size_t length, unsigned bits) {
  enum defect defect = reader_prefixes(field, length, bits);
  if (defect != DEFECTS) reader_message_found(pass, defect, field, length);
  return defect == DEFECTS;
}

static unsigned bits_of(const struct attribute_mp *mp) { return mp->afi == 1 ? 32 : 128; }

/* Link-local, fe80::/10. */
static bool link_local(const uint8_t *address) { return address[0] == 0xfe && (address[1] & 0xc0) == 0x80; }

/* bgp_decode_next_hop_ip() of an IPv6 next hop: false when it is no neighbour, or of the wrong family. */
static bool six_ok(const struct verdict_facts *facts, const struct attribute_mp *mp) {
  static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};
  const uint8_t *address = mp->next_hop;
  bool four = memcmp(address, mapped, 12) == 0;
  if (four != (mp->afi == 1)) return false;
  if (four) return reader_next_hop(facts, address + 12, PREFIX_IPV4) == READER_SHARED;
  if (link_local(address)) return false;
  return reader_next_hop(facts, address, PREFIX_IPV6) == READER_SHARED;
}

static void reach_check(struct reader_pass *pass, const struct attribute_mp *mp) {
  const struct wire_attribute *attribute = reader_held(pass, ATTRIBUTE_MP_REACH);
  size_t length = mp->next_hop_length;
  if (length != 4 && length != 16 && length != 32) {
    reader_found(pass, attribute, DEFECT_NEXT_HOP_LENGTH);
    return;
  }
  bool four = length == 4;
  bool good = four ? mp->afi == 1 && reader_next_hop(pass->judge->facts, mp->next_hop, PREFIX_IPV4) == READER_SHARED
                   : six_ok(pass->judge->facts, mp);
  if (!good) reader_found(pass, attribute, DEFECT_NEXT_HOP_SELF);
}

static void next_hop_check(struct reader_pass *pass) {
  const struct wire_attribute *next_hop = reader_held(pass, ATTRIBUTE_NEXT_HOP);
  if (next_hop && reader_next_hop(pass->judge->facts, next_hop->value, PREFIX_IPV4) != READER_SHARED)
    reader_found(pass, next_hop, DEFECT_NEXT_HOP_SELF);
}

/* bgp_decode_nlri() of the four fields, withdrawals first. A next hop is looked at while the attributes are sound. */
static void prefixes_read(struct reader_pass *pass, const struct attribute_mp *reach) {
  const struct wire_update *update = &pass->update;
  struct attribute_mp unreach;
  if (!prefixes_check(pass, update->withdrawn, update->withdrawn_length, 32)) return;
  if (mp_of(pass, ATTRIBUTE_MP_UNREACH, &unreach) && reader_family_open(&unreach) &&
      !prefixes_check(pass, unreach.nlri, unreach.nlri_length, bits_of(&unreach)))
    return;
  bool sound = pass->judge->verdict->outcome < OUTCOME_TREAT_AS_WITHDRAW;
  if (sound && update->nlri_length > 0) next_hop_check(pass);
  if (!prefixes_check(pass, update->nlri, update->nlri_length, 32)) return;
  if (reach && reader_family_open(reach)) {
    if (sound) reach_check(pass, reach);
    if (reader_over(pass) || !prefixes_check(pass, reach->nlri, reach->nlri_length, bits_of(reach))) return;
  }
  reader_settle(pass, update->nlri_length > 0 || (reach && reader_family_open(reach)));
}

void reader_bird_update(struct judge *judge, const uint8_t *body, size_t length) {
  struct reader_pass pass = {.judge = judge};
  if (!wire_update_parse(body, length, &pass.update)) {
    reader_message_found(&pass, DEFECT_FRAMING, body, length);
    return;
  }
  attributes_read(&pass);
  if (reader_over(&pass)) return;
  struct attribute_mp reach;
  bool has_reach = mp_of(&pass, ATTRIBUTE_MP_REACH, &reach);
  attributes_check(&pass, has_reach);
  if (!reader_over(&pass)) prefixes_read(&pass, has_reach ? &reach : NULL);
}
