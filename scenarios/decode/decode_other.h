/* decode_other.h: the lines of messages other than UPDATE. */
#ifndef SCENARIOS_DECODE_DECODE_OTHER_H
#define SCENARIOS_DECODE_DECODE_OTHER_H

#include "scenarios/decode/decode_lines.h"

/* What follows the header of an OPEN, NOTIFICATION or ROUTE-REFRESH; octets for every other type, and when it
 * cannot be read. */
void decode_other_append(struct decode_lines *lines);

#endif
