#include "models/bgp/otc.h"

#include "models/bgp/attribute.h"
#include "models/policy/policy.h"
#include "tests/fork.h"

/* Who of FORK_P1, FORK_P2, FORK_A takes part, and is FORK_P2 drawn to FORK_A by FORK_A's leak? */
static void leak(const char *adopters, bool everybody, const char *path) {
  struct stage *s = fork_stage(NULL);
  for (uint32_t r = 0; r < FORK_ROUTERS; r++)
    if (strchr(adopters, fork_letter[r])) policy_use_otc(s->world, r);
  fork_add_prefixes(s);
  fork_announce(s, FORK_PLAIN, FORK_O, ATTRS_PLAIN);
  fork_assert_path(s, FORK_PLAIN, FORK_P2, "1 6");
  policy_leak(s->world, FORK_A, everybody ? NETWORK_NONE : stage_half(s, FORK_A, FORK_P2), true);
  stage_rest(s);
  fork_assert_path(s, FORK_PLAIN, FORK_P2, path);
  fork_assert_path(s, FORK_PLAIN, FORK_P1, "6");
  policy_leak(s->world, FORK_A, everybody ? NETWORK_NONE : stage_half(s, FORK_A, FORK_P2), false);
  stage_rest(s);
  fork_assert_path(s, FORK_PLAIN, FORK_P2, "1 6");
  stage_free(s);
}

static void leaks(void) {
  leak("", true, "3 1 6"); /* a customer's route wins over the peer's */
  leak("", false, "3 1 6");
}

static void otc_stops_leaks(void) {
  leak("1", true, "3 1 6"); /* marked, but nobody looks */
  leak("2", true, "3 1 6"); /* FORK_P2 looks, but nobody has marked */
  leak("A", true, "1 6");   /* egress 2: FORK_A marked the route as it came in (ingress 3), and does not send it up */
  leak("12", true, "1 6");  /* egress 1 at FORK_P1, ingress 1 at FORK_P2 */
  leak("12", false, "1 6");
  leak("O2", true, "3 1 6"); /* upwards nobody marks */
}

static void otc_bytes(void) {
  struct stage *s = fork_stage(NULL);
  policy_use_otc(s->world, FORK_P1);
  policy_use_otc(s->world, FORK_A);
  fork_add_prefixes(s);
  fork_announce(s, FORK_PLAIN, FORK_O, ATTRS_PLAIN);
  /* Partial: FORK_P1 is not the originator (RFC 4271 section 5). Handed on by FORK_P2 and FORK_A as it is. */
  fork_assert_bytes(s, FORK_PLAIN, FORK_S, "\x40\x01\x01\x00\xe0\x23\x04\x00\x00\x00\x01", 11);
  fork_assert_bytes(s, FORK_PLAIN, FORK_C, "\x40\x01\x01\x00\xe0\x23\x04\x00\x00\x00\x01", 11);
  fork_assert_bytes(s, FORK_PLAIN, FORK_P1, "\x40\x01\x01\x00", 4);
  fork_announce(s, FORK_TRIGGER, FORK_A, ATTRS_PLAIN); /* its own: the originator leaves Partial alone */
  fork_assert_bytes(s, FORK_TRIGGER, FORK_C, "\x40\x01\x01\x00\xc0\x23\x04\x00\x00\x00\x03", 11);
  fork_assert_bytes(s, FORK_TRIGGER, FORK_P2, "\x40\x01\x01\x00", 4);
  stage_free(s);
}

/* Ingress 2: from a peer it must be the peer's own mark. */
static void otc_of_a_peer(void) {
  static const uint8_t of_one[] = {0, 0, 0, 1}, of_nine[] = {0, 0, 0, 9};
  for (int own = 0; own < 2; own++) {
    struct stage *s = fork_stage(NULL);
    policy_use_otc(s->world, FORK_P2);
    fork_add_prefixes(s);
    fork_announce(s, FORK_TRIGGER, FORK_P1,
                  attrs_with(world_attrs(s->world), ATTRS_PLAIN, WIRE_OPTIONAL | WIRE_TRANSITIVE,
                             ATTRIBUTE_ONLY_TO_CUSTOMER, own ? of_one : of_nine, 4));
    fork_assert_path(s, FORK_TRIGGER, FORK_P2, own ? "1" : "-");
    fork_assert_path(s, FORK_TRIGGER, FORK_A, "1");
    stage_free(s);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/otc/a leak draws traffic and ends", leaks);
  g_test_add_func("/otc/RFC 9234 section 5 stops a leak where both have marked and looked", otc_stops_leaks);
  g_test_add_func("/otc/RFC 9234: the attribute on the wire", otc_bytes);
  g_test_add_func("/otc/RFC 9234 section 5: a peer's mark must be its own", otc_of_a_peer);
  return g_test_run();
}
