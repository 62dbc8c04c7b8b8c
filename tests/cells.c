#include "tests/cells.h"

#include <glib.h>

struct network *cells_ring(uint32_t routers) {
  uint32_t *asn = g_new(uint32_t, routers);
  struct network_link *link = g_new0(struct network_link, routers);
  for (uint32_t r = 0; r < routers; r++) {
    asn[r] = 100 + r;
    link[r] = (struct network_link){.a = r, .b = (r + 1) % routers, .b_is = NEIGHBOR_PEER, .delay = SIM_MILLISECOND};
  }
  struct network *network = network_new(routers, asn, link, routers);
  g_free(asn);
  g_free(link);
  return network;
}

static enum reach always(const void *world, uint32_t prefix, uint32_t router) {
  (void)world, (void)prefix, (void)router;
  return REACH_DELIVERED;
}

struct harvest_probe cells_probe(void) {
  return (struct harvest_probe){.reach = always};
}

/* What happens in a story, by the tenth of a second. */
struct teller {
  const struct observer *observer;
  const struct cells_story *story;
  uint32_t ids;
};

static void occur(struct teller *teller, struct occurrence occurrence) {
  occurrence.id = ++teller->ids;
  teller->observer->occurred(teller->observer->context, &occurrence);
}

static void tell_sessions(struct teller *teller, sim_time at) {
  for (uint32_t i = 0; i < teller->story->resets; i++) {
    struct occurrence session = {
        .at = at, .router = i % 8, .peer = (i + 1) % 8, .card = OBSERVER_NONE, .prefix = OBSERVER_NONE};
    if (at == (sim_time)(i + 2) * SIM_SECOND) {
      session.kind = OCCURRENCE_SESSION_DOWN;
      session.loss = LOSS_NOTIFICATION_SENT;
      session.code = 3;
      session.subcode = 1;
      occur(teller, session);
    } else if (at == (sim_time)(i + 12) * SIM_SECOND) {
      session.kind = OCCURRENCE_SESSION_UP;
      occur(teller, session);
    }
  }
}

static void tell_cards(struct teller *teller, sim_time at) {
  for (uint32_t i = 0; i < teller->story->crashes; i++) {
    struct occurrence card = {.at = at, .router = 3, .peer = OBSERVER_NONE, .card = 0, .prefix = OBSERVER_NONE};
    card.kind = at == (sim_time)(40 * i + 5) * SIM_SECOND ? OCCURRENCE_CARD_CRASH : OCCURRENCE_CARD_READY;
    if (card.kind == OCCURRENCE_CARD_CRASH || at == (sim_time)(40 * i + 35) * SIM_SECOND) occur(teller, card);
  }
}

static void tell_routes(struct teller *teller, sim_time at) {
  const struct observer *observer = teller->observer;
  if (at == SIM_SECOND) {
    observer->reached(observer->context, at, 0, 0);
    observer->reached(observer->context, at, 1, 0);
    observer->sent(observer->context, at, 0, 1, 0, MESSAGE_ANNOUNCE);
    observer->sent(observer->context, at, 0, 1, 1, MESSAGE_TRANSFER);
    observer->sent(observer->context, at, 1, 2, 1, MESSAGE_WITHDRAW);
  }
  for (uint32_t r = 0; r < teller->story->lost; r++) {
    if (at == 2 * SIM_SECOND) observer->rerouted(observer->context, at, r, 1, REACH_DELIVERED, REACH_BLACKHOLE, 0);
    else if (at == 62 * SIM_SECOND && !teller->story->open)
      observer->rerouted(observer->context, at, r, 1, REACH_BLACKHOLE, REACH_DELIVERED, 0);
  }
}

struct measures *cells_measures(const struct cells_story *story) {
  static const double weight[] = {1, 10};
  static const bool trigger[] = {true, false};
  static const uint32_t focus[] = {0};
  struct network *network = cells_ring(8);
  struct recorder *recorder = recorder_new(&(struct recorder_settings){.network = network,
                                                                       .prefixes = 2,
                                                                       .weight = weight,
                                                                       .trigger = trigger,
                                                                       .focus = focus,
                                                                       .focus_count = 1,
                                                                       .end = 200 * SIM_SECOND});
  struct teller teller = {.observer = recorder_observer(recorder), .story = story};
  recorder_begin(recorder, SIM_SECOND, cells_probe());
  for (sim_time at = SIM_SECOND; at < 200 * SIM_SECOND; at += SIM_SECOND) {
    tell_sessions(&teller, at);
    tell_cards(&teller, at);
    tell_routes(&teller, at);
  }
  struct measures *measures = recorder_finish(recorder, 1000);
  network_free(network);
  return measures;
}

FILE *cells_open(struct cells_file *file) {
  file->file = open_memstream(&file->text, &file->length);
  return file->file;
}

char *cells_text(struct cells_file *file) {
  fclose(file->file);
  return file->text;
}
