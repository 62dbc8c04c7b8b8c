#include "analysis/harvest/bundles.h"

#include "tests/flux.h"

/* --- bundles by themselves --- */

#define DRAWN 200000
#define TIMES 60
#define CAUSES 3
#define REGIONS 3

static struct bundles_one draw(GRand *random) {
  sim_time from = g_rand_int_range(random, 0, TIMES), until = from + g_rand_int_range(random, 1, 20);
  uint8_t region = (uint8_t)(g_rand_boolean(random) ? OUTAGE_NO_REGION : g_rand_int_range(random, 0, REGIONS - 1));
  uint32_t slot = g_rand_boolean(random) ? 0 : BUNDLES_SLOTS - 1;
  enum reach how = (enum reach)g_rand_int_range(random, 0, REACHES);
  uint32_t cause = (uint32_t)g_rand_int_range(random, 0, CAUSES - 1) - 1; /* -1 is the greatest there is */
  return (struct bundles_one){from * SIM_SECOND, until * SIM_SECOND, bundles_what(slot, region, how, cause),
                              g_rand_int_range(random, 1, 9)};
}

/* Weight by all that a loss is, without places. */
static void tell(GHashTable *table, const struct bundles_one *loss, int64_t weight) {
  char *name = g_strdup_printf("%ld %ld %u %u %u %u", (long)loss->from, (long)loss->until, bundles_slot(loss),
                               bundles_region(loss), (unsigned)bundles_how(loss), bundles_cause(loss));
  int64_t *sum = g_hash_table_lookup(table, name);
  if (!sum) {
    sum = g_new0(int64_t, 1);
    g_hash_table_insert(table, g_strdup(name), sum);
  }
  *sum += weight;
  g_free(name);
}

/* As soon as there is no room for one more. */
static void tell_leaving(GHashTable *table, struct bundles *bundles) {
  if (bundles->leave < BUNDLES_LEAVING) return;
  while (bundles->leave > 0) {
    const struct bundles_one *one = &bundles->leaving[--bundles->leave];
    tell(table, one, -one->weight);
  }
}

static void test_weight(void) {
  GHashTable *table = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  struct bundles *bundles = g_new0(struct bundles, 1);
  GRand *random = g_rand_new_with_seed(11);
  for (int i = 0; i < DRAWN; i++) {
    struct bundles_one loss = draw(random);
    tell(table, &loss, loss.weight);
    if (bundles_add(bundles, loss)) tell_leaving(table, bundles);
  }
  g_assert_cmpuint(g_hash_table_size(table), >, BUNDLES);
  for (uint32_t i = 0; i < BUNDLES; i++) tell(table, &bundles->place[i], -bundles->place[i].weight);
  for (uint32_t i = 0; i < bundles->leave; i++) tell(table, &bundles->leaving[i], -bundles->leaving[i].weight);
  GHashTableIter iter;
  gpointer name, sum;
  g_hash_table_iter_init(&iter, table);
  while (g_hash_table_iter_next(&iter, &name, &sum)) g_assert_cmpint(*(int64_t *)sum, ==, 0);
  g_rand_free(random);
  g_free(bundles);
  g_hash_table_destroy(table);
}

/* Each differs from the first in one thing. */
static void test_apart(void) {
  const struct bundles_one loss[] = {
      {10, 20, bundles_what(1, 2, REACH_LOOP, 3), 1},  {11, 20, bundles_what(1, 2, REACH_LOOP, 3), 1},
      {10, 21, bundles_what(1, 2, REACH_LOOP, 3), 1},  {10, 20, bundles_what(0, 2, REACH_LOOP, 3), 1},
      {10, 20, bundles_what(1, 3, REACH_LOOP, 3), 1},  {10, 20, bundles_what(1, 2, REACH_BLACKHOLE, 3), 1},
      {10, 20, bundles_what(1, 2, REACH_LOOP, 35), 1},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(loss); i++)
    for (size_t k = 0; k < G_N_ELEMENTS(loss); k++) g_assert_true(bundles_alike(&loss[i], &loss[k]) == (i == k));
}

/* The greatest of everything. */
static void test_what(void) {
  struct bundles_one loss = {.what = bundles_what(BUNDLES_SLOTS - 1, UINT8_MAX, REACH_WRONG_ORIGIN, UINT32_MAX)};
  g_assert_cmpuint(bundles_slot(&loss), ==, BUNDLES_SLOTS - 1);
  g_assert_cmpuint(bundles_region(&loss), ==, UINT8_MAX);
  g_assert_cmpuint(bundles_how(&loss), ==, REACH_WRONG_ORIGIN);
  g_assert_cmpuint(bundles_cause(&loss), ==, UINT32_MAX);
  loss.what = bundles_what(0, 0, REACH_LOOP, 0);
  g_assert_cmpuint(bundles_slot(&loss) + bundles_region(&loss) + bundles_cause(&loss), ==, 0);
  g_assert_cmpuint(bundles_how(&loss), ==, REACH_LOOP);
}

/* Router after router goes through the same losses. */
static void test_together(void) {
  const uint32_t losses = BUNDLES / 16, routers = 100;
  struct bundles *bundles = g_new0(struct bundles, 1);
  uint32_t left = 0;
  for (uint32_t r = 0; r < routers; r++)
    for (uint32_t i = 0; i < losses; i++) {
      sim_time from = i * SIM_SECOND;
      struct bundles_one loss = {from, from + SIM_SECOND / 2, bundles_what(0, 1, REACH_LOOP, i), 1};
      left += bundles_add(bundles, loss);
      bundles->leave = 0;
    }
  g_assert_cmpuint(left, <, losses * routers / 4);
  g_free(bundles);
}

/* --- in a harvest --- */

#define ROUNDS 400

/* Counted loss by loss. */
struct plain {
  struct outage outage;
  struct ledger ledger;
  __int128 lost;
};

static void plain_count(struct plain *plain, uint32_t router, enum reach how, uint32_t cause, sim_time from,
                        sim_time until) {
  struct outage *outage = &plain->outage;
  __int128 lost = outage_lost(outage, outage->region_of[router], outage->source_weight[router], how, from, until);
  g_assert_true(lost == (__int128)outage->source_weight[router] * (until - from));
  ledger_charge(&plain->ledger, cause, lost);
  plain->lost += lost;
  outage_affect(outage, router);
}

static struct plain *plain_new(const struct flux *flux) {
  struct plain *plain = g_new0(struct plain, 1);
  outage_init(&plain->outage, &(struct outage_settings){.routers = FLUX_ROUTERS,
                                                        .regions = FLUX_REGIONS,
                                                        .asn = flux->network->asn,
                                                        .source_weight = flux->source_weight,
                                                        .region = flux->region,
                                                        .end = FLUX_END,
                                                        .bin = FLUX_BIN});
  ledger_init(&plain->ledger);
  for (uint32_t r = 0; r < FLUX_ROUTERS; r++)
    if (flux->source_weight[r]) outage_count(&plain->outage, r, flux->source_weight[r]);
  return plain;
}

static void plain_free(struct plain *plain) {
  outage_clear(&plain->outage);
  ledger_clear(&plain->ledger);
  g_free(plain);
}

static void plain_same(const struct plain *plain, const struct harvest *harvest) {
  g_autoptr(GByteArray) one = g_byte_array_new(), other = g_byte_array_new();
  outage_store(&plain->outage, one);
  ledger_store(&plain->ledger, one);
  outage_store(&harvest->outage, other);
  ledger_store(&harvest->ledger, other);
  g_assert_cmpmem(one->data, one->len, other->data, other->len);
  g_assert_true(origins_lost(origins_at(&harvest->origins, 0)) == plain->lost);
}

static enum reach delivered(const void *world, uint32_t prefix, uint32_t router) {
  (void)world, (void)prefix, (void)router;
  return REACH_DELIVERED;
}

/* Router after router: lost, or lost in another way, and found, at times of its AS. The last time it stays so. */
static void storm(struct harvest *harvest, struct plain *plain, const struct flux *flux) {
  for (uint32_t r = 0; r < FLUX_ROUTERS; r++) {
    GRand *random = g_rand_new_with_seed(flux->network->asn[r]);
    sim_time at = 1, pause = FLUX_END / ROUNDS / 3;
    for (uint32_t round = 0; round < ROUNDS; round++) {
      sim_time lost = at + g_rand_int_range(random, 0, (gint32)pause);
      sim_time other = lost + g_rand_int_range(random, 0, (gint32)pause);
      at = round == ROUNDS - 1 ? FLUX_END : other + g_rand_int_range(random, 0, (gint32)pause);
      harvest_rerouted(harvest, 0, lost, r, REACH_DELIVERED, REACH_LOOP, round % FLUX_CAUSES);
      harvest_rerouted(harvest, 0, other, r, REACH_LOOP, REACH_BLACKHOLE, 0);
      if (at < FLUX_END) harvest_rerouted(harvest, 0, at++, r, REACH_BLACKHOLE, REACH_DELIVERED, 0);
      if (flux->source_weight[r] == 0) continue;
      plain_count(plain, r, REACH_LOOP, round % FLUX_CAUSES, lost, other);
      plain_count(plain, r, REACH_BLACKHOLE, round % FLUX_CAUSES, other, round == ROUNDS - 1 ? FLUX_END : at - 1);
    }
    g_rand_free(random);
  }
}

static void test_storm(void) {
  struct flux *flux = flux_new(1);
  struct harvest *harvest = flux_harvest(flux, 1);
  struct plain *plain = plain_new(flux);
  g_assert_cmpuint(FLUX_ASES * ROUNDS, >, BUNDLES);
  harvest_prefix(harvest, 0, &(struct harvest_prefix){.weight = 1, .role = HARVEST_COUNTS});
  harvest_begin(harvest, 0, (struct harvest_probe){.reach = delivered});
  storm(harvest, plain, flux);
  harvest_close(harvest, 0);
  plain_same(plain, harvest);
  plain_free(plain);
  harvest_free(harvest);
  flux_free(flux);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/bundles/what leaves and what is left weighs what came, by all that a loss is", test_weight);
  g_test_add_func("/bundles/losses that differ in one thing are apart", test_apart);
  g_test_add_func("/bundles/what a loss is can be read again", test_what);
  g_test_add_func("/bundles/the same losses told router after router mostly meet", test_together);
  g_test_add_func("/bundles/a harvest comes to what a count loss by loss does", test_storm);
  return g_test_run();
}
