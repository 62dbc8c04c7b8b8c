#include "models/bgp/update.h"

#include "models/bgp/attribute.h"

#include <glib.h>
#include <string.h>

/* Do the segments say no more than a list of ASNs does: AS_SEQUENCEs, all but the last full? */
static bool path_is_list(const struct wire_attribute *path, unsigned width, size_t *hops) {
  struct wire_cursor cursor = {path->value, path->value + path->length};
  struct wire_segment segment;
  enum wire_step step;
  bool last = false;
  *hops = 0;
  while ((step = wire_segment_next(&cursor, width, &segment)) == WIRE_ITEM) {
    if (segment.type != WIRE_AS_SEQUENCE || segment.count == 0 || last) return false;
    last = segment.count < 255;
    *hops += segment.count;
  }
  return step == WIRE_END;
}

static void path_take(struct update *update, const struct wire_attribute *path, size_t hops) {
  struct wire_cursor cursor = {path->value, path->value + path->length};
  struct wire_segment segment;
  update->asn = g_new(uint32_t, hops);
  while (wire_segment_next(&cursor, update->as4 ? 4 : 2, &segment) == WIRE_ITEM)
    for (size_t i = 0; i < segment.count; i++) update->asn[update->hops++] = wire_segment_as(&segment, i);
}

/* Flags that came with an attribute decide how it is written again: an idle Extended Length bit is kept. */
static struct update_place place_here(const struct update *update, const struct wire_attribute *attribute) {
  return (struct update_place){.present = true, .flags = attribute->flags, .at = update->set_length};
}

static bool attribute_apart(struct update *update, const struct wire_attribute *attribute) {
  size_t hops;
  bool fits = attribute->flags == WIRE_TRANSITIVE || attribute->flags == (WIRE_TRANSITIVE | WIRE_EXTENDED);
  if (!fits) return false; /* a fault in the flags is a fault of the set */
  if (attribute->type == ATTRIBUTE_NEXT_HOP && attribute->length == 4 && !update->next_hop_place.present) {
    memcpy(update->next_hop, attribute->value, 4);
    update->next_hop_place = place_here(update, attribute);
    update->next_hop_first = !update->path_place.present;
    return true;
  }
  if (attribute->type != ATTRIBUTE_AS_PATH || update->path_place.present) return false;
  if (!path_is_list(attribute, update->as4 ? 4 : 2, &hops)) return false;
  path_take(update, attribute, hops);
  update->path_place = place_here(update, attribute);
  return true;
}

static void set_append(struct update *update, const uint8_t *bytes, size_t length) {
  memcpy(update->set + update->set_length, bytes, length);
  update->set_length = (uint16_t)(update->set_length + length);
}

bool update_split(const uint8_t *bytes, size_t length, bool as4, struct update *update) {
  struct wire_update fields;
  struct wire_attribute attribute;
  enum wire_step step;
  *update = (struct update){.as4 = as4};
  if (length < WIRE_HEADER || !wire_update_parse(bytes + WIRE_HEADER, length - WIRE_HEADER, &fields)) return false;
  struct wire_cursor cursor = {fields.attributes, fields.attributes + fields.attributes_length};
  update->set = g_malloc(fields.attributes_length + 1);
  while ((step = wire_attribute_next(&cursor, &attribute)) != WIRE_END) {
    if (step == WIRE_ITEM && attribute_apart(update, &attribute)) continue;
    set_append(update, attribute.start, attribute.header + attribute.present);
    if (step == WIRE_OVERRUN) update->overrun = (uint16_t)(attribute.length - attribute.present);
  }
  update->withdrawn = g_memdup2(fields.withdrawn, fields.withdrawn_length);
  update->withdrawn_length = fields.withdrawn_length;
  update->nlri = g_memdup2(fields.nlri, fields.nlri_length);
  update->nlri_length = fields.nlri_length;
  return true;
}

void update_init(struct update *update, const uint32_t *asn, size_t hops, const uint8_t next_hop[4], const uint8_t *set,
                 uint16_t set_length, uint16_t overrun, const struct prefix *prefixes, size_t count) {
  *update = (struct update){.hops = hops, .as4 = true, .set_length = set_length, .overrun = overrun};
  struct wire_cursor cursor = {set, set + set_length};
  struct wire_attribute first;
  bool origin = wire_attribute_next(&cursor, &first) == WIRE_ITEM && first.type == ATTRIBUTE_ORIGIN;
  struct update_place place = {.present = true, .flags = WIRE_TRANSITIVE};
  place.at = origin ? (uint16_t)(cursor.at - set) : 0;
  update->path_place = update->next_hop_place = place;
  update->asn = g_memdup2(asn, hops * sizeof *asn);
  update->set = g_malloc(set_length + 1u);
  if (set_length) memcpy(update->set, set, set_length);
  memcpy(update->next_hop, next_hop, 4);
  update->nlri = g_malloc(count * PREFIX_WIRE + 1);
  for (size_t i = 0; i < count; i++)
    update->nlri_length += prefix_write(&prefixes[i], update->nlri + update->nlri_length);
}

void update_clear(struct update *update) {
  g_free(update->asn);
  g_free(update->set);
  g_free(update->withdrawn);
  g_free(update->nlri);
  *update = (struct update){.hops = 0};
}

static void put_next_hop(const struct update *update, struct wire_buffer *buffer) {
  wire_put_attribute(buffer, update->next_hop_place.flags, ATTRIBUTE_NEXT_HOP, 4);
  wire_put(buffer, update->next_hop, 4);
}

/* What was kept apart, back at its place; of two at one place the one that came first goes first. */
static void put_apart(const struct update *update, size_t at, struct wire_buffer *buffer) {
  bool path = update->path_place.present && update->path_place.at == at;
  bool next_hop = update->next_hop_place.present && update->next_hop_place.at == at;
  if (next_hop && update->next_hop_first) put_next_hop(update, buffer);
  if (path) wire_put_path(buffer, update->path_place.flags, update->asn, update->hops, update->as4 ? 4 : 2);
  if (next_hop && !update->next_hop_first) put_next_hop(update, buffer);
}

static void put_attributes(const struct update *update, struct wire_buffer *buffer) {
  size_t first = MIN(update->path_place.at, update->next_hop_place.at);
  size_t second = MAX(update->path_place.at, update->next_hop_place.at);
  wire_put(buffer, update->set, first);
  put_apart(update, first, buffer);
  wire_put(buffer, update->set + first, second - first);
  if (second > first) put_apart(update, second, buffer);
  wire_put(buffer, update->set + second, update->set_length - second);
}

void update_join(const struct update *update, struct wire_buffer *buffer) {
  size_t start = buffer->length;
  wire_begin_message(buffer, WIRE_UPDATE);
  wire_put16(buffer, (unsigned)update->withdrawn_length);
  wire_put(buffer, update->withdrawn, update->withdrawn_length);
  size_t total = buffer->length;
  wire_put16(buffer, 0);
  put_attributes(update, buffer);
  size_t length = buffer->length - total - 2;
  wire_put(buffer, update->nlri, update->nlri_length);
  if (buffer->length - start > UINT16_MAX) buffer->full = true;
  if (buffer->full) return;
  buffer->bytes[total] = (uint8_t)(length >> 8);
  buffer->bytes[total + 1] = (uint8_t)length;
  wire_end_message(buffer, start);
}
