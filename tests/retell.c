#include "tests/retell.h"

#include "models/bgp/attribute_write.h"

#include <string.h>

static void words_read(const struct wire_attribute *attribute, GArray *words, struct attribute_item *item) {
  for (size_t i = 0; i + 4 <= attribute->length; i += 4) {
    guint32 word = wire_get32(attribute->value + i);
    g_array_append_val(words, word);
  }
  item->words.word = (const uint32_t *)(const void *)words->data;
  item->words.count = words->len;
}

static bool path_read(const struct wire_attribute *attribute, unsigned width, GArray *words, GArray *segments) {
  struct wire_cursor cursor = {attribute->value, attribute->value + attribute->length};
  struct wire_segment segment;
  enum wire_step step;
  while ((step = wire_segment_next(&cursor, width, &segment)) == WIRE_ITEM) {
    struct attribute_segment each = {.type = segment.type, .count = segment.count};
    g_array_append_val(segments, each);
    for (size_t i = 0; i < segment.count; i++) {
      guint32 as = wire_segment_as(&segment, i);
      g_array_append_val(words, as);
    }
  }
  return step == WIRE_END;
}

static void path_link(GArray *words, GArray *segments, struct attribute_item *item) {
  guint at = 0;
  for (guint i = 0; i < segments->len; i++) {
    struct attribute_segment *segment = &g_array_index(segments, struct attribute_segment, i);
    if (segment->count) segment->asn = &g_array_index(words, guint32, at);
    at += segment->count;
  }
  item->path.segment = (const struct attribute_segment *)(const void *)segments->data;
  item->path.count = segments->len;
}

static bool aggregator_read(const struct wire_attribute *attribute, unsigned width, struct attribute_item *item) {
  if (attribute->length != width + 4) return false;
  item->aggregator.asn = width == 4 ? wire_get32(attribute->value) : wire_get16(attribute->value);
  memcpy(item->aggregator.address, attribute->value + width, 4);
  return true;
}

/* The octet between next hop and NLRI is ignored by receivers, and senders leave it zero (RFC 4760 section 3). */
static bool reserved_set(const struct wire_attribute *attribute) {
  struct attribute_mp mp;
  return attribute->type == ATTRIBUTE_MP_REACH && attribute_value_mp(attribute, &mp) && mp.nlri[-1] != 0;
}

static bool mp_read(const struct wire_attribute *attribute, struct attribute_item *item) {
  if (!attribute_value_mp(attribute, &item->mp)) return false;
  return !reserved_set(attribute);
}

/* The value in the member that attribute_write looks at; false: it does not fit. */
static bool value_read(const struct wire_attribute *attribute, unsigned width, GArray *words, GArray *segments,
                       struct attribute_item *item) {
  switch (attribute->type) {
  case ATTRIBUTE_ORIGIN:
    if (attribute->length == 1) item->origin = attribute->value[0];
    return attribute->length == 1;
  case ATTRIBUTE_NEXT_HOP:
    if (attribute->length == 4) memcpy(item->address, attribute->value, 4);
    return attribute->length == 4;
  case ATTRIBUTE_MED:
  case ATTRIBUTE_LOCAL_PREF:
  case ATTRIBUTE_ORIGINATOR_ID:
  case ATTRIBUTE_ONLY_TO_CUSTOMER:
    if (attribute->length == 4) item->number = wire_get32(attribute->value);
    return attribute->length == 4;
  case ATTRIBUTE_AS_PATH:
    return path_read(attribute, width, words, segments);
  case ATTRIBUTE_AS4_PATH:
    return path_read(attribute, 4, words, segments);
  case ATTRIBUTE_AGGREGATOR:
    return aggregator_read(attribute, width, item);
  case ATTRIBUTE_AS4_AGGREGATOR:
    return aggregator_read(attribute, 4, item);
  case ATTRIBUTE_COMMUNITY:
  case ATTRIBUTE_CLUSTER_LIST:
  case ATTRIBUTE_EXTENDED_COMMUNITY:
  case ATTRIBUTE_IPV6_EXTENDED_COMMUNITY:
  case ATTRIBUTE_LARGE_COMMUNITY:
    words_read(attribute, words, item);
    return attribute->length % 4 == 0;
  case ATTRIBUTE_MP_REACH:
  case ATTRIBUTE_MP_UNREACH:
    return mp_read(attribute, item);
  default:
    item->octets.at = attribute->value;
    item->octets.length = attribute->length;
    return true;
  }
}

static bool malformed(const struct wire_attribute *attribute, bool as4) {
  const struct attribute_type *row = attribute_find(attribute->type);
  return row && (attribute_defects(row, attribute, as4) != 0 || reserved_set(attribute));
}

static void attribute_retell(const struct wire_attribute *attribute, bool as4, struct wire_buffer *buffer,
                             struct retell_count *count) {
  g_autoptr(GArray) words = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_autoptr(GArray) segments = g_array_new(FALSE, FALSE, sizeof(struct attribute_segment));
  struct attribute_item item = {.type = attribute->type, .flags = attribute->flags};
  bool fits = value_read(attribute, as4 ? 4 : 2, words, segments, &item);
  count->attributes++;
  count->copied += !fits;
  count->malformed += malformed(attribute, as4);
  if (segments->len) path_link(words, segments, &item);
  if (fits) attribute_write(&item, as4, buffer);
  else wire_put(buffer, attribute->start, attribute->header + attribute->length);
}

/* Attributes up to the first that is not whole, and the rest as it is. */
static void attributes_retell(const struct wire_update *update, bool as4, struct wire_buffer *buffer,
                              struct retell_count *count) {
  struct wire_cursor cursor = {update->attributes, update->attributes + update->attributes_length};
  struct wire_attribute attribute;
  enum wire_step step;
  while ((step = wire_attribute_next(&cursor, &attribute)) == WIRE_ITEM)
    attribute_retell(&attribute, as4, buffer, count);
  if (step != WIRE_END) wire_put(buffer, attribute.start, (size_t)(cursor.end - attribute.start));
}

static void prefixes_retell(const uint8_t *field, size_t length, struct wire_buffer *buffer,
                            struct retell_count *count) {
  struct prefix prefix;
  size_t taken;
  for (; (taken = prefix_read(field, length, PREFIX_IPV4, &prefix)) > 0; field += taken, length -= taken) {
    attribute_write_prefixes(&prefix, 1, buffer);
    count->prefixes++;
  }
  wire_put(buffer, field, length);
}

static void update_retell(struct message *message, bool as4, struct wire_buffer *buffer, struct retell_count *count) {
  struct wire_update *update = &message->update;
  size_t before = update->withdrawn_length, between = update->attributes_length, behind = update->nlri_length;
  g_autofree uint8_t *room = g_malloc(before + between + behind + 1);
  struct wire_buffer withdrawn = {.bytes = room, .room = before};
  struct wire_buffer attributes = {.bytes = room + before, .room = between};
  struct wire_buffer nlri = {.bytes = room + before + between, .room = behind};
  prefixes_retell(update->withdrawn, update->withdrawn_length, &withdrawn, count);
  attributes_retell(update, as4, &attributes, count);
  prefixes_retell(update->nlri, update->nlri_length, &nlri, count);
  *update = (struct wire_update){withdrawn.bytes,  attributes.bytes,  nlri.bytes,
                                 withdrawn.length, attributes.length, nlri.length};
  message_write(message, buffer);
}

static void put_parameter(struct wire_buffer *out, bool wide, const struct open_parameter *parameter) {
  wire_put8(out, parameter->type);
  if (wide) wire_put16(out, (unsigned)parameter->length);
  else wire_put8(out, (unsigned)parameter->length);
}

static void open_retell(struct message *message, struct wire_buffer *buffer, struct retell_count *count) {
  g_autofree uint8_t *room = g_malloc(message->open.parameters_length + 1);
  struct wire_buffer parameters = {.bytes = room, .room = message->open.parameters_length};
  struct wire_cursor cursor = open_walk(&message->open).parameters;
  struct open_parameter parameter;
  while (open_parameter_next(&cursor, message->open.wide, &parameter) == WIRE_ITEM) {
    struct wire_cursor inner = {parameter.value, parameter.value + parameter.length};
    struct capability capability;
    put_parameter(&parameters, message->open.wide, &parameter);
    if (parameter.type != OPEN_CAPABILITIES) wire_put(&parameters, parameter.value, parameter.length);
    else
      while (capability_next(&inner, &capability) == WIRE_ITEM) {
        capability_put(&parameters, capability.code, capability.value, capability.length);
        count->capabilities++;
      }
  }
  message->open.parameters = parameters.bytes;
  message->open.parameters_length = parameters.length;
  message_write(message, buffer);
}

bool retell(const uint8_t *bytes, size_t length, bool as4, struct wire_buffer *buffer, struct retell_count *count) {
  struct message message;
  struct notification error;
  if (!message_parse(bytes, length, true, &message, &error)) return false;
  if (message.type == WIRE_UPDATE) update_retell(&message, as4, buffer, count);
  else if (message.type == WIRE_OPEN) open_retell(&message, buffer, count);
  else message_write(&message, buffer);
  return true;
}

bool retell_same(const uint8_t *bytes, size_t length, bool as4, struct retell_count *count) {
  g_autofree uint8_t *room = g_malloc(length);
  struct wire_buffer buffer = {.bytes = room, .room = length};
  if (!retell(bytes, length, as4, &buffer, count)) return false;
  g_assert_false(buffer.full);
  g_assert_cmpmem(buffer.bytes, buffer.length, bytes, length);
  return true;
}
