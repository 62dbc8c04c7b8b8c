#include "scenarios/settings/addresses.h"

#include <math.h>
#include <string.h>

enum { ASES = 200, EACH = 50 };

static void draw_all(struct prefix *prefix, uint64_t seed, double ipv6) {
  struct addresses *addresses = addresses_new(seed, ipv6);
  for (uint32_t as = 0; as < ASES; as++) addresses_draw(addresses, 1000 + as, prefix + as * EACH, EACH);
  addresses_free(addresses);
}

static int compare(const void *a, const void *b) { return memcmp(a, b, sizeof(struct prefix)); }

static void never_twice(void) {
  struct prefix *prefix = g_new(struct prefix, ASES * EACH);
  draw_all(prefix, 1, 0.1);
  qsort(prefix, ASES * EACH, sizeof *prefix, compare);
  for (uint32_t i = 1; i < ASES * EACH; i++) g_assert_cmpint(compare(&prefix[i - 1], &prefix[i]), !=, 0);
  g_free(prefix);
}

/* Nothing is set past the length, and unicast space is not left. */
static void sound(void) {
  struct prefix *prefix = g_new(struct prefix, ASES * EACH);
  draw_all(prefix, 2, 0.5);
  for (uint32_t i = 0; i < ASES * EACH; i++) {
    const struct prefix *p = &prefix[i];
    for (unsigned bit = p->bits; bit < 128; bit++) g_assert_false(p->address[bit / 8] & 0x80 >> bit % 8);
    if (p->family == PREFIX_IPV6) g_assert_cmpuint(p->address[0] >> 5, ==, 1);
    else g_assert_true(p->address[0] >= 1 && p->address[0] <= 223);
    g_assert_true(p->family == PREFIX_IPV6 ? p->bits >= 32 && p->bits <= 48 : p->bits >= 16 && p->bits <= 24);
  }
  g_free(prefix);
}

static void shares(void) {
  struct prefix *prefix = g_new(struct prefix, ASES * EACH);
  uint32_t ipv6 = 0, longest = 0;
  draw_all(prefix, 3, 0.2);
  for (uint32_t i = 0; i < ASES * EACH; i++) {
    ipv6 += prefix[i].family == PREFIX_IPV6;
    longest += prefix[i].family == PREFIX_IPV4 && prefix[i].bits == 24;
  }
  g_assert_cmpfloat(fabs((double)ipv6 / (ASES * EACH) - 0.2), <, 4 * sqrt(0.2 * 0.8 / (ASES * EACH)));
  g_assert_true(longest > (ASES * EACH - ipv6) / 2);
  g_free(prefix);
}

static void reserved(void) {
  struct addresses *free_one = addresses_new(4, 0), *addresses = addresses_new(4, 0);
  struct prefix prefix[EACH], other[EACH];
  addresses_draw(free_one, 7, prefix, EACH);
  addresses_reserve(addresses, &prefix[3]);
  addresses_draw(addresses, 7, other, EACH);
  g_assert_cmpint(compare(&prefix[2], &other[2]), ==, 0);
  for (int i = 0; i < EACH; i++) g_assert_cmpint(compare(&prefix[3], &other[i]), !=, 0);
  addresses_free(free_one);
  addresses_free(addresses);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/addresses/no prefix is given twice", never_twice);
  g_test_add_func("/addresses/prefixes are sound unicast prefixes", sound);
  g_test_add_func("/addresses/families and lengths have their shares", shares);
  g_test_add_func("/addresses/what is reserved is given to nobody", reserved);
  return g_test_run();
}
