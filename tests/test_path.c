#include "models/bgp/path.h"

#include "tests/dice.h"

#include <glib.h>
#include <string.h>

static void listed_as_made(void) {
  struct path_table *table = path_table_new();
  const uint32_t asn[] = {3356, 1299, 4200000000u, 1299, 0, UINT32_MAX};
  for (size_t count = 0; count <= G_N_ELEMENTS(asn); count++) {
    uint32_t have[8] = {7, 7, 7, 7, 7, 7, 7, 7};
    path_id path = path_from(table, asn, count);
    g_assert_cmpuint(path_list(table, path, have, 8), ==, count);
    g_assert_cmpmem(have, count * 4, asn, count * 4);
    g_assert_cmpuint(have[count], ==, 7);
    g_assert_cmpuint(path_hops(table, path), ==, count);
  }
  path_table_free(table);
}

static void short_room(void) {
  struct path_table *table = path_table_new();
  const uint32_t asn[] = {1, 2, 3};
  uint32_t have[2] = {9, 9};
  g_assert_cmpuint(path_list(table, path_from(table, asn, 3), have, 1), ==, 3);
  g_assert_cmpuint(have[0], ==, 1);
  g_assert_cmpuint(have[1], ==, 9);
  g_assert_cmpuint(path_list(table, path_from(table, asn, 3), NULL, 0), ==, 3);
  path_table_free(table);
}

static void empty_and_none(void) {
  struct path_table *table = path_table_new();
  g_assert_cmpuint(path_from(table, NULL, 0), ==, PATH_EMPTY);
  g_assert_cmpuint(path_hops(table, PATH_EMPTY), ==, 0);
  g_assert_false(path_has(table, PATH_EMPTY, 0));
  g_assert_cmpuint(path_prepend(table, 5, PATH_EMPTY), >, PATH_EMPTY);
  path_table_free(table);
}

/* Thousands of random paths, few ASNs, so that many coincide: ids are equal exactly when the ASNs are. */
static void equal_ids(void) {
  enum { PATHS = 20000, LONGEST = 5 };
  struct path_table *table = path_table_new();
  struct dice dice = {.seed = 21};
  GHashTable *known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  GHashTable *seen = g_hash_table_new(NULL, NULL);
  for (int i = 0; i < PATHS; i++) {
    uint32_t asn[LONGEST], count = dice_below(&dice, LONGEST + 1);
    GString *text = g_string_new(NULL);
    for (uint32_t k = 0; k < count; k++) g_string_append_printf(text, "%u ", asn[k] = dice_below(&dice, 12));
    path_id path = path_from(table, asn, count);
    gpointer before;
    if (g_hash_table_lookup_extended(known, text->str, NULL, &before))
      g_assert_cmpuint(GPOINTER_TO_UINT(before), ==, path);
    else g_assert_true(g_hash_table_add(seen, GUINT_TO_POINTER(path)));
    g_hash_table_insert(known, g_string_free(text, FALSE), GUINT_TO_POINTER(path));
  }
  g_assert_cmpuint(g_hash_table_size(known), >, 2048); /* the table had to grow */
  g_hash_table_destroy(known);
  g_hash_table_destroy(seen);
  path_table_free(table);
}

static bool listed(const uint32_t *asn, uint32_t count, uint32_t wanted) {
  for (uint32_t i = 0; i < count; i++)
    if (asn[i] == wanted) return true;
  return false;
}

/* The mask may only ever save the walk. */
static void membership(void) {
  struct path_table *table = path_table_new();
  struct dice dice = {.seed = 22};
  for (int i = 0; i < 3000; i++) {
    uint32_t asn[40], count = dice_below(&dice, 40), spread = i % 2 ? 60 : 1u << 31;
    for (uint32_t k = 0; k < count; k++) asn[k] = dice_below(&dice, spread);
    path_id path = path_from(table, asn, count);
    for (uint32_t k = 0; k < count; k++) g_assert_true(path_has(table, path, asn[k]));
    for (int k = 0; k < 60; k++) {
      uint32_t wanted = dice_below(&dice, spread);
      g_assert_cmpint(path_has(table, path, wanted), ==, listed(asn, count, wanted));
    }
  }
  path_table_free(table);
}

static void ids_survive_growth(void) {
  enum { PATHS = 50000 };
  struct path_table *table = path_table_new();
  path_id *path = g_new(path_id, PATHS);
  for (uint32_t i = 0; i < PATHS; i++) path[i] = path_prepend(table, i, i % 7 ? path[i - 1] : PATH_EMPTY);
  for (uint32_t i = 0; i < PATHS; i++) {
    uint32_t asn[7];
    g_assert_cmpuint(path_list(table, path[i], asn, 7), ==, i % 7 + 1);
    for (uint32_t k = 0; k <= i % 7; k++) g_assert_cmpuint(asn[k], ==, i - k);
    g_assert_cmpuint(path_prepend(table, i, i % 7 ? path[i - 1] : PATH_EMPTY), ==, path[i]);
  }
  g_free(path);
  path_table_free(table);
}

/* Forgotten singly when they were few, all at once when they were many. */
static void reset(void) {
  static const uint32_t many[] = {100, 70000, 10, 3, 0, 20000, 2000};
  struct path_table *again = path_table_new();
  for (size_t round = 0; round < G_N_ELEMENTS(many); round++) {
    struct path_table *fresh = path_table_new();
    struct dice dice = {.seed = 5 + round};
    for (uint32_t i = 0; i < many[round]; i++) {
      uint32_t head = dice_below(&dice, 1000), tail = PATH_EMPTY + dice_below(&dice, fresh->count - PATH_EMPTY);
      g_assert_cmpuint(path_prepend(again, head, tail), ==, path_prepend(fresh, head, tail));
    }
    g_assert_cmpuint(again->count, ==, fresh->count);
    path_table_reset(again);
    for (uint32_t i = 0; i < again->buckets; i++) g_assert_cmpuint(again->bucket[i], ==, PATH_NONE);
    path_table_free(fresh);
  }
  path_table_free(again);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/path/is listed as it was made", listed_as_made);
  g_test_add_func("/path/list writes no more than there is room for", short_room);
  g_test_add_func("/path/the empty path is a path and none is not", empty_and_none);
  g_test_add_func("/path/equal ids mean equal paths and the other way about", equal_ids);
  g_test_add_func("/path/membership agrees with a search", membership);
  g_test_add_func("/path/ids survive growth", ids_survive_growth);
  g_test_add_func("/path/a table that was reset gives the ids of a new one", reset);
  return g_test_run();
}
