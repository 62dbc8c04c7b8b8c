#include "scenarios/plan/insides.h"

#include "scenarios/files/datafile.h"
#include "scenarios/files/input.h"
#include "scenarios/settings/mistake.h"
#include "topologies/files/source.h"
#include "topologies/inside/inside_file.h"
#include "topologies/inside/inside_generate.h"
#include "topologies/inside/inside_map.h"

#include <string.h>

#define MOST_BYTES (UINT64_C(1) << 26)
#define MOST_PER_POP 16
#define MOST_ATTACHED 64

/* --- reading --- */

static struct map *read_map(const char *path, const char *kind, GError **error) {
  g_autofree char *bytes = NULL, *note = NULL;
  gsize length;
  if (!input_read_most(path, MOST_BYTES, &bytes, &length, error)) return NULL;
  return source_parse(bytes, length, kind ? kind : path, &note, error);
}

/* Rocketfuel's folder of one network. Weights are numbers as latencies are; the name tells the reader to keep them. */
static struct inside *read_folder(const char *path, GError **error) {
  g_autofree char *delays = g_build_filename(path, "edges.lat", NULL),
                  *ranks = g_build_filename(path, "edges.wt", NULL);
  g_autofree char *kind = g_strconcat(ranks, ".lat", NULL);
  struct map *map = read_map(delays, NULL, error), *weights = map ? read_map(ranks, kind, error) : NULL;
  struct inside *inside = weights ? inside_map_read(map, weights, error) : NULL;
  map_free(map);
  map_free(weights);
  return inside;
}

static struct inside *read_file(const char *path, GError **error) {
  g_autofree char *bytes = NULL, *note = NULL;
  gsize length;
  if (g_file_test(path, G_FILE_TEST_IS_DIR)) return read_folder(path, error);
  if (!input_read_most(path, MOST_BYTES, &bytes, &length, error)) return NULL;
  if (inside_file_is(bytes, length)) return inside_file_read(bytes, length, path, error);
  struct map *map = source_parse(bytes, length, path, &note, error);
  struct inside *inside = map ? inside_map_read(map, NULL, error) : NULL;
  map_free(map);
  return inside;
}

/* Beside the scenario, as it is written, or one of the program's own. */
static char *find_file(const struct scenario *scenario, const char *name) {
  g_autofree char *folder = g_path_get_dirname(scenario_path(scenario));
  char *beside = g_build_filename(folder, name, NULL);
  if (!g_path_is_absolute(name) && g_file_test(beside, G_FILE_TEST_EXISTS)) return beside;
  g_free(beside);
  if (g_file_test(name, G_FILE_TEST_EXISTS)) return g_strdup(name);
  char *own = datafile_find(DATAFILE_INSIDES, name);
  return own ? own : g_strdup(name);
}

static struct inside *inside_of(const struct scenario *scenario, const char *group, const struct map *map, uint32_t as,
                                uint64_t seed, GError **error) {
  const char *name = scenario_text(scenario, group, "map");
  struct inside *inside = NULL;
  if (strcmp(name, "generate") == 0) {
    inside = inside_generate(map, as, (uint32_t)scenario_count(scenario, group, "pops"), seed);
  } else {
    g_autofree char *path = find_file(scenario, name);
    inside = read_file(path, error);
  }
  if (!inside) {
    scenario_blame(scenario, group, "map", error);
    return NULL;
  }
  uint32_t each = (uint32_t)scenario_count(scenario, group, "routers_per_pop");
  if ((guint64)inside->pops * each <= INSIDE_MOST_ROUTERS) return inside_thicken(inside, each);
  mistake_set(error, MISTAKE_VALUE, "%u in each of %u PoPs, expected at most %d routers in all", each, inside->pops,
              INSIDE_MOST_ROUTERS);
  inside_free(inside);
  scenario_blame(scenario, group, "routers_per_pop", error);
  return NULL;
}

/* --- checking --- */

static gboolean check_range(const struct scenario *scenario, const char *group, const char *key, guint64 least,
                            guint64 most, GError **error) {
  guint64 count = scenario_count(scenario, group, key);
  if (count >= least && count <= most) return TRUE;
  mistake_set(error, MISTAKE_VALUE, "%" G_GUINT64_FORMAT " found, expected %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT,
              count, least, most);
  return scenario_blame(scenario, group, key, error);
}

static gboolean check_mesh(const struct scenario *scenario, const char *group, GError **error) {
  const char *mesh = scenario_text(scenario, group, "mesh");
  if (strcmp(mesh, "full") == 0 || strcmp(mesh, "reflectors") == 0) return TRUE;
  mistake_set(error, MISTAKE_VALUE, "'%s' found, expected full or reflectors", mesh);
  return scenario_blame(scenario, group, "mesh", error);
}

static gboolean check_group(const struct scenario *scenario, const char *group, GError **error) {
  if (!scenario_has(scenario, group, "asn")) {
    mistake_set(error, MISTAKE_VALUE, "missing");
    return scenario_blame(scenario, group, "asn", error);
  }
  return check_mesh(scenario, group, error) && check_range(scenario, group, "pops", 1, INSIDE_GENERATE_MOST, error) &&
         check_range(scenario, group, "routers_per_pop", 1, MOST_PER_POP, error) &&
         check_range(scenario, group, "reflectors", 1, INSIDE_MOST_ROUTERS, error) &&
         check_range(scenario, group, "attach_peers", 1, MOST_ATTACHED, error) &&
         check_range(scenario, group, "attach_transit", 1, MOST_ATTACHED, error) &&
         check_range(scenario, group, "attach_stubs", 1, MOST_ATTACHED, error);
}

/* --- making --- */

struct wishing {
  struct insides *insides;
  GArray *wish, *convergence; /* struct expansion_wish, sim_time */
  const struct map *map;
  uint64_t seed;
};

static gboolean is_wished(const struct wishing *wishing, uint32_t as) {
  for (guint i = 0; i < wishing->wish->len; i++)
    if (g_array_index(wishing->wish, struct expansion_wish, i).as == as) return TRUE;
  return FALSE;
}

static gboolean wish_add(struct wishing *wishing, const struct scenario *scenario, const char *group, guint32 asn,
                         GError **error) {
  struct expansion_wish wish = {.as = map_find(wishing->map, asn)};
  sim_time convergence = scenario_duration(scenario, group, "igp_convergence");
  if (wish.as == UINT32_MAX) return TRUE;
  if (is_wished(wishing, wish.as)) {
    mistake_set(error, MISTAKE_VALUE, "AS%u has an inside already", asn);
    return scenario_blame(scenario, group, "asn", error);
  }
  struct inside *inside = inside_of(scenario, group, wishing->map, wish.as, wishing->seed, error);
  if (!inside) return FALSE;
  g_ptr_array_add(wishing->insides->inside, inside);
  wish.inside = inside;
  wish.peers = (uint32_t)scenario_count(scenario, group, "attach_peers");
  wish.transit = (uint32_t)scenario_count(scenario, group, "attach_transit");
  wish.stubs = (uint32_t)scenario_count(scenario, group, "attach_stubs");
  if (strcmp(scenario_text(scenario, group, "mesh"), "reflectors") == 0)
    wish.reflectors = (uint32_t)scenario_count(scenario, group, "reflectors");
  g_array_append_val(wishing->wish, wish);
  g_array_append_val(wishing->convergence, convergence);
  return TRUE;
}

static gboolean group_add(struct wishing *wishing, const struct scenario *scenario, const char *group, GError **error) {
  if (!check_group(scenario, group, error)) return FALSE;
  GArray *asns = lists_asns(scenario_text(scenario, group, "asn"), NULL);
  gboolean fine = TRUE;
  for (guint i = 0; fine && i < asns->len; i++)
    fine = wish_add(wishing, scenario, group, g_array_index(asns, guint32, i), error);
  g_array_unref(asns);
  return fine;
}

static void free_inside(gpointer inside) { inside_free(inside); }

struct insides *insides_load(const struct scenario *scenario, const struct map *map, uint64_t seed, GError **error) {
  struct insides *insides = g_new0(struct insides, 1);
  struct wishing wishing = {.insides = insides, .map = map, .seed = seed};
  g_auto(GStrv) groups = scenario_groups(scenario, "inside");
  gboolean fine = TRUE;
  insides->inside = g_ptr_array_new_with_free_func(free_inside);
  wishing.wish = g_array_new(FALSE, FALSE, sizeof(struct expansion_wish));
  wishing.convergence = g_array_new(FALSE, FALSE, sizeof(sim_time));
  for (char **group = groups; fine && *group; group++) fine = group_add(&wishing, scenario, *group, error);
  const struct expansion_wish *wish = (const struct expansion_wish *)(const void *)wishing.wish->data;
  if (fine) insides->expansion = expansion_new(map, wish, wishing.wish->len, seed);
  insides->convergence = g_new0(sim_time, wishing.wish->len);
  /* The expansion keeps its wishes by AS. */
  for (guint i = 0; fine && i < wishing.wish->len; i++)
    for (guint j = 0; j < wishing.wish->len; j++)
      if (insides->expansion->wish[j].as == wish[i].as)
        insides->convergence[j] = g_array_index(wishing.convergence, sim_time, i);
  g_array_unref(wishing.wish);
  g_array_unref(wishing.convergence);
  if (!fine) g_clear_pointer(&insides, insides_free);
  return insides;
}

/* --- what events name --- */

static gboolean has_pop(const struct insides *insides, const char *name) {
  for (guint i = 0; i < insides->inside->len; i++)
    if (inside_find(insides->inside->pdata[i], name) != UINT32_MAX) return TRUE;
  return FALSE;
}

static gboolean check_pops(const struct insides *insides, const struct scenario *scenario, const char *group,
                           GError **error) {
  const char *text = scenario_text(scenario, group, "pops");
  g_auto(GStrv) pops = text ? lists_names(text, NULL) : NULL;
  for (char **pop = pops; pop && *pop; pop++) {
    if (has_pop(insides, *pop)) continue;
    mistake_set(error, MISTAKE_VALUE, "'%s' found, expected a PoP of an AS that has an [inside NAME]", *pop);
    return scenario_blame(scenario, group, "pops", error);
  }
  return TRUE;
}

static gboolean check_inner_links(const struct insides *insides, const struct scenario *scenario, const char *group,
                                  GError **error) {
  const char *text = scenario_text(scenario, group, "links"), *kind = scenario_text(scenario, group, "kind");
  const struct expansion *expansion = insides->expansion;
  GArray *links = text ? lists_links(text, NULL) : g_array_new(FALSE, FALSE, sizeof(struct lists_link));
  for (guint i = 0; i < links->len; i++) {
    const struct lists_link *link = &g_array_index(links, struct lists_link, i);
    uint32_t as = map_find(expansion->map, link->a);
    if (link->a != link->b || as == UINT32_MAX) continue;
    if (!expansion_wish(expansion, as))
      mistake_set(error, MISTAKE_VALUE, "AS%u has no [inside NAME] and so no links within", link->a);
    else if (g_strcmp0(kind, "cut") != 0 && g_strcmp0(kind, "mend") != 0)
      mistake_set(error, MISTAKE_VALUE, "links inside an AS can be cut and mended, not %s", kind);
    else continue;
    g_array_unref(links);
    return scenario_blame(scenario, group, "links", error);
  }
  g_array_unref(links);
  return TRUE;
}

gboolean insides_check(const struct insides *insides, const struct scenario *scenario, GError **error) {
  g_auto(GStrv) events = scenario_groups(scenario, "event");
  for (char **group = events; *group; group++)
    if (!check_pops(insides, scenario, *group, error) || !check_inner_links(insides, scenario, *group, error))
      return FALSE;
  return TRUE;
}

void insides_free(struct insides *insides) {
  if (!insides) return;
  expansion_free(insides->expansion);
  g_ptr_array_unref(insides->inside);
  g_free(insides->convergence);
  g_free(insides);
}

/* --- building --- */

static void build_one(const struct expansion *expansion, const struct expansion_wish *wish, sim_time convergence,
                      struct world *world) {
  const struct inside *inside = wish->inside;
  uint32_t first = expansion->first[wish->as];
  struct world_interior_link *link = g_new(struct world_interior_link, inside->links);
  for (uint32_t i = 0; i < inside->links; i++)
    link[i] = (struct world_interior_link){.a = first + inside->link[i].a,
                                           .b = first + inside->link[i].b,
                                           .delay = MAX(1, (sim_time)(inside->link[i].ms * (double)SIM_MILLISECOND)),
                                           .metric = inside->link[i].metric};
  struct world_interior interior = {.first = first,
                                    .count = inside->routers,
                                    .link = link,
                                    .links = inside->links,
                                    .convergence = convergence,
                                    .cluster = expansion->cluster + first};
  world_add_interior(world, &interior);
  g_free(link);
}

void insides_build(const struct insides *insides, struct world *world) {
  const struct expansion *expansion = insides->expansion;
  for (uint32_t i = 0; i < expansion->wishes; i++)
    if (expansion->wish[i].inside->routers > 1)
      build_one(expansion, &expansion->wish[i], insides->convergence[i], world);
}
