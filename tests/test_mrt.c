#include "scenarios/decode/mrt.h"

#include "tests/archive.h"
#include "tests/octets.h"

static unsigned count(const guint8 *bytes, gsize length, enum wire_step *end, struct mrt_record *last) {
  struct wire_cursor file = {bytes, bytes + length};
  unsigned records = 0;
  while ((*end = mrt_next(&file, last)) == WIRE_ITEM) records++;
  g_assert_true(file.at == bytes + length);
  return records;
}

static void every_cut_is_noticed(void) {
  g_autoptr(GByteArray) zoo = archive_zoo();
  struct mrt_record record;
  enum wire_step end;
  unsigned whole = count(zoo->data, zoo->len, &end, &record), clean = 0;
  g_assert_cmpuint(end, ==, WIRE_END);
  g_assert_cmpuint(whole, ==, 20);
  for (guint length = 0; length < zoo->len; length++) {
    g_autofree guint8 *cut = g_memdup2(zoo->data, length);
    g_assert_cmpuint(count(cut, length, &end, &record), <, whole);
    clean += end == WIRE_END;
    if (end == WIRE_OVERRUN) g_assert_cmpuint(record.missing, >, 0);
  }
  g_assert_cmpuint(clean, ==, whole); /* before each record, and nowhere else */
}

static struct mrt_record first_of(const GByteArray *archive) {
  struct wire_cursor file = {archive->data, archive->data + archive->len};
  struct mrt_record record;
  g_assert_cmpuint(mrt_next(&file, &record), ==, WIRE_ITEM);
  return record;
}

static void messages_have_their_ends(void) {
  static const struct {
    unsigned subtype;
    bool as4, addpath, sent;
  } kinds[] = {
      {MRT_MESSAGE, 0, 0, 0},
      {MRT_MESSAGE_AS4, 1, 0, 0},
      {MRT_MESSAGE_LOCAL, 0, 0, 1},
      {MRT_MESSAGE_AS4_LOCAL, 1, 0, 1},
      {MRT_MESSAGE_ADDPATH, 0, 1, 0},
      {MRT_MESSAGE_AS4_ADDPATH, 1, 1, 0},
      {MRT_MESSAGE_LOCAL_ADDPATH, 0, 1, 1},
      {MRT_MESSAGE_AS4_LOCAL_ADDPATH, 1, 1, 1},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
    g_autoptr(GByteArray) archive = g_byte_array_new();
    struct mrt_message message;
    archive_add(archive, MRT_BGP4MP, kinds[i].subtype,
                kinds[i].as4 ? "0000fbf4 00010000 0000 0001 c0000201 c0000202 aabbcc"
                             : "fbf4 0001 0000 0001 c0000201 c0000202 aabbcc");
    struct mrt_record record = first_of(archive);
    g_assert_true(mrt_message_read(&record, &message));
    g_assert_cmpuint(message.peer.asn, ==, 64500);
    g_assert_cmpuint(message.local.asn, ==, kinds[i].as4 ? 65536 : 1);
    g_assert_cmpuint(message.local.address[3], ==, 2);
    g_assert_true(message.as4 == kinds[i].as4 && message.addpath == kinds[i].addpath && message.sent == kinds[i].sent);
    g_assert_cmpmem(message.bytes, message.length, "\xaa\xbb\xcc", 3);
  }
}

static void microseconds_are_part_of_the_length(void) {
  g_autoptr(GByteArray) archive = g_byte_array_new();
  archive_add(archive, MRT_BGP4MP_ET, MRT_STATE_CHANGE, "000f423f fbf4 0001 0000 0001 c0000201 c0000202 0006 0001");
  struct mrt_record record = first_of(archive);
  struct mrt_state state;
  g_assert_cmpuint(record.microseconds, ==, 999999);
  g_assert_true(mrt_state_read(&record, &state));
  g_assert_cmpuint(state.before, ==, 6);
  g_assert_cmpuint(state.after, ==, 1);
}

static void tables_have_peers_and_routes(void) {
  g_autoptr(GByteArray) archive = g_byte_array_new();
  g_autoptr(GArray) peers = g_array_new(FALSE, FALSE, sizeof(struct mrt_peer));
  archive_add(archive, MRT_TABLE_DUMP_V2, MRT_PEER_INDEX_TABLE,
              "c0000202 0000 0002 00 01010101 c0000201 fbf4 03 02020202 20010db8000000000000000000000003 00010000");
  struct mrt_record record = first_of(archive);
  g_assert_true(mrt_peers_read(&record, peers));
  g_assert_cmpuint(peers->len, ==, 2);
  g_assert_cmpuint(g_array_index(peers, struct mrt_peer, 1).asn, ==, 65536);
  g_assert_cmpuint(g_array_index(peers, struct mrt_peer, 1).family, ==, PREFIX_IPV6);
  record.length--;
  g_assert_false(mrt_peers_read(&record, peers));
  g_assert_cmpuint(peers->len, ==, 1);
}

static void routes_that_are_cut_are_told(void) {
  g_autoptr(GByteArray) archive = g_byte_array_new();
  struct mrt_rib rib;
  struct mrt_route route;
  archive_add(archive, MRT_TABLE_DUMP_V2, MRT_RIB_IPV6_UNICAST_ADDPATH,
              "00000009 20 20010db8 0002 0001 4c778000 00000007 0002 aabb 0001 4c778000 00000008 0003 cc");
  struct mrt_record record = first_of(archive);
  g_assert_true(mrt_rib_read(&record, &rib));
  g_assert_cmpuint(rib.prefix.bits, ==, 32);
  g_assert_cmpuint(mrt_route_next(&rib, &route), ==, WIRE_ITEM);
  g_assert_cmpuint(route.path_id, ==, 7);
  g_assert_cmpmem(route.attributes, route.length, "\xaa\xbb", 2);
  g_assert_cmpuint(mrt_route_next(&rib, &route), ==, WIRE_OVERRUN);
  g_assert_cmpuint(mrt_route_next(&rib, &route), ==, WIRE_END);
}

static void others_are_not_taken_for_archives(void) {
  g_autoptr(GByteArray) zoo = archive_zoo(), capture = archive_capture();
  g_assert_true(mrt_detect(zoo->data, zoo->len));
  g_assert_false(mrt_detect(zoo->data, MRT_HEADER - 1));
  g_assert_false(mrt_detect(capture->data, capture->len));
  g_assert_false(mrt_detect((const guint8 *)"ffffffffffffffffffffffff", 24));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/mrt/a file that is cut anywhere ends there", every_cut_is_noticed);
  g_test_add_func("/mrt/messages of every subtype have their two ends", messages_have_their_ends);
  g_test_add_func("/mrt/microseconds count in the length of a record", microseconds_are_part_of_the_length);
  g_test_add_func("/mrt/the index of peers has both families and widths", tables_have_peers_and_routes);
  g_test_add_func("/mrt/a route that is cut off is told from the last one", routes_that_are_cut_are_told);
  g_test_add_func("/mrt/text and captures are no archives", others_are_not_taken_for_archives);
  return g_test_run();
}
