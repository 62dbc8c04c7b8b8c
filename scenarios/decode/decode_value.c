#include "scenarios/decode/decode_value.h"

#include "models/bgp/attribute.h"
#include "models/bgp/attribute_value.h"
#include "models/bgp/prefix.h"

#include <arpa/inet.h>

enum { OCTETS_SHOWN = 16 };

void decode_value_octets(GString *out, const uint8_t *bytes, size_t length) {
  for (size_t i = 0; i < length && i < OCTETS_SHOWN; i++) g_string_append_printf(out, "%02x", bytes[i]);
  if (length > OCTETS_SHOWN) g_string_append(out, "...");
}

void decode_value_prefixes(GString *out, const uint8_t *bytes, size_t length, unsigned family) {
  struct prefix prefix;
  char text[PREFIX_TEXT];
  for (size_t taken; length > 0; bytes += taken, length -= taken) {
    taken = prefix_read(bytes, length, family, &prefix);
    if (out->len && out->str[out->len - 1] != ' ') g_string_append_c(out, ' ');
    if (taken == 0) {
      g_string_append(out, "unreadable: ");
      decode_value_octets(out, bytes, length);
      return;
    }
    g_string_append(out, prefix_text(&prefix, text));
  }
}

static void append_address(GString *out, const uint8_t *bytes, size_t length) {
  char text[INET6_ADDRSTRLEN];
  g_string_append(out, inet_ntop(length == 16 ? AF_INET6 : AF_INET, bytes, text, sizeof text));
}

static void append_origin(GString *out, const struct wire_attribute *attribute, bool as4) {
  static const char *const names[] = {"IGP", "EGP", "INCOMPLETE"};
  (void)as4;
  g_string_append(out, names[attribute->value[0]]);
}

static void append_segment(GString *out, const struct wire_segment *segment) {
  static const char *const open[] = {"", "{", "", "(", "["}, *const close[] = {"", "}", "", ")", "]"};
  g_string_append(out, open[segment->type]);
  for (size_t i = 0; i < segment->count; i++)
    g_string_append_printf(out, "%s%u", i ? segment->type == WIRE_AS_SET ? "," : " " : "", wire_segment_as(segment, i));
  g_string_append(out, close[segment->type]);
}

/* As routers print it: {} a set, () a confederation's sequence, [] its set. */
static void append_path(GString *out, const struct wire_attribute *attribute, bool as4) {
  struct wire_cursor cursor = {attribute->value, attribute->value + attribute->length};
  struct wire_segment segment;
  const char *gap = "";
  unsigned width = as4 || attribute->type == ATTRIBUTE_AS4_PATH ? 4 : 2;
  if (attribute->length == 0) g_string_append(out, "empty");
  while (wire_segment_next(&cursor, width, &segment) == WIRE_ITEM) {
    g_string_append(out, gap);
    append_segment(out, &segment);
    gap = " ";
  }
}

static void append_number(GString *out, const struct wire_attribute *attribute, bool as4) {
  (void)as4;
  g_string_append_printf(out, "%u", wire_get32(attribute->value));
}

static void append_aggregator(GString *out, const struct wire_attribute *attribute, bool as4) {
  bool wide = as4 || attribute->type == ATTRIBUTE_AS4_AGGREGATOR;
  uint32_t asn = wide ? wire_get32(attribute->value) : wire_get16(attribute->value);
  g_string_append_printf(out, "AS%u ", asn);
  append_address(out, attribute->value + (wide ? 4 : 2), 4);
}

static void append_communities(GString *out, const struct wire_attribute *attribute, bool as4) {
  (void)as4;
  for (size_t i = 0; i < attribute->length; i += 4)
    g_string_append_printf(out, "%s%u:%u", i ? " " : "", wire_get16(attribute->value + i),
                           wire_get16(attribute->value + i + 2));
}

static void append_large(GString *out, const struct wire_attribute *attribute, bool as4) {
  (void)as4;
  for (size_t i = 0; i < attribute->length; i += 12)
    g_string_append_printf(out, "%s%u:%u:%u", i ? " " : "", wire_get32(attribute->value + i),
                           wire_get32(attribute->value + i + 4), wire_get32(attribute->value + i + 8));
}

static void append_addresses(GString *out, const struct wire_attribute *attribute, bool as4) {
  (void)as4;
  for (size_t i = 0; i < attribute->length; i += 4) {
    if (i) g_string_append_c(out, ' ');
    append_address(out, attribute->value + i, 4);
  }
}

static void append_mp(GString *out, const struct wire_attribute *attribute, bool as4) {
  struct attribute_mp mp;
  (void)as4;
  if (!attribute_value_mp(attribute, &mp)) return;
  g_string_append_printf(out, "AFI %u SAFI %u", mp.afi, mp.safi);
  if (mp.next_hop_length == 4 || mp.next_hop_length == 16 || mp.next_hop_length == 32) {
    g_string_append(out, " next hop ");
    append_address(out, mp.next_hop, mp.next_hop_length == 4 ? 4 : 16);
  }
  g_string_append(out, " NLRI ");
  if (mp.family) decode_value_prefixes(out, mp.nlri, mp.nlri_length, mp.family);
  else decode_value_octets(out, mp.nlri, mp.nlri_length);
}

static const struct {
  uint8_t type;
  void (*append)(GString *out, const struct wire_attribute *attribute, bool as4);
} known[] = {
    {ATTRIBUTE_ORIGIN, append_origin},
    {ATTRIBUTE_AS_PATH, append_path},
    {ATTRIBUTE_NEXT_HOP, append_addresses},
    {ATTRIBUTE_MED, append_number},
    {ATTRIBUTE_LOCAL_PREF, append_number},
    {ATTRIBUTE_AGGREGATOR, append_aggregator},
    {ATTRIBUTE_COMMUNITY, append_communities},
    {ATTRIBUTE_ORIGINATOR_ID, append_addresses},
    {ATTRIBUTE_CLUSTER_LIST, append_addresses},
    {ATTRIBUTE_MP_REACH, append_mp},
    {ATTRIBUTE_MP_UNREACH, append_mp},
    {ATTRIBUTE_AS4_PATH, append_path},
    {ATTRIBUTE_AS4_AGGREGATOR, append_aggregator},
    {ATTRIBUTE_LARGE_COMMUNITY, append_large},
    {ATTRIBUTE_ONLY_TO_CUSTOMER, append_number},
};

static bool readable(const struct wire_attribute *attribute, bool as4) {
  const struct attribute_type *type = attribute_find(attribute->type);
  uint32_t unreadable = defect_bit(DEFECT_LENGTH) | defect_bit(DEFECT_VALUE);
  if (attribute->type == ATTRIBUTE_NEXT_HOP) unreadable = defect_bit(DEFECT_LENGTH);
  return type && attribute->present == attribute->length && !(attribute_defects(type, attribute, as4) & unreadable);
}

void decode_value_append(GString *out, const struct wire_attribute *attribute, bool as4) {
  for (gsize i = 0; i < G_N_ELEMENTS(known) && readable(attribute, as4); i++)
    if (known[i].type == attribute->type) {
      known[i].append(out, attribute, as4);
      return;
    }
  decode_value_octets(out, attribute->value, attribute->present);
}
