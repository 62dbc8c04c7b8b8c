/* The routes command: the event kernel from cold, and what every AS then believes.
 *
 * Nothing here takes a short cut: prefixes are announced into an empty network and every message is an event. It is the
 * instrument by which the converged-state solver, and other people's programs, are compared with the
 * kernel; so it has no processing cost, no MRAI and no sender-side loop detection unless it is told so.
 */
#include "scenarios/commands/command.h"
#include "scenarios/commands/options.h"
#include "scenarios/commands/quiet.h"
#include "scenarios/commands/unsettled.h"
#include "scenarios/files/topology.h"
#include "scenarios/plan/wiring.h"
#include "scenarios/run/steps.h"
#include "scenarios/settings/mistake.h"
#include "scenarios/settings/units.h"

#include "models/world/world.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

/* Gao-Rexford policies always converge; siblings may not. */
#define ROUTES_BUDGET ((uint64_t)4000000000)

struct routes {
  char *topology;
  gint64 seed;
  gboolean stats, sender_loop_check;
  struct wiring wiring;
  sim_time mrai, processing_low, processing_high;
  struct steps steps;
  /* of the run */
  struct map *map;
  struct world *world;
  double load_s;
};

/* "2 ms..80 ms", or one duration for both. */
static gboolean routes_range(const char *text, sim_time *low, sim_time *high, GError **error) {
  g_auto(GStrv) part = g_strsplit(text, "..", 2);
  if (!units_duration(part[0] ? part[0] : "", low, error)) return FALSE;
  if (!part[1]) return *high = *low, TRUE;
  if (!units_duration(part[1], high, error)) return FALSE;
  return *low <= *high || mistake_set(error, MISTAKE_VALUE, "'%s' ends before it begins", text);
}

static gboolean routes_option(const char *name, const char *value, gpointer context, GError **error) {
  struct routes *routes = context;
  if (strcmp(name, "--announce") == 0) return steps_add(&routes->steps, STEP_ANNOUNCE, value, error);
  if (strcmp(name, "--withdraw") == 0) return steps_add(&routes->steps, STEP_WITHDRAW, value, error);
  if (strcmp(name, "--fail") == 0) return steps_add(&routes->steps, STEP_FAIL, value, error);
  if (strcmp(name, "--restore") == 0) return steps_add(&routes->steps, STEP_RESTORE, value, error);
  if (strcmp(name, "--mrai") == 0) return units_duration(value, &routes->mrai, error);
  if (strcmp(name, "--processing") == 0)
    return routes_range(value, &routes->processing_low, &routes->processing_high, error);
  if (!routes_range(value, &routes->wiring.delay_low, &routes->wiring.delay_high, error)) return FALSE;
  return routes->wiring.delay_low > 0 || mistake_set(error, MISTAKE_VALUE, "--delay must be longer than 0");
}

static gboolean routes_parse(struct routes *routes, int argc, char **argv, GError **error) {
#define ROUTES_CALLBACK(name, help, value)                                                                             \
  { name, 0, 0, G_OPTION_ARG_CALLBACK, routes_option, help, value }
  const GOptionEntry entries[] = {
      {"topology", 0, 0, G_OPTION_ARG_FILENAME, &routes->topology, "The map (default: the embedded one)", "FILE"},
      ROUTES_CALLBACK("announce", "Who originates what; may be repeated", "AS=PREFIX[,...]"),
      ROUTES_CALLBACK("withdraw", "Then withdraw it: a phase of its own", "AS=PREFIX[,...]"),
      ROUTES_CALLBACK("fail", "Then close a session", "A-B[,...]"),
      ROUTES_CALLBACK("restore", "Then open it again", "A-B[,...]"),
      {"seed", 0, 0, G_OPTION_ARG_INT64, &routes->seed, "Seed of the delays (default 1)", "S"},
      ROUTES_CALLBACK("delay", "One-way link delay, log-uniform (default '2 ms..80 ms')", "LOW..HIGH"),
      ROUTES_CALLBACK("mrai", "MinRouteAdvertisementInterval (default 0)", "DURATION"),
      ROUTES_CALLBACK("processing", "Cost of an UPDATE, uniform (default 0)", "LOW..HIGH"),
      {"sender-loop-check", 0, 0, G_OPTION_ARG_NONE, &routes->sender_loop_check,
       "Offer no path to a neighbour that is on it", NULL},
      {"stats", 0, 0, G_OPTION_ARG_NONE, &routes->stats, "Messages, times and memory on stderr", NULL},
      {NULL, 0, 0, 0, NULL, NULL, NULL}};
  const struct options options = {
      "routes",
      NULL,
      "Announces prefixes into a cold network and prints every AS's best path as CSV.",
      "Phases: after the announcements, then after each --withdraw, --fail and --restore in\n"
      "the order given. best_path starts with the neighbour; 'own' at the origin, '-' for none.\n",
      entries,
      routes};
  if (!options_parse(&options, argc, argv, NULL, error)) return FALSE;
  if (!routes->steps.prefix->len)
    return mistake_set(error, MISTAKE_VALUE, "routes: nothing to announce, expected --announce AS=PREFIX");
  return TRUE;
}

/* Dense ids of the ASes and sessions that the steps name. */
static gboolean routes_find(const struct routes *routes, const struct step *step, uint32_t *router, uint32_t *half,
                            GError **error) {
  const struct network *network = world_network(routes->world);
  *router = network_find(network, step->as);
  if (*router == NETWORK_NONE) return mistake_set(error, MISTAKE_VALUE, "AS%u is not on the map", step->as);
  if (step->kind <= STEP_WITHDRAW) return TRUE;
  uint32_t other = network_find(network, step->other);
  if (other == NETWORK_NONE) return mistake_set(error, MISTAKE_VALUE, "AS%u is not on the map", step->other);
  *half = network_half(network, *router, other);
  if (*half == NETWORK_NONE)
    return mistake_set(error, MISTAKE_VALUE, "no link joins AS%u and AS%u on the map", step->as, step->other);
  return TRUE;
}

static gboolean routes_do(struct routes *routes, const struct step *step, GError **error) {
  uint32_t router, half = 0;
  if (!routes_find(routes, step, &router, &half, error)) return FALSE;
  if (step->kind == STEP_ANNOUNCE) world_announce(routes->world, step->prefix, router, ATTRS_PLAIN);
  if (step->kind == STEP_WITHDRAW) world_withdraw(routes->world, step->prefix, router);
  if (step->kind == STEP_FAIL) world_fail(routes->world, half);
  if (step->kind == STEP_RESTORE) world_restore(routes->world, half);
  return TRUE;
}

static void routes_write_path(const struct path_table *paths, path_id path, FILE *out) {
  uint32_t asn[512];
  size_t hops = MIN(path_list(paths, path, asn, G_N_ELEMENTS(asn)), G_N_ELEMENTS(asn));
  char text[G_N_ELEMENTS(asn) * 11], *end = text;
  for (size_t i = 0; i < hops; i++) {
    char digits[10], *digit = digits;
    for (uint32_t rest = asn[i]; digit == digits || rest; rest /= 10) *digit++ = (char)('0' + rest % 10);
    if (i) *end++ = ' ';
    while (digit > digits) *end++ = *--digit;
  }
  fwrite(text, 1, (size_t)(end - text), out);
}

static void routes_write_best(const struct routes *routes, uint32_t prefix, uint32_t router, FILE *out) {
  path_id best = world_best(routes->world, prefix, router);
  if (world_is_origin(routes->world, prefix, router)) fputs("own", out);
  else if (best == PATH_NONE) fputc('-', out);
  else routes_write_path(world_paths(routes->world), best, out);
}

static void routes_write(const struct routes *routes, guint phase, FILE *out) {
  for (uint32_t prefix = 0; prefix < routes->steps.prefix->len; prefix++)
    for (uint32_t router = 0; router < routes->map->ases; router++) {
      uint32_t asn = routes->map->asn[router];
      fprintf(out, "%u,%u,%s,", asn, asn, (char *)routes->steps.prefix->pdata[prefix]);
      routes_write_best(routes, prefix, router, out);
      fprintf(out, ",%s\n", (char *)routes->steps.phase->pdata[phase]);
    }
}

static double routes_memory_mib(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (double)usage.ru_maxrss / 1024;
}

static gboolean routes_phase(struct routes *routes, guint phase, GError **error) {
  struct sim *sim = world_sim(routes->world);
  uint64_t messages = world_messages(routes->world);
  sim_time begin = sim->now;
  gint64 wall = g_get_monotonic_time();
  for (guint i = 0; i < routes->steps.step->len; i++) {
    const struct step *step = &g_array_index(routes->steps.step, struct step, i);
    if (step->phase == phase && !routes_do(routes, step, error)) return FALSE;
  }
  const char *name = routes->steps.phase->pdata[phase];
  struct divergence divergence = divergence_run(routes->world, ROUTES_BUDGET);
  if (!unsettled_check(routes->world, &divergence, error)) return mistake_locate(error, name, 0);
  double wall_s = (double)(g_get_monotonic_time() - wall) / G_USEC_PER_SEC;
  messages = world_messages(routes->world) - messages;
  if (routes->stats)
    fprintf(stderr, "%-28s %10" G_GUINT64_FORMAT " messages %12.6f simulated s %9.4f wall s %8.3f us a message\n", name,
            messages, (double)(sim->now - begin) / (double)SIM_SECOND, wall_s,
            messages ? wall_s * 1e6 / (double)messages : 0.0);
  return TRUE;
}

static void routes_build(struct routes *routes) {
  struct platform platform = {.mrai = routes->mrai};
  struct world_settings settings = {.seed = (uint64_t)routes->seed,
                                    .sender_loop_check = routes->sender_loop_check,
                                    .mrai_jitter = TRUE,
                                    .processing_low = routes->processing_low,
                                    .processing_high = routes->processing_high,
                                    .platforms = &platform};
  struct network *network = wiring_network(routes->map, &routes->wiring, (uint64_t)routes->seed);
  routes->world = world_new(network, &settings, quiet_observer());
  for (guint i = 0; i < routes->steps.prefix->len; i++) world_add_prefix(routes->world, 1, false);
}

/* Everything is known to be sound before the first row is printed, except a policy that oscillates. */
static gboolean routes_check(const struct routes *routes, GError **error) {
  uint32_t router, half;
  for (guint i = 0; i < routes->steps.step->len; i++)
    if (!routes_find(routes, &g_array_index(routes->steps.step, struct step, i), &router, &half, error)) return FALSE;
  return TRUE;
}

static gboolean routes_run(struct routes *routes, GError **error) {
  gint64 begin = g_get_monotonic_time();
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
  routes->map = topology_load(&(struct topology_options){.file = routes->topology, .seed = 1, .notes = notes}, error);
  if (!routes->map) return FALSE;
  for (guint i = 0; i < notes->len; i++) fprintf(stderr, "faultline: note: %s\n", (char *)notes->pdata[i]);
  routes_build(routes);
  if (!routes_check(routes, error)) return FALSE;
  if (routes->stats)
    fprintf(stderr, "%-28s %10u ASes %u links %.4f s\n", "load", routes->map->ases, routes->map->links,
            (double)(g_get_monotonic_time() - begin) / G_USEC_PER_SEC);
  setvbuf(stdout, NULL, _IOFBF, 1 << 20);
  puts("router,as,prefix,best_path,phase");
  for (guint phase = 0; phase < routes->steps.phase->len; phase++) {
    if (!routes_phase(routes, phase, error)) return FALSE;
    routes_write(routes, phase, stdout);
  }
  if (routes->stats) fprintf(stderr, "%-28s %10.1f MiB\n", "peak memory", routes_memory_mib());
  return fflush(stdout) == 0 || mistake_set(error, MISTAKE_FILE, "stdout: cannot write");
}

int command_routes(int argc, char **argv) {
  struct routes routes = {.seed = 1, .wiring = wiring_default()};
  GError *error = NULL;
  steps_init(&routes.steps);
  gboolean fine = routes_parse(&routes, argc, argv, &error) && routes_run(&routes, &error);
  if (routes.world) world_free(routes.world);
  if (routes.map) map_free(routes.map);
  steps_clear(&routes.steps);
  g_free(routes.topology);
  return fine ? COMMAND_DONE : command_mistake(error);
}
