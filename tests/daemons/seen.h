/* seen.h: what the observer has learned from the daemon under test: a table of the few prefixes that
 * the experiment uses, each with the attributes it came with last. */
#ifndef TESTS_DAEMONS_SEEN_H
#define TESTS_DAEMONS_SEEN_H

#include "models/bgp/prefix.h"
#include "models/bgp/wire.h"

enum { SEEN_PREFIXES = 5 };

struct seen_route {
  struct prefix prefix; /* set by the caller */
  bool present;
  bool since; /* announced since seen_mark */
  uint8_t attributes[WIRE_MESSAGE_MAX];
  size_t length;
};
struct seen {
  struct seen_route route[SEEN_PREFIXES];
  size_t changes; /* announcements and withdrawals of any of them */
};

/* From now on `since` is counted. */
void seen_mark(struct seen *seen);
/* A whole UPDATE from a session with four-octet ASNs; `data` is a struct seen. */
void seen_update(void *data, const uint8_t *bytes, size_t length);
/* Is this AS on the route's AS_PATH? */
bool seen_path_has(const struct seen_route *route, uint32_t asn);
/* The attribute of this type in a field of attributes, NULL `start` when there is none. */
struct wire_attribute seen_find(const uint8_t *attributes, size_t length, unsigned type);

#endif
