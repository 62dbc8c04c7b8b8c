/* Mostly two routers: the ORIGIN is a customer of the DAMPER, which has a customer of its own, the WITNESS. */
#include "models/policy/damper.h"
#include "tests/fault.h"
#include "tests/stage.h"

#include <math.h>

enum { ORIGIN, DAMPER, WITNESS, DELAY = 10 * SIM_MILLISECOND };

static struct damping cisco(void) { return damping_find("cisco")->damping; }

static struct stage *scene(const struct damping *damping, sim_time wait) {
  struct platform platform = stage_platform();
  stage_wait(&platform, wait, 0);
  struct world_settings settings = stage_settings(&platform);
  const struct network_link link[] = {{DAMPER, ORIGIN, NEIGHBOR_CUSTOMER, DELAY, false},
                                      {DAMPER, WITNESS, NEIGHBOR_CUSTOMER, DELAY, false}};
  struct stage *stage = stage_new(stage_network(3, link, G_N_ELEMENTS(link)), &settings);
  if (damping) world_set_damping(stage->world, stage_half(stage, DAMPER, ORIGIN), damping);
  world_settle(stage->world, world_add_prefix(stage->world, 1, false), ORIGIN);
  return stage;
}

static double penalty(const struct stage *stage) {
  return damper_penalty(stage->world, world_plane(stage->world, 0), stage_half(stage, DAMPER, ORIGIN));
}

/* Withdrawn and announced, a second apart; a second later all have heard. */
static void flap(struct stage *stage) {
  world_withdraw(stage->world, 0, ORIGIN);
  stage_until(stage, stage->sim->now + SIM_SECOND);
  world_announce(stage->world, 0, ORIGIN, ATTRS_PLAIN);
  stage_until(stage, stage->sim->now + SIM_SECOND);
}

static bool used(const struct stage *stage) {
  bool here = world_best(stage->world, 0, DAMPER) != PATH_NONE;
  g_assert_cmpint(world_best(stage->world, 0, WITNESS) != PATH_NONE, ==, here);
  return here;
}

static void one_flap_is_not_suppressed(void) {
  struct damping d = cisco();
  struct stage *stage = scene(&d, 0);
  flap(stage);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_SUPPRESSED), ==, 0);
  g_assert_true(used(stage));
  g_assert_cmpfloat(penalty(stage), >, 0);
  stage_free(stage);
}

/* The history of flaps is in the memory of the process. */
static void a_crash_forgets(void) {
  struct damping d = cisco();
  struct stage *stage = scene(&d, 0);
  for (int i = 0; i < 3; i++) flap(stage);
  g_assert_false(used(stage));
  world_crash_process(stage->world, DAMPER);
  stage_until(stage, stage->sim->now + SIM_SECOND);
  g_assert_cmpfloat(penalty(stage), ==, 0);
  g_assert_true(used(stage));
  stage_free(stage);
}

/* It stays in the Adj-RIB-In all the while, and comes back by one event, with no word from the neighbour. */
static void a_suppressed_route_comes_back(void) {
  struct damping d = cisco();
  struct stage *stage = scene(&d, 0);
  uint32_t half = stage_half(stage, DAMPER, ORIGIN);
  for (int i = 0; i < 3; i++) flap(stage);
  const struct occurrence *suppressed = stage_find(stage, OCCURRENCE_SUPPRESSED, 0);
  g_assert_nonnull(suppressed);
  const struct occurrence *third = stage_find(stage, OCCURRENCE_WITHDRAW, 2);
  g_assert_cmpuint(suppressed->because, ==, third->id);
  g_assert_false(used(stage));
  g_assert_true(world_plane(stage->world, 0)->adj_in[half] != PATH_NONE);
  uint32_t sent = stage_sent(stage, ORIGIN, DAMPER, 0), id = suppressed->id;
  uint64_t handled = stage->sim->handled;
  sim_time at = suppressed->at;
  double charged = 1000 * (1 + exp2(-2.0 / 900) + exp2(-4.0 / 900));
  stage_rest(stage);
  const struct occurrence *reused = stage_find(stage, OCCURRENCE_REUSED, 0);
  g_assert_cmpuint(reused->because, ==, id);
  g_assert_cmpuint(reused->count, ==, 750);
  g_assert_cmpint(ABS(reused->at - at - (sim_time)(900e9 * log2(charged / 750))), <, SIM_MICROSECOND);
  g_assert_true(used(stage));
  g_assert_cmpuint(stage_sent(stage, ORIGIN, DAMPER, 0), ==, sent);
  g_assert_cmpuint(stage->sim->handled - handled, ==, 3); /* the reuse, and both neighbours are told */
  stage_free(stage);
}

/* Withdrawn when its time comes, it comes back with the next announcement. */
static void a_withdrawn_route_waits_for_its_announcement(void) {
  struct damping d = cisco();
  struct stage *stage = scene(&d, 0);
  for (int i = 0; i < 3; i++) flap(stage);
  world_withdraw(stage->world, 0, ORIGIN);
  stage_rest(stage);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_REUSED), ==, 1);
  g_assert_false(used(stage));
  world_announce(stage->world, 0, ORIGIN, ATTRS_PLAIN);
  stage_rest(stage);
  g_assert_true(used(stage));
  stage_free(stage);
}

/* Juniper charges for the announcement after a withdrawal, Cisco does not. */
static void vendors_charge_differently(void) {
  static const struct {
    const char *set;
    double after_withdrawal, after_announcement;
  } cases[] = {{"cisco", 1000, 1000}, {"juniper", 1000, 2000}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    struct damping d = damping_find(cases[i].set)->damping;
    struct stage *stage = scene(&d, 0);
    world_withdraw(stage->world, 0, ORIGIN);
    stage_until(stage, stage->sim->now + DELAY);
    g_assert_cmpfloat(penalty(stage), ==, cases[i].after_withdrawal);
    world_announce(stage->world, 0, ORIGIN, ATTRS_PLAIN);
    stage_until(stage, stage->sim->now + DELAY);
    g_assert_cmpfloat_with_epsilon(penalty(stage), cases[i].after_announcement, 0.1);
    stage_free(stage);
  }
}

/* An announcement long after the withdrawal is a first one again. */
static void what_is_forgotten_is_not_charged(void) {
  struct damping d = damping_find("juniper")->damping;
  struct stage *stage = scene(&d, 0);
  world_withdraw(stage->world, 0, ORIGIN);
  stage_until(stage, 1400 * SIM_SECOND); /* 1000 has decayed to 340 */
  world_announce(stage->world, 0, ORIGIN, ATTRS_PLAIN);
  stage_rest(stage);
  g_assert_cmpfloat(penalty(stage), ==, 0);
  stage_free(stage);
}

/* A trigger prefix is announced with other attributes: 500; with the same: nothing. */
static void changed_attributes_are_charged(void) {
  struct damping d = cisco();
  struct stage *stage = scene(&d, 0);
  const uint8_t a[] = {0x40, 1, 1, 0}, b[] = {0x40, 1, 1, 2};
  uint32_t trigger = world_add_prefix(stage->world, 1, true), half = stage_half(stage, DAMPER, ORIGIN);
  attrs_id first = attrs_intern(world_attrs(stage->world), a, sizeof a, 0);
  attrs_id second = attrs_intern(world_attrs(stage->world), b, sizeof b, 0);
  const attrs_id said[] = {first, first, second, second};
  for (int i = 0; i < 4; i++) {
    world_announce(stage->world, trigger, ORIGIN, said[i]);
    stage_until(stage, stage->sim->now + DELAY);
    g_assert_cmpfloat_with_epsilon(damper_penalty(stage->world, world_plane(stage->world, trigger), half),
                                   i < 2 ? 0 : 500, 0.1);
  }
  stage_free(stage);
}

static void nobody_damps_unless_told(void) {
  struct stage *stage = scene(NULL, 0);
  for (int i = 0; i < 10; i++) flap(stage);
  g_assert_true(used(stage));
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_SUPPRESSED), ==, 0);
  stage_free(stage);
}

/* The session is lost `times`; how much penalty is there at the end? */
static double lose(enum damping_loss loss, int times) {
  struct damping d = cisco();
  d.loss = loss;
  struct stage *stage = scene(&d, 5 * SIM_SECOND);
  flap(stage);
  for (int i = 0; i < times; i++) {
    world_fail(stage->world, stage_half(stage, DAMPER, ORIGIN));
    stage_until(stage, stage->sim->now + SIM_SECOND);
    world_restore(stage->world, stage_half(stage, DAMPER, ORIGIN));
    stage_until(stage, stage->sim->now + SIM_SECOND);
  }
  double left = penalty(stage);
  g_assert_cmpint(used(stage), ==, stage_count(stage, OCCURRENCE_SUPPRESSED) == 0);
  stage_free(stage);
  return left;
}

static void a_lost_session_does_as_configured(void) {
  double kept = 1000 * exp2(-(2.0 * 2 + 2 - 0.01) / 900);
  g_assert_cmpfloat_with_epsilon(lose(DAMPING_LOSS_KEEPS, 2), kept, 1e-6);
  g_assert_cmpfloat(lose(DAMPING_LOSS_FORGETS, 2), ==, 0);
  /* the loss is noticed at once, not a link later */
  g_assert_cmpfloat_with_epsilon(lose(DAMPING_LOSS_COUNTS, 2), kept + 1000 * (exp2(-4.0 / 900) + exp2(-2.0 / 900)),
                                 1e-6);
}

/* Law V7's loop with damping on it: the bad route resets the session time and again. The detector damps an innocent
 * prefix of that session; where a loss counts it is suppressed at the third loss, where it does not, never. */
static void reset_loop(enum damping_loss loss, bool expected) {
  struct fault fault;
  struct damping d = cisco();
  d.loss = loss;
  struct platform platform = stage_platform();
  stage_wait(&platform, 5 * SIM_SECOND, 0);
  const struct network_link link = {DAMPER, ORIGIN, NEIGHBOR_CUSTOMER, DELAY, false};
  fault_init(&fault);
  struct world_settings settings = stage_settings(&platform);
  settings.profiles = fault.profile;
  settings.profile_count = FAULT_PROFILES;
  settings.profile_of = (const uint16_t[]){FAULT_FORWARD, FAULT_RESET};
  struct stage *stage = stage_new(stage_network(2, &link, 1), &settings);
  world_set_damping(stage->world, stage_half(stage, DAMPER, ORIGIN), &d);
  world_settle(stage->world, world_add_prefix(stage->world, 1, false), ORIGIN);
  uint32_t trigger = world_add_prefix(stage->world, 1, true);
  world_announce(stage->world, trigger, ORIGIN, fault_attrs(stage->world));
  stage_until(stage, 60 * SIM_SECOND);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_SESSION_DOWN), >, 5);
  const struct occurrence *suppressed = stage_find(stage, OCCURRENCE_SUPPRESSED, 0);
  g_assert_cmpint(suppressed != NULL, ==, expected);
  if (suppressed) {
    const struct occurrence *third = stage_find(stage, OCCURRENCE_SESSION_DOWN, 2);
    g_assert_cmpuint(suppressed->because, ==, third->id);
    g_assert_cmpint(suppressed->at, ==, third->at);
    g_assert_cmpuint(suppressed->prefix, ==, 0);
  }
  stage_free(stage);
  fault_clear(&fault);
}

static void a_reset_loop_is_flapping(void) {
  reset_loop(DAMPING_LOSS_COUNTS, true);
  reset_loop(DAMPING_LOSS_KEEPS, false);
}

/* --- one withdrawal in a clique, as every router sees it --- */

struct ledger {
  double penalty;
  sim_time at;
  path_id held;
};

static struct network *clique(uint32_t n) {
  GArray *link = g_array_new(FALSE, FALSE, sizeof(struct network_link));
  for (uint32_t a = 0; a <= n; a++)
    for (uint32_t b = 0; b < a; b++) {
      struct network_link l = {a, b, NEIGHBOR_PEER, DELAY, false};
      if (a < n || b == 0) g_array_append_val(link, l);
    }
  struct network *network = stage_network(n + 1, (struct network_link *)(void *)link->data, link->len);
  g_array_free(link, TRUE);
  return network;
}

/* RFC 2439 with Cisco's charges, written down once more. */
static void ledger_enter(struct ledger *l, path_id path, sim_time at) {
  double charge = path == l->held ? 0 : l->held == PATH_NONE ? 0 : path == PATH_NONE ? 1000 : 500;
  if (charge > 0) {
    l->penalty = MIN(l->penalty * exp2(-(double)(at - l->at) / 900e9) + charge, 12000);
    l->at = at;
  }
  l->held = path;
}

/* Follows every message through the books of its receiver. Returns the greatest penalty that a router ends up with. */
static double explore(uint32_t n) {
  struct platform platform = stage_platform();
  platform.mrai = 30 * SIM_SECOND;
  struct world_settings settings = stage_settings(&platform);
  struct damping d = cisco();
  d.suppress = 1e9; /* count, but do not damp: exploration as without it */
  settings.any_policy = true;
  struct stage *stage = stage_new(clique(n), &settings);
  const struct plane *p = world_plane(stage->world, world_add_prefix(stage->world, 1, false));
  for (uint32_t h = 0; h < stage->net->halves; h++) world_set_damping(stage->world, h, &d);
  world_settle(stage->world, 0, n);
  struct ledger *ledger = g_new0(struct ledger, stage->net->halves);
  for (uint32_t h = 0; h < stage->net->halves; h++) ledger[h].held = p->adj_in[h];
  stage_until(stage, 1000 * SIM_SECOND);
  world_withdraw(stage->world, 0, n);
  for (guint seen = 0; seen < stage->message->len || sim_run(stage->sim, SIM_NEVER, 1) == SIM_END_BUDGET;)
    for (; seen < stage->message->len; seen++) {
      const struct stage_message *m = &g_array_index(stage->message, struct stage_message, seen);
      uint32_t in = stage_half(stage, m->peer, m->router);
      path_id path = p->adj_out[stage->net->back[in]];
      bool looped = path != PATH_NONE && path_has(world_paths(stage->world), path, stage->net->asn[m->peer]);
      ledger_enter(&ledger[in], looped ? PATH_NONE : path, m->at + DELAY);
    }
  double greatest = 0;
  for (uint32_t h = 0; h < stage->net->halves; h++) {
    double left = damping_decayed(&d, ledger[h].penalty, stage->sim->now - ledger[h].at);
    g_assert_cmpfloat_with_epsilon(damper_penalty(stage->world, p, h), left, 1e-6);
    greatest = MAX(greatest, ledger[h].penalty);
  }
  /* the router next to the origin hears from it just the one withdrawal */
  g_assert_cmpfloat(ledger[stage_half(stage, 0, n)].penalty, ==, 1000);
  g_free(ledger);
  stage_free(stage);
  return greatest;
}

static void exploration_multiplies_flaps(void) {
  double before = 0;
  for (uint32_t n = 3; n <= 12; n++) {
    double greatest = explore(n);
    g_assert_cmpfloat(greatest, >=, before);
    before = greatest;
  }
  g_assert_cmpfloat(explore(3), <, 2000);
  g_assert_cmpfloat(before, >, 3000);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/damper/one flap is not suppressed", one_flap_is_not_suppressed);
  g_test_add_func("/damper/three are, and the route comes back by itself", a_suppressed_route_comes_back);
  g_test_add_func("/damper/a process that crashes forgets all flaps", a_crash_forgets);
  g_test_add_func("/damper/a withdrawn route waits for its announcement", a_withdrawn_route_waits_for_its_announcement);
  g_test_add_func("/damper/Juniper charges for an announcement, Cisco does not", vendors_charge_differently);
  g_test_add_func("/damper/what is forgotten is not charged for", what_is_forgotten_is_not_charged);
  g_test_add_func("/damper/other attributes are charged for, the same are not", changed_attributes_are_charged);
  g_test_add_func("/damper/nobody damps unless told", nobody_damps_unless_told);
  g_test_add_func("/damper/a lost session does to the penalty what is configured", a_lost_session_does_as_configured);
  g_test_add_func("/damper/a reset loop is flapping where a loss counts", a_reset_loop_is_flapping);
  g_test_add_func("/damper/one withdrawal in a clique is many flaps, counted message by message",
                  exploration_multiplies_flaps);
  return g_test_run();
}
