#include "models/bgp/wire.h"

#include <string.h>

#define AS_TRANS 23456u /* RFC 6793 section 9 */

bool wire_update_parse(const uint8_t *body, size_t length, struct wire_update *update) {
  if (length < 4) return false;
  size_t withdrawn = wire_get16(body);
  if (withdrawn + 4 > length) return false;
  size_t attributes = wire_get16(body + 2 + withdrawn);
  if (withdrawn + attributes + 4 > length) return false;
  *update = (struct wire_update){
      .withdrawn = body + 2,
      .withdrawn_length = withdrawn,
      .attributes = body + 4 + withdrawn,
      .attributes_length = attributes,
      .nlri = body + 4 + withdrawn + attributes,
      .nlri_length = length - 4 - withdrawn - attributes,
  };
  return true;
}

enum wire_step wire_attribute_next(struct wire_cursor *cursor, struct wire_attribute *attribute) {
  const uint8_t *at = cursor->at;
  size_t left = (size_t)(cursor->end - at);
  if (left == 0) return WIRE_END;
  unsigned header = at[0] & WIRE_EXTENDED ? 4 : 3;
  if (left < header) {
    *attribute = (struct wire_attribute){.start = at, .present = left};
    cursor->at = cursor->end;
    return WIRE_UNDERRUN; /* RFC 7606 section 4 */
  }
  size_t length = header == 4 ? wire_get16(at + 2) : at[2];
  bool overrun = length > left - header;
  *attribute = (struct wire_attribute){
      .start = at,
      .value = at + header,
      .length = length,
      .present = overrun ? left - header : length,
      .flags = at[0],
      .type = at[1],
      .header = (uint8_t)header,
  };
  cursor->at = attribute->value + attribute->present;
  return overrun ? WIRE_OVERRUN : WIRE_ITEM;
}

enum wire_step wire_segment_next(struct wire_cursor *cursor, unsigned width, struct wire_segment *segment) {
  const uint8_t *at = cursor->at;
  size_t left = (size_t)(cursor->end - at);
  if (left == 0) return WIRE_END;
  if (left < 2) {
    cursor->at = cursor->end;
    return WIRE_UNDERRUN;
  }
  *segment = (struct wire_segment){.asn = at + 2, .type = at[0], .count = at[1], .width = (uint8_t)width};
  if ((size_t)at[1] * width > left - 2) {
    cursor->at = cursor->end;
    return WIRE_OVERRUN;
  }
  cursor->at = at + 2 + (size_t)at[1] * width;
  return WIRE_ITEM;
}

void wire_put(struct wire_buffer *buffer, const void *bytes, size_t length) {
  if (length > buffer->room - buffer->length) {
    buffer->full = true;
    return;
  }
  if (length == 0) return;
  memcpy(buffer->bytes + buffer->length, bytes, length);
  buffer->length += length;
}

void wire_put8(struct wire_buffer *buffer, unsigned value) { wire_put(buffer, &(uint8_t){(uint8_t)value}, 1); }

void wire_put16(struct wire_buffer *buffer, unsigned value) {
  wire_put(buffer, (uint8_t[]){(uint8_t)(value >> 8), (uint8_t)value}, 2);
}

void wire_put32(struct wire_buffer *buffer, uint32_t value) {
  wire_put16(buffer, value >> 16);
  wire_put16(buffer, value & 0xffff);
}

void wire_put_attribute(struct wire_buffer *buffer, unsigned flags, unsigned type, size_t length) {
  if (length > 255) flags |= WIRE_EXTENDED;
  wire_put8(buffer, flags);
  wire_put8(buffer, type);
  if (flags & WIRE_EXTENDED) wire_put16(buffer, (unsigned)length);
  else wire_put8(buffer, (unsigned)length);
}

void wire_put_path(struct wire_buffer *buffer, unsigned flags, const uint32_t *asn, size_t count, unsigned width) {
  size_t segments = (count + 254) / 255;
  wire_put_attribute(buffer, flags, 2, 2 * segments + width * count);
  for (size_t i = 0; i < count; i++) {
    if (i % 255 == 0) {
      wire_put8(buffer, WIRE_AS_SEQUENCE);
      wire_put8(buffer, count - i < 255 ? (unsigned)(count - i) : 255);
    }
    if (width == 4) wire_put32(buffer, asn[i]);
    else wire_put16(buffer, asn[i] > 65535 ? AS_TRANS : asn[i]); /* RFC 6793 section 4.2.2 */
  }
}

void wire_begin_message(struct wire_buffer *buffer, unsigned type) {
  for (unsigned i = 0; i < WIRE_MARKER; i++) wire_put8(buffer, 0xff);
  wire_put16(buffer, 0);
  wire_put8(buffer, type);
}

void wire_end_message(struct wire_buffer *buffer, size_t start) {
  if (buffer->full) return;
  size_t length = buffer->length - start;
  buffer->bytes[start + WIRE_MARKER] = (uint8_t)(length >> 8);
  buffer->bytes[start + WIRE_MARKER + 1] = (uint8_t)length;
}
