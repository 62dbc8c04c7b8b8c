#include "models/world/plane.h"

#include "tests/oracle.h"
#include "tests/stage.h"

#include <string.h>

/* A star: router 0 with `degree` customers. */
static struct network *star(uint32_t degree) {
  struct network_link *link = g_new(struct network_link, degree);
  for (uint32_t i = 0; i < degree; i++)
    link[i] = (struct network_link){0, i + 1, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false};
  struct network *network = stage_network(degree + 1, link, degree);
  g_free(link);
  return network;
}

static uint64_t scan(const uint64_t *rank, uint32_t from, uint32_t to) {
  uint64_t least = DECISION_NO_ROUTE;
  for (uint32_t h = from; h < to; h++) least = MIN(least, rank[h]);
  return least;
}

static void check_blocks(const struct plane *plane, const struct network *net, const struct plane_layout *layout) {
  for (uint32_t h = net->first[0]; layout->block[0] != NETWORK_NONE && h < net->first[1]; h += PLANE_BLOCK)
    g_assert_cmpuint(plane->least[layout->block[0] + (h - net->first[0]) / PLANE_BLOCK], ==,
                     scan(plane->rank, h, MIN(h + PLANE_BLOCK, net->first[1])));
}

static void one_degree(uint32_t degree, struct dice *dice) {
  struct network *net = star(degree);
  struct plane_layout layout;
  plane_layout_init(&layout, net);
  g_assert_cmpint(layout.block[0] != NETWORK_NONE, ==, degree > PLANE_BLOCK);
  struct plane *plane = plane_new(net, &layout, 0, false);
  uint64_t *plain = g_new(uint64_t, degree);
  uint32_t from = net->first[0];
  for (uint32_t i = 0; i < degree; i++) plain[i] = DECISION_NO_ROUTE;
  for (int round = 0; round < 3000; round++) {
    uint32_t at = dice_below(dice, degree);
    plain[at] = dice_chance(dice, 0.4) ? DECISION_NO_ROUTE : dice_below(dice, round % 2 ? 50 : UINT32_MAX);
    g_assert_cmpuint(plane_rank(plane, net, &layout, from + at, plain[at]), ==, scan(plain, 0, degree));
    if (round % 100 == 0) check_blocks(plane, net, &layout);
  }
  plane_reset(plane, net);
  uint32_t half_way = from + degree / 2;
  for (uint32_t h = from; h < half_way; h++) plane_begin(plane, net, &layout, 0, h, dice_below(dice, 100));
  for (uint32_t h = half_way; h < from + degree; h++) plane->rank[h] = dice_below(dice, 100);
  plane_begin_range(plane, net, &layout, 0, half_way, from + degree);
  check_blocks(plane, net, &layout);
  g_free(plain);
  plane_free(plane);
  plane_layout_clear(&layout);
  network_free(net);
}

static void least_of_many(void) {
  static const uint32_t degree[] = {
      1, 2, PLANE_BLOCK - 1, PLANE_BLOCK, PLANE_BLOCK + 1, 2 * PLANE_BLOCK, 2 * PLANE_BLOCK + 1, 500, 3000};
  struct dice dice = {.seed = 41};
  for (size_t i = 0; i < G_N_ELEMENTS(degree); i++) one_degree(degree[i], &dice);
}

static void fresh(void) {
  struct network *net = star(40);
  struct plane_layout layout;
  plane_layout_init(&layout, net);
  struct plane *plane = plane_new(net, &layout, 0, false);
  for (uint32_t r = 0; r < net->routers; r++) {
    g_assert_cmpuint(plane->best[r], ==, DECISION_NO_ROUTE);
    g_assert_cmpuint(plane_best_half(plane, net, r), ==, NETWORK_NONE);
    g_assert_cmpuint(plane->tree[r].hop, ==, NETWORK_NONE);
    g_assert_cmpint(plane->reach[r], ==, REACH_BLACKHOLE);
  }
  g_assert_null(plane->attrs_in);
  g_assert_null(plane->paced);
  plane_free(plane);
  plane_layout_clear(&layout);
  network_free(net);
}

/* Every array, to the octet. */
static void reset(void) {
  struct network *net = star(40);
  struct plane_layout layout;
  plane_layout_init(&layout, net);
  struct plane *plane = plane_new(net, &layout, 4, true), *other = plane_new(net, &layout, 4, true);
  memset(plane->arena.base, 0x5a, plane->arena.size);
  plane->rightful = 3;
  plane->own_attrs = 7;
  plane_reset(plane, net);
  g_assert_cmpmem(plane->arena.base, plane->arena.size, other->arena.base, other->arena.size);
  g_assert_cmpuint(plane->rightful, ==, other->rightful);
  g_assert_cmpuint(plane->own_attrs, ==, other->own_attrs);
  plane_free(plane);
  plane_free(other);
  plane_layout_clear(&layout);
  network_free(net);
}

static void reset_apart(void) {
  struct network *net = star(40);
  struct plane_layout layout;
  plane_layout_init(&layout, net);
  struct plane *plane = plane_new(net, &layout, 4, true), *other = plane_new(net, &layout, 4, true);
  memset(plane->arena.base, 0x5a, plane->arena.size);
  plane_reset_routes(plane, net);
  g_assert_cmpmem(plane->adj_in, net->halves * sizeof *plane->adj_in, other->adj_in,
                  net->halves * sizeof *other->adj_in);
  g_assert_cmpmem(plane->adj_out, net->halves * sizeof *plane->adj_out, other->adj_out,
                  net->halves * sizeof *other->adj_out);
  g_assert_cmpmem(plane->rank, net->halves * sizeof *plane->rank, other->rank, net->halves * sizeof *other->rank);
  g_assert_cmpmem(plane->best, net->routers * sizeof *plane->best, other->best, net->routers * sizeof *other->best);
  g_assert_cmpmem(plane->tree, net->routers * sizeof *plane->tree, other->tree, net->routers * sizeof *other->tree);
  g_assert_cmpmem(plane->reach, net->routers, other->reach, net->routers);
  g_assert_cmpint(plane->attrs_in[0], ==, 0x5a5a);
  g_assert_cmpint(plane->least[0], ==, 0x5a5a5a5a5a5a5a5a);
  memset(plane->adj_in, 0x5a, net->halves * sizeof *plane->adj_in);
  memset(plane->adj_out, 0x5a, net->halves * sizeof *plane->adj_out);
  memset(plane->rank, 0x5a, net->halves * sizeof *plane->rank);
  memset(plane->best, 0x5a, net->routers * sizeof *plane->best);
  memset(plane->tree, 0x5a, net->routers * sizeof *plane->tree);
  memset(plane->reach, 0x5a, net->routers);
  plane_reset_rest(plane);
  for (uint32_t h = 0; h < net->halves; h++) {
    g_assert_cmpint(plane->adj_in[h], ==, 0x5a5a5a5a);
    g_assert_cmpint(plane->adj_out[h], ==, 0x5a5a5a5a);
    g_assert_cmpint(plane->rank[h], ==, 0x5a5a5a5a5a5a5a5a);
  }
  for (uint32_t r = 0; r < net->routers; r++) {
    g_assert_cmpint(plane->best[r], ==, 0x5a5a5a5a5a5a5a5a);
    g_assert_cmpint(plane->tree[r].child, ==, 0x5a5a5a5a);
    g_assert_cmpint(plane->reach[r], ==, 0x5a);
  }
  plane_reset_routes(plane, net);
  g_assert_cmpmem(plane->arena.base, plane->arena.size, other->arena.base, other->arena.size);
  plane_free(plane);
  plane_free(other);
  plane_layout_clear(&layout);
  network_free(net);
}

static void best_half(void) {
  struct network *net = star(40);
  struct plane_layout layout;
  plane_layout_init(&layout, net);
  struct plane *plane = plane_new(net, &layout, 4, true);
  for (uint32_t to = 1; to <= 40; to++) {
    uint32_t half = network_half(net, 0, to);
    plane->best[0] = decision_rank(STANDING_CUSTOMER, 1 + to % 5, 0, net->place[half]);
    g_assert_cmpuint(plane_best_half(plane, net, 0), ==, half);
  }
  plane->best[0] = DECISION_OWN;
  g_assert_cmpuint(plane_best_half(plane, net, 0), ==, NETWORK_NONE);
  g_assert_nonnull(plane->attrs_in);
  g_assert_nonnull(plane->paced);
  plane_free(plane);
  plane_layout_clear(&layout);
  network_free(net);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/plane/the least of many equals a plain scan below and above a block", least_of_many);
  g_test_add_func("/plane/a new one knows nothing", fresh);
  g_test_add_func("/plane/one that was reset is as new", reset);
  g_test_add_func("/plane/what the solver writes is reset apart from the rest", reset_apart);
  g_test_add_func("/plane/a rank names the half that it came over", best_half);
  return g_test_run();
}
