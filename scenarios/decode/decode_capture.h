/* decode_capture.h: the BGP messages in a packet capture, connection by connection put in order. */
#ifndef SCENARIOS_DECODE_DECODE_CAPTURE_H
#define SCENARIOS_DECODE_DECODE_CAPTURE_H

#include "scenarios/decode/decode_message.h"

/* Hands every message over, in the order in which their last octets were captured. `width`: octets of an AS number
 * where neither OPENs nor AS_PATHs tell, 2 or 4. Returns a line on what could not be read (g_free), or NULL; *found
 * says whether there was any message. */
char *decode_capture_read(const uint8_t *bytes, size_t length, unsigned width, decode_sink *sink, void *data,
                          bool *found);

#endif
