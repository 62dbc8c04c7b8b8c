/* hex.h: octets as people paste them: "ff:ff 0x40 01", in any case, with blanks, colons and 0x forgiven. */
#ifndef SCENARIOS_DECODE_HEX_H
#define SCENARIOS_DECODE_HEX_H

#include <glib.h>

/* NULL with a line that says what was found instead of a digit, or that half an octet is left. */
GByteArray *hex_parse(const char *text, GError **error);

#endif
