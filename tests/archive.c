#include "tests/archive.h"

#include "tests/octets.h"

#include "scenarios/decode/mrt.h"

#include <string.h>

static void put16(GByteArray *out, guint value) {
  const guint8 octets[] = {(guint8)(value >> 8), (guint8)value};
  g_byte_array_append(out, octets, 2);
}

static void put32(GByteArray *out, guint32 value) {
  put16(out, value >> 16);
  put16(out, value & 0xffff);
}

void archive_add_message(GByteArray *archive, unsigned type, unsigned subtype, const char *body,
                         const GByteArray *message) {
  g_autoptr(GByteArray) octets = octets_read(body);
  put32(archive, ARCHIVE_TIME);
  put16(archive, type);
  put16(archive, subtype);
  put32(archive, octets->len + (message ? message->len : 0));
  g_byte_array_append(archive, octets->data, octets->len);
  if (message) g_byte_array_append(archive, message->data, message->len);
}

void archive_add(GByteArray *archive, unsigned type, unsigned subtype, const char *body) {
  archive_add_message(archive, type, subtype, body, NULL);
}

#define ENDS_2 "fbf4 3170 0000 0001 c0000201 c0000202 " /* 64500, 12656 */
#define ENDS_4 "0000fbf4 00003170 0000 0001 c0000201 c0000202 "
#define ENDS_6 "00010000 00003170 0000 0002 20010db8000000000000000000000001 20010db8000000000000000000000002 "
#define PATH_2 "40 02 0a 02 01 fbf4 01 02 0001 5ba0"                              /* 64500 {1,AS_TRANS} */
#define PATH_4 "50 02 0016 02 02 0000fbf4 fffffffe 03 01 00000003 04 01 00000004" /* ... and a confederation */
#define MED_MAX "80 04 04 ffffffff"
#define LOCAL_PREF "40 05 04 00000064"
#define COMMUNITIES "c0 08 10 fbf40001 ffffff01 ffffff02 ffffff03"
#define AGGREGATORS "40 06 00 c0 07 06 5ba0 c0000209 c0 11 06 02 01 00010001 c0 12 08 00010002 c000020a"
#define REACH_6 "80 0e 1a 0002 01 10 20010db8000000000001000000000001 00 20 20010db8"
#define REACH_4 "80 0e 0d 0001 01 04 c0000207 00 18 cb0071"
#define UNREACH_6 "80 0f 0a 0002 01 20 20010db8 01 80"
#define ROUTE "0001 4c778000 "

static void add_update(GByteArray *archive, unsigned subtype, const char *ends, const char *withdrawn,
                       const char *attributes, const char *nlri) {
  g_autoptr(GByteArray) update = octets_update(withdrawn, attributes, nlri);
  archive_add_message(archive, MRT_BGP4MP, subtype, ends, update);
}

static void add_sessions(GByteArray *archive) {
  add_update(archive, MRT_MESSAGE, ENDS_2, "18c63364 0a0a40", "", "");
  add_update(archive, MRT_MESSAGE, ENDS_2, "", OCTETS_ORIGIN PATH_2 OCTETS_NEXT_HOP COMMUNITIES, "18c63364 00");
  add_update(archive, MRT_MESSAGE, ENDS_2, "", "40010101" PATH_2 OCTETS_NEXT_HOP AGGREGATORS, "18c63364");
  add_update(archive, MRT_MESSAGE_AS4, ENDS_4, "08 0a", OCTETS_ORIGIN PATH_4 OCTETS_NEXT_HOP MED_MAX, "18c63364");
  add_update(archive, MRT_MESSAGE_AS4, ENDS_6, "", "40010102" PATH_4 REACH_6 UNREACH_6 LOCAL_PREF, "");
  add_update(archive, MRT_MESSAGE_AS4, ENDS_4, "", OCTETS_ORIGIN PATH_4 REACH_4 MED_MAX, "");
  add_update(archive, MRT_MESSAGE_AS4_LOCAL, ENDS_4, "", OCTETS_BASE UNREACH_6, OCTETS_NLRI);
  add_update(archive, MRT_MESSAGE_AS4_ADDPATH, ENDS_4, "00000007 08 0a", OCTETS_BASE, "00000001 18c63364");
  add_update(archive, MRT_MESSAGE_AS4, ENDS_4, "", "40 02 04 09 01 00000001", OCTETS_NLRI);
  archive_add(archive, MRT_BGP4MP, MRT_STATE_CHANGE, ENDS_2 "0006 0001");
  archive_add(archive, MRT_BGP4MP, MRT_STATE_CHANGE_AS4, ENDS_6 "0001 0003");
  archive_add(archive, MRT_BGP4MP, MRT_MESSAGE_AS4, ENDS_4 "ffffffffffffffffffffffffffffffff 0013 04");
  archive_add(archive, MRT_BGP4MP, MRT_MESSAGE, "0000");
  archive_add(archive, 32, 0, "00");
  g_autoptr(GByteArray) update = octets_update("", OCTETS_BASE, OCTETS_NLRI);
  archive_add_message(archive, MRT_BGP4MP_ET, MRT_MESSAGE_AS4, "000004d2" ENDS_4, update);
}

static void add_tables(GByteArray *archive) {
  archive_add(archive, MRT_TABLE_DUMP_V2, MRT_PEER_INDEX_TABLE,
              "c0000202 0004 76696577 0002 02 c0000201 c0000201 0000fbf4 01 c0000203 "
              "20010db8000000000000000000000003 fbf5");
  archive_add(archive, MRT_TABLE_DUMP_V2, MRT_RIB_IPV4_UNICAST,
              "00000000 18 c63364 0002 0000 4c778000 0018" OCTETS_BASE ROUTE "0018" OCTETS_BASE);
  archive_add(archive, MRT_TABLE_DUMP_V2, MRT_RIB_IPV6_UNICAST,
              "00000001 20 20010db8 0001 " ROUTE "0025" OCTETS_ORIGIN OCTETS_PATH
              "80 0e 11 10 20010db8000000000000000000000009");
  archive_add(archive, MRT_TABLE_DUMP_V2, MRT_RIB_IPV4_UNICAST_ADDPATH,
              "00000002 00 0001 0000 4c778000 00000005 0018" OCTETS_BASE);
  archive_add(archive, MRT_TABLE_DUMP, 1,
              "0000 0001 c6336400 18 01 4c778000 c0000201 fbf4 0016 40010100 4002080203fbf400010002 400304c0000201");
}

GByteArray *archive_zoo(void) {
  GByteArray *archive = g_byte_array_new();
  add_sessions(archive);
  add_tables(archive);
  return archive;
}

GByteArray *archive_capture(void) { return octets_read("a1b2c3d4 0002 0004 00000000 00000000 0000ffff 00000001"); }

void archive_capture_segment(GByteArray *capture, gboolean back, guint32 sequence, unsigned flags, const guint8 *bytes,
                             guint length) {
  static const guint8 hosts[2][4] = {{192, 0, 2, 1}, {192, 0, 2, 2}};
  g_autoptr(GByteArray) frame = octets_read("020000000002 020000000001 0800 4500");
  put16(frame, 40 + length);
  g_autoptr(GByteArray) middle = octets_read("0000 4000 4006 0000");
  g_byte_array_append(frame, middle->data, middle->len);
  g_byte_array_append(frame, hosts[back], 4);
  g_byte_array_append(frame, hosts[!back], 4);
  put16(frame, back ? 179 : 40000);
  put16(frame, back ? 40000 : 179);
  put32(frame, sequence);
  put32(frame, 0);
  put16(frame, 0x5000 | flags);
  put16(frame, 65535);
  put32(frame, 0);
  if (length) g_byte_array_append(frame, bytes, length);
  put32(capture, ARCHIVE_TIME);
  put32(capture, capture->len % 1000 * 1000);
  put32(capture, frame->len);
  put32(capture, frame->len);
  g_byte_array_append(capture, frame->data, frame->len);
}
