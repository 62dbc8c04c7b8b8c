/* wire.h: the shapes of a BGP message on the wire (RFC 4271 section 4).
 *
 * Reading walks over the caller's bytes with cursors: nothing is copied, nothing is allocated, and
 * nothing outside the given range is touched, whatever the lengths in the message claim. Writing goes into
 * the caller's buffer; what does not fit sets `full` and is left out.
 */
#ifndef MODELS_BGP_WIRE_H
#define MODELS_BGP_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  WIRE_MARKER = 16,
  WIRE_HEADER = 19,
  WIRE_UPDATE_MIN = 23,
  WIRE_MESSAGE_MAX = 4096, /* RFC 4271 section 4.1; 65535 with RFC 8654 */
};
enum { WIRE_OPEN = 1, WIRE_UPDATE, WIRE_NOTIFICATION, WIRE_KEEPALIVE, WIRE_ROUTE_REFRESH };
/* Attribute flags, RFC 4271 section 4.3. */
enum { WIRE_OPTIONAL = 0x80, WIRE_TRANSITIVE = 0x40, WIRE_PARTIAL = 0x20, WIRE_EXTENDED = 0x10 };
/* AS_PATH segments, RFC 4271 section 4.3 and RFC 5065. */
enum { WIRE_AS_SET = 1, WIRE_AS_SEQUENCE, WIRE_CONFED_SEQUENCE, WIRE_CONFED_SET };

static inline uint16_t wire_get16(const uint8_t *at) { return (uint16_t)(at[0] << 8 | at[1]); }
static inline uint32_t wire_get32(const uint8_t *at) {
  return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* The three variable fields of an UPDATE. */
struct wire_update {
  const uint8_t *withdrawn, *attributes, *nlri;
  size_t withdrawn_length, attributes_length, nlri_length;
};
/* `body` is what follows the header. False: the two length fields do not fit (RFC 4271 section 6.3). */
bool wire_update_parse(const uint8_t *body, size_t length, struct wire_update *update);

/* What is left to read. */
struct wire_cursor {
  const uint8_t *at, *end;
};
enum wire_step {
  WIRE_END,      /* nothing left */
  WIRE_ITEM,     /* one more, whole */
  WIRE_OVERRUN,  /* one more that claims more than there is; the cursor is at the end */
  WIRE_UNDERRUN, /* too little left for one to begin; the cursor is at the end */
};

struct wire_attribute {
  const uint8_t *start; /* the flags */
  const uint8_t *value;
  size_t length;               /* of the value, as claimed */
  size_t present;              /* octets of the value that are there: less than `length` only after WIRE_OVERRUN */
  uint8_t flags, type, header; /* header: octets before the value, 3 or 4 */
};
/* On WIRE_UNDERRUN only `start` and `present` (octets left) are set. */
enum wire_step wire_attribute_next(struct wire_cursor *cursor, struct wire_attribute *attribute);

struct wire_segment {
  const uint8_t *asn;
  uint8_t type, count, width; /* width: octets of an ASN, 2 or 4 */
};
enum wire_step wire_segment_next(struct wire_cursor *cursor, unsigned width, struct wire_segment *segment);
static inline uint32_t wire_segment_as(const struct wire_segment *segment, size_t i) {
  return segment->width == 4 ? wire_get32(segment->asn + 4 * i) : wire_get16(segment->asn + 2 * i);
}

struct wire_buffer {
  uint8_t *bytes;
  size_t length, room;
  bool full; /* something did not fit */
};
void wire_put(struct wire_buffer *buffer, const void *bytes, size_t length);
void wire_put8(struct wire_buffer *buffer, unsigned value);
void wire_put16(struct wire_buffer *buffer, unsigned value);
void wire_put32(struct wire_buffer *buffer, uint32_t value);
/* Flags, type and length; Extended Length is set when `length` needs it and left alone otherwise. */
void wire_put_attribute(struct wire_buffer *buffer, unsigned flags, unsigned type, size_t length);
/* A whole AS_PATH attribute of AS_SEQUENCEs, 255 to a segment. ASNs past 65535 become AS_TRANS when `width` is 2. */
void wire_put_path(struct wire_buffer *buffer, unsigned flags, const uint32_t *asn, size_t count, unsigned width);
/* Marker, a length to be filled in by wire_end_message, type. `start`: where the message began. */
void wire_begin_message(struct wire_buffer *buffer, unsigned type);
void wire_end_message(struct wire_buffer *buffer, size_t start);

#endif
