#include "models/bgp/reader_part.h"

#include "models/bgp/prefix.h"

#include <string.h>

void reader_hold(struct reader_pass *pass, const struct wire_attribute *attribute) {
  if (attribute->type < sizeof pass->held / sizeof pass->held[0]) pass->held[attribute->type] = *attribute;
}

const struct wire_attribute *reader_held(const struct reader_pass *pass, unsigned type) {
  return pass->held[type].start ? &pass->held[type] : NULL;
}

bool reader_stays_inside(const struct reader_pass *pass, const struct wire_attribute *attribute) {
  enum { STAYS = 0x40 };
  if (attribute->type != ATTRIBUTE_EXTENDED_COMMUNITY || pass->judge->facts->session == SESSION_IBGP) return false;
  for (size_t i = 0; i < attribute->length; i += 8)
    if (!(attribute->value[i] & STAYS)) return false;
  return attribute->length > 0;
}

enum outcome reader_found(struct reader_pass *pass, const struct wire_attribute *attribute, enum defect defect) {
  return judge_found(pass->judge, attribute->type, defect, attribute->start, attribute->header + attribute->present);
}

enum outcome reader_message_found(struct reader_pass *pass, enum defect defect, const uint8_t *at, size_t length) {
  return judge_found(pass->judge, STRATEGY_NO_TYPE, defect, at, length);
}

enum outcome reader_unknown(struct reader_pass *pass, const struct wire_attribute *attribute) {
  if (!(attribute->flags & WIRE_TRANSITIVE)) return reader_found(pass, attribute, DEFECT_NOT_TRANSITIVE);
  judge_unknown(pass->judge, attribute, OUTCOME_PROPAGATE_UNPARSED);
  return OUTCOME_PROPAGATE_UNPARSED;
}

enum defect reader_length_is(const struct wire_attribute *attribute, size_t octets) {
  return attribute->length == octets ? DEFECTS : DEFECT_LENGTH;
}

enum defect reader_length_steps(const struct wire_attribute *attribute, size_t step, bool empty) {
  return attribute->length % step == 0 && (empty || attribute->length > 0) ? DEFECTS : DEFECT_LENGTH;
}

enum defect reader_prefixes(const uint8_t *field, size_t length, unsigned bits) {
  while (length > 0) {
    size_t octets = ((size_t)field[0] + 7) / 8;
    if (octets > length - 1) return DEFECT_NLRI_CUT;
    if (field[0] > bits) return DEFECT_NLRI;
    field += 1 + octets;
    length -= 1 + octets;
  }
  return DEFECTS;
}

bool reader_shares_prefix(const uint8_t *field, size_t length, const uint8_t *other, size_t other_length) {
  if (length == 0) return false;
  size_t wanted = 1 + ((size_t)field[0] + 7) / 8;
  for (size_t i = 0; i < other_length; i += 1 + ((size_t)other[i] + 7) / 8)
    if (wanted <= other_length - i && memcmp(field, other + i, wanted) == 0) return true;
  return false;
}

static unsigned path_width(const struct reader_pass *pass) { return pass->judge->facts->as4 ? 4 : 2; }

static struct wire_cursor cursor_of(const struct wire_attribute *attribute) {
  return (struct wire_cursor){attribute->value, attribute->value + attribute->length};
}

/* Hops as RFC 6793 section 4.2.3 counts them: a set is one, confederations are none. */
static size_t path_hops(const struct wire_attribute *attribute, unsigned width) {
  struct wire_cursor cursor = cursor_of(attribute);
  struct wire_segment segment;
  size_t hops = 0;
  while (wire_segment_next(&cursor, width, &segment) == WIRE_ITEM)
    hops += segment.type == WIRE_AS_SEQUENCE ? segment.count : segment.type == WIRE_AS_SET;
  return hops;
}

/* Looks at the first `hops` hops of a path. */
static void path_look(struct reader_path *path, const struct wire_attribute *attribute, unsigned width, size_t hops,
                      uint32_t local) {
  struct wire_cursor cursor = cursor_of(attribute);
  struct wire_segment segment;
  while (hops > 0 && wire_segment_next(&cursor, width, &segment) == WIRE_ITEM) {
    bool sequence = segment.type == WIRE_AS_SEQUENCE;
    size_t taken = sequence && segment.count > hops ? hops : segment.count;
    path->has_confed |= segment.type >= WIRE_CONFED_SEQUENCE;
    for (size_t i = 0; i < taken; i++) {
      path->has_local |= local != 0 && wire_segment_as(&segment, i) == local;
      path->has_zero |= wire_segment_as(&segment, i) == 0;
    }
    hops -= sequence ? taken : segment.type == WIRE_AS_SET;
  }
}

static uint32_t path_first(const struct wire_attribute *attribute, unsigned width) {
  struct wire_cursor cursor = cursor_of(attribute);
  struct wire_segment segment;
  bool sequence = wire_segment_next(&cursor, width, &segment) == WIRE_ITEM && segment.type == WIRE_AS_SEQUENCE;
  return sequence && segment.count > 0 ? wire_segment_as(&segment, 0) : 0;
}

/* RFC 6793 section 4.2.3: an AGGREGATOR that needs no AS4_AGGREGATOR says that AS4_PATH is stale. */
static bool path_merges(const struct reader_pass *pass, bool always) {
  const struct wire_attribute *aggregator = reader_held(pass, ATTRIBUTE_AGGREGATOR);
  enum { AS_TRANS = 23456 };
  if (!reader_held(pass, ATTRIBUTE_AS4_PATH) || (pass->judge->facts->as4 && !always)) return false;
  return always || !aggregator || !reader_held(pass, ATTRIBUTE_AS4_AGGREGATOR) || aggregator->length != 6 ||
         wire_get16(aggregator->value) == AS_TRANS;
}

struct reader_path reader_path(const struct reader_pass *pass, bool always, bool longer) {
  const struct wire_attribute *old = reader_held(pass, ATTRIBUTE_AS_PATH), *new = reader_held(pass, ATTRIBUTE_AS4_PATH);
  struct reader_path path = {.first = 0};
  unsigned width = path_width(pass);
  if (!old) return path;
  uint32_t local = pass->judge->facts->local_as;
  size_t hops = path_hops(old, width), hops4 = path_merges(pass, always) ? path_hops(new, 4) : 0;
  path.first = path_first(old, width);
  if (!path_merges(pass, always) || (hops4 > hops && !longer)) {
    path_look(&path, old, width, SIZE_MAX, local);
    return path;
  }
  path_look(&path, old, width, hops4 > hops ? SIZE_MAX : hops - hops4, local);
  path_look(&path, new, 4, SIZE_MAX, local);
  if (hops4 == hops) path.first = path_first(new, 4);
  return path;
}

bool reader_path_broken(const struct wire_attribute *attribute, bool four) {
  const uint32_t unreadable = defect_bit(DEFECT_VALUE);
  uint32_t found = attribute->type == ATTRIBUTE_AS4_PATH ? attribute_value_as4_path(attribute, four)
                                                         : attribute_value_as_path(attribute, four);
  return found & unreadable;
}

static bool address_edge(const struct prefix *subnet, const uint8_t *address) {
  if (subnet->family != PREFIX_IPV4 || subnet->bits > 30) return false;
  uint32_t host = wire_get32(address) & (UINT32_MAX >> subnet->bits);
  return host == 0 || host == UINT32_MAX >> subnet->bits;
}

enum reader_next_hop reader_next_hop(const struct verdict_facts *facts, const uint8_t *address, unsigned family) {
  enum reader_next_hop where = READER_OFF_NET;
  bool any = false;
  for (size_t i = 0; i < facts->local_count; i++) {
    const struct prefix *local = &facts->local[i];
    if (local->family != family) continue;
    any = true;
    if (memcmp(local->address, address, family == PREFIX_IPV4 ? 4 : 16) == 0) return READER_OWN;
    if (prefix_covers(local, address) && !address_edge(local, address)) where = READER_SHARED;
  }
  return any ? where : READER_SHARED;
}

bool reader_reflected(const struct reader_pass *pass, unsigned type) {
  const struct wire_attribute *attribute = reader_held(pass, type);
  uint32_t local = pass->judge->facts->local_id;
  if (!attribute || local == 0 || pass->judge->facts->session == SESSION_EBGP) return false;
  for (size_t i = 0; i + 4 <= attribute->length; i += 4)
    if (wire_get32(attribute->value + i) == local) return true;
  return false;
}

static bool rib_has(const struct verdict_facts *facts, const struct prefix *wanted) {
  uint8_t one[PREFIX_WIRE], other[PREFIX_WIRE];
  size_t length = prefix_write(wanted, one);
  for (size_t i = 0; i < facts->rib_count; i++)
    if (facts->rib[i].family == wanted->family && prefix_write(&facts->rib[i], other) == length &&
        memcmp(one, other, length) == 0)
      return true;
  return false;
}

/* Does the field withdraw anything that the receiver has? Anything at all when that is not known. */
static bool field_withdraws(const struct verdict_facts *facts, const uint8_t *field, size_t length, unsigned family) {
  struct prefix prefix;
  if (!facts->rib) return length > 0;
  for (size_t taken; length > 0 && (taken = prefix_read(field, length, family, &prefix)) > 0;) {
    if (rib_has(facts, &prefix)) return true;
    field += taken;
    length -= taken;
  }
  return false;
}

static bool pass_withdraws(const struct reader_pass *pass) {
  const struct verdict_facts *facts = pass->judge->facts;
  const struct wire_attribute *unreach = reader_held(pass, ATTRIBUTE_MP_UNREACH);
  struct attribute_mp mp;
  if (field_withdraws(facts, pass->update.withdrawn, pass->update.withdrawn_length, PREFIX_IPV4)) return true;
  if (!unreach || !attribute_value_mp(unreach, &mp) || !reader_family_open(&mp)) return false;
  return field_withdraws(facts, mp.nlri, mp.nlri_length, mp.family);
}

void reader_settle(struct reader_pass *pass, bool announces) {
  if (reader_over(pass) || announces) return;
  judge_quiet(pass->judge, pass_withdraws(pass) ? OUTCOME_WITHDRAW : OUTCOME_IGNORE);
}
