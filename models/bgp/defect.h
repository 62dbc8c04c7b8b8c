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
  DEFECT_MP_BESIDE,         /* a malformed attribute in a message that has MP_REACH_NLRI or MP_UNREACH_NLRI */
  DEFECT_MARKER,            /* header: marker not all ones */
  DEFECT_HEADER_LENGTH,     /* header: length out of range for the type, or not that of the message */
  DEFECT_MESSAGE_TYPE,      /* header: type unknown, or not allowed once Established */
  /* What single implementations tell apart (reader.h); without a row of its own each falls back on a coarser one. */
  DEFECT_PATH_LONG,       /* AS_PATH of more hops than the platform bears */
  DEFECT_NOT_TRANSITIVE,  /* unknown, optional and not transitive: dropped */
  DEFECT_RELAYED,         /* malformed, with Partial set: somebody on the way did not know it */
  DEFECT_FAMILY,          /* MP_REACH_NLRI or MP_UNREACH_NLRI of a family unheard of */
  DEFECT_FAMILY_CLOSED,   /* ... of a family that was not negotiated */
  DEFECT_NEXT_HOP_LENGTH, /* length of the next hop in MP_REACH_NLRI wrong for the family */
  DEFECT_NLRI_CUT,        /* a prefix runs past the end of its field */
  DEFECT_OPEN_AGAIN,      /* an OPEN once Established */
  DEFECT_NOTIFIED,        /* a NOTIFICATION: the neighbour ends the session */
  DEFECT_FATAL,           /* octets that the implementation is known to die of */
  DEFECTS
};
_Static_assert(DEFECTS <= 32, "a set of defects is 32 bits");
static inline uint32_t defect_bit(enum defect defect) { return 1u << defect; }
/* "overrun", "unknown-wellknown", ...: the spelling of files. */
const char *defect_name(enum defect defect);
bool defect_parse(const char *name, enum defect *defect);
/* What a finer defect is taken for by a strategy that has no row for it; DEFECTS: for none. */
enum defect defect_coarse(enum defect defect);
/* For people: "length wrong for the type". */
const char *defect_text(enum defect defect);

#endif
