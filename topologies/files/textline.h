/* textline.h: text, line by line and word by word, without copying it whole.
 *
 * Shared by the readers of this floor; nobody else needs it.
 */
#ifndef TOPOLOGIES_FILES_TEXTLINE_H
#define TOPOLOGIES_FILES_TEXTLINE_H

#include <glib.h>

struct textline {
  const char *next, *end; /* what is still to be read */
  unsigned number;        /* of the line, from 1 */
  GString *line;          /* without its end and without blanks around it */
};

void textline_init(struct textline *text, const char *bytes, gsize length);
void textline_clear(struct textline *text);
/* The next line that is neither empty nor a comment (#). FALSE at the end, and with `error` for one that is too long,
 * not UTF-8, or holds control characters other than blanks. */
gboolean textline_next(struct textline *text, GError **error);

#endif
