#include "analysis/measure/figures.h"

#include <glib.h>
#include <locale.h>
#include <math.h>

static void check_say(enum figure figure, double value, bool censored, const char *expected) {
  char text[FIGURES_TEXT];
  figures_say(text, figure, value, censored);
  g_assert_cmpstr(text, ==, expected);
}

static void test_say(void) {
  check_say(FIGURE_SESSION_RESETS, 1234567, false, "1,234,567");
  check_say(FIGURE_SESSION_RESETS, 999, false, "999");
  check_say(FIGURE_SESSION_RESETS, 1234.4, false, "1,234");
  check_say(FIGURE_SESSION_RESETS, 12.34, false, "12.3");
  check_say(FIGURE_UNREACHABLE_PREFIX_MINUTES, 0.25, false, "0.25");
  check_say(FIGURE_SESSION_RESETS, -123456, false, "-123,456");
  check_say(FIGURE_PEAK_UNREACHABLE, 0.0345, false, "3.45 %");
  check_say(FIGURE_PEAK_UNREACHABLE, 0.000001, false, "<0.001 %");
  check_say(FIGURE_PEAK_UNREACHABLE, 0, false, "0 %");
  check_say(FIGURE_FOCUS_RECOVERY_S, 2400, false, "40 min 00 s");
  check_say(FIGURE_FOCUS_RECOVERY_S, 12.345, false, "12.3 s");
  check_say(FIGURE_FOCUS_RECOVERY_S, 7261, true, ">2 h 01 min");
  check_say(FIGURE_FOCUS_RECOVERY_S, 7259.6, false, "2 h 01 min");
  check_say(FIGURE_SLOWDOWN_P95_MS, 40, false, "40 ms");
  check_say(FIGURE_SLOWDOWN_P95_MS, NAN, false, "-");
}

static void check_write(enum figure figure, double value, bool censored, const char *expected) {
  char text[FIGURES_TEXT];
  figures_write(text, figure, value, censored);
  g_assert_cmpstr(text, ==, expected);
}

static void test_write(void) {
  check_write(FIGURE_UPDATES_SENT, 100000000, false, "100000000");
  check_write(FIGURE_FOCUS_RECOVERY_S, 2400.123456789, false, "2400.123456789");
  check_write(FIGURE_FOCUS_RECOVERY_S, 7200, true, ">7200");
  check_write(FIGURE_CARD_OUTAGE_MIN_S, NAN, false, "");
  check_write(FIGURE_PEAK_UNREACHABLE, 0.5, false, "0.5");
  check_write(FIGURE_BLACKHOLE_SHARE, -0.0, false, "0");
}

static void test_columns(void) {
  static const char *const first[] = {"sessions",
                                      "session_resets",
                                      "resets_notification",
                                      "resets_hold",
                                      "resets_bfd",
                                      "resets_interface",
                                      "resets_peer",
                                      "resets_admin",
                                      "sessions_flapping",
                                      "card_crashes",
                                      "router_crashes",
                                      "updates_sent",
                                      "withdrawals_sent",
                                      "trigger_reached_ases",
                                      "ases_affected",
                                      "peak_unreachable",
                                      "unreachable_prefix_minutes",
                                      "blackhole_share",
                                      "loop_share",
                                      "slowdown_p95_ms",
                                      "time_to_peak_s",
                                      "time_to_95_recovery_s",
                                      "focus_recovery_s",
                                      "card_outage_min_s",
                                      "card_outage_max_s",
                                      "events"};
  for (size_t i = 0; i < G_N_ELEMENTS(first); i++) g_assert_cmpstr(figures_name((enum figure)i), ==, first[i]);
  for (int f = 0; f < FIGURES; f++) g_assert_cmpint(figures_find(figures_name((enum figure)f)), ==, f);
  g_assert_cmpint(figures_find("nonsense"), ==, FIGURES);
}

static void test_equal(void) {
  struct figures a, b;
  figures_init(&a);
  figures_init(&b);
  g_assert_true(figures_equal(&a, &b));
  b.value[FIGURE_EVENTS] = 7;
  g_assert_true(figures_equal(&a, &b));
  b.value[FIGURE_FOCUS_RECOVERY_S] = 7;
  g_assert_false(figures_equal(&a, &b));
  a.value[FIGURE_FOCUS_RECOVERY_S] = 7;
  a.censored[FIGURE_FOCUS_RECOVERY_S] = true;
  g_assert_false(figures_equal(&a, &b));
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "de_DE.UTF-8"); /* where there is one, it must not matter */
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/figures/people read them", test_say);
  g_test_add_func("/figures/programs read them", test_write);
  g_test_add_func("/figures/columns stand in their order", test_columns);
  g_test_add_func("/figures/absent equals absent, censored is no number", test_equal);
  return g_test_run();
}
