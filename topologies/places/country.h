/* country.h: the countries that ASes belong to, and where their networks stand.
 *
 * A country belongs to the region of the registry that serves it: Europe is RIPE NCC's, with the Middle East and
 * Central Asia in it; Africa is AFRINIC's, Latin America LACNIC's, North America ARIN's, Asia Pacific APNIC's.
 * Shares of regions change with the years; the share of a country within its region is kept. Sources: country.c.
 */
#ifndef TOPOLOGIES_PLACES_COUNTRY_H
#define TOPOLOGIES_PLACES_COUNTRY_H

#include "sim/chance.h"
#include "topologies/growth/carriers.h"

#include <stdint.h>

#define COUNTRY_NONE UINT8_MAX
#define COUNTRY_CITIES 6

struct country_city {
  float latitude, longitude; /* degrees */
  uint8_t weight;            /* share of the country's networks; 0: no such city */
};

struct country {
  char code[3];                             /* ISO 3166-1 alpha-2 */
  uint8_t region;                           /* enum carriers_region */
  uint16_t ases;                            /* weight within the region */
  struct country_city city[COUNTRY_CITIES]; /* where its networks are, the greatest first */
};

/* In alphabetical order of codes. The index of a country is below COUNTRY_NONE. */
extern const struct country country_table[];
extern const uint8_t country_count;

/* Index of a country by the two letters of its code, of either case; COUNTRY_NONE for any other two bytes. */
uint8_t country_find(const char code[2]);
/* A country of a region by weight. */
uint8_t country_draw(enum carriers_region region, struct chance chance);
/* Shares of the regions among the ASes of a year (2012.0 is 1 January), sum 1. */
void country_region_share(double year, double share[CARRIERS_REGIONS]);

#endif
