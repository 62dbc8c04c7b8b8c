/* open.h: the OPEN message, and what two of them agree on.
 *
 * RFC 4271 section 4.2, with capabilities (RFC 5492), AS numbers of four octets (RFC 6793) and optional
 * parameters past 255 octets (RFC 9072). An OPEN is a view of the octets it was read from: nothing is copied.
 */
#ifndef MODELS_BGP_OPEN_H
#define MODELS_BGP_OPEN_H

#include "models/bgp/capability.h"
#include "models/bgp/notification.h"
#include "models/bgp/wire.h"

enum { OPEN_VERSION = 4, OPEN_CAPABILITIES = 2 /* a type of parameter */ };

struct open {
  uint8_t version;
  uint16_t as; /* My Autonomous System: AS_TRANS for a number that does not fit */
  uint16_t hold_time;
  uint32_t identifier;
  const uint8_t *parameters; /* from the first one on, those of RFC 9072 too */
  size_t parameters_length;
  bool wide;          /* parameters have lengths of two octets, RFC 9072 */
  uint8_t old_length; /* when wide: the octet that once was the length, 255 as a rule; 0 is written as 255 */
};
/* `body` is what follows the header. False: it is malformed, and `error` is what answers it. Parameters and
 * capabilities of a parsed OPEN can be told apart to the last. */
bool open_parse(const uint8_t *body, size_t length, struct open *open, struct notification *error);
/* Sets buffer->full too when the parameters pass 255 octets and are not wide. */
void open_write(const struct open *open, struct wire_buffer *buffer);

struct open_parameter {
  const uint8_t *value; /* a view */
  size_t length;
  uint8_t type;
};
enum wire_step open_parameter_next(struct wire_cursor *cursor, bool wide, struct open_parameter *parameter);

/* Walks over the capabilities of all parameters: start with open_walk(), go on while open_capability_next(). */
struct open_walk {
  struct wire_cursor parameters, capabilities;
  bool wide;
};
struct open_walk open_walk(const struct open *open);
bool open_capability_next(struct open_walk *walk, struct capability *capability);
/* The last sound capability of this code; false: there is none. */
bool open_capability(const struct open *open, unsigned code, struct capability *capability);
/* The speaker's AS: that of the capability if there is one. */
uint32_t open_as(const struct open *open);

/* What a speaker demands of an OPEN. */
struct open_terms {
  const struct open *ours;
  uint32_t peer_as;        /* 0: any */
  const uint8_t *required; /* capabilities, as they are written, whose codes the neighbour must have; may be NULL */
  size_t required_length;
};
/* RFC 4271 section 6.2, RFC 5492 section 5, RFC 6286, RFC 7607, RFC 9234. False: `error` is what answers it. */
bool open_check(const struct open *theirs, const struct open_terms *terms, struct notification *error);

enum { OPEN_FAMILIES = 32 };
struct open_session {
  uint32_t peer_as;
  uint16_t hold_time; /* s, 0: no keepalives (RFC 4271 section 4.2) */
  bool as4, extended, refresh, enhanced_refresh, graceful_restart;
  struct capability_family family[OPEN_FAMILIES]; /* common to both, in our order; flags: what we may do with paths */
  size_t families;                                /* those past OPEN_FAMILIES are left out */
};
/* Without a multiprotocol capability a speaker carries IPv4 unicast (RFC 4760 section 8). */
void open_negotiate(const struct open *ours, const struct open *theirs, struct open_session *session);

#endif
