#include "scenarios/decode/decode_width.h"

#include "models/bgp/attribute.h"

static bool readable(const struct wire_attribute *path, unsigned width) {
  struct wire_cursor cursor = {path->value, path->value + path->length};
  struct wire_segment segment;
  enum wire_step step;
  while ((step = wire_segment_next(&cursor, width, &segment)) == WIRE_ITEM)
    if (segment.type < WIRE_AS_SET || segment.type > WIRE_CONFED_SET || segment.count == 0) return false;
  return step == WIRE_END;
}

unsigned decode_width_guess(const uint8_t *bytes, size_t length) {
  struct wire_update update;
  struct wire_attribute attribute;
  if (length < WIRE_UPDATE_MIN || bytes[WIRE_HEADER - 1] != WIRE_UPDATE) return 0;
  if (!wire_update_parse(bytes + WIRE_HEADER, length - WIRE_HEADER, &update)) return 0;
  struct wire_cursor cursor = {update.attributes, update.attributes + update.attributes_length};
  while (wire_attribute_next(&cursor, &attribute) == WIRE_ITEM) {
    if (attribute.type != ATTRIBUTE_AS_PATH) continue;
    bool narrow = readable(&attribute, 2), wide = readable(&attribute, 4);
    return narrow == wide ? 0 : wide ? 4 : 2;
  }
  return 0;
}
