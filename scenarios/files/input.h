/* input.h: the one place where files are opened for reading.
 *
 * Parsers take bytes. This file gets them: from a path or, for "-", from standard
 * input; gzip and bzip2 are known by their first bytes, not by the name, and may consist of
 * several members one after another.
 */
#ifndef SCENARIOS_FILES_INPUT_H
#define SCENARIOS_FILES_INPUT_H

#include <glib.h>
#include <stdint.h>

/* No input may be larger than this once decompressed. */
#define INPUT_MOST (UINT64_C(4) << 30)

#define INPUT_ERROR (input_error_quark())
GQuark input_error_quark(void);
enum input_error { INPUT_ERROR_OPEN, INPUT_ERROR_CORRUPT, INPUT_ERROR_SIZE };

/* Reads all of `path`. *bytes is the caller's, followed by a NUL that *length does not count.
 * FALSE with one line "PATH: reason" in `error`. */
gboolean input_read(const char *path, char **bytes, gsize *length, GError **error);
/* The same with a bound of the caller's. */
gboolean input_read_most(const char *path, uint64_t most, char **bytes, gsize *length, GError **error);

#endif
