/* tables.h: do all routers of two worlds on one network hold the same of a prefix? Adj-RIB-In, Loc-RIB, Adj-RIB-Out,
 * installed next hops and where they lead. Ids of paths are each world's own: paths are compared by what they say.
 */
#ifndef TESTS_TABLES_H
#define TESTS_TABLES_H

#include "models/world/world.h"

/* Stops the test at the first difference, saying where. */
void tables_equal(struct world *a, uint32_t prefix_a, struct world *b, uint32_t prefix_b);

#endif
