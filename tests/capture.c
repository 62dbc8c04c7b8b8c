#include "tests/capture.h"

#include "models/bgp/wire.h"
#include "scenarios/decode/pcap.h"
#include "scenarios/files/input.h"

#include <string.h>

enum { LINKTYPE_RAW = 101, IP = 20, TCP = 20, ROOM = 65535 };

void capture_walk(const char *path, stream_sink *sink, void *data) {
  g_autofree char *bytes = NULL;
  gsize length = 0;
  struct pcap pcap;
  struct pcap_packet packet;
  struct frame_segment segment;
  struct stream_set *streams = stream_set_new(sink, data);
  g_assert_true(input_read(path, &bytes, &length, NULL));
  g_assert_true(pcap_open(&pcap, (const uint8_t *)bytes, length));
  while (pcap_next(&pcap, &packet) == WIRE_ITEM)
    if (frame_read(packet.link, packet.bytes, packet.length, &segment))
      stream_set_add(streams, &segment, packet.seconds, packet.microseconds);
  stream_set_finish(streams);
  stream_set_free(streams);
}

static void append(GByteArray *capture, const struct wire_buffer *buffer) {
  g_assert_false(buffer->full);
  g_byte_array_append(capture, buffer->bytes, (guint)buffer->length);
}

/* Big-endian, version 2.4, microseconds. */
GByteArray *capture_new(void) {
  GByteArray *capture = g_byte_array_new();
  uint8_t room[24];
  struct wire_buffer header = {.bytes = room, .room = sizeof room};
  wire_put32(&header, 0xa1b2c3d4);
  wire_put16(&header, 2);
  wire_put16(&header, 4);
  wire_put32(&header, 0);
  wire_put32(&header, 0);
  wire_put32(&header, ROOM);
  wire_put32(&header, LINKTYPE_RAW);
  append(capture, &header);
  return capture;
}

/* RFC 791 section 3.1; the checksum stays zero, which nobody looks at. */
static void put_ip(struct wire_buffer *packet, gboolean back, size_t length) {
  wire_put16(packet, 0x4500);
  wire_put16(packet, (unsigned)length);
  wire_put32(packet, 0);
  wire_put32(packet, 0x40060000); /* 64 hops, TCP */
  wire_put32(packet, back ? 0xc0000202 : 0xc0000201);
  wire_put32(packet, back ? 0xc0000201 : 0xc0000202);
}

static void put_tcp(struct wire_buffer *packet, gboolean back, const guint32 sent[2]) {
  wire_put16(packet, back ? 179 : 40000);
  wire_put16(packet, back ? 40000 : 179);
  wire_put32(packet, 1 + sent[back ? 1 : 0]);
  wire_put32(packet, 1 + sent[back ? 0 : 1]);
  wire_put16(packet, 0x5018); /* five words; PSH and ACK */
  wire_put16(packet, 0xffff);
  wire_put32(packet, 0);
}

void capture_add(GByteArray *capture, gboolean back, guint32 sent[2], const GByteArray *octets) {
  g_autofree uint8_t *room = g_malloc(ROOM);
  struct wire_buffer packet = {.bytes = room, .room = ROOM};
  guint32 length = IP + TCP + octets->len;
  wire_put32(&packet, 1282898400); /* 2010-08-27 08:40 UTC */
  wire_put32(&packet, sent[0] + sent[1]);
  wire_put32(&packet, length);
  wire_put32(&packet, length);
  put_ip(&packet, back, length);
  put_tcp(&packet, back, sent);
  wire_put(&packet, octets->data, octets->len);
  append(capture, &packet);
  sent[back ? 1 : 0] += octets->len;
}
