#include "tests/convergence.h"

#include "models/world/world.h"
#include "scenarios/commands/quiet.h"
#include "scenarios/files/topology.h"
#include "scenarios/plan/wiring.h"
#include "tests/recount.h"

#include <stdlib.h>
#include <string.h>

enum { CONVERGENCE_PREFIXES = 8 };

/* What the comments of the graph say. */
struct experiment {
  char *prefix[CONVERGENCE_PREFIXES];
  guint32 origin[CONVERGENCE_PREFIXES], fail[2];
  guint prefixes;
  bool routes; /* what is counted */
};

/* One draw of delays, and what all draws share. */
struct draw {
  struct convergence *result;
  struct experiment experiment;
  struct recount_table *paths;
  GHashTable *row;         /* "phase,from,to" to its struct convergence_row */
  GHashTable *said;        /* row to the UPDATEs of this draw and phase */
  GHashTable *withdrawals; /* "from,to,time": one UPDATE withdraws all that goes at once */
  struct world *world;
  char *phase;
  bool first, sender_check;
};

static void experiment_read(struct experiment *experiment, const char *graph) {
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents(graph, &text, NULL, NULL));
  g_auto(GStrv) line = g_strsplit(text, "\n", -1);
  for (char **each = line; *each; each++) {
    g_auto(GStrv) word = g_strsplit(*each, " ", -1);
    experiment->routes |= strcmp(*each, "# counts routes") == 0;
    if (g_strv_length(word) != 4) continue;
    if (strcmp(word[1], "origin") == 0) {
      g_assert_cmpuint(experiment->prefixes, <, CONVERGENCE_PREFIXES);
      experiment->origin[experiment->prefixes] = (guint32)atol(word[2]);
      experiment->prefix[experiment->prefixes++] = g_strdup(word[3]);
    } else if (strcmp(word[1], "fail") == 0)
      for (guint i = 0; i < 2; i++) experiment->fail[i] = (guint32)atol(word[2 + i]);
  }
}

static struct convergence_row *row_of(struct draw *draw, const char *phase, const char *from, const char *to) {
  char *key = g_strjoin(",", phase, from, to, NULL);
  struct convergence_row *row = g_hash_table_lookup(draw->row, key);
  if (!row) {
    row = g_new(struct convergence_row, 1);
    *row = (struct convergence_row){.phase = g_strdup(phase), .from = g_strdup(from), .to = g_strdup(to)};
    g_ptr_array_add(draw->result->row, row);
    g_hash_table_insert(draw->row, key, row);
  } else g_free(key);
  return row;
}

static void count_sent(void *context, sim_time at, uint32_t router, uint32_t peer, uint32_t prefix,
                       enum message_kind kind) {
  struct draw *draw = context;
  const struct network *network = world_network(draw->world);
  (void)prefix;
  if (kind == MESSAGE_WITHDRAW && !draw->experiment.routes) {
    char *key = g_strdup_printf("%u,%u,%" G_GINT64_FORMAT, router, peer, at);
    if (!g_hash_table_add(draw->withdrawals, key)) return;
  }
  g_autofree char *from = g_strdup_printf("%u", network->asn[router]), *to = g_strdup_printf("%u", network->asn[peer]);
  struct convergence_row *row = row_of(draw, draw->phase, from, to);
  guint said = GPOINTER_TO_UINT(g_hash_table_lookup(draw->said, row));
  g_hash_table_insert(draw->said, row, GUINT_TO_POINTER(said + 1));
}

/* Lets the phase come to rest. Who said nothing in an earlier draw has its 0 from there. */
static void phase_end(struct draw *draw) {
  sim_run(world_sim(draw->world), SIM_NEVER, 0);
  for (guint i = 0; i < draw->result->row->len; i++) {
    struct convergence_row *row = draw->result->row->pdata[i];
    if (strcmp(row->phase, draw->phase) != 0) continue;
    guint said = GPOINTER_TO_UINT(g_hash_table_lookup(draw->said, row));
    struct convergence_range *range = &row->simulated[draw->sender_check];
    range->low = draw->first ? said : MIN(range->low, said);
    range->high = MAX(range->high, said);
  }
  g_hash_table_remove_all(draw->said);
  g_clear_pointer(&draw->phase, g_free);
}

static char *best_text(const struct draw *draw, guint prefix, uint32_t router) {
  path_id best = world_best(draw->world, prefix, router);
  if (world_is_origin(draw->world, prefix, router)) return g_strdup("own");
  if (best == PATH_NONE) return g_strdup("-");
  uint32_t asn[64];
  size_t hops = path_list(world_paths(draw->world), best, asn, G_N_ELEMENTS(asn));
  GString *text = g_string_new(NULL);
  for (size_t i = 0; i < hops; i++) g_string_append_printf(text, i ? " %u" : "%u", asn[i]);
  return g_string_free(text, FALSE);
}

/* Before the failure, during it, after it: as the rows come. */
static guint moment_of(const struct draw *draw, guint row) { return row / (recount_rows(draw->paths) / 3); }

static void compare_paths(struct draw *draw, guint moment) {
  for (guint i = 0; i < recount_rows(draw->paths); i++) {
    const char *name = recount_field(draw->paths, i, "prefix");
    if (moment_of(draw, i) != moment) continue;
    guint prefix = 0;
    while (strcmp(draw->experiment.prefix[prefix], name) != 0) prefix++;
    uint32_t asn = (uint32_t)atol(recount_field(draw->paths, i, "asn"));
    g_autofree char *best = best_text(draw, prefix, network_find(world_network(draw->world), asn));
    draw->result->paths++;
    draw->result->paths_alike += strcmp(best, recount_field(draw->paths, i, "best_path")) == 0;
  }
}

static struct world *world_of(struct draw *draw, const char *graph, uint64_t seed) {
  g_autoptr(GError) error = NULL;
  struct map *map = topology_load(&(struct topology_options){.file = graph, .seed = 1}, &error);
  g_assert_no_error(error);
  struct wiring wiring = wiring_default();
  struct platform platform = {.mrai = 0};
  struct world_settings settings = {.seed = seed, .sender_loop_check = draw->sender_check, .platforms = &platform};
  struct observer observer = *quiet_observer();
  observer.context = draw;
  observer.sent = count_sent;
  struct world *world = world_new(wiring_network(map, &wiring, seed), &settings, &observer);
  for (guint i = 0; i < draw->experiment.prefixes; i++) world_add_prefix(world, 1, false);
  map_free(map);
  return world;
}

static void draw_run(struct draw *draw) {
  const struct experiment *e = &draw->experiment;
  const struct network *network = world_network(draw->world);
  uint32_t half = network_half(network, network_find(network, e->fail[0]), network_find(network, e->fail[1]));
  for (guint i = 0; i < e->prefixes; i++) {
    draw->phase = g_strdup_printf("announce %s", e->prefix[i]);
    world_announce(draw->world, i, network_find(network, e->origin[i]), ATTRS_PLAIN);
    phase_end(draw);
  }
  compare_paths(draw, 0);
  draw->phase = g_strdup_printf("fail %u-%u", e->fail[0], e->fail[1]);
  world_fail(draw->world, half);
  phase_end(draw);
  compare_paths(draw, 1);
  draw->phase = g_strdup_printf("restore %u-%u", e->fail[0], e->fail[1]);
  world_restore(draw->world, half);
  phase_end(draw);
  compare_paths(draw, 2);
}

static void read_measured(struct draw *draw, const char *updates) {
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents(updates, &text, NULL, NULL));
  g_auto(GStrv) line = g_strsplit(g_strchomp(text), "\n", -1);
  for (char **each = line + 1; *each; each++) {
    g_auto(GStrv) field = g_strsplit(*each, ",", -1);
    struct convergence_row *row = row_of(draw, field[0], field[1], field[2]);
    row->measured.low = G_MAXUINT;
    for (char **run = field + 3; *run; run++) {
      row->measured.low = MIN(row->measured.low, (guint)atol(*run));
      row->measured.high = MAX(row->measured.high, (guint)atol(*run));
    }
  }
}

static int row_order(gconstpointer a, gconstpointer b) {
  const struct convergence_row *x = *(struct convergence_row *const *)a, *y = *(struct convergence_row *const *)b;
  int order = strcmp(x->phase, y->phase);
  if (!order) order = strcmp(x->from, y->from);
  return order ? order : strcmp(x->to, y->to);
}

static void row_free(gpointer data) {
  struct convergence_row *row = data;
  g_free(row->phase);
  g_free(row->from);
  g_free(row->to);
  g_free(row);
}

static void draw_begin(struct draw *draw, const char *graph, const char *paths, const char *updates) {
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents(paths, &text, NULL, NULL));
  draw->paths = recount_parse(text);
  draw->row = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  draw->said = g_hash_table_new(NULL, NULL);
  draw->withdrawals = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  experiment_read(&draw->experiment, graph);
  read_measured(draw, updates);
}

static void draw_end(struct draw *draw) {
  recount_free(draw->paths);
  g_hash_table_unref(draw->row);
  g_hash_table_unref(draw->said);
  g_hash_table_unref(draw->withdrawals);
  for (guint i = 0; i < draw->experiment.prefixes; i++) g_free(draw->experiment.prefix[i]);
}

/* From the measured paths alone: the sessions over which a best path leads that did not before. */
static void mark_leading(struct draw *draw) {
  guint rows = recount_rows(draw->paths), third = rows / 3;
  g_assert_cmpuint(rows, ==, 3 * third);
  for (guint i = 0; i < rows; i++) {
    const char *path = recount_field(draw->paths, i, "best_path");
    guint moment = moment_of(draw, i);
    if (moment && strcmp(path, recount_field(draw->paths, i - third, "best_path")) == 0) continue;
    if (!g_ascii_isdigit(*path)) continue;
    const struct experiment *e = &draw->experiment;
    g_autofree char *first = g_strndup(path, strcspn(path, " "));
    g_autofree char *phase = moment
                                 ? g_strdup_printf("%s %u-%u", moment == 1 ? "fail" : "restore", e->fail[0], e->fail[1])
                                 : g_strdup_printf("announce %s", recount_field(draw->paths, i, "prefix"));
    row_of(draw, phase, first, recount_field(draw->paths, i, "asn"))->leads = true;
  }
}

struct convergence *convergence_compare(const char *graph, const char *paths, const char *updates, guint draws) {
  struct convergence *result = g_new0(struct convergence, 1);
  struct draw draw = {.result = result};
  result->row = g_ptr_array_new_with_free_func(row_free);
  draw_begin(&draw, graph, paths, updates);
  mark_leading(&draw);
  for (guint i = 0; i < 2 * draws; i++) {
    draw.sender_check = i >= draws;
    draw.first = i % draws == 0;
    g_hash_table_remove_all(draw.withdrawals);
    draw.world = world_of(&draw, graph, 1 + i % draws);
    draw_run(&draw);
    world_free(draw.world);
  }
  draw_end(&draw);
  g_ptr_array_sort(result->row, row_order);
  return result;
}

void convergence_free(struct convergence *convergence) {
  g_ptr_array_unref(convergence->row);
  g_free(convergence);
}

static bool meet(struct convergence_range a, struct convergence_range b) { return a.low <= b.high && b.low <= a.high; }

const char *convergence_verdict(const struct convergence_row *row) {
  const struct convergence_range *without = &row->simulated[0], *with = &row->simulated[1];
  struct convergence_range both = {MIN(without->low, with->low), MAX(without->high, with->high)};
  if (meet(row->measured, *without) || meet(row->measured, *with)) return "agrees";
  if (meet(row->measured, both)) return "split horizon";
  return row->leads && row->measured.low == 0 ? "uncounted" : "unexplained";
}
