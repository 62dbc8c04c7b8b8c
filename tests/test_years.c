#include "topologies/growth/years.h"

#include <glib.h>

/* Counts of CAIDA's maps of 1 January, and published ones of that of 2024. */
static void published_years(void) {
  static const struct years_facts known[] = {
      {.year = 2009, .ases = 30742, .transit_links = 58343, .peer_links = 28368},
      {.year = 2010, .ases = 33486, .transit_links = 63060, .peer_links = 31737},
      {.year = 2012, .ases = 40109, .transit_links = 76605, .peer_links = 47118},
      {.year = 2018, .ases = 60006, .transit_links = 117703, .peer_links = 143637},
      {.year = 2024, .ases = 76351, .transit_links = 154563, .peer_links = 345088},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
    struct years_facts facts = years_facts(known[i].year);
    g_assert_cmpuint(facts.year, ==, known[i].year);
    g_assert_cmpuint(facts.ases, ==, known[i].ases);
    g_assert_cmpuint(facts.transit_links, ==, known[i].transit_links);
    g_assert_cmpuint(facts.peer_links, ==, known[i].peer_links);
  }
}

/* The routing table had 56,000 ASes at the beginning of 2017, CAIDA's map 56,345 and 239,876 links: a year that is not
 * in the table. */
static void year_between(void) {
  struct years_facts facts = years_facts(2017);
  g_assert_cmpfloat_with_epsilon(facts.ases / 56345.0, 1, 0.01);
  g_assert_cmpfloat_with_epsilon((facts.transit_links + facts.peer_links) / 239876.0, 1, 0.05);
}

static void only_growth(void) {
  for (uint32_t year = YEARS_FIRST; year < YEARS_LAST; year++) {
    struct years_facts now = years_facts(year), next = years_facts(year + 1);
    g_assert_cmpuint(now.ases, <, next.ases);
    g_assert_cmpuint(now.transit_links, <, next.transit_links);
    g_assert_cmpuint(now.peer_links, <, next.peer_links);
    g_assert_cmpuint(now.hosts, <, next.hosts);
    g_assert_true(0.4 < now.multihomed && now.multihomed < 0.7);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/years/years with published maps have their counts", published_years);
  g_test_add_func("/years/a published year between two of the table is met", year_between);
  g_test_add_func("/years/the Internet only grows", only_growth);
  return g_test_run();
}
