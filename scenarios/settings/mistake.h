/* mistake.h: what the user got wrong, in one line.
 *
 * The message names the file and the line where there are any, what was found and what was expected.
 */
#ifndef SCENARIOS_SETTINGS_MISTAKE_H
#define SCENARIOS_SETTINGS_MISTAKE_H

#include <glib.h>

#define MISTAKE_ERROR (mistake_error_quark())
GQuark mistake_error_quark(void);
enum mistake_code { MISTAKE_VALUE, MISTAKE_SYNTAX, MISTAKE_UNKNOWN, MISTAKE_FILE };

/* Always returns FALSE, so that a check can end with it. */
gboolean mistake_set(GError **error, enum mistake_code code, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* "file:line: " in front of the message (only "file: " when line is 0, nothing without a file). */
gboolean mistake_at(GError **error, enum mistake_code code, const char *file, unsigned line, const char *format, ...)
    G_GNUC_PRINTF(5, 6);
/* Puts "file:line: " in front of an error that is already set. Returns FALSE. */
gboolean mistake_locate(GError **error, const char *file, unsigned line);

#endif
