/* measures_file.c: what was measured in a cell as octets, so that it can be kept, and sent to another process. */
#include "analysis/measure/measures.h"

#include <string.h>

#define MEASURES_TITLE "faultline measures 1"

GQuark measures_error_quark(void) { return g_quark_from_static_string("measures-error"); }

static void figures_store(const struct figures *figures, GByteArray *bytes) {
  for (int f = 0; f < FIGURES; f++) {
    pack_real(bytes, figures->value[f]);
    pack_8(bytes, figures->censored[f]);
  }
}

static void figures_load(struct figures *figures, struct unpack *reader) {
  for (int f = 0; f < FIGURES; f++) {
    figures->value[f] = unpack_real(reader);
    figures->censored[f] = unpack_8(reader) != 0;
  }
}

/* A level stays for many bins: how often, then what. The bits count, for what is no number must stay the same, too. */
static void series_store(const double *value, uint32_t bins, GByteArray *bytes) {
  for (uint32_t b = 0, run; b < bins; b += run) {
    for (run = 1; b + run < bins && memcmp(&value[b + run], &value[b], sizeof *value) == 0;) run++;
    small_count(bytes, run);
    pack_real(bytes, value[b]);
  }
}

static double *series_load(uint32_t bins, struct unpack *reader) {
  double *value = g_new0(double, bins);
  for (uint32_t b = 0; b < bins && !reader->bad;) {
    uint32_t run = (uint32_t)small_take_count(reader, bins - b);
    double level = unpack_real(reader);
    if (run == 0) reader->bad = true;
    for (; run > 0; run--) value[b++] = level;
  }
  return value;
}

static void regions_store(const struct measures *measures, GByteArray *bytes) {
  small_count(bytes, measures->regions);
  for (uint32_t i = 0; i < measures->regions; i++) {
    const struct measures_region *region = &measures->region[i];
    small_count(bytes, region->ases);
    small_count(bytes, region->session_resets);
    small_count(bytes, region->card_crashes);
    figures_store(&region->figures, bytes);
  }
}

static void regions_load(struct measures *measures, struct unpack *reader) {
  measures->regions = (uint32_t)small_take_count(reader, OUTAGE_NO_REGION - 1);
  measures->region = g_new0(struct measures_region, measures->regions);
  for (uint32_t i = 0; i < measures->regions; i++) {
    struct measures_region *region = &measures->region[i];
    region->ases = (uint32_t)small_take_count(reader, UINT32_MAX);
    region->session_resets = small_take_count(reader, UINT64_MAX);
    region->card_crashes = small_take_count(reader, UINT64_MAX);
    figures_load(&region->figures, reader);
  }
}

static void times_store(const struct measures *measures, GByteArray *bytes) {
  small_count(bytes, (uint64_t)measures->bin);
  small_count(bytes, (uint64_t)measures->end);
  small_count(bytes, (uint64_t)measures->trigger_at);
  pack_8(bytes, measures->begun);
  small_count(bytes, measures->handled);
  small_count(bytes, measures->blame_rows);
  small_signed(bytes, measures->sources);
  small_count(bytes, measures->pilots);
  small_count(bytes, measures->rounds);
  pack_64(bytes, (uint64_t)measures->agreed);
  small_count(bytes, measures->runs);
  small_count(bytes, measures->run_events);
}

static void times_load(struct measures *measures, struct unpack *reader) {
  measures->bin = (sim_time)small_take_count(reader, OUTAGE_LONGEST);
  measures->end = (sim_time)small_take_count(reader, OUTAGE_LONGEST);
  measures->trigger_at = (sim_time)small_take_count(reader, OUTAGE_LONGEST);
  measures->begun = unpack_8(reader) != 0;
  measures->handled = small_take_count(reader, UINT64_MAX);
  measures->blame_rows = (uint32_t)small_take_count(reader, UINT32_MAX);
  measures->sources = small_take_signed(reader);
  measures->pilots = (uint32_t)small_take_count(reader, UINT32_MAX);
  measures->rounds = (uint32_t)small_take_count(reader, UINT32_MAX);
  measures->agreed = (sim_time)unpack_64(reader);
  measures->runs = small_take_count(reader, UINT64_MAX);
  measures->run_events = small_take_count(reader, UINT64_MAX);
  if (measures->bin > 0 && measures->end > 0 && (measures->end - 1) / measures->bin < BINS_MOST)
    measures->bins = (uint32_t)((measures->end - 1) / measures->bin + 1);
  else reader->bad = true;
}

void measures_store(const struct measures *measures, GByteArray *bytes) {
  guint begin = bytes->len;
  g_assert(measures->events && measures->blame && measures->origins.row);
  pack_begin(bytes, MEASURES_TITLE);
  times_store(measures, bytes);
  figures_store(&measures->figures, bytes);
  for (int s = 0; s < SERIES; s++) series_store(measures->series[s], measures->bins, bytes);
  small_array(bytes, measures->fed, measures->bins);
  small_array(bytes, measures->assumed, measures->bins);
  regions_store(measures, bytes);
  for (int outcome = 0; outcome < OUTCOMES; outcome++) small_count(bytes, measures->verdicts[outcome]);
  events_store(measures->events, bytes);
  blame_store(measures->blame, bytes);
  origins_store(&measures->origins, bytes);
  pack_seal(bytes, begin);
}

static void measures_read(struct measures *measures, struct unpack *reader) {
  times_load(measures, reader);
  figures_load(&measures->figures, reader);
  for (int s = 0; s < SERIES; s++) measures->series[s] = series_load(measures->bins, reader);
  measures->fed = g_new0(int64_t, measures->bins);
  measures->assumed = g_new0(int64_t, measures->bins);
  small_take_array(reader, measures->fed, measures->bins);
  small_take_array(reader, measures->assumed, measures->bins);
  regions_load(measures, reader);
  for (int outcome = 0; outcome < OUTCOMES; outcome++)
    measures->verdicts[outcome] = small_take_count(reader, UINT64_MAX);
  measures->events = events_load(reader);
  measures->blame = blame_load(reader);
  origins_init(&measures->origins);
  origins_load(&measures->origins, reader);
}

struct measures *measures_load(const uint8_t *bytes, size_t length, GError **error) {
  struct unpack reader;
  const char *wrong = unpack_begin(&reader, bytes, length, MEASURES_TITLE);
  struct measures *measures = g_new0(struct measures, 1);
  if (!wrong) measures_read(measures, &reader);
  if (unpack_whole(&reader)) return measures;
  measures_free(measures);
  g_set_error(error, MEASURES_ERROR, MEASURES_ERROR_BAD, "measures: %s",
              wrong ? wrong : "their contents make no sense");
  return NULL;
}
