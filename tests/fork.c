#include "tests/fork.h"

const char fork_letter[] = "12ACSO";

struct stage *fork_stage(const struct world_settings *settings) {
  static const struct network_link link[] = {
      {FORK_P1, FORK_P2, NEIGHBOR_PEER, SIM_MILLISECOND, false},
      {FORK_P1, FORK_A, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
      {FORK_P2, FORK_A, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
      {FORK_A, FORK_C, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
      {FORK_P2, FORK_S, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
      {FORK_P1, FORK_O, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
  };
  struct platform platform = stage_platform();
  struct world_settings plain = stage_settings(&platform);
  return stage_new(stage_network(FORK_ROUTERS, link, G_N_ELEMENTS(link)), settings ? settings : &plain);
}

void fork_add_prefixes(struct stage *s) {
  world_add_prefix(s->world, 1, true);
  world_add_prefix(s->world, 1, false);
}

void fork_announce(struct stage *s, uint32_t prefix, uint32_t router, attrs_id attrs) {
  world_announce(s->world, prefix, router, attrs);
  stage_rest(s);
}

void fork_assert_path(const struct stage *s, uint32_t prefix, uint32_t router, const char *expected) {
  uint32_t asn[16];
  path_id best = world_best(s->world, prefix, router);
  size_t hops = best == PATH_NONE ? 0 : path_list(world_paths(s->world), best, asn, G_N_ELEMENTS(asn));
  g_autoptr(GString) text = g_string_new(NULL);
  for (size_t i = 0; i < hops; i++) g_string_append_printf(text, i ? " %u" : "%u", asn[i]);
  if (world_is_origin(s->world, prefix, router)) g_string_assign(text, "own");
  g_assert_cmpstr(text->len ? text->str : "-", ==, expected);
}

void fork_assert_has(const struct stage *s, uint32_t prefix, const char *who) {
  for (uint32_t r = 0; r < FORK_ROUTERS; r++) {
    bool has = world_is_origin(s->world, prefix, r) || world_best(s->world, prefix, r) != PATH_NONE;
    g_assert_cmpint(has, ==, strchr(who, fork_letter[r]) != NULL);
  }
}

void fork_assert_bytes(const struct stage *s, uint32_t prefix, uint32_t router, const char *expected, size_t length) {
  uint32_t half = plane_best_half(world_plane(s->world, prefix), s->net, router);
  const struct attrs *set = attrs_get(world_attrs(s->world), world_plane(s->world, prefix)->attrs_in[half]);
  g_assert_cmpmem(set->bytes, set->length, expected, length);
}
