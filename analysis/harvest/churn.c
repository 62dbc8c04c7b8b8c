#include "analysis/harvest/churn.h"

#include <glib.h>
#include <math.h>

/* Every series of it. */
#define CHURN_SERIES (CHURN_MESSAGES + 2)
struct churn_series {
  int64_t **of[CHURN_SERIES];
};

static struct churn_series churn_series(struct churn *churn) {
  struct churn_series series = {.of = {&churn->fed, &churn->assumed}};
  for (int kind = 0; kind < CHURN_MESSAGES; kind++) series.of[2 + kind] = &churn->rate[kind];
  return series;
}

void churn_init(struct churn *churn, const struct bins *bins) {
  struct churn_series series = churn_series(churn);
  *churn = (struct churn){.fed = NULL};
  for (int s = 0; s < CHURN_SERIES; s++) *series.of[s] = g_new0(int64_t, bins->count);
}

void churn_clear(struct churn *churn) {
  struct churn_series series = churn_series(churn);
  for (int s = 0; s < CHURN_SERIES; s++) g_free(*series.of[s]);
}

uint64_t churn_messages(const struct churn *churn, const struct bins *bins, enum message_kind kind) {
  uint64_t sum = 0;
  for (uint32_t b = 0; b < bins->count; b++) sum += (uint64_t)churn->rate[kind][b];
  return sum;
}

void churn_fed(struct churn *churn, const struct bins *bins, sim_time at, double volume, bool pilot) {
  int64_t *series = pilot ? churn->assumed : churn->fed;
  series[bins_at(bins, at)] += llround(volume);
}

void churn_merge(struct churn *into, const struct churn *from, const struct bins *bins) {
  struct churn other = *from;
  struct churn_series sum = churn_series(into), more = churn_series(&other);
  for (int s = 0; s < CHURN_SERIES; s++)
    for (uint32_t b = 0; b < bins->count; b++) (*sum.of[s])[b] += (*more.of[s])[b];
}

void churn_store(const struct churn *churn, const struct bins *bins, GByteArray *bytes) {
  struct churn copy = *churn;
  struct churn_series series = churn_series(&copy);
  for (int kind = 0; kind < CHURN_MESSAGES; kind++)
    small_count(bytes, churn_messages(churn, bins, (enum message_kind)kind));
  for (int s = 0; s < CHURN_SERIES; s++) small_array(bytes, *series.of[s], bins->count);
}

void churn_load(struct churn *churn, const struct bins *bins, struct unpack *reader) {
  struct churn_series series = churn_series(churn);
  uint64_t messages[CHURN_MESSAGES];
  for (int kind = 0; kind < CHURN_MESSAGES; kind++) messages[kind] = small_take_count(reader, UINT64_MAX);
  for (int s = 0; s < CHURN_SERIES; s++) small_take_array(reader, *series.of[s], bins->count);
  for (int kind = 0; kind < CHURN_MESSAGES; kind++)
    if (messages[kind] != churn_messages(churn, bins, (enum message_kind)kind)) reader->bad = true;
}

struct churn_match churn_match(const int64_t *assumed, const int64_t *fed, uint32_t bins) {
  struct churn_match match = {.apart = 0};
  for (uint32_t b = 0; b < bins; b++) {
    match.assumed += assumed[b];
    match.fed += fed[b];
    match.apart += assumed[b] > fed[b] ? assumed[b] - fed[b] : fed[b] - assumed[b];
  }
  return match;
}
