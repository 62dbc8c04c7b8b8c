#include "models/settle/guess_inside.h"

#include "models/forwarding/interior.h"

enum { ROUNDS = 100 };

bool guess_inside_told(const struct guess *g, const struct world *w, uint32_t half, struct plane_inner *told) {
  const struct network *n = w->net;
  uint32_t router = n->owner[half];
  if (g->route[router].hops == GUESS_NO_ROUTE) return false;
  *told = (struct plane_inner){router, PATH_EMPTY, g->route[router].standing, DECISION_EVEN};
  if (g->route[router].via != GUESS_INSIDE) return true;
  const struct guess_choice *choice = &g->choice[router];
  if (choice->half == NETWORK_NONE) return false;
  if (half >= n->fellows[router] && n->kind[choice->half] != NEIGHBOR_CLIENT) return false; /* RFC 4456 section 6 */
  told->egress = choice->egress;
  told->cluster = path_prepend(w->paths, interior_cluster(w, router), choice->cluster);
  return true;
}

bool guess_inside_kept(const struct world *w, uint32_t half, const struct plane_inner *told) {
  uint32_t to = w->net->to[half];
  return told->egress != to &&
         !(told->cluster > PATH_EMPTY && path_has(w->paths, told->cluster, interior_cluster(w, to)));
}

uint64_t guess_inside_rank(const struct guess *g, const struct world *w, uint32_t half,
                           const struct plane_inner *told) {
  uint32_t router = w->net->owner[half];
  return decision_pack((struct decision_key){.preference = told->preference,
                                             .standing = (enum standing)told->standing,
                                             .hops = g->route[told->egress].hops,
                                             .internal = true,
                                             .metric = interior_metric(w, router, told->egress),
                                             .originator = told->egress - interior_of(w, router)->first,
                                             .clusters = path_hops(w->paths, told->cluster),
                                             .place = w->net->place[half]});
}

/* One router looks around. True: it chose otherwise than before. */
static bool guess_inside_look(struct guess *g, const struct world *w, uint32_t router) {
  const struct network *n = w->net;
  struct guess_choice best = {.half = NETWORK_NONE, .rank = DECISION_NO_ROUTE}, *choice = &g->choice[router];
  for (uint32_t h = n->clients[router]; h < n->first[router + 1]; h++) {
    struct plane_inner told;
    if (!guess_inside_told(g, w, n->back[h], &told) || !guess_inside_kept(w, n->back[h], &told)) continue;
    if (interior_metric(w, router, told.egress) == INTERIOR_FAR) continue;
    uint64_t rank = guess_inside_rank(g, w, h, &told);
    if (rank < best.rank) best = (struct guess_choice){h, told.egress, told.cluster, rank};
  }
  bool changed = best.rank != choice->rank || best.cluster != choice->cluster;
  *choice = best;
  return changed;
}

static bool guess_inside_round(struct guess *g, const struct world *w, const struct interior *in) {
  bool changed = false;
  for (uint32_t r = in->first; r < in->first + in->count; r++)
    if (g->route[r].via == GUESS_INSIDE) changed |= guess_inside_look(g, w, r);
  return changed;
}

static bool guess_inside_settled(const struct guess *g, const struct interior *in) {
  for (uint32_t r = in->first; r < in->first + in->count; r++)
    if (g->route[r].via == GUESS_INSIDE && g->choice[r].half == NETWORK_NONE) return false;
  return true;
}

static void guess_inside_begin(struct guess *g, const struct interior *in) {
  for (uint32_t r = in->first; r < in->first + in->count; r++)
    g->choice[r] = (struct guess_choice){.half = NETWORK_NONE, .rank = DECISION_NO_ROUTE};
}

bool guess_inside_find(struct guess *g, const struct world *w) {
  for (guint i = 0; i < w->interiors->len; i++) {
    const struct interior *in = g_ptr_array_index(w->interiors, i);
    uint32_t rounds = 0;
    guess_inside_begin(g, in);
    while (rounds < ROUNDS && guess_inside_round(g, w, in)) rounds++;
    if (rounds == ROUNDS || !guess_inside_settled(g, in)) return false;
  }
  return true;
}
