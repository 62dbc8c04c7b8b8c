/* reader_part.h: what the readers of single implementations share (reader.h); nobody else needs it. */
#ifndef MODELS_BGP_READER_PART_H
#define MODELS_BGP_READER_PART_H

#include "models/bgp/attribute.h"
#include "models/bgp/attribute_value.h"
#include "models/bgp/judge.h"
#include "models/bgp/reader.h"

/* What a pass has learnt so far. */
struct reader_pass {
  struct judge *judge;
  struct wire_update update;
  uint32_t seen[8];                                         /* bit set over types that came, sound or not */
  struct wire_attribute held[ATTRIBUTE_AS4_AGGREGATOR + 1]; /* by type: those that were taken; start NULL: none */
};

static inline bool reader_seen(const struct reader_pass *pass, unsigned type) {
  return (pass->seen[type >> 5] >> (type & 31)) & 1;
}
static inline void reader_see(struct reader_pass *pass, unsigned type) { pass->seen[type >> 5] |= 1u << (type & 31); }
/* Remembers an attribute that was taken; types past AS4_AGGREGATOR are not needed again. */
void reader_hold(struct reader_pass *pass, const struct wire_attribute *attribute);
/* NULL: none was taken. */
const struct wire_attribute *reader_held(const struct reader_pass *pass, unsigned type);

/* EXTENDED COMMUNITIES that all stay inside (RFC 4360 section 2: bit 0x40 of the type), on a session that leads
 * outside: nothing of the attribute goes on. */
bool reader_stays_inside(const struct reader_pass *pass, const struct wire_attribute *attribute);

/* Asks the table about a defect of the attribute, or of the message; what follows. */
enum outcome reader_found(struct reader_pass *pass, const struct wire_attribute *attribute, enum defect defect);
enum outcome reader_message_found(struct reader_pass *pass, enum defect defect, const uint8_t *at, size_t length);
static inline bool reader_over(const struct reader_pass *pass) {
  return pass->judge->verdict->outcome >= OUTCOME_SESSION_RESET;
}
/* Optional attributes that are not known: passed on, or dropped when they are not transitive. */
enum outcome reader_unknown(struct reader_pass *pass, const struct wire_attribute *attribute);
/* DEFECT_LENGTH unless the length is of that many octets. */
enum defect reader_length_is(const struct wire_attribute *attribute, size_t octets);
/* DEFECT_LENGTH unless the length is a multiple of `step`; none at all only where `empty` is. */
enum defect reader_length_steps(const struct wire_attribute *attribute, size_t step, bool empty);

/* DEFECTS: the field can be read; DEFECT_NLRI_CUT or DEFECT_NLRI: its first bad prefix runs over the end, or else is
 * longer than `bits`. */
enum defect reader_prefixes(const uint8_t *field, size_t length, unsigned bits);
/* Is the first prefix of the one field also in the other? Both can be read. */
bool reader_shares_prefix(const uint8_t *field, size_t length, const uint8_t *other, size_t other_length);

/* AS_PATH as it is once AS4_PATH has been put in (RFC 6793 section 4.2.3). */
struct reader_path {
  bool has_local, has_zero, has_confed;
  uint32_t first; /* leftmost AS; 0 when there is none, or no AS_SEQUENCE comes first */
};
/* `always`: AS4_PATH counts whatever the session and AGGREGATOR say; `longer`: even when it is the longer one. */
struct reader_path reader_path(const struct reader_pass *pass, bool always, bool longer);
/* Is AS_PATH (or AS4_PATH) impossible to read? */
bool reader_path_broken(const struct wire_attribute *attribute, bool four);

enum reader_next_hop { READER_SHARED, READER_OWN, READER_OFF_NET };
/* Where the address lies, seen from the receiver's own; READER_SHARED when these are not known. Network and broadcast
 * addresses of a subnet are off net. */
enum reader_next_hop reader_next_hop(const struct verdict_facts *facts, const uint8_t *address, unsigned family);
/* Our identifier in ORIGINATOR_ID or, when `cluster` is, CLUSTER_LIST. */
bool reader_reflected(const struct reader_pass *pass, unsigned type);

/* The families that the session has: IPv4 and IPv6 unicast. */
static inline bool reader_family_open(const struct attribute_mp *mp) {
  return mp->safi == 1 && (mp->afi == 1 || mp->afi == 2);
}

/* The end of a pass in which the session survives. `announces`: there were prefixes to announce, or to treat as
 * withdrawn. A message without any withdraws what it names and the receiver has, or does nothing. */
void reader_settle(struct reader_pass *pass, bool announces);

#endif
