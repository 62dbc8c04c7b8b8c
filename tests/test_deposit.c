#include "scenarios/run/deposit.h"
#include "tests/program.h"

#include <string.h>

static const char digest[] = "0123456789abcdef";

static struct deposit example(guint parcels) {
  struct deposit deposit = {.parcels = parcels, .done = g_new0(guint8, parcels + 1)};
  deposit.result = (struct task_result){.bytes = g_bytes_new("a\0b\nc", 5), .wall_seconds = 1.5};
  for (guint i = 0; i < parcels; i += 3) deposit.done[i] = 1;
  return deposit;
}

static void round_trip(void) {
  for (guint parcels = 0; parcels < 10; parcels++) {
    struct deposit deposit = example(parcels), back;
    g_autoptr(GBytes) bytes = deposit_encode(&deposit, "cell-3.parcels", digest);
    g_assert_null(deposit_decode(&back, bytes, "cell-3.parcels", digest));
    g_assert_true(g_bytes_equal(back.result.bytes, deposit.result.bytes));
    g_assert_cmpmem(back.done, back.parcels, deposit.done, parcels);
    g_assert_cmpfloat(back.result.wall_seconds, ==, 1.5);
    g_assert_false(back.result.failed);
    deposit_clear(&back);
    deposit_clear(&deposit);
  }
}

static void damage(void) {
  struct deposit deposit = example(7), back;
  g_autoptr(GBytes) bytes = deposit_encode(&deposit, "cell-3.parcels", digest);
  gsize length;
  const guint8 *octets = g_bytes_get_data(bytes, &length);
  for (gsize i = 0; i < length; i++) {
    g_autofree guint8 *copy = g_memdup2(octets, length);
    copy[i] ^= (guint8)(1 << i % 8);
    g_autoptr(GBytes) changed = g_bytes_new(copy, length), cut = g_bytes_new(octets, i);
    g_assert_nonnull(deposit_decode(&back, changed, "cell-3.parcels", digest));
    g_assert_nonnull(deposit_decode(&back, cut, "cell-3.parcels", digest));
  }
  g_assert_cmpstr(deposit_decode(&back, bytes, "cell-4.parcels", digest), ==, "of another task");
  g_assert_cmpstr(deposit_decode(&back, bytes, "cell-3.parcels", "1"), ==, "of another plan");
  deposit_clear(&deposit);
}

struct store {
  char *folder;
  struct output *output;
  struct manifest manifest;
  struct deposits *deposits;
};

static void store_open(struct store *store) {
  static const char *const command[] = {"run", "x", NULL};
  GError *error = NULL;
  store->output = output_new(store->folder, &error);
  g_assert_no_error(error);
  store->deposits = deposits_new(store->output, &store->manifest, command);
}

static void store_close(struct store *store) {
  deposits_free(store->deposits);
  output_free(store->output);
}

static void setup(struct store *store, gconstpointer unused) {
  (void)unused;
  store->folder = program_folder();
  store->manifest = (struct manifest){.file = g_key_file_new(), .digest = g_strdup(digest), .scenario = g_strdup("x")};
  g_key_file_set_string(store->manifest.file, "run", "seeds", "1 to 3");
  store_open(store);
}

static void teardown(struct store *store, gconstpointer unused) {
  (void)unused;
  store_close(store);
  program_remove(store->folder);
  g_free(store->folder);
  g_free(store->manifest.digest);
  g_free(store->manifest.scenario);
  g_key_file_free(store->manifest.file);
}

static void kept(struct store *store, gconstpointer unused) {
  (void)unused;
  struct deposit deposit = example(4), back;
  GError *error = NULL;
  g_assert_cmpuint(deposits_count(store->deposits), ==, 0);
  g_assert_true(deposits_put(store->deposits, "cell-10.head", &deposit));
  g_assert_true(deposits_put(store->deposits, "cell-1.parcels-2-of-3", &deposit));
  g_assert_true(deposits_put(store->deposits, "cell-1.parcels", &deposit));
  store_close(store);
  store_open(store);
  g_assert_true(deposits_check(store->deposits, &error));
  g_assert_cmpuint(deposits_count(store->deposits), ==, 3);
  g_auto(GStrv) names = deposits_names(store->deposits, "cell-1.");
  g_assert_cmpuint(g_strv_length(names), ==, 2);
  g_assert_cmpstr(names[0], ==, "cell-1.parcels");
  g_assert_true(deposits_get(store->deposits, "cell-10.head", NULL, NULL, &back));
  g_assert_true(g_bytes_equal(back.result.bytes, deposit.result.bytes));
  g_assert_false(deposits_get(store->deposits, "cell-2.head", NULL, NULL, &back));
  deposit_clear(&back);
  deposit_clear(&deposit);
  g_autoptr(GPtrArray) folders = g_ptr_array_new_with_free_func(g_free);
  deposits_finish(store->deposits, folders);
  deposits_remove(folders->pdata[0]);
  g_assert_false(g_file_test(folders->pdata[0], G_FILE_TEST_EXISTS));
}

/* What differs is named, whichever side has it. */
static void another_plan(struct store *store, gconstpointer unused) {
  (void)unused;
  static const char *const cases[][4] = {
      {"run", "seeds", "1 to 4", "[run] seeds: '1 to 3' there, '1 to 4' now"},
      {"run", "version", "2", "[run] version: not there, '2' now"},
      {"variant b", "cards.patched", "50 %", "[variant b] cards.patched: not there, '50 %' now"},
  };
  struct deposit deposit = example(0);
  g_assert_true(deposits_put(store->deposits, "cell-10.head", &deposit));
  deposit_clear(&deposit);
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *before = g_key_file_get_string(store->manifest.file, cases[i][0], cases[i][1], NULL);
    GError *error = NULL;
    g_key_file_set_string(store->manifest.file, cases[i][0], cases[i][1], cases[i][2]);
    g_assert_false(deposits_check(store->deposits, &error));
    g_assert_true(g_str_has_suffix(error->message, cases[i][3]));
    g_clear_error(&error);
    if (before) g_key_file_set_string(store->manifest.file, cases[i][0], cases[i][1], before);
    else g_key_file_remove_key(store->manifest.file, cases[i][0], cases[i][1], NULL);
    g_assert_true(deposits_check(store->deposits, &error));
  }
  GError *error = NULL;
  g_key_file_remove_key(store->manifest.file, "run", "seeds", NULL);
  g_assert_false(deposits_check(store->deposits, &error));
  g_assert_true(g_str_has_suffix(error->message, "[run] seeds: '1 to 3' there, not now"));
  g_error_free(error);
}

/* What could not be kept is known until it is. */
static void lost(struct store *store, gconstpointer unused) {
  (void)unused;
  struct deposit deposit = example(0);
  g_autofree char *in_the_way = g_build_filename(store->folder, "work", "cell-1.head", NULL);
  g_assert_true(deposits_put(store->deposits, "cell-0.head", &deposit));
  g_assert_cmpint(g_mkdir_with_parents(in_the_way, 0777), ==, 0);
  g_assert_false(deposits_put(store->deposits, "cell-1.head", &deposit));
  g_assert_true(deposits_put(store->deposits, "cell-2.head", &deposit));
  g_assert_true(deposits_lost(store->deposits));
  program_remove(in_the_way);
  g_assert_true(deposits_put(store->deposits, "cell-1.head", &deposit));
  g_assert_false(deposits_lost(store->deposits));
  deposit_clear(&deposit);
}

#define ADD(path, test) g_test_add(path, struct store, NULL, setup, test, teardown)

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/deposit/what is encoded is decoded", round_trip);
  g_test_add_func("/deposit/any octet changed, any end cut off is seen", damage);
  ADD("/deposit/what was kept is found by another process, and removed", kept);
  ADD("/deposit/another plan is told by what differs", another_plan);
  ADD("/deposit/what could not be kept is known until it is", lost);
  return g_test_run();
}
