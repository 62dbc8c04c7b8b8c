#include "scenarios/decode/bgpdump_attributes.h"

#include "models/bgp/attribute.h"
#include "scenarios/decode/bgpdump_path.h"
#include "scenarios/decode/digits.h"

#include <glib.h>

enum { AS_TRANS = 23456, COMMUNITIES_TEXT = 8191 };

/* Up to sixteen octets, zeros in place of those that are not there. */
static size_t take(struct wire_cursor *value, uint8_t *into, size_t octets) {
  size_t there = MIN((size_t)(value->end - value->at), octets);
  for (size_t i = 0; i < octets; i++) into[i] = i < there ? value->at[i] : 0;
  value->at += there;
  return there;
}

static uint32_t take_number(struct wire_cursor *value, size_t octets) {
  uint8_t bytes[4];
  take(value, bytes, octets);
  return octets == 4 ? wire_get32(bytes) : octets == 2 ? wire_get16(bytes) : bytes[0];
}

static void skip_attachments(struct wire_cursor *value) {
  for (unsigned left = take_number(value, 1); left > 0 && value->at < value->end; left--) {
    size_t octets = take_number(value, 1);
    value->at += MIN(octets, (size_t)(value->end - value->at));
  }
}

static void read_next_hop(struct wire_cursor *value, unsigned afi, struct bgpdump_family *family) {
  uint8_t link_local[16];
  unsigned length = take_number(value, 1);
  take(value, family->next_hop, afi == 1 ? 4 : 16);
  if (afi == 2 && length == 32) take(value, link_local, sizeof link_local);
}

/* False: not one of those families, or it has been there before. */
static bool read_family(struct wire_cursor *value, struct bgpdump_family families[BGPDUMP_AFIS][BGPDUMP_SAFIS],
                        unsigned *afi, struct bgpdump_family **family) {
  *afi = take_number(value, 2);
  unsigned safi = take_number(value, 1);
  if (*afi < 1 || *afi >= BGPDUMP_AFIS || safi >= BGPDUMP_SAFIS) return false;
  *family = &families[*afi][safi];
  return !(*family)->nlri;
}

static void family_keep(struct bgpdump_family *family, const struct wire_cursor *value) {
  family->nlri = value->at;
  family->length = (size_t)(value->end - value->at);
}

static void read_reach(struct bgpdump_attributes *attributes, struct wire_cursor value) {
  struct bgpdump_family *family = &attributes->reach[2][1];
  unsigned afi = 2;
  if (value.at < value.end && *value.at) { /* a next hop alone, as tables have it (RFC 6396 section 4.3.4) */
    if (!family->nlri) read_next_hop(&value, afi, family);
    value.at = value.end;
  } else {
    if (!read_family(&value, attributes->reach, &afi, &family)) return;
    read_next_hop(&value, afi, family);
    skip_attachments(&value);
  }
  if (!family->nlri) family_keep(family, &value);
}

static void read_unreach(struct bgpdump_attributes *attributes, struct wire_cursor value) {
  struct bgpdump_family *family;
  unsigned afi;
  if (read_family(&value, attributes->unreach, &afi, &family)) family_keep(family, &value);
}

static void read_one(struct bgpdump_attributes *attributes, const struct wire_attribute *attribute) {
  struct wire_cursor value = {attribute->value, attribute->value + attribute->length};
  switch (attribute->type) {
  case ATTRIBUTE_ORIGIN:
    attributes->origin = take_number(&value, 1);
    break;
  case ATTRIBUTE_AS_PATH:
    attributes->path = attribute->value;
    attributes->path_length = attribute->length;
    break;
  case ATTRIBUTE_NEXT_HOP:
    take(&value, attributes->next_hop, 4);
    break;
  case ATTRIBUTE_MED:
    attributes->med = take_number(&value, 4);
    break;
  case ATTRIBUTE_LOCAL_PREF:
    attributes->local_pref = take_number(&value, 4);
    break;
  case ATTRIBUTE_AGGREGATOR:
    attributes->aggregator_as = take_number(&value, attributes->width);
    take(&value, attributes->aggregator, 4);
    break;
  case ATTRIBUTE_COMMUNITY:
    attributes->communities = attribute->value;
    attributes->communities_length = attribute->length;
    break;
  case ATTRIBUTE_AS4_PATH:
    attributes->path4 = attribute->value;
    attributes->path4_length = attribute->length;
    break;
  case ATTRIBUTE_AS4_AGGREGATOR:
    attributes->aggregator_as4 = take_number(&value, 4);
    take(&value, attributes->aggregator4, 4);
    break;
  default:
    break;
  }
}

static void read_any(struct bgpdump_attributes *attributes, const struct wire_attribute *attribute) {
  uint32_t bit = attribute->type >= 1 && attribute->type <= 32 ? 1u << (attribute->type - 1) : 0;
  bool again = attributes->seen & bit;
  struct wire_cursor value = {attribute->value, attribute->value + attribute->length};
  attributes->seen |= bit;
  if (attribute->type == ATTRIBUTE_MP_REACH) read_reach(attributes, value);
  else if (attribute->type == ATTRIBUTE_MP_UNREACH) read_unreach(attributes, value);
  else if (!again) read_one(attributes, attribute);
}

/* An attribute whose length is cut off counts as an empty one. */
static void read_rest(struct bgpdump_attributes *attributes, const uint8_t *start, size_t present) {
  struct wire_attribute attribute = {.start = start, .value = start + present};
  if (present < 2 || (present == 3 && start[2])) return;
  attribute.type = start[1];
  read_any(attributes, &attribute);
}

/* What came over a session with AS numbers of two octets (RFC 6793 section 4.2.3). */
static void merge(struct bgpdump_attributes *attributes) {
  bool aggregators = bgpdump_attributes_seen(attributes, ATTRIBUTE_AGGREGATOR) &&
                     bgpdump_attributes_seen(attributes, ATTRIBUTE_AS4_AGGREGATOR);
  if (attributes->width == 4 || (aggregators && attributes->aggregator_as != AS_TRANS)) {
    attributes->path4 = NULL;
  } else if (aggregators) {
    attributes->aggregator_as = attributes->aggregator_as4;
    memcpy(attributes->aggregator, attributes->aggregator4, 4);
  }
}

void bgpdump_attributes_read(const uint8_t *bytes, size_t length, unsigned width,
                             struct bgpdump_attributes *attributes) {
  static const uint8_t none[4] = {255, 255, 255, 255};
  struct wire_cursor cursor = {bytes, bytes + length};
  struct wire_attribute attribute;
  memset(attributes, 0, sizeof *attributes);
  attributes->width = width;
  attributes->origin = 255;
  memcpy(attributes->next_hop, none, 4);
  memcpy(attributes->aggregator, none, 4);
  enum wire_step step;
  while ((step = wire_attribute_next(&cursor, &attribute)) == WIRE_ITEM) read_any(attributes, &attribute);
  if (step == WIRE_UNDERRUN) read_rest(attributes, attribute.start, attribute.present);
  merge(attributes);
}

static char *put_origin(char *at, unsigned origin) {
  return origin == 0   ? digits_copy(at, "IGP", 3)
         : origin == 1 ? digits_copy(at, "EGP", 3)
                       : digits_copy(at, "INCOMPLETE", 10);
}

static char *put_number(char *at, uint32_t value, enum bgpdump_sign sign) {
  if (sign == BGPDUMP_SIGNED && value > G_MAXINT32) {
    *at++ = '-';
    value = -value;
  }
  at = digits_u32(at, value);
  *at++ = '|';
  return at;
}

/* One community with its blank; RFC 1997 names three. */
static char *put_community(char *at, const uint8_t *value) {
  static const char *const names[] = {" no-export", " no-advertise", " local-AS"};
  uint32_t number = wire_get32(value);
  if (number >= 0xffffff01 && number <= 0xffffff03)
    return digits_copy(at, names[number - 0xffffff01], strlen(names[number - 0xffffff01]));
  *at++ = ' ';
  at = digits_u32(at, number >> 16);
  *at++ = ':';
  return digits_u32(at, number & 0xffff);
}

/* As many as go into COMMUNITIES_TEXT characters: a number is cut there, a name is left out. The first blank goes. */
static char *put_communities(char *at, const struct bgpdump_attributes *attributes) {
  char *start = at, *most = at + COMMUNITIES_TEXT;
  for (size_t i = 0; i + 4 <= attributes->communities_length && at < most; i += 4) {
    char one[24], *end = put_community(one, attributes->communities + i);
    size_t length = (size_t)(end - one), room = (size_t)(most - at);
    bool named = end[-1] > '9';
    if (length > room) length = named ? 0 : room;
    at = digits_copy(at, one, length);
  }
  if (at == start) return at;
  memmove(start, start + 1, (size_t)(at - start - 1));
  return at - 1;
}

static char *put_aggregator(char *at, const struct bgpdump_attributes *attributes) {
  if (wire_get32(attributes->aggregator) == UINT32_MAX) return at;
  at = digits_u32(at, attributes->aggregator_as);
  *at++ = ' ';
  return digits_ipv4(at, attributes->aggregator);
}

char *bgpdump_attributes_tail(const struct bgpdump_attributes *attributes, const uint8_t *next_hop, size_t octets,
                              enum bgpdump_sign sign, char tail[BGPDUMP_TAIL_MOST]) {
  char *at = tail;
  if (attributes->path)
    at = bgpdump_path_text(at, attributes->path, attributes->path_length, attributes->width, attributes->path4,
                           attributes->path4_length);
  *at++ = '|';
  at = put_origin(at, attributes->origin);
  *at++ = '|';
  at = octets == 16 ? digits_ipv6(at, next_hop) : digits_ipv4(at, next_hop);
  *at++ = '|';
  at = put_number(at, attributes->local_pref, sign);
  at = put_number(at, attributes->med, sign);
  at = put_communities(at, attributes);
  if (bgpdump_attributes_seen(attributes, ATTRIBUTE_ATOMIC_AGGREGATE)) at = digits_copy(at, "|AG|", 4);
  else at = digits_copy(at, "|NAG|", 5);
  at = put_aggregator(at, attributes);
  return digits_copy(at, "|\n", 2);
}
