/* graph.h: what igraph has to say about a map, policy left aside. */
#ifndef TOPOLOGIES_SURVEY_GRAPH_H
#define TOPOLOGIES_SURVEY_GRAPH_H

#include "topologies/map/adjacency.h"

struct graph {
  uint32_t components, largest; /* connected components; ASes in the largest */
  double clustering;            /* mean over ASes with two neighbours or more: how many pairs of these are linked */
  double assortativity;         /* correlation of the degrees at the two ends of a link; NaN when all are equal */
  uint32_t *core;               /* [ases] the highest k of a k-core that holds the AS */
  uint32_t greats;              /* how many ASes betweenness was computed for */
  uint32_t *great;              /* [greats] their indices, by falling degree */
  double *betweenness;          /* [greats] share of the other pairs of greats whose shortest ways lead through */
};

#define GRAPH_ERROR (graph_error_quark())
GQuark graph_error_quark(void); /* codes are igraph's */

/* Betweenness within the subgraph of the `greats` ASes of highest degree (all, if there are fewer).
 * NULL and `error` when igraph fails; it never ends the process. graph_free it. */
struct graph *graph_new(const struct map *map, const struct adjacency *adjacency, uint32_t greats, GError **error);
void graph_free(struct graph *graph);

#endif
