#include "analysis/harvest/origins.h"

void origins_init(struct origins *origins) { origins->row = g_array_new(FALSE, FALSE, sizeof(struct origins_row)); }

void origins_clear(struct origins *origins) { g_array_free(origins->row, TRUE); }

void origins_add(struct origins *origins, const struct origins_row *row) {
  guint place = origins->row->len;
  while (place > 0 && origins_at(origins, place - 1)->number > row->number) place--;
  g_assert(place == 0 || origins_at(origins, place - 1)->number < row->number);
  g_array_insert_vals(origins->row, place, row, 1);
}

uint32_t origins_common(const struct origins *a, const struct origins *b) {
  guint i = 0, j = 0;
  while (i < a->row->len && j < b->row->len) {
    uint32_t left = origins_at(a, i)->number, right = origins_at(b, j)->number;
    if (left == right) return left;
    if (left < right) i++;
    else j++;
  }
  return UINT32_MAX;
}

void origins_merge(struct origins *into, const struct origins *from) {
  GArray *sum = g_array_sized_new(FALSE, FALSE, sizeof(struct origins_row), into->row->len + from->row->len);
  guint i = 0, j = 0;
  while (i < into->row->len || j < from->row->len) {
    bool other = i == into->row->len ||
                 (j < from->row->len && origins_at(from, j)->number < origins_at(into, i)->number);
    g_array_append_vals(sum, other ? origins_at(from, j++) : origins_at(into, i++), 1);
  }
  g_array_free(into->row, TRUE);
  into->row = sum;
}

void origins_copy(struct origins *into, const struct origins *from) { into->row = g_array_copy(from->row); }

__int128 origins_lost(const struct origins_row *row) {
  __int128 sum = 0;
  for (int how = 0; how < REACHES; how++) sum += row->lost[how];
  return sum;
}

/* --- octets --- */

static void row_store(const struct origins_row *row, uint32_t gap, GByteArray *bytes) {
  small_count(bytes, gap);
  small_count(bytes, row->origin);
  small_count(bytes, row->weight);
  small_count(bytes, row->ases);
  for (int how = 0; how < REACHES; how++) small_wide(bytes, row->lost[how]);
  small_count(bytes, row->updates);
  small_count(bytes, row->withdrawals);
}

void origins_store(const struct origins *origins, GByteArray *bytes) {
  uint32_t next = 0;
  small_count(bytes, origins->row->len);
  for (guint i = 0; i < origins->row->len; i++) {
    const struct origins_row *row = origins_at(origins, i);
    row_store(row, row->number - next, bytes);
    next = row->number + 1;
  }
}

/* Octets that a row takes at least. */
#define ROW_LEAST (6 + REACHES)

void origins_load(struct origins *origins, struct unpack *reader) {
  uint32_t next = 0;
  for (size_t count = small_take_things(reader, ROW_LEAST); count > 0 && !reader->bad; count--) {
    struct origins_row row = {.number = next + (uint32_t)small_take_count(reader, UINT32_MAX - 1 - next)};
    row.origin = (uint32_t)small_take_count(reader, UINT32_MAX);
    row.weight = (uint32_t)small_take_count(reader, UINT32_MAX);
    row.ases = (uint32_t)small_take_count(reader, UINT32_MAX);
    for (int how = 0; how < REACHES; how++) row.lost[how] = small_take_wide(reader);
    row.updates = small_take_count(reader, UINT64_MAX);
    row.withdrawals = small_take_count(reader, UINT64_MAX);
    g_array_append_val(origins->row, row);
    next = row.number + 1;
  }
}
