#include "models/world/chassis.h"

#include "models/world/forwarding.h"
#include "models/world/session.h"

#include <stdlib.h>

/* --- making --- */

static bool chassis_draw(const struct world *w, uint32_t card, enum world_chance what, double share) {
  return chance_uniform((struct chance){w->seed, card, what, 0}) < share;
}

/* Each session goes to a card by chance. */
static void chassis_place(struct world *w, struct chassis *c) {
  uint32_t router = c->settings.router, from = w->net->first[router], to = w->net->clients[router];
  for (uint32_t h = from; h < to; h++) {
    struct chance of = {w->seed, h, WORLD_CHANCE_CARD_PLACE, 0};
    struct line_card *card = &c->card[chance_below(of, c->settings.count)];
    if (!card->port) card->port = g_new(uint32_t, to - from);
    card->port[card->ports++] = h;
    w->port[h] = card;
  }
}

struct chassis *chassis_new(struct world *w, const struct world_cards *settings) {
  struct chassis *c = g_new0(struct chassis, 1);
  c->settings = *settings;
  c->defect = (struct card_defect){settings->corrupt_p, settings->trip_p, settings->trigger_trip_p};
  c->card = g_new0(struct line_card, settings->count);
  for (uint32_t i = 0; i < settings->count; i++) {
    struct line_card *card = &c->card[i];
    uint32_t who = w->net->asn[settings->router] << 8 ^ i;
    card->chassis = c;
    card->number = w->cards->len;
    g_ptr_array_add(w->cards, card);
    card_boot(&card->memory, &c->defect, w->seed, card->number);
    card_delete(&card->memory, &c->defect, settings->deletes_before);
    card->vulnerable = chassis_draw(w, who, WORLD_CHANCE_CARD_VULNERABLE, settings->vulnerable) &&
                       !chassis_draw(w, who, WORLD_CHANCE_CARD_PATCHED, settings->patched);
  }
  chassis_place(w, c);
  return c;
}

void chassis_free(struct chassis *c) {
  if (!c) return;
  for (uint32_t i = 0; i < c->settings.count; i++) {
    g_free(c->card[i].port);
    g_free(c->card[i].load_order);
    g_free(c->card[i].load_place);
  }
  g_free(c->card);
  g_free(c);
}

/* --- boot and FIB load --- */

bool chassis_ready(const struct world *w, const struct line_card *card, uint32_t prefix) {
  if (card->state == LINE_CARD_LOADING) return card->load_place[prefix] <= w->sim.now;
  return card->state == LINE_CARD_READY;
}

static int chassis_order(const void *left, const void *right, void *context) {
  uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
  const sim_time *place = context;
  if (place[a] != place[b]) return place[a] < place[b] ? -1 : 1;
  return a < b ? -1 : a > b;
}

static uint32_t card_occur(struct world *w, struct line_card *card, enum occurrence_kind kind, uint32_t because) {
  return world_occur(w, (struct occurrence){.because = because,
                                            .kind = kind,
                                            .router = card->chassis->settings.router,
                                            .peer = OBSERVER_NONE,
                                            .card = card->number,
                                            .prefix = OBSERVER_NONE});
}

/* What the card does next by itself: come out of its boot, load one more prefix. */
static void card_schedule(struct world *w, struct line_card *card, sim_handler handle, sim_time at) {
  card->event.handle = handle;
  sim_schedule(&w->sim, &card->event, at, WORLD_OWNER_CARD | card->number);
}

static void card_load_step(struct sim *sim, struct sim_event *event);

static void card_load_next(struct world *w, struct line_card *card) {
  sim_time at = card->loaded < w->planes->len ? card->load_place[card->load_order[card->loaded]]
                                              : card->load_from + card->load_time;
  card_schedule(w, card, card_load_step, at);
}

static void card_load_step(struct sim *sim, struct sim_event *event) {
  struct world *w = sim->world;
  struct line_card *card = SIM_OWNER(event, struct line_card, event);
  if (card->loaded == w->planes->len) {
    card->state = LINE_CARD_READY;
    card_occur(w, card, OCCURRENCE_CARD_READY, card->because);
    return;
  }
  struct plane *p = world_plane(w, card->load_order[card->loaded++]);
  card_load_next(w, card);
  for (uint32_t i = 0; i < card->ports; i++) forwarding_port(w, p, card->port[i], card->because);
}

/* Real prefixes in the router's FIB, as far as the simulated ones stand for them. */
static double chassis_table(const struct world *w, uint32_t router) {
  double sum = 0;
  for (uint32_t i = 0; i < w->planes->len; i++) {
    const struct plane *p = world_plane(w, i);
    if (p->best[router] != DECISION_NO_ROUTE) sum += p->weight;
  }
  return sum;
}

/* Draws each prefix's place in the load. */
static void card_load_plan(const struct world *w, struct line_card *card) {
  uint32_t planes = w->planes->len;
  card->load_order = g_renew(uint32_t, card->load_order, planes);
  card->load_place = g_renew(sim_time, card->load_place, planes);
  for (uint32_t i = 0; i < planes; i++) {
    struct chance of = {w->seed, card->number, WORLD_CHANCE_CARD_LOAD, i};
    card->load_order[i] = i;
    card->load_place[i] = card->load_from + (sim_time)((double)card->load_time * chance_uniform(of));
  }
  g_qsort_with_data(card->load_order, (gint)planes, sizeof *card->load_order, chassis_order, card->load_place);
}

static void card_load(struct world *w, struct line_card *card) {
  double rate = card->chassis->settings.fib_rate;
  card->state = LINE_CARD_LOADING;
  card->load_from = w->sim.now;
  card->load_time = rate > 0 ? (sim_time)(chassis_table(w, card->chassis->settings.router) / rate * SIM_SECOND) : 0;
  card->loaded = 0;
  card_load_plan(w, card);
  card_load_next(w, card);
}

/* A boot's memory, as if nothing had ever come. */
static void card_clean(struct world *w, struct line_card *card) {
  sim_cancel(&w->sim, &card->crash);
  card_boot(&card->memory, &card->chassis->defect, w->seed, card->number);
}

static void card_booted(struct sim *sim, struct sim_event *event) {
  struct world *w = sim->world;
  struct line_card *card = SIM_OWNER(event, struct line_card, event);
  card->because = card_occur(w, card, OCCURRENCE_CARD_BOOTED, card->because);
  card_clean(w, card);
  card_load(w, card);
  for (uint32_t i = 0; i < card->ports; i++) session_mend(w, card->port[i], card->because);
}

/* Ports out, and a boot. */
static void card_restart(struct world *w, struct line_card *card) {
  const struct world_cards *settings = &card->chassis->settings;
  bool dark = card->state == LINE_CARD_BOOTING;
  card->state = LINE_CARD_BOOTING;
  sim_cancel(&w->sim, &card->crash);
  struct chance of = {w->seed, card->number, WORLD_CHANCE_CARD_BOOT, card->memory.boots};
  card_schedule(w, card, card_booted, w->sim.now + chance_between(of, settings->boot_low, settings->boot_high));
  for (uint32_t i = 0; i < card->ports && !dark; i++) session_cut(w, card->port[i], SESSION_CUT_DARK, card->because);
}

static void card_crashed(struct sim *sim, struct sim_event *event) {
  struct line_card *card = SIM_OWNER(event, struct line_card, crash);
  chassis_crash(sim->world, card, card->crash_because);
}

void chassis_crash(struct world *w, struct line_card *card, uint32_t because) {
  if (card->state == LINE_CARD_BOOTING) return;
  if (world_spared(w)) {
    card_clean(w, card);
    return;
  }
  card->because = card_occur(w, card, OCCURRENCE_CARD_CRASH, because);
  card_restart(w, card);
}

void chassis_patch(struct world *w, struct line_card *card, uint32_t because) {
  if (!card->vulnerable || world_spared(w)) return;
  card->vulnerable = false;
  card->because = card_occur(w, card, OCCURRENCE_CARD_PATCH, because);
  card_restart(w, card);
}

/* --- route actions --- */

enum action { ACTION_NONE, ACTION_ADD, ACTION_DELETE, ACTION_CHANGE };

/* One action in a card's life. True: it does not survive it. */
static bool card_act(struct line_card *card, const struct plane *p, enum action action) {
  const struct card_defect *d = &card->chassis->defect;
  double moved = p->weight * card->chassis->settings.change_share;
  switch (action) {
  case ACTION_ADD:
    return p->trigger ? card_add_trigger(&card->memory, d) : card_add(&card->memory, d, p->weight);
  case ACTION_DELETE:
    card_delete(&card->memory, d, p->weight);
    return false;
  case ACTION_CHANGE:
    card_delete(&card->memory, d, moved);
    return p->trigger ? card_add_trigger(&card->memory, d) : card_add(&card->memory, d, moved);
  default:
    return false;
  }
}

static void chassis_feed(struct world *w, struct chassis *c, const struct plane *p, enum action action,
                         uint32_t because) {
  for (uint32_t i = 0; i < c->settings.count; i++) {
    struct line_card *card = &c->card[i];
    if (!card->vulnerable || card->state == LINE_CARD_BOOTING || sim_pending(&card->crash)) continue;
    if (!card_act(card, p, action)) continue;
    card->crash_because = because;
    card->crash.handle = card_crashed;
    sim_schedule(&w->sim, &card->crash, c->drained, WORLD_OWNER_CARD | card->number);
  }
}

struct install {
  struct sim_event event;
  struct plane *plane;
  uint32_t router, because;
  struct forwarding_hop hop;
};

void chassis_init(struct world *w) { pool_init(&w->installs, sizeof(struct install)); }

static void install_done(struct sim *sim, struct sim_event *event) {
  struct world *w = sim->world;
  struct install install = *SIM_OWNER(event, struct install, event);
  pool_give(&w->installs, SIM_OWNER(event, struct install, event));
  forwarding_set(w, install.plane, install.router, install.hop, install.because);
}

static enum action chassis_action(uint64_t before, uint64_t after, bool moved) {
  if (before == DECISION_NO_ROUTE) return after == DECISION_NO_ROUTE ? ACTION_NONE : ACTION_ADD;
  if (after == DECISION_NO_ROUTE) return ACTION_DELETE;
  return moved ? ACTION_CHANGE : ACTION_NONE;
}

static void chassis_queue(struct world *w, struct plane *p, struct chassis *c, struct forwarding_hop hop,
                          uint32_t because) {
  double rate = c->settings.fib_rate;
  struct install *install = pool_take(&w->installs);
  c->drained = MAX(c->drained, w->sim.now) + (rate > 0 ? (sim_time)(p->weight / rate * SIM_SECOND) : 0);
  *install = (struct install){{.handle = install_done}, p, c->settings.router, because, hop};
  sim_schedule(&w->sim, &install->event, c->drained, WORLD_OWNER_INSTALL | c->settings.router);
}

void chassis_install(struct world *w, struct plane *p, uint32_t router, uint64_t before, uint32_t because) {
  struct chassis *c = w->chassis[router];
  struct forwarding_hop hop = forwarding_best(w, p, router);
  uint64_t after = p->best[router];
  bool moved = before != after && (before == DECISION_OWN || after == DECISION_OWN ||
                                   decision_rank_way(before) != decision_rank_way(after));
  enum action action = chassis_action(before, after, moved);
  if (action == ACTION_NONE) return;
  if (!c || w->settling) {
    forwarding_set(w, p, router, hop, because);
    return;
  }
  chassis_queue(w, p, c, hop, because);
  chassis_feed(w, c, p, action, because);
}
