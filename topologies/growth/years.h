/* years.h: how large the Internet was. */
#ifndef TOPOLOGIES_GROWTH_YEARS_H
#define TOPOLOGIES_GROWTH_YEARS_H

#include <stdint.h>

#define YEARS_FIRST 1998
#define YEARS_LAST 2025

/* January of a year, as public collectors saw it. */
struct years_facts {
  uint32_t year, ases, transit_links, peer_links;
  uint32_t hosts;    /* networks that peer with everybody and show it (growth_peering.c) */
  double multihomed; /* share of those who sell no transit that have two providers or more */
};

/* Between the years of the table, geometrically interpolated. */
struct years_facts years_facts(uint32_t year);

#endif
