/* outage.c: how an integral over all pairs is kept without visiting them.
 *
 * A pair of weight w that is lost at time t and found again at t' contributes w (t' - t), and is told once, as it is
 * found: so half as often as fates change, and most losses in a storm are so short that they leave one number in one
 * bin. The sum is exact in 128 bits.
 *
 * The peak cannot be kept that way: the greatest of a sum is not the sum of the greatest. So the level is kept as its
 * changes from one instant of a grid to the next, which do add, and its peak is looked for in the end. Many pairs
 * change in the same nanosecond, one after the other; what stands between two of them is never seen by a packet, and by
 * the grid neither.
 */
#include "analysis/harvest/outage.h"

#include <glib.h>
#include <string.h>

static void outage_sources(struct outage *outage, const struct outage_settings *settings) {
  outage->source_weight = g_new(uint32_t, outage->routers);
  outage->region_of = g_new(uint8_t, outage->routers);
  for (uint32_t r = 0; r < outage->routers; r++) {
    bool none = !settings->region || settings->region[r] >= outage->regions;
    outage->source_weight[r] = settings->source_weight ? settings->source_weight[r] : 1;
    outage->region_of[r] = none ? OUTAGE_NO_REGION : settings->region[r];
  }
}

static void outage_ases(struct outage *outage, const uint32_t *asn) {
  outage->as_of = g_new(uint32_t, outage->routers);
  outage->region = g_new(uint8_t, outage->routers);
  for (uint32_t r = 0; r < outage->routers; r++) {
    if (r == 0 || asn[r] != asn[r - 1]) outage->region[outage->ases++] = outage->region_of[r];
    outage->as_of[r] = outage->ases - 1;
  }
}

static size_t outage_words(const struct outage *outage) { return (outage->ases + 63) / 64; }

/* Everything whose size follows from ASes, regions and bins. */
static void outage_sums(struct outage *outage, sim_time bin) {
  bins_init(&outage->bins, bin, outage->end);
  grid_instants(&outage->instants, outage->end);
  bins_level_init(&outage->level, &outage->bins);
  outage->affected = g_new0(uint64_t, outage_words(outage));
  outage->meter = g_new0(struct outage_meter, 1 + outage->regions);
  for (uint32_t m = 0; m <= outage->regions; m++) grid_init(&outage->meter[m].grid, &outage->instants);
}

/* An AS belongs to the region of its first router. */
static void outage_weigh(struct outage *outage) {
  for (uint32_t r = 0; r < outage->routers; r++) {
    bool first = r == 0 || outage->as_of[r] != outage->as_of[r - 1];
    struct outage_meter *of[] = {&outage->meter[0], outage_region(outage, outage->region_of[r])};
    for (size_t m = 0; m < G_N_ELEMENTS(of) && of[m]; m++) {
      of[m]->sources += outage->source_weight[r];
      of[m]->ases += first;
    }
  }
}

void outage_init(struct outage *outage, const struct outage_settings *settings) {
  g_assert(settings->regions < OUTAGE_NO_REGION);
  *outage = (struct outage){.routers = settings->routers, .regions = settings->regions, .end = settings->end};
  outage_sources(outage, settings);
  outage_ases(outage, settings->asn);
  outage_sums(outage, settings->bin);
  outage_weigh(outage);
}

void outage_clear(struct outage *outage) {
  for (uint32_t m = 0; outage->meter && m <= outage->regions; m++) grid_clear(&outage->meter[m].grid);
  g_free(outage->source_weight);
  g_free(outage->region);
  g_free(outage->region_of);
  g_free(outage->as_of);
  g_free(outage->affected);
  g_free(outage->meter);
  bins_level_clear(&outage->level);
}

/* That of the region, or of none: the level of the map is the sum of them all. */
static inline struct grid *outage_grid(const struct outage *outage, uint8_t region) {
  return &outage->meter[(uint8_t)(region + 1)].grid;
}

/* The level whose peak is looked for: what comes and goes between two instants is never seen. */
static inline void grid_lost(const struct outage *outage, struct grid *grid, int64_t weight, sim_time from,
                             sim_time until) {
  uint32_t rises = grid_at(&outage->instants, from);
  if (until == outage->end) grid_add(grid, rises, weight);
  else if (until > bins_from(&outage->instants, rises))
    grid_move(grid, rises, grid_at(&outage->instants, until), weight);
}

__int128 outage_lost(struct outage *outage, uint8_t region, int64_t weight, enum reach how, sim_time from,
                     sim_time until) {
  struct outage_meter *there = outage_region(outage, region);
  __int128 integral = (__int128)weight * (until - from);
  outage->meter[0].integral[how] += integral;
  if (there) there->integral[how] += integral;
  if (until == outage->end) bins_level_add(&outage->level, &outage->bins, from, weight);
  else bins_level_pulse(&outage->level, &outage->bins, from, until, weight);
  grid_lost(outage, outage_grid(outage, region), weight, from, until);
  return integral;
}

void outage_expect(const struct outage *outage, uint8_t region, sim_time from, sim_time until) {
  const struct grid *grid = outage_grid(outage, region);
  bins_level_expect(&outage->level, &outage->bins, from);
  bins_level_expect(&outage->level, &outage->bins, until);
  grid_expect(grid, grid_at(&outage->instants, from));
  grid_expect(grid, grid_at(&outage->instants, until));
}

void outage_affect(struct outage *outage, uint32_t router) {
  uint32_t as = outage->as_of[router];
  outage->affected[as / 64] |= UINT64_C(1) << (as % 64);
}

uint32_t outage_affected(const struct outage *outage, uint32_t meter) {
  uint32_t count = 0;
  for (uint32_t as = 0; as < outage->ases; as++)
    if (outage->affected[as / 64] >> (as % 64) & 1) count += meter == 0 || outage->region[as] == meter - 1;
  return count;
}

/* The level of the map. The caller clears it. */
static void grid_of_all(const struct outage *outage, struct grid *grid) {
  grid_init(grid, &outage->instants);
  for (uint32_t m = 0; m <= outage->regions; m++) grid_merge(grid, &outage->meter[m].grid);
}

struct grid_course outage_course(const struct outage *outage, uint32_t meter, sim_time begin) {
  struct grid all;
  if (meter > 0) return grid_course(&outage->meter[meter].grid, &outage->instants, begin);
  grid_of_all(outage, &all);
  struct grid_course course = grid_course(&all, &outage->instants, begin);
  grid_clear(&all);
  return course;
}

__int128 outage_integral(const struct outage_meter *meter) {
  __int128 sum = 0;
  for (int how = 0; how < REACHES; how++) sum += meter->integral[how];
  return sum;
}

/* --- adding --- */

bool outage_fits(const struct outage *a, const struct outage *b) {
  if (a->ases != b->ases || a->regions != b->regions || a->end != b->end || a->bins.width != b->bins.width)
    return false;
  for (uint32_t m = 0; m <= a->regions; m++)
    if (a->meter[m].sources != b->meter[m].sources || a->meter[m].ases != b->meter[m].ases) return false;
  return a->ases == 0 || memcmp(a->region, b->region, a->ases) == 0;
}

void outage_merge(struct outage *into, const struct outage *from) {
  for (uint32_t m = 0; m <= into->regions; m++) {
    into->meter[m].base += from->meter[m].base;
    for (int how = 0; how < REACHES; how++) into->meter[m].integral[how] += from->meter[m].integral[how];
    grid_merge(&into->meter[m].grid, &from->meter[m].grid);
  }
  for (size_t w = 0; w < outage_words(into); w++) into->affected[w] |= from->affected[w];
  bins_level_merge(&into->level, &from->level, &into->bins);
}

/* --- octets --- */

/* Neighbours mostly share a region. */
static void regions_store(const struct outage *outage, GByteArray *bytes) {
  for (uint32_t as = 0, run; as < outage->ases; as += run) {
    for (run = 1; as + run < outage->ases && outage->region[as + run] == outage->region[as];) run++;
    small_count(bytes, run);
    small_count(bytes, outage->region[as]);
  }
}

static void regions_load(struct outage *outage, struct unpack *reader) {
  for (uint32_t as = 0; as < outage->ases && !reader->bad;) {
    uint32_t run = (uint32_t)small_take_count(reader, outage->ases - as);
    uint8_t region = (uint8_t)small_take_count(reader, OUTAGE_NO_REGION);
    if (run == 0 || (region != OUTAGE_NO_REGION && region >= outage->regions)) reader->bad = true;
    else memset(outage->region + as, region, run);
    as += run;
  }
}

static void meter_store(const struct outage_meter *meter, const struct grid *grid, GByteArray *bytes) {
  small_count(bytes, meter->ases);
  small_signed(bytes, meter->sources);
  small_signed(bytes, meter->base);
  for (int how = 0; how < REACHES; how++) small_wide(bytes, meter->integral[how]);
  grid_store(grid, bytes);
}

static void meter_load(struct outage_meter *meter, struct unpack *reader) {
  meter->ases = (uint32_t)small_take_count(reader, UINT32_MAX);
  meter->sources = small_take_signed(reader);
  meter->base = small_take_signed(reader);
  for (int how = 0; how < REACHES; how++) meter->integral[how] = small_take_wide(reader);
  grid_load(&meter->grid, reader);
}

static void meters_store(const struct outage *outage, GByteArray *bytes) {
  struct grid all;
  grid_of_all(outage, &all);
  for (uint32_t m = 0; m <= outage->regions; m++)
    meter_store(&outage->meter[m], m == 0 ? &all : &outage->meter[m].grid, bytes);
  grid_clear(&all);
}

static void meters_load(struct outage *outage, struct unpack *reader) {
  for (uint32_t m = 0; m <= outage->regions; m++) meter_load(&outage->meter[m], reader);
  for (uint32_t m = 1; m <= outage->regions; m++) grid_part(&outage->meter[0].grid, &outage->meter[m].grid);
}

void outage_store(const struct outage *outage, GByteArray *bytes) {
  small_count(bytes, (uint64_t)outage->end);
  small_count(bytes, (uint64_t)outage->bins.width);
  small_count(bytes, outage->ases);
  small_count(bytes, outage->regions);
  regions_store(outage, bytes);
  meters_store(outage, bytes);
  for (size_t w = 0; w < outage_words(outage); w++) small_count(bytes, outage->affected[w]);
  bins_level_store(&outage->level, &outage->bins, bytes);
}

bool outage_load(struct outage *outage, struct unpack *reader) {
  *outage = (struct outage){.end = (sim_time)small_take_count(reader, OUTAGE_LONGEST)};
  sim_time bin = (sim_time)small_take_count(reader, OUTAGE_LONGEST);
  outage->ases = (uint32_t)small_take_count(reader, OUTAGE_ASES);
  outage->regions = (uint32_t)small_take_count(reader, OUTAGE_NO_REGION - 1);
  if (reader->bad || outage->end == 0 || bin == 0 || (outage->end - 1) / bin >= BINS_MOST) return false;
  outage->region = g_new0(uint8_t, outage->ases);
  outage_sums(outage, bin);
  regions_load(outage, reader);
  meters_load(outage, reader);
  for (size_t w = 0; w < outage_words(outage); w++) outage->affected[w] = small_take_count(reader, UINT64_MAX);
  bins_level_load(&outage->level, &outage->bins, reader);
  if (!reader->bad) return true;
  outage_clear(outage);
  return false;
}
