#include "models/bgp/update.h"

#include "models/bgp/attribute.h"
#include "tests/octets.h"

#include <stdio.h>
#include <string.h>

static void round_trip(const GByteArray *message, bool as4) {
  struct update update;
  g_autofree uint8_t *room = g_malloc(65535);
  struct wire_buffer buffer = {.bytes = room, .room = 65535};
  g_assert_true(update_split(message->data, message->len, as4, &update));
  update_join(&update, &buffer);
  g_assert_false(buffer.full);
  g_assert_cmpmem(buffer.bytes, buffer.length, message->data, message->len);
  update_clear(&update);
}

static void same_octets(void) {
  static const struct { const char *withdrawn, *attributes, *nlri; } whole[] = {
      {"", "", ""},
      {"080a", "", ""},
      {"", OCTETS_BASE, OCTETS_NLRI},
      {"080a 18c00002", OCTETS_BASE "80040400000001 c0080400010002", OCTETS_NLRI "00 0f0a0a"},
      {"", OCTETS_PATH OCTETS_ORIGIN "c0080400010002" OCTETS_NEXT_HOP, OCTETS_NLRI},
      {"", OCTETS_NEXT_HOP OCTETS_PATH OCTETS_ORIGIN, OCTETS_NLRI},
      {"", OCTETS_ORIGIN "5002000a02020000fbf40000fbf0" "50030004c0000201", OCTETS_NLRI},
      {"", OCTETS_ORIGIN "400200" OCTETS_NEXT_HOP, OCTETS_NLRI},
      {"", OCTETS_ORIGIN "40021202020000fbf40000fbf001010000fbf1" OCTETS_NEXT_HOP, OCTETS_NLRI},
      {"", OCTETS_ORIGIN "40020c02010000fbf402010000fbf0" OCTETS_NEXT_HOP, OCTETS_NLRI},
      {"", OCTETS_ORIGIN "4f020602010000fbf4" OCTETS_NEXT_HOP OCTETS_NEXT_HOP, OCTETS_NLRI},
      {"", OCTETS_BASE "c0630aff", OCTETS_NLRI},
      {"", OCTETS_BASE "c063", OCTETS_NLRI},
      {"", "800e1c000201 1020010db8000000000000000000000001 00 3020010db80001" OCTETS_ORIGIN OCTETS_PATH, ""},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(whole); i++) {
    g_autoptr(GByteArray) message = octets_update(whole[i].withdrawn, whole[i].attributes, whole[i].nlri);
    round_trip(message, true);
    round_trip(message, false);
  }
}

static void parts_are_told(void) {
  g_autoptr(GByteArray) message = octets_update("080a", OCTETS_BASE "c0630aff", OCTETS_NLRI);
  struct update update;
  g_assert_true(update_split(message->data, message->len, true, &update));
  g_assert_cmpuint(update.hops, ==, 2);
  g_assert_cmpuint(update.asn[0], ==, 64500);
  g_assert_cmpuint(update.asn[1], ==, 64496);
  g_assert_cmpmem(update.next_hop, 4, "\xc0\x00\x02\x01", 4);
  g_assert_cmpmem(update.set, update.set_length, "\x40\x01\x01\x00\xc0\x63\x0a\xff", 8);
  g_assert_cmpuint(update.overrun, ==, 9);
  g_assert_cmpmem(update.nlri, update.nlri_length, "\x18\xc6\x33\x64", 4);
  g_assert_cmpuint(update.withdrawn_length, ==, 2);
  update_clear(&update);
}

static void faults_stay_in_the_set(void) {
  static const char *const faulty[] = {"40020602020000fbf4", "c0020602010000fbf4", "400303c00002", "c00304c0000201"};
  for (gsize i = 0; i < G_N_ELEMENTS(faulty); i++) {
    g_autoptr(GByteArray) message = octets_update("", faulty[i], OCTETS_NLRI);
    g_autoptr(GByteArray) alone = octets_read(faulty[i]);
    struct update update;
    g_assert_true(update_split(message->data, message->len, true, &update));
    g_assert_cmpmem(update.set, update.set_length, alone->data, alone->len);
    g_assert_cmpuint(update.hops, ==, 0);
    update_clear(&update);
  }
}

static void a_route_becomes_octets(void) {
  static const uint8_t set[] = {0x40, 1, 1, 0, 0xc0, 8, 4, 0, 1, 0, 2};
  g_autoptr(GByteArray) expected = octets_update("", OCTETS_BASE "c0080400010002", OCTETS_NLRI "0a0a40");
  uint8_t room[256], next_hop[4] = {192, 0, 2, 1};
  struct wire_buffer buffer = {.bytes = room, .room = sizeof room};
  struct prefix prefixes[2];
  struct update update;
  g_assert_true(prefix_parse("198.51.100.0/24", &prefixes[0]) && prefix_parse("10.64.0.0/10", &prefixes[1]));
  update_init(&update, (uint32_t[]){64500, 64496}, 2, next_hop, set, sizeof set, 0, prefixes, 2);
  update_join(&update, &buffer);
  g_assert_cmpmem(room, buffer.length, expected->data, expected->len);
  update_clear(&update);
}

static void too_little_room(void) {
  g_autoptr(GByteArray) message = octets_update("", OCTETS_BASE, OCTETS_NLRI);
  for (size_t room = 0; room < message->len; room++) {
    g_autofree uint8_t *bytes = g_malloc(room);
    struct wire_buffer buffer = {.bytes = bytes, .room = room};
    struct update update;
    g_assert_true(update_split(message->data, message->len, true, &update));
    update_join(&update, &buffer);
    g_assert_true(buffer.full);
    update_clear(&update);
  }
}

static void frames_that_do_not_fit(void) {
  g_autoptr(GByteArray) message = octets_update("", OCTETS_BASE, "");
  struct update update;
  for (size_t cut = 0; cut < message->len; cut++) g_assert_false(update_split(message->data, cut, true, &update));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/update/apart and together again gives the same octets", same_octets);
  g_test_add_func("/update/a message falls into path, next hop, set and prefixes", parts_are_told);
  g_test_add_func("/update/a malformed AS_PATH or NEXT_HOP stays in the set", faults_stay_in_the_set);
  g_test_add_func("/update/a route becomes a message", a_route_becomes_octets);
  g_test_add_func("/update/too little room is said", too_little_room);
  g_test_add_func("/update/a frame that does not fit is refused", frames_that_do_not_fit);
  return g_test_run();
}
