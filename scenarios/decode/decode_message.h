/* decode_message.h: one message as the decode command sees it, wherever it came from. */
#ifndef SCENARIOS_DECODE_DECODE_MESSAGE_H
#define SCENARIOS_DECODE_DECODE_MESSAGE_H

#include "scenarios/decode/mrt.h"

enum decode_width {
  DECODE_WIDTH_KNOWN,   /* from OPENs, or the archive says so */
  DECODE_WIDTH_GUESSED, /* from this connection's AS_PATHs */
  DECODE_WIDTH_ASSUMED, /* nobody said, and both can be read: as the user has it, or four octets */
};

struct decode_message {
  const uint8_t *bytes; /* valid until the next message */
  size_t length;
  guint record;                   /* of an archive, counted from 1; 0: there is none */
  bool timed;                     /* the time is known */
  uint32_t seconds, microseconds; /* since 1970 */
  struct mrt_peer from, to;       /* family MRT_FAMILY_NONE: not known; asn 0: not known */
  uint16_t from_port, to_port;    /* 0: not known */
  bool as4;                       /* AS numbers of four octets */
  enum decode_width width;
  bool extended;       /* up to 65535 octets (RFC 8654) */
  bool observed;       /* between two others: an OPEN begins their session and a NOTIFICATION ends it */
  bool paths_stripped; /* it came with path identifiers (RFC 7911), which are left out */
};
typedef void decode_sink(const struct decode_message *message, void *data);

#endif
