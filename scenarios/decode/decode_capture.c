/* decode_capture.c: where both OPENs were captured they tell how wide AS numbers are and whether prefixes have path
 * identifiers. A capture that began later leaves that open: then the first AS_PATH between the two speakers that can be
 * read in one way only settles it, and of path identifiers there are taken to be none. */
#include "scenarios/decode/decode_capture.h"

#include "scenarios/decode/decode_update.h"
#include "scenarios/decode/decode_width.h"
#include "scenarios/decode/pcap.h"
#include "scenarios/decode/stream.h"

#include <string.h>

enum { ROOM = 65536 };

struct pair {
  uint8_t address[2][16];
  unsigned width;
};

struct capture {
  decode_sink *sink;
  void *data;
  unsigned width;
  GArray *guesses; /* struct pair */
  guint64 messages;
  uint8_t room[ROOM];
};

static struct mrt_peer peer_of(const struct frame_end *end, uint32_t asn) {
  struct mrt_peer peer = {.asn = asn, .family = end->family};
  memcpy(peer.address, end->address, sizeof peer.address);
  return peer;
}

static unsigned *guess_of(struct capture *capture, const struct stream_message *message) {
  const uint8_t *a = message->from->address, *b = message->to->address;
  bool turned = memcmp(a, b, 16) > 0;
  struct pair wanted = {.width = 0};
  memcpy(wanted.address[turned], a, 16);
  memcpy(wanted.address[!turned], b, 16);
  for (guint i = 0; i < capture->guesses->len; i++) {
    struct pair *pair = &g_array_index(capture->guesses, struct pair, i);
    if (memcmp(pair->address, wanted.address, sizeof wanted.address) == 0) return &pair->width;
  }
  g_array_append_val(capture->guesses, wanted);
  return &g_array_index(capture->guesses, struct pair, capture->guesses->len - 1).width;
}

static void guess(struct capture *capture, const struct stream_message *message, struct decode_message *out) {
  unsigned *width = guess_of(capture, message);
  if (!*width) *width = decode_width_guess(message->bytes, message->length);
  out->width = *width ? DECODE_WIDTH_GUESSED : DECODE_WIDTH_ASSUMED;
  out->as4 = (*width ? *width : capture->width) == 4;
}

static unsigned with_paths(const struct open_session *session) {
  unsigned families = 0;
  for (size_t i = 0; i < session->families; i++) {
    const struct capability_family *family = &session->family[i];
    if (!(family->flags & CAPABILITY_RECEIVES_PATHS) || family->safi != 1) continue;
    families |= family->afi == 1 ? DECODE_UPDATE_IPV4 : family->afi == 2 ? DECODE_UPDATE_IPV6 : 0;
  }
  return families;
}

static void strip(struct capture *capture, const struct stream_message *message, struct decode_message *out) {
  struct wire_buffer buffer = {.bytes = capture->room, .room = ROOM};
  unsigned families = with_paths(&message->session);
  if (!families || out->length < WIRE_HEADER || out->bytes[WIRE_HEADER - 1] != WIRE_UPDATE) return;
  decode_update_strip(out->bytes, out->length, families, &buffer);
  out->bytes = capture->room;
  out->length = buffer.length;
  out->paths_stripped = true;
}

static void take(const struct stream_message *message, void *data) {
  struct capture *capture = data;
  struct decode_message out = {
      .bytes = message->bytes,
      .length = message->length,
      .timed = true,
      .seconds = message->seconds,
      .microseconds = message->microseconds,
      .from = peer_of(message->from, message->from_as),
      .to = peer_of(message->to, message->to_as),
      .from_port = message->from->port,
      .to_port = message->to->port,
      .as4 = message->session.as4,
      .extended = !message->agreed || message->session.extended,
      .observed = true,
  };
  if (!message->agreed) guess(capture, message, &out);
  else strip(capture, message, &out);
  capture->messages++;
  capture->sink(&out, capture->data);
}

static char *complaint(enum wire_step end, guint64 given_up) {
  const char *cut = end == WIRE_END ? "" : "the capture is cut off";
  if (!given_up) return *cut ? g_strdup(cut) : NULL;
  return g_strdup_printf("%s%s%" G_GUINT64_FORMAT " octets belong to no message or were not captured", cut,
                         *cut ? "; " : "", given_up);
}

char *decode_capture_read(const uint8_t *bytes, size_t length, unsigned width, decode_sink *sink, void *data,
                          bool *found) {
  struct pcap pcap;
  struct pcap_packet packet;
  struct frame_segment segment;
  enum wire_step step = WIRE_END;
  struct capture *capture = g_new0(struct capture, 1);
  capture->sink = sink;
  capture->data = data;
  capture->width = width;
  capture->guesses = g_array_new(FALSE, FALSE, sizeof(struct pair));
  struct stream_set *streams = stream_set_new(take, capture);
  if (pcap_open(&pcap, bytes, length))
    while ((step = pcap_next(&pcap, &packet)) == WIRE_ITEM)
      if (frame_read(packet.link, packet.bytes, packet.length, &segment))
        stream_set_add(streams, &segment, packet.seconds, packet.microseconds);
  char *text = complaint(step, stream_set_finish(streams));
  *found = capture->messages > 0;
  stream_set_free(streams);
  g_array_unref(capture->guesses);
  g_free(capture);
  return text;
}
