#include "models/bgp/attribute.h"

#include "models/bgp/attribute_value.h"
#include "models/bgp/prefix.h"
#include "tests/octets.h"

#include <string.h>

#define BANDWIDTH "4ceb2720 4ceb2720 4ceb2720 4ceb2720 4ceb2720 4ceb2720 4ceb2720 4ceb2720"
#define HOP6 "10 20010db8000000000000000000000001"

static uint32_t defects_of(const char *hex, bool as4) {
  g_autoptr(GByteArray) bytes = octets_read(hex);
  struct wire_cursor cursor = {bytes->data, bytes->data + bytes->len};
  struct wire_attribute attribute;
  g_assert_cmpint(wire_attribute_next(&cursor, &attribute), ==, WIRE_ITEM);
  g_assert_true(cursor.at == cursor.end);
  return attribute_defects(attribute_find(attribute.type), &attribute, as4);
}

static void rows_are_in_order(void) {
  unsigned before = 0;
  for (size_t i = 0; attribute_row(i); i++) {
    const struct attribute_type *row = attribute_row(i);
    unsigned code = 0;
    g_assert_cmpuint(row->code, >, before);
    g_assert_true(attribute_find(row->code) == row);
    g_assert_true(attribute_parse(row->name, &code));
    g_assert_cmpuint(code, ==, row->code);
    g_assert_true(g_str_has_prefix(row->rfc, "RFC "));
    before = row->code;
  }
  g_assert_null(attribute_find(99));
}

/* The flags that the defining RFCs give; the RFC stands in the row. */
static void types_have_their_flags(void) {
  static const struct {
    uint8_t flags, code[16];
  } wanted[] = {
      {0x40, {1, 2, 3, 5, 6}},
      {0x80, {4, 9, 10, 14, 15, 24, 26, 29, 33}},
      {0xc0, {7, 8, 16, 17, 18, 22, 23, 25, 27, 28, 32, 35, 40, 128, 255}},
  };
  size_t rows = 0, named = 0;
  for (gsize i = 0; i < G_N_ELEMENTS(wanted); i++)
    for (const uint8_t *code = wanted[i].code; *code; code++, named++) {
      g_assert_nonnull(attribute_find(*code));
      g_assert_cmphex(attribute_find(*code)->flags, ==, wanted[i].flags);
    }
  while (attribute_row(rows)) rows++;
  g_assert_cmpuint(named, ==, rows + 1);
}

/* RFC 7606 section 4, but for the attributes whose value may be empty. */
static void nothing_is_too_short(void) {
  for (size_t i = 0; attribute_row(i); i++) {
    const struct attribute_type *row = attribute_row(i);
    struct wire_attribute empty = {.value = (const uint8_t *)"", .type = row->code, .flags = row->flags, .header = 3};
    bool may = row->code == ATTRIBUTE_AS_PATH || row->code == ATTRIBUTE_ATOMIC_AGGREGATE || row->code == 28;
    g_assert_cmphex(attribute_defects(row, &empty, true), ==, may ? 0 : defect_bit(DEFECT_LENGTH));
  }
}

static void development_is_known_to_nobody(void) {
  for (size_t i = 0; attribute_row(i); i++) g_assert_cmpuint(attribute_row(i)->code, !=, 255);
  g_assert_cmphex(defects_of("c0ff08 0001 0004 00000000", true), ==, 0);
  g_assert_cmphex(defects_of("c0ff08 00000000 00000001", true), ==, defect_bit(DEFECT_VALUE));
}

static void names_and_numbers_are_read(void) {
  unsigned code = 0;
  g_assert_true(attribute_parse("255", &code));
  g_assert_cmpuint(code, ==, 255);
  static const char *const wrong[] = {"256", "-1", "+1", "", "ORIGIN", "1x", " 1"};
  for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) g_assert_false(attribute_parse(wrong[i], &code));
}

static void sound_ones_pass(void) {
  static const char *const sound[] = {
      "40010102",
      "400200",
      "40020a 0202 0000fbf4 0000fbf0",
      "400304c0000201",
      "80040400000001",
      "40050400000064",
      "400600",
      "c007080000fbf4c0000201",
      "c00808 00010002 ffffff01",
      "800904c0000201",
      "800a08c0000201c0000202",
      "800e15000201" HOP6 "00",
      "800e1c000201" HOP6 "00 3020010db80001",
      "800e0d000101 04c0000201 00 18c63364",
      "800f03000201",
      "800f04000101 00",
      "c0100800020001 00000001",
      "c0110602010000fbf4",
      "c012080000fbf4c0000201",
      "c01605 00 00 000000",
      "c01609 00 06 000010 c0000201",
      "c01611 00 01 000010 c0000201000000010000000a",
      "c01608 00 02 000010 060104",
      "c01708 0008 0004 04020800",
      "801824 96010000" BANDWIDTH,
      "80182c 02010000" BANDWIDTH "4ceb2720 05dc0000",
      "801850 33010000" BANDWIDTH "64010000" BANDWIDTH "4ceb2720 01000000",
      "801825 6e010000" BANDWIDTH "ff",
      "c01914 0002 20010db8000000000000000000000001 0001",
      "801a0b 01000b 0000000000000064",
      "801a0f 020004ff 01000b 0000000000000064",
      "c01b0e c0000201000010 c0000202000020",
      "c01c00",
      "801d08 0404 0004 00000001",
      "c0200c 0000fbf4 00000001 00000002",
      "802123 0008 0100 0000fbf4 001b 01 0102030405060708090a0b0c0d0e0f1011121314 0002 abcd",
      "c023040000fbf4",
      "c0280a 01 0007 0000000000000a",
      "c0280b 03 0008 0000 003e80 001f40",
      "c02804 63 0001 ff",
      "c08004 0000fbf4",
      "c08008 0000fbf4 40010100",
      "c0800e 0000fbf4 c08007 0000fbf4 400600",
  };
  for (gsize i = 0; i < G_N_ELEMENTS(sound); i++) g_assert_cmphex(defects_of(sound[i], true), ==, 0);
}

struct faulty {
  const char *hex;
  enum defect defect;
};

static void faulty_ones_do_not(void) {
  static const struct faulty faulty[] = {
      {"40010103", DEFECT_VALUE},
      {"400102 0000", DEFECT_LENGTH},
      {"40020a 0202 0000fbf4 00000000", DEFECT_AS_ZERO},
      {"400206 0301 0000fde8", DEFECT_CONFED},
      {"400204 0200 0200", DEFECT_VALUE},
      {"4003047f000001", DEFECT_VALUE},
      {"40030400000000", DEFECT_VALUE},
      {"400304f0000001", DEFECT_VALUE},
      {"c00708 00000000 c0000201", DEFECT_AS_ZERO},
      {"c00706 fbf4 c0000201", DEFECT_LENGTH},
      {"800e05000201ff00", DEFECT_LENGTH},
      {"800e09000201 04c0000201 00", DEFECT_LENGTH},
      {"800e16000201" HOP6 "00 81", DEFECT_NLRI},
      {"800f04000101 21", DEFECT_NLRI},
      {"c01607 0006000010 c000", DEFECT_VALUE},
      {"c01605 0001000010", DEFECT_VALUE},
      {"c01703 000800", DEFECT_LENGTH},
      {"c01709 0008 0004 04020800 00", DEFECT_VALUE},
      {"801a0c 01000c 000000000000006400", DEFECT_VALUE},
      {"801a04 020003 01", DEFECT_VALUE},
      {"801824 02010000" BANDWIDTH, DEFECT_VALUE},
      {"801825 96010000" BANDWIDTH "00", DEFECT_VALUE},
      {"801823 960100004ceb27204ceb27204ceb27204ceb27204ceb27204ceb27204ceb27204ceb27", DEFECT_LENGTH},
      {"c01b09 c0000201000010 0000", DEFECT_LENGTH},
      {"c01c01 00", DEFECT_LENGTH},
      {"801d07 0404 0004 000000", DEFECT_VALUE},
      {"80210a 0008 0100 0000fbf4 0003", DEFECT_VALUE},
      {"802124 0008 0100 0000fbf4 001c 01 0102030405060708090a0b0c0d0e0f1011121314 0004 abcd00", DEFECT_VALUE},
      {"c02803 00 0000", DEFECT_VALUE},
      {"c02809 01 0006 000000000000", DEFECT_VALUE},
      {"c02805 63 0003 ffff", DEFECT_VALUE},
      {"c0800a 0000fbf4 c080 03 0000fb", DEFECT_VALUE},
      {"c08007 0000fbf4 c00600", DEFECT_VALUE},
      {"c08006 0000fbf4 4006", DEFECT_VALUE},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(faulty); i++)
    g_assert_cmphex(defects_of(faulty[i].hex, true), ==, defect_bit(faulty[i].defect));
}

/* A path that can be read to its end may have two faults, and a strategy may know only one of them. */
static void faults_add_up(void) {
  g_assert_cmphex(defects_of("40020c 0301 00000000 0201 0000fbf4", true), ==,
                  defect_bit(DEFECT_CONFED) | defect_bit(DEFECT_AS_ZERO));
}

static void two_octets_are_narrower(void) {
  g_assert_cmphex(defects_of("400206 0202 fbf4 fbf0", false), ==, 0);
  g_assert_cmphex(defects_of("c00706 fbf4 c0000201", false), ==, 0);
  g_assert_cmphex(defects_of("c00708 0000fbf4 c0000201", false), ==, defect_bit(DEFECT_LENGTH));
  g_assert_cmphex(defects_of("c01106 0201 0000fbf4", false), ==, 0);
}

static void families_are_told(void) {
  g_autoptr(GByteArray) bytes = octets_read("800e1c000201" HOP6 "00 3020010db80001");
  struct wire_cursor cursor = {bytes->data, bytes->data + bytes->len};
  struct wire_attribute attribute;
  struct attribute_mp mp;
  wire_attribute_next(&cursor, &attribute);
  g_assert_true(attribute_value_mp(&attribute, &mp));
  g_assert_cmpuint(mp.family, ==, PREFIX_IPV6);
  g_assert_cmpuint(mp.next_hop_length, ==, 16);
  g_assert_cmpuint(mp.nlri_length, ==, 7);
  bytes->data[5] = 70; /* EVPN's SAFI */
  g_assert_true(attribute_value_mp(&attribute, &mp));
  g_assert_cmpuint(mp.family, ==, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/attribute/rows are in order, each with its name and RFC", rows_are_in_order);
  g_test_add_func("/attribute/every type has the flags of its RFC", types_have_their_flags);
  g_test_add_func("/attribute/no value is too short a value, but for three types", nothing_is_too_short);
  g_test_add_func("/attribute/255 has a form that only its own software knows", development_is_known_to_nobody);
  g_test_add_func("/attribute/names and numbers are read", names_and_numbers_are_read);
  g_test_add_func("/attribute/a sound one of each type passes", sound_ones_pass);
  g_test_add_func("/attribute/a faulty one shows its defect", faulty_ones_do_not);
  g_test_add_func("/attribute/faults of one attribute add up", faults_add_up);
  g_test_add_func("/attribute/ASNs of two octets change what is sound", two_octets_are_narrower);
  g_test_add_func("/attribute/families that are not read are opaque", families_are_told);
  return g_test_run();
}
