/* notification.h: the NOTIFICATION message, and the error codes of BGP by name.
 *
 * The parsers of messages report an error as the NOTIFICATION that answers it, so that it can be
 * written as it is (message.h). Sources: RFC 4271 sections 4.5 and 6, RFC 4486 and 9003 (Cease), RFC 5492, RFC 6608
 * (FSM), RFC 7313, RFC 8538, RFC 9234, and the IANA registry "BGP Error (Notification) Codes".
 */
#ifndef MODELS_BGP_NOTIFICATION_H
#define MODELS_BGP_NOTIFICATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum notification_code {
  NOTIFICATION_HEADER = 1,
  NOTIFICATION_OPEN,
  NOTIFICATION_UPDATE,
  NOTIFICATION_HOLD_TIMER,
  NOTIFICATION_FSM,
  NOTIFICATION_CEASE,
  NOTIFICATION_REFRESH,
  NOTIFICATION_SEND_HOLD_TIMER,
};
enum { NOTIFICATION_UNSPECIFIC = 0 }; /* a subcode of any code */
enum { NOTIFICATION_NOT_SYNCHRONIZED = 1, NOTIFICATION_BAD_LENGTH, NOTIFICATION_BAD_TYPE };
enum {
  NOTIFICATION_BAD_VERSION = 1,
  NOTIFICATION_BAD_PEER_AS,
  NOTIFICATION_BAD_IDENTIFIER,
  NOTIFICATION_UNSUPPORTED_PARAMETER,
  NOTIFICATION_UNACCEPTABLE_HOLD_TIME = 6,
  NOTIFICATION_UNSUPPORTED_CAPABILITY,
  NOTIFICATION_ROLE_MISMATCH = 11,
};
enum { NOTIFICATION_MALFORMED_ATTRIBUTES = 1 };
enum { /* of NOTIFICATION_CEASE */
       NOTIFICATION_MOST_PREFIXES = 1,
       NOTIFICATION_ADMINISTRATIVE_SHUTDOWN,
       NOTIFICATION_PEER_REMOVED,
       NOTIFICATION_ADMINISTRATIVE_RESET,
       NOTIFICATION_HARD_RESET = 9,
       NOTIFICATION_BFD_DOWN,
};
enum { NOTIFICATION_REFRESH_LENGTH = 1 };

struct notification {
  uint8_t code, subcode;
  const uint8_t *data; /* a view; NULL when there is none */
  size_t length;
};

/* "Cease", and "Administrative Reset"; NULL for a number that has no name. Subcode 0 is "Unspecific". */
const char *notification_code_name(unsigned code);
const char *notification_subcode_name(unsigned code, unsigned subcode);

/* The words of an operator in a Cease (RFC 9003): UTF-8 as it came, not ended by a zero, possibly empty.
 * False: none there, or its length does not fit. */
bool notification_text(const struct notification *notification, const uint8_t **text, size_t *length);
/* What a hard reset carries (RFC 8538 section 3.1). False: no hard reset, or too short to carry one. */
bool notification_inner(const struct notification *notification, struct notification *inner);

#endif
