#include "topologies/places/country.h"

#include "topologies/places/span.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void table(void) {
  for (uint8_t i = 0; i < country_count; i++) {
    const struct country *country = &country_table[i];
    g_assert_cmpuint(strlen(country->code), ==, 2);
    g_assert_true(i == 0 || strcmp(country_table[i - 1].code, country->code) < 0);
    g_assert_cmpuint(country->region, <, CARRIERS_REGIONS);
    g_assert_cmpuint(country->ases, >, 0);
    g_assert_cmpuint(country->city[0].weight, >, 0);
    for (int j = 0; j < COUNTRY_CITIES && country->city[j].weight; j++) {
      g_assert_cmpfloat(fabsf(country->city[j].latitude), <=, 85);
      g_assert_cmpfloat(fabsf(country->city[j].longitude), <=, 180);
    }
  }
}

static void found(void) {
  for (uint8_t i = 0; i < country_count; i++) {
    g_autofree char *small = g_ascii_strdown(country_table[i].code, -1);
    g_assert_cmpuint(country_find(country_table[i].code), ==, i);
    g_assert_cmpuint(country_find(small), ==, i);
  }
  const char *strangers[] = {"EU", "AP", "ZZ", "XX", "A1", "  ", "\xff\xff"};
  for (gsize i = 0; i < G_N_ELEMENTS(strangers); i++) g_assert_cmpuint(country_find(strangers[i]), ==, COUNTRY_NONE);
  g_assert_cmpuint(country_find("\0\0"), ==, COUNTRY_NONE);
}

/* Who serves whom, by the registries' own lists. */
static void registries(void) {
  static const struct {
    const char *codes;
    enum carriers_region region;
  } service[] = {{"US CA BM JM PR", CARRIERS_NORTH_AMERICA},
                 {"DE GB RU TR IL SA IR KZ UZ GL", CARRIERS_EUROPE},
                 {"JP CN IN AU NZ PK AF ID FJ", CARRIERS_ASIA_PACIFIC},
                 {"BR MX AR CL CU TT GF", CARRIERS_LATIN_AMERICA},
                 {"ZA EG NG KE MU RE MA", CARRIERS_AFRICA}};
  for (gsize i = 0; i < G_N_ELEMENTS(service); i++) {
    g_auto(GStrv) codes = g_strsplit(service[i].codes, " ", 0);
    for (char **code = codes; *code; code++)
      g_assert_cmpuint(country_table[country_find(*code)].region, ==, service[i].region);
  }
}

/* Degrees of an ISO 6709 coordinate, +DDMM, +DDMMSS, +DDDMM or +DDDMMSS. */
static double degrees(const char *text, int digits) {
  int whole = 0, minutes = 0;
  for (int i = 1; i <= digits; i++) whole = 10 * whole + (text[i] - '0');
  for (int i = digits + 1; i <= digits + 2; i++) minutes = 10 * minutes + (text[i] - '0');
  return (*text == '-' ? -1 : 1) * (whole + minutes / 60.0);
}

/* The tz database has a place for each zone of each country: no city of ours is far from all of its country's. */
static void places(void) {
  g_autofree char *text = NULL;
  if (!g_file_get_contents("/usr/share/zoneinfo/zone.tab", &text, NULL, NULL)) {
    g_test_skip("no zone.tab on this machine");
    return;
  }
  g_auto(GStrv) lines = g_strsplit(text, "\n", 0);
  for (uint8_t i = 0; i < country_count; i++)
    for (int j = 0; j < COUNTRY_CITIES && country_table[i].city[j].weight; j++) {
      const struct country_city *city = &country_table[i].city[j];
      double least = INFINITY;
      for (char **line = lines; *line; line++) {
        if (strncmp(*line, country_table[i].code, 2) != 0) continue;
        const char *north = *line + 3, *east = north + 1 + strcspn(north + 1, "+-");
        least = MIN(least, span_circle(degrees(north, 2), degrees(east, 3), city->latitude, city->longitude));
      }
      g_test_message("%s: %.0f km", country_table[i].code, least);
      g_assert_cmpfloat(least, <, 2000); /* India has one zone, in Kolkata */
    }
}

#define DRAWS 20000

static void draws(void) {
  for (int region = 0; region < CARRIERS_REGIONS; region++) {
    uint32_t total = 0, drawn[UINT8_MAX] = {0};
    for (uint8_t i = 0; i < country_count; i++) total += country_table[i].region == region ? country_table[i].ases : 0;
    for (uint64_t i = 0; i < DRAWS; i++)
      drawn[country_draw((enum carriers_region)region, (struct chance){5, i, 1, 0})]++;
    for (uint8_t i = 0; i < country_count; i++) {
      double share = country_table[i].region == region ? (double)country_table[i].ases / total : 0;
      double deviation = sqrt(share * (1 - share) * DRAWS);
      g_assert_cmpfloat(fabs(drawn[i] - share * DRAWS), <=, 5 * deviation + 1e-9);
    }
  }
}

static void shares(void) {
  double share[CARRIERS_REGIONS], early[CARRIERS_REGIONS], late[CARRIERS_REGIONS];
  for (double year = 1990; year < 2040; year += 0.5) {
    double sum = 0;
    country_region_share(year, share);
    for (int i = 0; i < CARRIERS_REGIONS; i++) {
      g_assert_cmpfloat(share[i], >, 0);
      sum += share[i];
    }
    g_assert_cmpfloat_with_epsilon(sum, 1, 1e-9);
  }
  country_region_share(1998, early);
  country_region_share(2025, late);
  g_assert_cmpfloat(early[CARRIERS_NORTH_AMERICA], >, 2 * late[CARRIERS_NORTH_AMERICA]);
  g_assert_cmpfloat(late[CARRIERS_LATIN_AMERICA], >, 10 * early[CARRIERS_LATIN_AMERICA]);
  country_region_share(2012, share);
  g_assert_cmpfloat_with_epsilon(share[CARRIERS_EUROPE], 0.439, 1e-9);
  country_region_share(2011, share);
  g_assert_cmpfloat_with_epsilon(share[CARRIERS_EUROPE], (0.421 + 0.439) / 2, 1e-9);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/country/the table is sorted and every country has a city", table);
  g_test_add_func("/country/codes are found in either case, EU and ZZ are no countries", found);
  g_test_add_func("/country/a country is in the region of its registry", registries);
  g_test_add_func("/country/cities lie in their countries", places);
  g_test_add_func("/country/countries are drawn by weight", draws);
  g_test_add_func("/country/regions share the world in every year", shares);
  return g_test_run();
}
