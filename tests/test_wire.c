#include "models/bgp/prefix.h"
#include "models/bgp/wire.h"

#include "tests/octets.h"

#include <string.h>

static void fields_are_found(void) {
  g_autoptr(GByteArray) message = octets_update("08 0a", OCTETS_BASE, OCTETS_NLRI);
  struct wire_update update;
  g_assert_true(wire_update_parse(message->data + WIRE_HEADER, message->len - WIRE_HEADER, &update));
  g_assert_cmpmem(update.withdrawn, update.withdrawn_length, "\x08\x0a", 2);
  g_assert_cmpuint(update.attributes_length, ==, 24);
  g_assert_cmpuint(update.attributes[1], ==, 1);
  g_assert_cmpmem(update.nlri, update.nlri_length, "\x18\xc6\x33\x64", 4);
}

/* Every cut of a message, and every lie about a length: parsed or refused, but nothing outside is read. */
static void lengths_that_lie_are_refused(void) {
  g_autoptr(GByteArray) message = octets_update("08 0a", OCTETS_BASE, "");
  size_t length = message->len - WIRE_HEADER;
  struct wire_update update;
  for (size_t cut = 0; cut < length; cut++) {
    g_autofree uint8_t *body = g_memdup2(message->data + WIRE_HEADER, cut);
    g_assert_false(wire_update_parse(body, cut, &update));
  }
  message->data[WIRE_HEADER + 1] = 0xff;
  g_assert_false(wire_update_parse(message->data + WIRE_HEADER, length, &update));
}

struct walk {
  const char *hex;
  enum wire_step last;
  unsigned items;
};

static void attributes_are_walked(void) {
  static const struct walk walks[] = {
      {"", WIRE_END, 0},
      {"400101 00", WIRE_END, 1},
      {"500100 01 00", WIRE_END, 1},
      {"400101 00 400600", WIRE_END, 2},
      {"400101", WIRE_OVERRUN, 0},
      {"40010100 c0", WIRE_UNDERRUN, 1},
      {"40010100 c008", WIRE_UNDERRUN, 1},
      {"40010100 d00800", WIRE_UNDERRUN, 1},
      {"40010100 d00800ff 01", WIRE_OVERRUN, 1},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(walks); i++) {
    g_autoptr(GByteArray) bytes = octets_read(walks[i].hex);
    struct wire_cursor cursor = {bytes->data, bytes->data + bytes->len};
    struct wire_attribute attribute;
    enum wire_step step;
    unsigned items = 0;
    while ((step = wire_attribute_next(&cursor, &attribute)) == WIRE_ITEM) items++;
    g_assert_cmpint(step, ==, walks[i].last);
    g_assert_cmpuint(items, ==, walks[i].items);
    g_assert_true(cursor.at == cursor.end);
    g_assert_cmpint(wire_attribute_next(&cursor, &attribute), ==, WIRE_END);
  }
}

static void an_overrun_tells_both_lengths(void) {
  g_autoptr(GByteArray) bytes = octets_read("d0630bb8 010203");
  struct wire_cursor cursor = {bytes->data, bytes->data + bytes->len};
  struct wire_attribute attribute;
  g_assert_cmpint(wire_attribute_next(&cursor, &attribute), ==, WIRE_OVERRUN);
  g_assert_cmpuint(attribute.length, ==, 3000);
  g_assert_cmpuint(attribute.present, ==, 3);
  g_assert_cmpuint(attribute.header, ==, 4);
  g_assert_cmpuint(attribute.type, ==, 99);
}

static void segments_are_walked(void) {
  g_autoptr(GByteArray) bytes = octets_read("0202 0000fbf4 0000fbf0 0101 0000fbf1 02");
  struct wire_cursor cursor = {bytes->data, bytes->data + bytes->len};
  struct wire_segment segment;
  g_assert_cmpint(wire_segment_next(&cursor, 4, &segment), ==, WIRE_ITEM);
  g_assert_cmpuint(segment.type, ==, WIRE_AS_SEQUENCE);
  g_assert_cmpuint(wire_segment_as(&segment, 1), ==, 64496);
  g_assert_cmpint(wire_segment_next(&cursor, 4, &segment), ==, WIRE_ITEM);
  g_assert_cmpuint(segment.type, ==, WIRE_AS_SET);
  g_assert_cmpint(wire_segment_next(&cursor, 4, &segment), ==, WIRE_UNDERRUN);
}

static void a_long_path_has_two_segments(void) {
  uint32_t asn[256];
  uint8_t room[2048];
  struct wire_buffer buffer = {.bytes = room, .room = sizeof room};
  for (unsigned i = 0; i < 256; i++) asn[i] = 70000 + i;
  wire_put_path(&buffer, WIRE_TRANSITIVE, asn, 256, 4);
  struct wire_cursor cursor = {room, room + buffer.length};
  struct wire_attribute path;
  struct wire_segment segment;
  g_assert_cmpint(wire_attribute_next(&cursor, &path), ==, WIRE_ITEM);
  g_assert_cmphex(path.flags, ==, WIRE_TRANSITIVE | WIRE_EXTENDED);
  cursor = (struct wire_cursor){path.value, path.value + path.length};
  g_assert_cmpint(wire_segment_next(&cursor, 4, &segment), ==, WIRE_ITEM);
  g_assert_cmpuint(segment.count, ==, 255);
  g_assert_cmpint(wire_segment_next(&cursor, 4, &segment), ==, WIRE_ITEM);
  g_assert_cmpuint(segment.count, ==, 1);
  g_assert_cmpuint(wire_segment_as(&segment, 0), ==, 70255);
  g_assert_cmpint(wire_segment_next(&cursor, 4, &segment), ==, WIRE_END);
}

static void a_narrow_path_has_as_trans(void) {
  uint8_t room[16];
  struct wire_buffer buffer = {.bytes = room, .room = sizeof room};
  wire_put_path(&buffer, WIRE_TRANSITIVE, (uint32_t[]){64500, 70000}, 2, 2);
  g_assert_cmpmem(room, buffer.length, "\x40\x02\x06\x02\x02\xfb\xf4\x5b\xa0", 9);
}

static void a_full_buffer_says_so(void) {
  uint8_t room[4] = {0, 0, 0, 0xee};
  struct wire_buffer buffer = {.bytes = room, .room = 3};
  wire_put16(&buffer, 0x0102);
  wire_put16(&buffer, 0x0304);
  g_assert_true(buffer.full);
  g_assert_cmpmem(room, sizeof room, "\x01\x02\x00\xee", 4);
}

static void prefixes_are_read(void) {
  struct prefix prefix;
  char text[PREFIX_TEXT];
  size_t count;
  g_autoptr(GByteArray) two = octets_read("18c63364 00");
  g_autoptr(GByteArray) long_one = octets_read("21c633640000");
  g_assert_cmpuint(prefix_read(two->data, two->len, PREFIX_IPV4, &prefix), ==, 4);
  g_assert_cmpstr(prefix_text(&prefix, text), ==, "198.51.100.0/24");
  g_assert_true(prefix_field_ok(two->data, two->len, PREFIX_IPV4, &count));
  g_assert_cmpuint(count, ==, 2);
  g_assert_false(prefix_field_ok(two->data, 3, PREFIX_IPV4, NULL));
  g_assert_false(prefix_field_ok(long_one->data, long_one->len, PREFIX_IPV4, NULL));
  g_assert_true(prefix_field_ok(long_one->data, long_one->len, PREFIX_IPV6, NULL));
}

static void prefixes_are_written(void) {
  static const struct { const char *text, *wire; } known[] = {
      {"0.0.0.0/0", "00"}, {"10.0.0.0/7", "070a"}, {"192.0.2.1", "20c0000201"}, {"2001:db8::/29", "1d20010db8"}};
  for (gsize i = 0; i < G_N_ELEMENTS(known); i++) {
    g_autoptr(GByteArray) wire = octets_read(known[i].wire);
    uint8_t bytes[PREFIX_WIRE];
    struct prefix prefix;
    g_assert_true(prefix_parse(known[i].text, &prefix));
    g_assert_cmpmem(bytes, prefix_write(&prefix, bytes), wire->data, wire->len);
  }
}

static void prefixes_that_are_none(void) {
  static const char *const wrong[] = {"", "10.0.0.0/33", "10.0.0/8", "::1/129", "10.0.0.0/", "10.0.0.0/8x", "/8",
                                      "10.0.0.0/+8", "0123456789012345678901234567890123456789012345678901"};
  struct prefix prefix;
  for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) g_assert_false(prefix_parse(wrong[i], &prefix));
}

static void prefixes_cover(void) {
  struct prefix net, host;
  g_assert_true(prefix_parse("192.0.2.128/25", &net));
  g_assert_true(prefix_parse("192.0.2.129", &host));
  g_assert_true(prefix_covers(&net, host.address));
  g_assert_true(prefix_parse("192.0.2.127", &host));
  g_assert_false(prefix_covers(&net, host.address));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/wire/the three fields of an UPDATE are found", fields_are_found);
  g_test_add_func("/wire/lengths that lie are refused", lengths_that_lie_are_refused);
  g_test_add_func("/wire/attributes are walked to overrun, underrun or end", attributes_are_walked);
  g_test_add_func("/wire/an overrun tells what is claimed and what is there", an_overrun_tells_both_lengths);
  g_test_add_func("/wire/path segments are walked", segments_are_walked);
  g_test_add_func("/wire/a path of 256 hops has two segments", a_long_path_has_two_segments);
  g_test_add_func("/wire/a path of two-octet ASNs has AS_TRANS", a_narrow_path_has_as_trans);
  g_test_add_func("/wire/a full buffer says so and is not overwritten", a_full_buffer_says_so);
  g_test_add_func("/prefix/fields are read as far as they are right", prefixes_are_read);
  g_test_add_func("/prefix/text becomes the shortest wire form", prefixes_are_written);
  g_test_add_func("/prefix/text that is no prefix is refused", prefixes_that_are_none);
  g_test_add_func("/prefix/a prefix covers its addresses", prefixes_cover);
  return g_test_run();
}
