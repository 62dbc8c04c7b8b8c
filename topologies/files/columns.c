/* columns.c: libcsv splits the fields; the text is handed to it line by line, since it numbers no lines and takes
 * comments for data. A quoted field may hold line ends; a mistake then bears the number of the last line of its row.
 */
#include "topologies/files/columns.h"

#include "topologies/files/complaint.h"

#include <csv.h>
#include <string.h>

struct state {
  const struct columns_reader *reader;
  struct columns_line row;
  GString *text[COLUMNS_MOST]; /* of the facts, since libcsv forgets a field when it goes on to the next */
  unsigned fields;             /* on this row */
  gboolean header, begun;      /* this row is one; something came before it */
  GError *error;
};

gboolean columns_number(const char *text, gsize length, uint64_t most, uint64_t *value) {
  uint64_t sum = 0;
  if (length == 0 || length > 20) return FALSE;
  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isdigit(text[i])) return FALSE;
    unsigned digit = (unsigned)(text[i] - '0');
    if (sum > (most - MIN(digit, most)) / 10) return FALSE;
    sum = 10 * sum + digit;
  }
  *value = sum;
  return sum <= most;
}

static void read_asn(struct state *state, const char *text, gsize length) {
  gsize skip = length > 2 && g_ascii_strncasecmp(text, "AS", 2) == 0 ? 2 : 0;
  uint64_t asn = 0;
  state->header = !state->begun && length == 3 && g_ascii_strncasecmp(text, "asn", 3) == 0;
  if (state->header) return;
  if (!columns_number(text + skip, length - skip, UINT32_MAX, &asn) || (asn == 0 && !state->reader->zero))
    complaint_found(&state->error, state->row.line, text, length,
                    state->reader->zero ? "an AS number" : "an AS number from 1 to 4294967295");
  state->row.asn = (uint32_t)asn;
}

static void field_end(void *text, size_t length, void *data) {
  struct state *state = data;
  unsigned field = state->fields++;
  if (state->error) return;
  if (field == 0) read_asn(state, text ? text : "", length);
  else if (field <= COLUMNS_MOST)
    g_string_append_len(g_string_truncate(state->text[field - 1], 0), text, (gssize)length);
}

static void row_end(int terminator, void *data) {
  struct state *state = data;
  (void)terminator;
  struct columns_line *row = &state->row;
  row->facts = MIN(state->fields - 1, COLUMNS_MOST);
  for (unsigned i = 0; i < row->facts; i++)
    row->fact[i] = (struct columns_fact){state->text[i]->str, state->text[i]->len};
  if (!state->error && !state->header && row->facts < state->reader->least)
    complaint_set(&state->error, row->line, "found %u field%s, expected %s", state->fields,
                  state->fields == 1 ? "" : "s", state->reader->expected);
  if (!state->error && !state->header) state->reader->take(state->reader->data, row, &state->error);
  state->begun = TRUE;
  state->header = FALSE;
  state->fields = 0;
}

/* After a parser's refusal: a quote where none may be, the only thing that strict CSV refuses. */
static void refuse(struct state *state, struct csv_parser *csv) {
  if (csv_error(csv) == CSV_ENOMEM) g_error("out of memory");
  if (!state->error)
    complaint_set(&state->error, state->row.line, "found a stray quote, expected %s", state->reader->expected);
}

static void read_lines(struct state *state, struct csv_parser *csv, const char *bytes, gsize length) {
  const char *end = bytes + length;
  for (const char *line = bytes; line < end && !state->error;) {
    const char *newline = memchr(line, '\n', (gsize)(end - line));
    const char *next = newline ? newline + 1 : end;
    state->row.line++;
    gsize size = (gsize)(next - line);
    if (*line != '#' && csv_parse(csv, line, size, field_end, row_end, state) < size) refuse(state, csv);
    line = next;
  }
  if (!state->error && csv_fini(csv, field_end, row_end, state) != 0) refuse(state, csv);
}

gboolean columns_read(const struct columns_reader *reader, const char *bytes, gsize length, const char *file,
                      GError **error) {
  static const char mark[] = "\xEF\xBB\xBF"; /* of UTF-8, which some spreadsheets put first */
  struct state state = {.reader = reader};
  struct csv_parser csv;
  if (csv_init(&csv, CSV_STRICT | CSV_STRICT_FINI) != 0) g_error("libcsv cannot start");
  for (int i = 0; i < COLUMNS_MOST; i++) state.text[i] = g_string_new(NULL);
  gsize skip = length >= 3 && memcmp(bytes, mark, 3) == 0 ? 3 : 0;
  read_lines(&state, &csv, bytes + skip, length - skip);
  for (int i = 0; i < COLUMNS_MOST; i++) g_string_free(state.text[i], TRUE);
  csv_free(&csv);
  if (state.error) complaint_locate(error, state.error, file);
  return !state.error;
}
