/* pack.h: numbers as octets, the same on every machine: little-endian, two's complement.
 *
 * What is packed to be kept begins with a line that names its kind and version, and ends with a seal, so that what is
 * taken up again is known to be whole (unpack.h).
 */
#ifndef SIM_PACK_H
#define SIM_PACK_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

void pack_8(GByteArray *octets, uint8_t number);
void pack_32(GByteArray *octets, uint32_t number);
void pack_64(GByteArray *octets, uint64_t number);
void pack_128(GByteArray *octets, __int128 number);
/* The bits of IEEE 754. */
void pack_real(GByteArray *octets, double number);
#define PACK_NO_TEXT UINT32_MAX
/* Its length, then its octets; of NULL, PACK_NO_TEXT. */
void pack_text(GByteArray *octets, const char *text);
/* The line `title` and "\n". */
void pack_begin(GByteArray *octets, const char *title);
enum { PACK_SEAL = 32 }; /* octets of a seal: SHA-256 of what it seals */
void pack_seal(GByteArray *octets, guint from);
void pack_seal_of(const uint8_t *octets, size_t length, uint8_t seal[PACK_SEAL]);

#endif
