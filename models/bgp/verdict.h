/* verdict.h: what happens when these bytes meet this speaker.
 *
 * verdict_message() is the ground truth: it parses a whole message under a profile and says what
 * follows. Speakers of a simulation do not parse per message: verdict_of() remembers the answer per
 * (attribute set, profile, kind of session), and verdict_resend() what the set becomes on its
 * way out (Partial bit on what the platform does not know, RFC 4271 section 5; a corrupter's
 * damage). Both cost an array access once known.
 */
#ifndef MODELS_BGP_VERDICT_H
#define MODELS_BGP_VERDICT_H

#include "models/bgp/attrs.h"
#include "models/bgp/prefix.h"
#include "models/bgp/strategy.h"
#include "models/bgp/wire.h"

/* What a platform does otherwise than a table of rules can say. All zero: nothing. */
struct verdict_quirks {
  uint8_t reader;        /* enum reader: in which order it looks at a message, and when it stops (reader.h) */
  uint16_t longest_path; /* hops in an AS_PATH past which it is DEFECT_PATH_LONG, 0: no limit */
};

/* What a platform knows; everything that bears on parsing. */
struct verdict_profile {
  const struct strategy *strategy;
  struct verdict_quirks quirks;
  uint8_t knows[32]; /* bit set over attribute types */
  uint8_t corrupts;  /* type that is damaged on re-send so that it overruns, 0: none (IOS XR 2010) */
};
static inline bool verdict_knows(const struct verdict_profile *profile, unsigned type) {
  return (profile->knows[type >> 3] >> (type & 7)) & 1;
}

struct verdict {
  uint8_t outcome; /* enum outcome */
  uint8_t code, subcode;
  uint8_t attribute; /* type code at fault, 0: none */
  uint8_t defect;    /* enum defect, meaningful unless the outcome is one of the harmless ones; DEFECTS: none */
  attrs_id attrs;    /* the set as it enters the Adj-RIB-In, when it does (verdict_of only) */
  const struct strategy_rule *rule; /* that decided, or NULL */
};

/* The receiver's end of the session. A zero turns off the checks that need the number. */
struct verdict_facts {
  enum session_kind session;
  bool as4;                   /* both ends have four-octet ASNs (RFC 6793) */
  bool extended;              /* messages may be longer than 4096 octets (RFC 8654) */
  uint32_t local_as, peer_as; /* first AS and loop checks */
  uint32_t local_id;          /* BGP identifier, for loops of route reflection */
  const struct prefix *local; /* own addresses with their subnets: for checks of the next hop */
  size_t local_count;
  const struct prefix *rib; /* prefixes that the receiver has from this peer; NULL: not known */
  size_t rib_count;
};

/* One thing that was noticed, in order of the bytes. */
struct verdict_finding {
  const uint8_t *at; /* where in the message; NULL: nowhere, as for what is missing */
  size_t length;
  uint8_t attribute;                /* type code, 0: the message */
  uint8_t defect;                   /* enum defect; DEFECTS: none, an attribute that the platform does not know */
  uint8_t outcome;                  /* of this finding alone */
  const struct strategy_rule *rule; /* NULL without a defect */
};

enum { VERDICT_FINDINGS = 64 };
struct verdict_report {
  struct verdict_finding finding[VERDICT_FINDINGS];
  size_t count; /* findings; only the first VERDICT_FINDINGS are kept */
};

/* Judges a message from its marker on. `report` may be NULL. Messages other than UPDATE are judged by
 * their header alone. */
void verdict_message(const uint8_t *bytes, size_t length, const struct verdict_profile *profile,
                     const struct verdict_facts *facts, struct verdict *verdict, struct verdict_report *report);

struct verdict_table;
/* `profiles` are copied; the strategies in them must outlive the table. */
struct verdict_table *verdict_table_new(struct attrs_table *attrs, const struct verdict_profile *profiles,
                                        size_t count);
void verdict_table_free(struct verdict_table *table);
/* Does the profile with this number know the attribute type? */
bool verdict_table_knows(const struct verdict_table *table, unsigned profile, unsigned type);
/* A route with this set, otherwise faultless, over a session with four-octet ASNs.
 * The pointer stays valid as long as the table. */
const struct verdict *verdict_of(struct verdict_table *table, attrs_id attrs, unsigned profile,
                                 enum session_kind session);
/* What a speaker of `profile` sends over a session of kind `to` for a route it holds with `attrs`. To another AS
 * optional non-transitive attributes and LOCAL_PREF and MED stay behind; inside the AS what it knows goes along; either
 * way unknown transitive ones get Partial.
 * A corrupter sends its attribute last and without its last VERDICT_CUT octets, under the old length, which so
 * overruns the Total Attribute Length (an empty attribute claims that many). What IOS XR did to attribute 99 in
 * 2010 was not published octet by octet; this stands for it as a hypothesis. */
attrs_id verdict_resend(struct verdict_table *table, attrs_id attrs, unsigned profile, enum session_kind to);

enum { VERDICT_CUT = 1 };

#endif
