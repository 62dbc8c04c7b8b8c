#include "tests/flux.h"

static const double weights[FLUX_PREFIXES] = {3, 1, 0.2, 7.6, 5, 11};
static const double rounded[FLUX_PREFIXES] = {3, 1, 1, 8, 5, 0};

/* 30 ASes have two routers, the last ten one. */
static uint32_t as_of(uint32_t router) { return router < 60 ? router / 2 : router - 30; }

static struct network *flux_network(void) {
  uint32_t asn[FLUX_ROUTERS];
  struct network_link link[FLUX_ROUTERS - 1] = {{0}};
  for (uint32_t r = 0; r < FLUX_ROUTERS; r++) asn[r] = 10 + as_of(r);
  for (uint32_t r = 0; r + 1 < FLUX_ROUTERS; r++)
    link[r] = (struct network_link){.a = r, .b = r + 1, .b_is = NEIGHBOR_PEER, .delay = 1};
  return network_new(FLUX_ROUTERS, asn, link, FLUX_ROUTERS - 1);
}

static void flux_tick(struct flux *flux, uint32_t tick, enum reach state[FLUX_PREFIXES][FLUX_ROUTERS], GRand *random) {
  for (int count = g_rand_int_range(random, 0, 12); count > 0; count--) {
    struct flux_change change = {.tick = tick,
                                 .prefix = (uint32_t)g_rand_int_range(random, 0, FLUX_PREFIXES),
                                 .router = (uint32_t)g_rand_int_range(random, 0, FLUX_ROUTERS),
                                 .because = (uint32_t)g_rand_int_range(random, 0, FLUX_CAUSES),
                                 .message = g_rand_int_range(random, 0, 3) == 0,
                                 .kind = (enum message_kind)g_rand_int_range(random, 0, CHURN_MESSAGES)};
    enum reach *now = &state[change.prefix][change.router];
    change.before = *now;
    change.after = g_rand_boolean(random) ? REACH_DELIVERED : (enum reach)g_rand_int_range(random, 0, REACHES);
    if (!change.message) *now = change.after;
    g_array_append_val(flux->changes, change);
  }
}

static void flux_draw(struct flux *flux, uint32_t seed, GRand *random) {
  enum reach state[FLUX_PREFIXES][FLUX_ROUTERS];
  uint32_t quiet = FLUX_TICKS - 700 * (seed % 3);
  for (int p = 0; p < FLUX_PREFIXES; p++)
    for (int r = 0; r < FLUX_ROUTERS; r++)
      state[p][r] = flux->start[p][r] = g_rand_int_range(random, 0, 3) ? REACH_DELIVERED : REACH_LOOP;
  for (uint32_t tick = flux->begin; tick < quiet; tick++)
    if (g_rand_int_range(random, 0, 20) == 0) flux_tick(flux, tick, state, random);
}

struct flux *flux_new(uint32_t seed) {
  struct flux *flux = g_new0(struct flux, 1);
  GRand *random = g_rand_new_with_seed(seed);
  flux->begin = 50 * seed;
  flux->changes = g_array_new(FALSE, FALSE, sizeof(struct flux_change));
  flux->network = flux_network();
  flux->delay = g_new(sim_time, FLUX_ROUTERS);
  for (int r = 0; r < FLUX_ROUTERS; r++) {
    flux->source_weight[r] = (uint32_t)g_rand_int_range(random, 0, 4);
    flux->region[r] = (uint8_t)g_rand_int_range(random, 0, FLUX_REGIONS + 1);
  }
  for (int p = 0; p < FLUX_PREFIXES; p++) flux->weight[p] = weights[p];
  flux_draw(flux, seed, random);
  g_rand_free(random);
  return flux;
}

void flux_free(struct flux *flux) {
  g_array_free(flux->changes, TRUE);
  network_free(flux->network);
  g_free(flux->delay);
  g_free(flux);
}

/* --- as a world tells it --- */

struct harvest *flux_harvest(const struct flux *flux, uint32_t slots) {
  return harvest_new(&(struct harvest_settings){.network = flux->network,
                                                .source_weight = flux->source_weight,
                                                .regions = FLUX_REGIONS,
                                                .region = flux->region,
                                                .end = FLUX_END,
                                                .bin = FLUX_BIN,
                                                .slots = slots});
}

static enum reach view_reach(const void *world, uint32_t prefix, uint32_t router) {
  const struct flux_view *view = world;
  return view->flux->start[view->first + prefix][router];
}

static const sim_time *view_delays(const void *world, uint32_t prefix) {
  const struct flux_view *view = world;
  sim_time *delay = view->flux->delay;
  for (uint32_t r = 0; r < FLUX_ROUTERS; r++) {
    sim_time extra = view->instant * (r * 7 % 13 + view->first + prefix);
    delay[r] = (r + prefix + view->first) % 11 == 3 ? -1 : (20 + extra) * SIM_MILLISECOND;
  }
  return delay;
}

struct harvest_probe flux_probe(const struct flux_view *view) {
  return (struct harvest_probe){.world = view, .reach = view_reach, .delays = view_delays};
}

static void flux_prefix(const struct flux *flux, struct harvest *harvest, uint32_t slot, uint32_t prefix) {
  struct harvest_prefix one = {.number = prefix,
                               .origin = 100 + prefix,
                               .weight = flux->weight[prefix],
                               .role = prefix == FLUX_TRIGGER ? HARVEST_TRIGGER : HARVEST_COUNTS};
  struct flux_view view = {.flux = flux, .first = prefix - slot};
  harvest_prefix(harvest, slot, &one);
  harvest_begin(harvest, slot, flux_probe(&view));
}

void flux_tell(const struct flux *flux, const struct observer *observer, uint32_t prefix) {
  void *to = observer->context;
  for (guint i = 0; i < flux->changes->len; i++) {
    const struct flux_change *c = &g_array_index(flux->changes, struct flux_change, i);
    uint32_t number = prefix == FLUX_ALL ? c->prefix : 0;
    if (prefix != FLUX_ALL && prefix != c->prefix) continue;
    if (c->message) observer->sent(to, c->tick * FLUX_TICK, c->router, 0, number, c->kind);
    if (c->message) observer->fed(to, c->tick * FLUX_TICK, c->router, number, FLUX_VOLUME);
    else observer->rerouted(to, c->tick * FLUX_TICK, c->router, number, c->before, c->after, c->because);
  }
}

static void flux_end(const struct flux *flux, struct harvest *harvest, uint32_t slot, uint32_t prefix) {
  for (uint32_t i = 0; i < FLUX_INSTANTS; i++) {
    struct flux_view view = {.flux = flux, .first = prefix - slot, .instant = i};
    harvest_slowdown(harvest, slot, i, flux_probe(&view));
  }
  harvest_close(harvest, slot);
}

void flux_alone(const struct flux *flux, struct harvest *harvest, uint32_t prefix) {
  flux_prefix(flux, harvest, 0, prefix);
  struct observer observer = harvest_observer(harvest);
  flux_tell(flux, &observer, prefix);
  flux_end(flux, harvest, 0, prefix);
}

void flux_together(const struct flux *flux, struct harvest *harvest) {
  for (uint32_t p = 0; p < FLUX_PREFIXES; p++) flux_prefix(flux, harvest, p, p);
  struct observer observer = harvest_observer(harvest);
  flux_tell(flux, &observer, FLUX_ALL);
  for (uint32_t p = 0; p < FLUX_PREFIXES; p++) flux_end(flux, harvest, p, p);
}

/* --- counted again --- */

struct recount {
  const struct flux *flux;
  struct flux_count *count;
  enum reach state[FLUX_PREFIXES][FLUX_ROUTERS];
  uint32_t cause[FLUX_PREFIXES][FLUX_ROUTERS];
  bool lost[FLUX_PREFIXES][FLUX_ROUTERS]; /* as the last millisecond passed */
};

static bool counts(const struct flux *flux, uint32_t prefix, uint32_t router) {
  return prefix != FLUX_TRIGGER && flux->source_weight[router] > 0 && flux->start[prefix][router] == REACH_DELIVERED;
}

/* A pair is lost for a millisecond. */
static void miss(struct recount *recount, uint32_t tick, uint32_t p, uint32_t r) {
  struct flux_count *count = recount->count;
  double weight = rounded[p] * recount->flux->source_weight[r];
  uint32_t region = recount->flux->region[r], first = r < 60 ? r / 2 * 2 : r;
  for (uint32_t m = 0; m <= FLUX_REGIONS; m++) {
    struct flux_sums *sums = &count->sums[m];
    if (m == 0 || recount->flux->region[first] == m - 1) sums->affected[as_of(r)] = true;
    if (m > 0 && region != m - 1) continue;
    sums->integral[recount->state[p][r]] += weight * (double)FLUX_TICK;
    sums->level[tick] += weight;
  }
  count->charge[recount->cause[p][r]] += weight * (double)FLUX_TICK;
  count->lost[p] += weight * (double)FLUX_TICK;
  count->missed[p][as_of(r)] = true;
}

static void pass(struct recount *recount, uint32_t tick) {
  for (uint32_t p = 0; p < FLUX_PREFIXES; p++)
    for (uint32_t r = 0; r < FLUX_ROUTERS; r++) {
      recount->lost[p][r] = counts(recount->flux, p, r) && recount->state[p][r] != REACH_DELIVERED;
      if (recount->lost[p][r]) miss(recount, tick, p, r);
    }
}

/* All changes of one moment. The first loss in it is the cause, unless the pair was lost before. */
static guint happen(struct recount *recount, uint32_t tick, guint next) {
  bool blamed[FLUX_PREFIXES][FLUX_ROUTERS] = {{false}};
  for (; next < recount->flux->changes->len; next++) {
    const struct flux_change *change = &g_array_index(recount->flux->changes, struct flux_change, next);
    uint32_t p = change->prefix, r = change->router;
    if (change->tick != tick) break;
    if (change->message) continue;
    recount->state[p][r] = change->after;
    if (recount->lost[p][r] || blamed[p][r] || change->after == REACH_DELIVERED) continue;
    blamed[p][r] = true;
    recount->cause[p][r] = change->because;
  }
  return next;
}

struct flux_count *flux_recount(const struct flux *flux) {
  struct flux_count *count = g_new0(struct flux_count, 1);
  struct recount *recount = g_new0(struct recount, 1);
  *recount = (struct recount){.flux = flux, .count = count};
  memcpy(recount->state, flux->start, sizeof recount->state);
  for (uint32_t p = 0; p < FLUX_PREFIXES; p++)
    for (uint32_t r = 0; r < FLUX_ROUTERS; r++)
      for (uint32_t m = 0; m <= FLUX_REGIONS; m++)
        if (counts(flux, p, r) && (m == 0 || flux->region[r] == m - 1))
          count->sums[m].base += rounded[p] * flux->source_weight[r];
  guint next = 0;
  for (uint32_t tick = flux->begin; tick < FLUX_TICKS; tick++) {
    next = happen(recount, tick, next);
    pass(recount, tick);
  }
  g_free(recount);
  return count;
}
