#include "models/bgp/roa.h"

#include "models/policy/policy.h"
#include "tests/fork.h"

static const struct prefix documentation = {{198, 51, 100}, 24, PREFIX_IPV4};

static struct stage *validated(const char *validators) {
  struct stage *s = fork_stage(NULL);
  for (uint32_t r = 0; r < FORK_ROUTERS; r++)
    if (strchr(validators, fork_letter[r])) policy_use_rov(s->world, r);
  fork_add_prefixes(s);
  policy_name(s->world, FORK_PLAIN, &documentation);
  policy_issue_roa(s->world, &(struct roa){{{198, 51}, 16, PREFIX_IPV4}, 24, 6});
  world_settle(s->world, FORK_PLAIN, FORK_O);
  return s;
}

static void hijack(void) {
  struct stage *s = validated("");
  policy_hijack(s->world, FORK_PLAIN, FORK_S, FORK_O);
  stage_rest(s);
  fork_assert_path(s, FORK_PLAIN, FORK_P2, "5");
  fork_assert_path(s, FORK_PLAIN, FORK_P1, "6");
  g_assert_cmpint(world_reach(s->world, FORK_PLAIN, FORK_P2), ==, REACH_WRONG_ORIGIN);
  g_assert_cmpint(world_reach(s->world, FORK_PLAIN, FORK_P1), ==, REACH_DELIVERED);
  world_withdraw(s->world, FORK_PLAIN, FORK_S);
  stage_rest(s);
  fork_assert_path(s, FORK_PLAIN, FORK_P2, "1 6");
  g_assert_cmpint(world_reach(s->world, FORK_PLAIN, FORK_P2), ==, REACH_DELIVERED);
  stage_free(s);
}

static void validation(void) {
  struct stage *s = validated("2");
  policy_hijack(s->world, FORK_PLAIN, FORK_S, FORK_O);
  stage_rest(s);
  fork_assert_path(s, FORK_PLAIN, FORK_P2, "1 6");
  g_assert_cmpint(world_reach(s->world, FORK_PLAIN, FORK_P2), ==, REACH_DELIVERED);
  stage_free(s);
}

/* FORK_A second ROA makes the other origin valid; its end makes it invalid again; without any, all is NotFound and
 * fine. */
static void roas_change(void) {
  struct stage *s = validated("2");
  const struct roa of_s = {{{198, 51, 100}, 24, PREFIX_IPV4}, 24, 5}, of_o = {{{198, 51}, 16, PREFIX_IPV4}, 24, 6};
  policy_hijack(s->world, FORK_PLAIN, FORK_S, FORK_O);
  stage_rest(s);
  policy_issue_roa(s->world, &of_s);
  stage_rest(s);
  fork_assert_path(s, FORK_PLAIN, FORK_P2, "5");
  policy_revoke_roa(s->world, &of_s);
  stage_rest(s);
  fork_assert_path(s, FORK_PLAIN, FORK_P2, "1 6");
  policy_revoke_roa(s->world, &of_o);
  stage_rest(s);
  fork_assert_path(s, FORK_PLAIN, FORK_P2, "5");
  policy_issue_roa(s->world, &(struct roa){{{198, 51, 100}, 24, PREFIX_IPV4}, 24, 0}); /* AS 0: RFC 6483 section 4 */
  stage_rest(s);
  fork_assert_has(s, FORK_PLAIN,
                  "1SO"
                  "A"
                  "C"); /* not FORK_P2; FORK_A and FORK_C by FORK_P1 */
  g_assert_cmpuint(stage_count(s, OCCURRENCE_ROA), ==, 4);
  stage_free(s);
}

/* RFC 6811 section 2.1, with the ROAs of AS 6 for 198.51.0.0/16 up to /22 and of AS 7 for all of it. */
static void validity(void) {
  static const struct roa roas[] = {{{{198, 51}, 16, PREFIX_IPV4}, 22, 6}, {{{198, 51}, 16, PREFIX_IPV4}, 16, 7}};
  static const struct {
    const char *prefix;
    uint32_t origin;
    enum roa_validity validity;
  } table[] = {
      {"198.51.0.0/16", 6, ROA_VALID},     {"198.51.100.0/22", 6, ROA_VALID},   {"198.51.100.0/23", 6, ROA_INVALID},
      {"198.51.0.0/16", 7, ROA_VALID},     {"198.51.0.0/17", 7, ROA_INVALID},   {"198.51.0.0/16", 8, ROA_INVALID},
      {"198.50.0.0/15", 8, ROA_NOT_FOUND}, {"198.52.0.0/16", 6, ROA_NOT_FOUND}, {"198.51.0.0/16", 0, ROA_INVALID},
      {"c633::/16", 8, ROA_NOT_FOUND},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
    struct prefix prefix;
    g_assert_true(prefix_parse(table[i].prefix, &prefix));
    g_assert_cmpint(roa_validate(roas, G_N_ELEMENTS(roas), &prefix, table[i].origin), ==, table[i].validity);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/roa/a hijack delivers to the wrong origin", hijack);
  g_test_add_func("/roa/RFC 6811: invalid routes are not eligible", validation);
  g_test_add_func("/roa/ROAs come and go", roas_change);
  g_test_add_func("/roa/RFC 6811 section 2: valid, invalid, not found", validity);
  return g_test_run();
}
