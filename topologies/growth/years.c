#include "topologies/growth/years.h"

#include <glib.h>
#include <math.h>

/* 2009, 2010, 2012, 2018: counted in CAIDA's maps (serial-1) of 1 January. 2024: published counts of that of 1 January.
 * 2025: 78,600 ASes and 571,000 links is the order of size of its maps, the split *assumed*: 2.03 providers an AS,
 * after 1.96 in 2018 and 2.02 in 2024. 1998: NLANR's 3,213 ASes of December 1997. 2000: 6,474 ASes in Route Views.
 * 2002: 12,656 ASes in APNIC's weekly report of March. 2005: 18,741 ASes in that of January, and 2.78 links an AS in
 * the map of Muehlbauer et al. 2006, which had more sources. Links before 2009 are *assumed* from Route Views'
 * (about 2.0 an AS, a lower bound) with a share of peers that grows from 8 % (Gao 2001) to 28 %. */
static const struct years_facts table[] = {
    {1998, 3230, 5300, 480, 20, 0.50},        {2000, 6600, 11880, 1320, 35, 0.55},
    {2002, 12600, 24200, 4800, 55, 0.60},     {2005, 18900, 36300, 14000, 75, 0.62},
    {2009, 30742, 58343, 28368, 95, 0.576},   {2010, 33486, 63060, 31737, 98, 0.564},
    {2012, 40109, 76605, 47118, 118, 0.565},  {2018, 60006, 117703, 143637, 150, 0.548},
    {2024, 76351, 154563, 345088, 300, 0.52}, {2025, 78600, 160000, 411000, 320, 0.515},
};

static double between(double low, double high, double way) { return low * pow(high / low, way); }

struct years_facts years_facts(uint32_t year) {
  g_assert(YEARS_FIRST <= year && year <= YEARS_LAST);
  uint32_t i = 0;
  while (i + 2 < G_N_ELEMENTS(table) && table[i + 1].year <= year) i++;
  const struct years_facts *low = &table[i], *high = &table[i + 1];
  double way = (double)(year - low->year) / (high->year - low->year);
  return (struct years_facts){
      .year = year,
      .ases = (uint32_t)lround(between(low->ases, high->ases, way)),
      .transit_links = (uint32_t)lround(between(low->transit_links, high->transit_links, way)),
      .peer_links = (uint32_t)lround(between(low->peer_links, high->peer_links, way)),
      .hosts = (uint32_t)lround(between(low->hosts, high->hosts, way)),
      .multihomed = between(low->multihomed, high->multihomed, way),
  };
}
