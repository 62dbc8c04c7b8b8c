#include "models/forwarding/interior.h"

#include "models/forwarding/forwarding.h"
#include "models/session/session.h"
#include "models/speaker/speaker.h"

#include <string.h>

static size_t interior_cell(const struct interior *in, uint32_t from, uint32_t to) {
  return (size_t)(from - in->first) * in->count + (to - in->first);
}

uint32_t interior_metric(const struct world *w, uint32_t from, uint32_t to) {
  const struct interior *in = interior_of(w, from);
  return in->metric[interior_cell(in, from, to)];
}

sim_time interior_delay(const struct world *w, uint32_t from, uint32_t to) {
  const struct interior *in = interior_of(w, from);
  return in->delay[interior_cell(in, from, to)];
}

bool interior_open(const struct world *w, uint32_t from, uint32_t to) {
  const struct interior *in = interior_of(w, from);
  return in->open[interior_cell(in, from, to)];
}

uint32_t interior_cluster(const struct world *w, uint32_t router) {
  const struct interior *in = interior_of(w, router);
  return in->cluster[router - in->first];
}

/* --- shortest paths --- */

static uint32_t wire_end(const struct interior_wire *wire, uint32_t from) {
  return wire->a == from ? wire->b : wire->a;
}

/* Shortest paths of one router (Dijkstra; with so few routers a scan for the nearest is as good as a heap). Among equal
 * ways the one whose last step comes from the lower router wins, the same on every machine. */
static void interior_search(struct interior *in, uint32_t from, bool *done) {
  size_t row = (size_t)from * in->count;
  uint32_t *metric = in->metric + row, *next = in->next + row;
  sim_time *delay = in->delay + row;
  for (uint32_t i = 0; i < in->count; i++) metric[i] = next[i] = INTERIOR_FAR;
  memset(done, 0, in->count);
  metric[from] = 0;
  delay[from] = 0;
  for (;;) {
    uint32_t nearest = INTERIOR_FAR;
    for (uint32_t i = 0; i < in->count; i++)
      if (!done[i] && metric[i] != INTERIOR_FAR && (nearest == INTERIOR_FAR || metric[i] < metric[nearest]))
        nearest = i;
    if (nearest == INTERIOR_FAR) return;
    done[nearest] = true;
    for (uint32_t e = in->edge_first[nearest]; e < in->edge_first[nearest + 1]; e++) {
      const struct interior_wire *wire = &in->wire[in->edge[e]];
      uint32_t to = wire_end(wire, nearest), length = metric[nearest] + wire->metric;
      if (wire->out || done[to] || length >= metric[to]) continue;
      metric[to] = length;
      delay[to] = delay[nearest] + wire->delay;
      next[to] = nearest == from ? in->edge[e] : next[nearest];
    }
  }
}

/* Follows the ways as they are installed. */
static bool interior_walk(const struct interior *in, uint32_t from, uint32_t to) {
  while (from != to) {
    uint32_t wire = in->next[(size_t)from * in->count + to];
    if (wire == INTERIOR_FAR || in->wire[wire].out) return false;
    from = wire_end(&in->wire[wire], from);
  }
  return true;
}

static void interior_search_all(struct interior *in) {
  g_autofree bool *done = g_new(bool, in->count);
  for (uint32_t from = 0; from < in->count; from++) interior_search(in, from, done);
}

/* --- what BGP and the packets notice --- */

/* Packets to some egresses fare differently now. `changed` [count] by egress. */
static void interior_touch(struct world *w, const struct interior *in, uint32_t from, const bool *changed,
                           uint32_t because) {
  for (uint32_t i = 0; i < w->planes->len; i++) {
    struct plane *p = world_plane(w, i);
    const struct plane_hop *hop = &p->tree[in->first + from];
    if (hop->hop == NETWORK_NONE || !network_internal(w->net, hop->hop)) continue;
    if (changed[hop->to - in->first]) forwarding_inside(w, p, in->first + from, because);
  }
}

static void interior_flip(struct world *w, uint32_t cell) { g_array_append_val(w->history->flip, cell); }

static void interior_reopen(struct world *w, struct interior *in, uint32_t because) {
  g_autofree bool *changed = g_new(bool, in->count);
  guint flips = w->history ? w->history->flip->len : 0;
  for (uint32_t from = 0; from < in->count; from++) {
    bool any = false, *open = in->open + (size_t)from * in->count;
    for (uint32_t to = 0; to < in->count; to++) {
      bool now = interior_walk(in, from, to);
      any |= changed[to] = now != open[to];
      if (changed[to] && w->history) interior_flip(w, from * in->count + to);
      open[to] = now;
    }
    if (any) interior_touch(w, in, from, changed, because);
  }
  if (w->history) world_note(w, HISTORY_OPEN, in->number, because, w->history->flip->len - flips);
}

/* The sessions of a router inside the AS fall silent where no way is left, and speak again. */
static void interior_sessions(struct world *w, const struct interior *in, uint32_t from, const uint32_t *before,
                              uint32_t because) {
  const struct network *n = w->net;
  for (uint32_t h = n->clients[in->first + from]; h < n->first[in->first + from + 1]; h++) {
    uint32_t to = n->to[h] - in->first;
    bool was = before[to] != INTERIOR_FAR, is = in->metric[(size_t)from * in->count + to] != INTERIOR_FAR;
    if (to < from || was == is) continue;
    if (is) session_mend(w, h, because);
    else session_cut(w, h, SESSION_CUT_SILENT, because);
  }
}

/* The ways that are not as they were go into the history. */
static void interior_note_ways(struct world *w, const struct interior *in, const uint32_t *metric,
                               const sim_time *delay) {
  guint ways = w->history->way->len;
  for (uint32_t cell = 0; cell < in->count * in->count; cell++) {
    if (in->metric[cell] == metric[cell] && in->delay[cell] == delay[cell]) continue;
    struct history_way way = {cell, in->metric[cell], in->delay[cell]};
    g_array_append_val(w->history->way, way);
  }
  world_note(w, HISTORY_WAYS, in->number, in->because, w->history->way->len - ways);
}

static void interior_note_rank(struct world *w, const struct interior *in, uint32_t from, const bool *changed) {
  guint flips = w->history ? w->history->flip->len : 0;
  for (uint32_t to = 0; w->history && to < in->count; to++)
    if (changed[to]) interior_flip(w, to);
  if (w->history) world_note(w, HISTORY_RANK, in->first + from, in->because, w->history->flip->len - flips);
}

static void interior_spf(struct sim *sim, struct sim_event *event) {
  struct world *w = sim->world;
  struct interior *in = SIM_OWNER(event, struct interior, spf);
  size_t row = in->count * sizeof *in->metric;
  g_autofree uint32_t *before = g_memdup2(in->metric, row * in->count);
  g_autofree sim_time *delay = w->history ? g_memdup2(in->delay, in->count * in->count * sizeof *in->delay) : NULL;
  g_autofree bool *changed = g_new(bool, in->count);
  interior_search_all(in);
  if (w->history) interior_note_ways(w, in, before, delay);
  interior_reopen(w, in, in->because);
  for (uint32_t from = 0; from < in->count; from++) {
    const uint32_t *old = before + (size_t)from * in->count, *now = in->metric + (size_t)from * in->count;
    if (memcmp(old, now, row) == 0) continue;
    for (uint32_t to = 0; to < in->count; to++) changed[to] = old[to] != now[to];
    interior_note_rank(w, in, from, changed);
    speaker_rerank(w, in->first + from, changed, in->because);
    interior_sessions(w, in, from, old, in->because);
  }
}

/* --- wires --- */

uint32_t interior_degree(const struct interior *in, uint32_t router) {
  uint32_t r = router - in->first;
  return in->edge_first[r + 1] - in->edge_first[r];
}

uint32_t interior_wire_at(const struct interior *in, uint32_t router, uint32_t nth) {
  return in->edge[in->edge_first[router - in->first] + nth];
}

uint32_t interior_wire_between(const struct interior *in, uint32_t router, uint32_t peer) {
  uint32_t a = router - in->first, b = peer - in->first, wire = 0;
  while (wire < in->wires && !(in->wire[wire].a == a && in->wire[wire].b == b) &&
         !(in->wire[wire].a == b && in->wire[wire].b == a))
    wire++;
  g_assert(wire < in->wires);
  return wire;
}

static void interior_changed(struct world *w, struct interior *in, uint32_t because) {
  in->because = because;
  interior_reopen(w, in, because);
  if (!sim_pending(&in->spf))
    sim_schedule(&w->sim, &in->spf, w->sim.now + in->convergence, WORLD_OWNER_INTERIOR | in->number);
}

void interior_cut(struct world *w, struct interior *in, uint32_t wire, uint32_t because) {
  if (in->wire[wire].out++ == 0) interior_changed(w, in, because);
}

void interior_mend(struct world *w, struct interior *in, uint32_t wire, uint32_t because) {
  g_assert(in->wire[wire].out > 0);
  if (--in->wire[wire].out == 0) interior_changed(w, in, because);
}

/* --- making --- */

static void interior_edges(struct interior *in) {
  uint32_t *at = in->edge_first = g_new0(uint32_t, in->count + 2);
  in->edge = g_new(uint32_t, 2 * in->wires);
  for (uint32_t i = 0; i < in->wires; i++) {
    at[in->wire[i].a + 2]++;
    at[in->wire[i].b + 2]++;
  }
  for (uint32_t r = 2; r < in->count + 2; r++) at[r] += at[r - 1];
  for (uint32_t i = 0; i < in->wires; i++) {
    in->edge[at[in->wire[i].a + 1]++] = i;
    in->edge[at[in->wire[i].b + 1]++] = i;
  }
}

void interior_add(struct world *w, const struct world_interior *given) {
  struct interior *in = g_new0(struct interior, 1);
  size_t cells = (size_t)given->count * given->count;
  *in = (struct interior){.spf = {.handle = interior_spf},
                          .first = given->first,
                          .count = given->count,
                          .wire = g_new0(struct interior_wire, given->links),
                          .wires = (uint32_t)given->links,
                          .number = w->interiors->len,
                          .convergence = given->convergence,
                          .metric = g_new(uint32_t, cells),
                          .next = g_new(uint32_t, cells),
                          .delay = g_new0(sim_time, cells),
                          .open = g_new(bool, cells),
                          .cluster = g_new(uint32_t, given->count)};
  g_assert(in->count <= DECISION_ORIGINATORS);
  for (uint32_t i = 0; i < in->wires; i++) {
    const struct world_interior_link *l = &given->link[i];
    g_assert(l->a - in->first < in->count && l->b - in->first < in->count && l->a != l->b && l->metric > 0);
    in->wire[i] = (struct interior_wire){l->a - in->first, l->b - in->first, l->metric, l->delay, 0, 0};
  }
  for (uint32_t i = 0; i < in->count; i++) in->cluster[i] = given->cluster ? given->cluster[i] : in->first + i;
  interior_edges(in);
  interior_search_all(in);
  for (uint32_t from = 0; from < in->count; from++)
    for (uint32_t to = 0; to < in->count; to++) in->open[(size_t)from * in->count + to] = interior_walk(in, from, to);
  if (!w->interior_of) w->interior_of = g_new0(struct interior *, w->net->routers);
  for (uint32_t i = 0; i < in->count; i++) w->interior_of[in->first + i] = in;
  g_ptr_array_add(w->interiors, in);
  in->changed = g_new0(bool, in->count);
  if (!w->replay) return;
  in->metric_at_rest = g_memdup2(in->metric, cells * sizeof *in->metric);
  in->delay_at_rest = g_memdup2(in->delay, cells * sizeof *in->delay);
}

static void interior_free(struct interior *in) {
  void *arrays[] = {in->wire,  in->edge_first, in->edge,           in->cluster,       in->metric, in->next,
                    in->delay, in->open,       in->metric_at_rest, in->delay_at_rest, in->changed};
  for (size_t i = 0; i < G_N_ELEMENTS(arrays); i++) g_free(arrays[i]);
  g_free(in);
}

void interior_clear(struct world *w) {
  for (guint i = 0; i < w->interiors->len; i++) interior_free(g_ptr_array_index(w->interiors, i));
  g_ptr_array_free(w->interiors, TRUE);
  g_free(w->interior_of);
}

/* --- replayed --- */

static struct interior *interior_number(const struct world *w, uint32_t number) {
  return g_ptr_array_index(w->interiors, number);
}

void interior_replay_ways(struct world *w, uint32_t number, const struct history_way *way, guint count) {
  struct interior *in = interior_number(w, number);
  for (guint i = 0; i < count; i++) {
    in->metric[way[i].cell] = way[i].metric;
    in->delay[way[i].cell] = way[i].delay;
  }
}

void interior_replay_open(struct world *w, uint32_t number, const uint32_t *cell, guint count, uint32_t because) {
  struct interior *in = interior_number(w, number);
  for (guint i = 0, end; i < count; i = end) { /* those of one router */
    uint32_t from = cell[i] / in->count;
    for (end = i; end < count && cell[end] / in->count == from; end++) {
      in->open[cell[end]] = !in->open[cell[end]];
      in->changed[cell[end] % in->count] = true;
    }
    interior_touch(w, in, from, in->changed, because);
    for (guint k = i; k < end; k++) in->changed[cell[k] % in->count] = false;
  }
}

void interior_replay_rank(struct world *w, uint32_t router, const uint32_t *egress, guint count, uint32_t because) {
  struct interior *in = interior_of(w, router);
  for (guint i = 0; i < count; i++) in->changed[egress[i]] = true;
  speaker_rerank(w, router, in->changed, because);
  for (guint i = 0; i < count; i++) in->changed[egress[i]] = false;
}

void interior_rest(struct world *w) {
  for (guint i = 0; i < w->interiors->len; i++) {
    struct interior *in = interior_number(w, i);
    size_t cells = (size_t)in->count * in->count;
    memcpy(in->metric, in->metric_at_rest, cells * sizeof *in->metric);
    memcpy(in->delay, in->delay_at_rest, cells * sizeof *in->delay);
    for (size_t cell = 0; cell < cells; cell++) in->open[cell] = in->metric[cell] != INTERIOR_FAR;
  }
}
