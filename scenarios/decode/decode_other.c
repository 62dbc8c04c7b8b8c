#include "scenarios/decode/decode_other.h"

#include "models/bgp/message.h"
#include "models/bgp/prefix.h"

#include <string.h>

static const uint8_t *body_of(const struct decode_lines *lines) { return lines->bytes + WIRE_HEADER; }

static void put_families(const struct capability *capability, GString *text) {
  struct capability_family family;
  for (size_t i = 0; capability_family(capability, i, &family); i++) {
    g_string_append_printf(text, "%sAFI %u SAFI %u", text->len ? ", " : "", family.afi, family.safi);
    if (capability->code == CAPABILITY_ADD_PATH)
      g_string_append_printf(text, "%s%s", family.flags & CAPABILITY_RECEIVES_PATHS ? " receive" : "",
                             family.flags & CAPABILITY_SENDS_PATHS ? " send" : "");
    if (capability->code == CAPABILITY_EXTENDED_NEXT_HOP)
      g_string_append_printf(text, " next hop AFI %u", family.next_hop_afi);
    if (capability->code == CAPABILITY_GRACEFUL_RESTART && family.flags & 0x80)
      g_string_append(text, " forwarding kept");
  }
}

static void put_restart(const struct capability *capability, GString *text) {
  struct capability_restart restart = capability_restart(capability);
  g_string_append_printf(text, "%u s%s%s", restart.time, restart.flags & 8 ? ", restarting" : "",
                         restart.flags & 4 ? ", NOTIFICATIONs too" : "");
}

static void put_name(const struct capability *capability, GString *text) {
  struct capability_name name;
  if (!capability_fqdn(capability, &name)) return;
  g_autofree char *host = g_utf8_make_valid((const char *)name.host, name.host_length);
  g_autofree char *escaped = g_strescape(host, NULL);
  g_string_append(text, escaped);
}

/* What it says, for those whose value has structure. */
static void put_capability(const struct capability *capability, GString *text) {
  if (capability->code == CAPABILITY_AS4) g_string_append_printf(text, "%u", wire_get32(capability->value));
  if (capability->code == CAPABILITY_GRACEFUL_RESTART) put_restart(capability, text);
  if (capability->code == CAPABILITY_FQDN) put_name(capability, text);
  if (capability->code == CAPABILITY_ROLE && capability_role_name(capability->value[0]))
    g_string_append(text, capability_role_name(capability->value[0]));
  put_families(capability, text);
}

static void append_capability(struct decode_lines *lines, const struct capability *capability) {
  const char *known = capability_name(capability->code);
  g_autofree char *name = known ? g_strdup(known) : g_strdup_printf("capability %u", capability->code);
  g_autoptr(GString) text = g_string_new(NULL);
  if (capability_sound(capability)) put_capability(capability, text);
  g_autofree char *contents = g_strdup_printf("code %u, length %u%s%s", capability->code, capability->length,
                                              text->len ? ": " : "", text->str);
  decode_lines_field(lines, capability->value - 2, name, contents);
}

static void append_parameters(struct decode_lines *lines, const struct open *open) {
  struct wire_cursor cursor = open_walk(open).parameters;
  struct open_parameter parameter;
  while (open_parameter_next(&cursor, open->wide, &parameter) == WIRE_ITEM) {
    struct wire_cursor inside = {parameter.value, parameter.value + parameter.length};
    struct capability capability;
    if (parameter.type != OPEN_CAPABILITIES) decode_lines_octets(lines, parameter.value, parameter.length, "parameter");
    else
      while (capability_next(&inside, &capability) == WIRE_ITEM) append_capability(lines, &capability);
  }
}

static bool append_open(struct decode_lines *lines) {
  const uint8_t *body = body_of(lines);
  struct notification error;
  struct open open;
  if (!open_parse(body, lines->length - WIRE_HEADER, &open, &error)) return false;
  struct prefix identifier = {.bits = 32, .family = PREFIX_IPV4};
  char text[PREFIX_TEXT];
  for (unsigned i = 0; i < 4; i++) identifier.address[i] = body[5 + i];
  decode_lines_number(lines, body, "version", open.version);
  decode_lines_number(lines, body + 1, "AS", open.as);
  decode_lines_number(lines, body + 3, "hold time", open.hold_time);
  *strchr(prefix_text(&identifier, text), '/') = '\0';
  decode_lines_field(lines, body + 5, "identifier", text);
  decode_lines_number(lines, body + 9, "parameters' length", (uint32_t)open.parameters_length);
  append_parameters(lines, &open);
  return true;
}

static void append_code(struct decode_lines *lines, const uint8_t *at, const char *field, const char *name) {
  g_autofree char *text = g_strdup_printf("%u%s%s", *at, name ? " " : "", name ? name : "");
  decode_lines_field(lines, at, field, text);
}

static bool append_notification(struct decode_lines *lines) {
  const uint8_t *body = body_of(lines);
  struct message message;
  struct notification error;
  if (!message_parse(lines->bytes, lines->length, true, &message, &error)) return false;
  const struct notification *notification = &message.notification;
  append_code(lines, body, "error code", notification_code_name(notification->code));
  append_code(lines, body + 1, "subcode", notification_subcode_name(notification->code, notification->subcode));
  const uint8_t *words;
  size_t length;
  if (notification_text(notification, &words, &length)) {
    g_autofree char *valid = g_utf8_make_valid((const char *)words, (gssize)length);
    g_autofree char *escaped = g_strescape(valid, NULL);
    decode_lines_field(lines, words, "words", escaped);
  } else {
    decode_lines_octets(lines, notification->data, notification->length, "data");
  }
  return true;
}

static bool append_refresh(struct decode_lines *lines) {
  const uint8_t *body = body_of(lines);
  struct notification error;
  struct refresh refresh;
  if (!refresh_parse(body, lines->length - WIRE_HEADER, &refresh, &error)) return false;
  decode_lines_number(lines, body, "AFI", refresh.afi);
  append_code(lines, body + 2, "subtype", refresh_subtype_name(refresh.subtype));
  decode_lines_number(lines, body + 3, "SAFI", refresh.safi);
  decode_lines_octets(lines, refresh.filters, refresh.filters_length, "filters");
  return true;
}

void decode_other_append(struct decode_lines *lines) {
  unsigned type = lines->bytes[WIRE_HEADER - 1];
  bool read = false;
  if (type == WIRE_OPEN) read = append_open(lines);
  else if (type == WIRE_NOTIFICATION) read = append_notification(lines);
  else if (type == WIRE_ROUTE_REFRESH) read = append_refresh(lines);
  if (!read) decode_lines_octets(lines, body_of(lines), lines->length - WIRE_HEADER, "unreadable");
}
