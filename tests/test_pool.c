#include "sim/pool.h"

#include <glib.h>
#include <string.h>

struct thing {
  uint64_t link, mark;
  char rest[24];
};

static void zeroed_at_first(void) {
  struct pool pool;
  pool_init(&pool, sizeof(struct thing));
  for (int i = 0; i < 5000; i++) {
    struct thing *thing = pool_take(&pool), zero = {0};
    g_assert_cmpmem(thing, sizeof *thing, &zero, sizeof zero);
    memset(thing, 0xa5, sizeof *thing);
  }
  g_assert_cmpuint(pool.in_use, ==, 5000);
  pool_clear(&pool);
}

static int pointer_order(const void *a, const void *b) {
  const char *pa = *(char *const *)a, *pb = *(char *const *)b;
  return (pa > pb) - (pa < pb);
}

static void apart_and_aligned(void) {
  enum { COUNT = 4000 };
  for (size_t size = 1; size < 100; size += 7) {
    struct pool pool;
    pool_init(&pool, size);
    char **taken = g_new(char *, COUNT);
    for (int i = 0; i < COUNT; i++) {
      taken[i] = pool_take(&pool);
      g_assert_cmpuint((uintptr_t)taken[i] % 8, ==, 0);
      memset(taken[i], 0xff, size);
    }
    qsort(taken, COUNT, sizeof *taken, pointer_order);
    for (int i = 1; i < COUNT; i++) g_assert_cmpuint((size_t)(taken[i] - taken[i - 1]), >=, size);
    g_free(taken);
    pool_clear(&pool);
  }
}

static void reused_first(void) {
  struct pool pool;
  pool_init(&pool, sizeof(struct thing));
  struct thing *a = pool_take(&pool), *b = pool_take(&pool);
  a->mark = 1;
  b->mark = 2;
  pool_give(&pool, a);
  pool_give(&pool, b);
  g_assert_cmpuint(pool.in_use, ==, 0);
  struct thing *first = pool_take(&pool), *second = pool_take(&pool);
  g_assert_true(first == b && second == a);
  g_assert_cmpuint(first->mark, ==, 2);
  g_assert_cmpuint(second->mark, ==, 1);
  pool_clear(&pool);
}

static void no_bigger_than_the_most_in_use(void) {
  struct pool pool;
  pool_init(&pool, 64);
  void *held[100];
  for (int round = 0; round < 10000; round++) {
    for (int i = 0; i < 100; i++) held[i] = pool_take(&pool);
    for (int i = 0; i < 100; i++) pool_give(&pool, held[i]);
  }
  void *const *chunk = pool.chunks;
  g_assert_null(*chunk);
  pool_clear(&pool);
}

static void usable_after_clear(void) {
  struct pool pool;
  pool_init(&pool, 40);
  memset(pool_take(&pool), 1, 40);
  pool_clear(&pool);
  g_assert_cmpuint(pool.in_use, ==, 0);
  char zero[40] = {0};
  g_assert_cmpmem(pool_take(&pool), 40, zero, 40);
  pool_clear(&pool);
}

#ifdef __SANITIZE_ADDRESS__
static void use_after_give(void) {
  if (g_test_subprocess()) {
    struct pool pool;
    pool_init(&pool, sizeof(struct thing));
    struct thing *volatile thing = pool_take(&pool);
    pool_give(&pool, thing);
    thing->mark = 1;
    return;
  }
  g_test_trap_subprocess(NULL, 0, 0);
  g_test_trap_assert_failed();
  g_test_trap_assert_stderr("*use-after-poison*");
}
#endif

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/pool/objects come zeroed the first time", zeroed_at_first);
  g_test_add_func("/pool/objects do not overlap and are aligned", apart_and_aligned);
  g_test_add_func("/pool/what was given back last is taken first, as it was", reused_first);
  g_test_add_func("/pool/take and give in turn need one chunk", no_bigger_than_the_most_in_use);
  g_test_add_func("/pool/a cleared pool can be used again", usable_after_clear);
#ifdef __SANITIZE_ADDRESS__
  g_test_add_func("/pool/the sanitizer sees the use of an object given back", use_after_give);
#endif
  return g_test_run();
}
