/* city.h: cities by the names that published maps of networks have for them.
 *
 * Rocketfuel's maps name cities and give no coordinates. Coordinates and countries are public facts, to a hundredth of
 * a degree; the names are spelled as the maps of AS1239 and AS3356 spell them.
 */
#ifndef TOPOLOGIES_PLACES_CITY_H
#define TOPOLOGIES_PLACES_CITY_H

#include <stdint.h>

struct city {
  const char *name;
  char country[3];           /* ISO 3166-1 alpha-2 */
  float latitude, longitude; /* degrees */
};

/* The city of that name, NULL for one that is not known. */
const struct city *city_find(const char *name);
/* Index into country_table (country.h) of the country that has the nearest of all cities there. */
uint8_t city_country(double latitude, double longitude);

#endif
