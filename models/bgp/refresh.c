#include "models/bgp/refresh.h"

enum { BODY = 4 };

/* RFC 7313 section 5: a marker of a refresh has four octets; its answer carries the whole message. */
static bool marker_too_long(const uint8_t *body, size_t length, struct notification *error) {
  if (length == BODY || (body[2] != REFRESH_BEGIN && body[2] != REFRESH_END)) return false;
  *error = (struct notification){
      .code = NOTIFICATION_REFRESH,
      .subcode = NOTIFICATION_REFRESH_LENGTH,
      .data = body - WIRE_HEADER,
      .length = WIRE_HEADER + length,
  };
  return true;
}

bool refresh_parse(const uint8_t *body, size_t length, struct refresh *refresh, struct notification *error) {
  if (length < BODY) {
    *error = (struct notification){NOTIFICATION_HEADER, NOTIFICATION_BAD_LENGTH, body - 3, 2};
    return false;
  }
  if (marker_too_long(body, length, error)) return false;
  *refresh = (struct refresh){
      .afi = wire_get16(body),
      .subtype = body[2],
      .safi = body[3],
      .filters = body + BODY,
      .filters_length = length - BODY,
  };
  return true;
}

void refresh_write(const struct refresh *refresh, struct wire_buffer *buffer) {
  wire_put16(buffer, refresh->afi);
  wire_put8(buffer, refresh->subtype);
  wire_put8(buffer, refresh->safi);
  wire_put(buffer, refresh->filters, refresh->filters_length);
}

const char *refresh_subtype_name(unsigned subtype) {
  static const char *const names[] = {"request", "beginning of refresh", "end of refresh"};
  return subtype < sizeof names / sizeof names[0] ? names[subtype] : NULL;
}
