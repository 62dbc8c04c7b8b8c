/* events.c: hundreds of thousands of rows are written, so they are put together by hand in a buffer of one line;
 * what is the same in every row of a cell is formatted once. */
#include "analysis/cause/events.h"

#include "analysis/cause/events_inside.h"
#include "analysis/report/sheet.h"
#include "models/bgp/strategy.h"

#include <glib.h>
#include <string.h>

#define ROW_ROOM 512        /* longest row behind the cell's name: 12 numbers, 3 words and 2 places */
#define PLACE_CHARACTERS 24 /* of a place, which may be cut: 4 octets each at most, or doubled and quoted */

struct events *events_new(const uint32_t *asn, uint32_t routers) {
  struct events *events = g_new0(struct events, 1);
  events->log = g_array_new(FALSE, FALSE, sizeof(struct event));
  events->asn = g_new(uint32_t, routers);
  if (routers) memcpy(events->asn, asn, routers * sizeof *asn);
  events->routers = routers;
  return events;
}

/* In quotes where CSV wants it. */
static char *place_field(const char *place) {
  g_autofree char *cut = g_utf8_substring(place, 0, MIN(g_utf8_strlen(place, -1), PLACE_CHARACTERS));
  if (!strpbrk(cut, ",\"\n")) return g_steal_pointer(&cut);
  g_auto(GStrv) part = g_strsplit(cut, "\"", -1);
  g_autofree char *doubled = g_strjoinv("\"\"", part);
  return g_strdup_printf("\"%s\"", doubled);
}

void events_name(struct events *events, const char *const *place) {
  g_assert(!events->place);
  events->place = g_new0(char *, events->routers);
  for (uint32_t r = 0; r < events->routers; r++)
    if (place[r]) events->place[r] = place_field(place[r]);
}

void events_free(struct events *events) {
  if (!events) return;
  for (uint32_t r = 0; events->place && r < events->routers; r++) g_free(events->place[r]);
  g_free(events->place);
  g_array_free(events->log, TRUE);
  g_free(events->asn);
  g_free(events);
}

struct events *events_copy(const struct events *events) {
  struct events *copy = events_new(events->asn, events->routers);
  if (events->log->len) g_array_append_vals(copy->log, events->log->data, events->log->len);
  if (!events->place) return copy;
  copy->place = g_new0(char *, events->routers);
  for (uint32_t r = 0; r < events->routers; r++) copy->place[r] = g_strdup(events->place[r]);
  return copy;
}

void events_add(struct events *events, const struct occurrence *occurrence) {
  const struct verdict *verdict = occurrence->verdict;
  struct event event = {
      .at = occurrence->at,
      .id = occurrence->id,
      .because = occurrence->because,
      .router = occurrence->router,
      .peer = occurrence->peer,
      .card = occurrence->card,
      .prefix = occurrence->prefix,
      .count = occurrence->count,
      .kind = (uint8_t)occurrence->kind,
      .loss = (uint8_t)occurrence->loss,
      .code = verdict ? verdict->code : occurrence->code,
      .subcode = verdict ? verdict->subcode : occurrence->subcode,
      .outcome = verdict ? verdict->outcome : 0,
      .attribute = verdict ? verdict->attribute : 0,
  };
  g_array_append_val(events->log, event);
}

uint32_t events_as(const struct events *events, uint32_t router) {
  return router < events->routers ? events->asn[router] : 0;
}

void events_place(const struct events *events, uint32_t router, char place[EVENTS_PLACE]) {
  const char *field = events->place && router < events->routers ? events->place[router] : NULL;
  bool quoted = field && *field == '"';
  g_auto(GStrv) part = g_strsplit(field ? field + quoted : "", "\"\"", -1);
  g_autofree char *text = g_strjoinv("\"", part);
  if (quoted) text[strlen(text) - 1] = '\0';
  g_strlcpy(place, text, EVENTS_PLACE);
}

uint32_t events_routers(const struct events *events) { return events->routers; }

size_t events_count(const struct events *events) { return events->log->len; }

const struct event *events_get(const struct events *events, size_t index) {
  return &g_array_index(events->log, struct event, index);
}

void events_write_header(FILE *file) {
  static const char *const columns[] = {"variant", "strategy", "seed",   "id",    "time_s",     "event",   "as",
                                        "peer_as", "card",     "prefix", "cause", "code",       "subcode", "attribute",
                                        "outcome", "because",  "count",  "place", "peer_place", NULL};
  sheet_header(file, columns);
}

static char *put_number(char *at, uint64_t number) {
  char digits[20];
  int count = 0;
  do digits[count++] = (char)('0' + number % 10);
  while (number /= 10);
  while (count) *at++ = digits[--count];
  return at;
}

static char *put_word(char *at, const char *word) {
  *at++ = ',';
  size_t length = strlen(word);
  g_assert(length < 32);
  memcpy(at, word, length);
  return at + length;
}

/* Seconds with all nine decimals: exact. */
static char *put_time(char *at, sim_time time) {
  *at++ = ',';
  uint64_t size = time < 0 ? (uint64_t)-time : (uint64_t)time;
  if (time < 0) *at++ = '-';
  at = put_number(at, size / SIM_SECOND);
  *at++ = '.';
  uint64_t rest = size % SIM_SECOND;
  for (uint64_t unit = SIM_SECOND / 10; unit; unit /= 10) *at++ = (char)('0' + rest / unit % 10);
  return at;
}

static char *put_optional(char *at, uint64_t number, bool given) {
  *at++ = ',';
  return given ? put_number(at, number) : at;
}

static char *put_as(char *at, const struct events *events, uint32_t router) {
  bool given = router < events->routers;
  return put_optional(at, given ? events->asn[router] : 0, given);
}

static char *put_place(char *at, const struct events *events, uint32_t router) {
  const char *place = events->place && router < events->routers ? events->place[router] : NULL;
  *at++ = ',';
  return place ? stpcpy(at, place) : at;
}

static char *put_event(char *at, const struct events *events, const struct event *event) {
  bool down = event->kind == OCCURRENCE_SESSION_DOWN, verdict = event->kind == OCCURRENCE_VERDICT;
  at = put_number(at, event->id);
  at = put_time(at, event->at);
  at = put_word(at, observer_occurrence_name((enum occurrence_kind)event->kind));
  at = put_as(at, events, event->router);
  at = put_as(at, events, event->peer);
  at = put_optional(at, event->card, event->card != OBSERVER_NONE);
  at = put_optional(at, event->prefix, event->prefix != OBSERVER_NONE);
  at = put_word(at, down ? observer_loss_name((enum loss)event->loss) : "");
  at = put_optional(at, event->code, (down || verdict) && event->code);
  at = put_optional(at, event->subcode, (down || verdict) && event->code);
  at = put_optional(at, event->attribute, verdict && event->attribute);
  at = put_word(at, verdict ? outcome_name((enum outcome)event->outcome) : "");
  at = put_optional(at, event->because, event->because != 0);
  at = put_optional(at, event->count, event->count != 0);
  at = put_place(at, events, event->router);
  at = put_place(at, events, event->peer);
  *at++ = '\n';
  return at;
}

/* "variant,strategy,seed," as it begins every row of the cell. The caller frees it. */
static char *cell_prefix(const char *variant, const char *strategy, uint64_t seed, size_t *length) {
  char *text = NULL;
  FILE *memory = open_memstream(&text, length);
  struct sheet sheet = {.file = memory};
  sheet_text(&sheet, variant);
  sheet_text(&sheet, strategy);
  sheet_count(&sheet, seed);
  sheet_text(&sheet, NULL);
  fclose(memory);
  return text;
}

void events_write(const struct events *events, FILE *file, const char *variant, const char *strategy, uint64_t seed) {
  size_t length;
  char row[ROW_ROOM], *prefix = cell_prefix(variant, strategy, seed, &length);
  for (size_t i = 0; i < events->log->len; i++) {
    char *end = put_event(row, events, events_get(events, i));
    fwrite_unlocked(prefix, 1, length, file);
    fwrite_unlocked(row, 1, (size_t)(end - row), file);
  }
  free(prefix);
}
