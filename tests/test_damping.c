#include "models/bgp/damping.h"

#include <glib.h>
#include <math.h>

static const struct damping *set(const char *name) { return &damping_find(name)->damping; }

static void sets_are_known(void) {
  size_t count;
  const struct damping_set *all = damping_sets(&count);
  g_assert_cmpuint(count, >, 0);
  for (size_t i = 0; i < count; i++) {
    g_assert_true(damping_find(all[i].name) == &all[i]);
    g_assert_nonnull(all[i].source);
    g_assert_cmpfloat(damping_ceiling(&all[i].damping), >, all[i].damping.suppress);
    for (size_t j = 0; j < count; j++) g_assert_cmpint(damping_equal(&all[i].damping, &all[j].damping), ==, i == j);
  }
  g_assert_null(damping_find("nobody"));
}

static void decay_is_halved_in_a_half_life(void) {
  const struct damping *d = set("cisco");
  for (double penalty = 12000; penalty > 2 * d->reuse / 2; penalty /= 2)
    g_assert_cmpfloat(damping_decayed(d, penalty, d->half_life), ==, penalty / 2);
  g_assert_cmpfloat(damping_decayed(d, 1000, 0), ==, 1000);
}

/* Decay in steps is decay at once. */
static void decay_needs_no_ticks(void) {
  const struct damping *d = set("juniper");
  double penalty = 12000;
  for (int second = 0; second < 1800; second++) penalty = damping_decayed(d, penalty, SIM_SECOND);
  g_assert_cmpfloat_with_epsilon(penalty, damping_decayed(d, 12000, 1800 * SIM_SECOND), 1e-8);
}

static void the_past_is_forgotten(void) {
  const struct damping *d = set("cisco");
  sim_time until = (sim_time)((double)d->half_life * log2(1000 / (d->reuse / 2)));
  g_assert_cmpfloat(damping_decayed(d, 1000, until), >, 0);
  g_assert_cmpfloat(damping_decayed(d, 1000, until + SIM_MILLISECOND), ==, 0);
}

/* A hold ends with the penalty at the reuse threshold: a nanosecond before it is above. */
static void reuse_is_at_the_threshold(void) {
  const struct damping *d = set("cisco");
  for (double penalty = d->reuse + 1; penalty <= damping_ceiling(d); penalty *= 1.1) {
    sim_time hold = damping_hold(d, penalty);
    g_assert_cmpint(hold, >, 0);
    g_assert_cmpfloat_with_epsilon(damping_decayed(d, penalty, hold), d->reuse, 1e-6);
  }
  g_assert_cmpint(damping_hold(d, d->reuse), ==, 0);
  g_assert_cmpint(damping_hold(d, damping_ceiling(d)), ==, d->longest);
}

static void the_ceiling_holds(void) {
  const struct damping *d = set("cisco");
  double penalty = 0;
  for (int i = 0; i < 100; i++) penalty = damping_charged(d, penalty, d->withdrawal);
  g_assert_cmpfloat(penalty, ==, damping_ceiling(d));
}

/* A ceiling of its own: what is more than decays in `longest` does not lengthen the suppression. */
static void no_suppression_is_longer_than_the_longest(void) {
  const struct damping *d = set("rfc7196-conservative");
  g_assert_cmpfloat(damping_ceiling(d), ==, 50000);
  g_assert_cmpint(damping_hold(d, 50000), ==, d->longest);
  g_assert_cmpint(damping_hold(d, 2 * d->reuse), ==, d->half_life);
}

static void the_threshold_is_exceeded(void) {
  const struct damping *d = set("cisco");
  g_assert_false(damping_suppresses(d, d->suppress));
  g_assert_true(damping_suppresses(d, nextafter(d->suppress, INFINITY)));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/damping/every set has a name, a source and a ceiling above its threshold", sets_are_known);
  g_test_add_func("/damping/a penalty is halved in a half-life", decay_is_halved_in_a_half_life);
  g_test_add_func("/damping/decay in steps is decay at once", decay_needs_no_ticks);
  g_test_add_func("/damping/below half the reuse threshold the past is forgotten", the_past_is_forgotten);
  g_test_add_func("/damping/a route is used again when its penalty meets the threshold", reuse_is_at_the_threshold);
  g_test_add_func("/damping/no penalty exceeds the ceiling", the_ceiling_holds);
  g_test_add_func("/damping/no suppression outlasts the longest", no_suppression_is_longer_than_the_longest);
  g_test_add_func("/damping/a penalty at the threshold does not suppress", the_threshold_is_exceeded);
  return g_test_run();
}
