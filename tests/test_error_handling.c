/* Our rules beside notes on error handling that were written apart from them, row for row: a CSV file with the columns
 * rule_id, rfc4271_action, rfc4271_code_subcode, rfc7606_action and junos2013_action. Its actions are prose, so what is
 * compared is the outcomes that the prose names: each of our rules has one of these (or is the sound message that a
 * rule lets pass), and at least one rule of a row really has it. Rows of which the prose names no outcome of their own
 * ("per attribute", "strongest wins") are compared by their presence only. */
#include "tests/rules.h"

#include <csv.h>
#include <string.h>

#define NOTES "../shared/reference/error-handling.csv"

enum column { ID, RFC4271_ACTION, RFC4271_CODE, RFC7606_ACTION, JUNOS2013_ACTION, COLUMNS };
static const char *const column_name[COLUMNS] = {"rule_id", "rfc4271_action", "rfc4271_code_subcode", "rfc7606_action",
                                                 "junos2013_action"};

struct notes {
  GPtrArray *field; /* char * of the present row */
  GPtrArray *row;   /* char *[COLUMNS] */
  int place[COLUMNS];
  gboolean heading_seen;
};

static void field_end(void *text, size_t length, void *data) {
  struct notes *notes = data;
  g_ptr_array_add(notes->field, g_strndup(text, length));
}

static void row_end(int end, void *data) {
  struct notes *notes = data;
  (void)end;
  char **row = notes->heading_seen ? g_new0(char *, COLUMNS + 1) : NULL;
  for (int column = 0; column < COLUMNS; column++) {
    for (guint i = 0; !row && i < notes->field->len; i++)
      if (strcmp(notes->field->pdata[i], column_name[column]) == 0) notes->place[column] = (int)i;
    if (row) row[column] = g_strdup(notes->field->pdata[notes->place[column]]);
  }
  if (row) g_ptr_array_add(notes->row, row);
  notes->heading_seen = TRUE;
  g_ptr_array_set_size(notes->field, 0);
}

static GPtrArray *notes_read(const char *bytes, gsize length) {
  struct notes notes = {.field = g_ptr_array_new_with_free_func(g_free),
                        .row = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev)};
  struct csv_parser csv;
  csv_init(&csv, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
  g_assert_cmpuint(csv_parse(&csv, bytes, length, field_end, row_end, &notes), ==, length);
  csv_fini(&csv, field_end, row_end, &notes);
  csv_free(&csv);
  g_ptr_array_unref(notes.field);
  return notes.row;
}

/* Which outcomes a piece of prose names, as a bit set over `words`. */
static const struct word {
  const char *prose, *outcome;
} words[] = {
    {"reset", "session-reset"},
    {"afi-safi-disable", "session-reset"}, /* RFC 7606 leaves the choice */
    {"MAY reset", "session-reset"},
    {"treat-as-withdraw", "treat-as-withdraw"},
    {"ineligible", "treat-as-withdraw"},
    {"attribute-discard", "attribute-discard"},
    {"discard the rest", "attribute-discard"},
    {"forward", "propagate-unparsed"},
    {"ignore", "ignore-attribute"},
    {"not an error", "accept"},
    {"ignore prefix", "accept"},
    {"that NLRI", "accept"},
    {"FIX", "repair"},
    {"fixed", "repair"},
};

static gboolean prose_names(const char *prose, const char *outcome) {
  gsize length = strcspn(outcome, " ");
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
    if (strstr(prose, words[i].prose) && strlen(words[i].outcome) == length &&
        strncmp(words[i].outcome, outcome, length) == 0)
      return TRUE;
  return FALSE;
}

static gboolean prose_names_any(const char *prose) {
  static const char *const elsewhere[] = {
      "that attribute's action", "own action", "strongest", "most severe", "as N03", "-", "not listed",
      "unknown in 2013"};
  for (gsize i = 0; i < G_N_ELEMENTS(elsewhere); i++)
    if (g_str_has_prefix(prose, elsewhere[i]) || (i < 2 && strstr(prose, elsewhere[i]))) return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
    if (strstr(prose, words[i].prose)) return TRUE;
  return FALSE;
}

struct trial {
  char **row;
  enum rules_strategy strategy;
};

static const char *prose_of(char **row, enum rules_strategy strategy) {
  static const enum column column[RULES_STRATEGIES] = {RFC4271_ACTION, RFC7606_ACTION, JUNOS2013_ACTION};
  const char *prose = row[column[strategy]];
  return strcmp(prose, "same") == 0 ? row[RFC4271_ACTION] : prose;
}

/* "session-reset 3/5" has a code that the row knows, where it knows any. */
static gboolean code_is_noted(char **row, const char *outcome) {
  const char *code = strchr(outcome, ' ');
  return code && strstr(row[RFC4271_CODE], code + 1);
}

/* Messages that a rule lets pass, and finer points of a row that its prose leaves to the remarks beside it. */
static gboolean is_apart(const struct rules_rule *rule, const char *outcome) {
  static const char *const passes[] = {"accept", "ignore", "withdraw", NULL};
  static const char *const finer[] = {
      "AS4_PATH where ASNs have four octets",    /* always discarded: RFC 6793 section 4.1, RFC 4893 section 4.1 */
      "AS4_PATH with a confederation's segment", /* loses these segments alone: RFC 6793 section 6 */
      "AIGP with Transitive",                    /* flags are set right whatever the attribute */
      NULL};
  return g_strv_contains(passes, outcome) || g_strv_contains(finer, rule->what);
}

static void row_holds(gconstpointer data) {
  const struct trial *trial = data;
  const char *prose = prose_of(trial->row, trial->strategy);
  gboolean named = prose_names_any(prose), known = FALSE, met = FALSE, coded = FALSE;
  for (gsize i = 0; i < rules_count; i++) {
    if (strcmp(rules[i].id, trial->row[ID]) != 0) continue;
    const char *outcome = rules[i].outcome[trial->strategy];
    known = TRUE;
    met |= prose_names(prose, outcome);
    coded |= code_is_noted(trial->row, outcome);
    if (named && !is_apart(&rules[i], outcome) && !prose_names(prose, outcome))
      g_error("%s, %s: ours is %s, the notes say %s", rules[i].id, rules[i].what, outcome, prose);
  }
  g_assert_true(known);
  g_assert_true(met || !named);
  if (trial->strategy == RULES_RFC4271 && strchr(trial->row[RFC4271_CODE], '/')) g_assert_true(coded);
}

/* Rows on configuration (O01 ...) are no rules about bytes: test_handling and test_strategies have tests of these
 * names. */
static gboolean row_is_rule(char **row) { return strchr("FNA", row[ID][0]) != NULL; }

static void rows_are_all_known(gconstpointer data) {
  const GPtrArray *rows = data;
  for (gsize i = 0; i < rules_count; i++) {
    gboolean noted = FALSE;
    for (guint r = 0; r < rows->len; r++) noted |= strcmp(((char **)rows->pdata[r])[ID], rules[i].id) == 0;
    g_assert_true(noted);
  }
  g_assert_cmpuint(rows->len, ==, 65);
}

static void notes_missing(void) { g_test_skip("no notes on error handling beside the checkout"); }

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_autofree char *bytes = NULL;
  gsize length = 0;
  if (!g_file_get_contents(NOTES, &bytes, &length, NULL)) g_test_add_func("/error-handling/notes", notes_missing);
  GPtrArray *rows = notes_read(bytes ? bytes : "", length);
  if (bytes)
    g_test_add_data_func("/error-handling/every rule of ours is noted, all 65 rows are there", rows,
                         rows_are_all_known);
  for (guint i = 0; i < rows->len; i++)
    for (int strategy = 0; strategy < RULES_STRATEGIES; strategy++) {
      struct trial trial = {rows->pdata[i], (enum rules_strategy)strategy};
      if (!row_is_rule(trial.row)) continue;
      g_autofree char *path = g_strdup_printf("/error-handling/%s as noted/%s", trial.row[ID],
                                              rules_strategy_name[strategy]);
      g_test_add_data_func_full(path, g_memdup2(&trial, sizeof trial), row_holds, g_free);
    }
  int result = g_test_run();
  g_ptr_array_unref(rows);
  return result;
}
