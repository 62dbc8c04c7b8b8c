/* Any bytes give an inside in one piece, thick or thin, or one line of error. */
#include "tests/promises.h"
#include "topologies/inside/inside_file.h"
#include "topologies/places/country.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect_sound(const struct inside *inside) {
  g_autofree uint32_t *metric = g_new(uint32_t, inside->routers);
  g_autofree double *ms = g_new(double, inside->routers);
  g_assert_cmpuint(inside->first[inside->pops], ==, inside->routers);
  for (uint32_t p = 0; p < inside->pops; p++) {
    g_assert_cmpuint(inside->first[p], <, inside->first[p + 1]);
    g_assert_true(g_utf8_validate(inside->pop[p].name, -1, NULL));
    g_assert_true(inside->pop[p].country == COUNTRY_NONE || inside->pop[p].country < country_count);
    for (uint32_t r = inside->first[p]; r < inside->first[p + 1]; r++) g_assert_cmpuint(inside->router[r].pop, ==, p);
  }
  for (uint32_t i = 0; i < inside->links; i++) {
    g_assert_cmpuint(inside->link[i].a, <, inside->link[i].b);
    g_assert_cmpuint(inside->link[i].b, <, inside->routers);
    g_assert_cmpuint(inside->link[i].metric, >, 0);
    g_assert_cmpfloat(inside->link[i].ms, >=, 0);
  }
  inside_ways(inside, 0, metric, ms);
  for (uint32_t r = 0; r < inside->routers; r++) g_assert_cmpuint(metric[r], !=, UINT32_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  GError *error = NULL;
  struct inside *inside = inside_file_read((const char *)data, size, "input", &error);
  g_assert_true((inside == NULL) == (error != NULL));
  if (!inside) {
    promises_line(error, "input");
    g_error_free(error);
    return 0;
  }
  expect_sound(inside);
  inside = inside_thicken(inside, 3);
  expect_sound(inside);
  inside_free(inside);
  return 0;
}
