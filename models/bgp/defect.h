/* defect.h: what can be wrong with a message; each names the row of the strategies that it is looked up by. */
#ifndef MODELS_BGP_DEFECT_H
#define MODELS_BGP_DEFECT_H

#include <stdbool.h>
#include <stdint.h>

enum defect {
  DEFECT_FRAMING,  /* withdrawn + attributes + 23 > message */
  DEFECT_OVERRUN,  /* an attribute's length passes the Total Attribute Length */
  DEFECT_UNDERRUN, /* 1 or 2 octets (3 with Extended Length) left where an attribute should begin */
  DEFECT_FLAGS,    /* Optional or Transitive bit in conflict with the type */
  DEFECT_PARTIAL,  /* Partial set where it may not be */
  DEFECT_LENGTH,   /* length wrong for the type, zero length among them */
  DEFECT_VALUE,    /* length right, contents undefined */
  DEFECT_DUPLICATE,
  DEFECT_MISSING,           /* a mandatory attribute is absent; the type is the missing one */
  DEFECT_UNKNOWN_WELLKNOWN, /* unrecognised and not optional */
  DEFECT_NLRI,              /* NLRI or Withdrawn Routes cannot be parsed */
  DEFECT_FIRST_AS,          /* leftmost AS is not the peer's */
  DEFECT_CONFED,            /* confederation segment from a non-member */
  DEFECT_AS_ZERO,           /* RFC 7607 */
  DEFECT_NEXT_HOP_SELF,     /* semantically wrong next hop */
  DEFECT_WRONG_SESSION,     /* attribute not allowed on this kind of session (LOCAL_PREF over eBGP ...) */
  DEFECT_LOOP,              /* own AS on the path: no error, but the route cannot be used */
  DEFECT_NO_NLRI,           /* an attribute error, and no reachable NLRI to withdraw (RFC 7606 section 5.2) */
  DEFECT_MARKER,            /* header: marker not all ones */
  DEFECT_HEADER_LENGTH,     /* header: length out of range for the type, or not that of the message */
  DEFECT_MESSAGE_TYPE,      /* header: type unknown, or not allowed once Established */
  DEFECTS
};
static inline uint32_t defect_bit(enum defect defect) { return 1u << defect; }
/* "overrun", "unknown-wellknown", ...: the spelling of files. */
const char *defect_name(enum defect defect);
bool defect_parse(const char *name, enum defect *defect);
/* For people: "length wrong for the type". */
const char *defect_text(enum defect defect);

#endif
