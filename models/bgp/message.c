#include "models/bgp/message.h"

#include <string.h>

static const struct {
  const char *name;
  uint16_t least;
  bool may_extend; /* RFC 8654 section 3 */
} types[] = {
    [WIRE_OPEN] = {"OPEN", 29, false},
    [WIRE_UPDATE] = {"UPDATE", WIRE_UPDATE_MIN, true},
    [WIRE_NOTIFICATION] = {"NOTIFICATION", 21, true},
    [WIRE_KEEPALIVE] = {"KEEPALIVE", WIRE_HEADER, false},
    [WIRE_ROUTE_REFRESH] = {"ROUTE-REFRESH", 23, true},
};
enum { TYPES = sizeof types / sizeof types[0] };

const char *message_type_name(unsigned type) { return type < TYPES ? types[type].name : NULL; }

static bool refuse(struct notification *error, struct notification answer) {
  *error = answer;
  return false;
}

static bool length_fits(unsigned type, size_t length, bool extended) {
  size_t most = extended && types[type].may_extend ? MESSAGE_EXTENDED_MAX : WIRE_MESSAGE_MAX;
  if (type == WIRE_KEEPALIVE) return length == WIRE_HEADER;
  return length >= types[type].least && length <= most;
}

/* RFC 4271 section 6.1. The type comes before the length, whose limits depend on it. */
static bool header_check(const uint8_t *bytes, size_t length, bool extended, struct notification *error) {
  static const uint8_t ones[WIRE_MARKER] = {255, 255, 255, 255, 255, 255, 255, 255,
                                            255, 255, 255, 255, 255, 255, 255, 255};
  struct notification answer = {.code = NOTIFICATION_HEADER};
  size_t marker = length < WIRE_MARKER ? length : WIRE_MARKER;
  if (marker > 0 && memcmp(bytes, ones, marker) != 0) {
    answer.subcode = NOTIFICATION_NOT_SYNCHRONIZED;
    return refuse(error, answer);
  }
  answer.subcode = NOTIFICATION_BAD_LENGTH;
  if (length < WIRE_HEADER) return refuse(error, answer);
  unsigned type = bytes[WIRE_HEADER - 1];
  if (!message_type_name(type))
    return refuse(error, (struct notification){NOTIFICATION_HEADER, NOTIFICATION_BAD_TYPE, bytes + WIRE_HEADER - 1, 1});
  answer.data = bytes + WIRE_MARKER;
  answer.length = 2;
  if (wire_get16(answer.data) != length || !length_fits(type, length, extended)) return refuse(error, answer);
  return true;
}

static void notification_take(const uint8_t *body, size_t length, struct notification *notification) {
  *notification = (struct notification){body[0], body[1], body + 2, length - 2};
}

bool message_parse(const uint8_t *bytes, size_t length, bool extended, struct message *message,
                   struct notification *error) {
  if (!header_check(bytes, length, extended, error)) return false;
  const uint8_t *body = bytes + WIRE_HEADER;
  size_t rest = length - WIRE_HEADER;
  message->type = bytes[WIRE_HEADER - 1];
  switch (message->type) {
  case WIRE_OPEN:
    return open_parse(body, rest, &message->open, error);
  case WIRE_UPDATE:
    return wire_update_parse(body, rest, &message->update) ||
           refuse(error, (struct notification){NOTIFICATION_UPDATE, NOTIFICATION_MALFORMED_ATTRIBUTES, NULL, 0});
  case WIRE_NOTIFICATION:
    notification_take(body, rest, &message->notification);
    return true;
  case WIRE_ROUTE_REFRESH:
    return refresh_parse(body, rest, &message->refresh, error);
  default:
    return true;
  }
}

static void update_write(const struct wire_update *update, struct wire_buffer *buffer) {
  wire_put16(buffer, (unsigned)update->withdrawn_length);
  wire_put(buffer, update->withdrawn, update->withdrawn_length);
  wire_put16(buffer, (unsigned)update->attributes_length);
  wire_put(buffer, update->attributes, update->attributes_length);
  wire_put(buffer, update->nlri, update->nlri_length);
}

static void body_write(const struct message *message, struct wire_buffer *buffer) {
  switch (message->type) {
  case WIRE_OPEN:
    open_write(&message->open, buffer);
    break;
  case WIRE_UPDATE:
    update_write(&message->update, buffer);
    break;
  case WIRE_NOTIFICATION:
    wire_put8(buffer, message->notification.code);
    wire_put8(buffer, message->notification.subcode);
    wire_put(buffer, message->notification.data, message->notification.length);
    break;
  case WIRE_ROUTE_REFRESH:
    refresh_write(&message->refresh, buffer);
    break;
  default:
    break;
  }
}

void message_write(const struct message *message, struct wire_buffer *buffer) {
  size_t start = buffer->length;
  wire_begin_message(buffer, message->type);
  body_write(message, buffer);
  if (buffer->length - start > MESSAGE_EXTENDED_MAX) buffer->full = true;
  wire_end_message(buffer, start);
}
