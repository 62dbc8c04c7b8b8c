#include "topologies/files/rocketfuel.h"

#include "topologies/files/complaint.h"
#include "topologies/files/draft.h"
#include "topologies/files/textline.h"

#include <math.h>
#include <string.h>

#define ARROW " -> "

struct reader {
  struct draft *draft;
  struct textline text;
  char *network;    /* the AS that all PoPs belong to, "" for none, or NULL before the first */
  unsigned unknown; /* latencies that are not believed */
  gboolean latencies;
};

static gboolean refuse(const struct reader *reader, const char *text, const char *expected, GError **error) {
  return complaint_found(error, reader->text.number, text, strlen(text), expected);
}

/* "AS:" before a city; all the same. Returns where the city begins, NULL on a mistake. */
static const char *network_read(struct reader *reader, const char *text, GError **error) {
  size_t digits = strspn(text, "0123456789");
  if (text[digits] != ':') digits = 0;
  g_autofree char *network = g_strndup(text, digits);
  if (!reader->network) reader->network = g_strdup(network);
  if (strcmp(network, reader->network) == 0) return text + (digits ? digits + 1 : 0);
  refuse(reader, text, "a PoP of the same network as on the lines before", error);
  return NULL;
}

static gboolean city_read(struct reader *reader, char *text, uint32_t *node, GError **error) {
  const char *city = network_read(reader, g_strstrip(text), error);
  const char *name = city ? draft_text(reader->draft, city) : NULL;
  if (city && !name) return refuse(reader, text, "a city", error);
  if (!name || !draft_mention(reader->draft, name, reader->text.number, node, error)) return FALSE;
  struct draft_node *at = draft_at(reader->draft, *node);
  at->line = at->mentioned;
  at->name = name;
  return TRUE;
}

static gboolean number_read(struct reader *reader, const char *text, float *delay_ms, GError **error) {
  char *end;
  double number = g_ascii_strtod(text, &end);
  if (end == text || *end || !isfinite(number) || number < 0) return refuse(reader, text, "a number at the end", error);
  if (!reader->latencies) return TRUE;
  if (number <= ROCKETFUEL_MOST_MS) *delay_ms = (float)number;
  else reader->unknown++;
  return TRUE;
}

static gboolean line_read(struct reader *reader, GError **error) {
  struct draft_link link = {.kind = MAP_SIBLING, .delay_ms = NAN, .line = reader->text.number};
  char *from = reader->text.line->str, *arrow = strstr(from, ARROW), *number = strrchr(from, ' ');
  if (!arrow || number < arrow + strlen(ARROW)) return refuse(reader, from, "CITY -> CITY NUMBER", error);
  if (!number_read(reader, number + 1, &link.delay_ms, error)) return FALSE;
  *arrow = *number = '\0';
  return city_read(reader, from, &link.a, error) && city_read(reader, arrow + strlen(ARROW), &link.b, error) &&
         draft_link(reader->draft, link, error);
}

static gboolean text_read(struct reader *reader, GError **error) {
  GError *mistake = NULL;
  while (!mistake && textline_next(&reader->text, &mistake)) line_read(reader, &mistake);
  if (mistake) g_propagate_error(error, mistake);
  return !mistake;
}

struct map *rocketfuel_parse(const char *bytes, gsize length, const char *file, gboolean latencies, char **note,
                             GError **error) {
  struct reader reader = {.draft = draft_new(), .latencies = latencies};
  GError *mistake = NULL;
  struct map *map = NULL;
  textline_init(&reader.text, bytes, length);
  reader.draft->mirrored = TRUE;
  reader.draft->columns = DRAFT_NAME | (latencies ? DRAFT_DELAY : 0);
  if (text_read(&reader, &mistake)) map = draft_finish(reader.draft, &mistake);
  draft_remark(reader.draft, reader.unknown, "latency value", "of more than 1000 ms taken for unknown");
  *note = map && reader.draft->note->len ? g_strdup(reader.draft->note->str) : NULL;
  if (mistake) complaint_locate(error, mistake, file);
  g_free(reader.network);
  textline_clear(&reader.text);
  draft_free(reader.draft);
  return map;
}
