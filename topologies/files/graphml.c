/* graphml.c: the GraphML reader.
 *
 * GLib's markup parser walks the text and knows the line it is at. (igraph has a reader too, but it takes a node
 * that comes twice and an edge to nowhere without a word, does not tell the line of a wrong value, and sets aside
 * memory for every declared attribute of every node, so that a file of five megabytes can ask for gigabytes.) Nothing
 * is expanded: entities of a DOCTYPE are unknown ones.
 *
 * Two kinds of text would make the parser itself swell before it calls us: a tag with millions of attributes and
 * elements nested millions deep. Both are looked for.
 */
#include "topologies/files/graphml.h"

#include "topologies/files/complaint.h"
#include "topologies/files/graphml_column.h"

#include <math.h>
#include <string.h>

#define MOST_TAG (1u << 20)  /* bytes from one '<' to the next */
#define MOST_TEXT (1u << 16) /* bytes of one value */
#define MOST_DEPTH 64

/* A key of the file that stands for a column of ours. */
struct key {
  const struct graphml_column *column[GRAPHML_DOMAINS];
};

struct reader {
  struct graphml_target target;
  GMarkupParseContext *context;
  GHashTable *key;                     /* id -> struct key */
  char *fallback[GRAPHML_COLUMNS];     /* <default> of a column, or NULL */
  const struct key *declared;          /* of the <key> that is open; NULL: nobody wants it */
  const struct graphml_column *column; /* of the <data> that is open, likewise */
  GString *text;                       /* of the <data> or <default> that is open */
  unsigned depth, graphs, hyperedges, unrelated;
};

static unsigned line_of(const struct reader *reader) {
  int line;
  g_markup_parse_context_get_position(reader->context, &line, NULL);
  return (unsigned)MAX(line, 1);
}

/* Who the data of an element belong to; also the names that a key's `for` may have. */
static const char *const owner[GRAPHML_DOMAINS] = {"graph", "node", "edge"};

static const char *attribute(const char *const *names, const char *const *values, const char *wanted) {
  for (; *names; names++, values++)
    if (strcmp(*names, wanted) == 0) return *values;
  return NULL;
}

static gboolean value_take(struct reader *reader, const struct graphml_column *column, const char *text,
                           GError **error) {
  const char *expected = column->read(&reader->target, text);
  if (!expected) return TRUE;
  return complaint_found(error, line_of(reader), text, strlen(text), expected);
}

static gboolean fallbacks_take(struct reader *reader, GError **error) {
  for (size_t i = 0; i < GRAPHML_COLUMNS; i++)
    if (reader->fallback[i] && graphml_columns[i].domain == reader->target.domain &&
        !value_take(reader, &graphml_columns[i], reader->fallback[i], error))
      return FALSE;
  return TRUE;
}

/* Where the element that is open stands; "" for the outermost. */
static const char *parent_of(const struct reader *reader) {
  const GSList *above = g_markup_parse_context_get_element_stack(reader->context)->next;
  return above ? above->data : "";
}

static gboolean key_open(struct reader *reader, const char *const *names, const char *const *values, GError **error) {
  const char *id = attribute(names, values, "id"), *name = attribute(names, values, "attr.name");
  const char *whose = attribute(names, values, "for");
  struct key key = {0};
  gboolean wanted = FALSE;
  if (!id) return complaint_set(error, line_of(reader), "found a <key> without id");
  for (int i = 0; name && i < GRAPHML_DOMAINS; i++) {
    if (whose && strcmp(whose, "all") != 0 && strcmp(whose, owner[i]) != 0) continue;
    key.column[i] = graphml_column_find(i, name);
    if (key.column[i]) reader->target.draft->columns |= key.column[i]->column;
    wanted = wanted || key.column[i];
  }
  reader->declared = wanted ? g_memdup2(&key, sizeof key) : NULL;
  if (wanted) g_hash_table_insert(reader->key, g_strdup(id), (struct key *)reader->declared);
  return TRUE;
}

static gboolean graph_open(struct reader *reader, GError **error) {
  if (strcmp(parent_of(reader), "graphml") != 0)
    return complaint_set(error, line_of(reader), "found a <graph> within a <%s>, expected a flat one",
                         strcmp(parent_of(reader), "node") == 0 ? "node" : "graph element");
  if (reader->graphs++) return complaint_set(error, line_of(reader), "found a second <graph>, expected one");
  reader->target.domain = GRAPHML_GRAPH;
  return fallbacks_take(reader, error);
}

static gboolean in_graph(const struct reader *reader, const char *element, GError **error) {
  if (strcmp(parent_of(reader), "graph") == 0) return TRUE;
  return complaint_set(error, line_of(reader), "found <%s> outside of a <graph>", element);
}

static gboolean node_open(struct reader *reader, const char *const *names, const char *const *values, GError **error) {
  const char *id = attribute(names, values, "id");
  if (!in_graph(reader, "node", error)) return FALSE;
  if (!id) return complaint_set(error, line_of(reader), "found a <node> without id");
  reader->target.domain = GRAPHML_NODE;
  return draft_define(reader->target.draft, id, line_of(reader), &reader->target.node, error) &&
         fallbacks_take(reader, error);
}

static gboolean edge_open(struct reader *reader, const char *const *names, const char *const *values, GError **error) {
  const char *source = attribute(names, values, "source"), *target = attribute(names, values, "target");
  struct draft_link *link = &reader->target.link;
  unsigned line = line_of(reader);
  if (!in_graph(reader, "edge", error)) return FALSE;
  if (!source || !target) return complaint_set(error, line, "found an <edge> without source and target");
  *link = (struct draft_link){.kind = MAP_SIBLING, .delay_ms = NAN, .line = line};
  reader->target.domain = GRAPHML_EDGE;
  reader->target.related = FALSE;
  return draft_mention(reader->target.draft, source, line, &link->a, error) &&
         draft_mention(reader->target.draft, target, line, &link->b, error) && fallbacks_take(reader, error);
}

/* Data of ports, hyperedges and the like is nobody's. */
static void data_open(struct reader *reader, const char *const *names, const char *const *values) {
  const char *id = attribute(names, values, "key");
  const struct key *key = id ? g_hash_table_lookup(reader->key, id) : NULL;
  gboolean owned = strcmp(parent_of(reader), owner[reader->target.domain]) == 0;
  reader->column = key && owned ? key->column[reader->target.domain] : NULL;
  g_string_truncate(reader->text, 0);
}

static void element_open(GMarkupParseContext *context, const char *element, const char **names, const char **values,
                         void *data, GError **error) {
  struct reader *reader = data;
  (void)context;
  if (reader->depth++ >= MOST_DEPTH)
    complaint_set(error, line_of(reader), "found elements nested more than %d deep", MOST_DEPTH);
  else if (reader->depth == 1 && strcmp(element, "graphml") != 0)
    complaint_set(error, line_of(reader), "found XML other than GraphML, expected <graphml>");
  else if (strcmp(element, "key") == 0) key_open(reader, names, values, error);
  else if (strcmp(element, "graph") == 0) graph_open(reader, error);
  else if (strcmp(element, "node") == 0) node_open(reader, names, values, error);
  else if (strcmp(element, "edge") == 0) edge_open(reader, names, values, error);
  else if (strcmp(element, "data") == 0) data_open(reader, names, values);
  else if (strcmp(element, "default") == 0) g_string_truncate(reader->text, 0);
  else if (strcmp(element, "hyperedge") == 0) reader->hyperedges++;
}

static void data_close(struct reader *reader, GError **error) {
  if (reader->column) value_take(reader, reader->column, g_strstrip(reader->text->str), error);
  reader->column = NULL;
}

static void default_close(struct reader *reader) {
  for (int i = 0; reader->declared && i < GRAPHML_DOMAINS; i++) {
    const struct graphml_column *column = reader->declared->column[i];
    if (!column) continue;
    char **fallback = &reader->fallback[column - graphml_columns];
    g_free(*fallback);
    *fallback = g_strdup(g_strstrip(reader->text->str));
  }
}

static void element_close(GMarkupParseContext *context, const char *element, void *data, GError **error) {
  struct reader *reader = data;
  (void)context;
  reader->depth--;
  if (strcmp(element, "data") == 0) data_close(reader, error);
  else if (strcmp(element, "default") == 0) default_close(reader);
  else if (strcmp(element, "key") == 0) reader->declared = NULL;
  else if (strcmp(element, "node") == 0) reader->target.domain = GRAPHML_GRAPH;
  else if (strcmp(element, "edge") == 0) {
    reader->target.domain = GRAPHML_GRAPH;
    reader->unrelated += !reader->target.related;
    draft_link(reader->target.draft, reader->target.link, error);
  }
}

static void text_found(GMarkupParseContext *context, const char *text, gsize length, void *data, GError **error) {
  struct reader *reader = data;
  (void)context;
  if (!reader->column && !reader->declared) return;
  if (reader->text->len + length > MOST_TEXT)
    complaint_set(error, line_of(reader), "found a value of more than %u bytes", MOST_TEXT);
  else g_string_append_len(reader->text, text, (gssize)length);
}

/* GLib's "Error on line 1 char 2: what" as a line of ours; a mistake that we found is as it should be. */
static void mistake_reword(const struct reader *reader, GError **mistake) {
  if ((*mistake)->domain != G_MARKUP_ERROR) return;
  g_autofree char *said = g_utf8_make_valid((*mistake)->message, -1);
  const char *colon = strstr(said, ": ");
  g_strdelimit(said, "\t\n\r", ' ');
  g_clear_error(mistake);
  complaint_set(mistake, line_of(reader), "found XML that is not well-formed: %s", colon ? colon + 2 : said);
}

static unsigned line_at(const char *bytes, const char *at) {
  unsigned line = 1;
  for (; bytes < at; bytes++) line += *bytes == '\n';
  return line;
}

/* Refuses what the parser would choke on, a run without '<' that is too long, and what it takes amiss: bytes that are
 * no UTF-8 in CDATA make it report a mistake and go on. */
static gboolean text_check(const char *bytes, gsize length, GError **error) {
  const char *end = bytes + length, *bad = end;
  if (length && !g_utf8_validate(bytes, (gssize)length, &bad))
    return complaint_found(error, line_at(bytes, bad), bad, (gsize)(end - bad), "XML in UTF-8");
  for (const char *at = bytes, *next; at < end; at = next + 1) {
    next = memchr(at, '<', (gsize)(end - at));
    if (!next) next = end;
    if (next - at > (gssize)MOST_TAG)
      return complaint_set(error, line_at(bytes, at), "found more than %u bytes without a '<'", MOST_TAG);
  }
  return TRUE;
}

static gboolean text_read(struct reader *reader, const char *bytes, gsize length, GError **error) {
  static const GMarkupParser parser = {.start_element = element_open, .end_element = element_close, .text = text_found};
  if (!text_check(bytes, length, error)) return FALSE;
  reader->context = g_markup_parse_context_new(&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, reader, NULL);
  gboolean good = g_markup_parse_context_parse(reader->context, length ? bytes : "", (gssize)length, error) &&
                  g_markup_parse_context_end_parse(reader->context, error);
  if (!good) mistake_reword(reader, error);
  g_markup_parse_context_free(reader->context);
  return good;
}

static char *note_take(struct reader *reader) {
  struct draft *draft = reader->target.draft;
  draft_remark(draft, reader->unrelated, "edge", "without a relation taken for sibling links");
  draft_remark(draft, reader->hyperedges, "hyperedge", "passed over");
  draft_remark(draft, reader->target.foreign, "value", "of country other than an ISO 3166 code left out");
  return draft->note->len ? g_strdup(draft->note->str) : NULL;
}

static void reader_clear(struct reader *reader) {
  for (size_t i = 0; i < GRAPHML_COLUMNS; i++) g_free(reader->fallback[i]);
  g_hash_table_destroy(reader->key);
  g_string_free(reader->text, TRUE);
  draft_free(reader->target.draft);
}

struct map *graphml_parse(const char *bytes, gsize length, const char *file, char **note, GError **error) {
  static const char mark[] = "\xef\xbb\xbf";
  struct reader reader = {.target.draft = draft_new(),
                          .key = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
                          .text = g_string_new(NULL)};
  GError *mistake = NULL;
  struct map *map = NULL;
  gsize skip = length >= strlen(mark) && memcmp(bytes, mark, strlen(mark)) == 0 ? strlen(mark) : 0;
  if (text_read(&reader, bytes + skip, length - skip, &mistake)) map = draft_finish(reader.target.draft, &mistake);
  if (mistake) complaint_locate(error, mistake, file);
  *note = map ? note_take(&reader) : NULL;
  reader_clear(&reader);
  return map;
}
