/* carriers.h: networks that a map of about 2011 should know by name.
 *
 * AS numbers and names are public registry facts. Size is a coarse class for the generator, not
 * a measurement.
 */
#ifndef TOPOLOGIES_CARRIERS_H
#define TOPOLOGIES_CARRIERS_H

#include <stdint.h>

enum carriers_region {
  CARRIERS_NORTH_AMERICA,
  CARRIERS_EUROPE,
  CARRIERS_ASIA_PACIFIC,
  CARRIERS_LATIN_AMERICA,
  CARRIERS_AFRICA,
  CARRIERS_REGIONS,
};

enum carriers_role {
  CARRIERS_CLIQUE,  /* transit-free */
  CARRIERS_TRANSIT, /* sells transit and buys it */
  CARRIERS_CONTENT, /* sells none, peers a lot */
  CARRIERS_STUB,    /* sells none */
};

struct carriers_network {
  uint32_t asn;
  const char *name;
  enum carriers_region region;
  enum carriers_role role;
  uint32_t size; /* weight among its kind: clique, transit as customers draw it */
};

/* Ends with ASN 0. The clique first, by falling size. */
extern const struct carriers_network carriers_known[];
/* NULL-terminated, in the order of enum carriers_region. */
extern const char *const carriers_region_name[];

#endif
