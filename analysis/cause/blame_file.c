/* blame_file.c: the closed ledger as octets. */
#include "analysis/cause/blame.h"

#include <string.h>

#define ROW_LEAST (14 + 2 + 2 * 4 + 1 + LINEAGE_KINDS + 2) /* octets that a row takes at least */
#define GENERATION_LEAST (LINEAGE_KINDS + LINEAGE_KINDS * LINEAGE_KINDS)

static void row_store(const struct blame_row *row, GByteArray *bytes) {
  event_store(&row->event, bytes);
  small_count(bytes, row->as);
  small_count(bytes, row->peer_as);
  pack_text(bytes, row->place);
  pack_text(bytes, row->peer_place);
  small_count(bytes, row->generation);
  for (int kind = 0; kind < LINEAGE_KINDS; kind++) small_count(bytes, row->descendant[kind]);
  small_signed(bytes, row->direct);
  small_signed(bytes, row->total);
}

static void place_load(char place[EVENTS_PLACE], struct unpack *reader) {
  g_autofree char *text = unpack_text(reader);
  if (text && strlen(text) < EVENTS_PLACE && g_utf8_validate(text, -1, NULL)) g_strlcpy(place, text, EVENTS_PLACE);
  else reader->bad = true;
}

static void row_load(struct blame_row *row, struct unpack *reader) {
  event_load(&row->event, reader);
  row->as = (uint32_t)small_take_count(reader, UINT32_MAX);
  row->peer_as = (uint32_t)small_take_count(reader, UINT32_MAX);
  place_load(row->place, reader);
  place_load(row->peer_place, reader);
  row->generation = (uint32_t)small_take_count(reader, UINT32_MAX);
  for (int kind = 0; kind < LINEAGE_KINDS; kind++)
    row->descendant[kind] = (uint32_t)small_take_count(reader, UINT32_MAX);
  row->direct = small_take_signed(reader);
  row->total = small_take_signed(reader);
}

static void generation_store(const struct lineage_generation *generation, GByteArray *bytes) {
  for (int kind = 0; kind < LINEAGE_KINDS; kind++) small_count(bytes, generation->count[kind]);
  for (int by = 0; by < LINEAGE_KINDS; by++)
    for (int what = 0; what < LINEAGE_KINDS; what++) small_count(bytes, generation->further[by][what]);
}

static void generation_load(struct lineage_generation *generation, struct unpack *reader) {
  for (int kind = 0; kind < LINEAGE_KINDS; kind++) generation->count[kind] = small_take_count(reader, UINT64_MAX);
  for (int by = 0; by < LINEAGE_KINDS; by++)
    for (int what = 0; what < LINEAGE_KINDS; what++)
      generation->further[by][what] = small_take_count(reader, UINT64_MAX);
}

void blame_store(const struct blame *blame, GByteArray *bytes) {
  small_signed(bytes, blame->whole);
  small_count(bytes, blame->others);
  small_signed(bytes, blame->remainder);
  small_count(bytes, blame->row->len);
  for (guint i = 0; i < blame->row->len; i++) row_store(blame_row(blame, i), bytes);
  small_count(bytes, blame->generation->len);
  for (guint i = 0; i < blame->generation->len; i++)
    generation_store(&g_array_index(blame->generation, struct lineage_generation, i), bytes);
}

struct blame *blame_load(struct unpack *reader) {
  struct blame *blame = g_new0(struct blame, 1);
  blame->row = g_array_new(FALSE, FALSE, sizeof(struct blame_row));
  blame->generation = g_array_new(FALSE, TRUE, sizeof(struct lineage_generation));
  blame->whole = small_take_signed(reader);
  blame->others = (uint32_t)small_take_count(reader, UINT32_MAX);
  blame->remainder = small_take_signed(reader);
  for (size_t rows = small_take_things(reader, ROW_LEAST); rows > 0 && !reader->bad; rows--) {
    struct blame_row row = {0};
    row_load(&row, reader);
    g_array_append_val(blame->row, row);
  }
  for (size_t count = small_take_things(reader, GENERATION_LEAST); count > 0 && !reader->bad; count--) {
    struct lineage_generation generation;
    generation_load(&generation, reader);
    g_array_append_val(blame->generation, generation);
  }
  return blame;
}
