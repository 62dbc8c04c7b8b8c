#include "models/bgp/capability.h"

#include "tests/octets.h"

#include <string.h>

/* The one capability in these octets; they must live as long. */
static struct capability only(const GByteArray *bytes) {
  struct wire_cursor cursor = {bytes->data, bytes->data + bytes->len};
  struct capability capability;
  g_assert_cmpint(capability_next(&cursor, &capability), ==, WIRE_ITEM);
  g_assert_cmpint(capability_next(&cursor, &(struct capability){0}), ==, WIRE_END);
  return capability;
}

static bool sound(const char *hex) {
  g_autoptr(GByteArray) bytes = octets_read(hex);
  struct capability capability = only(bytes);
  return capability_sound(&capability);
}

static void lists_are_walked(void) {
  g_autoptr(GByteArray) bytes = octets_read("0200 4104 00010000 8102 abcd");
  struct wire_cursor cursor = {bytes->data, bytes->data + bytes->len};
  struct capability capability;
  static const uint8_t codes[] = {2, 65, 129}, lengths[] = {0, 4, 2};
  for (gsize i = 0; i < G_N_ELEMENTS(codes); i++) {
    g_assert_cmpint(capability_next(&cursor, &capability), ==, WIRE_ITEM);
    g_assert_cmpuint(capability.code, ==, codes[i]);
    g_assert_cmpuint(capability.length, ==, lengths[i]);
  }
  g_assert_cmpmem(capability.value, capability.length, "\xab\xcd", 2);
  g_assert_null(capability_name(capability.code));
  g_assert_cmpint(capability_next(&cursor, &capability), ==, WIRE_END);
}

static void lists_that_lie_end(void) {
  static const struct {
    const char *hex;
    enum wire_step step;
  } lies[] = {{"02", WIRE_UNDERRUN}, {"4104 000100", WIRE_OVERRUN}, {"02ff", WIRE_OVERRUN}};
  for (gsize i = 0; i < G_N_ELEMENTS(lies); i++) {
    g_autoptr(GByteArray) bytes = octets_read(lies[i].hex);
    struct wire_cursor cursor = {bytes->data, bytes->data + bytes->len};
    struct capability capability;
    g_assert_cmpint(capability_next(&cursor, &capability), ==, lies[i].step);
    g_assert_true(cursor.at == cursor.end);
  }
}

static void lengths_fit_or_not(void) {
  static const char *const right[] = {
      "0104 00010001",        "0200",          "0506 0001 0001 0002", "0600", "0901 04",    "4002 4078",
      "4006 0078 0001 01 80", "4104 00010000", "4504 0001 01 03",     "4600", "4902 00 00", "630301 02 03",
  };
  static const char *const wrong[] = {
      "0103 000100", "0201 00",           "0505 0001000100", "0601 00",     "0900",    "0902 0404",
      "4001 00",     "4005 0078 0001 01", "4102 fbf4",       "4503 000101", "4601 00", "4901 00",
  };
  for (gsize i = 0; i < G_N_ELEMENTS(right); i++) g_assert_true(sound(right[i]));
  for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) g_assert_false(sound(wrong[i]));
}

static void names_are_known(void) {
  static const uint8_t codes[] = {1, 2, 3, 5, 6, 7, 8, 9, 64, 65, 67, 69, 70, 71, 73, 75, 128, 130};
  for (gsize i = 0; i < G_N_ELEMENTS(codes); i++) g_assert_nonnull(capability_name(codes[i]));
  g_assert_cmpstr(capability_name(CAPABILITY_AS4), ==, "four-octet AS");
  g_assert_cmpstr(capability_name(CAPABILITY_FQDN), ==, "FQDN");
  g_assert_null(capability_name(0));
}

/* RFC 4760 section 8, RFC 7911 section 4, RFC 4724 section 3, RFC 8950 section 4. */
static void families_are_read(void) {
  static const struct {
    const char *hex;
    size_t at;
    struct capability_family family;
  } wanted[] = {
      {"0104 0002 00 01", 0, {2, 1, 0, 0}},
      {"4508 0001 01 03 0002 01 01", 1, {2, 1, 1, 0}},
      {"4006 c078 0001 01 80", 0, {1, 1, 0x80, 0}},
      {"050c 0001 0001 0002 0001 0080 0002", 1, {1, 128, 0, 2}},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(wanted); i++) {
    g_autoptr(GByteArray) bytes = octets_read(wanted[i].hex);
    struct capability capability = only(bytes);
    struct capability_family family;
    g_assert_true(capability_family(&capability, wanted[i].at, &family));
    g_assert_cmpuint(family.afi, ==, wanted[i].family.afi);
    g_assert_cmpuint(family.safi, ==, wanted[i].family.safi);
    g_assert_cmpuint(family.flags, ==, wanted[i].family.flags);
    g_assert_cmpuint(family.next_hop_afi, ==, wanted[i].family.next_hop_afi);
    g_assert_false(capability_family(&capability, wanted[i].at + 1, &family));
  }
}

static void restarts_are_read(void) {
  g_autoptr(GByteArray) bytes = octets_read("4002 c078");
  struct capability capability = only(bytes);
  struct capability_restart restart = capability_restart(&capability);
  g_assert_cmphex(restart.flags, ==, 0xc);
  g_assert_cmpuint(restart.time, ==, 120);
}

/* RFC 9234 section 4.2, table 2. */
static void roles_come_in_pairs(void) {
  for (unsigned ours = 0; ours < 7; ours++)
    for (unsigned theirs = 0; theirs < 7; theirs++) {
      bool pair = (ours == 0 && theirs == 3) || (ours == 3 && theirs == 0) || (ours == 1 && theirs == 2) ||
                  (ours == 2 && theirs == 1) || (ours == 4 && theirs == 4);
      g_assert_cmpint(capability_roles_fit(ours, theirs), ==, pair);
    }
  g_assert_cmpstr(capability_role_name(CAPABILITY_CUSTOMER), ==, "customer");
  g_assert_null(capability_role_name(5));
}

static void hosts_have_names(void) {
  g_autoptr(GByteArray) bytes = octets_read("4907 02 7231 03 6c6162");
  struct capability capability = only(bytes);
  struct capability_name name;
  g_assert_true(capability_fqdn(&capability, &name));
  g_assert_cmpmem(name.host, name.host_length, "r1", 2);
  g_assert_cmpmem(name.domain, name.domain_length, "lab", 3);
  for (uint8_t length = 2; length < capability.length; length++) {
    struct capability cut = {.code = CAPABILITY_FQDN, .length = length, .value = capability.value};
    g_assert_false(capability_fqdn(&cut, &name));
  }
}

static void octets_come_back(void) {
  uint8_t room[300];
  struct wire_buffer buffer = {.bytes = room, .room = sizeof room};
  capability_put(&buffer, CAPABILITY_AS4, "\0\1\0\0", 4);
  capability_put(&buffer, CAPABILITY_ROUTE_REFRESH, NULL, 0);
  g_assert_cmpmem(room, buffer.length, "\x41\x04\0\1\0\0\x02\0", 8);
  capability_put(&buffer, 200, room, 256);
  g_assert_true(buffer.full);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/capability/a list is walked, unknown codes too", lists_are_walked);
  g_test_add_func("/capability/a list that lies about lengths ends", lists_that_lie_end);
  g_test_add_func("/capability/a length fits its code or does not", lengths_fit_or_not);
  g_test_add_func("/capability/known codes have names", names_are_known);
  g_test_add_func("/capability/families are read, each in its own form", families_are_read);
  g_test_add_func("/capability/a graceful restart has flags and a time", restarts_are_read);
  g_test_add_func("/capability/roles come in pairs", roles_come_in_pairs);
  g_test_add_func("/capability/an FQDN is host and domain", hosts_have_names);
  g_test_add_func("/capability/what is put is what is read", octets_come_back);
  return g_test_run();
}
