/* harvest_file.c: a harvest as octets. Most bins and instants have nothing in them, and those are not written. */
#include "analysis/harvest/harvest.h"

#define HARVEST_TITLE "faultline harvest 1"

void harvest_store(const struct harvest *harvest, GByteArray *bytes) {
  guint begin = bytes->len;
  pack_begin(bytes, HARVEST_TITLE);
  outage_store(&harvest->outage, bytes);
  ledger_store(&harvest->ledger, bytes);
  slowdown_store(&harvest->slowdown, bytes);
  churn_store(&harvest->churn, &harvest->outage.bins, bytes);
  small_count(bytes, harvest->runs);
  small_count(bytes, harvest->events);
  origins_store(&harvest->origins, bytes);
  pack_seal(bytes, begin);
}

static struct harvest *harvest_read(struct unpack *reader) {
  struct outage outage;
  if (!outage_load(&outage, reader)) return NULL;
  struct harvest *harvest = g_new0(struct harvest, 1);
  harvest->outage = outage;
  ledger_init(&harvest->ledger);
  slowdown_init(&harvest->slowdown, 0);
  origins_init(&harvest->origins);
  ledger_load(&harvest->ledger, reader);
  slowdown_load(&harvest->slowdown, reader);
  churn_init(&harvest->churn, &outage.bins);
  churn_load(&harvest->churn, &outage.bins, reader);
  harvest->runs = small_take_count(reader, UINT64_MAX);
  harvest->events = small_take_count(reader, UINT64_MAX);
  origins_load(&harvest->origins, reader);
  return harvest;
}

/* Is everything lost charged to somebody, and nothing else? (Sums of any octets may pass the greatest number.) */
static bool harvest_adds_up(const struct harvest *harvest) {
  unsigned __int128 sum = 0;
  for (int how = 0; how < REACHES; how++) sum += (unsigned __int128)harvest->outage.meter[0].integral[how];
  for (uint32_t id = 0; id < harvest->ledger.ids; id++) sum -= (unsigned __int128)ledger_charged(&harvest->ledger, id);
  return sum == 0;
}

struct harvest *harvest_load(const uint8_t *bytes, size_t length, GError **error) {
  struct unpack reader;
  const char *wrong = unpack_begin(&reader, bytes, length, HARVEST_TITLE);
  struct harvest *harvest = wrong ? NULL : harvest_read(&reader);
  if (harvest && unpack_whole(&reader) && harvest_adds_up(harvest)) return harvest;
  harvest_free(harvest);
  g_set_error(error, HARVEST_ERROR, HARVEST_ERROR_BAD, "harvest: %s", wrong ? wrong : "its contents make no sense");
  return NULL;
}
