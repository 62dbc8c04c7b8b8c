/* city.c: a table in the order of strcmp. */
#include "topologies/places/city.h"

#include "topologies/places/country.h"
#include "topologies/places/span.h"

#include <math.h>
#include <string.h>

static const struct city city_table[] = {
    {"Amsterdam, Netherlands", "NL", 52.37f, 4.90f},
    {"Anaheim, CA", "US", 33.84f, -117.91f},
    {"Ashburn, VA", "US", 39.04f, -77.49f},
    {"Atlanta, GA", "US", 33.75f, -84.39f},
    {"Auckland, NewZealand", "NZ", -36.85f, 174.76f},
    {"Austin, TX", "US", 30.27f, -97.74f},
    {"Baltimore, MD", "US", 39.29f, -76.61f},
    {"Berlin", "DE", 52.52f, 13.41f},
    {"Berlin, Germany", "DE", 52.52f, 13.41f},
    {"Boston, MA", "US", 42.36f, -71.06f},
    {"Broomfield, CO", "US", 39.92f, -105.09f},
    {"Brussels", "BE", 50.85f, 4.35f},
    {"Brussels, Belgium", "BE", 50.85f, 4.35f},
    {"Burbank, CA", "US", 34.18f, -118.31f},
    {"Charlotte, NC", "US", 35.23f, -80.84f},
    {"Cheyenne, WY", "US", 41.14f, -104.82f},
    {"Chicago, IL", "US", 41.88f, -87.63f},
    {"Cincinnati, OH", "US", 39.10f, -84.51f},
    {"Cleveland, OH", "US", 41.50f, -81.69f},
    {"Copenhagen, Denmark", "DK", 55.68f, 12.57f},
    {"Dallas, TX", "US", 32.78f, -96.80f},
    {"Denver, CO", "US", 39.74f, -104.99f},
    {"Denver, Colorado", "US", 39.74f, -104.99f},
    {"Detroit, MI", "US", 42.33f, -83.05f},
    {"Dublin, Ireland", "IE", 53.35f, -6.26f},
    {"Dusseldorf", "DE", 51.23f, 6.78f},
    {"Dusseldorf, Germany", "DE", 51.23f, 6.78f},
    {"Frankfurt, Germany", "DE", 50.11f, 8.68f},
    {"Garden City, NY", "US", 40.73f, -73.63f},
    {"Hamburg", "DE", 53.55f, 9.99f},
    {"Hamburg, Germany", "DE", 53.55f, 9.99f},
    {"Hartford, CT", "US", 41.77f, -72.67f},
    {"Hong Kong", "HK", 22.32f, 114.17f},
    {"Honolulu, HI", "US", 21.31f, -157.86f},
    {"Houston, TX", "US", 29.76f, -95.37f},
    {"Indianapolis, IN", "US", 39.77f, -86.16f},
    {"Kansas City, MO", "US", 39.10f, -94.58f},
    {"Las Vegas, NV", "US", 36.17f, -115.14f},
    {"Lees Summit, MO", "US", 38.91f, -94.38f},
    {"London, UnitedKingdom", "GB", 51.51f, -0.13f},
    {"Los Angeles, CA", "US", 34.05f, -118.24f},
    {"Madrid, Spain", "ES", 40.42f, -3.70f},
    {"Manasquan, NJ", "US", 40.13f, -74.05f},
    {"Manchester, MA", "US", 42.58f, -70.77f},
    {"Manchester, UnitedKingdom", "GB", 53.48f, -2.24f},
    {"Miami, FL", "US", 25.76f, -80.19f},
    {"Milan, Italy", "IT", 45.46f, 9.19f},
    {"Minneapolis, MN", "US", 44.98f, -93.27f},
    {"Munich", "DE", 48.14f, 11.58f},
    {"Munich, Germany", "DE", 48.14f, 11.58f},
    {"Nashville, TN", "US", 36.16f, -86.78f},
    {"New Orleans, LA", "US", 29.95f, -90.07f},
    {"New York, NY", "US", 40.71f, -74.01f},
    {"Newark, NJ", "US", 40.74f, -74.17f},
    {"Oakland, CA", "US", 37.80f, -122.27f},
    {"Orlando, FL", "US", 28.54f, -81.38f},
    {"Palo Alto, CA", "US", 37.44f, -122.14f},
    {"Paris, France", "FR", 48.86f, 2.35f},
    {"Pearl Harbor, HI", "US", 21.36f, -157.95f},
    {"Pennsauken, NJ", "US", 39.96f, -75.06f},
    {"Philadelphia, PA", "US", 39.95f, -75.17f},
    {"Phoenix, AZ", "US", 33.45f, -112.07f},
    {"Pittsburgh, PA", "US", 40.44f, -80.00f},
    {"Portland, OR", "US", 45.52f, -122.68f},
    {"Princeton, NJ", "US", 40.36f, -74.66f},
    {"Providence, RI", "US", 41.82f, -71.41f},
    {"Raleigh, NC", "US", 35.78f, -78.64f},
    {"Rancho Cordova, CA", "US", 38.59f, -121.30f},
    {"Relay, MD", "US", 39.24f, -76.71f},
    {"Reston, VA", "US", 38.96f, -77.36f},
    {"Richardson, TX", "US", 32.95f, -96.73f},
    {"Richmond, VA", "US", 37.54f, -77.44f},
    {"Roachdale, IN", "US", 39.85f, -86.80f},
    {"Sacramento, CA", "US", 38.58f, -121.49f},
    {"Saint Louis, MO", "US", 38.63f, -90.20f},
    {"Salt Lake City, UT", "US", 40.76f, -111.89f},
    {"San Antonio, TX", "US", 29.42f, -98.49f},
    {"San Diego, CA", "US", 32.72f, -117.16f},
    {"San Francisco, CA", "US", 37.77f, -122.42f},
    {"San Jose, CA", "US", 37.34f, -121.89f},
    {"Seattle, WA", "US", 47.61f, -122.33f},
    {"Singapore", "SG", 1.35f, 103.82f},
    {"Springfield, MA", "US", 42.10f, -72.59f},
    {"St. Louis, MO", "US", 38.63f, -90.20f},
    {"Stamford, CT", "US", 41.05f, -73.54f},
    {"Stockholm, Sweden", "SE", 59.33f, 18.07f},
    {"Stockton, CA", "US", 37.96f, -121.29f},
    {"Sydney, Australia", "AU", -33.87f, 151.21f},
    {"Tacoma, WA", "US", 47.25f, -122.44f},
    {"Tampa, FL", "US", 27.95f, -82.46f},
    {"Tokyo", "JP", 35.68f, 139.69f},
    {"Tokyo, Japan", "JP", 35.68f, 139.69f},
    {"Tuckerton, NJ", "US", 39.60f, -74.34f},
    {"Tucson, AZ", "US", 32.22f, -110.97f},
    {"Tustin, CA", "US", 33.75f, -117.83f},
    {"Washington, DC", "US", 38.91f, -77.04f},
    {"Weehawken, NJ", "US", 40.77f, -74.02f},
    {"Zurich, Switzerland", "CH", 47.37f, 8.54f},
};

const struct city *city_find(const char *name) {
  gsize low = 0, high = G_N_ELEMENTS(city_table);
  while (low < high) {
    gsize middle = low + (high - low) / 2;
    if (strcmp(city_table[middle].name, name) < 0) low = middle + 1;
    else high = middle;
  }
  return low < G_N_ELEMENTS(city_table) && strcmp(city_table[low].name, name) == 0 ? &city_table[low] : NULL;
}

uint8_t city_country(double latitude, double longitude) {
  uint8_t nearest = 0;
  double least = INFINITY;
  for (uint8_t i = 0; i < country_count; i++)
    for (int j = 0; j < COUNTRY_CITIES && country_table[i].city[j].weight; j++) {
      const struct country_city *city = &country_table[i].city[j];
      double far = span_circle(city->latitude, city->longitude, latitude, longitude);
      if (far >= least) continue;
      least = far;
      nearest = i;
    }
  return nearest;
}
