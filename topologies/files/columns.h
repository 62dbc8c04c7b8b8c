/* columns.h: CSV with an AS number and facts about that AS on every line.
 *
 * The text: fields separated by commas, quoted if need be; blank lines and lines that begin with # do not count; a line
 * whose first field is "asn" (in any case) is a header and may stand before all others. AS numbers are written 3356
 * or AS3356. Fields beyond those that the reader asked for are ignored. Shared by countries.h, weights.h, and
 * scenarios/settings/roas.h.
 */
#ifndef TOPOLOGIES_FILES_COLUMNS_H
#define TOPOLOGIES_FILES_COLUMNS_H

#include <glib.h>
#include <stdint.h>

#define COLUMNS_MOST 2 /* facts on a line that can be asked for */

struct columns_fact {
  const char *text; /* without blanks around it; followed by a NUL, may hold others */
  gsize length;
};

struct columns_line {
  unsigned line; /* from 1 */
  uint32_t asn;  /* from 1, unless `zero` */
  unsigned facts;
  struct columns_fact fact[COLUMNS_MOST];
};

/* Takes one line. FALSE with "LINE: ..." in `error` (complaint.h) stops the reading. */
typedef gboolean (*columns_taker)(void *data, const struct columns_line *line, GError **error);

/* Hands every line to `take`; each has `least` facts or more. FALSE with one line "FILE:LINE: found X, expected Y" in
 * `error`; `expected` is what a line should be, e.g. "ASN,COUNTRY". */
struct columns_reader {
  const char *expected;
  unsigned least;
  gboolean zero; /* AS 0 is a number like any other (a ROA may name it) */
  columns_taker take;
  void *data;
};
gboolean columns_read(const struct columns_reader *reader, const char *bytes, gsize length, const char *file,
                      GError **error);

/* A decimal number of at most `most`; FALSE for anything else. */
gboolean columns_number(const char *text, gsize length, uint64_t most, uint64_t *value);

#endif
