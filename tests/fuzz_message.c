/* fuzz_message: any octets as a BGP message. The first octet says what the session is (1: ASNs of two octets, 2: no
 * extended messages), and whether marker and length are left as they are (4) or set right.
 *
 * What can be parsed is written again as the same octets, from the views and from values alike; what cannot be is
 * answered by a NOTIFICATION that itself can be written and parsed. OPENs are put beside one another. */
#include "models/bgp/message.h"
#include "tests/retell.h"

#include <string.h>

static void answered(const struct notification *error) {
  uint8_t room[WIRE_MESSAGE_MAX];
  struct wire_buffer buffer = {.bytes = room, .room = sizeof room};
  struct message answer = {.type = WIRE_NOTIFICATION, .notification = *error}, again;
  struct notification none;
  g_assert_nonnull(notification_code_name(error->code));
  g_assert_nonnull(notification_subcode_name(error->code, error->subcode));
  message_write(&answer, &buffer);
  if (buffer.full) return; /* a whole message as data may be too long */
  g_assert_true(message_parse(room, buffer.length, false, &again, &none));
  g_assert_cmpmem(again.notification.data, again.notification.length, error->data, error->length);
}

static void agree(const struct open *theirs) {
  static const uint8_t offer[] = {2, 23, 1, 4, 0, 1, 0, 1, 65, 4, 0, 0, 0xfb, 0xf4, 69, 4, 0, 1, 1, 3, 9, 1, 4, 6, 0};
  struct open ours = {.version = OPEN_VERSION,
                      .as = 64500,
                      .hold_time = 90,
                      .identifier = 1,
                      .parameters = offer,
                      .parameters_length = sizeof offer};
  struct open_terms terms = {.ours = &ours, .required = offer + 2, .required_length = 6};
  struct open_session session;
  struct notification error;
  if (!open_check(theirs, &terms, &error)) answered(&error);
  open_negotiate(theirs, &ours, &session);
  g_assert_cmpuint(session.families, <=, OPEN_FAMILIES);
  open_negotiate(theirs, theirs, &session);
}

static void names(const struct open *open) {
  struct open_walk walk = open_walk(open);
  struct capability capability;
  struct capability_family family;
  struct capability_name name;
  while (open_capability_next(&walk, &capability)) {
    if (!capability_sound(&capability)) continue;
    for (size_t i = 0; capability_family(&capability, i, &family); i++) g_assert_cmpuint(i, <, 64);
    if (capability.code == CAPABILITY_GRACEFUL_RESTART) g_assert_cmpuint(capability_restart(&capability).time, <, 4096);
    if (capability.code == CAPABILITY_FQDN && capability_fqdn(&capability, &name))
      g_assert_cmpuint(name.host_length + name.domain_length + 2u, <=, capability.length);
  }
}

static void words(const struct notification *notification) {
  const uint8_t *text;
  size_t length;
  struct notification inner;
  if (notification_text(notification, &text, &length))
    g_assert_true(text + length <= notification->data + notification->length);
  if (notification_inner(notification, &inner)) words(&inner);
}

static void header_set(uint8_t *bytes, size_t length) {
  if (length < WIRE_HEADER || length > UINT16_MAX) return;
  memset(bytes, 0xff, WIRE_MARKER);
  bytes[WIRE_MARKER] = (uint8_t)(length >> 8);
  bytes[WIRE_MARKER + 1] = (uint8_t)length;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 2 || size > 65536) return 0;
  bool as4 = !(data[0] & 1), extended = !(data[0] & 2);
  g_autofree uint8_t *bytes = g_memdup2(data + 1, size - 1);
  if (!(data[0] & 4)) header_set(bytes, size - 1);
  struct message message;
  struct notification error;
  struct retell_count count = {0};
  g_autofree uint8_t *room = g_malloc(size);
  struct wire_buffer buffer = {.bytes = room, .room = size - 1};
  if (!message_parse(bytes, size - 1, extended, &message, &error)) {
    answered(&error);
    return 0;
  }
  message_write(&message, &buffer);
  g_assert_false(buffer.full);
  g_assert_cmpmem(room, buffer.length, bytes, size - 1);
  g_assert_true(retell_same(bytes, size - 1, as4, &count));
  g_assert_cmpuint(count.copied, <=, count.attributes);
  if (message.type == WIRE_OPEN) agree(&message.open);
  if (message.type == WIRE_OPEN) names(&message.open);
  if (message.type == WIRE_NOTIFICATION) words(&message.notification);
  return 0;
}
