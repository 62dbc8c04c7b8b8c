#include "tests/daemons/seen.h"

#include "models/bgp/attribute.h"

#include <string.h>

/* The attributes field of the message being read. */
struct seen_field {
  const uint8_t *bytes;
  size_t length;
};

void seen_mark(struct seen *seen) {
  for (size_t i = 0; i < SEEN_PREFIXES; i++) seen->route[i].since = false;
}

static void route_set(struct seen *seen, const struct prefix *prefix, const struct seen_field *field) {
  for (size_t i = 0; i < SEEN_PREFIXES; i++) {
    struct seen_route *route = &seen->route[i];
    if (route->prefix.family != prefix->family || route->prefix.bits != prefix->bits) continue;
    if (memcmp(route->prefix.address, prefix->address, sizeof prefix->address) != 0) continue;
    seen->changes++;
    route->present = field != NULL;
    if (!field) continue;
    route->since = true;
    route->length = field->length < sizeof route->attributes ? field->length : sizeof route->attributes;
    memcpy(route->attributes, field->bytes, route->length);
  }
}

static void routes_set(struct seen *seen, const uint8_t *nlri, size_t length, unsigned family,
                       const struct seen_field *field) {
  while (length > 0) {
    struct prefix prefix = {0};
    size_t taken = prefix_read(nlri, length, family, &prefix);
    if (taken == 0) return;
    route_set(seen, &prefix, field);
    nlri += taken;
    length -= taken;
  }
}

static unsigned family_of(const uint8_t *value) {
  if (value[2] != 1) return 0; /* unicast alone */
  return wire_get16(value) == 1 ? PREFIX_IPV4 : wire_get16(value) == 2 ? PREFIX_IPV6 : 0;
}

/* RFC 4760 sections 3 and 4. */
static void mp_take(struct seen *seen, const struct wire_attribute *attribute, const struct seen_field *field) {
  const uint8_t *value = attribute->value;
  bool reach = attribute->type == ATTRIBUTE_MP_REACH;
  size_t skip = 3;
  if (attribute->length < (reach ? 5u : 3u) || !family_of(value)) return;
  if (reach) skip += 1u + value[3] + 1u;
  if (skip > attribute->length) return;
  routes_set(seen, value + skip, attribute->length - skip, family_of(value), reach ? field : NULL);
}

void seen_update(void *data, const uint8_t *bytes, size_t length) {
  struct seen *seen = data;
  struct wire_update update;
  if (length < WIRE_HEADER || !wire_update_parse(bytes + WIRE_HEADER, length - WIRE_HEADER, &update)) return;
  struct seen_field field = {update.attributes, update.attributes_length};
  struct wire_attribute unreach = seen_find(field.bytes, field.length, ATTRIBUTE_MP_UNREACH);
  struct wire_attribute reach = seen_find(field.bytes, field.length, ATTRIBUTE_MP_REACH);
  routes_set(seen, update.withdrawn, update.withdrawn_length, PREFIX_IPV4, NULL);
  if (unreach.start) mp_take(seen, &unreach, NULL);
  if (reach.start) mp_take(seen, &reach, &field);
  routes_set(seen, update.nlri, update.nlri_length, PREFIX_IPV4, &field);
}

struct wire_attribute seen_find(const uint8_t *attributes, size_t length, unsigned type) {
  struct wire_cursor cursor = {attributes, attributes + length};
  struct wire_attribute attribute;
  while (wire_attribute_next(&cursor, &attribute) == WIRE_ITEM)
    if (attribute.type == type) return attribute;
  return (struct wire_attribute){0};
}

bool seen_path_has(const struct seen_route *route, uint32_t asn) {
  struct wire_attribute path = seen_find(route->attributes, route->length, ATTRIBUTE_AS_PATH);
  if (!path.start) return false;
  struct wire_cursor cursor = {path.value, path.value + path.length};
  struct wire_segment segment;
  while (wire_segment_next(&cursor, 4, &segment) == WIRE_ITEM)
    for (size_t i = 0; i < segment.count; i++)
      if (wire_segment_as(&segment, i) == asn) return true;
  return false;
}
