#include "scenarios/decode/decode_archive.h"

#include "scenarios/decode/decode_update.h"

enum { ROOM = 70000 /* a message of 65535 octets, and what may be written before it is seen not to fit */ };

struct archive {
  decode_sink *sink;
  void *data;
  GArray *peers; /* struct mrt_peer */
  guint record;
  guint unread; /* records that hold no message, and should */
  uint8_t room[ROOM];
};

static void hand_over(struct archive *archive, const struct mrt_record *record, struct decode_message *message) {
  message->record = archive->record;
  message->timed = true;
  message->seconds = record->seconds;
  message->microseconds = record->microseconds;
  archive->sink(message, archive->data);
}

/* The record ends where the message does; should its header claim less, what is behind it is not part of it. */
static void take_message(struct archive *archive, const struct mrt_record *record, const struct mrt_message *heard) {
  struct wire_buffer buffer = {.bytes = archive->room, .room = ROOM};
  struct decode_message message = {
      .bytes = heard->bytes,
      .length = heard->length,
      .from = heard->sent ? heard->local : heard->peer,
      .to = heard->sent ? heard->peer : heard->local,
      .as4 = heard->as4,
      .extended = true,
      .observed = true,
      .paths_stripped = heard->addpath,
  };
  if (heard->addpath && heard->length < ROOM) {
    decode_update_strip(heard->bytes, heard->length, DECODE_UPDATE_IPV4 | DECODE_UPDATE_IPV6, &buffer);
    message.bytes = archive->room;
    message.length = buffer.length;
  }
  hand_over(archive, record, &message);
}

static void take_route(struct archive *archive, const struct mrt_record *record, const struct mrt_rib *rib,
                       const struct mrt_route *route, const struct mrt_peer *peer) {
  struct wire_buffer buffer = {.bytes = archive->room, .room = ROOM};
  decode_update_route(route->attributes, route->length, &rib->prefix, &buffer);
  archive->unread += buffer.full;
  if (buffer.full) return;
  struct decode_message message = {.bytes = archive->room, .length = buffer.length, .as4 = rib->as4, .extended = true};
  if (peer) message.from = *peer;
  hand_over(archive, record, &message);
}

static void take_table(struct archive *archive, const struct mrt_record *record, struct mrt_rib *rib) {
  struct mrt_route route;
  enum wire_step step;
  while ((step = mrt_route_next(rib, &route)) == WIRE_ITEM) {
    bool known = route.peer < archive->peers->len;
    take_route(archive, record, rib, &route,
               known ? &g_array_index(archive->peers, struct mrt_peer, route.peer) : NULL);
  }
  archive->unread += step != WIRE_END;
}

static bool has_messages(const struct mrt_record *record) {
  return record->type == MRT_TABLE_DUMP || record->type == MRT_TABLE_DUMP_V2 || record->type == MRT_BGP4MP ||
         record->type == MRT_BGP4MP_ET;
}

static void take_record(struct archive *archive, const struct mrt_record *record) {
  struct mrt_message message;
  struct mrt_state state;
  struct mrt_rib rib;
  struct mrt_route route;
  struct mrt_peer peer;
  if (mrt_message_read(record, &message)) take_message(archive, record, &message);
  else if (mrt_rib_read(record, &rib)) take_table(archive, record, &rib);
  else if (mrt_route_old(record, &rib, &route, &peer)) take_route(archive, record, &rib, &route, &peer);
  else if (!mrt_peers_read(record, archive->peers) && !mrt_state_read(record, &state))
    archive->unread += has_messages(record);
}

static struct archive *archive_new(decode_sink *sink, void *data) {
  struct archive *archive = g_malloc(sizeof *archive);
  archive->sink = sink;
  archive->data = data;
  archive->peers = g_array_new(FALSE, FALSE, sizeof(struct mrt_peer));
  archive->record = archive->unread = 0;
  return archive;
}

static void archive_free(struct archive *archive) {
  g_array_unref(archive->peers);
  g_free(archive);
}

static char *complaint(const struct archive *archive, enum wire_step end) {
  g_autoptr(GString) text = g_string_new(NULL);
  if (end != WIRE_END) g_string_printf(text, "record %u is cut off", archive->record + 1);
  if (archive->unread)
    g_string_append_printf(text, "%s%u records or routes could not be read", text->len ? "; " : "", archive->unread);
  return text->len ? g_strdup(text->str) : NULL;
}

char *decode_archive_read(const uint8_t *bytes, size_t length, decode_sink *sink, void *data) {
  struct archive *archive = archive_new(sink, data);
  struct wire_cursor file = {bytes, bytes + length};
  struct mrt_record record;
  enum wire_step step;
  while ((step = mrt_next(&file, &record)) == WIRE_ITEM) {
    archive->record++;
    take_record(archive, &record);
  }
  char *text = complaint(archive, step);
  archive_free(archive);
  return text;
}

bool decode_archive_pick(const uint8_t *bytes, size_t length, guint record, decode_sink *sink, void *data) {
  struct archive *archive = archive_new(sink, data);
  struct wire_cursor file = {bytes, bytes + length};
  struct mrt_record found;
  while (archive->record < record && mrt_next(&file, &found) == WIRE_ITEM) {
    archive->record++;
    if (archive->record == record) take_record(archive, &found);
  }
  bool there = record > 0 && archive->record == record;
  archive_free(archive);
  return there;
}
