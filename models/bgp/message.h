/* message.h: whole BGP messages, from octets and to octets.
 *
 * Parsing copies nothing and allocates nothing: a message is a view of the octets it was read from, and what
 * is written from it is those octets again, for every message that can be parsed. What cannot be is
 * answered by a NOTIFICATION, as RFC 4271 sections 6.1 and 6.2 have it. An UPDATE is taken apart into its three
 * fields; what is wrong inside them is for verdict.h to say.
 */
#ifndef MODELS_BGP_MESSAGE_H
#define MODELS_BGP_MESSAGE_H

#include "models/bgp/notification.h"
#include "models/bgp/open.h"
#include "models/bgp/refresh.h"
#include "models/bgp/wire.h"

enum { MESSAGE_EXTENDED_MAX = 65535 }; /* RFC 8654 */

struct message {
  uint8_t type; /* WIRE_OPEN ...; a KEEPALIVE has nothing else */
  union {
    struct open open;
    struct wire_update update;
    struct notification notification;
    struct refresh refresh;
  };
};
/* `length` octets from the marker on, which must be the whole message and nothing else. `extended`: both speakers may
 * send more than 4096 octets. False: `error` is what answers it; its data may point into `bytes`. */
bool message_parse(const uint8_t *bytes, size_t length, bool extended, struct message *message,
                   struct notification *error);
/* Appends the message. Sets buffer->full when it does not fit or a length field cannot hold it. */
void message_write(const struct message *message, struct wire_buffer *buffer);

/* "OPEN", ...; NULL for a type without a name. */
const char *message_type_name(unsigned type);

#endif
