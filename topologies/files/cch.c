#include "topologies/files/cch.h"

#include "topologies/files/complaint.h"
#include "topologies/files/draft.h"
#include "topologies/files/textline.h"

#include <math.h>
#include <string.h>

#define BLANKS " \t"
#define NOWHERE "T"

struct reader {
  struct draft *draft;
  struct textline text;
  uint32_t router;  /* of this line */
  const char *city; /* its location, NULL when ambiguous */
  gboolean backbone;
  unsigned external;
};

static gboolean refuse(const struct reader *reader, const char *word, const char *expected, GError **error) {
  return complaint_found(error, reader->text.number, word, strlen(word), expected);
}

/* The next word of *rest, cut off from it; NULL at the end. */
static char *word_next(char **rest) {
  char *word = *rest + strspn(*rest, BLANKS);
  size_t length = strcspn(word, BLANKS);
  *rest = word + length + (word[length] != '\0');
  word[length] = '\0';
  return length ? word : NULL;
}

static gboolean is_number(const char *text, size_t length) {
  return length > 0 && length < 20 && strspn(text, "0123456789") >= length;
}

/* "<UID>". */
static gboolean neighbor_read(struct reader *reader, char *word, GError **error) {
  size_t length = strlen(word);
  struct draft_link link = {.a = reader->router, .kind = MAP_SIBLING, .delay_ms = NAN, .line = reader->text.number};
  if (length < 3 || word[length - 1] != '>' || !is_number(word + 1, length - 2))
    return refuse(reader, word, "a neighbour as <UID>", error);
  word[length - 1] = '\0';
  return draft_mention(reader->draft, word + 1, link.line, &link.b, error) && draft_link(reader->draft, link, error);
}

/* What stands before the arrow, after the location. */
static gboolean flag_read(struct reader *reader, const char *word, GError **error) {
  if (strcmp(word, "bb") == 0) reader->backbone = TRUE;
  else if (strcmp(word, "+") != 0 && word[0] != '(' && word[0] != '&')
    return refuse(reader, word, "+, bb, (N), &N or ->", error);
  return TRUE;
}

/* What stands after the arrow. */
static gboolean end_read(struct reader *reader, char *word, GError **error) {
  if (word[0] == '<') return neighbor_read(reader, word, error);
  if (word[0] == '{') reader->external++;
  else if (word[0] != '=' && word[0] != 'r') return refuse(reader, word, "<UID>, {-UID}, =NAME or rN", error);
  return TRUE;
}

static gboolean location_read(struct reader *reader, char *word, GError **error) {
  if (!word || word[0] != '@') return refuse(reader, word ? word : "", "a location as @CITY", error);
  for (char *plus = word; (plus = strchr(plus, '+'));) *plus = ' ';
  reader->city = strcmp(word + 1, NOWHERE) == 0 ? NULL : draft_text(reader->draft, word + 1);
  return TRUE;
}

static void router_name(struct reader *reader, const char *uid) {
  g_autofree char *name = g_strdup_printf("%s/%s%s", reader->city ? reader->city : "?", uid,
                                          reader->backbone ? " bb" : "");
  struct draft_node *router = draft_at(reader->draft, reader->router);
  router->name = draft_text(reader->draft, name);
  if (reader->city) router->region = draft_region(reader->draft, reader->city);
}

static gboolean router_read(struct reader *reader, const char *uid, char *rest, GError **error) {
  gboolean arrow = FALSE;
  reader->backbone = FALSE;
  if (!is_number(uid, strlen(uid))) return refuse(reader, uid, "a router's number", error);
  if (!draft_define(reader->draft, uid, reader->text.number, &reader->router, error) ||
      !location_read(reader, word_next(&rest), error))
    return FALSE;
  for (char *word; (word = word_next(&rest));) {
    if (!arrow && strcmp(word, "->") == 0) arrow = TRUE;
    else if (!(arrow ? end_read(reader, word, error) : flag_read(reader, word, error))) return FALSE;
  }
  if (!arrow) return refuse(reader, uid, "-> and its neighbours after it", error);
  router_name(reader, uid);
  return TRUE;
}

static void line_read(struct reader *reader, GError **error) {
  char *rest = reader->text.line->str, *uid = word_next(&rest);
  if (uid[0] == '-' && is_number(uid + 1, strlen(uid + 1))) return;
  router_read(reader, uid, rest, error);
}

struct map *cch_parse(const char *bytes, gsize length, const char *file, char **note, GError **error) {
  struct reader reader = {.draft = draft_new()};
  GError *mistake = NULL;
  struct map *map = NULL;
  textline_init(&reader.text, bytes, length);
  reader.draft->mirrored = TRUE;
  reader.draft->columns = DRAFT_NAME | DRAFT_REGION;
  while (!mistake && textline_next(&reader.text, &mistake)) line_read(&reader, &mistake);
  if (!mistake) map = draft_finish(reader.draft, &mistake);
  draft_remark(reader.draft, reader.external, "link", "to outside addresses left out");
  *note = map && reader.draft->note->len ? g_strdup(reader.draft->note->str) : NULL;
  if (mistake) complaint_locate(error, mistake, file);
  textline_clear(&reader.text);
  draft_free(reader.draft);
  return map;
}
