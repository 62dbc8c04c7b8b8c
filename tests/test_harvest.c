#include "tests/flux.h"

#include <string.h>

static GByteArray *stored(const struct harvest *harvest) {
  GByteArray *bytes = g_byte_array_new();
  harvest_store(harvest, bytes);
  return bytes;
}

static void same(const struct harvest *a, const struct harvest *b) {
  g_autoptr(GByteArray) left = stored(a), right = stored(b);
  g_assert_cmpmem(left->data, left->len, right->data, right->len);
}

static void add(struct harvest *into, const struct harvest *from) {
  GError *error = NULL;
  g_assert_true(harvest_add(into, from, &error));
  g_assert_no_error(error);
}

static struct harvest *load(const GByteArray *bytes) {
  GError *error = NULL;
  struct harvest *harvest = harvest_load(bytes->data, bytes->len, &error);
  g_assert_no_error(error);
  return harvest;
}

/* All at once; one after the other in one slot; the same backwards. */
static void test_alone(void) {
  for (uint32_t seed = 1; seed <= 5; seed++) {
    struct flux *flux = flux_new(seed);
    struct harvest *together = flux_harvest(flux, FLUX_PREFIXES), *forth = flux_harvest(flux, 1);
    struct harvest *back = flux_harvest(flux, 1);
    flux_together(flux, together);
    for (uint32_t p = 0; p < FLUX_PREFIXES; p++) flux_alone(flux, forth, p);
    for (uint32_t p = FLUX_PREFIXES; p-- > 0;) flux_alone(flux, back, p);
    same(together, forth);
    same(together, back);
    harvest_free(together);
    harvest_free(forth);
    harvest_free(back);
    flux_free(flux);
  }
}

/* Puts harvests of one prefix each together, two by two in an order by chance, some of them by way of octets. */
static struct harvest *put_together(const struct flux *flux, GRand *random) {
  g_autoptr(GPtrArray) part = g_ptr_array_new();
  for (uint32_t p = 0; p < FLUX_PREFIXES; p++) {
    struct harvest *one = flux_harvest(flux, 1);
    flux_alone(flux, one, p);
    harvest_events(one, p);
    g_ptr_array_add(part, one);
  }
  while (part->len > 1) {
    struct harvest *from = g_ptr_array_steal_index_fast(part, (guint)g_rand_int_range(random, 0, (gint)part->len));
    struct harvest *into = part->pdata[g_rand_int_range(random, 0, (gint)part->len)];
    if (g_rand_boolean(random)) {
      g_autoptr(GByteArray) bytes = stored(from);
      harvest_free(from);
      from = load(bytes);
    }
    add(into, from);
    harvest_free(from);
  }
  return part->pdata[0];
}

static void test_order(void) {
  GRand *random = g_rand_new_with_seed(7);
  struct flux *flux = flux_new(2);
  struct harvest *whole = put_together(flux, random);
  for (int i = 0; i < 20; i++) {
    struct harvest *other = put_together(flux, random);
    same(whole, other);
    harvest_free(other);
  }
  g_assert_cmpuint(whole->events, ==, FLUX_PREFIXES * (FLUX_PREFIXES - 1) / 2);
  harvest_free(whole);
  flux_free(flux);
  g_rand_free(random);
}

static void check_rows(const struct harvest *harvest, const struct flux_count *count) {
  g_assert_cmpuint(harvest->origins.row->len, ==, FLUX_PREFIXES - 1); /* the trigger has none */
  for (guint i = 0; i < harvest->origins.row->len; i++) {
    const struct origins_row *row = origins_at(&harvest->origins, i);
    uint32_t ases = 0;
    for (int as = 0; as < FLUX_ASES; as++) ases += count->missed[i][as];
    g_assert_cmpuint(row->number, ==, i);
    g_assert_cmpuint(row->origin, ==, 100 + i);
    g_assert_cmpuint(row->ases, ==, ases);
    g_assert_cmpfloat((double)origins_lost(row), ==, count->lost[i]);
  }
}

static uint64_t messages_of(const struct flux *flux, uint32_t prefix) {
  uint64_t count = 0;
  for (guint i = 0; i < flux->changes->len; i++) {
    const struct flux_change *change = &g_array_index(flux->changes, struct flux_change, i);
    count += change->message && change->prefix == prefix;
  }
  return count;
}

/* What every origin and every cause has a part in, against the slow count. */
static void test_parts(void) {
  struct flux *flux = flux_new(3);
  struct flux_count *count = flux_recount(flux);
  struct harvest *harvest = flux_harvest(flux, FLUX_PREFIXES);
  flux_together(flux, harvest);
  check_rows(harvest, count);
  for (uint32_t id = 0; id < FLUX_CAUSES; id++)
    g_assert_cmpfloat((double)ledger_charged(&harvest->ledger, id), ==, count->charge[id]);
  uint64_t sum = messages_of(flux, FLUX_TRIGGER);
  for (guint i = 0; i < harvest->origins.row->len; i++) {
    g_assert_cmpuint(origins_at(&harvest->origins, i)->updates, ==, messages_of(flux, i));
    sum += messages_of(flux, i);
  }
  struct churn_match match = churn_match(harvest->churn.assumed, harvest->churn.fed, harvest->outage.bins.count);
  g_assert_cmpint(match.fed, ==, 3 * (int64_t)(sum - messages_of(flux, FLUX_TRIGGER)));
  g_assert_cmpint(match.assumed, ==, 0);
  g_assert_cmpint(match.apart, ==, match.fed);
  for (int kind = 0; kind < CHURN_MESSAGES; kind++)
    sum -= churn_messages(&harvest->churn, &harvest->outage.bins, (enum message_kind)kind);
  g_assert_cmpuint(sum, ==, 0);
  harvest_free(harvest);
  g_free(count);
  flux_free(flux);
}

/* Nobody counts what happens to a pilot, but what it feeds to line cards is known. */
static void test_pilot(void) {
  struct flux *flux = flux_new(1);
  struct harvest *harvest = flux_harvest(flux, 1), *empty = flux_harvest(flux, 1);
  struct observer observer = harvest_observer(harvest);
  harvest_prefix(harvest, 0, &(struct harvest_prefix){.weight = 9, .role = HARVEST_PILOT});
  harvest_begin(harvest, 0, (struct harvest_probe){0});
  observer.sent(observer.context, 10, 0, 1, 0, MESSAGE_ANNOUNCE);
  observer.rerouted(observer.context, 20, 0, 0, REACH_DELIVERED, REACH_LOOP, 1);
  observer.fed(observer.context, FLUX_BIN + 5, 0, 0, 17.2);
  harvest_close(harvest, 0);
  g_assert_cmpint(harvest->churn.assumed[1], ==, 17);
  harvest->churn.assumed[1] = 0;
  same(harvest, empty);
  harvest_free(harvest);
  harvest_free(empty);
  flux_free(flux);
}

/* The same prefix twice, another map, another length: refused, and nothing is changed. */
static void test_refused(void) {
  struct flux *flux = flux_new(1), *other = flux_new(2);
  struct harvest *a = flux_harvest(flux, 1), *b = flux_harvest(flux, 1), *c = flux_harvest(other, 1);
  g_autoptr(GError) twice = NULL, strange = NULL;
  flux_alone(flux, a, 1);
  flux_alone(flux, a, 3);
  flux_alone(flux, b, 3);
  flux_alone(flux, b, 2);
  g_autoptr(GByteArray) before = stored(a);
  g_assert_false(harvest_add(a, b, &twice));
  g_assert_error(twice, HARVEST_ERROR, HARVEST_ERROR_TWICE);
  g_assert_nonnull(strstr(twice->message, "prefix 3 "));
  g_assert_false(harvest_add(a, c, &strange));
  g_assert_error(strange, HARVEST_ERROR, HARVEST_ERROR_OTHER);
  g_autoptr(GByteArray) after = stored(a);
  g_assert_cmpmem(before->data, before->len, after->data, after->len);
  harvest_free(a);
  harvest_free(b);
  harvest_free(c);
  flux_free(flux);
  flux_free(other);
}

static void test_round_trip(void) {
  struct flux *flux = flux_new(4);
  struct harvest *harvest = flux_harvest(flux, FLUX_PREFIXES);
  flux_together(flux, harvest);
  g_autoptr(GByteArray) bytes = stored(harvest);
  struct harvest *again = load(bytes);
  same(harvest, again);
  harvest_free(harvest);
  harvest_free(again);
  flux_free(flux);
}

/* Every octet changed, every length cut. */
static void test_damaged(void) {
  struct flux *flux = flux_new(4);
  struct harvest *harvest = flux_harvest(flux, 1);
  flux_alone(flux, harvest, 2);
  g_autoptr(GByteArray) bytes = stored(harvest);
  for (guint i = 0; i < bytes->len; i += 1 + i / 100) {
    GError *error = NULL;
    bytes->data[i] ^= 1;
    g_assert_null(harvest_load(bytes->data, bytes->len, &error));
    g_assert_error(error, HARVEST_ERROR, HARVEST_ERROR_BAD);
    bytes->data[i] ^= 1;
    g_clear_error(&error);
    g_assert_null(harvest_load(bytes->data, i, &error));
    g_assert_error(error, HARVEST_ERROR, HARVEST_ERROR_BAD);
    g_clear_error(&error);
  }
  harvest_free(harvest);
  flux_free(flux);
}

/* Whole and sealed, but a loss is nobody's fault, or a fault without a loss. */
static void test_adds_up(void) {
  struct flux *flux = flux_new(6);
  struct harvest *harvest = flux_harvest(flux, 1);
  flux_alone(flux, harvest, 1);
  for (int more = -1; more <= 1; more++) {
    g_autoptr(GError) error = NULL;
    ledger_charge(&harvest->ledger, 1, more);
    g_autoptr(GByteArray) bytes = stored(harvest);
    struct harvest *again = harvest_load(bytes->data, bytes->len, &error);
    g_assert_true((again == NULL) == (more != 0));
    harvest_free(again);
    ledger_charge(&harvest->ledger, 1, -more);
  }
  harvest_free(harvest);
  flux_free(flux);
}

/* The number of messages is that of the bins, or the octets are nobody's. */
static void test_messages(void) {
  struct bins bins;
  struct churn churn, again;
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  bins_init(&bins, FLUX_BIN, FLUX_END);
  churn_init(&churn, &bins);
  for (int i = 0; i < 7; i++) churn_sent(&churn, &bins, i * FLUX_BIN, MESSAGE_WITHDRAW);
  churn_store(&churn, &bins, bytes);
  for (uint8_t kind = 0; kind < CHURN_MESSAGES; kind++) {
    struct unpack reader = {.at = bytes->data, .left = bytes->len};
    bytes->data[kind]++; /* the numbers come first, an octet each as long as they are small */
    churn_init(&again, &bins);
    churn_load(&again, &bins, &reader);
    g_assert_true(reader.bad);
    churn_clear(&again);
    bytes->data[kind]--;
  }
  churn_clear(&churn);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/harvest/a prefix measured alone and among others gives the same sum", test_alone);
  g_test_add_func("/harvest/harvests added in any order have the same octets", test_order);
  g_test_add_func("/harvest/origins and causes have the parts that a slow count finds", test_parts);
  g_test_add_func("/harvest/what happens to a pilot counts nowhere but as assumed", test_pilot);
  g_test_add_func("/harvest/no origin is counted twice, no other map added", test_refused);
  g_test_add_func("/harvest/what is stored is loaded again", test_round_trip);
  g_test_add_func("/harvest/damaged octets are refused", test_damaged);
  g_test_add_func("/harvest/charges that are not what was lost are refused", test_adds_up);
  g_test_add_func("/harvest/messages that are not those of the bins are refused", test_messages);
  return g_test_run();
}
