#include "tests/wave_order.h"

#include <glib.h>
#include <string.h>

/* The attribute of a route: gone, as it was announced, damaged. */
enum mark { MARK_CLEAN, MARK_DIRTY, MARK_BROKEN };
enum letter_kind { LETTER_ANNOUNCE, LETTER_WITHDRAW, LETTER_NOTIFICATION };

/* On its way to end `to` (0: a, 1: b) of a link. */
struct letter {
  sim_time at;
  uint64_t serial;
  enum letter_kind kind;
  uint32_t link, to;
  enum mark mark;
  struct wave_path path;
};

/* One end of a session: what it has heard and what it has said last; no hops: nothing. */
struct end {
  bool up;
  enum mark mark;
  struct wave_path heard, said;
};

struct play {
  const struct oracle_graph *graph;
  const uint16_t *profile;
  struct wave_order *order;
  struct end (*end)[2];   /* [links] */
  struct wave_path *best; /* [routers] */
  enum mark *mark;        /* [routers] of the best */
  bool *customer;         /* [routers] the best may go everywhere */
  GSequence *letters;
  uint64_t serial;
  sim_time now;
  uint32_t origin;
};

static uint32_t end_router(const struct play *p, uint32_t link, uint32_t side) {
  return side ? p->graph->link[link].b : p->graph->link[link].a;
}

/* What the other end of the link is to this one. */
static enum neighbor end_neighbor(const struct play *p, uint32_t link, uint32_t side) {
  static const enum neighbor reverse[] = {NEIGHBOR_PROVIDER, NEIGHBOR_SIBLING, NEIGHBOR_PEER, NEIGHBOR_CUSTOMER};
  enum neighbor b_is = p->graph->link[link].b_is;
  return side ? reverse[b_is] : b_is;
}

static bool path_same(const struct wave_path *a, const struct wave_path *b) {
  return a->hops == b->hops && memcmp(a->asn, b->asn, a->hops * sizeof *a->asn) == 0;
}

static int letter_compare(gconstpointer left, gconstpointer right, gpointer unused) {
  const struct letter *a = left, *b = right;
  (void)unused;
  if (a->at != b->at) return a->at < b->at ? -1 : 1;
  return a->serial < b->serial ? -1 : a->serial > b->serial;
}

static void play_send(struct play *p, uint32_t link, uint32_t from, enum letter_kind kind, const struct wave_path *path,
                      enum mark mark) {
  struct letter *letter = g_new0(struct letter, 1);
  *letter = (struct letter){.at = p->now + p->graph->link[link].delay,
                            .serial = p->serial++,
                            .kind = kind,
                            .link = link,
                            .to = !from,
                            .mark = mark};
  if (path) letter->path = *path;
  g_sequence_insert_sorted(p->letters, letter, letter_compare, NULL);
}

/* Is what this end has heard better than what that one has? RFC 4271 section 9.1 on an AS-level map. */
static bool end_better(const struct play *p, uint32_t link, uint32_t side, uint32_t than, uint32_t than_side) {
  const struct wave_path *a = &p->end[link][side].heard, *b = &p->end[than][than_side].heard;
  enum neighbor from = end_neighbor(p, link, side), than_from = end_neighbor(p, than, than_side);
  if (from != than_from) return from < than_from;
  if (a->hops != b->hops) return a->hops < b->hops;
  return a->asn[0] < b->asn[0];
}

static void router_tell(struct play *p, uint32_t router, uint32_t link, uint32_t side) {
  struct end *end = &p->end[link][side];
  bool has = router == p->origin || p->best[router].hops;
  bool goes = has && (p->customer[router] || end_neighbor(p, link, side) == NEIGHBOR_CUSTOMER);
  struct wave_path path = {.hops = 0};
  enum mark mark = p->mark[router];
  if (!end->up) return;
  if (goes) {
    path.hops = p->best[router].hops + 1;
    path.asn[0] = p->graph->asn[router];
    memcpy(path.asn + 1, p->best[router].asn, p->best[router].hops * sizeof *path.asn);
  }
  if (path_same(&path, &end->said)) return;
  end->said = path;
  if (mark == MARK_DIRTY && p->profile[router] == FAULT_CORRUPT) mark = MARK_BROKEN;
  play_send(p, link, side, goes ? LETTER_ANNOUNCE : LETTER_WITHDRAW, &path, mark);
}

static void router_tell_all(struct play *p, uint32_t router) {
  for (uint32_t i = 0; i < p->graph->links; i++)
    for (uint32_t side = 0; side < 2; side++)
      if (end_router(p, i, side) == router) router_tell(p, router, i, side);
}

static void router_decide(struct play *p, uint32_t router) {
  uint32_t best = UINT32_MAX, best_side = 0;
  if (router == p->origin) return;
  for (uint32_t i = 0; i < p->graph->links; i++)
    for (uint32_t side = 0; side < 2; side++) {
      if (end_router(p, i, side) != router || !p->end[i][side].heard.hops) continue;
      if (best != UINT32_MAX && !end_better(p, i, side, best, best_side)) continue;
      best = i;
      best_side = side;
    }
  struct wave_path none = {.hops = 0}, *now = best == UINT32_MAX ? &none : &p->end[best][best_side].heard;
  if (path_same(now, &p->best[router])) return;
  p->best[router] = *now;
  p->mark[router] = best == UINT32_MAX ? MARK_CLEAN : p->end[best][best_side].mark;
  p->customer[router] = best != UINT32_MAX && end_neighbor(p, best, best_side) == NEIGHBOR_CUSTOMER;
  router_tell_all(p, router);
}

static void end_close(struct play *p, uint32_t link, uint32_t side) {
  p->end[link][side] = (struct end){.up = false};
  router_decide(p, end_router(p, link, side));
}

static bool path_holds(const struct wave_path *path, uint32_t asn) {
  for (uint32_t i = 0; i < path->hops; i++)
    if (path->asn[i] == asn) return true;
  return false;
}

/* What a profile makes of a mark. */
enum verdict_kind { TAKES, STRIPS, REFUSES, RESETS };

static enum verdict_kind profile_judges(enum fault_profile profile, enum mark mark) {
  static const enum verdict_kind table[FAULT_PROFILES][3] = {[FAULT_FORWARD] = {TAKES, TAKES, RESETS},
                                                             [FAULT_RESET] = {TAKES, RESETS, RESETS},
                                                             [FAULT_WITHDRAW] = {TAKES, REFUSES, REFUSES},
                                                             [FAULT_DISCARD] = {TAKES, STRIPS, REFUSES},
                                                             [FAULT_CORRUPT] = {TAKES, TAKES, RESETS}};
  return table[profile][mark];
}

static void letter_read(struct play *p, const struct letter *letter) {
  uint32_t router = end_router(p, letter->link, letter->to);
  struct end *end = &p->end[letter->link][letter->to];
  enum verdict_kind verdict = profile_judges((enum fault_profile)p->profile[router], letter->mark);
  bool announces = letter->kind == LETTER_ANNOUNCE;
  p->order->reached[router] |= announces;
  if (announces && verdict == RESETS) {
    p->order->down[letter->link] = true;
    play_send(p, letter->link, letter->to, LETTER_NOTIFICATION, NULL, MARK_CLEAN);
    end_close(p, letter->link, letter->to);
    return;
  }
  bool used = announces && verdict != REFUSES && !path_holds(&letter->path, p->graph->asn[router]);
  end->heard = used ? letter->path : (struct wave_path){.hops = 0};
  end->mark = verdict == STRIPS ? MARK_CLEAN : letter->mark;
  router_decide(p, router);
}

static void letter_arrive(struct play *p, const struct letter *letter) {
  p->now = letter->at;
  if (!p->end[letter->link][letter->to].up) return;
  if (letter->kind == LETTER_NOTIFICATION) end_close(p, letter->link, letter->to);
  else if (p->end[letter->link][!letter->to].up) letter_read(p, letter);
}

static void play_run(struct play *p) {
  p->mark[p->origin] = MARK_DIRTY;
  p->customer[p->origin] = true;
  for (uint32_t i = 0; i < p->graph->links; i++) p->end[i][0].up = p->end[i][1].up = true;
  router_tell_all(p, p->origin);
  while (!g_sequence_is_empty(p->letters)) {
    GSequenceIter *first = g_sequence_get_begin_iter(p->letters);
    struct letter letter = *(struct letter *)g_sequence_get(first);
    g_sequence_remove(first);
    letter_arrive(p, &letter);
  }
}

struct wave_order *wave_order_play(const struct oracle_graph *graph, const uint16_t *profile, uint32_t origin) {
  struct wave_order *order = g_new(struct wave_order, 1);
  g_assert(graph->routers < WAVE_ORDER_HOPS);
  *order = (struct wave_order){g_new0(bool, graph->links), g_new0(bool, graph->routers), NULL};
  struct play p = {.graph = graph, .profile = profile, .order = order, .origin = origin};
  p.end = g_malloc0(graph->links * sizeof *p.end + 1);
  p.best = order->path = g_new0(struct wave_path, graph->routers);
  p.mark = g_new0(enum mark, graph->routers);
  p.customer = g_new0(bool, graph->routers);
  p.letters = g_sequence_new(g_free);
  play_run(&p);
  g_sequence_free(p.letters);
  g_free(p.end);
  g_free(p.mark);
  g_free(p.customer);
  return order;
}

void wave_order_free(struct wave_order *order) {
  g_free(order->down);
  g_free(order->reached);
  g_free(order->path);
  g_free(order);
}
