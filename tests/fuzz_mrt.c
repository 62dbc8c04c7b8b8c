/* Any bytes as an MRT archive: every record is read in each way, printed as rows, and its messages are handed over.
 * What a reader hands out lies inside the bytes. */
#include "scenarios/decode/bgpdump.h"
#include "scenarios/decode/decode_archive.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct bounds {
  const uint8_t *start, *end;
};

static void inside(const struct bounds *bounds, const uint8_t *at, size_t length) {
  g_assert_true(at >= bounds->start && at <= bounds->end && length <= (size_t)(bounds->end - at));
}

static void read_table(const struct bounds *bounds, struct mrt_rib *rib) {
  struct mrt_route route;
  while (mrt_route_next(rib, &route) == WIRE_ITEM) inside(bounds, route.attributes, route.length);
}

static void read_one(const struct bounds *bounds, const struct mrt_record *record) {
  struct mrt_message message;
  struct mrt_state state;
  struct mrt_rib rib;
  struct mrt_route route;
  struct mrt_peer peer;
  inside(bounds, record->body, record->length);
  if (mrt_message_read(record, &message)) inside(bounds, message.bytes, message.length);
  if (mrt_rib_read(record, &rib)) read_table(bounds, &rib);
  if (mrt_route_old(record, &rib, &route, &peer)) inside(bounds, route.attributes, route.length);
  if (mrt_state_read(record, &state)) g_assert_cmpuint(state.peer.family, !=, MRT_FAMILY_NONE);
}

static void look(const struct decode_message *message, void *data) {
  guint64 *sum = data;
  for (size_t i = 0; i < message->length; i++) *sum += message->bytes[i];
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const struct bounds bounds = {data, data + size};
  struct wire_cursor file = {data, data + size};
  struct mrt_record record;
  static FILE *sink;
  guint64 sum = 0;
  if (!sink) sink = fopen("/dev/null", "w");
  struct bgpdump *dump = bgpdump_new(sink);
  while (mrt_next(&file, &record) == WIRE_ITEM) {
    read_one(&bounds, &record);
    bgpdump_record(dump, &record);
  }
  g_assert_true(file.at == file.end);
  bgpdump_free(dump);
  g_free(decode_archive_read(data, size, look, &sum));
  return 0;
}
