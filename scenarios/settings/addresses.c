#include "scenarios/settings/addresses.h"

#include "scenarios/plan/wiring.h"
#include "sim/chance.h"

#include <string.h>

#define NEW_BLOCK 0.5
#define BLOCK_IPV4 14 /* bits that the prefixes of a block have in common */
#define BLOCK_IPV6 28

struct addresses {
  uint64_t seed;
  double ipv6_share;
  GHashTable *taken; /* struct prefix */
};

struct length {
  double share; /* of the prefixes that are as long as this or shorter */
  uint8_t bits;
};

static const struct length lengths_ipv4[] = {{0.03, 16}, {0.045, 17}, {0.07, 18}, {0.135, 19}, {0.205, 20},
                                             {0.27, 21}, {0.37, 22},  {0.46, 23}, {1, 24}};
static const struct length lengths_ipv6[] = {{0.6, 32}, {0.65, 36}, {0.7, 40}, {1, 48}};

static guint addresses_hash(gconstpointer key) {
  const struct prefix *prefix = key;
  guint hash = prefix->bits;
  for (gsize i = 0; i < sizeof prefix->address; i++) hash = hash * 31 + prefix->address[i];
  return hash;
}

static gboolean addresses_equal(gconstpointer a, gconstpointer b) { return memcmp(a, b, sizeof(struct prefix)) == 0; }

struct addresses *addresses_new(uint64_t seed, double ipv6_share) {
  struct addresses *addresses = g_new(struct addresses, 1);
  *addresses = (struct addresses){seed, ipv6_share,
                                  g_hash_table_new_full(addresses_hash, addresses_equal, g_free, NULL)};
  return addresses;
}

void addresses_free(struct addresses *addresses) {
  g_hash_table_unref(addresses->taken);
  g_free(addresses);
}

static void addresses_clip(struct prefix *prefix) {
  for (unsigned bit = prefix->bits; bit < 8 * sizeof prefix->address; bit++)
    prefix->address[bit / 8] &= (uint8_t) ~(0x80 >> bit % 8);
}

/* False: it has been taken before. */
static gboolean addresses_take(struct addresses *addresses, const struct prefix *prefix) {
  return g_hash_table_add(addresses->taken, g_memdup2(prefix, sizeof *prefix));
}

void addresses_reserve(struct addresses *addresses, const struct prefix *prefix) {
  struct prefix clipped = *prefix;
  addresses_clip(&clipped);
  addresses_take(addresses, &clipped);
}

static uint8_t addresses_length(const struct length *table, double share) {
  while (table->share < share) table++;
  return table->bits;
}

/* Random bits from `from` on; a new block lies in 1.0.0.0 to 223.255.255.255, or in 2000::/3. */
static void addresses_scatter(struct prefix *prefix, unsigned from, struct chance *of) {
  uint64_t bits[2];
  for (int i = 0; i < 2; i++, of->nth++) bits[i] = chance_bits(*of);
  for (unsigned bit = from; bit < 8 * sizeof prefix->address; bit++) {
    uint8_t mask = (uint8_t)(0x80 >> bit % 8);
    prefix->address[bit / 8] &= (uint8_t)~mask;
    if (bits[bit / 64] >> bit % 64 & 1) prefix->address[bit / 8] |= mask;
  }
  if (from) return;
  if (prefix->family == PREFIX_IPV6) prefix->address[0] = 0x20 | (prefix->address[0] & 0x1f);
  else prefix->address[0] = (uint8_t)(1 + prefix->address[0] % 223);
}

static struct prefix addresses_next(const struct addresses *addresses, struct prefix *last, struct chance *of) {
  gboolean ipv6 = chance_uniform(*of) < addresses->ipv6_share;
  of->nth++;
  struct prefix *block = &last[ipv6];
  gboolean fresh = !block->family || chance_uniform(*of) < NEW_BLOCK;
  of->nth++;
  block->family = ipv6 ? PREFIX_IPV6 : PREFIX_IPV4;
  addresses_scatter(block, fresh ? 0 : ipv6 ? BLOCK_IPV6 : BLOCK_IPV4, of);
  struct prefix prefix = *block;
  prefix.bits = addresses_length(ipv6 ? lengths_ipv6 : lengths_ipv4, chance_uniform(*of));
  of->nth++;
  addresses_clip(&prefix);
  if (!ipv6) memset(prefix.address + 4, 0, sizeof prefix.address - 4);
  return prefix;
}

void addresses_draw(struct addresses *addresses, uint32_t asn, struct prefix *prefix, uint32_t count) {
  struct chance of = {.seed = addresses->seed, .who = asn, .what = WIRING_ADDRESSES};
  struct prefix last[2] = {{.bits = 0}, {.bits = 0}};
  for (uint32_t i = 0; i < count; i++) {
    do prefix[i] = addresses_next(addresses, last, &of);
    while (!addresses_take(addresses, &prefix[i]));
  }
}
