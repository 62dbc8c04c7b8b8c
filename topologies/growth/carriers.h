/* carriers.h: networks that a generated map should know by name.
 *
 * AS numbers, names and countries are public registry facts, the years of a clique those of published inferences. Sizes
 * are coarse: they give a network its rough rank, not its count of customers.
 */
#ifndef TOPOLOGIES_GROWTH_CARRIERS_H
#define TOPOLOGIES_GROWTH_CARRIERS_H

#include <glib.h>
#include <stdint.h>

enum carriers_region {
  CARRIERS_NORTH_AMERICA,
  CARRIERS_EUROPE,
  CARRIERS_ASIA_PACIFIC,
  CARRIERS_LATIN_AMERICA,
  CARRIERS_AFRICA,
  CARRIERS_REGIONS,
};

/* Something that grows or shrinks between January 2010 and January 2018. */
struct carriers_size {
  double in_2010, in_2018;
};

struct carriers_network {
  uint32_t asn;
  const char *name, *country;
  uint16_t from, until;               /* on the map in these years */
  uint16_t clique_from, clique_until; /* transit-free in these; 0: never */
  struct carriers_size sells;         /* per mille of all transit links; 0: none, a stub */
  struct carriers_size peers;         /* with so many per mille of all ASes; 0: as chance has it */
};

/* Ends with ASN 0. */
extern const struct carriers_network carriers_known[];
/* NULL-terminated, in the order of enum carriers_region. */
extern const char *const carriers_region_name[];

/* Who bought from whom about 2010, where an incident turned on it. Ends with ASN 0. */
struct carriers_contract {
  uint32_t buyer, seller;
};
extern const struct carriers_contract carriers_contracts[];

gboolean carriers_present(const struct carriers_network *network, uint32_t year);
gboolean carriers_in_clique(const struct carriers_network *network, uint32_t year);
/* Geometric between the two years, constant before and after. */
double carriers_size(struct carriers_size size, uint32_t year);

#endif
