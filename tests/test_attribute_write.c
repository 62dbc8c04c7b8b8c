#include "models/bgp/attribute_write.h"

#include "models/bgp/message.h"
#include "tests/octets.h"

#include <string.h>

static void written(const struct attribute_item *item, bool as4, const char *hex) {
  g_autoptr(GByteArray) expected = octets_read(hex);
  uint8_t room[600];
  struct wire_buffer buffer = {.bytes = room, .room = sizeof room};
  attribute_write(item, as4, &buffer);
  g_assert_false(buffer.full);
  g_assert_cmpmem(room, buffer.length, expected->data, expected->len);
}

static const struct attribute_segment segments[] = {
    {(const uint32_t[]){64500, 70000}, WIRE_AS_SEQUENCE, 2},
    {(const uint32_t[]){64496}, WIRE_AS_SET, 1},
};

static void well_known_ones(void) {
  written(&(struct attribute_item){.type = 1, .flags = 0x40, .origin = 2}, true, "40010102");
  written(&(struct attribute_item){.type = 3, .flags = 0x40, .address = {192, 0, 2, 1}}, true, OCTETS_NEXT_HOP);
  written(&(struct attribute_item){.type = 5, .flags = 0x40, .number = 100}, true, "40050400000064");
  written(&(struct attribute_item){.type = 6, .flags = 0x40}, true, "400600");
}

/* RFC 6793 section 4.2.2: what does not fit becomes AS_TRANS; the AS4_PATH has the truth. */
static void paths_have_either_width(void) {
  struct attribute_item path = {.type = 2, .flags = 0x40, .path = {segments, 2}};
  written(&path, true, "400210 0202 0000fbf4 00011170 0101 0000fbf0");
  written(&path, false, "40020a 0202 fbf4 5ba0 0101 fbf0");
  path.type = 17;
  path.flags = 0xc0;
  written(&path, false, "c01110 0202 0000fbf4 00011170 0101 0000fbf0");
  path.path.count = 0;
  written(&path, false, "c01100");
}

static void aggregators_have_either_width(void) {
  struct attribute_item item = {.type = 7, .flags = 0xc0, .aggregator = {70000, {192, 0, 2, 1}}};
  written(&item, true, "c00708 00011170 c0000201");
  written(&item, false, "c00706 5ba0 c0000201");
  item.type = 18;
  written(&item, false, "c01208 00011170 c0000201");
}

static void numbers_and_lists(void) {
  static const uint32_t words[] = {0xfbf40001, 2, 3};
  written(&(struct attribute_item){.type = 4, .flags = 0x80, .number = 7}, true, "80040400000007");
  written(&(struct attribute_item){.type = 9, .flags = 0x80, .number = 7}, true, "80090400000007");
  written(&(struct attribute_item){.type = 35, .flags = 0xc0, .number = 64500}, true, "c023040000fbf4");
  written(&(struct attribute_item){.type = 8, .flags = 0xc0, .words = {words, 2}}, true, "c00808 fbf40001 00000002");
  written(&(struct attribute_item){.type = 10, .flags = 0x80, .words = {words, 1}}, true, "800a04 fbf40001");
  written(&(struct attribute_item){.type = 16, .flags = 0xc0, .words = {words, 2}}, true, "c01008 fbf40001 00000002");
  written(&(struct attribute_item){.type = 32, .flags = 0xc0, .words = {words, 3}}, true,
          "c0200c fbf40001 00000002 00000003");
}

/* RFC 4760 sections 3 and 4. */
static void families_of_their_own(void) {
  struct prefix prefix;
  uint8_t field[64], hop[16] = {0x20, 1, 0xd, 0xb8, [15] = 1};
  struct wire_buffer nlri = {.bytes = field, .room = sizeof field};
  g_assert_true(prefix_parse("2001:db8:1::/48", &prefix));
  attribute_write_prefixes(&prefix, 1, &nlri);
  struct attribute_item item = {.type = 14, .flags = 0x80, .mp = {.afi = 2, .safi = 1, .next_hop = hop}};
  item.mp.next_hop_length = sizeof hop;
  item.mp.nlri = field;
  item.mp.nlri_length = nlri.length;
  written(&item, true, "800e1c 0002 01 10 20010db8000000000000000000000001 00 30 20010db80001");
  item.type = 15;
  written(&item, true, "800f0a 0002 01 30 20010db80001");
  item.mp = (struct attribute_mp){.afi = 1, .safi = 1};
  written(&item, true, "800f03 0001 01");
}

static void flags_are_as_asked(void) {
  g_autofree char *long_value = g_strnfill(300, 'x');
  g_autoptr(GString) hex = g_string_new("d063012c");
  for (int i = 0; i < 300; i++) g_string_append(hex, "78");
  struct attribute_item item = {.type = 99, .flags = 0xf0, .octets = {(const uint8_t *)"ab", 2}};
  written(&item, true, "f0630002 6162");
  item.flags = 0;
  written(&item, true, "006302 6162");
  item.flags = 0xc0;
  item.octets.at = (const uint8_t *)long_value;
  item.octets.length = 300;
  written(&item, true, hex->str);
}

static void flags_of_a_type(void) {
  g_assert_cmphex(attribute_write_flags(ATTRIBUTE_ORIGIN), ==, 0x40);
  g_assert_cmphex(attribute_write_flags(ATTRIBUTE_MED), ==, 0x80);
  g_assert_cmphex(attribute_write_flags(ATTRIBUTE_COMMUNITY), ==, 0xc0);
  g_assert_cmphex(attribute_write_flags(99), ==, 0xc0);
}

/* All together, as a message. */
static void items_make_an_update(void) {
  const struct attribute_segment path[] = {{(const uint32_t[]){64500, 64496}, WIRE_AS_SEQUENCE, 2}};
  const struct attribute_item items[] = {
      {.type = 1, .flags = 0x40},
      {.type = 2, .flags = 0x40, .path = {path, 1}},
      {.type = 3, .flags = 0x40, .address = {192, 0, 2, 1}},
  };
  g_autoptr(GByteArray) expected = octets_update("080a", OCTETS_BASE, OCTETS_NLRI);
  uint8_t room[3][64], whole[128];
  struct wire_buffer withdrawn = {.bytes = room[0], .room = 64}, attributes = {.bytes = room[1], .room = 64};
  struct wire_buffer nlri = {.bytes = room[2], .room = 64}, message = {.bytes = whole, .room = sizeof whole};
  struct prefix prefixes[2];
  g_assert_true(prefix_parse("10.0.0.0/8", &prefixes[0]) && prefix_parse("198.51.100.0/24", &prefixes[1]));
  attribute_write_prefixes(&prefixes[0], 1, &withdrawn);
  attribute_write_prefixes(&prefixes[1], 1, &nlri);
  for (gsize i = 0; i < G_N_ELEMENTS(items); i++) attribute_write(&items[i], true, &attributes);
  struct message update = {.type = WIRE_UPDATE,
                           .update = {room[0], room[1], room[2], withdrawn.length, attributes.length, nlri.length}};
  message_write(&update, &message);
  g_assert_cmpmem(whole, message.length, expected->data, expected->len);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/attribute_write/well-known ones", well_known_ones);
  g_test_add_func("/attribute_write/a path has ASNs of either width", paths_have_either_width);
  g_test_add_func("/attribute_write/an aggregator has an ASN of either width", aggregators_have_either_width);
  g_test_add_func("/attribute_write/numbers, and lists of words", numbers_and_lists);
  g_test_add_func("/attribute_write/routes of another family", families_of_their_own);
  g_test_add_func("/attribute_write/flags are as asked, but a long value gets Extended Length", flags_are_as_asked);
  g_test_add_func("/attribute_write/flags of a type are those of its RFC", flags_of_a_type);
  g_test_add_func("/attribute_write/attributes make an UPDATE", items_make_an_update);
  return g_test_run();
}
