/* events_file.c: a log as octets. An occurrence is told by how it differs from the one before it: most numbers are
 * small then. */
#include "analysis/cause/events_inside.h"

#include "models/bgp/strategy.h"

#include <string.h>

#define EVENT_LEAST 14 /* octets that an event takes at least */

/* Numbers that may be OBSERVER_NONE. */
static void dense_store(uint32_t number, GByteArray *bytes) { small_count(bytes, (uint32_t)(number + 1)); }
static uint32_t dense_load(struct unpack *reader) { return (uint32_t)small_take_count(reader, UINT32_MAX) - 1; }

void event_store(const struct event *event, GByteArray *bytes) {
  small_signed(bytes, event->at);
  small_count(bytes, event->id);
  small_count(bytes, event->because);
  dense_store(event->router, bytes);
  dense_store(event->peer, bytes);
  dense_store(event->card, bytes);
  dense_store(event->prefix, bytes);
  small_count(bytes, event->count);
  pack_8(bytes, event->kind);
  pack_8(bytes, event->loss);
  pack_8(bytes, event->code);
  pack_8(bytes, event->subcode);
  pack_8(bytes, event->outcome);
  pack_8(bytes, event->attribute);
}

void event_load(struct event *event, struct unpack *reader) {
  event->at = small_take_signed(reader);
  event->id = (uint32_t)small_take_count(reader, UINT32_MAX);
  event->because = (uint32_t)small_take_count(reader, UINT32_MAX);
  event->router = dense_load(reader);
  event->peer = dense_load(reader);
  event->card = dense_load(reader);
  event->prefix = dense_load(reader);
  event->count = (uint32_t)small_take_count(reader, UINT32_MAX);
  event->kind = unpack_8(reader);
  event->loss = unpack_8(reader);
  event->code = unpack_8(reader);
  event->subcode = unpack_8(reader);
  event->outcome = unpack_8(reader);
  event->attribute = unpack_8(reader);
  if (event->kind >= OCCURRENCES || event->loss >= LOSSES || event->outcome >= OUTCOMES) reader->bad = true;
}

/* ASNs ascend, and few routers have a name. */
static void routers_store(const struct events *events, GByteArray *bytes) {
  uint32_t named = 0;
  small_count(bytes, events->routers);
  for (uint32_t r = 0; r < events->routers; r++)
    small_signed(bytes, (int64_t)events->asn[r] - (r ? events->asn[r - 1] : 0));
  for (uint32_t r = 0; events->place && r < events->routers; r++) named += events->place[r] != NULL;
  small_count(bytes, events->place ? named + 1 : 0);
  for (uint32_t r = 0; events->place && r < events->routers; r++) {
    if (!events->place[r]) continue;
    small_count(bytes, r);
    pack_text(bytes, events->place[r]);
  }
}

/* A field of CSV of a length that events_place has room for. */
static bool place_sound(const char *place) {
  size_t length = strlen(place);
  if (length >= EVENTS_PLACE || !g_utf8_validate(place, -1, NULL)) return false;
  if (*place == '"') return length > 1 && place[length - 1] == '"';
  return !strpbrk(place, ",\"\n");
}

static void places_load(struct events *events, struct unpack *reader) {
  size_t named = small_take_things(reader, 5);
  if (named) events->place = g_new0(char *, events->routers);
  for (; named > 1 && !reader->bad; named--) {
    uint32_t router = (uint32_t)small_take_count(reader, UINT32_MAX);
    g_autofree char *place = unpack_text(reader);
    if (place && router < events->routers && !events->place[router] && place_sound(place))
      events->place[router] = g_steal_pointer(&place);
    else reader->bad = true;
  }
}

static void routers_load(struct events *events, struct unpack *reader) {
  int64_t asn = 0;
  events->routers = (uint32_t)small_take_things(reader, 1);
  events->asn = g_new0(uint32_t, events->routers);
  for (uint32_t r = 0; r < events->routers && !reader->bad; r++) {
    int64_t step = small_take_signed(reader);
    if (step < -asn || step > UINT32_MAX - asn) reader->bad = true;
    else events->asn[r] = (uint32_t)(asn += step);
  }
  places_load(events, reader);
}

void events_store(const struct events *events, GByteArray *bytes) {
  sim_time before = 0;
  routers_store(events, bytes);
  small_count(bytes, events->log->len);
  for (guint i = 0; i < events->log->len; i++) {
    struct event event = *events_get(events, i);
    g_assert(event.id == i + 1 && event.because <= i);
    event.at -= before;
    event.because = event.id - event.because;
    event.id = 0;
    event_store(&event, bytes);
    before += event.at;
  }
}

struct events *events_load(struct unpack *reader) {
  struct events *events = g_new0(struct events, 1);
  sim_time at = 0;
  events->log = g_array_new(FALSE, FALSE, sizeof(struct event));
  routers_load(events, reader);
  size_t count = small_take_things(reader, EVENT_LEAST);
  for (uint32_t id = 1; id <= count && !reader->bad; id++) {
    struct event event;
    event_load(&event, reader);
    bool early = __builtin_add_overflow(at, event.at, &at);
    if (early || event.id != 0 || event.because == 0 || event.because > id) reader->bad = true;
    event.at = at;
    event.because = id - event.because;
    event.id = id;
    g_array_append_val(events->log, event);
  }
  return events;
}
