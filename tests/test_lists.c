#include "scenarios/settings/lists.h"

static void lists_are_read(void) {
  GArray *mix = lists_mix("ios 60 %, junos 40 %", NULL), *pins = lists_pins("AS3356 junos,701 ios", NULL);
  GArray *counts = lists_counts("3356 64", NULL), *links = lists_links("3356-174, 174-701", NULL);
  GArray *shares = lists_shares("0 %, 25 %, 100 %", NULL), *asns = lists_asns("1,AS2 , 3", NULL);
  g_assert_cmpuint(mix->len, ==, 2);
  g_assert_cmpstr(g_array_index(mix, struct lists_part, 1).name, ==, "junos");
  g_assert_cmpfloat(g_array_index(mix, struct lists_part, 1).share, ==, 0.4);
  g_assert_cmpuint(g_array_index(pins, struct lists_pin, 0).asn, ==, 3356);
  g_assert_cmpstr(g_array_index(pins, struct lists_pin, 1).name, ==, "ios");
  g_assert_cmpuint(g_array_index(counts, struct lists_count, 0).count, ==, 64);
  g_assert_cmpuint(g_array_index(links, struct lists_link, 1).b, ==, 701);
  g_assert_cmpfloat(g_array_index(shares, double, 1), ==, 0.25);
  g_assert_cmpuint(g_array_index(asns, guint32, 2), ==, 3);
  GArray *all[] = {mix, pins, counts, links, shares, asns};
  for (size_t i = 0; i < G_N_ELEMENTS(all); i++) g_array_unref(all[i]);
}

static void slips_are_refused(void) {
  g_autofree char *name = g_strnfill(LISTS_NAME, 'a'), *long_name = g_strdup_printf("3356 %s", name);
  g_assert_null(lists_names("", NULL));
  g_assert_null(lists_names("a,,b", NULL));
  g_assert_null(lists_names("a, b, a", NULL));
  g_assert_null(lists_asns("1, two", NULL));
  g_assert_null(lists_shares("0, 25 %", NULL));
  g_assert_null(lists_mix("ios 60 %, junos 30 %", NULL));
  g_assert_null(lists_mix("ios", NULL));
  g_assert_null(lists_pins("junos 3356", NULL));
  g_assert_null(lists_pins(long_name, NULL));
  g_assert_null(lists_counts("3356 0", NULL));
  g_assert_null(lists_counts("3356", NULL));
  g_assert_null(lists_links("3356", NULL));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/lists/all kinds are read", lists_are_read);
  g_test_add_func("/lists/slips are refused", slips_are_refused);
  return g_test_run();
}
