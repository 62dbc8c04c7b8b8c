/* bgpdump_path.h: an AS path as one field of a row, as bgpdump(1) writes it. */
#ifndef SCENARIOS_DECODE_BGPDUMP_PATH_H
#define SCENARIOS_DECODE_BGPDUMP_PATH_H

#include <stddef.h>
#include <stdint.h>

enum { BGPDUMP_PATH_TEXT = 8000 };

/* The value of an AS_PATH whose AS numbers have `width` octets. With two of them, `as4` is the value of the
 * AS4_PATH, or NULL, and the two are put together (RFC 6793 section 4.2.3). Writes no NUL; returns the end. */
char *bgpdump_path_text(char text[BGPDUMP_PATH_TEXT], const uint8_t *path, size_t length, unsigned width,
                        const uint8_t *as4, size_t as4_length);

#endif
