/* complaint.h: what is wrong with a map file, in one line.
 *
 * Shared by the readers of this floor. A reader says "LINE: found X, expected Y" and learns the name of the
 * file last, when it hands the error on.
 */
#ifndef TOPOLOGIES_FILES_COMPLAINT_H
#define TOPOLOGIES_FILES_COMPLAINT_H

#include <glib.h>

/* Bytes of a file in single quotes, fit to be printed: cut when long, everything but printable ASCII escaped (g_free).
 */
char *complaint_quote(const char *text, gsize length);

/* Sets MAP_ERROR_SYNTAX, "LINE: " before the message unless the line is 0. Returns FALSE. */
gboolean complaint_set(GError **error, unsigned line, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* The same for "found 'TEXT', expected WHAT". */
gboolean complaint_found(GError **error, unsigned line, const char *text, gsize length, const char *expected);

/* Hands `mistake` on with "FILE:" before its line, "FILE: " before a message without one. */
void complaint_locate(GError **error, GError *mistake, const char *file);

#endif
