/* unpack.h: what pack.h packed, back again.
 *
 * Reading beyond the end, or what cannot be, gives 0 and leaves a mark: a reader reads all that it wants and asks once
 * whether it was there.
 */
#ifndef SIM_UNPACK_H
#define SIM_UNPACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct unpack {
  const uint8_t *at;
  size_t left;
  bool bad;
};

/* Of what begins with `title` and ends with its seal. NULL, or why it does not: a static text. */
const char *unpack_begin(struct unpack *from, const uint8_t *octets, size_t length, const char *title);
uint8_t unpack_8(struct unpack *from);
uint32_t unpack_32(struct unpack *from);
uint64_t unpack_64(struct unpack *from);
__int128 unpack_128(struct unpack *from);
double unpack_real(struct unpack *from);
/* The caller frees it (g_free). */
char *unpack_text(struct unpack *from);
/* The number of things to come, of at least `each` octets: 0 and a mark when there cannot be so many. */
size_t unpack_count(struct unpack *from, size_t each);
/* All was there, and nothing is left. */
bool unpack_whole(const struct unpack *from);

#endif
