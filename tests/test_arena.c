#include "sim/arena.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

static void arrays_are_apart(void) {
  static const size_t bytes[] = {1, 64, 65, 1000, 0, 7};
  size_t room = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(bytes); i++) room += arena_room(bytes[i]);
  struct arena arena;
  arena_init(&arena, room);
  uint8_t *array[G_N_ELEMENTS(bytes)];
  for (size_t i = 0; i < G_N_ELEMENTS(bytes); i++) {
    array[i] = arena_take(&arena, bytes[i]);
    g_assert_cmpuint((uintptr_t)array[i] % ARENA_LINE, ==, 0);
    for (size_t j = 0; j < bytes[i]; j++) g_assert_cmpuint(array[i][j], ==, 0);
    memset(array[i], (int)i + 1, bytes[i]);
  }
  for (size_t i = 0; i < G_N_ELEMENTS(bytes); i++)
    for (size_t j = 0; j < bytes[i]; j++) g_assert_cmpuint(array[i][j], ==, i + 1);
  g_assert_cmpuint(arena.used, ==, arena.size);
  arena_clear(&arena);
  g_assert_null(arena.base);
}

static void too_much_is_refused(void) {
  if (g_test_subprocess()) {
    struct arena arena;
    arena_init(&arena, 64);
    arena_take(&arena, 64);
    arena_take(&arena, 1);
  }
  g_test_trap_subprocess(NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed();
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/arena/arrays lie apart, on lines of their own, zeroed", arrays_are_apart);
  g_test_add_func("/arena/more than there is trips an assertion", too_much_is_refused);
  return g_test_run();
}
