/* Any bytes as a packet capture, and the messages that are found in it. */
#include "models/bgp/wire.h"
#include "scenarios/decode/decode_capture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look(const struct decode_message *message, void *data) {
  guint64 *sum = data;
  g_assert_cmpuint(message->length, >=, WIRE_HEADER);
  for (size_t i = 0; i < message->length; i++) *sum += message->bytes[i];
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  guint64 sum = 0;
  bool found;
  g_free(decode_capture_read(data, size, 4, look, &sum, &found));
  return 0;
}
