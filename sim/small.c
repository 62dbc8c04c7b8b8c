#include "sim/small.h"

#define SMALL_BITS 128

static void small_groups(GByteArray *bytes, unsigned __int128 number) {
  uint8_t group[(SMALL_BITS + 6) / 7];
  guint count = 0;
  do {
    group[count] = (uint8_t)(number & 0x7f);
    number >>= 7;
    if (number) group[count] |= 0x80;
    count++;
  } while (number);
  g_byte_array_append(bytes, group, count);
}

void small_count(GByteArray *bytes, uint64_t number) {
  if (number > 0x7f) {
    small_groups(bytes, number);
    return;
  }
  uint8_t only = (uint8_t)number;
  g_byte_array_append(bytes, &only, 1);
}

void small_wide(GByteArray *bytes, __int128 number) {
  unsigned __int128 twice = (unsigned __int128)number << 1;
  small_groups(bytes, number < 0 ? ~twice : twice);
}

void small_signed(GByteArray *bytes, int64_t number) { small_wide(bytes, number); }

/* Of an array of either kind. */
struct small_numbers {
  const int64_t *usual; /* or NULL */
  const __int128 *wide;
};

static __int128 small_number(const struct small_numbers *of, size_t i) {
  return of->usual ? of->usual[i] : of->wide[i];
}

/* How many there are, then each with how many zeros stand before it. */
static void small_entries(GByteArray *bytes, struct small_numbers of, size_t count) {
  size_t entries = 0, next = 0;
  for (size_t i = 0; i < count; i++) entries += small_number(&of, i) != 0;
  small_count(bytes, entries);
  for (size_t i = 0; i < count; i++) {
    if (small_number(&of, i) == 0) continue;
    small_count(bytes, i - next);
    small_wide(bytes, small_number(&of, i));
    next = i + 1;
  }
}

void small_array(GByteArray *bytes, const int64_t *number, size_t count) {
  small_entries(bytes, (struct small_numbers){.usual = number}, count);
}

void small_array_wide(GByteArray *bytes, const __int128 *number, size_t count) {
  small_entries(bytes, (struct small_numbers){.wide = number}, count);
}

static unsigned __int128 small_take_groups(struct unpack *reader) {
  unsigned __int128 number = 0;
  for (unsigned shift = 0; !reader->bad; shift += 7) {
    if (reader->left == 0 || shift >= SMALL_BITS) break;
    uint8_t group = *reader->at++;
    reader->left--;
    unsigned __int128 part = group & 0x7f;
    if (part << shift >> shift != part) break; /* does not fit */
    number |= part << shift;
    if (!(group & 0x80)) return number;
  }
  reader->bad = true;
  return 0;
}

uint64_t small_take_count(struct unpack *reader, uint64_t most) {
  unsigned __int128 number = small_take_groups(reader);
  if (number <= most) return (uint64_t)number;
  reader->bad = true;
  return 0;
}

size_t small_take_things(struct unpack *reader, size_t least) { return small_take_count(reader, reader->left / least); }

__int128 small_take_wide(struct unpack *reader) {
  unsigned __int128 folded = small_take_groups(reader);
  return (__int128)(folded >> 1) ^ -(__int128)(folded & 1);
}

int64_t small_take_signed(struct unpack *reader) {
  __int128 number = small_take_wide(reader);
  if (number >= INT64_MIN && number <= INT64_MAX) return (int64_t)number;
  reader->bad = true;
  return 0;
}

/* Where the next entry stands, `count` when there is none that fits. */
static size_t small_take_place(struct unpack *reader, size_t next, size_t count) {
  if (next < count) next += small_take_count(reader, count - next - 1);
  else reader->bad = true;
  return reader->bad ? count : next;
}

void small_take_array(struct unpack *reader, int64_t *number, size_t count) {
  size_t place = 0;
  for (size_t entries = small_take_things(reader, 2); entries > 0; entries--) {
    if ((place = small_take_place(reader, place, count)) == count) return;
    number[place++] = small_take_signed(reader);
  }
}

void small_take_array_wide(struct unpack *reader, __int128 *number, size_t count) {
  size_t place = 0;
  for (size_t entries = small_take_things(reader, 2); entries > 0; entries--) {
    if ((place = small_take_place(reader, place, count)) == count) return;
    number[place++] = small_take_wide(reader);
  }
}
