/* asrel.c: the as-rel reader and writer.
 *
 * libcsv splits the fields; it takes comments for data and does not number lines, so the text is
 * cut into lines here and handed over one by one. It also honours quotes, which as-rel does
 * not have: NUL is made its quote character, and text that contains NUL is refused beforehand.
 */
#include "topologies/files/asrel.h"

#include "topologies/files/complaint.h"

#include <csv.h>
#include <string.h>

enum column { COLUMN_A, COLUMN_B, COLUMN_RELATION, COLUMN_SOURCE, COLUMNS };

struct reader {
  struct map_builder *builder;
  unsigned line;
  unsigned column; /* fields seen on this line */
  uint32_t asn[2];
  enum map_kind kind;
  GError *error; /* the first mistake, "LINE: ..." */
};

static void refuse(struct reader *reader, const char *text, size_t length, const char *expected) {
  if (!reader->error) complaint_found(&reader->error, reader->line, text, length, expected);
}

/* A decimal number in 1 .. 2^32-1, or 0. */
static uint32_t asn_value(const char *text, size_t length) {
  uint64_t value = 0;
  if (length == 0 || length > 10) return 0;
  for (size_t i = 0; i < length; i++) {
    if (!g_ascii_isdigit(text[i])) return 0;
    value = 10 * value + (uint64_t)(text[i] - '0');
  }
  return value <= UINT32_MAX ? (uint32_t)value : 0;
}

static void asn_read(struct reader *reader, const char *text, size_t length) {
  reader->asn[reader->column] = asn_value(text, length);
  if (reader->asn[reader->column] == 0) refuse(reader, text, length, "an AS number from 1 to 4294967295");
}

static void relation_read(struct reader *reader, const char *text, size_t length) {
  if (length == 2 && memcmp(text, "-1", 2) == 0) reader->kind = MAP_TRANSIT;
  else if (length == 1 && text[0] == '0') reader->kind = MAP_PEER;
  else if (length == 1 && text[0] == '2') reader->kind = MAP_SIBLING;
  else refuse(reader, text, length, "-1 (provider of), 0 (peers) or 2 (siblings)");
}

static void field_end(void *text, size_t length, void *data) {
  struct reader *reader = data;
  if (reader->column <= COLUMN_B) asn_read(reader, text, length);
  else if (reader->column == COLUMN_RELATION) relation_read(reader, text, length);
  else if (reader->column >= COLUMNS) refuse(reader, text, length, "the end of the line after four fields");
  reader->column++;
}

static void row_end(int terminator, void *data) {
  struct reader *reader = data;
  (void)terminator;
  if (reader->column <= COLUMN_RELATION && !reader->error)
    complaint_set(&reader->error, reader->line, "found %u field%s, expected AS|AS|RELATION", reader->column,
                  reader->column == 1 ? "" : "s");
  if (!reader->error)
    map_builder_link(reader->builder, reader->asn[0], reader->asn[1], reader->kind, reader->line, &reader->error);
  reader->column = 0;
}

/* The members after a clique header; `text` is what follows the colon. */
static void clique_read(struct reader *reader, const char *text, const char *end) {
  GArray *members = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  while (text < end) {
    while (text < end && g_ascii_isspace(*text)) text++;
    const char *word = text;
    while (text < end && !g_ascii_isspace(*text)) text++;
    uint32_t asn = asn_value(word, (size_t)(text - word));
    if (asn) g_array_append_val(members, asn);
    else if (text > word) refuse(reader, word, (size_t)(text - word), "an AS number of the clique");
  }
  map_builder_clique(reader->builder, (const uint32_t *)(void *)members->data, members->len);
  g_array_free(members, TRUE);
}

static void comment_read(struct reader *reader, const char *text, const char *end) {
  static const char *const header[] = {"input clique:", "inferred clique:"};
  while (text < end && (*text == '#' || g_ascii_isspace(*text))) text++;
  for (size_t i = 0; i < G_N_ELEMENTS(header); i++) {
    size_t length = strlen(header[i]);
    if ((size_t)(end - text) >= length && memcmp(text, header[i], length) == 0) clique_read(reader, text + length, end);
  }
}

/* [text, end) is one line with its newline, if it has one. */
static void line_read(struct reader *reader, struct csv_parser *csv, const char *text, const char *end) {
  const char *begin = text;
  reader->line++;
  while (begin < end && (*begin == ' ' || *begin == '\t')) begin++;
  if (begin < end && *begin == '#') {
    comment_read(reader, begin, end);
  } else {
    size_t length = (size_t)(end - text);
    size_t parsed = csv_parse(csv, text, length, field_end, row_end, reader);
    g_assert(parsed == length || csv_error(csv) == CSV_ENOMEM);
    if (parsed < length) g_error("out of memory");
  }
}

static void text_read(struct reader *reader, struct csv_parser *csv, const char *bytes, gsize length) {
  const char *end = bytes + length;
  for (const char *line = bytes; line < end && !reader->error;) {
    const char *newline = memchr(line, '\n', (size_t)(end - line));
    const char *next = newline ? newline + 1 : end;
    line_read(reader, csv, line, next);
    line = next;
  }
  if (!reader->error) csv_fini(csv, field_end, row_end, reader);
}

static void nul_refuse(struct reader *reader, const char *bytes, const char *nul) {
  reader->line = 1;
  for (const char *at = bytes; at < nul; at++) reader->line += *at == '\n';
  complaint_set(&reader->error, reader->line, "found a NUL byte, expected as-rel text");
}

struct map *asrel_parse(const char *bytes, gsize length, const char *file, GError **error) {
  struct reader reader = {.builder = map_builder_new()};
  struct csv_parser csv;
  if (csv_init(&csv, 0) != 0) g_error("libcsv cannot start");
  csv_set_delim(&csv, '|');
  csv_set_quote(&csv, '\0');
  const char *nul = length ? memchr(bytes, '\0', length) : NULL;
  if (nul) nul_refuse(&reader, bytes, nul);
  else text_read(&reader, &csv, bytes, length);
  csv_free(&csv);
  struct map *map = NULL;
  if (reader.error) map_builder_free(reader.builder);
  else map = map_builder_finish(reader.builder, &reader.error);
  if (reader.error) complaint_locate(error, reader.error, file);
  return map;
}

void asrel_write(const struct map *map, FILE *out) {
  static const char *const relation[] = {"-1", "0", "2"};
  fputs("# PROVIDER|CUSTOMER|-1, PEER|PEER|0 or SIBLING|SIBLING|2\n# input clique:", out);
  for (uint32_t i = 0; i < map->clique_size; i++) fprintf(out, " %u", map->asn[map->clique[i]]);
  fputc('\n', out);
  for (uint32_t i = 0; i < map->links; i++) {
    const struct map_link *link = &map->link[i];
    fprintf(out, "%u|%u|%s\n", map->asn[link->a], map->asn[link->b], relation[link->kind]);
  }
}

char *asrel_lost(const struct map *map) {
  const struct {
    gboolean present;
    const char *name;
  } columns[] = {{map->name != NULL, "names"},        {map->region != NULL, "regions"},
                 {map->country != NULL, "countries"}, {map->latitude || map->longitude, "coordinates"},
                 {map->prefixes != NULL, "prefixes"}, {map->addresses != NULL, "addresses"},
                 {map->delay_ms != NULL, "delays"}};
  g_autoptr(GString) words = g_string_new(NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(columns); i++)
    if (columns[i].present) g_string_append_printf(words, "%s%s", words->len ? ", " : "", columns[i].name);
  return words->len ? g_strdup(words->str) : NULL;
}
