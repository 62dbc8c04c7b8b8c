/* small.h: numbers as octets where most of them are small, or 0 (beside pack.h, which gives each its full width).
 *
 * A count is written in groups of 7 bits, the lowest first, the top bit set in all but the last (as DWARF's LEB128), so
 * that small numbers take one octet; a number with a sign is folded first (0, -1, 1, -2, ... to 0, 1, 2, 3, ...). An
 * array in which most is 0 is written as its entries that are not. Equal values have equal octets.
 *
 * Reading is as in unpack.h: what cannot be gives 0 and leaves a mark.
 */
#ifndef SIM_SMALL_H
#define SIM_SMALL_H

#include "sim/pack.h"
#include "sim/unpack.h"

void small_count(GByteArray *bytes, uint64_t number);
void small_signed(GByteArray *bytes, int64_t number);
void small_wide(GByteArray *bytes, __int128 number);
/* An array in which most is 0. */
void small_array(GByteArray *bytes, const int64_t *number, size_t count);
void small_array_wide(GByteArray *bytes, const __int128 *number, size_t count);

/* No more than `most`. */
uint64_t small_take_count(struct unpack *reader, uint64_t most);
/* A number of things to come that take at least `least` octets each, so that nobody makes room for more. */
size_t small_take_things(struct unpack *reader, size_t least);
int64_t small_take_signed(struct unpack *reader);
__int128 small_take_wide(struct unpack *reader);
/* Into arrays of zeros. */
void small_take_array(struct unpack *reader, int64_t *number, size_t count);
void small_take_array_wide(struct unpack *reader, __int128 *number, size_t count);

#endif
