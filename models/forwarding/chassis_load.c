/* chassis_load.c: a card between its crash and its return: the boot, then the FIB, prefix by prefix. The download comes
 * from the kernel's table and does not starve; routes that the routing engine learns meanwhile come through its queue.
 */
#include "models/forwarding/chassis.h"
#include "models/forwarding/forwarding.h"
#include "models/session/session.h"

bool chassis_ready(const struct world *w, const struct line_card *card, uint32_t prefix) {
  if (card->state == LINE_CARD_LOADING) return card->load_place[prefix] <= w->sim.now;
  return card->state == LINE_CARD_READY;
}

static int load_compare(const void *left, const void *right, void *context) {
  uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
  const sim_time *place = context;
  if (place[a] != place[b]) return place[a] < place[b] ? -1 : 1;
  return a < b ? -1 : a > b;
}

/* Is it in the kernel's table? */
static bool load_installed(const struct plane *p, uint32_t router) {
  return p->own[router] || p->tree[router].hop != NETWORK_NONE;
}

/* What the card does next by itself: come out of its boot, load one more prefix. */
static void load_schedule(struct world *w, struct line_card *card, sim_handler handle, sim_time at) {
  card->event.handle = handle;
  sim_schedule(&w->sim, &card->event, at, WORLD_OWNER_CARD | card->number);
}

static void load_step(struct sim *sim, struct sim_event *event);

static void load_next(struct world *w, struct line_card *card) {
  if (w->replay && card->loaded == card->loads) return; /* a record says when it is ready */
  sim_time at = card->loaded < card->loads ? card->load_place[card->load_order[card->loaded]]
                                           : card->load_from + card->load_time;
  load_schedule(w, card, load_step, at);
}

static void load_step(struct sim *sim, struct sim_event *event) {
  struct world *w = sim->world;
  struct line_card *card = SIM_OWNER(event, struct line_card, event);
  if (card->loaded == card->loads) {
    card->state = LINE_CARD_READY;
    world_note(w, HISTORY_CARD_READY, card->number, card->because, 0);
    chassis_occur(w, card, OCCURRENCE_CARD_READY, card->because);
    return;
  }
  struct plane *p = world_plane(w, card->load_order[card->loaded++]);
  load_next(w, card);
  for (uint32_t i = 0; i < card->ports; i++) forwarding_port(w, p, card->port[i], card->because);
  if (load_installed(p, card->chassis->settings.router) && chassis_feed_one(w, card, p))
    chassis_crash(w, card, card->because);
}

/* Finds out what there is to load, and how many real prefixes that are, as far as the simulated ones stand for them. */
static double load_table(const struct world *w, struct line_card *card) {
  double sum = 0;
  card->load_order = g_renew(uint32_t, card->load_order, w->planes->len);
  card->load_place = g_renew(sim_time, card->load_place, w->planes->len);
  card->loads = card->loaded = 0;
  for (uint32_t i = 0; i < w->planes->len; i++) {
    const struct plane *p = world_plane(w, i);
    if (!load_installed(p, card->chassis->settings.router)) continue;
    card->load_order[card->loads++] = i;
    sum += p->weight;
  }
  return sum;
}

/* Draws each prefix's place in the load. */
static void load_plan(const struct world *w, struct line_card *card) {
  for (uint32_t i = 0; i < w->planes->len; i++) card->load_place[i] = card->load_from;
  for (uint32_t i = 0; i < card->loads; i++) {
    uint32_t plane = card->load_order[i];
    struct chance of = {w->seed, card->number, WORLD_CHANCE_CARD_LOAD, world_plane(w, plane)->key};
    card->load_place[plane] += (sim_time)((double)card->load_time * chance_uniform(of));
  }
  g_qsort_with_data(card->load_order, (gint)card->loads, sizeof *card->load_order, load_compare, card->load_place);
}

static void load_start(struct world *w, struct line_card *card) {
  double rate = card->chassis->settings.fib_rate;
  card->state = LINE_CARD_LOADING;
  card->load_from = w->sim.now;
  double table = load_table(w, card);
  card->load_time = rate > 0 ? (sim_time)(table / rate * SIM_SECOND) : 0;
  world_note(w, HISTORY_CARD_LOAD, card->number, card->because, card->load_time);
  load_plan(w, card);
  load_next(w, card);
}

static void load_booted(struct sim *sim, struct sim_event *event) {
  struct world *w = sim->world;
  struct line_card *card = SIM_OWNER(event, struct line_card, event);
  card->because = chassis_occur(w, card, OCCURRENCE_CARD_BOOTED, card->because);
  card_boot(&card->memory, &card->chassis->model, w->seed, card->number);
  load_start(w, card);
  chassis_light(w, card);
}

void chassis_boot(struct world *w, struct line_card *card) {
  const struct world_cards *settings = &card->chassis->settings;
  struct chance of = {w->seed, card->number, WORLD_CHANCE_CARD_BOOT, card->memory.boots};
  card->state = LINE_CARD_BOOTING;
  world_note(w, HISTORY_CARD_OUT, card->number, card->because, 0);
  card_forget(&card->memory, &card->chassis->model);
  load_schedule(w, card, load_booted, w->sim.now + chance_between(of, settings->boot_low, settings->boot_high));
}

void chassis_renew(struct world *w, struct line_card *card) {
  card_forget(&card->memory, &card->chassis->model);
  card_boot(&card->memory, &card->chassis->model, w->seed, card->number);
  for (uint32_t i = 0; i < w->planes->len; i++) {
    const struct plane *p = world_plane(w, i);
    if (load_installed(p, card->chassis->settings.router) && chassis_ready(w, card, i)) chassis_feed_one(w, card, p);
  }
}

void chassis_replay(struct world *w, const struct history_record *record) {
  struct line_card *card = g_ptr_array_index(w->cards, record->what);
  sim_cancel(&w->sim, &card->event);
  card->because = record->because;
  card->state = record->kind == HISTORY_CARD_OUT    ? LINE_CARD_BOOTING
                : record->kind == HISTORY_CARD_LOAD ? LINE_CARD_LOADING
                                                    : LINE_CARD_READY;
  if (record->kind != HISTORY_CARD_LOAD) return;
  card->load_from = w->sim.now;
  card->load_time = record->value;
  load_table(w, card);
  load_plan(w, card);
  load_next(w, card);
}

void chassis_rest(struct world *w) {
  for (uint32_t i = 0; i < w->cards->len; i++) {
    struct line_card *card = g_ptr_array_index(w->cards, i);
    card->state = LINE_CARD_READY;
    fib_rest(&card->chassis->fib);
  }
}
