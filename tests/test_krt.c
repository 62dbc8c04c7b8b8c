#include "models/router/krt.h"

#include "tests/dice.h"

#include <glib.h>
#include <math.h>

enum { SECOND = 1000000000 };

static void idle_engine(void) {
  struct krt krt = {.share = 0.1};
  krt_serve(&krt, 5 * (sim_time)SECOND, 7 * (sim_time)SECOND);
  g_assert_cmpint(krt_finish(&krt), ==, 12 * (sim_time)SECOND);
}

/* A tenth of the rate while a transfer is under way, then all of it. */
static void starves_then_drains(void) {
  struct krt krt = {.share = 0.1};
  krt_transfer(&krt, 0, 1);
  krt_serve(&krt, 0, 10 * (sim_time)SECOND);
  g_assert_cmpint(krt_finish(&krt), ==, 100 * (sim_time)SECOND);
  krt_transfer(&krt, 20 * (sim_time)SECOND, -1);
  g_assert_cmpint(krt_finish(&krt), ==, 28 * (sim_time)SECOND);
}

static void last_transfer_counts(void) {
  struct krt krt = {.share = 0.5};
  krt_serve(&krt, 0, 10 * (sim_time)SECOND);
  krt_transfer(&krt, 2 * (sim_time)SECOND, 1);
  krt_transfer(&krt, 4 * (sim_time)SECOND, 1);
  krt_transfer(&krt, 6 * (sim_time)SECOND, -1);
  g_assert_cmpint(krt_finish(&krt), ==, (2 + 16) * (sim_time)SECOND);
  krt_transfer(&krt, 8 * (sim_time)SECOND, -1);
  g_assert_cmpint(krt_finish(&krt), ==, (8 + 5) * (sim_time)SECOND);
}

static void busy_engine(void) {
  struct krt krt = {.share = 0.25};
  krt_busy(&krt, 0, 8 * (sim_time)SECOND);
  krt_serve(&krt, 0, 5 * (sim_time)SECOND);
  g_assert_cmpint(krt_finish(&krt), ==, (8 + 3) * (sim_time)SECOND);
  krt_busy(&krt, 4 * (sim_time)SECOND, 20 * (sim_time)SECOND);
  g_assert_cmpint(krt_finish(&krt), ==, (4 + 16) * (sim_time)SECOND); /* through at the very end */
}

static void nothing_left(void) {
  struct krt krt = {.share = 0};
  krt_transfer(&krt, 0, 1);
  krt_serve(&krt, 0, 1);
  g_assert_cmpint(krt_finish(&krt), ==, SIM_NEVER);
  krt_transfer(&krt, 9, -1);
  g_assert_cmpint(krt_finish(&krt), ==, 10);
}

/* Whatever happens, the service adds up: at the full rate while nothing comes in, at the share else. */
static void service_adds_up(void) {
  struct dice dice = {.seed = 91};
  for (int round = 0; round < 2000; round++) {
    struct krt krt = {.share = dice_below(&dice, 5) / 4.0};
    double served = 0, total = 1e12;
    uint32_t incoming = 0;
    sim_time now = 0, busy = 0;
    krt_serve(&krt, 0, (sim_time)total);
    for (int step = 0; step < 30; step++) {
      sim_time next = now + dice_below(&dice, 2 * SECOND), slow = incoming ? next : MIN(MAX(busy, now), next);
      served += (double)(slow - now) * krt.share + (double)(next - slow);
      now = next;
      if (dice_chance(&dice, 0.5)) {
        busy = now + dice_below(&dice, SECOND);
        krt_busy(&krt, now, busy);
      } else if (incoming && dice_chance(&dice, 0.6)) {
        krt_transfer(&krt, now, -1);
        incoming--;
      } else {
        krt_transfer(&krt, now, 1);
        incoming++;
      }
      g_assert_cmpfloat(fabs((double)krt.left - (total - served)), <, 64);
    }
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/krt/an idle engine leaves the full rate", idle_engine);
  g_test_add_func("/krt/installs starve during a transfer and drain after it", starves_then_drains);
  g_test_add_func("/krt/the last transfer to end frees the rate", last_transfer_counts);
  g_test_add_func("/krt/an engine at work on UPDATEs starves them too", busy_engine);
  g_test_add_func("/krt/with no share at all they wait for the end", nothing_left);
  g_test_add_func("/krt/service adds up however it is interrupted", service_adds_up);
  return g_test_run();
}
