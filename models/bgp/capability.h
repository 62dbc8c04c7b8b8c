/* capability.h: what speakers tell each other in their OPENs (RFC 5492).
 *
 * A capability is a code, a length and a value. The known ones have a name, lengths that their value may have, and a
 * reader here; the others are carried as octets. Numbers are those of the IANA registry "Capability Codes".
 */
#ifndef MODELS_BGP_CAPABILITY_H
#define MODELS_BGP_CAPABILITY_H

#include "models/bgp/wire.h"

enum {
  CAPABILITY_MULTIPROTOCOL = 1,     /* RFC 4760 */
  CAPABILITY_ROUTE_REFRESH = 2,     /* RFC 2918 */
  CAPABILITY_EXTENDED_NEXT_HOP = 5, /* RFC 8950 */
  CAPABILITY_EXTENDED_MESSAGE = 6,  /* RFC 8654 */
  CAPABILITY_ROLE = 9,              /* RFC 9234 */
  CAPABILITY_GRACEFUL_RESTART = 64, /* RFC 4724 */
  CAPABILITY_AS4 = 65,              /* RFC 6793 */
  CAPABILITY_ADD_PATH = 69,         /* RFC 7911 */
  CAPABILITY_ENHANCED_REFRESH = 70, /* RFC 7313 */
  CAPABILITY_FQDN = 73,             /* draft-walton-bgp-hostname-capability */
};

struct capability {
  const uint8_t *value; /* a view */
  uint8_t code, length;
};
/* The next one of a Capabilities parameter, with the cursor's rules of wire.h; the cursor is at the end after an error.
 */
enum wire_step capability_next(struct wire_cursor *cursor, struct capability *capability);
void capability_put(struct wire_buffer *buffer, unsigned code, const void *value, size_t length);

/* "four-octet AS"; NULL for a code without a name. */
const char *capability_name(unsigned code);
/* Does the length fit the code? True for unknown codes. The readers below must not be asked otherwise. */
bool capability_sound(const struct capability *capability);

struct capability_family {
  uint16_t afi;
  uint8_t safi;
  uint8_t flags;         /* of graceful restart (0x80: forwarding state kept), or what ADD-PATH may do */
  uint16_t next_hop_afi; /* of extended next hop */
};
enum { CAPABILITY_RECEIVES_PATHS = 1, CAPABILITY_SENDS_PATHS = 2 }; /* RFC 7911 section 4 */
/* The i-th family that a multiprotocol, graceful restart, ADD-PATH or extended next hop capability names. False past
 * the last, and for other codes. */
bool capability_family(const struct capability *capability, size_t i, struct capability_family *family);

struct capability_restart {
  uint8_t flags; /* 8: restarting, 4: NOTIFICATIONs too (RFC 8538) */
  uint16_t time; /* s */
};
struct capability_restart capability_restart(const struct capability *capability);

enum capability_role {
  CAPABILITY_PROVIDER,
  CAPABILITY_ROUTE_SERVER,
  CAPABILITY_ROUTE_SERVER_CLIENT,
  CAPABILITY_CUSTOMER,
  CAPABILITY_PEER,
};
/* "provider", ...; NULL for a number without a name. */
const char *capability_role_name(unsigned role);
/* May these two talk (RFC 9234 section 4.2)? */
bool capability_roles_fit(unsigned ours, unsigned theirs);

struct capability_name {
  const uint8_t *host, *domain;
  uint8_t host_length, domain_length;
};
/* Reads the FQDN capability. False: the lengths in it do not fit. */
bool capability_fqdn(const struct capability *capability, struct capability_name *name);

#endif
