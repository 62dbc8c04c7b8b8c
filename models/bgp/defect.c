#include "models/bgp/defect.h"

#include <glib.h>
#include <string.h>

static const struct {
  const char *name, *text;
} defects[DEFECTS] = {
    [DEFECT_FRAMING] = {"framing", "the length fields do not fit the message"},
    [DEFECT_OVERRUN] = {"overrun", "its length passes the Total Attribute Length"},
    [DEFECT_UNDERRUN] = {"underrun", "too few octets left for an attribute"},
    [DEFECT_FLAGS] = {"flags", "Optional or Transitive in conflict with the type"},
    [DEFECT_PARTIAL] = {"partial", "Partial where it may not be"},
    [DEFECT_LENGTH] = {"length", "length wrong for the type"},
    [DEFECT_VALUE] = {"value", "contents undefined"},
    [DEFECT_DUPLICATE] = {"duplicate", "comes a second time"},
    [DEFECT_MISSING] = {"missing", "missing though mandatory"},
    [DEFECT_UNKNOWN_WELLKNOWN] = {"unknown-wellknown", "unknown and not optional"},
    [DEFECT_NLRI] = {"nlri", "prefixes cannot be read"},
    [DEFECT_FIRST_AS] = {"first-as", "leftmost AS is not the neighbour"},
    [DEFECT_CONFED] = {"confed", "confederation segment"},
    [DEFECT_AS_ZERO] = {"as-zero", "AS 0"},
    [DEFECT_NEXT_HOP_SELF] = {"next-hop-self", "next hop is the own address or on no shared subnet"},
    [DEFECT_WRONG_SESSION] = {"wrong-session", "no place on this kind of session"},
    [DEFECT_LOOP] = {"loop", "own AS on the path"},
    [DEFECT_NO_NLRI] = {"no-nlri", "error without a reachable prefix to withdraw"},
    [DEFECT_MP_BESIDE] = {"mp-beside", "malformed attribute in a message with MP_REACH_NLRI or MP_UNREACH_NLRI"},
    [DEFECT_MARKER] = {"marker", "marker is not all ones"},
    [DEFECT_HEADER_LENGTH] = {"header-length", "length in the header wrong"},
    [DEFECT_MESSAGE_TYPE] = {"message-type", "message type unknown or out of place"},
    [DEFECT_PATH_LONG] = {"path-long", "more hops than the platform bears"},
    [DEFECT_NOT_TRANSITIVE] = {"not-transitive", "unknown, optional and not transitive"},
    [DEFECT_RELAYED] = {"relayed", "malformed, with Partial set"},
    [DEFECT_FAMILY] = {"family", "address family unheard of"},
    [DEFECT_FAMILY_CLOSED] = {"family-closed", "address family not negotiated"},
    [DEFECT_NEXT_HOP_LENGTH] = {"next-hop-length", "length of the next hop wrong for the family"},
    [DEFECT_NLRI_CUT] = {"nlri-cut", "a prefix runs past the end of its field"},
    [DEFECT_OPEN_AGAIN] = {"open-again", "an OPEN once Established"},
    [DEFECT_NOTIFIED] = {"notified", "the neighbour ends the session"},
    [DEFECT_FATAL] = {"fatal", "octets that it is known to die of"},
};

const char *defect_name(enum defect defect) {
  g_assert(defect < DEFECTS);
  return defects[defect].name;
}

const char *defect_text(enum defect defect) {
  g_assert(defect < DEFECTS);
  return defects[defect].text;
}

enum defect defect_coarse(enum defect defect) {
  switch (defect) {
  case DEFECT_NEXT_HOP_LENGTH:
  case DEFECT_FATAL:
    return DEFECT_LENGTH;
  case DEFECT_NLRI_CUT:
    return DEFECT_NLRI;
  default:
    return DEFECTS;
  }
}

bool defect_parse(const char *name, enum defect *defect) {
  for (int i = 0; i < DEFECTS; i++)
    if (strcmp(defects[i].name, name) == 0) {
      *defect = (enum defect)i;
      return true;
    }
  return false;
}
