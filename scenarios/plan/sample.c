/* sample.c: how origins are drawn.
 *
 * 1. For certain: the networks that the scenario names, as far as their routers are not more than a quarter of the
 *    sample; and whoever has so many prefixes that a sample in proportion to them could not miss it.
 * 2. What is left of the sample is shared out among the strata in proportion to their prefixes times how differently
 *    origins of the kind are assumed to fare (Neyman's allocation; Cochran 5.5): those without another way lose all or
 *    nothing. Every stratum gets two, so that it can be seen. (A sample too small for that joins strata.)
 * 3. In each stratum, the origins are taken in the order of strata.h, as a ring that begins at an origin by chance, and
 *    cut into as many runs of about equally many prefixes as there are origins to be drawn. Each run is represented by
 *    one of its origins, drawn in proportion to prefixes, whose weight is all the prefixes of the run.
 *
 * The third step is systematic sampling (a share of every branch of the tree of providers) in the form of Rao, Hartley
 * and Cochran (Journal of the Royal Statistical Society B 24 (1962); Cochran, Sampling Techniques, 3rd edition, section
 * 9A.11): a run with M prefixes has one origin with m of them drawn with chance m/M, so that the estimate is exact on
 * average, whatever the runs; weights are whole numbers and add up; and the variance can be estimated (estimate.h). */
#include "scenarios/plan/sample.h"

#include "scenarios/plan/wiring.h"
#include "sim/chance.h"

#include <string.h>

#define SAMPLE_CERTAIN UINT8_MAX

/* How differently origins of a kind are assumed to fare, beside the others. */
static const uint32_t sample_spread[STRATA_KINDS] = {
    [STRATA_NAMED] = 4, [STRATA_CAPTIVE] = 16,   [STRATA_TIER1] = 1, [STRATA_LARGE] = 1,
    [STRATA_SMALL] = 1, [STRATA_MULTIHOMED] = 1, [STRATA_SINGLE] = 4};

struct sample_unit {
  uint32_t router, prefixes;
  uint8_t kind; /* or SAMPLE_CERTAIN */
};

struct sample_pick {
  uint32_t router, stratum;
  uint64_t weight, squares;
};

/* A stratum while it is drawn from: the units of some kinds that follow each other. */
struct sample_stratum {
  uint8_t first_kind, last_kind;
  uint32_t origins, drawn;
  uint64_t prefixes, share; /* share: prefixes times spread */
};

struct sample_draw {
  GArray *unit;    /* struct sample_unit, in the order of strata.h */
  GArray *stratum; /* struct sample_stratum */
  GArray *pick;    /* struct sample_pick */
  uint32_t certain;
  uint64_t seed;
};

static struct sample_unit *sample_unit(const struct sample_draw *draw, guint i) {
  return &g_array_index(draw->unit, struct sample_unit, i);
}

static struct sample_stratum *sample_stratum(const struct sample_draw *draw, guint i) {
  return &g_array_index(draw->stratum, struct sample_stratum, i);
}

static void sample_list(struct sample_draw *draw, const struct sample_frame *frame) {
  const struct expansion *expansion = frame->expansion;
  draw->unit = g_array_new(FALSE, FALSE, sizeof(struct sample_unit));
  for (uint32_t i = 0; i < expansion->map->ases; i++) {
    uint32_t as = frame->strata ? frame->strata->order[i] : i;
    for (uint32_t r = expansion->first[as]; r < expansion->first[as + 1]; r++) {
      struct sample_unit unit = {r, frame->prefixes[r], frame->strata ? frame->strata->kind[as] : STRATA_SINGLE};
      if (unit.prefixes > 0) g_array_append_val(draw->unit, unit);
    }
  }
}

/* --- for certain --- */

static void sample_pick(struct sample_draw *draw, uint32_t router, uint32_t stratum, uint64_t weight,
                        uint64_t squares) {
  struct sample_pick pick = {router, stratum, weight, squares};
  g_array_append_val(draw->pick, pick);
}

static void sample_take(struct sample_draw *draw, struct sample_unit *unit) {
  unit->kind = SAMPLE_CERTAIN;
  draw->certain++;
  sample_pick(draw, unit->router, 0, unit->prefixes, (uint64_t)unit->prefixes * unit->prefixes);
}

/* The routers of an AS stand together. */
static void sample_take_named(struct sample_draw *draw, const struct expansion *expansion, uint32_t most) {
  for (guint i = 0, end; i < draw->unit->len; i = end) {
    uint32_t as = expansion->as_of[sample_unit(draw, i)->router];
    for (end = i; end < draw->unit->len && expansion->as_of[sample_unit(draw, end)->router] == as;) end++;
    if (sample_unit(draw, i)->kind != STRATA_NAMED || draw->certain + end - i > most) continue;
    for (guint j = i; j < end; j++) sample_take(draw, sample_unit(draw, j));
  }
}

/* Takes those units of some kinds that hold a whole step of the table, until `most` are taken. What is taken makes
 * the step smaller for the others. Returns how many; *prefixes, those of the units that are left. */
static uint32_t sample_take_large(struct sample_draw *draw, const struct sample_stratum *of, uint32_t drawn,
                                  uint32_t most, uint64_t *prefixes) {
  uint32_t taken = 0, before;
  do {
    before = taken;
    for (guint i = 0; i < draw->unit->len && taken < most; i++) {
      struct sample_unit *unit = sample_unit(draw, i);
      if (unit->kind < of->first_kind || unit->kind > of->last_kind) continue;
      if ((uint64_t)unit->prefixes * (drawn - taken) < *prefixes) continue;
      *prefixes -= unit->prefixes;
      sample_take(draw, unit);
      taken++;
    }
  } while (taken > before);
  return taken;
}

/* --- strata --- */

static void sample_divide(struct sample_draw *draw) {
  struct sample_stratum of[STRATA_KINDS] = {0};
  for (guint i = 0; i < draw->unit->len; i++) {
    const struct sample_unit *unit = sample_unit(draw, i);
    if (unit->kind == SAMPLE_CERTAIN) continue;
    of[unit->kind].origins++;
    of[unit->kind].prefixes += unit->prefixes;
    of[unit->kind].share += (uint64_t)unit->prefixes * sample_spread[unit->kind];
  }
  for (uint8_t kind = 0; kind < STRATA_KINDS; kind++) {
    of[kind].first_kind = of[kind].last_kind = kind;
    if (of[kind].origins) g_array_append_val(draw->stratum, of[kind]);
  }
}

/* Joins the stratum of fewest prefixes with the smaller of those beside it. */
static void sample_join(struct sample_draw *draw) {
  guint least = 0, last = draw->stratum->len - 1;
  for (guint i = 1; i <= last; i++)
    if (sample_stratum(draw, i)->prefixes < sample_stratum(draw, least)->prefixes) least = i;
  gboolean before = least == last || (least > 0 && sample_stratum(draw, least - 1)->prefixes <
                                                       sample_stratum(draw, least + 1)->prefixes);
  struct sample_stratum *a = sample_stratum(draw, before ? least - 1 : least), *b = a + 1;
  a->last_kind = b->last_kind;
  a->origins += b->origins;
  a->prefixes += b->prefixes;
  a->share += b->share;
  g_array_remove_index(draw->stratum, (guint)(b - sample_stratum(draw, 0)));
}

/* The stratum that is furthest below its share of `asked`. */
static struct sample_stratum *sample_poorest(const struct sample_draw *draw, uint32_t asked, uint64_t shares) {
  struct sample_stratum *poorest = NULL;
  double most = 0;
  for (guint i = 0; i < draw->stratum->len; i++) {
    struct sample_stratum *stratum = sample_stratum(draw, i);
    double lacks = (double)stratum->share * asked / (double)shares - stratum->drawn;
    if (stratum->drawn == stratum->origins || (poorest && lacks <= most)) continue;
    poorest = stratum;
    most = lacks;
  }
  return poorest;
}

/* Fewer are asked for than there are. */
static void sample_allocate(struct sample_draw *draw, uint32_t asked) {
  uint64_t shares = 0;
  uint32_t drawn = 0;
  while (draw->stratum->len > 1 && 2 * draw->stratum->len > asked) sample_join(draw);
  for (guint i = 0; i < draw->stratum->len; i++) {
    struct sample_stratum *stratum = sample_stratum(draw, i);
    shares += stratum->share;
    drawn += stratum->drawn = MIN(MIN(2, stratum->origins), asked);
  }
  for (; drawn < asked; drawn++) sample_poorest(draw, asked, shares)->drawn++;
}

/* --- runs --- */

/* The origin that holds the prefix with number `nth` of a run. */
static const struct sample_unit *sample_hit(const struct sample_unit *const *run, uint64_t nth) {
  while (nth >= (*run)->prefixes) nth -= (*run++)->prefixes;
  return *run;
}

/* Runs of a ring of `count` units with `prefixes` in all, none of which has a whole step. */
static void sample_cut(struct sample_draw *draw, const struct sample_unit *const *ring, uint32_t count, uint32_t drawn,
                       uint64_t prefixes, uint32_t stratum) {
  struct chance chance = {.seed = draw->seed, .who = stratum, .what = WIRING_ORIGINS};
  uint64_t passed = 0, weight = 0, squares = 0;
  uint32_t begin = 0;
  for (uint32_t i = 0; i < count; i++) {
    uint64_t own = ring[i]->prefixes;
    passed += own;
    weight += own;
    squares += own * own;
    if (passed * drawn < (chance.nth + 1) * prefixes) continue;
    chance.nth++;
    sample_pick(draw, sample_hit(&ring[begin], chance_below(chance, weight))->router, stratum, weight, squares);
    weight = squares = 0;
    begin = i + 1;
  }
  g_assert(chance.nth == drawn);
}

static void sample_draw(struct sample_draw *draw, struct sample_stratum *stratum, uint32_t number) {
  uint32_t count = 0;
  uint64_t prefixes = stratum->prefixes;
  uint32_t drawn = stratum->drawn - sample_take_large(draw, stratum, stratum->drawn, stratum->drawn, &prefixes);
  stratum->origins -= stratum->drawn - drawn;
  if (drawn == 0) return;
  g_autofree const struct sample_unit **ring = g_new(const struct sample_unit *, 2 * (gsize)stratum->origins);
  for (guint i = 0; i < draw->unit->len; i++) {
    const struct sample_unit *unit = sample_unit(draw, i);
    if (unit->kind >= stratum->first_kind && unit->kind <= stratum->last_kind) ring[count++] = unit;
  }
  g_assert(count == stratum->origins);
  memcpy(&ring[count], ring, count * sizeof *ring);
  uint64_t begin = chance_below((struct chance){.seed = draw->seed, .who = number, .what = WIRING_ORIGINS}, count);
  sample_cut(draw, &ring[begin], count, drawn, prefixes, number);
}

/* --- all of it --- */

static int sample_compare(const void *a, const void *b) {
  const struct sample_pick *left = a, *right = b;
  return (left->router > right->router) - (left->router < right->router);
}

/* Strata that were taken for certain to the last origin have none left; their numbers stay unused. */
static void sample_fill(struct sample *sample, const struct sample_draw *draw) {
  uint32_t count = draw->pick->len;
  *sample = (struct sample){.count = count, .strata = 1 + draw->stratum->len};
  sample->router = g_new(uint32_t, count);
  sample->weight = g_new(double, count);
  sample->squares = g_new(double, count);
  sample->stratum = g_new(uint32_t, count);
  sample->origins = g_new(uint32_t, sample->strata);
  sample->origins[0] = draw->certain;
  for (guint i = 0; i < draw->stratum->len; i++) sample->origins[i + 1] = sample_stratum(draw, i)->origins;
  for (uint32_t i = 0; i < count; i++) {
    const struct sample_pick *pick = &g_array_index(draw->pick, struct sample_pick, i);
    sample->router[i] = pick->router;
    sample->weight[i] = (double)pick->weight;
    sample->squares[i] = (double)pick->squares;
    sample->stratum[i] = pick->stratum;
  }
}

static void sample_choose(struct sample_draw *draw, const struct expansion *expansion, uint32_t asked) {
  const struct sample_stratum every = {.last_kind = STRATA_KINDS - 1};
  uint64_t prefixes = 0;
  sample_take_named(draw, expansion, asked / 4);
  for (guint i = 0; i < draw->unit->len; i++)
    if (sample_unit(draw, i)->kind != SAMPLE_CERTAIN) prefixes += sample_unit(draw, i)->prefixes;
  sample_take_large(draw, &every, asked - draw->certain, asked / 2, &prefixes);
  sample_divide(draw);
  sample_allocate(draw, asked - draw->certain);
  for (guint i = 0; i < draw->stratum->len; i++) sample_draw(draw, sample_stratum(draw, i), i + 1);
}

void sample_origins(struct sample *sample, const struct sample_frame *frame, uint32_t asked, uint64_t seed) {
  struct sample_draw draw = {.seed = seed};
  draw.stratum = g_array_new(FALSE, FALSE, sizeof(struct sample_stratum));
  draw.pick = g_array_new(FALSE, FALSE, sizeof(struct sample_pick));
  sample_list(&draw, frame);
  if (asked < draw.unit->len) sample_choose(&draw, frame->expansion, asked);
  else
    for (guint i = 0; i < draw.unit->len; i++) sample_take(&draw, sample_unit(&draw, i));
  g_array_sort(draw.pick, sample_compare);
  sample_fill(sample, &draw);
  g_array_unref(draw.unit);
  g_array_unref(draw.stratum);
  g_array_unref(draw.pick);
}

void sample_clear(struct sample *sample) {
  g_free(sample->router);
  g_free(sample->weight);
  g_free(sample->squares);
  g_free(sample->stratum);
  g_free(sample->origins);
}

uint32_t sample_frame_origins(const struct sample_frame *frame) {
  uint32_t origins = 0;
  for (uint32_t r = 0; r < frame->expansion->routers; r++) origins += frame->prefixes[r] > 0;
  return origins;
}

uint32_t sample_stub(const struct map *map, uint64_t seed, uint64_t which) {
  g_autofree uint8_t *providers = g_new0(uint8_t, map->ases);
  g_autofree uint8_t *customers = g_new0(uint8_t, map->ases);
  g_autofree uint32_t *stub = g_new(uint32_t, map->ases);
  uint32_t stubs = 0;
  for (uint32_t i = 0; i < map->links; i++) {
    if (map->link[i].kind != MAP_TRANSIT) continue;
    customers[map->link[i].a] = 1;
    providers[map->link[i].b] = (uint8_t)MIN(providers[map->link[i].b] + 1, 2);
  }
  for (uint32_t r = 0; r < map->ases; r++)
    if (providers[r] == 2 && !customers[r]) stub[stubs++] = r;
  struct chance chance = {.seed = seed, .who = which, .what = WIRING_TRIGGER};
  return stubs ? stub[chance_below(chance, stubs)] : (uint32_t)chance_below(chance, map->ases);
}
