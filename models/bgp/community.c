#include "models/bgp/community.h"

#include "models/bgp/attribute.h"

#include <stdlib.h>
#include <string.h>

static const struct {
  const char *name;
  uint32_t community;
} known[] = {
    {"blackhole", COMMUNITY_BLACKHOLE},
    {"graceful-shutdown", COMMUNITY_GRACEFUL_SHUTDOWN},
    {"no-advertise", COMMUNITY_NO_ADVERTISE},
    {"no-export", COMMUNITY_NO_EXPORT},
    {"no-export-subconfed", COMMUNITY_NO_EXPORT_SUBCONFED},
    {"nopeer", COMMUNITY_NOPEER},
};

static bool half_parse(const char **at, char end, uint32_t *half) {
  char *rest;
  if (**at < '0' || **at > '9') return false;
  unsigned long value = strtoul(*at, &rest, 10);
  if (*rest != end || value > UINT16_MAX) return false;
  *half = (uint32_t)value;
  *at = rest + 1;
  return true;
}

bool community_parse(const char *text, uint32_t *community) {
  uint32_t asn, value;
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (strcmp(text, known[i].name) == 0) {
      *community = known[i].community;
      return true;
    }
  if (!half_parse(&text, ':', &asn) || !half_parse(&text, '\0', &value)) return false;
  *community = asn << 16 | value;
  return true;
}

bool community_in(const struct attrs *set, uint32_t community) {
  struct wire_cursor cursor = {set->bytes, set->bytes + set->length};
  struct wire_attribute attribute;
  while (wire_attribute_next(&cursor, &attribute) == WIRE_ITEM) {
    if (attribute.type != ATTRIBUTE_COMMUNITY) continue;
    for (size_t i = 0; attribute.length % 4 == 0 && i < attribute.length; i += 4)
      if (wire_get32(attribute.value + i) == community) return true;
    return false;
  }
  return false;
}
