#include "models/replay/history.h"

#include "sim/pack.h"
#include "sim/unpack.h"

#define HISTORY_TITLE "faultline history 1"

struct history *history_new(void) {
  struct history *h = g_new0(struct history, 1);
  h->record = g_array_new(FALSE, FALSE, sizeof(struct history_record));
  h->way = g_array_new(FALSE, FALSE, sizeof(struct history_way));
  h->flip = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  h->waiter = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  h->wait = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
  h->waits = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
  return h;
}

void history_free(struct history *h) {
  if (!h) return;
  g_array_unref(h->record);
  g_array_unref(h->way);
  g_array_unref(h->flip);
  g_array_unref(h->waiter);
  g_ptr_array_unref(h->wait);
  g_ptr_array_unref(h->waits);
  g_free(h);
}

void history_add(struct history *h, struct history_record record, uint64_t event) {
  record.follows = h->record->len && h->event == event;
  h->event = event;
  g_array_append_val(h->record, record);
}

/* The place of a router among those with waits; as many as there are: it has none. Few have. */
static guint history_waiter(const struct history *h, uint32_t router) {
  guint i = 0;
  while (i < h->waiter->len && g_array_index(h->waiter, uint32_t, i) != router) i++;
  return i;
}

static uint32_t *history_window(GPtrArray *of, guint waiter, guint window) {
  if (waiter == of->len) g_ptr_array_add(of, g_array_new(FALSE, TRUE, sizeof(uint32_t)));
  GArray *windows = g_ptr_array_index(of, waiter);
  if (window >= windows->len) g_array_set_size(windows, window + 1);
  return &g_array_index(windows, uint32_t, window);
}

void history_wait(struct history *h, uint32_t router, sim_time at, sim_time waited) {
  guint waiter = history_waiter(h, router), window = (guint)(at / HISTORY_WINDOW);
  int64_t time = MIN(waited / SIM_MICROSECOND, (sim_time)UINT32_MAX);
  if (waiter == h->waiter->len) g_array_append_val(h->waiter, router);
  uint32_t *mean = history_window(h->wait, waiter, window), *count = history_window(h->waits, waiter, window);
  *mean = (uint32_t)(*mean + (time - *mean) / ++*count);
}

sim_time history_waits(const struct history *h, uint32_t router, sim_time at) {
  guint waiter = history_waiter(h, router), window = (guint)(at / HISTORY_WINDOW);
  const GArray *windows = waiter < h->waiter->len ? g_ptr_array_index(h->wait, waiter) : NULL;
  if (!windows || window >= windows->len) return 0;
  return g_array_index(windows, uint32_t, window) * SIM_MICROSECOND;
}

void history_close(struct history *h) {
  GHashTable *down = g_hash_table_new(NULL, NULL); /* by half: the time at which it is next lost */
  for (guint i = h->record->len; i-- > 0;) {
    struct history_record *r = &g_array_index(h->record, struct history_record, i);
    gpointer half = GUINT_TO_POINTER(r->what + 1), at;
    if (r->kind == HISTORY_DOWN) g_hash_table_insert(down, half, GSIZE_TO_POINTER((gsize)r->at));
    if (r->kind == HISTORY_UP)
      r->ends = g_hash_table_lookup_extended(down, half, NULL, &at) ? (sim_time)GPOINTER_TO_SIZE(at) : SIM_NEVER;
  }
  g_hash_table_destroy(down);
}

/* --- kept --- */

static void history_store_records(const struct history *h, GByteArray *octets) {
  pack_64(octets, h->record->len);
  for (guint i = 0; i < h->record->len; i++) {
    const struct history_record *r = history_at(h, i);
    pack_64(octets, (uint64_t)r->at);
    pack_64(octets, (uint64_t)r->value);
    pack_64(octets, (uint64_t)r->ends);
    pack_32(octets, r->owner);
    pack_32(octets, r->what);
    pack_32(octets, r->because);
    pack_32(octets, (uint32_t)r->follows << 16 | r->kind);
  }
}

static void history_store_ways(const struct history *h, GByteArray *octets) {
  pack_64(octets, h->way->len);
  for (guint i = 0; i < h->way->len; i++) {
    const struct history_way *way = &g_array_index(h->way, struct history_way, i);
    pack_32(octets, way->cell);
    pack_32(octets, way->metric);
    pack_64(octets, (uint64_t)way->delay);
  }
}

static void history_store_words(const GArray *words, GByteArray *octets) {
  pack_64(octets, words->len);
  for (guint i = 0; i < words->len; i++) pack_32(octets, g_array_index(words, uint32_t, i));
}

void history_store(const struct history *h, GByteArray *octets) {
  guint from = octets->len;
  pack_begin(octets, HISTORY_TITLE);
  history_store_records(h, octets);
  history_store_ways(h, octets);
  history_store_words(h->flip, octets);
  history_store_words(h->waiter, octets);
  for (guint i = 0; i < h->wait->len; i++) history_store_words(g_ptr_array_index(h->wait, i), octets);
  pack_8(octets, h->joint);
  pack_seal(octets, from);
}

static void history_load_records(struct history *h, struct unpack *from) {
  enum { RECORD = 3 * 8 + 4 * 4 };
  sim_time before = 0;
  for (size_t left = unpack_count(from, RECORD); left; left--) {
    struct history_record r = {.at = (sim_time)unpack_64(from)};
    r.value = (sim_time)unpack_64(from);
    r.ends = (sim_time)unpack_64(from);
    r.owner = unpack_32(from);
    r.what = unpack_32(from);
    r.because = unpack_32(from);
    uint32_t last = unpack_32(from);
    r.kind = (uint16_t)last;
    r.follows = (uint16_t)(last >> 16);
    from->bad |= r.kind >= HISTORY_KINDS || r.follows > 1 || r.at < before || r.value < 0;
    before = r.at;
    g_array_append_val(h->record, r);
  }
}

static void history_load_ways(struct history *h, struct unpack *from) {
  enum { WAY = 2 * 4 + 8 };
  for (size_t left = unpack_count(from, WAY); left; left--) {
    struct history_way way = {.cell = unpack_32(from)};
    way.metric = unpack_32(from);
    way.delay = (sim_time)unpack_64(from);
    g_array_append_val(h->way, way);
  }
}

static void history_load_words(GArray *words, struct unpack *from) {
  for (size_t left = unpack_count(from, 4); left; left--) {
    uint32_t word = unpack_32(from);
    g_array_append_val(words, word);
  }
}

/* Are there as many ways and flips as the records say? */
static bool history_adds_up(const struct history *h) {
  sim_time ways = h->way->len, flips = h->flip->len;
  for (guint i = 0; i < h->record->len && ways >= 0 && flips >= 0; i++) {
    const struct history_record *r = history_at(h, i);
    if (r->kind == HISTORY_WAYS) ways -= r->value;
    if (r->kind == HISTORY_RANK || r->kind == HISTORY_OPEN) flips -= r->value;
  }
  return ways == 0 && flips == 0;
}

struct history *history_load(const uint8_t *octets, size_t length, const char **message) {
  struct unpack from;
  *message = unpack_begin(&from, octets, length, HISTORY_TITLE);
  if (*message) return NULL;
  struct history *h = history_new();
  history_load_records(h, &from);
  history_load_ways(h, &from);
  history_load_words(h->flip, &from);
  history_load_words(h->waiter, &from);
  for (guint i = 0; i < h->waiter->len && !from.bad; i++) {
    GArray *windows = g_array_new(FALSE, TRUE, sizeof(uint32_t));
    history_load_words(windows, &from);
    g_ptr_array_add(h->wait, windows);
  }
  uint8_t joint = unpack_8(&from);
  h->joint = joint == 1;
  if (unpack_whole(&from) && joint <= 1 && history_adds_up(h)) return h;
  *message = "damaged";
  history_free(h);
  return NULL;
}

static bool record_equal(const struct history_record *a, const struct history_record *b) {
  return a->at == b->at && a->kind == b->kind && a->what == b->what && a->value == b->value && a->owner == b->owner;
}

sim_time history_agrees(const struct history *a, const struct history *b) {
  guint i = 0, both = MIN(a->record->len, b->record->len);
  while (i < both && record_equal(history_at(a, i), history_at(b, i))) i++;
  sim_time next_a = i < a->record->len ? history_at(a, i)->at : SIM_NEVER;
  sim_time next_b = i < b->record->len ? history_at(b, i)->at : SIM_NEVER;
  return MIN(next_a, next_b);
}
