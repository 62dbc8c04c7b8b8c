/* archive.h: MRT archives and packet captures for tests, written in hexadecimal. */
#ifndef TESTS_ARCHIVE_H
#define TESTS_ARCHIVE_H

#include <glib.h>

enum { ARCHIVE_TIME = 1282898400 /* 2010-08-27T08:40:00Z */ };

/* A record of that time; `body` in hexadecimal. */
void archive_add(GByteArray *archive, unsigned type, unsigned subtype, const char *body);
/* The same with `message`, in octets, at its end. */
void archive_add_message(GByteArray *archive, unsigned type, unsigned subtype, const char *body,
                         const GByteArray *message);
/* One record of every kind that archives hold, some of them damaged. g_byte_array_unref it. */
GByteArray *archive_zoo(void);

/* Big-endian pcap of Ethernet frames, and one more packet a millisecond later: a TCP segment between 192.0.2.1 and
 * 192.0.2.2, port 179 at the second; `back`: from the second to the first. */
GByteArray *archive_capture(void);
void archive_capture_segment(GByteArray *capture, gboolean back, guint32 sequence, unsigned flags, const guint8 *bytes,
                             guint length);
enum { ARCHIVE_FIN = 1, ARCHIVE_SYN = 2, ARCHIVE_ACK = 16 };

#endif
