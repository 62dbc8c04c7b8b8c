/* fault.h: a malformed attribute for tests, and the ways of taking it.
 *
 * COMMUNITIES with a length that is no multiple of 4 (RFC 7606 section 7.8). A router that does not know the
 * attribute passes it on, one of these damages it then (it claims more octets than there are); one that does resets the
 * session, treats the route as withdrawn or discards the attribute. Who is sent a damaged one treats the route as
 * withdrawn if they treat or discard, else resets.
 */
#ifndef TESTS_FAULT_H
#define TESTS_FAULT_H

#include "models/world/world.h"

enum fault_profile { FAULT_FORWARD, FAULT_RESET, FAULT_WITHDRAW, FAULT_DISCARD, FAULT_CORRUPT, FAULT_PROFILES };

struct fault {
  struct strategy *strategy[FAULT_PROFILES];
  struct verdict_profile profile[FAULT_PROFILES];
};

void fault_init(struct fault *fault);
void fault_clear(struct fault *fault);
/* The attribute set of the trigger. */
attrs_id fault_attrs(struct world *world);

#endif
