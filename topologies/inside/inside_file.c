/* inside_file.c: libcsv splits a line into fields; a line is a PoP, a router or a link.
 *
 * Whether a PoP has routers of its own is known when the first link names one, or at the end. So PoPs become routers
 * when a link, or the end, asks for them. */
#include "topologies/inside/inside_file.h"

#include "topologies/files/complaint.h"
#include "topologies/places/country.h"

#include <csv.h>
#include <math.h>
#include <string.h>

#define FIELDS 5
#define NONE UINT32_MAX

struct reader {
  struct inside_builder *builder;
  GHashTable *pop, *router; /* name -> number + 1; only looked up */
  GArray *alone;            /* [pops] gboolean: no router of it is named */
  GPtrArray *names;         /* of the PoPs */
  GString *field[FIELDS];
  unsigned fields, line;
  GError *error;
};

static gboolean refuse(struct reader *reader, const char *text, const char *expected) {
  return complaint_found(&reader->error, reader->line, text, strlen(text), expected);
}

static const char *field(const struct reader *reader, unsigned i) {
  return i < reader->fields ? reader->field[i]->str : "";
}

/* An empty field is NaN. */
static gboolean number_read(struct reader *reader, unsigned i, double least, double most, double *number) {
  const char *text = field(reader, i);
  char *end;
  *number = NAN;
  if (!*text) return TRUE;
  *number = g_ascii_strtod(text, &end);
  if (*end == '\0' && *number >= least && *number <= most) return TRUE;
  g_autofree char *expected = g_strdup_printf("a number from %g to %g", least, most);
  return refuse(reader, text, expected);
}

/* One line of UTF-8 that is not empty. */
static gboolean is_name(const char *text) {
  if (!*text || !g_utf8_validate(text, -1, NULL)) return FALSE;
  for (const char *at = text; *at; at = g_utf8_next_char(at))
    if (g_unichar_iscntrl(g_utf8_get_char(at))) return FALSE;
  return TRUE;
}

static void pop_read(struct reader *reader) {
  const char *name = field(reader, 1), *code = field(reader, 2);
  uint8_t country = COUNTRY_NONE;
  double latitude, longitude;
  gboolean alone = TRUE;
  if (!is_name(name) || g_hash_table_contains(reader->pop, name)) {
    refuse(reader, name, "a name that no other PoP has");
    return;
  }
  if (*code && (strlen(code) != 2 || (country = country_find(code)) == COUNTRY_NONE)) {
    refuse(reader, code, "a country as ISO 3166-1 alpha-2, or nothing");
    return;
  }
  if (!number_read(reader, 3, -90, 90, &latitude) || !number_read(reader, 4, -180, 180, &longitude)) return;
  if (isnan(latitude) != isnan(longitude)) {
    refuse(reader, field(reader, 4), "latitude and longitude, or neither");
    return;
  }
  uint32_t pop = inside_builder_pop(reader->builder, name, latitude, longitude, country);
  g_hash_table_insert(reader->pop, g_strdup(name), GUINT_TO_POINTER(pop + 1));
  g_ptr_array_add(reader->names, g_strdup(name));
  g_array_append_val(reader->alone, alone);
}

static uint32_t router_add(struct reader *reader, const char *name, uint32_t pop, gboolean backbone) {
  uint32_t router = inside_builder_router(reader->builder, pop, name, backbone);
  g_hash_table_insert(reader->router, g_strdup(name), GUINT_TO_POINTER(router + 1));
  return router;
}

static void router_read(struct reader *reader) {
  const char *name = field(reader, 1), *role = field(reader, 3);
  uint32_t pop = GPOINTER_TO_UINT(g_hash_table_lookup(reader->pop, field(reader, 2))) - 1;
  if (pop == NONE) refuse(reader, field(reader, 2), "a PoP that stands above");
  else if (!is_name(name) || g_hash_table_contains(reader->router, name))
    refuse(reader, name, "a name that no other has");
  else if (*role && strcmp(role, "bb") != 0) refuse(reader, role, "bb or nothing");
  else if (inside_builder_routers(reader->builder) >= INSIDE_MOST_ROUTERS)
    complaint_set(&reader->error, reader->line, "found more than %d routers", INSIDE_MOST_ROUTERS);
  else {
    router_add(reader, name, pop, *role != '\0');
    g_array_index(reader->alone, gboolean, pop) = FALSE;
  }
}

/* A router, or a PoP that is one. NONE on a mistake. */
static uint32_t end_read(struct reader *reader, const char *name) {
  uint32_t router = GPOINTER_TO_UINT(g_hash_table_lookup(reader->router, name)) - 1;
  uint32_t pop = GPOINTER_TO_UINT(g_hash_table_lookup(reader->pop, name)) - 1;
  if (router != NONE) return router;
  if (pop != NONE && g_array_index(reader->alone, gboolean, pop)) return router_add(reader, name, pop, FALSE);
  refuse(reader, name, "a PoP or router that stands above");
  return NONE;
}

static void link_read(struct reader *reader) {
  uint32_t a = end_read(reader, field(reader, 1));
  uint32_t b = a == NONE ? NONE : end_read(reader, field(reader, 2));
  double ms, weight;
  if (b == NONE || !number_read(reader, 3, 0, 1000, &ms) || !number_read(reader, 4, 0, 1000, &weight)) return;
  if (a == b) refuse(reader, field(reader, 2), "another router than the first");
  else inside_builder_link(reader->builder, a, b, ms, weight);
}

static void field_end(void *text, size_t length, void *data) {
  struct reader *reader = data;
  if (reader->fields < FIELDS) {
    g_string_truncate(reader->field[reader->fields], 0);
    g_string_append_len(reader->field[reader->fields], text ? text : "", (gssize)length);
    reader->fields++;
  }
}

static void row_end(int terminator, void *data) {
  struct reader *reader = data;
  const char *kind = field(reader, 0);
  (void)terminator;
  if (!reader->error) {
    if (strcmp(kind, "pop") == 0) pop_read(reader);
    else if (strcmp(kind, "router") == 0) router_read(reader);
    else if (strcmp(kind, "link") == 0) link_read(reader);
    else refuse(reader, kind, "pop, router or link");
  }
  reader->fields = 0;
}

static void lines_read(struct reader *reader, const char *bytes, gsize length) {
  struct csv_parser csv;
  if (csv_init(&csv, CSV_STRICT | CSV_STRICT_FINI) != 0) g_error("libcsv cannot start");
  const char *end = bytes + length;
  for (const char *line = bytes; line < end && !reader->error;) {
    const char *newline = memchr(line, '\n', (gsize)(end - line));
    const char *next = newline ? newline + 1 : end;
    gsize size = (gsize)(next - line);
    reader->line++;
    if (*line != '#' && csv_parse(&csv, line, size, field_end, row_end, reader) < size && !reader->error)
      complaint_set(&reader->error, reader->line, "found a stray quote");
    line = next;
  }
  if (!reader->error && csv_fini(&csv, field_end, row_end, reader) != 0)
    complaint_set(&reader->error, reader->line, "found a stray quote");
  csv_free(&csv);
}

/* PoPs that nobody named a router or a link of. */
static void pops_finish(struct reader *reader) {
  for (guint p = 0; p < reader->alone->len; p++) {
    const char *name = reader->names->pdata[p];
    if (g_array_index(reader->alone, gboolean, p) && !g_hash_table_contains(reader->router, name))
      router_add(reader, name, p, FALSE);
  }
}

struct inside *inside_file_read(const char *bytes, gsize length, const char *file, GError **error) {
  struct reader reader = {.builder = inside_builder_new(),
                          .pop = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                          .router = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                          .alone = g_array_new(FALSE, FALSE, sizeof(gboolean)),
                          .names = g_ptr_array_new_with_free_func(g_free)};
  struct inside *inside = NULL;
  for (int i = 0; i < FIELDS; i++) reader.field[i] = g_string_new(NULL);
  lines_read(&reader, bytes, length);
  if (!reader.error) pops_finish(&reader);
  if (!reader.error && inside_builder_routers(reader.builder) > INSIDE_MOST_ROUTERS)
    complaint_set(&reader.error, 0, "found more than %d routers", INSIDE_MOST_ROUTERS);
  if (reader.error) inside_builder_free(reader.builder);
  else inside = inside_builder_finish(reader.builder);
  if (!inside && !reader.error) complaint_set(&reader.error, 0, "found no PoP");
  if (reader.error) complaint_locate(error, reader.error, file);
  for (int i = 0; i < FIELDS; i++) g_string_free(reader.field[i], TRUE);
  g_hash_table_destroy(reader.pop);
  g_hash_table_destroy(reader.router);
  g_array_unref(reader.alone);
  g_ptr_array_unref(reader.names);
  return inside;
}

gboolean inside_file_is(const char *bytes, gsize length) {
  const char *at = bytes, *end = bytes + length;
  while (at < end && (*at == '#' || g_ascii_isspace(*at))) {
    const char *newline = memchr(at, '\n', (gsize)(end - at));
    at = newline ? newline + 1 : end;
  }
  return end - at > 4 && memcmp(at, "pop,", 4) == 0;
}
