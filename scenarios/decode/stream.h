/* stream.h: BGP messages out of TCP segments.
 *
 * Each direction of each connection is put in order by sequence number; repeated octets are dropped, what came too
 * early waits. What never comes (the capture began late, or lost something) is a gap: reading goes on at the next
 * marker behind it. A gap is given up when STREAM_WAITING octets wait behind it, or the direction ends.
 */
#ifndef SCENARIOS_DECODE_STREAM_H
#define SCENARIOS_DECODE_STREAM_H

#include "models/bgp/open.h"
#include "scenarios/decode/frame.h"

#include <glib.h>

enum { STREAM_PORT = 179, STREAM_WAITING = 1 << 20 /* octets, assumed: more than a window of any BGP speaker */ };

struct stream_message {
  uint32_t seconds, microseconds; /* when its last octet was captured */
  const struct frame_end *from, *to;
  const uint8_t *bytes;        /* from the marker on; valid during the call */
  size_t length;               /* as its header says; only the header when that is wrong */
  bool agreed;                 /* both OPENs of the connection have gone by, and `session` is what they agree on */
  struct open_session session; /* as seen by the receiver */
  uint32_t from_as, to_as;     /* of their OPENs, 0: not seen */
};
typedef void stream_sink(const struct stream_message *message, void *data);

struct stream_set;
struct stream_set *stream_set_new(stream_sink *sink, void *data);
/* A segment of any connection; those of which neither port is STREAM_PORT are not looked at. Messages that it completes
 * are handed over before this returns. */
void stream_set_add(struct stream_set *set, const struct frame_segment *segment, uint32_t seconds,
                    uint32_t microseconds);
/* No more segments: what waits is handed over as far as it is whole. Octets that were given up, in all. */
uint64_t stream_set_finish(struct stream_set *set);
void stream_set_free(struct stream_set *set);

#endif
