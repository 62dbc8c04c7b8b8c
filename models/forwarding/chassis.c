#include "models/forwarding/chassis.h"

#include "models/forwarding/forwarding.h"
#include "models/forwarding/interior.h"
#include "models/session/session.h"

/* --- making --- */

void chassis_init(struct world *w) {
  fib_init(w);
  ktree_init_pool(&w->nodes);
  w->chassis = g_new0(struct chassis *, w->net->routers);
  w->cards = g_ptr_array_new();
  w->port = g_new0(struct line_card *, w->net->halves);
  w->concrete = g_array_new(FALSE, FALSE, sizeof(struct prefix));
  w->concrete_end = g_array_new(FALSE, FALSE, sizeof(uint32_t));
}

static void chassis_free(struct chassis *c) {
  if (!c) return;
  for (uint32_t i = 0; i < c->settings.count; i++) {
    card_forget(&c->card[i].memory, &c->model);
    g_free(c->card[i].port);
    g_free(c->card[i].wire);
    g_free(c->card[i].load_order);
    g_free(c->card[i].load_place);
  }
  pattern_free(c->model.pattern);
  g_free(c->card);
  g_free(c);
}

void chassis_clear(struct world *w) {
  for (uint32_t r = 0; r < w->net->routers; r++) chassis_free(w->chassis[r]);
  pool_clear(&w->installs);
  pool_clear(&w->nodes);
  g_ptr_array_free(w->cards, TRUE);
  g_array_free(w->concrete, TRUE);
  g_array_free(w->concrete_end, TRUE);
  g_free(w->chassis);
  g_free(w->port);
}

/* By chance, for the `nth` card of a router. */
static bool chassis_draw(const struct world *w, uint32_t router, uint32_t nth, enum world_chance what, double share) {
  uint32_t who = w->net->asn[router] << 8 ^ nth, place = router - network_as_first(w->net, router);
  return chance_uniform((struct chance){w->seed, who, what, place}) < share;
}

/* The ends of links at a router: sessions to other ASes, then wires inside the own one. */
static GArray *chassis_ends(const struct world *w, uint32_t router) {
  GArray *ends = g_array_new(FALSE, FALSE, sizeof(struct placement_end));
  const struct interior *in = interior_of(w, router);
  for (uint32_t h = w->net->first[router]; h < w->net->clients[router]; h++) {
    struct placement_end end = {h, w->net->kind[h]};
    g_array_append_val(ends, end);
  }
  for (uint32_t i = 0; in && i < interior_degree(in, router); i++) {
    struct placement_end end = {(uint64_t)router << 32 | interior_wire_at(in, router, i), NEIGHBOR_FELLOW};
    g_array_append_val(ends, end);
  }
  return ends;
}

static void card_place(struct world *w, struct line_card *card, uint32_t sessions, uint32_t end) {
  uint32_t router = card->chassis->settings.router;
  if (end < sessions) {
    card->port = g_renew(uint32_t, card->port, card->ports + 1);
    card->port[card->ports++] = w->net->first[router] + end;
    w->port[w->net->first[router] + end] = card;
  } else {
    card->wire = g_renew(uint32_t, card->wire, card->wires + 1);
    card->wire[card->wires++] = interior_wire_at(interior_of(w, router), router, end - sessions);
  }
}

/* Each end goes to the card that the rule gives it. */
static void chassis_place(struct world *w, struct chassis *c) {
  uint32_t router = c->settings.router, sessions = w->net->clients[router] - w->net->first[router];
  GArray *ends = chassis_ends(w, router);
  uint32_t *place = g_new(uint32_t, ends->len);
  placement_deal(c->settings.placement, w->seed, WORLD_CHANCE_CARD_PLACE,
                 (const struct placement_end *)(const void *)ends->data, ends->len, c->settings.count, place);
  for (uint32_t i = 0; i < ends->len; i++) card_place(w, &c->card[place[i]], sessions, i);
  g_array_free(ends, TRUE);
  g_free(place);
}

static struct card_model chassis_model(struct world *w, const struct world_cards *s) {
  return (struct card_model){.kind = s->model,
                             .odds = s->odds,
                             .flaw = s->flaw,
                             .nodes = &w->nodes,
                             .pattern = s->model == CARD_PATTERN ? pattern_copy(s->pattern) : NULL,
                             .change_share = s->change_share};
}

static void chassis_through(struct sim *sim, struct sim_event *event);

void chassis_add(struct world *w, const struct world_cards *settings) {
  struct chassis *c = w->chassis[settings->router] = g_new0(struct chassis, 1);
  c->settings = *settings;
  c->model = chassis_model(w, settings);
  c->card = g_new0(struct line_card, settings->count);
  fib_start(&c->fib, settings->router, settings->fib_rate, settings->krt_share, chassis_through);
  for (uint32_t i = 0; i < settings->count; i++) {
    struct line_card *card = &c->card[i];
    card->chassis = c;
    card->number = w->cards->len;
    g_ptr_array_add(w->cards, card);
    card_boot(&card->memory, &c->model, w->seed, card->number);
    card->vulnerable = !w->replay &&
                       chassis_draw(w, settings->router, i, WORLD_CHANCE_CARD_VULNERABLE, settings->vulnerable) &&
                       !chassis_draw(w, settings->router, i, WORLD_CHANCE_CARD_PATCHED, settings->patched);
  }
  chassis_place(w, c);
}

void chassis_concrete(struct world *w, uint32_t prefix, const struct prefix *concrete, uint32_t count) {
  g_assert(prefix >= w->concrete_end->len);
  while (w->concrete_end->len < prefix) g_array_append_val(w->concrete_end, w->concrete->len);
  if (count) g_array_append_vals(w->concrete, concrete, count);
  g_array_append_val(w->concrete_end, w->concrete->len);
}

/* --- what reaches the cards --- */

/* Real prefixes that an action about the plane's stands for, to the cards. */
static double chassis_volume(const struct world *w, const struct plane *p) {
  sim_time bin = w->feed ? w->sim.now / w->feed_bin : 0;
  return w->feed && !p->trigger && bin < w->feed_bins ? p->weight * w->feed[bin] : p->weight;
}

static struct card_action chassis_action(const struct world *w, const struct plane *p, enum card_verb verb) {
  struct card_action action = {
      .verb = verb, .prefix = p->name, .volume = chassis_volume(w, p), .trigger = p->trigger, .at = w->sim.now};
  if (p->number >= w->concrete_end->len) return action;
  const uint32_t *end = &g_array_index(w->concrete_end, uint32_t, p->number);
  uint32_t begin = p->number ? end[-1] : 0;
  action.concrete = &g_array_index(w->concrete, struct prefix, begin);
  action.concretes = *end - begin;
  return action;
}

static bool chassis_has(const struct chassis *c, const struct plane *p) {
  return p->best[c->settings.router] != DECISION_NO_ROUTE;
}

void chassis_settled(struct world *w, const struct plane *p) {
  struct card_action action = chassis_action(w, p, CARD_ADD);
  struct card_round round = card_round_begin(&action);
  for (uint32_t i = 0; i < w->cards->len; i++) {
    struct line_card *card = g_ptr_array_index(w->cards, i);
    if (card->vulnerable && chassis_has(card->chassis, p))
      card_round_feed(&round, &card->memory, &card->chassis->model);
  }
  card_round_end(&round);
}

/* Concrete prefixes for each real one: what a tree sees of so many real actions. */
static double chassis_scale(const struct world *w) {
  double weight = 0;
  for (uint32_t i = 0; i < w->concrete_end->len; i++) weight += world_plane(w, i)->weight;
  return weight > 0 ? w->concrete->len / weight : 0;
}

/* The first card with the defect whose history is that of card `i`, which may be itself. */
static uint32_t chassis_elder(const struct chassis *c, uint32_t i) {
  uint32_t histories = c->settings.histories ? MIN(c->settings.histories, c->settings.count) : c->settings.count;
  uint32_t elder = i % histories;
  while (!c->card[elder].vulnerable) elder += histories;
  return elder;
}

/* What happened before the run; the FIB is full by now. */
static void chassis_age(struct world *w, struct chassis *c) {
  bool tree = c->model.kind == CARD_KTREE;
  struct card_past past = {.seed = w->seed,
                           .deletes = c->settings.deletes_before * (tree ? chassis_scale(w) : 1),
                           .table = (const struct prefix *)(const void *)w->concrete->data,
                           .count = w->concrete->len};
  c->aged = true;
  for (uint32_t i = 0; i < c->settings.count; i++) {
    struct line_card *card = &c->card[i];
    if (!card->vulnerable) continue;
    uint32_t elder = tree ? chassis_elder(c, i) : i;
    past.history = card->number;
    if (elder == i) card_age(&card->memory, &c->model, &past);
    else card_share(&card->memory, &c->model, &c->card[elder].memory);
  }
}

static void chassis_feed(struct world *w, struct chassis *c, const struct install *install) {
  struct card_action action = chassis_action(w, install->plane, install->verb);
  struct card_round round = card_round_begin(&action);
  if (w->observer.fed)
    w->observer.fed(w->observer.context, w->sim.now, c->settings.router, install->plane->number,
                    install->plane->weight);
  if (!c->aged) chassis_age(w, c);
  for (uint32_t i = 0; i < c->settings.count; i++) {
    struct line_card *card = &c->card[i];
    if (card->vulnerable && card->state != LINE_CARD_BOOTING && card_round_feed(&round, &card->memory, &c->model))
      chassis_crash(w, card, install->because);
  }
  card_round_end(&round);
}

bool chassis_feed_one(struct world *w, struct line_card *card, const struct plane *p) {
  struct card_action action = chassis_action(w, p, CARD_ADD);
  return card->vulnerable && card_feed(&card->memory, &card->chassis->model, &action);
}

static void chassis_through(struct sim *sim, struct sim_event *event) {
  struct world *w = sim->world;
  struct chassis *c = SIM_OWNER(SIM_OWNER(event, struct fib, event), struct chassis, fib);
  struct install install = fib_pop(w, &c->fib);
  chassis_feed(w, c, &install);
  forwarding_set(w, install.plane, c->settings.router, install.hop, install.because);
}

static enum card_verb chassis_verb(uint64_t before, uint64_t after, bool moved) {
  if (before == DECISION_NO_ROUTE) return after == DECISION_NO_ROUTE ? CARD_NOTHING : CARD_ADD;
  if (after == DECISION_NO_ROUTE) return CARD_DELETE;
  return moved ? CARD_CHANGE : CARD_NOTHING;
}

void chassis_install(struct world *w, struct plane *p, uint32_t router, uint64_t before, uint32_t because) {
  struct chassis *c = w->chassis[router];
  uint64_t after = p->best[router];
  bool moved = before != after && (before == DECISION_OWN || after == DECISION_OWN ||
                                   decision_rank_way(before) != decision_rank_way(after));
  enum card_verb verb = chassis_verb(before, after, moved);
  if (verb == CARD_NOTHING) return;
  struct forwarding_hop hop = forwarding_best(w, p, router);
  if (!c || w->settling) forwarding_set(w, p, router, hop, because);
  else fib_push(w, &c->fib, (struct install){.plane = p, .verb = verb, .hop = hop, .because = because});
}

void chassis_transfer(struct world *w, uint32_t router, int change) {
  if (w->chassis[router] && !w->replay) fib_transfer(w, &w->chassis[router]->fib, change);
}

void chassis_busy(struct world *w, uint32_t router, sim_time until) {
  if (w->chassis[router]) fib_busy(w, &w->chassis[router]->fib, until);
}

double chassis_backlog(const struct world *w) {
  double sum = 0;
  for (uint32_t r = 0; r < w->net->routers; r++)
    if (w->chassis[r]) sum += fib_backlog(w, &w->chassis[r]->fib);
  return sum;
}

/* --- death --- */

uint32_t chassis_occur(struct world *w, struct line_card *card, enum occurrence_kind kind, uint32_t because) {
  return world_occur(w, (struct occurrence){.because = because,
                                            .kind = kind,
                                            .router = card->chassis->settings.router,
                                            .peer = OBSERVER_NONE,
                                            .card = card->number,
                                            .prefix = OBSERVER_NONE});
}

static void chassis_dark(struct world *w, struct line_card *card) {
  struct interior *in = interior_of(w, card->chassis->settings.router);
  for (uint32_t i = 0; i < card->wires; i++) interior_cut(w, in, card->wire[i], card->because);
  for (uint32_t i = 0; i < card->ports; i++) session_cut(w, card->port[i], SESSION_CUT_DARK, card->because);
}

void chassis_light(struct world *w, struct line_card *card) {
  struct interior *in = interior_of(w, card->chassis->settings.router);
  for (uint32_t i = 0; i < card->wires; i++) interior_mend(w, in, card->wire[i], card->because);
  for (uint32_t i = 0; i < card->ports; i++) session_mend(w, card->port[i], card->because);
}

/* Ports out, and a boot. */
static void chassis_restart(struct world *w, struct line_card *card) {
  bool dark = card->state == LINE_CARD_BOOTING;
  if (!card->chassis->aged) chassis_age(w, card->chassis);
  chassis_boot(w, card);
  if (!dark) chassis_dark(w, card);
}

void chassis_crash(struct world *w, struct line_card *card, uint32_t because) {
  if (card->state == LINE_CARD_BOOTING) return;
  if (world_spared(w)) {
    if (!card->chassis->aged) chassis_age(w, card->chassis);
    chassis_renew(w, card);
    return;
  }
  card->because = chassis_occur(w, card, OCCURRENCE_CARD_CRASH, because);
  chassis_restart(w, card);
}

void chassis_patch(struct world *w, struct line_card *card, uint32_t because) {
  if (!card->vulnerable || world_spared(w)) return;
  card->vulnerable = false;
  card->because = chassis_occur(w, card, OCCURRENCE_CARD_PATCH, because);
  chassis_restart(w, card);
}
