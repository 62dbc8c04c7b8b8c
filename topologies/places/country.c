/* country.c: a table of countries and a table of years.
 *
 * Weights are counts of networks seen in the routing table of 17 June 2026: every AS number of npm's
 * @ip-location-db/asn (Route Views, CC BY 4.0), placed in the country in which most of its address ranges are
 * registered by @ip-location-db/asn-country (delegation statistics of the NRO, CC BY 4.0). Countries without any have
 * weight 1. That the share of a country within its region was always the same is *assumed*; Brazil's was less before
 * 2012.
 *
 * A city is the first that the tz database's zone.tab (public domain) has for the country. Where the networks of a
 * country are spread over several cities, or meet in another one than zone.tab's, cities and weights are *assumed*
 * after its exchange points and populations.
 *
 * Shares of regions: AS numbers in the AS maps of January 2009, 2010, 2012 and 2018 and in the table of June 2026, told
 * apart by IANA's registry of AS numbers (as in Debian's whois 5.5.17). Mid-2004: RIPE NCC's RIS statistics report of
 * 28 June 2004, in which ARIN still counts Latin America and Africa, whose parts are *assumed*. 1998: *assumed*, drawn
 * back from there by the growth rates of CAIDA's "Growth trends in the AS-level Internet" (all 0.091, ARIN 0.085 a
 * quarter until 2001).
 */
#include "topologies/places/country.h"

#include <glib.h>

#define NA CARRIERS_NORTH_AMERICA
#define EU CARRIERS_EUROPE
#define AP CARRIERS_ASIA_PACIFIC
#define LA CARRIERS_LATIN_AMERICA
#define AF CARRIERS_AFRICA

static const struct country_era {
  double year, share[CARRIERS_REGIONS];
} country_eras[] = {
    {1998.0, {0.650, 0.250, 0.085, 0.011, 0.004}}, {2004.5, {0.545, 0.317, 0.114, 0.019, 0.005}},
    {2009.0, {0.450, 0.410, 0.115, 0.020, 0.005}}, {2010.0, {0.430, 0.421, 0.119, 0.024, 0.006}},
    {2012.0, {0.394, 0.439, 0.119, 0.038, 0.010}}, {2018.0, {0.317, 0.416, 0.144, 0.106, 0.017}},
    {2026.5, {0.259, 0.380, 0.194, 0.142, 0.025}},
};

const struct country country_table[] = {
    {"AD", EU, 2, {{42.5f, 1.5f, 1}}},
    {"AE", EU, 523, {{25.3f, 55.3f, 1}}},
    {"AF", AP, 65, {{34.5f, 69.2f, 1}}},
    {"AG", NA, 24, {{17.1f, -61.8f, 1}}},
    {"AI", NA, 4, {{18.2f, -63.1f, 1}}},
    {"AL", EU, 116, {{41.3f, 19.8f, 1}}},
    {"AM", EU, 130, {{40.2f, 44.5f, 1}}},
    {"AO", AF, 72, {{-8.8f, 13.2f, 1}}},
    {"AQ", NA, 1, {{-77.8f, 166.6f, 1}}},
    {"AR", LA, 1158, {{-34.6f, -58.4f, 70}, {-31.4f, -64.2f, 30}}},
    {"AS", AP, 1, {{-14.3f, -170.7f, 1}}},
    {"AT", EU, 681, {{48.2f, 16.3f, 1}}},
    {"AU", AP, 2006, {{-33.9f, 151.2f, 40}, {-37.8f, 145.0f, 30}, {-27.5f, 153.0f, 16}, {-31.9f, 115.9f, 14}}},
    {"AW", LA, 3, {{12.5f, -70.0f, 1}}},
    {"AX", EU, 2, {{60.1f, 19.9f, 1}}},
    {"AZ", EU, 104, {{40.4f, 49.9f, 1}}},
    {"BA", EU, 44, {{43.9f, 18.4f, 1}}},
    {"BB", NA, 11, {{13.1f, -59.6f, 1}}},
    {"BD", AP, 1741, {{23.7f, 90.4f, 1}}},
    {"BE", EU, 375, {{50.8f, 4.3f, 1}}},
    {"BF", AF, 33, {{12.4f, -1.5f, 1}}},
    {"BG", EU, 724, {{42.7f, 23.3f, 1}}},
    {"BH", EU, 19, {{26.4f, 50.6f, 1}}},
    {"BI", AF, 8, {{-3.4f, 29.4f, 1}}},
    {"BJ", AF, 18, {{6.5f, 2.6f, 1}}},
    {"BL", NA, 2, {{17.9f, -62.9f, 1}}},
    {"BM", NA, 17, {{32.3f, -64.8f, 1}}},
    {"BN", AP, 8, {{4.9f, 114.9f, 1}}},
    {"BO", LA, 57, {{-16.5f, -68.2f, 1}}},
    {"BQ", LA, 5, {{12.2f, -68.3f, 1}}},
    {"BR",
     LA,
     8799,
     {{-23.5f, -46.6f, 40}, {-22.9f, -43.2f, 14}, {-3.7f, -38.5f, 18}, {-30.0f, -51.2f, 16}, {-15.8f, -47.9f, 12}}},
    {"BS", NA, 11, {{25.1f, -77.3f, 1}}},
    {"BT", AP, 27, {{27.5f, 89.7f, 1}}},
    {"BW", AF, 33, {{-24.6f, 25.9f, 1}}},
    {"BY", EU, 102, {{53.9f, 27.6f, 1}}},
    {"BZ", LA, 33, {{17.5f, -88.2f, 1}}},
    {"CA", NA, 1820, {{43.7f, -79.4f, 48}, {45.5f, -73.6f, 24}, {49.3f, -123.1f, 16}, {51.0f, -114.1f, 12}}},
    {"CC", AP, 1, {{-12.2f, 96.9f, 1}}},
    {"CD", AF, 48, {{-4.3f, 15.3f, 1}}},
    {"CF", AF, 4, {{4.4f, 18.6f, 1}}},
    {"CG", AF, 12, {{-4.3f, 15.3f, 1}}},
    {"CH", EU, 1210, {{47.4f, 8.5f, 1}}},
    {"CI", AF, 21, {{5.3f, -4.0f, 1}}},
    {"CK", AP, 2, {{-21.2f, -159.8f, 1}}},
    {"CL", LA, 338, {{-33.5f, -70.7f, 1}}},
    {"CM", AF, 27, {{4.0f, 9.7f, 1}}},
    {"CN", AP, 810, {{39.9f, 116.4f, 45}, {31.2f, 121.5f, 30}, {23.1f, 113.3f, 25}}},
    {"CO", LA, 386, {{4.6f, -74.1f, 70}, {6.2f, -75.6f, 30}}},
    {"CR", LA, 88, {{9.9f, -84.1f, 1}}},
    {"CU", LA, 5, {{23.1f, -82.4f, 1}}},
    {"CV", AF, 9, {{14.9f, -23.5f, 1}}},
    {"CW", LA, 21, {{12.2f, -69.0f, 1}}},
    {"CX", AP, 1, {{-10.4f, 105.7f, 1}}},
    {"CY", EU, 148, {{35.2f, 33.4f, 1}}},
    {"CZ", EU, 1023, {{50.1f, 14.4f, 1}}},
    {"DE", EU, 2774, {{50.1f, 8.7f, 40}, {52.5f, 13.4f, 20}, {48.1f, 11.6f, 20}, {53.6f, 10.0f, 20}}},
    {"DJ", AF, 4, {{11.6f, 43.1f, 1}}},
    {"DK", EU, 370, {{55.7f, 12.6f, 1}}},
    {"DM", NA, 6, {{15.3f, -61.4f, 1}}},
    {"DO", LA, 86, {{18.5f, -69.9f, 1}}},
    {"DZ", AF, 11, {{36.8f, 3.0f, 1}}},
    {"EC", LA, 227, {{-0.2f, -78.5f, 1}}},
    {"EE", EU, 178, {{59.4f, 24.8f, 1}}},
    {"EG", AF, 84, {{30.1f, 31.2f, 1}}},
    {"EH", AF, 1, {{27.1f, -13.2f, 1}}},
    {"ER", AF, 1, {{15.3f, 38.9f, 1}}},
    {"ES", EU, 1059, {{40.4f, -3.7f, 60}, {41.4f, 2.2f, 40}}},
    {"ET", AF, 9, {{9.0f, 38.7f, 1}}},
    {"FI", EU, 309, {{60.2f, 25.0f, 1}}},
    {"FJ", AP, 17, {{-18.1f, 178.4f, 1}}},
    {"FK", LA, 2, {{-51.7f, -57.9f, 1}}},
    {"FM", AP, 5, {{7.4f, 151.8f, 1}}},
    {"FO", EU, 4, {{62.0f, -6.8f, 1}}},
    {"FR", EU, 1520, {{48.9f, 2.4f, 75}, {43.3f, 5.4f, 25}}},
    {"GA", AF, 10, {{0.4f, 9.4f, 1}}},
    {"GB", EU, 2662, {{51.5f, -0.1f, 75}, {53.5f, -2.2f, 25}}},
    {"GD", NA, 8, {{12.1f, -61.8f, 1}}},
    {"GE", EU, 141, {{41.7f, 44.8f, 1}}},
    {"GF", LA, 3, {{4.9f, -52.3f, 1}}},
    {"GG", EU, 9, {{49.5f, -2.5f, 1}}},
    {"GH", AF, 111, {{5.5f, -0.2f, 1}}},
    {"GI", EU, 29, {{36.1f, -5.3f, 1}}},
    {"GL", EU, 1, {{64.2f, -51.7f, 1}}},
    {"GM", AF, 10, {{13.5f, -16.6f, 1}}},
    {"GN", AF, 16, {{9.5f, -13.7f, 1}}},
    {"GP", NA, 4, {{16.2f, -61.5f, 1}}},
    {"GQ", AF, 6, {{3.8f, 8.8f, 1}}},
    {"GR", EU, 213, {{38.0f, 23.7f, 1}}},
    {"GS", LA, 1, {{-54.3f, -36.5f, 1}}},
    {"GT", LA, 79, {{14.6f, -90.5f, 1}}},
    {"GU", AP, 10, {{13.5f, 144.8f, 1}}},
    {"GW", AF, 2, {{11.8f, -15.6f, 1}}},
    {"GY", LA, 8, {{6.8f, -58.2f, 1}}},
    {"HK", AP, 856, {{22.3f, 114.2f, 1}}},
    {"HN", LA, 92, {{14.1f, -87.2f, 1}}},
    {"HR", EU, 150, {{45.8f, 16.0f, 1}}},
    {"HT", LA, 10, {{18.5f, -72.3f, 1}}},
    {"HU", EU, 246, {{47.5f, 19.1f, 1}}},
    {"ID", AP, 2848, {{-6.2f, 106.8f, 75}, {-7.3f, 112.7f, 25}}},
    {"IE", EU, 224, {{53.3f, -6.2f, 1}}},
    {"IL", EU, 361, {{32.1f, 34.8f, 1}}},
    {"IM", EU, 24, {{54.1f, -4.5f, 1}}},
    {"IN", AP, 3265, {{19.1f, 72.9f, 40}, {28.6f, 77.2f, 30}, {13.1f, 80.3f, 30}}},
    {"IO", AP, 1, {{-7.3f, 72.4f, 1}}},
    {"IQ", EU, 174, {{33.4f, 44.4f, 1}}},
    {"IR", EU, 671, {{35.7f, 51.4f, 1}}},
    {"IS", EU, 75, {{64.2f, -21.9f, 1}}},
    {"IT", EU, 1138, {{45.5f, 9.2f, 60}, {41.9f, 12.5f, 40}}},
    {"JE", EU, 10, {{49.2f, -2.1f, 1}}},
    {"JM", NA, 14, {{18.0f, -76.8f, 1}}},
    {"JO", EU, 54, {{31.9f, 35.9f, 1}}},
    {"JP", AP, 731, {{35.7f, 139.7f, 75}, {34.7f, 135.5f, 25}}},
    {"KE", AF, 232, {{-1.3f, 36.8f, 1}}},
    {"KG", EU, 38, {{42.9f, 74.6f, 1}}},
    {"KH", AP, 100, {{11.6f, 104.9f, 1}}},
    {"KI", AP, 3, {{1.4f, 173.0f, 1}}},
    {"KM", AF, 3, {{-11.7f, 43.3f, 1}}},
    {"KN", NA, 7, {{17.3f, -62.7f, 1}}},
    {"KP", AP, 1, {{39.0f, 125.8f, 1}}},
    {"KR", AP, 843, {{37.5f, 127.0f, 1}}},
    {"KW", EU, 78, {{29.3f, 48.0f, 1}}},
    {"KY", NA, 10, {{19.3f, -81.4f, 1}}},
    {"KZ", EU, 168, {{43.2f, 76.9f, 60}, {51.2f, 71.4f, 40}}},
    {"LA", AP, 31, {{18.0f, 102.6f, 1}}},
    {"LB", EU, 153, {{33.9f, 35.5f, 1}}},
    {"LC", NA, 4, {{14.0f, -61.0f, 1}}},
    {"LI", EU, 25, {{47.1f, 9.5f, 1}}},
    {"LK", AP, 26, {{6.9f, 79.8f, 1}}},
    {"LR", AF, 14, {{6.3f, -10.8f, 1}}},
    {"LS", AF, 9, {{-29.5f, 27.5f, 1}}},
    {"LT", EU, 238, {{54.7f, 25.3f, 1}}},
    {"LU", EU, 119, {{49.6f, 6.2f, 1}}},
    {"LV", EU, 249, {{57.0f, 24.1f, 1}}},
    {"LY", AF, 25, {{32.9f, 13.2f, 1}}},
    {"MA", AF, 30, {{33.6f, -7.6f, 1}}},
    {"MC", EU, 3, {{43.7f, 7.4f, 1}}},
    {"MD", EU, 108, {{47.0f, 28.8f, 1}}},
    {"ME", EU, 22, {{42.4f, 19.3f, 1}}},
    {"MF", NA, 5, {{18.1f, -63.1f, 1}}},
    {"MG", AF, 8, {{-18.9f, 47.5f, 1}}},
    {"MH", AP, 4, {{7.2f, 171.2f, 1}}},
    {"MK", EU, 57, {{42.0f, 21.4f, 1}}},
    {"ML", AF, 7, {{12.7f, -8.0f, 1}}},
    {"MM", AP, 147, {{16.8f, 96.2f, 1}}},
    {"MN", AP, 59, {{47.9f, 106.9f, 1}}},
    {"MO", AP, 10, {{22.2f, 113.5f, 1}}},
    {"MP", AP, 1, {{15.2f, 145.8f, 1}}},
    {"MQ", NA, 7, {{14.6f, -61.1f, 1}}},
    {"MR", AF, 9, {{18.1f, -15.9f, 1}}},
    {"MS", NA, 1, {{16.7f, -62.2f, 1}}},
    {"MT", EU, 41, {{35.9f, 14.5f, 1}}},
    {"MU", AF, 35, {{-20.2f, 57.5f, 1}}},
    {"MV", AP, 16, {{4.2f, 73.5f, 1}}},
    {"MW", AF, 33, {{-15.8f, 35.0f, 1}}},
    {"MX", LA, 546, {{19.4f, -99.1f, 60}, {20.6f, -100.4f, 20}, {25.7f, -100.3f, 20}}},
    {"MY", AP, 303, {{3.2f, 101.7f, 1}}},
    {"MZ", AF, 31, {{-26.0f, 32.6f, 1}}},
    {"NA", AF, 19, {{-22.6f, 17.1f, 1}}},
    {"NC", AP, 16, {{-22.3f, 166.4f, 1}}},
    {"NE", AF, 8, {{13.5f, 2.1f, 1}}},
    {"NF", AP, 1, {{-29.1f, 168.0f, 1}}},
    {"NG", AF, 279, {{6.5f, 3.4f, 1}}},
    {"NI", LA, 24, {{12.2f, -86.3f, 1}}},
    {"NL", EU, 1422, {{52.4f, 4.9f, 1}}},
    {"NO", EU, 321, {{59.9f, 10.8f, 1}}},
    {"NP", AP, 165, {{27.7f, 85.3f, 1}}},
    {"NR", AP, 4, {{-0.5f, 166.9f, 1}}},
    {"NU", AP, 2, {{-19.0f, -169.9f, 1}}},
    {"NZ", AP, 473, {{-36.9f, 174.8f, 70}, {-41.3f, 174.8f, 30}}},
    {"OM", EU, 16, {{23.6f, 58.6f, 1}}},
    {"PA", LA, 86, {{9.0f, -79.5f, 1}}},
    {"PE", LA, 155, {{-12.1f, -77.0f, 1}}},
    {"PF", AP, 6, {{-17.5f, -149.6f, 1}}},
    {"PG", AP, 35, {{-9.5f, 147.2f, 1}}},
    {"PH", AP, 482, {{14.6f, 121.0f, 1}}},
    {"PK", AP, 376, {{24.9f, 67.1f, 55}, {31.5f, 74.3f, 45}}},
    {"PL", EU, 2223, {{52.2f, 21.0f, 50}, {50.1f, 19.9f, 25}, {52.4f, 16.9f, 25}}},
    {"PM", NA, 1, {{47.0f, -56.3f, 1}}},
    {"PN", AP, 1, {{-25.1f, -130.1f, 1}}},
    {"PR", NA, 100, {{18.5f, -66.1f, 1}}},
    {"PS", EU, 55, {{31.5f, 34.5f, 1}}},
    {"PT", EU, 122, {{38.7f, -9.1f, 1}}},
    {"PW", AP, 3, {{7.3f, 134.5f, 1}}},
    {"PY", LA, 92, {{-25.3f, -57.7f, 1}}},
    {"QA", EU, 22, {{25.3f, 51.5f, 1}}},
    {"RE", AF, 5, {{-20.9f, 55.5f, 1}}},
    {"RO", EU, 962, {{44.4f, 26.1f, 1}}},
    {"RS", EU, 170, {{44.8f, 20.5f, 1}}},
    {"RU",
     EU,
     4690,
     {{55.8f, 37.6f, 45},
      {59.9f, 30.3f, 16},
      {56.8f, 60.6f, 14},
      {55.0f, 82.9f, 12},
      {45.0f, 39.0f, 10},
      {43.1f, 131.9f, 3}}},
    {"RW", AF, 24, {{-1.9f, 30.1f, 1}}},
    {"SA", EU, 179, {{24.6f, 46.7f, 1}}},
    {"SB", AP, 9, {{-9.5f, 160.2f, 1}}},
    {"SC", AF, 300, {{-4.7f, 55.5f, 1}}},
    {"SD", AF, 11, {{15.6f, 32.5f, 1}}},
    {"SE", EU, 777, {{59.3f, 18.1f, 75}, {57.7f, 12.0f, 25}}},
    {"SG", AP, 460, {{1.3f, 103.8f, 1}}},
    {"SH", NA, 1, {{-15.9f, -5.7f, 1}}},
    {"SI", EU, 277, {{46.0f, 14.5f, 1}}},
    {"SJ", EU, 1, {{78.0f, 16.0f, 1}}},
    {"SK", EU, 196, {{48.1f, 17.1f, 1}}},
    {"SL", AF, 19, {{8.5f, -13.2f, 1}}},
    {"SM", EU, 11, {{43.9f, 12.5f, 1}}},
    {"SN", AF, 16, {{14.7f, -17.4f, 1}}},
    {"SO", AF, 21, {{2.1f, 45.4f, 1}}},
    {"SR", LA, 5, {{5.8f, -55.2f, 1}}},
    {"SS", AF, 20, {{4.8f, 31.6f, 1}}},
    {"ST", AF, 2, {{0.3f, 6.7f, 1}}},
    {"SV", LA, 42, {{13.7f, -89.2f, 1}}},
    {"SX", LA, 4, {{18.1f, -63.0f, 1}}},
    {"SY", EU, 9, {{33.5f, 36.3f, 1}}},
    {"SZ", AF, 12, {{-26.3f, 31.1f, 1}}},
    {"TC", NA, 1, {{21.5f, -71.1f, 1}}},
    {"TD", AF, 17, {{12.1f, 15.1f, 1}}},
    {"TF", AP, 1, {{-49.4f, 70.2f, 1}}},
    {"TG", AF, 8, {{6.1f, 1.2f, 1}}},
    {"TH", AP, 468, {{13.8f, 100.5f, 1}}},
    {"TJ", EU, 33, {{38.6f, 68.8f, 1}}},
    {"TK", AP, 3, {{-9.4f, -171.2f, 1}}},
    {"TL", AP, 20, {{-8.6f, 125.6f, 1}}},
    {"TM", EU, 6, {{38.0f, 58.4f, 1}}},
    {"TN", AF, 25, {{36.8f, 10.2f, 1}}},
    {"TO", AP, 5, {{-21.1f, -175.2f, 1}}},
    {"TR", EU, 871, {{41.0f, 29.0f, 75}, {39.9f, 32.9f, 25}}},
    {"TT", LA, 17, {{10.7f, -61.5f, 1}}},
    {"TV", AP, 2, {{-8.5f, 179.2f, 1}}},
    {"TW", AP, 260, {{25.1f, 121.5f, 1}}},
    {"TZ", AF, 115, {{-6.8f, 39.3f, 1}}},
    {"UA", EU, 1587, {{50.5f, 30.5f, 60}, {46.5f, 30.7f, 20}, {50.0f, 36.2f, 20}}},
    {"UG", AF, 61, {{0.3f, 32.4f, 1}}},
    {"UM", NA, 1, {{28.2f, -177.4f, 1}}},
    {"US",
     NA,
     23213,
     {{39.0f, -77.5f, 22},
      {40.7f, -74.0f, 22},
      {41.9f, -87.6f, 16},
      {32.8f, -96.8f, 14},
      {34.1f, -118.2f, 12},
      {37.4f, -122.0f, 14}}},
    {"UY", LA, 36, {{-34.9f, -56.2f, 1}}},
    {"UZ", EU, 71, {{41.3f, 69.2f, 1}}},
    {"VA", EU, 3, {{41.9f, 12.5f, 1}}},
    {"VC", NA, 3, {{13.2f, -61.2f, 1}}},
    {"VE", LA, 153, {{10.5f, -66.9f, 1}}},
    {"VG", NA, 95, {{18.4f, -64.6f, 1}}},
    {"VI", NA, 4, {{18.4f, -64.9f, 1}}},
    {"VN", AP, 595, {{21.0f, 105.8f, 55}, {10.8f, 106.7f, 45}}},
    {"VU", AP, 11, {{-17.7f, 168.4f, 1}}},
    {"WF", AP, 1, {{-13.3f, -176.2f, 1}}},
    {"WS", AP, 8, {{-13.8f, -171.7f, 1}}},
    {"YE", EU, 6, {{12.8f, 45.2f, 1}}},
    {"YT", AF, 1, {{-12.8f, 45.2f, 1}}},
    {"ZA", AF, 755, {{-26.2f, 28.0f, 65}, {-33.9f, 18.4f, 35}}},
    {"ZM", AF, 22, {{-15.4f, 28.3f, 1}}},
    {"ZW", AF, 28, {{-17.8f, 31.1f, 1}}},
};

const uint8_t country_count = G_N_ELEMENTS(country_table);
G_STATIC_ASSERT(G_N_ELEMENTS(country_table) < COUNTRY_NONE);

static int country_order(const struct country *country, char first, char second) {
  return country->code[0] != first ? country->code[0] - first : country->code[1] - second;
}

uint8_t country_find(const char code[2]) {
  char first = g_ascii_toupper(code[0]), second = g_ascii_toupper(code[1]);
  uint8_t low = 0, high = country_count;
  while (low < high) {
    uint8_t middle = (uint8_t)(low + (high - low) / 2);
    if (country_order(&country_table[middle], first, second) < 0) low = (uint8_t)(middle + 1);
    else high = middle;
  }
  return low < country_count && country_order(&country_table[low], first, second) == 0 ? low : COUNTRY_NONE;
}

uint8_t country_draw(enum carriers_region region, struct chance chance) {
  uint32_t total = 0;
  for (uint8_t i = 0; i < country_count; i++) total += country_table[i].region == region ? country_table[i].ases : 0;
  uint64_t left = chance_below(chance, total);
  for (uint8_t i = 0;; i++) {
    if (country_table[i].region != region) continue;
    if (left < country_table[i].ases) return i;
    left -= country_table[i].ases;
  }
}

void country_region_share(double year, double share[CARRIERS_REGIONS]) {
  guint above = 1;
  while (above < G_N_ELEMENTS(country_eras) - 1 && country_eras[above].year < year) above++;
  const struct country_era *low = &country_eras[above - 1], *high = &country_eras[above];
  double weight = CLAMP((year - low->year) / (high->year - low->year), 0, 1);
  for (int i = 0; i < CARRIERS_REGIONS; i++) share[i] = (1 - weight) * low->share[i] + weight * high->share[i];
}
