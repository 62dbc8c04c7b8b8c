#include "scenarios/decode/pcap.h"

#include "scenarios/decode/frame.h"
#include "tests/archive.h"
#include "tests/octets.h"

#include "models/bgp/prefix.h"

#define SECTION_LITTLE "0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000"
#define SECTION_BIG "0a0d0d0a 0000001c 1a2b3c4d 0001 0000 ffffffffffffffff 0000001c"
/* A clock of nanoseconds, and one of 2^-10 s. */
#define INTERFACE_LITTLE "01000000 20000000 0100 0000 ffff0000 0900 0100 09000000 00000000 20000000"
#define INTERFACE_BIG "00000001 00000020 0065 0000 0000ffff 0009 0001 8a000000 00000000 00000020"

static void expect(const char *file, guint link, guint32 seconds, guint32 microseconds) {
  g_autoptr(GByteArray) bytes = octets_read(file);
  struct pcap pcap;
  struct pcap_packet packet;
  g_assert_true(pcap_open(&pcap, bytes->data, bytes->len));
  g_assert_cmpuint(pcap_next(&pcap, &packet), ==, WIRE_ITEM);
  g_assert_cmpuint(packet.link, ==, link);
  g_assert_cmpuint(packet.seconds, ==, seconds);
  g_assert_cmpuint(packet.microseconds, ==, microseconds);
  g_assert_cmpmem(packet.bytes, packet.length, "\xaa\xbb\xcc", 3);
  g_assert_cmpuint(pcap_next(&pcap, &packet), ==, WIRE_END);
}

static void every_kind_of_file(void) {
  expect("a1b2c3d4 0002 0004 00000000 00000000 0000ffff 00000001 00000002 00000003 00000003 00000009 aabbcc", 1, 2, 3);
  expect("d4c3b2a1 0200 0400 00000000 00000000 ffff0000 65000000 02000000 03000000 03000000 09000000 aabbcc", 101, 2,
         3);
  expect("a1b23c4d 0002 0004 00000000 00000000 0000ffff 00000001 00000002 00000bb8 00000003 00000009 aabbcc", 1, 2, 3);
  expect("4d3cb2a1 0200 0400 00000000 00000000 ffff0000 01000000 02000000 b80b0000 03000000 09000000 aabbcc", 1, 2, 3);
  expect(SECTION_LITTLE INTERFACE_LITTLE
         "06000000 24000000 00000000 00000000 c05a6377 03000000 09000000 aabbcc00 24000000",
         1, 2, 3000);
  expect(SECTION_BIG INTERFACE_BIG "00000005 0000000c 0000000c"
                                   "00000006 00000024 00000000 00000000 00000a00 00000003 00000009 aabbcc00 00000024",
         101, 2, 500000);
  expect(SECTION_BIG INTERFACE_BIG "00000003 00000014 00000003 aabbcc00 00000014", 101, 0, 0);
}

static void cut_files_end_there(void) {
  g_autoptr(GByteArray) capture = archive_capture();
  archive_capture_segment(capture, FALSE, 1, ARCHIVE_ACK, (const guint8 *)"abc", 3);
  for (guint length = 25; length < capture->len; length++) {
    g_autofree guint8 *cut = g_memdup2(capture->data, length);
    struct pcap pcap;
    struct pcap_packet packet;
    g_assert_true(pcap_open(&pcap, cut, length));
    g_assert_cmpuint(pcap_next(&pcap, &packet), ==, length < 40 ? WIRE_UNDERRUN : WIRE_OVERRUN);
    g_assert_cmpuint(pcap_next(&pcap, &packet), ==, WIRE_END);
  }
}

#define TCP "9c40 00b3 00000007 00000000 5002 ffff 0000 0000 "
#define IPV4 "4500 002b 0000 4000 40 06 0000 c0000201 c0000202 "
#define IPV6 "60000000 0017 06 40 20010db8000000000000000000000001 20010db8000000000000000000000002 "
#define MACS "020000000002 020000000001 "

static void every_link_has_its_segment(void) {
  static const struct {
    unsigned link;
    const char *header;
  } links[] = {
      {1, MACS "0800" IPV4},
      {1, MACS "8100 0007 0800" IPV4},
      {1, MACS "88a8 0007 8100 0008 86dd" IPV6},
      {0, "02000000" IPV4},
      {108, "0000001c" IPV6},
      {101, IPV4},
      {228, IPV4},
      {229, IPV6},
      {113, "0000 0001 0006 0200000000010000 0800" IPV4},
      {276, "86dd 0000 00000002 0001 00 06 0200000000010000" IPV6},
      {178, "4d4743 81 0003 010203" MACS "0800" IPV4},
      {178, "4d4743 00" MACS "0800" IPV4},
      {229, "60000000 001f 00 40 20010db8000000000000000000000001 20010db8000000000000000000000002 0600 000000000000"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(links); i++) {
    g_autofree char *hex = g_strconcat(links[i].header, TCP "616263 00000000", NULL); /* padded */
    g_autoptr(GByteArray) frame = octets_read(hex);
    struct frame_segment segment;
    g_assert_true(frame_read(links[i].link, frame->data, frame->len, &segment));
    g_assert_true(segment.syn && !segment.fin && !segment.reset);
    g_assert_cmpuint(segment.from.port, ==, 40000);
    g_assert_cmpuint(segment.to.port, ==, 179);
    g_assert_cmpuint(segment.sequence, ==, 7);
    g_assert_cmpuint(segment.to.address[segment.to.family == PREFIX_IPV6 ? 15 : 3], ==, 2);
    g_assert_cmpmem(segment.bytes, segment.length, "abc", 3);
    g_assert_cmpuint(segment.missing, ==, 0);
    for (guint length = 0; length < frame->len - 7; length++) {
      g_autofree guint8 *cut = g_memdup2(frame->data, length);
      g_assert_false(frame_read(links[i].link, cut, length, &segment));
    }
    g_assert_true(frame_read(links[i].link, frame->data, frame->len - 5, &segment));
    g_assert_cmpuint(segment.length, ==, 2);
    g_assert_cmpuint(segment.missing, ==, 1);
  }
}

static void others_are_left_out(void) {
  static const char *const frames[] = {
      MACS "0806" IPV4 TCP,                                             /* no IP */
      MACS "0800 4500 0028 0000 2000 40 06 0000 c0000201 c0000202" TCP, /* a fragment */
      MACS "0800 4500 0028 0000 0001 40 06 0000 c0000201 c0000202" TCP, /* a later one */
      MACS "0800 4500 0028 0000 4000 40 11 0000 c0000201 c0000202" TCP, /* UDP */
      MACS "0800 4100 0028 0000 4000 40 06 0000 c0000201 c0000202" TCP, /* a header of 4 octets */
      MACS "0800 7500 0028 0000 4000 40 06 0000 c0000201 c0000202" TCP, /* IP version 7 */
  };
  struct frame_segment segment;
  for (gsize i = 0; i < G_N_ELEMENTS(frames); i++) {
    g_autoptr(GByteArray) frame = octets_read(frames[i]);
    g_assert_false(frame_read(1, frame->data, frame->len, &segment));
    g_assert_false(frame_read(147, frame->data, frame->len, &segment));
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/pcap/files of every kind give their packets and times", every_kind_of_file);
  g_test_add_func("/pcap/a file that is cut off ends there", cut_files_end_there);
  g_test_add_func("/frame/the TCP segment of every kind of link", every_link_has_its_segment);
  g_test_add_func("/frame/fragments and other protocols are left out", others_are_left_out);
  return g_test_run();
}
