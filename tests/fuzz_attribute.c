/* fuzz_attribute: any octets as a field of path attributes. The first octet: 1: ASNs of two octets.
 *
 * Every attribute is looked into, as what it claims to be and, as far as it is there, as each type that has a form of
 * its own; and it is shown. An attribute that has no fault is written again from its value as the same octets. */
#include "models/bgp/attribute.h"
#include "models/bgp/attribute_value.h"
#include "models/bgp/message.h"
#include "scenarios/decode/decode_value.h"
#include "tests/retell.h"

#include <string.h>

static void look(const struct wire_attribute *attribute, bool as4) {
  struct attribute_mp mp;
  struct wire_attribute claimed = *attribute;
  for (size_t i = 0; attribute_row(i); i++) {
    claimed.type = attribute_row(i)->code;
    uint32_t found = attribute_defects(attribute_row(i), &claimed, as4);
    if (claimed.type != ATTRIBUTE_MP_REACH && claimed.type != ATTRIBUTE_MP_UNREACH) continue;
    if (attribute_value_mp(&claimed, &mp)) g_assert_true(mp.nlri + mp.nlri_length == claimed.value + claimed.length);
    else g_assert_cmphex(found, ==, defect_bit(DEFECT_LENGTH));
  }
}

static void show(const struct wire_attribute *attribute, bool as4) {
  g_autoptr(GString) out = g_string_new(NULL);
  decode_value_append(out, attribute, as4);
  g_assert_true(g_utf8_validate(out->str, (gssize)out->len, NULL));
}

static void write_again(const uint8_t *field, size_t length, bool as4) {
  static const size_t before = WIRE_UPDATE_MIN;
  g_autofree uint8_t *room = g_malloc(before + length);
  struct wire_buffer buffer = {.bytes = room, .room = before + length};
  struct message message = {.type = WIRE_UPDATE};
  struct retell_count count = {0};
  message.update.attributes = field;
  message.update.attributes_length = length;
  message_write(&message, &buffer);
  g_assert_false(buffer.full);
  g_assert_true(retell_same(room, buffer.length, as4, &count));
  g_assert_cmpuint(count.copied, <=, count.malformed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 2 || size > 4096) return 0;
  bool as4 = !(data[0] & 1);
  g_autofree uint8_t *field = g_memdup2(data + 1, size - 1);
  struct wire_cursor cursor = {field, field + size - 1};
  struct wire_attribute attribute;
  enum wire_step step;
  while ((step = wire_attribute_next(&cursor, &attribute)) == WIRE_ITEM || step == WIRE_OVERRUN) {
    if (step == WIRE_ITEM) look(&attribute, as4);
    show(&attribute, as4);
  }
  write_again(field, size - 1, as4);
  return 0;
}
