/* strategy_file.h: error-handling strategies as data (models/strategies, or a file of the user's).
 *
 *   # title: one line for lists
 *   # base: rfc7606                   start from a strategy that came with the program
 *   # knows: 1-10, 14-18, attr-set    types that a speaker of this kind recognises
 *   attribute,defect,session,outcome,code,subcode,source
 *   origin,length,both,treat-as-withdraw,3,5,RFC 7606 7.1
 *
 * Own rows go before those of the base. Without "knows" it is what the base knows, or all types that the program has
 * rules for. attribute: a name, a number, `any`, or `message` for defects of the message as a whole; session: ebgp,
 * ibgp or both; code and subcode: of the NOTIFICATION, should it come to a reset. Other lines that begin with # are
 * comments; before the heading a comment may not look like a directive ("# word:").
 */
#ifndef SCENARIOS_FILES_STRATEGY_FILE_H
#define SCENARIOS_FILES_STRATEGY_FILE_H

#include "models/bgp/strategy.h"

#include <glib.h>

/* The name of a strategy that came with the program, or a path; strategy_free it. NULL on error. */
struct strategy *strategy_file_load(const char *name_or_path, GError **error);
/* `file` is how messages call it; the strategy gets its name from it. `bytes` need not be terminated. */
struct strategy *strategy_file_parse(const char *file, const char *bytes, gsize length, GError **error);
/* Where strategy_file_load would find it; NULL on error, g_free it. */
char *strategy_file_path(const char *name_or_path, GError **error);
/* Names of those that came with the program, sorted (g_strfreev). */
char **strategy_file_list(void);

/* Attribute types as a list of numbers, ranges and names: "1-10, 14, attr-set". Bits are added to the set. */
gboolean strategy_file_types(const char *text, guint8 set[32], GError **error);

#endif
