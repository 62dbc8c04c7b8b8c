/* capture.h: captures for tests: what is in one, and one made of our own messages. */
#ifndef TESTS_CAPTURE_H
#define TESTS_CAPTURE_H

#include "scenarios/decode/stream.h"

/* Hands every message of a pcap file to `sink`. */
void capture_walk(const char *path, stream_sink *sink, void *data);

/* A pcap file of one TCP connection to port 179, without a link layer. */
GByteArray *capture_new(void);
/* One segment with these octets, from the one side or the other. `sent`: two numbers of octets so far, kept by the
 * caller, zero at first. */
void capture_add(GByteArray *capture, gboolean back, guint32 sent[2], const GByteArray *octets);

#endif
