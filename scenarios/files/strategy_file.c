/* strategy_file.c: libcsv splits the rows; as it takes comments for data and does not number lines, it is handed
 * one line after the other. A field therefore cannot run over the end of its line. */
#include "scenarios/files/strategy_file.h"

#include "models/bgp/attribute.h"
#include "scenarios/files/datafile.h"
#include "scenarios/files/input.h"
#include "scenarios/settings/mistake.h"
#include "scenarios/settings/nearest.h"

#include <csv.h>
#include <string.h>

enum column {
  COLUMN_ATTRIBUTE,
  COLUMN_DEFECT,
  COLUMN_SESSION,
  COLUMN_OUTCOME,
  COLUMN_CODE,
  COLUMN_SUBCODE,
  COLUMN_SOURCE,
  COLUMNS
};
#define HEADING "attribute,defect,session,outcome,code,subcode,source"
static const char *const column_names[] = {"attribute", "defect", "session", "outcome", "code", "subcode", "source"};

struct reader {
  const char *file;
  unsigned line;
  struct csv_parser csv;
  GPtrArray *field;  /* char *: those of the present line */
  GArray *rule;      /* struct strategy_rule */
  GHashTable *lines; /* (attribute, defect, session) -> line where it was first given */
  struct strategy *base;
  char *title;
  guint8 knows[32];
  gboolean knows_given, heading_seen;
};

static gboolean refuse(struct reader *reader, GError **error, const char *found, const char *expected) {
  g_autofree char *shown = g_strescape(found, NULL);
  return mistake_at(error, MISTAKE_SYNTAX, reader->file, reader->line, "found '%.60s', expected %s", shown, expected);
}

static gboolean unknown(struct reader *reader, GError **error, const char *what, const struct nearest *nearest) {
  g_autofree char *shown = g_strescape(nearest->typed, NULL);
  return mistake_at(error, MISTAKE_UNKNOWN, reader->file, reader->line, "unknown %s '%.60s', nearest is '%s'", what,
                    shown, nearest->name);
}

static gboolean type_read(const char *text, unsigned *type, GError **error) {
  struct nearest nearest = {.typed = text};
  if (attribute_parse(text, type)) return TRUE;
  for (size_t i = 0; attribute_row(i); i++) nearest_offer(&nearest, attribute_row(i)->name);
  return mistake_set(error, MISTAKE_UNKNOWN, "unknown attribute '%.60s', nearest is '%s'", text, nearest.name);
}

static gboolean range_read(const char *text, guint8 set[32], GError **error) {
  unsigned low, high;
  g_auto(GStrv) end = g_strsplit(text, "-", 2);
  gboolean range = end[0] && end[1] && attribute_parse(end[0], &low) && attribute_parse(end[1], &high);
  if (!range) {
    if (!type_read(text, &low, error)) return FALSE;
    high = low;
  }
  if (high < low) return mistake_set(error, MISTAKE_VALUE, "found '%.60s', expected the lower type first", text);
  for (unsigned type = low; type <= high; type++) set[type >> 3] |= (guint8)(1u << (type & 7));
  return TRUE;
}

gboolean strategy_file_types(const char *text, guint8 set[32], GError **error) {
  g_auto(GStrv) part = g_strsplit(text, ",", -1);
  for (char **each = part; *each; each++)
    if (!range_read(g_strstrip(*each), set, error)) return FALSE;
  return TRUE;
}

static gboolean attribute_read(struct reader *reader, struct strategy_rule *rule, GError **error) {
  const char *text = reader->field->pdata[COLUMN_ATTRIBUTE];
  struct nearest nearest = {.typed = text};
  unsigned type;
  if (strcmp(text, "any") == 0) type = STRATEGY_ANY_TYPE;
  else if (strcmp(text, "message") == 0) type = STRATEGY_NO_TYPE;
  else if (!attribute_parse(text, &type)) {
    nearest_offer(&nearest, "any");
    nearest_offer(&nearest, "message");
    for (size_t i = 0; attribute_row(i); i++) nearest_offer(&nearest, attribute_row(i)->name);
    return unknown(reader, error, "attribute", &nearest);
  }
  rule->type = (uint16_t)type;
  return TRUE;
}

static gboolean defect_read(struct reader *reader, struct strategy_rule *rule, GError **error) {
  struct nearest nearest = {.typed = reader->field->pdata[COLUMN_DEFECT]};
  enum defect defect;
  if (defect_parse(nearest.typed, &defect)) {
    rule->defect = (uint8_t)defect;
    return TRUE;
  }
  for (unsigned i = 0; i < DEFECTS; i++) nearest_offer(&nearest, defect_name((enum defect)i));
  return unknown(reader, error, "defect", &nearest);
}

static gboolean outcome_read(struct reader *reader, struct strategy_rule *rule, GError **error) {
  struct nearest nearest = {.typed = reader->field->pdata[COLUMN_OUTCOME]};
  enum outcome outcome;
  if (outcome_parse(nearest.typed, &outcome)) {
    rule->outcome = (uint8_t)outcome;
    return TRUE;
  }
  for (unsigned i = 0; i < OUTCOMES; i++) nearest_offer(&nearest, outcome_name((enum outcome)i));
  return unknown(reader, error, "outcome", &nearest);
}

static gboolean session_read(struct reader *reader, struct strategy_rule *rule, GError **error) {
  static const char *const names[] = {[SESSION_EBGP] = "ebgp", [SESSION_IBGP] = "ibgp", [STRATEGY_BOTH_KINDS] = "both"};
  const char *text = reader->field->pdata[COLUMN_SESSION];
  for (unsigned i = 0; i < G_N_ELEMENTS(names); i++)
    if (strcmp(text, names[i]) == 0) {
      rule->session = (uint8_t)i;
      return TRUE;
    }
  return refuse(reader, error, text, "ebgp, ibgp or both");
}

static gboolean number_read(struct reader *reader, enum column column, uint8_t *number, GError **error) {
  const char *text = reader->field->pdata[column];
  guint64 value = 0;
  if (*text && !g_ascii_string_to_unsigned(text, 10, 0, 255, &value, NULL))
    return refuse(reader, error, text, "a number from 0 to 255, or nothing");
  *number = (uint8_t)value;
  return TRUE;
}

/* One rule twice, word for word: the second would silently win. */
static gboolean repetition_check(struct reader *reader, const struct strategy_rule *rule, GError **error) {
  gpointer key = GUINT_TO_POINTER(((guint)rule->type << 16 | (guint)rule->defect << 8 | rule->session) + 1);
  unsigned before = GPOINTER_TO_UINT(g_hash_table_lookup(reader->lines, key));
  if (before)
    return mistake_at(error, MISTAKE_SYNTAX, reader->file, reader->line, "rule repeated, first given in line %u",
                      before);
  g_hash_table_insert(reader->lines, key, GUINT_TO_POINTER(reader->line));
  return TRUE;
}

static gboolean rule_read(struct reader *reader, GError **error) {
  struct strategy_rule rule = {.source = NULL};
  if (!attribute_read(reader, &rule, error) || !defect_read(reader, &rule, error) ||
      !session_read(reader, &rule, error) || !outcome_read(reader, &rule, error) ||
      !number_read(reader, COLUMN_CODE, &rule.code, error) ||
      !number_read(reader, COLUMN_SUBCODE, &rule.subcode, error) || !repetition_check(reader, &rule, error))
    return FALSE;
  if (reader->rule->len >= UINT16_MAX / 4) return refuse(reader, error, "so many rows", "a table of rules");
  rule.source = g_strdup(reader->field->pdata[COLUMN_SOURCE]);
  g_array_append_val(reader->rule, rule);
  return TRUE;
}

static gboolean heading_check(struct reader *reader, GError **error) {
  for (guint i = 0; i < COLUMNS; i++)
    if (strcmp(reader->field->pdata[i], column_names[i]) != 0)
      return refuse(reader, error, reader->field->pdata[i], "the heading " HEADING);
  return reader->heading_seen = TRUE;
}

static void field_end(void *text, size_t length, void *data) {
  struct reader *reader = data;
  g_ptr_array_add(reader->field, g_strndup(text, length));
}

/* A line of data. Blank ones have no fields. */
static gboolean row_read(struct reader *reader, const char *text, gsize length, GError **error) {
  g_ptr_array_set_size(reader->field, 0);
  csv_init(&reader->csv, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
  gboolean fine = csv_parse(&reader->csv, text, length, field_end, NULL, reader) == length &&
                  csv_fini(&reader->csv, field_end, NULL, reader) == 0;
  csv_free(&reader->csv);
  if (!fine)
    return mistake_at(error, MISTAKE_SYNTAX, reader->file, reader->line, "found a stray quote, expected a CSV row");
  if (reader->field->len == 0) return TRUE;
  if (reader->field->len != COLUMNS)
    return mistake_at(error, MISTAKE_SYNTAX, reader->file, reader->line, "found %u fields, expected %d (" HEADING ")",
                      reader->field->len, COLUMNS);
  return reader->heading_seen ? rule_read(reader, error) : heading_check(reader, error);
}

static gboolean base_read(struct reader *reader, const char *name, GError **error) {
  if (reader->base) return refuse(reader, error, name, "one base only");
  if (strchr(name, '/')) return refuse(reader, error, name, "the name of a strategy that came with the program");
  reader->base = strategy_file_load(name, error);
  return reader->base ? TRUE : mistake_locate(error, reader->file, reader->line);
}

static gboolean directive_read(struct reader *reader, const char *key, const char *value, GError **error) {
  struct nearest nearest = {.typed = key};
  nearest_offer(&nearest, "title");
  nearest_offer(&nearest, "base");
  nearest_offer(&nearest, "knows");
  if (nearest.distance) return unknown(reader, error, "directive", &nearest);
  if (strcmp(key, "base") == 0) return base_read(reader, value, error);
  if (strcmp(key, "title") == 0) {
    g_free(reader->title);
    reader->title = g_strdup(value);
    return TRUE;
  }
  reader->knows_given = TRUE;
  return strategy_file_types(value, reader->knows, error) || mistake_locate(error, reader->file, reader->line);
}

/* "# word: value" is a directive, anything else a remark. */
static gboolean comment_read(struct reader *reader, const char *text, gsize length, GError **error) {
  if (reader->heading_seen) return TRUE;
  g_autofree char *line = g_strndup(text + 1, length - 1);
  char *key = g_strstrip(line), *colon = strchr(key, ':');
  if (!colon || colon == key) return TRUE;
  *colon = '\0';
  for (const char *at = key; *at; at++)
    if (!g_ascii_isalpha(*at)) return TRUE;
  return directive_read(reader, key, g_strstrip(colon + 1), error);
}

static gboolean lines_read(struct reader *reader, const char *bytes, gsize length, GError **error) {
  const char *end = bytes + length;
  while (bytes < end) {
    const char *stop = memchr(bytes, '\n', (gsize)(end - bytes));
    if (!stop) stop = end;
    gsize taken = (gsize)(stop - bytes);
    reader->line++;
    if (memchr(bytes, '\0', taken)) return refuse(reader, error, "NUL", "text");
    gboolean fine = *bytes == '#' && taken > 0 ? comment_read(reader, bytes, taken, error)
                                               : row_read(reader, bytes, taken, error);
    if (!fine) return FALSE;
    bytes = stop < end ? stop + 1 : end;
  }
  if (reader->heading_seen) return TRUE;
  reader->line = 0;
  return mistake_at(error, MISTAKE_SYNTAX, reader->file, 0, "no heading found, expected " HEADING);
}

static char *name_of(const char *file) {
  char *name = g_path_get_basename(file);
  if (g_str_has_suffix(name, ".csv")) name[strlen(name) - strlen(".csv")] = '\0';
  return name;
}

static struct strategy *strategy_of(struct reader *reader) {
  g_autofree char *name = name_of(reader->file);
  struct strategy *strategy = strategy_new(name, reader->title ? reader->title : name, reader->base,
                                           (struct strategy_rule *)(void *)reader->rule->data, reader->rule->len);
  if (reader->knows_given) memcpy(strategy->knows, reader->knows, sizeof strategy->knows);
  if (!reader->knows_given && !reader->base)
    for (size_t i = 0; attribute_row(i); i++)
      strategy->knows[attribute_row(i)->code >> 3] |= (uint8_t)(1u << (attribute_row(i)->code & 7));
  return strategy;
}

static void reader_clear(struct reader *reader) {
  for (guint i = 0; i < reader->rule->len; i++) g_free(g_array_index(reader->rule, struct strategy_rule, i).source);
  g_array_free(reader->rule, TRUE);
  g_ptr_array_free(reader->field, TRUE);
  g_hash_table_destroy(reader->lines);
  strategy_free(reader->base);
  g_free(reader->title);
}

struct strategy *strategy_file_parse(const char *file, const char *bytes, gsize length, GError **error) {
  struct reader reader = {
      .file = file,
      .field = g_ptr_array_new_with_free_func(g_free),
      .rule = g_array_new(FALSE, FALSE, sizeof(struct strategy_rule)),
      .lines = g_hash_table_new(NULL, NULL),
  };
  struct strategy *strategy = lines_read(&reader, bytes, length, error) ? strategy_of(&reader) : NULL;
  reader_clear(&reader);
  return strategy;
}

char *strategy_file_path(const char *name_or_path, GError **error) {
  char *path = datafile_find(DATAFILE_STRATEGIES, name_or_path);
  if (path) return path;
  if (strchr(name_or_path, '/') || g_file_test(name_or_path, G_FILE_TEST_IS_REGULAR)) return g_strdup(name_or_path);
  struct nearest nearest = {.typed = name_or_path};
  g_auto(GStrv) names = strategy_file_list();
  for (char **name = names; *name; name++) nearest_offer(&nearest, *name);
  mistake_set(error, MISTAKE_UNKNOWN, "no strategy '%s' came with the program, nor is it a file; nearest is '%s'",
              name_or_path, nearest.name ? nearest.name : "");
  return NULL;
}

struct strategy *strategy_file_load(const char *name_or_path, GError **error) {
  gsize length;
  g_autofree char *bytes = NULL, *path = strategy_file_path(name_or_path, error);
  if (!path || !input_read(path, &bytes, &length, error)) return NULL;
  return strategy_file_parse(path, bytes, length, error);
}

char **strategy_file_list(void) { return datafile_list(DATAFILE_STRATEGIES); }
