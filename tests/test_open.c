#include "models/bgp/open.h"

#include "tests/octets.h"

#define FIXED "04 fbf4 00b4 c0000201" /* AS 64500, hold time 180, identifier 192.0.2.1 */
#define CAPABILITIES "01 04 0001 00 01  02 00  41 04 0000fbf4  06 00"
#define USUAL FIXED "12 02 10" CAPABILITIES

/* Bodies do not own their octets: `bytes` does. */
static bool read_open(const char *hex, GByteArray **bytes, struct open *open, struct notification *error) {
  *bytes = octets_read("ffffffffffffffffffffffffffffffff 0000 01");
  g_autoptr(GByteArray) body = octets_read(hex);
  if (body->len) g_byte_array_append(*bytes, body->data, body->len);
  return open_parse((*bytes)->data + WIRE_HEADER, body->len, open, error);
}

static struct open sound_open(const char *hex, GByteArray **bytes) {
  struct open open;
  struct notification error = {0};
  g_assert_true(read_open(hex, bytes, &open, &error));
  return open;
}

static void fields_are_read(void) {
  g_autoptr(GByteArray) bytes = NULL;
  struct open open = sound_open(USUAL, &bytes);
  g_assert_cmpuint(open.version, ==, 4);
  g_assert_cmpuint(open.as, ==, 64500);
  g_assert_cmpuint(open.hold_time, ==, 180);
  g_assert_cmphex(open.identifier, ==, 0xc0000201);
  g_assert_cmpuint(open.parameters_length, ==, 18);
  g_assert_false(open.wide);
}

/* One parameter with several capabilities, or several with one each: both are allowed (RFC 5492 section 4). */
static void capabilities_are_found_everywhere(void) {
  static const char *const forms[] = {
      USUAL,
      FIXED "18 02 06 010400010001 02 02 0200 02 06 41040000fbf4 02 02 0600",
      FIXED "ff ff 0013 02 0010" CAPABILITIES,
      FIXED "ff ff 0017 63 0001 aa 02 0010" CAPABILITIES,
  };
  static const uint8_t codes[] = {1, 2, 65, 6};
  for (gsize i = 0; i < G_N_ELEMENTS(forms); i++) {
    g_autoptr(GByteArray) bytes = NULL;
    struct open open = sound_open(forms[i], &bytes);
    struct open_walk walk = open_walk(&open);
    struct capability capability;
    for (gsize j = 0; j < G_N_ELEMENTS(codes); j++) {
      g_assert_true(open_capability_next(&walk, &capability));
      g_assert_cmpuint(capability.code, ==, codes[j]);
    }
    g_assert_false(open_capability_next(&walk, &capability));
    g_assert_false(open_capability(&open, CAPABILITY_ROLE, &capability));
  }
}

static void empty_parameters_end_the_walk(void) {
  g_autoptr(GByteArray) bytes = NULL;
  struct open open = sound_open(FIXED "06 02 00 02 02 0200", &bytes);
  struct open_walk walk = open_walk(&open);
  struct capability capability;
  g_assert_true(open_capability_next(&walk, &capability));
  g_assert_false(open_capability_next(&walk, &capability));
}

static void as_numbers_of_four_octets(void) {
  g_autoptr(GByteArray) narrow = NULL, wide = NULL;
  struct open plain = sound_open(FIXED "00", &narrow);
  struct open trans = sound_open("04 5ba0 00b4 c0000201 08 02 06 41 04 00011170", &wide);
  g_assert_cmpuint(open_as(&plain), ==, 64500);
  g_assert_cmpuint(open_as(&trans), ==, 70000);
}

struct refusal {
  const char *hex;
  uint8_t code, subcode;
};

static void malformed_ones_are_answered(void) {
  static const struct refusal refusals[] = {
      {"04 fbf4 00b4 c00002", 1, 2},
      {"03 fbf4 00b4 c0000201 00", 2, 1},
      {"05 fbf4 00b4 c0000201 00", 2, 1},
      {FIXED "01", 2, 0},
      {FIXED "00 00", 2, 0},
      {FIXED "01 02", 2, 0},
      {FIXED "02 02 01", 2, 0},
      {FIXED "03 02 01 41", 2, 0},
      {FIXED "04 02 02 41 04", 2, 0},
      {FIXED "ff ff 0002 02 00", 2, 0},
      {FIXED "ff ff 0004 02 0000", 2, 0},
      {FIXED "ff ff 0004 02 0002 02", 2, 0},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(refusals); i++) {
    g_autoptr(GByteArray) bytes = NULL;
    struct open open;
    struct notification error = {0};
    g_assert_false(read_open(refusals[i].hex, &bytes, &open, &error));
    g_assert_cmpuint(error.code, ==, refusals[i].code);
    g_assert_cmpuint(error.subcode, ==, refusals[i].subcode);
    if (error.subcode == NOTIFICATION_BAD_VERSION && error.code == NOTIFICATION_OPEN)
      g_assert_cmpmem(error.data, error.length, "\0\4", 2);
  }
}

/* RFC 4271 section 6.2 and its successors; the other side is AS 64500, 192.0.2.1. */
static void unfit_ones_are_answered(void) {
  static const struct refusal refusals[] = {
      {USUAL, 0, 0},
      {"04 0000 00b4 c0000201 08 02 06 41040000fbf4", 2, 2},
      {"04 fbf4 00b4 c0000201 08 02 06 410400000000", 2, 2},
      {"04 fbf5 00b4 c0000201 08 02 06 41040000fbf5", 2, 2},
      {"04 fbf4 00b4 00000000 08 02 06 41040000fbf4", 2, 3},
      {"04 fbf4 00b4 c0000209 08 02 06 41040000fbf4", 0, 0},
      {FIXED "0b 01 01 00 02 06 41040000fbf4", 2, 4},
      {"04 fbf4 0000 c0000201 08 02 06 41040000fbf4", 0, 0},
      {"04 fbf4 0001 c0000201 08 02 06 41040000fbf4", 2, 6},
      {"04 fbf4 0002 c0000201 08 02 06 41040000fbf4", 2, 6},
      {"04 fbf4 0003 c0000201 08 02 06 41040000fbf4", 0, 0},
      {FIXED "00", 2, 7},
      {FIXED "06 02 04 4102fbf4", 2, 0},
      {FIXED "0b 02 09 41040000fbf4 090103", 0, 0},
      {FIXED "0b 02 09 41040000fbf4 090104", 2, 11},
      {FIXED "0e 02 0c 41040000fbf4 090103 090104", 2, 11},
      {FIXED "0e 02 0c 41040000fbf4 090103 090103", 0, 0},
  };
  static const uint8_t required[] = {CAPABILITY_AS4, 4, 0, 0, 0xfb, 0xf5};
  g_autoptr(GByteArray) own = NULL;
  struct open ours = sound_open("04 fbf5 005a c0000209 0b 02 09 41040000fbf5 090100", &own);
  struct open_terms terms = {&ours, 64500, required, sizeof required};
  for (gsize i = 0; i < G_N_ELEMENTS(refusals); i++) {
    g_autoptr(GByteArray) bytes = NULL;
    struct open theirs = sound_open(refusals[i].hex, &bytes);
    struct notification error = {0};
    g_test_message("%s", refusals[i].hex);
    g_assert_cmpint(open_check(&theirs, &terms, &error), ==, refusals[i].code == 0);
    g_assert_cmpuint(error.code, ==, refusals[i].code);
    g_assert_cmpuint(error.subcode, ==, refusals[i].subcode);
    if (error.subcode == NOTIFICATION_UNSUPPORTED_CAPABILITY) g_assert_cmpmem(error.data, error.length, required, 6);
  }
}

/* RFC 6286 section 2.3: within one AS nobody else has the identifier; between two it may be the same. */
static void identifiers_are_unique_within_an_as(void) {
  g_autoptr(GByteArray) a = NULL, b = NULL;
  struct open ours = sound_open(USUAL, &a), inside = sound_open(USUAL, &b);
  struct open_terms terms = {.ours = &ours};
  struct notification error = {0};
  g_assert_false(open_check(&inside, &terms, &error));
  g_assert_cmpuint(error.subcode, ==, NOTIFICATION_BAD_IDENTIFIER);
  inside.identifier++;
  g_assert_true(open_check(&inside, &terms, &error));
}

static void less_of_two_is_agreed(void) {
  g_autoptr(GByteArray) a = NULL, b = NULL;
  struct open ours = sound_open(FIXED "28 02 26 010400010001 010400020001 010400010001 41040000fbf4 0200 0600"
                                      "45080001010300020101",
                                &a);
  struct open theirs = sound_open("04 fbf5 005a c0000209 24 02 22 010400020001 010400190046 0104 00010001 41040000fbf5"
                                  "4600 0600 4504 00010102",
                                  &b);
  struct open_session session;
  open_negotiate(&ours, &theirs, &session);
  g_assert_cmpuint(session.peer_as, ==, 64501);
  g_assert_cmpuint(session.hold_time, ==, 90);
  g_assert_true(session.as4 && session.extended);
  g_assert_false(session.refresh || session.enhanced_refresh || session.graceful_restart);
  g_assert_cmpuint(session.families, ==, 2);
  g_assert_cmpuint(session.family[0].afi, ==, 1);
  g_assert_cmpuint(session.family[0].flags, ==, CAPABILITY_RECEIVES_PATHS);
  g_assert_cmpuint(session.family[1].afi, ==, 2);
  g_assert_cmpuint(session.family[1].flags, ==, 0);
}

/* A speaker without any multiprotocol capability carries IPv4 unicast. */
static void silence_means_ipv4(void) {
  g_autoptr(GByteArray) a = NULL, b = NULL, c = NULL;
  struct open silent = sound_open(FIXED "00", &a), usual = sound_open(USUAL, &b);
  struct open six = sound_open(FIXED "08 02 06 010400020001", &c);
  struct open_session session;
  open_negotiate(&silent, &usual, &session);
  g_assert_cmpuint(session.families, ==, 1);
  g_assert_cmpuint(session.family[0].afi, ==, 1);
  g_assert_false(session.as4);
  open_negotiate(&usual, &silent, &session);
  g_assert_cmpuint(session.families, ==, 1);
  open_negotiate(&six, &silent, &session);
  g_assert_cmpuint(session.families, ==, 0);
}

static void long_parameters_need_to_be_wide(void) {
  uint8_t long_value[300] = {99, 1, 41}, room[400];
  struct wire_buffer buffer = {.bytes = room, .room = sizeof room};
  struct open open = {.version = 4, .parameters = long_value, .parameters_length = sizeof long_value};
  open_write(&open, &buffer);
  g_assert_true(buffer.full);
  buffer = (struct wire_buffer){.bytes = room, .room = sizeof room};
  open.wide = true;
  open_write(&open, &buffer);
  g_assert_false(buffer.full);
  g_assert_cmpmem(room + 9, 4, "\xff\xff\x01\x2c", 4);
  struct notification error;
  struct open again;
  struct open_parameter parameter;
  g_assert_true(open_parse(room, buffer.length, &again, &error));
  struct wire_cursor cursor = open_walk(&again).parameters;
  g_assert_cmpint(open_parameter_next(&cursor, true, &parameter), ==, WIRE_ITEM);
  g_assert_cmpuint(parameter.type, ==, 99);
  g_assert_cmpuint(parameter.length, ==, 297);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/open/fields are read", fields_are_read);
  g_test_add_func("/open/capabilities are found in every parameter, wide or not", capabilities_are_found_everywhere);
  g_test_add_func("/open/an empty parameter does not end the walk", empty_parameters_end_the_walk);
  g_test_add_func("/open/the AS is the one of four octets, if there is one", as_numbers_of_four_octets);
  g_test_add_func("/open/malformed ones are answered as RFC 4271 says", malformed_ones_are_answered);
  g_test_add_func("/open/unfit ones are answered as the RFCs say", unfit_ones_are_answered);
  g_test_add_func("/open/an identifier is unique within an AS", identifiers_are_unique_within_an_as);
  g_test_add_func("/open/two agree on what both have", less_of_two_is_agreed);
  g_test_add_func("/open/without a family it is IPv4 unicast", silence_means_ipv4);
  g_test_add_func("/open/parameters past 255 octets are written wide or not at all", long_parameters_need_to_be_wide);
  return g_test_run();
}
