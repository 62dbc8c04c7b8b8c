#include "models/bgp/message.h"

#include "tests/octets.h"
#include "tests/retell.h"

#include <string.h>

#define MARKER "ffffffffffffffffffffffffffffffff "
#define KEEPALIVE MARKER "0013 04"
#define OPEN_PLAIN MARKER "001d 01 04 fbf4 00b4 c0000201 00"
#define OPEN_USUAL MARKER "002f 01 04 fbf4 00b4 c0000201 12 02 10 01040001 0001 0200 4104 0000fbf4 0600"
#define OPEN_WIDE                                                                                                      \
  MARKER "0037 01 04 5ba0 00b4 c0000201 ff ff 0017 63 0001 aa 02 0010 010400010001 0200 410400011170 0600"
#define OPEN_ALL                                                                                                       \
  MARKER "005f 01 04 fbf4 00b4 c0000201 42 02 40 010400010001 010400020001 0200 0506 0001 0001 0002 0600 "             \
         "090103 4006 4078 0001 01 80 41040000fbf4 4504 0001 01 03 4600 4907 02 7231 03 6c6162 8102 abcd 8000"
#define CEASE MARKER "001f 03 06 02 09 6d61696e74 656e616e"
#define BAD_ATTRIBUTE MARKER "0019 03 03 05 400102 00"
#define EMPTY_NOTIFICATION MARKER "0015 03 04 00"
#define REFRESH MARKER "0017 05 0001 00 01"
#define REFRESH_FILTERED MARKER "001c 05 0001 00 01 01 40 0001 80"
#define END_OF_RIB MARKER "0017 02 0000 0000"
#define ROUTE MARKER "0035 02 0002 080a 0018" OCTETS_BASE OCTETS_NLRI
#define ROUTE6                                                                                                         \
  MARKER                                                                                                               \
  "0047 02 0000 0030 800e1c 0002 01 10 20010db8000000000000000000000001 00 3020010db80001" OCTETS_ORIGIN OCTETS_PATH
#define OPAQUE MARKER "0024 02 0000 000d 800f0a 0019 46 04 2a 00112233 44"

static const char *const sound[] = {
    KEEPALIVE, OPEN_PLAIN,         OPEN_USUAL, OPEN_WIDE,        OPEN_ALL, CEASE,  BAD_ATTRIBUTE,
    REFRESH,   EMPTY_NOTIFICATION, END_OF_RIB, REFRESH_FILTERED, ROUTE,    ROUTE6,
};

static bool parsed(const GByteArray *bytes, struct message *message) {
  struct notification error = {0};
  bool whole = message_parse(bytes->data, bytes->len, false, message, &error);
  if (!whole) g_test_message("answer %u/%u", error.code, error.subcode);
  return whole;
}

static void octets_come_back(void) {
  for (gsize i = 0; i < G_N_ELEMENTS(sound); i++) {
    g_autoptr(GByteArray) bytes = octets_read(sound[i]);
    g_autofree uint8_t *room = g_malloc(bytes->len);
    struct wire_buffer buffer = {.bytes = room, .room = bytes->len};
    struct message message;
    struct retell_count count = {0};
    g_test_message("%s", sound[i]);
    g_assert_true(parsed(bytes, &message));
    message_write(&message, &buffer);
    g_assert_false(buffer.full);
    g_assert_cmpmem(room, buffer.length, bytes->data, bytes->len);
    g_assert_true(retell_same(bytes->data, bytes->len, true, &count));
    g_assert_cmpuint(count.copied, ==, 0);
  }
}

static void fields_are_read(void) {
  g_autoptr(GByteArray) open = octets_read(OPEN_USUAL), cease = octets_read(CEASE);
  g_autoptr(GByteArray) refresh = octets_read(REFRESH), route = octets_read(ROUTE);
  struct message message;
  g_assert_true(parsed(open, &message));
  g_assert_cmpuint(message.type, ==, WIRE_OPEN);
  g_assert_cmpuint(message.open.hold_time, ==, 180);
  g_assert_true(parsed(cease, &message));
  g_assert_cmpstr(notification_subcode_name(message.notification.code, message.notification.subcode), ==,
                  "Administrative Shutdown");
  g_assert_cmpuint(message.notification.length, ==, 10);
  g_assert_true(parsed(refresh, &message));
  g_assert_cmpuint(message.refresh.safi, ==, 1);
  g_assert_true(parsed(route, &message));
  g_assert_cmpuint(message.update.nlri_length, ==, 4);
}

struct refusal {
  const char *hex;
  uint8_t code, subcode;
  const char *data;
};

/* RFC 4271 section 6.1: what is wrong with a header, and the data of the answer. */
static void headers_are_answered(void) {
  static const struct refusal refusals[] = {
      {"", 1, 2, ""},
      {"ffff", 1, 2, ""},
      {MARKER "0013", 1, 2, ""},
      {"ffff00", 1, 1, ""},
      {"fffffffffffffffffffffffffffffffe 0013 04", 1, 1, ""},
      {MARKER "0012 04", 1, 2, "0012"},
      {MARKER "0014 04", 1, 2, "0014"},
      {MARKER "0013 04 00", 1, 2, "0013"},
      {MARKER "0014 04 00", 1, 2, "0014"},
      {MARKER "0013 00", 1, 3, "00"},
      {MARKER "0013 06", 1, 3, "06"},
      {MARKER "0013 80", 1, 3, "80"},
      {MARKER "001c 01 04 fbf4 00b4 c0000201", 1, 2, "001c"},
      {MARKER "0016 02 0000 00", 1, 2, "0016"},
      {MARKER "0014 03 06", 1, 2, "0014"},
      {MARKER "0016 05 0001 00", 1, 2, "0016"},
      {MARKER "0018 05 0001 01 01 00", 7, 1, MARKER "0018 05 0001 01 01 00"},
      {MARKER "001d 01 03 fbf4 00b4 c0000201 00", 2, 1, "0004"},
      {MARKER "001d 01 04 fbf4 00b4 c0000201 01", 2, 0, ""},
      {MARKER "0017 02 0001 0000", 3, 1, ""},
      {MARKER "0017 02 0000 0001", 3, 1, ""},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(refusals); i++) {
    g_autoptr(GByteArray) bytes = octets_read(refusals[i].hex), data = octets_read(refusals[i].data);
    struct notification error = {0};
    struct message message;
    g_test_message("%s", refusals[i].hex);
    g_assert_false(message_parse(bytes->data, bytes->len, false, &message, &error));
    g_assert_cmpuint(error.code, ==, refusals[i].code);
    g_assert_cmpuint(error.subcode, ==, refusals[i].subcode);
    g_assert_cmpmem(error.data, error.length, data->data, data->len);
  }
}

static GByteArray *message_of(unsigned type, size_t length) {
  g_autofree uint8_t *zeros = g_malloc0(length);
  GByteArray *bytes = g_byte_array_new_take(g_steal_pointer(&zeros), length);
  memset(bytes->data, 0xff, WIRE_MARKER);
  bytes->data[WIRE_MARKER] = (uint8_t)(length >> 8);
  bytes->data[WIRE_MARKER + 1] = (uint8_t)length;
  bytes->data[WIRE_HEADER - 1] = (uint8_t)type;
  if (type == WIRE_OPEN) bytes->data[WIRE_HEADER] = OPEN_VERSION;
  return bytes;
}

/* RFC 8654 section 3: all but OPEN and KEEPALIVE may be longer, once both sides have said so. */
static void long_ones_need_consent(void) {
  static const struct {
    unsigned type;
    size_t length;
    bool plain, extended;
  } sizes[] = {
      {WIRE_UPDATE, 4096, true, true},         {WIRE_UPDATE, 4097, false, true},
      {WIRE_UPDATE, 65535, false, true},       {WIRE_NOTIFICATION, 4097, false, true},
      {WIRE_ROUTE_REFRESH, 4097, false, true}, {WIRE_KEEPALIVE, 4097, false, false},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
    g_autoptr(GByteArray) bytes = message_of(sizes[i].type, sizes[i].length);
    struct message message;
    struct notification error;
    g_assert_cmpint(message_parse(bytes->data, bytes->len, false, &message, &error), ==, sizes[i].plain);
    g_assert_cmpint(message_parse(bytes->data, bytes->len, true, &message, &error), ==, sizes[i].extended);
  }
  g_autoptr(GByteArray) open = message_of(WIRE_OPEN, 4097);
  struct message message;
  struct notification error = {0};
  g_assert_false(message_parse(open->data, open->len, true, &message, &error));
  g_assert_cmpuint(error.code, ==, NOTIFICATION_HEADER);
}

/* Octets of just this size on the heap, so that a sanitizer sees the first one read beyond them. */
static bool same_or_refused(const uint8_t *bytes, size_t length) {
  g_autofree uint8_t *exact = g_memdup2(bytes, length);
  struct retell_count count = {0};
  struct notification error = {0};
  struct message message;
  bool whole = retell_same(exact, length, true, &count) && retell_same(exact, length, false, &count);
  g_assert_cmpint(message_parse(exact, length, true, &message, &error), ==, whole);
  g_assert_cmpint(error.code != 0, ==, !whole);
  return whole;
}

/* Cut short, a message is refused for its length; with the length set right it may be one or not. */
static void cuts_stay_inside(void) {
  for (gsize i = 0; i < G_N_ELEMENTS(sound); i++) {
    g_autoptr(GByteArray) bytes = octets_read(sound[i]);
    g_assert_true(same_or_refused(bytes->data, bytes->len));
    for (guint cut = 0; cut < bytes->len; cut++) g_assert_false(same_or_refused(bytes->data, cut));
    for (guint cut = WIRE_HEADER; cut < bytes->len; cut++) {
      bytes->data[WIRE_MARKER + 1] = (uint8_t)cut;
      same_or_refused(bytes->data, cut);
    }
  }
}

static void changed_octets_stay_inside(void) {
  for (gsize i = 0; i < G_N_ELEMENTS(sound); i++) {
    g_autoptr(GByteArray) bytes = octets_read(sound[i]);
    unsigned refused = 0;
    for (guint at = 0; at < bytes->len; at++) {
      uint8_t was = bytes->data[at];
      for (unsigned value = 0; value < 256; value++) {
        bytes->data[at] = (uint8_t)value;
        bool whole = same_or_refused(bytes->data, bytes->len);
        if (value == was) g_assert_true(whole);
        refused += !whole;
      }
      bytes->data[at] = was;
    }
    g_assert_cmpuint(refused, >=, 18 * 255); /* marker and length, at the least */
  }
}

static void other_families_are_opaque(void) {
  g_autoptr(GByteArray) bytes = octets_read(OPAQUE);
  struct retell_count count = {0};
  g_assert_true(retell_same(bytes->data, bytes->len, true, &count));
  g_assert_cmpuint(count.attributes, ==, 1);
  g_assert_cmpuint(count.copied + count.malformed, ==, 0);
}

static void too_little_room_is_said(void) {
  for (gsize i = 0; i < G_N_ELEMENTS(sound); i++) {
    g_autoptr(GByteArray) bytes = octets_read(sound[i]);
    struct message message;
    g_assert_true(parsed(bytes, &message));
    for (guint room = 0; room < bytes->len; room++) {
      g_autofree uint8_t *space = g_malloc(room);
      struct wire_buffer buffer = {.bytes = space, .room = room};
      message_write(&message, &buffer);
      g_assert_true(buffer.full);
    }
  }
}

static void several_share_a_buffer(void) {
  g_autoptr(GByteArray) all = octets_read(KEEPALIVE ROUTE);
  uint8_t room[128];
  struct wire_buffer buffer = {.bytes = room, .room = sizeof room};
  struct message message;
  struct notification error;
  g_assert_true(message_parse(all->data, WIRE_HEADER, false, &message, &error));
  message_write(&message, &buffer);
  g_assert_true(message_parse(all->data + WIRE_HEADER, all->len - WIRE_HEADER, false, &message, &error));
  message_write(&message, &buffer);
  g_assert_cmpmem(room, buffer.length, all->data, all->len);
}

static void types_have_names(void) {
  g_assert_cmpstr(message_type_name(1), ==, "OPEN");
  g_assert_cmpstr(message_type_name(5), ==, "ROUTE-REFRESH");
  g_assert_null(message_type_name(0));
  g_assert_null(message_type_name(6));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/message/what is parsed is written as the same octets", octets_come_back);
  g_test_add_func("/message/fields are read", fields_are_read);
  g_test_add_func("/message/what cannot be parsed is answered as RFC 4271 says", headers_are_answered);
  g_test_add_func("/message/more than 4096 octets need consent, and never in an OPEN", long_ones_need_consent);
  g_test_add_func("/message/cut anywhere it stays inside", cuts_stay_inside);
  g_test_add_func("/message/with any octet changed it stays inside", changed_octets_stay_inside);
  g_test_add_func("/message/families that are not read are opaque", other_families_are_opaque);
  g_test_add_func("/message/too little room is said", too_little_room_is_said);
  g_test_add_func("/message/several share a buffer", several_share_a_buffer);
  g_test_add_func("/message/types have names", types_have_names);
  return g_test_run();
}
