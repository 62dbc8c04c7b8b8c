/* The tree of a line card: right at every lookup, wrong only by its flaw, and shared where nothing differs. */
#include "models/router/ktree.h"

#include "tests/dice.h"

#include <glib.h>
#include <string.h>

static const struct ktree_flaw sound = {false, 0}, flawed = {true, 0};

struct garden {
  struct pool nodes;
  struct ktree tree;
};

static void garden_open(struct garden *garden) {
  ktree_init_pool(&garden->nodes);
  ktree_init(&garden->tree, &garden->nodes);
}

/* All nodes must have come back. */
static void garden_close(struct garden *garden) {
  ktree_clear(&garden->tree);
  g_assert_cmpuint(garden->nodes.in_use, ==, 0);
  pool_clear(&garden->nodes);
}

static struct prefix prefix_of(const char *text) {
  struct prefix prefix;
  g_assert_true(prefix_parse(text, &prefix));
  return prefix;
}

static bool add(struct garden *garden, const char *text) {
  struct prefix prefix = prefix_of(text);
  return ktree_add(&garden->tree, &prefix, 1);
}

static void delete (struct garden *garden, const char *text) {
  struct prefix prefix = prefix_of(text);
  ktree_delete(&garden->tree, &prefix, &flawed);
}

/* --- against a plain table --- */

/* By prefix, a value; what a lookup must find is looked for length by length. */
static guint table_hash(gconstpointer key) {
  const struct prefix *prefix = key;
  guint hash = prefix->bits + 131u * prefix->family;
  for (size_t i = 0; i < sizeof prefix->address; i++) hash = hash * 31 + prefix->address[i];
  return hash;
}

static gboolean table_equal(gconstpointer a, gconstpointer b) { return memcmp(a, b, sizeof(struct prefix)) == 0; }

static struct prefix truncated(unsigned family, const uint8_t *address, unsigned bits) {
  struct prefix prefix = {.bits = (uint8_t)bits, .family = (uint8_t)family};
  memcpy(prefix.address, address, family == PREFIX_IPV6 ? 16 : 4);
  for (unsigned bit = bits; bit < 128; bit++) prefix.address[bit / 8] &= (uint8_t) ~(0x80 >> bit % 8);
  return prefix;
}

static uint32_t table_lookup(GHashTable *table, unsigned family, const uint8_t *address) {
  for (int bits = family == PREFIX_IPV6 ? 128 : 32; bits >= 0; bits--) {
    struct prefix prefix = truncated(family, address, (unsigned)bits);
    gpointer value = g_hash_table_lookup(table, &prefix);
    if (value) return GPOINTER_TO_UINT(value);
  }
  return 0;
}

/* Few different octets, so that prefixes meet, nest and share nodes. */
static void draw_address(struct dice *dice, uint8_t address[16]) {
  static const uint8_t octet[] = {0, 1, 2, 3, 64, 128, 192, 255};
  for (int i = 0; i < 16; i++) address[i] = octet[dice_below(dice, G_N_ELEMENTS(octet))];
}

static struct prefix draw_prefix(struct dice *dice) {
  uint8_t address[16];
  unsigned family = dice_chance(dice, 0.7) ? PREFIX_IPV4 : PREFIX_IPV6;
  draw_address(dice, address);
  unsigned most = family == PREFIX_IPV6 ? 128 : 32;
  unsigned bits = dice_chance(dice, 0.6) ? dice_below(dice, 12) : dice_below(dice, most + 1);
  return truncated(family, address, bits);
}

static void check_lookup(const struct ktree *tree, GHashTable *table, struct dice *dice) {
  uint8_t address[16];
  draw_address(dice, address);
  g_assert_cmpuint(ktree_lookup(tree, PREFIX_IPV4, address), ==, table_lookup(table, PREFIX_IPV4, address));
  g_assert_cmpuint(ktree_lookup(tree, PREFIX_IPV6, address), ==, table_lookup(table, PREFIX_IPV6, address));
}

static void one_change(struct garden *garden, GHashTable *table, struct dice *dice, uint32_t value,
                       double share_of_adds) {
  struct prefix prefix = draw_prefix(dice);
  if (dice_chance(dice, share_of_adds)) {
    g_assert_true(ktree_add(&garden->tree, &prefix, value));
    g_hash_table_replace(table, g_memdup2(&prefix, sizeof prefix), GUINT_TO_POINTER(value));
  } else {
    ktree_delete(&garden->tree, &prefix, &sound);
    g_hash_table_remove(table, &prefix);
  }
  g_assert_cmpuint(ktree_find(&garden->tree, &prefix), ==, GPOINTER_TO_UINT(g_hash_table_lookup(table, &prefix)));
}

static void as_a_table(void) {
  struct dice dice = {.seed = 81};
  struct garden garden;
  GHashTable *table = g_hash_table_new_full(table_hash, table_equal, g_free, NULL);
  garden_open(&garden);
  for (uint32_t step = 1; step <= 60000; step++) {
    one_change(&garden, table, &dice, step, step / 10000 % 2 ? 0.3 : 0.7); /* it grows and shrinks */
    check_lookup(&garden.tree, table, &dice);
  }
  g_assert_cmpuint(ktree_stale(&garden.tree), ==, 0);
  g_hash_table_unref(table);
  garden_close(&garden);
}

/* --- the flaw --- */

static void collapse_and_another(void) {
  struct garden garden;
  garden_open(&garden);
  g_assert_true(add(&garden, "0.0.0.0/4") && add(&garden, "16.0.0.0/4"));
  delete (&garden, "16.0.0.0/4");
  g_assert_cmpuint(ktree_stale(&garden.tree), ==, 1);
  g_assert_false(add(&garden, "32.0.0.0/4"));
  garden_close(&garden);
}

/* The same three prefixes, the same adds and deletes, in another order. */
static void order_decides(void) {
  struct garden garden;
  garden_open(&garden);
  g_assert_true(add(&garden, "0.0.0.0/4") && add(&garden, "16.0.0.0/4") && add(&garden, "32.0.0.0/4"));
  delete (&garden, "16.0.0.0/4");
  g_assert_cmpuint(ktree_stale(&garden.tree), ==, 0);
  garden_close(&garden);
}

static void the_same_again_heals(void) {
  struct garden garden;
  garden_open(&garden);
  g_assert_true(add(&garden, "0.0.0.0/4") && add(&garden, "16.0.0.0/4"));
  delete (&garden, "16.0.0.0/4");
  g_assert_true(add(&garden, "16.0.0.0/4"));
  g_assert_cmpuint(ktree_stale(&garden.tree), ==, 0);
  g_assert_true(add(&garden, "32.0.0.0/4"));
  garden_close(&garden);
}

/* One delete more, and the crash does not come: it is not monotone. */
static void an_empty_node_forgets(void) {
  struct garden garden;
  garden_open(&garden);
  g_assert_true(add(&garden, "0.0.0.0/4") && add(&garden, "16.0.0.0/4") && add(&garden, "128.0.0.0/1"));
  delete (&garden, "16.0.0.0/4");
  delete (&garden, "0.0.0.0/4");
  g_assert_cmpuint(ktree_stale(&garden.tree), ==, 0);
  g_assert_true(add(&garden, "0.0.0.0/4") && add(&garden, "32.0.0.0/4"));
  garden_close(&garden);
}

/* As many children stand beside the node that collapses as the flaw asks for, or one less. */
static void siblings_decide(void) {
  static const char *const beside[] = {"64.0.0.0/2", "128.0.0.0/2", "192.0.0.0/2"};
  for (uint32_t needed = 0; needed <= 3; needed++)
    for (uint32_t present = 0; present <= 3; present++) {
      struct garden garden;
      struct ktree_flaw flaw = {true, needed};
      struct prefix gone = prefix_of("16.0.0.0/4");
      garden_open(&garden);
      for (uint32_t i = 0; i < present; i++) add(&garden, beside[i]);
      g_assert_true(add(&garden, "0.0.0.0/4") && add(&garden, "16.0.0.0/4"));
      ktree_delete(&garden.tree, &gone, &flaw);
      g_assert_cmpuint(ktree_stale(&garden.tree), ==, present >= needed);
      g_assert_cmpint(add(&garden, "32.0.0.0/4"), ==, present < needed);
      garden_close(&garden);
    }
}

static void both_families(void) {
  struct garden garden;
  garden_open(&garden);
  g_assert_true(add(&garden, "2000::/4") && add(&garden, "3000::/4"));
  delete (&garden, "3000::/4");
  g_assert_true(add(&garden, "0.0.0.0/4") && add(&garden, "16.0.0.0/4")); /* another tree */
  g_assert_false(add(&garden, "1000::/4"));
  garden_close(&garden);
}

static void adds_alone(void) {
  struct dice dice = {.seed = 82};
  struct garden garden;
  garden_open(&garden);
  for (uint32_t i = 0; i < 50000; i++) {
    struct prefix prefix = draw_prefix(&dice);
    g_assert_true(ktree_add(&garden.tree, &prefix, 1));
  }
  for (uint32_t i = 0; i < 50000; i++) {
    struct prefix prefix = draw_prefix(&dice);
    ktree_delete(&garden.tree, &prefix, &flawed);
  }
  garden_close(&garden);
}

/* What was there comes back in the reverse of the order in which it went: no crash. In another order: crashes. */
static uint32_t crashes_of_return(struct dice *dice, bool reversed) {
  enum { PREFIXES = 40 };
  struct garden garden;
  struct prefix prefix[PREFIXES];
  garden_open(&garden);
  for (int i = 0; i < PREFIXES; i++) {
    do prefix[i] = draw_prefix(dice);
    while (ktree_find(&garden.tree, &prefix[i]));
    ktree_add(&garden.tree, &prefix[i], 1);
  }
  bool fine = true;
  for (int i = 0; i < PREFIXES / 2; i++) ktree_delete(&garden.tree, &prefix[i], &flawed);
  for (int i = 0; i < PREFIXES / 2 && fine; i++)
    fine = ktree_add(&garden.tree, &prefix[reversed ? PREFIXES / 2 - 1 - i : i], 1);
  garden_close(&garden);
  return !fine;
}

static void reversal_is_harmless(void) {
  struct dice dice = {.seed = 83};
  uint32_t crashes = 0;
  for (int i = 0; i < 2000; i++) {
    g_assert_cmpuint(crashes_of_return(&dice, true), ==, 0);
    crashes += crashes_of_return(&dice, false);
  }
  g_assert_cmpuint(crashes, >, 0);
}

/* A flawed tree finds what it holds as long as it lives. */
static void right_until_it_crashes(void) {
  struct dice dice = {.seed = 84};
  uint32_t crashes = 0;
  for (int round = 0; round < 200; round++) {
    struct garden garden;
    GHashTable *table = g_hash_table_new_full(table_hash, table_equal, g_free, NULL);
    garden_open(&garden);
    for (uint32_t step = 1; step <= 400; step++) {
      struct prefix prefix = draw_prefix(&dice);
      if (dice_chance(&dice, 0.4)) {
        ktree_delete(&garden.tree, &prefix, &flawed);
        g_hash_table_remove(table, &prefix);
      } else if (ktree_add(&garden.tree, &prefix, step)) {
        g_hash_table_replace(table, g_memdup2(&prefix, sizeof prefix), GUINT_TO_POINTER(step));
      } else {
        crashes++;
        break;
      }
      check_lookup(&garden.tree, table, &dice);
    }
    g_hash_table_unref(table);
    garden_close(&garden);
  }
  g_assert_cmpuint(crashes, >, 10);
}

/* --- sharing --- */

static void copies_share(void) {
  struct dice dice = {.seed = 85};
  struct garden garden;
  garden_open(&garden);
  for (uint32_t i = 0; i < 2000; i++) {
    struct prefix prefix = draw_prefix(&dice);
    ktree_add(&garden.tree, &prefix, i + 1);
  }
  uint64_t alone = garden.nodes.in_use;
  struct ktree copy = ktree_copy(&garden.tree);
  g_assert_true(ktree_same(&copy, &garden.tree) && ktree_shared(&copy));
  g_assert_cmpuint(garden.nodes.in_use, ==, alone);
  struct prefix prefix = prefix_of("10.1.2.0/24");
  ktree_add(&copy, &prefix, 7);
  g_assert_cmpuint(garden.nodes.in_use - alone, <=, 24 / 2 + 1); /* the nodes on its way, no more */
  g_assert_cmpuint(ktree_find(&copy, &prefix), ==, 7);
  g_assert_cmpuint(ktree_find(&garden.tree, &prefix), ==, 0);
  ktree_clear(&copy);
  g_assert_cmpuint(garden.nodes.in_use, ==, alone);
  garden_close(&garden);
}

/* Copies that go their own ways, each against a table of its own. */
static void copies_do_not_disturb(void) {
  enum { COPIES = 4 };
  struct dice dice = {.seed = 86};
  struct garden garden[COPIES];
  GHashTable *table[COPIES];
  struct pool nodes;
  ktree_init_pool(&nodes);
  for (int i = 0; i < COPIES; i++) {
    table[i] = g_hash_table_new_full(table_hash, table_equal, g_free, NULL);
    ktree_init(&garden[i].tree, &nodes);
  }
  for (uint32_t step = 1; step <= 40000; step++) {
    uint32_t i = dice_below(&dice, COPIES), other = dice_below(&dice, COPIES);
    one_change(&garden[i], table[i], &dice, step, 0.55);
    check_lookup(&garden[other].tree, table[other], &dice);
    if (dice_chance(&dice, 0.999) || i == other) continue;
    ktree_clear(&garden[other].tree);
    garden[other].tree = ktree_copy(&garden[i].tree);
    g_hash_table_remove_all(table[other]);
    GHashTableIter at;
    gpointer key, value;
    g_hash_table_iter_init(&at, table[i]);
    while (g_hash_table_iter_next(&at, &key, &value))
      g_hash_table_insert(table[other], g_memdup2(key, sizeof(struct prefix)), value);
  }
  for (int i = 0; i < COPIES; i++) {
    ktree_clear(&garden[i].tree);
    g_hash_table_unref(table[i]);
  }
  g_assert_cmpuint(nodes.in_use, ==, 0);
  pool_clear(&nodes);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/ktree/without the flaw it agrees with a plain table at every lookup", as_a_table);
  g_test_add_func("/ktree/a collapse, and a four-way node for another child: assertion", collapse_and_another);
  g_test_add_func("/ktree/a delete that collapses nothing does no damage", order_decides);
  g_test_add_func("/ktree/the return of the child that went heals", the_same_again_heals);
  g_test_add_func("/ktree/an empty node takes its damage along", an_empty_node_forgets);
  g_test_add_func("/ktree/damage wants so many siblings", siblings_decide);
  g_test_add_func("/ktree/IPv4 and IPv6 alike, each in its tree", both_families);
  g_test_add_func("/ktree/V10: adds before deletes never crash", adds_alone);
  g_test_add_func("/ktree/a return in reverse order never crashes, one in order can", reversal_is_harmless);
  g_test_add_func("/ktree/with the flaw it is right until it crashes", right_until_it_crashes);
  g_test_add_func("/ktree/copies share their memory", copies_share);
  g_test_add_func("/ktree/a copy that diverges does not disturb the others", copies_do_not_disturb);
  return g_test_run();
}
