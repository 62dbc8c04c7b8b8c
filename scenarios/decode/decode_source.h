/* decode_source.h: where the decode command's messages come from.
 *
 * Hexadecimal text on the command line is one message; in a file or on standard input each non-empty line is one. An
 * MRT archive and a packet capture are known by their content; each may be compressed (input.h).
 */
#ifndef SCENARIOS_DECODE_DECODE_SOURCE_H
#define SCENARIOS_DECODE_DECODE_SOURCE_H

#include "scenarios/decode/decode_message.h"

enum decode_source_kind { DECODE_SOURCE_HEX, DECODE_SOURCE_ARCHIVE, DECODE_SOURCE_CAPTURE };

struct decode_source {
  enum decode_source_kind kind;
  char *name;  /* as messages call it */
  char *bytes; /* the file's; NULL for hexadecimal text */
  gsize length;
  GPtrArray *messages; /* GByteArray *, of hexadecimal text */
};

/* `words`: what follows the options. FALSE when there is nothing to decode. */
gboolean decode_source_open(struct decode_source *source, char **words, GError **error);
void decode_source_clear(struct decode_source *source);
/* Hands over every message, in order. `width`: octets of an AS number where nothing tells, 2 or 4. Returns a line on
 * what could not be read (g_free), or NULL. */
char *decode_source_read(const struct decode_source *source, unsigned width, decode_sink *sink, void *data);

#endif
