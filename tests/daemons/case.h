/* case.h: one message to be tried, as a line of a CSV file without quotes (cases.c writes it):
 *
 *   id,session,target,attribute,defect,hex
 *
 * session: ebgp, ibgp, or as2 (ebgp without four-octet ASNs); target: the prefix that the message is about; attribute,
 * defect: as in strategy files, defect `none` for the sound one that the others are held against.
 */
#ifndef TESTS_DAEMONS_CASE_H
#define TESTS_DAEMONS_CASE_H

#include <glib.h>

enum { CASE_MESSAGE = 256 };
struct play_case {
  char *id, *session, *target, *attribute, *defect;
  unsigned type; /* of the attribute, or CASE_MESSAGE */
  GByteArray *message;
};

/* struct play_case *, in the order of the file, every `parts`-th from `part` on. NULL on error; g_ptr_array_unref it.
 */
GPtrArray *case_read(const char *path, unsigned part, unsigned parts, GError **error);

#endif
