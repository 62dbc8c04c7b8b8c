/* decode_width.h: how wide AS numbers are when nobody says so. */
#ifndef SCENARIOS_DECODE_DECODE_WIDTH_H
#define SCENARIOS_DECODE_DECODE_WIDTH_H

#include <stddef.h>
#include <stdint.h>

/* By whether the AS_PATH of an UPDATE, from its marker on, can be read: 2, 4, or 0 when it can be both ways or neither.
 */
unsigned decode_width_guess(const uint8_t *bytes, size_t length);

#endif
