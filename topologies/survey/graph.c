/* graph.c: igraph behind a fence.
 *
 * igraph's default error handler ends the process. While we are in here another one is in place; every
 * call returns its code, the first that is not zero becomes the GError. A failed call leaves nothing
 * behind (the handler unwinds igraph's cleanup stack), so only what succeeded is destroyed.
 */
#include "topologies/survey/graph.h"

#include "topologies/survey/rank.h"

#include <igraph/igraph.h>
#include <string.h>

#define NOBODY UINT32_MAX

GQuark graph_error_quark(void) { return g_quark_from_static_string("graph-error-quark"); }

void graph_free(struct graph *graph) {
  if (!graph) return;
  g_free(graph->core);
  g_free(graph->great);
  g_free(graph->betweenness);
  g_free(graph);
}

/* The links whose ends both have a number, as an undirected igraph with `vertices` vertices. */
static igraph_error_t graph_make(igraph_t *made, const struct map *map, const uint32_t *number, uint32_t vertices) {
  igraph_vector_int_t ends;
  igraph_error_t code = igraph_vector_int_init(&ends, 0);
  if (code) return code;
  code = igraph_vector_int_reserve(&ends, 2 * (igraph_integer_t)map->links);
  for (uint32_t i = 0; !code && i < map->links; i++) {
    uint32_t a = number[map->link[i].a], b = number[map->link[i].b];
    if (a == NOBODY || b == NOBODY) continue;
    igraph_vector_int_push_back(&ends, a);
    igraph_vector_int_push_back(&ends, b);
  }
  if (!code) code = igraph_create(made, &ends, vertices, IGRAPH_UNDIRECTED);
  igraph_vector_int_destroy(&ends);
  return code;
}

static igraph_error_t measure_components(struct graph *graph, const igraph_t *all) {
  igraph_vector_int_t size;
  igraph_integer_t components = 0;
  igraph_error_t code = igraph_vector_int_init(&size, 0);
  if (code) return code;
  code = igraph_connected_components(all, NULL, &size, &components, IGRAPH_WEAK);
  graph->components = (uint32_t)components;
  for (igraph_integer_t i = 0; !code && i < components; i++)
    graph->largest = MAX(graph->largest, (uint32_t)VECTOR(size)[i]);
  igraph_vector_int_destroy(&size);
  return code;
}

static igraph_error_t measure_cores(struct graph *graph, const igraph_t *all, uint32_t ases) {
  igraph_vector_int_t core;
  igraph_error_t code = igraph_vector_int_init(&core, 0);
  if (code) return code;
  code = igraph_coreness(all, &core, IGRAPH_ALL);
  graph->core = g_new0(uint32_t, ases);
  for (uint32_t as = 0; !code && as < ases; as++) graph->core[as] = (uint32_t)VECTOR(core)[as];
  igraph_vector_int_destroy(&core);
  return code;
}

static igraph_error_t measure_all(struct graph *graph, const struct map *map, uint32_t *number) {
  igraph_t all;
  for (uint32_t as = 0; as < map->ases; as++) number[as] = as;
  igraph_error_t code = graph_make(&all, map, number, map->ases);
  if (code) return code;
  code = measure_components(graph, &all);
  if (!code) code = measure_cores(graph, &all, map->ases);
  if (!code) code = igraph_transitivity_avglocal_undirected(&all, &graph->clustering, IGRAPH_TRANSITIVITY_NAN);
  if (!code) code = igraph_assortativity_degree(&all, &graph->assortativity, IGRAPH_UNDIRECTED);
  igraph_destroy(&all);
  return code;
}

static igraph_error_t measure_betweenness(struct graph *graph, const igraph_t *among) {
  igraph_vector_t value;
  igraph_error_t code = igraph_vector_init(&value, 0);
  if (code) return code;
  code = igraph_betweenness(among, &value, igraph_vss_all(), IGRAPH_UNDIRECTED, NULL);
  double pairs = graph->greats > 2 ? (graph->greats - 1.0) * (graph->greats - 2.0) / 2 : 1;
  graph->betweenness = g_new0(double, graph->greats);
  for (uint32_t i = 0; !code && i < graph->greats; i++) graph->betweenness[i] = VECTOR(value)[i] / pairs;
  igraph_vector_destroy(&value);
  return code;
}

static igraph_error_t measure_greats(struct graph *graph, const struct map *map, uint32_t *number) {
  igraph_t among;
  for (uint32_t as = 0; as < map->ases; as++) number[as] = NOBODY;
  for (uint32_t i = 0; i < graph->greats; i++) number[graph->great[i]] = i;
  igraph_error_t code = graph_make(&among, map, number, graph->greats);
  if (code) return code;
  code = measure_betweenness(graph, &among);
  igraph_destroy(&among);
  return code;
}

static void choose_greats(struct graph *graph, const struct adjacency *adjacency, uint32_t greats) {
  double *degree = g_new(double, adjacency->ases);
  for (uint32_t as = 0; as < adjacency->ases; as++) degree[as] = adjacency_degree(adjacency, as);
  graph->great = rank_leaders(degree, degree, adjacency->ases, greats, &graph->greats);
  g_free(degree);
}

struct graph *graph_new(const struct map *map, const struct adjacency *adjacency, uint32_t greats, GError **error) {
  struct graph *graph = g_new0(struct graph, 1);
  uint32_t *number = g_new(uint32_t, map->ases);
  igraph_error_handler_t *before = igraph_set_error_handler(igraph_error_handler_ignore);
  choose_greats(graph, adjacency, greats);
  igraph_error_t code = measure_all(graph, map, number);
  if (!code) code = measure_greats(graph, map, number);
  igraph_set_error_handler(before);
  g_free(number);
  if (!code) return graph;
  g_set_error(error, GRAPH_ERROR, (int)code, "igraph: %s", igraph_strerror(code));
  graph_free(graph);
  return NULL;
}
