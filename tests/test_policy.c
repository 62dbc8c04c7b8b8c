#include "models/policy/policy.h"

#include "models/bgp/attribute.h"
#include "tests/dice.h"
#include "tests/fault.h"
#include "tests/fork.h"
#include "tests/oracle.h"

static struct stage *ruled(const struct rule *rule, uint32_t router) {
  struct stage *s = fork_stage(NULL);
  if (rule) policy_use_rule(s->world, policy_add_rule(s->world, rule), router, true);
  fork_add_prefixes(s);
  policy_name(s->world, FORK_PLAIN, &(struct prefix){{198, 51, 100}, 24, PREFIX_IPV4});
  fork_announce(s, FORK_PLAIN, FORK_O, ATTRS_PLAIN);
  return s;
}

static void rule_gives(struct rule rule, uint32_t router, const char *path) {
  rule.import = true;
  struct stage *s = ruled(&rule, router);
  fork_assert_path(s, FORK_PLAIN, router, path);
  policy_use_rule(s->world, 0, router, false); /* off, and all is as without */
  stage_rest(s);
  struct stage *without = ruled(NULL, 0);
  for (uint32_t r = 0; r < FORK_ROUTERS; r++) {
    uint32_t asn[16];
    path_id best = world_best(without->world, FORK_PLAIN, r);
    uint32_t hops = best == PATH_NONE ? 0 : (uint32_t)path_list(world_paths(without->world), best, asn, 16);
    g_assert_true(stage_path_is(s, FORK_PLAIN, r, asn, hops));
  }
  stage_free(without);
  stage_free(s);
}

static void matches(void) {
  static const uint32_t one[] = {1}, two[] = {2}, path[] = {1, 6}, other[] = {1, 5};
  rule_gives((struct rule){.action = RULE_REJECT}, FORK_A, "-");
  rule_gives((struct rule){.action = RULE_REJECT, .kinds = 1u << NEIGHBOR_PROVIDER}, FORK_A, "-");
  rule_gives((struct rule){.action = RULE_REJECT, .kinds = 1u << NEIGHBOR_PEER}, FORK_A, "1 6");
  rule_gives((struct rule){.action = RULE_REJECT, .neighbor = one, .neighbors = 1}, FORK_A, "2 1 6");
  rule_gives((struct rule){.action = RULE_REJECT, .neighbor = two, .neighbors = 1}, FORK_A, "1 6");
  rule_gives((struct rule){.action = RULE_REJECT, .longer_than = 1}, FORK_A, "-");
  rule_gives((struct rule){.action = RULE_REJECT, .longer_than = 2}, FORK_A, "1 6");
  rule_gives((struct rule){.action = RULE_REJECT, .containing = 1}, FORK_A, "-");
  rule_gives((struct rule){.action = RULE_REJECT, .containing = 2}, FORK_A, "1 6");
  rule_gives((struct rule){.action = RULE_REJECT, .path = path, .path_hops = 2}, FORK_A, "2 1 6");
  rule_gives((struct rule){.action = RULE_REJECT, .path = other, .path_hops = 2}, FORK_A, "1 6");
  rule_gives((struct rule){.action = RULE_REJECT, .prefix = {{198, 51}, 16, PREFIX_IPV4}}, FORK_A, "-");
  rule_gives((struct rule){.action = RULE_REJECT, .prefix = {{198, 51, 100}, 25, PREFIX_IPV4}}, FORK_A, "1 6");
  rule_gives((struct rule){.action = RULE_REJECT, .prefix = {{192, 51}, 16, PREFIX_IPV4}}, FORK_A, "1 6");
  rule_gives((struct rule){.action = RULE_REJECT, .attribute = ATTRIBUTE_ORIGIN}, FORK_A, "-");
  rule_gives((struct rule){.action = RULE_REJECT, .attribute = ATTRIBUTE_COMMUNITY}, FORK_A, "1 6");
  rule_gives((struct rule){.action = RULE_PREFER, .amount = 1, .neighbor = two, .neighbors = 1}, FORK_A, "2 1 6");
  rule_gives((struct rule){.action = RULE_PREFER, .amount = -1, .neighbor = one, .neighbors = 1}, FORK_A, "2 1 6");
}

static void exports(void) {
  struct rule reject = {.action = RULE_REJECT, .kinds = 1u << NEIGHBOR_PEER};
  struct stage *s = ruled(&reject, FORK_P1);
  fork_assert_path(s, FORK_PLAIN, FORK_P2, "-");
  fork_assert_path(s, FORK_PLAIN, FORK_A, "1 6");
  stage_free(s);
  struct rule prepend = {.action = RULE_PREPEND, .amount = 2, .kinds = 1u << NEIGHBOR_CUSTOMER};
  s = ruled(&prepend, FORK_P1);
  fork_assert_path(s, FORK_PLAIN, FORK_A, "2 1 6"); /* the shorter one now */
  policy_use_rule(s->world, 0, FORK_P2, true);
  stage_rest(s);
  fork_assert_path(s, FORK_PLAIN, FORK_A, "1 1 1 6");
  policy_use_rule(s->world, 0, FORK_P1, false);
  stage_rest(s);
  fork_assert_path(s, FORK_PLAIN, FORK_A, "1 6");
  stage_free(s);
}

/* Routers that reset on the attribute and drop it by a filter first: nobody resets. */
static void filters(void) {
  for (int filtered = 0; filtered < 2; filtered++) {
    struct platform platform = stage_platform();
    struct world_settings settings = stage_settings(&platform);
    struct fault fault;
    uint16_t profile[FORK_ROUTERS] = {[FORK_P2] = FAULT_RESET, [FORK_A] = FAULT_RESET};
    fault_init(&fault);
    settings.profiles = fault.profile;
    settings.profile_count = FAULT_PROFILES;
    settings.profile_of = profile;
    struct stage *s = fork_stage(&settings);
    struct rule drop = {.import = true, .action = RULE_DROP, .amount = ATTRIBUTE_COMMUNITY};
    uint32_t rule = policy_add_rule(s->world, &drop);
    fork_add_prefixes(s);
    if (filtered) policy_use_rule(s->world, rule, FORK_P2, true);
    if (filtered) policy_use_rule(s->world, rule, FORK_A, true);
    world_announce(s->world, FORK_TRIGGER, FORK_O, fault_attrs(s->world));
    stage_until(s, SIM_SECOND);
    if (!filtered) g_assert_cmpuint(stage_count(s, OCCURRENCE_SESSION_DOWN), >, 0);
    else {
      g_assert_cmpuint(stage_count(s, OCCURRENCE_SESSION_DOWN), ==, 0);
      fork_assert_has(s, FORK_TRIGGER, "12ACSO");
      fork_assert_bytes(s, FORK_TRIGGER, FORK_S, "\x40\x01\x01\x00", 4);
      policy_use_rule(s->world, rule, FORK_A, false); /* what was taken out is looked at again as it came */
      stage_until(s, s->sim->now + 1);
      g_assert_cmpuint(stage_count(s, OCCURRENCE_SESSION_DOWN), ==, 1);
      g_assert_cmpuint(stage_find(s, OCCURRENCE_SESSION_DOWN, 0)->router, ==, FORK_A);
    }
    stage_free(s);
    fault_clear(&fault);
  }
}

/* --- all together --- */

/* What is switched on and off in the middle ends where a world ends that began so. */
struct switched {
  struct rule rule;
  uint32_t router;
  bool on;
};

static void switches_draw(struct switched *switches, uint32_t count, struct dice *dice,
                          const struct oracle_graph *graph) {
  for (uint32_t i = 0; i < count; i++) {
    struct switched *s = &switches[i];
    *s = (struct switched){.router = dice_below(dice, graph->routers), .on = dice_chance(dice, 0.5)};
    s->rule = (struct rule){.import = dice_chance(dice, 0.5), .action = RULE_REJECT};
    if (dice_chance(dice, 0.5)) s->rule.longer_than = 1 + dice_below(dice, 3);
    if (dice_chance(dice, 0.5)) s->rule.containing = graph->asn[dice_below(dice, graph->routers)];
    if (dice_chance(dice, 0.3)) s->rule.kinds = 1u << (dice_chance(dice, 0.5) ? NEIGHBOR_PEER : NEIGHBOR_PROVIDER);
  }
}

static struct stage *switched_world(const struct oracle_graph *graph, const struct switched *switches, uint32_t count,
                                    uint32_t origin, bool late) {
  struct platform platform = stage_platform();
  struct world_settings settings = stage_settings(&platform);
  struct stage *s = stage_new(oracle_network(graph), &settings);
  world_add_prefix(s->world, 1, false);
  for (uint32_t i = 0; i < count; i++) policy_add_rule(s->world, &switches[i].rule);
  for (uint32_t i = 0; i < count; i++)
    if (late ? !switches[i].on : switches[i].on) policy_use_rule(s->world, i, switches[i].router, true);
  world_announce(s->world, 0, origin, ATTRS_PLAIN);
  stage_rest(s);
  for (uint32_t i = 0; late && i < count; i++) {
    policy_use_rule(s->world, i, switches[i].router, switches[i].on);
    if (i % 2) stage_rest(s);
  }
  stage_rest(s);
  return s;
}

static void late_is_early(void) {
  struct dice dice = {.seed = 91};
  uint32_t without = 0;
  for (int round = 0; round < 200; round++) {
    enum { SWITCHES = 12 };
    struct switched switches[SWITCHES];
    struct oracle_shape shape = oracle_shape_random(&dice, 30);
    struct oracle_graph *graph = oracle_random(&dice, &shape);
    uint32_t origin = dice_below(&dice, graph->routers);
    switches_draw(switches, SWITCHES, &dice, graph);
    struct stage *early = switched_world(graph, switches, SWITCHES, origin, false);
    struct stage *late = switched_world(graph, switches, SWITCHES, origin, true);
    for (uint32_t r = 0; r < graph->routers; r++) {
      uint32_t asn[64];
      path_id best = world_best(early->world, 0, r);
      uint32_t hops = best == PATH_NONE ? 0 : (uint32_t)path_list(world_paths(early->world), best, asn, 64);
      g_assert_true(stage_path_is(late, 0, r, asn, hops));
      without += best == PATH_NONE;
    }
    stage_free(early);
    stage_free(late);
    oracle_graph_free(graph);
  }
  g_assert_cmpuint(without, >, 100); /* the rules did something */
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/policy/a rule matches what it names and nothing else", matches);
  g_test_add_func("/policy/export rules reject and prepend", exports);
  g_test_add_func("/policy/a filter acts before the attribute is judged", filters);
  g_test_add_func("/policy/a change in the middle ends where one at the beginning does", late_is_early);
  return g_test_run();
}
