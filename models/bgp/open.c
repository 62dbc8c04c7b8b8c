#include "models/bgp/open.h"

enum { FIXED = 10, WIDE = 255 };

static bool malformed(struct notification *error) {
  *error = (struct notification){.code = NOTIFICATION_OPEN, .subcode = NOTIFICATION_UNSPECIFIC};
  return false;
}

enum wire_step open_parameter_next(struct wire_cursor *cursor, bool wide, struct open_parameter *parameter) {
  const uint8_t *at = cursor->at;
  size_t left = (size_t)(cursor->end - at), header = wide ? 3 : 2;
  cursor->at = cursor->end;
  if (left == 0) return WIRE_END;
  if (left < header) return WIRE_UNDERRUN;
  size_t length = wide ? wire_get16(at + 1) : at[1];
  if (length > left - header) return WIRE_OVERRUN;
  *parameter = (struct open_parameter){.type = at[0], .value = at + header, .length = length};
  cursor->at = at + header + length;
  return WIRE_ITEM;
}

static bool capabilities_sound(const struct open_parameter *parameter) {
  struct wire_cursor cursor = {parameter->value, parameter->value + parameter->length};
  struct capability capability;
  enum wire_step step;
  while ((step = capability_next(&cursor, &capability)) == WIRE_ITEM) continue;
  return step == WIRE_END;
}

static bool parameters_sound(const struct open *open) {
  struct wire_cursor cursor = {open->parameters, open->parameters + open->parameters_length};
  struct open_parameter parameter;
  enum wire_step step;
  while ((step = open_parameter_next(&cursor, open->wide, &parameter)) == WIRE_ITEM)
    if (parameter.type == OPEN_CAPABILITIES && !capabilities_sound(&parameter)) return false;
  return step == WIRE_END;
}

/* RFC 9072 section 2: a length that is not 0, then the type 255, then the length that holds. */
static bool parameters_find(struct open *open, const uint8_t *body, size_t length) {
  size_t claimed = body[FIXED - 1], before = FIXED;
  if (claimed > 0 && length >= FIXED + 3 && body[FIXED] == WIDE) {
    open->wide = true;
    open->old_length = (uint8_t)claimed;
    claimed = wire_get16(body + FIXED + 1);
    before = FIXED + 3;
  }
  open->parameters = body + before;
  open->parameters_length = claimed;
  return claimed == length - before;
}

bool open_parse(const uint8_t *body, size_t length, struct open *open, struct notification *error) {
  static const uint8_t supported[] = {0, OPEN_VERSION};
  if (length < FIXED) {
    *error = (struct notification){NOTIFICATION_HEADER, NOTIFICATION_BAD_LENGTH, body - 3, 2};
    return false;
  }
  if (body[0] != OPEN_VERSION) {
    *error = (struct notification){NOTIFICATION_OPEN, NOTIFICATION_BAD_VERSION, supported, sizeof supported};
    return false;
  }
  *open = (struct open){
      .version = body[0],
      .as = wire_get16(body + 1),
      .hold_time = wire_get16(body + 3),
      .identifier = wire_get32(body + 5),
  };
  return (parameters_find(open, body, length) && parameters_sound(open)) || malformed(error);
}

void open_write(const struct open *open, struct wire_buffer *buffer) {
  wire_put8(buffer, open->version);
  wire_put16(buffer, open->as);
  wire_put16(buffer, open->hold_time);
  wire_put32(buffer, open->identifier);
  if (open->wide) {
    wire_put8(buffer, open->old_length ? open->old_length : WIDE);
    wire_put8(buffer, WIDE);
    wire_put16(buffer, (unsigned)open->parameters_length);
  } else {
    if (open->parameters_length > 255) buffer->full = true;
    wire_put8(buffer, (unsigned)open->parameters_length);
  }
  wire_put(buffer, open->parameters, open->parameters_length);
}

struct open_walk open_walk(const struct open *open) {
  return (struct open_walk){
      .parameters = {open->parameters, open->parameters + open->parameters_length},
      .wide = open->wide,
  };
}

bool open_capability_next(struct open_walk *walk, struct capability *capability) {
  struct open_parameter parameter;
  while (walk->capabilities.at == walk->capabilities.end ||
         capability_next(&walk->capabilities, capability) != WIRE_ITEM) {
    if (open_parameter_next(&walk->parameters, walk->wide, &parameter) != WIRE_ITEM) return false;
    if (parameter.type != OPEN_CAPABILITIES) continue;
    walk->capabilities = (struct wire_cursor){parameter.value, parameter.value + parameter.length};
  }
  return true;
}

bool open_capability(const struct open *open, unsigned code, struct capability *capability) {
  struct open_walk walk = open_walk(open);
  struct capability each;
  bool found = false;
  while (open_capability_next(&walk, &each)) {
    if (each.code != code || !capability_sound(&each)) continue;
    *capability = each;
    found = true;
  }
  return found;
}

uint32_t open_as(const struct open *open) {
  struct capability as4;
  return open_capability(open, CAPABILITY_AS4, &as4) ? wire_get32(as4.value) : open->as;
}
