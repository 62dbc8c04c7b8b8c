/* One prefix from cold, and withdrawn again, message by message. Beside the world, in the same run, a
 * speaker as one would write it first: an event for each message, a look at all sessions whenever one of them has
 * news. It uses the same queue and the same interned paths, so the ratio is that of the two ideas alone.
 * Both send the same number of messages, unless two reach a router in one nanosecond: each has its own order then. A
 * map may be named on the command line. */
#include "models/world/world.h"
#include "scenarios/files/topology.h"
#include "scenarios/plan/wiring.h"
#include "sim/pool.h"
#include "tests/dice.h"

#include <glib.h>

enum { ORIGINS = 5, MAP_SEED = 1 };

struct figure {
  double seconds;
  uint64_t messages;
};

static double bench_seconds(gint64 since) { return (double)(g_get_monotonic_time() - since) / 1e6; }

/* --- the world --- */

static void ignore_occurred(void *context, const struct occurrence *o) { (void)context, (void)o; }
static void ignore_sent(void *context, sim_time at, uint32_t router, uint32_t peer, uint32_t prefix,
                        enum message_kind kind) {
  (void)context, (void)at, (void)router, (void)peer, (void)prefix, (void)kind;
}
static void ignore_reached(void *context, sim_time at, uint32_t router, uint32_t prefix) {
  (void)context, (void)at, (void)router, (void)prefix;
}
static void ignore_rerouted(void *context, sim_time at, uint32_t router, uint32_t prefix, enum reach before,
                            enum reach after, uint32_t because) {
  (void)context, (void)at, (void)router, (void)prefix, (void)before, (void)after, (void)because;
}

static struct figure world_phase(struct world *world, uint32_t origin, bool own) {
  uint64_t before = world_messages(world);
  gint64 start = g_get_monotonic_time();
  if (own) world_announce(world, 0, origin, ATTRS_PLAIN);
  else world_withdraw(world, 0, origin);
  sim_run(world_sim(world), SIM_NEVER, 0);
  return (struct figure){bench_seconds(start), world_messages(world) - before};
}

static void world_measure(const struct map *map, uint32_t origin, struct figure *cold, struct figure *gone) {
  static const struct platform platform = {.hold = 90 * SIM_SECOND};
  static const struct observer deaf = {NULL, ignore_occurred, ignore_sent, ignore_reached, ignore_rerouted, NULL, NULL};
  struct wiring wiring = wiring_default();
  struct world_settings settings = {.seed = MAP_SEED, .platforms = &platform};
  struct world *world = world_new(wiring_network(map, &wiring, MAP_SEED), &settings, &deaf);
  world_add_prefix(world, 1, false);
  *cold = world_phase(world, origin, true);
  *gone = world_phase(world, origin, false);
  world_free(world);
}

/* --- the plain speaker --- */

struct plain {
  struct sim sim;
  struct network *net;
  struct path_table *paths;
  struct pool pool;
  path_id *in, *out; /* [halves] */
  uint32_t *best;    /* [routers] half, NETWORK_NONE for none */
  bool *own;
  uint64_t messages;
};

struct plain_message {
  struct sim_event event;
  uint32_t half; /* the receiver's */
  path_id path;
};

static bool plain_better(const struct plain *p, uint32_t a, uint32_t b) {
  static const int preference[] = {[NEIGHBOR_CUSTOMER] = 0, [NEIGHBOR_PEER] = 1, [NEIGHBOR_PROVIDER] = 2};
  int pa = preference[p->net->kind[a]], pb = preference[p->net->kind[b]];
  if (pa != pb) return pa < pb;
  uint32_t ha = path_hops(p->paths, p->in[a]), hb = path_hops(p->paths, p->in[b]);
  return ha != hb ? ha < hb : p->net->to[a] < p->net->to[b];
}

static uint32_t plain_scan(const struct plain *p, uint32_t router) {
  uint32_t best = NETWORK_NONE;
  for (uint32_t h = p->net->first[router]; h < p->net->first[router + 1]; h++)
    if (p->in[h] != PATH_NONE && (best == NETWORK_NONE || plain_better(p, h, best))) best = h;
  return best;
}

static void plain_receive(struct sim *sim, struct sim_event *event);

static void plain_send(struct plain *p, uint32_t half, path_id path) {
  if (p->out[half] == path) return;
  p->out[half] = path;
  p->messages++;
  struct plain_message *m = pool_take(&p->pool);
  *m = (struct plain_message){{.handle = plain_receive}, p->net->back[half], path};
  sim_schedule(&p->sim, &m->event, p->sim.now + p->net->delay[half], m->half);
}

static void plain_tell(struct plain *p, uint32_t router) {
  uint32_t best = p->best[router];
  path_id path = p->own[router]         ? path_prepend(p->paths, p->net->asn[router], PATH_EMPTY)
                 : best == NETWORK_NONE ? PATH_NONE
                                        : path_prepend(p->paths, p->net->asn[router], p->in[best]);
  bool everywhere = p->own[router] || (best != NETWORK_NONE && p->net->kind[best] == NEIGHBOR_CUSTOMER);
  for (uint32_t h = p->net->first[router]; h < p->net->first[router + 1]; h++)
    plain_send(p, h, everywhere || p->net->kind[h] == NEIGHBOR_CUSTOMER ? path : PATH_NONE);
}

static void plain_receive(struct sim *sim, struct sim_event *event) {
  struct plain *p = sim->world;
  struct plain_message m = *SIM_OWNER(event, struct plain_message, event);
  uint32_t router = p->net->owner[m.half], before = p->best[router];
  pool_give(&p->pool, SIM_OWNER(event, struct plain_message, event));
  path_id had = before == NETWORK_NONE ? PATH_NONE : p->in[before];
  p->in[m.half] = m.path != PATH_NONE && path_has(p->paths, m.path, p->net->asn[router]) ? PATH_NONE : m.path;
  p->best[router] = plain_scan(p, router);
  path_id has = p->best[router] == NETWORK_NONE ? PATH_NONE : p->in[p->best[router]];
  if (!p->own[router] && (p->best[router] != before || has != had)) plain_tell(p, router);
}

static struct figure plain_phase(struct plain *p, uint32_t origin, bool own) {
  uint64_t before = p->messages;
  gint64 start = g_get_monotonic_time();
  p->own[origin] = own;
  plain_tell(p, origin);
  sim_run(&p->sim, SIM_NEVER, 0);
  return (struct figure){bench_seconds(start), p->messages - before};
}

static void plain_measure(const struct map *map, uint32_t origin, struct figure *cold, struct figure *gone) {
  struct wiring wiring = wiring_default();
  struct plain p = {.net = wiring_network(map, &wiring, MAP_SEED), .paths = path_table_new()};
  sim_init(&p.sim, &p);
  pool_init(&p.pool, sizeof(struct plain_message));
  p.in = g_new0(path_id, p.net->halves);
  p.out = g_new0(path_id, p.net->halves);
  p.own = g_new0(bool, p.net->routers);
  p.best = g_new(uint32_t, p.net->routers);
  for (uint32_t r = 0; r < p.net->routers; r++) p.best[r] = NETWORK_NONE;
  *cold = plain_phase(&p, origin, true);
  *gone = plain_phase(&p, origin, false);
  g_free(p.in);
  g_free(p.out);
  g_free(p.own);
  g_free(p.best);
  pool_clear(&p.pool);
  path_table_free(p.paths);
  sim_clear(&p.sim);
  network_free(p.net);
}

/* --- both --- */

static void figure_print(const char *map, uint32_t asn, const char *phase, struct figure world, struct figure plain) {
  g_print("%-10s AS%-8u %-9s %9" G_GUINT64_FORMAT " %8.3f %8.3f %8.3f %8.1f%s\n", map, asn, phase, world.messages,
          world.seconds, world.seconds * 1e6 / (double)world.messages, plain.seconds, plain.seconds / world.seconds,
          world.messages == plain.messages ? "" : "   other messages!");
}

static void bench_map(const char *name, const struct map *map) {
  struct dice dice = {.seed = 1};
  for (int i = 0; i < ORIGINS; i++) {
    uint32_t origin = dice_below(&dice, map->ases);
    struct figure cold, gone, plain_cold, plain_gone;
    world_measure(map, origin, &cold, &gone);
    plain_measure(map, origin, &plain_cold, &plain_gone);
    figure_print(name, map->asn[origin], "cold", cold, plain_cold);
    figure_print(name, map->asn[origin], "withdraw", gone, plain_gone);
  }
}

static void bench_file(const char *name, const char *path) {
  GError *error = NULL;
  struct map *map = topology_load(&(struct topology_options){.file = path, .seed = MAP_SEED}, &error);
  if (!map) g_print("%-10s %s\n", name, error->message);
  else bench_map(name, map);
  g_clear_error(&error);
  if (map) map_free(map);
}

int main(int argc, char **argv) {
  g_print("%-10s %-10s %-9s %9s %8s %8s %8s %8s\n", "map", "origin", "phase", "messages", "s", "us/msg", "plain s",
          "ratio");
  if (argc > 1) bench_file("map", argv[1]);
  else {
    bench_file("generated", NULL);
    bench_file("2012", "../shared/data/asrel/20120101.as-rel.txt");
  }
  return 0;
}
