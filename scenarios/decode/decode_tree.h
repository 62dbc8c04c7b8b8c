/* decode_tree.h: a message field by field, with offsets, and what is wrong where. */
#ifndef SCENARIOS_DECODE_DECODE_TREE_H
#define SCENARIOS_DECODE_DECODE_TREE_H

#include "models/bgp/verdict.h"

#include <glib.h>

/* One line a field, "  OFFSET  FIELD  CONTENTS"; below a field that a report finds fault with, a line that says so.
 * `reports`: of several judges; the same fault found by more than one is told once. */
void decode_tree_append(GString *out, const uint8_t *bytes, size_t length, bool as4,
                        const struct verdict_report *reports, size_t count);

#endif
