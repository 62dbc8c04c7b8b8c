/* chassis.h: the line cards of a router: who sits on which, what they are fed, how they die and return.
 *
 * Every card of a router is fed every route action (install, change, delete) in the order in which it happened, when it
 * has come through the router's queue (fib.h). A crash takes the card's ports and with them links and sessions; the
 * card boots, its ports come up, and then its FIB loads, prefix by prefix, from the kernel's table at the platform's
 * rate, while actions go on coming through the queue and BGP may already attract traffic to it. What the card remembers
 * of all this is one of the crash models of card.h. Only routers that a scenario names have cards modelled; the rest
 * install at once.
 */
#ifndef MODELS_FORWARDING_CHASSIS_H
#define MODELS_FORWARDING_CHASSIS_H

#include "models/forwarding/fib.h"

enum line_card_state { LINE_CARD_READY, LINE_CARD_BOOTING, LINE_CARD_LOADING };

struct line_card {
  struct sim_event event; /* end of boot, next prefix loaded */
  struct chassis *chassis;
  uint32_t number, ports;
  uint32_t *port; /* [ports] halves */
  uint32_t wires;
  uint32_t *wire; /* [wires] of the inside of the AS (interior.h) */
  enum line_card_state state;
  bool vulnerable;
  struct card memory;
  uint32_t because; /* occurrence behind the present state */
  sim_time load_from, load_time;
  uint32_t loads, loaded; /* prefixes in the table when it booted; of them loaded so far, in order of their place */
  uint32_t *load_order;   /* [loads], room for [planes] made by the first boot */
  sim_time *load_place;   /* [planes] when each is loaded; what is not in the table comes through the queue */
};

struct chassis {
  struct world_cards settings;
  struct card_model model;
  struct fib fib;
  bool aged;              /* the cards have their past behind them */
  struct line_card *card; /* [settings.count] */
};

void chassis_init(struct world *world);
void chassis_clear(struct world *world);
void chassis_add(struct world *world, const struct world_cards *settings);
void chassis_concrete(struct world *world, uint32_t prefix, const struct prefix *concrete, uint32_t count);
/* The network has long converged on the plane: so it stands in the cards' FIBs. */
void chassis_settled(struct world *world, const struct plane *plane);

/* The best route of `router` changed from rank `before`: feed the cards, then forward by it. */
void chassis_install(struct world *world, struct plane *plane, uint32_t router, uint64_t before, uint32_t because);
/* Can a packet for plane number `prefix` enter through this card? */
bool chassis_ready(const struct world *world, const struct line_card *card, uint32_t prefix);
void chassis_crash(struct world *world, struct line_card *card, uint32_t because);
void chassis_patch(struct world *world, struct line_card *card, uint32_t because);

/* What the routing engine receives: a table transfer towards `router` begins (1) or ends (-1); UPDATEs keep it busy
 * until then. Nothing happens where no cards are modelled. */
void chassis_transfer(struct world *world, uint32_t router, int change);
void chassis_busy(struct world *world, uint32_t router, sim_time until);
/* Real prefixes in the queues of all routers, now. */
double chassis_backlog(const struct world *world);

/* What a record of a history says of a card; before the run of another prefix, all are well. */
void chassis_replay(struct world *world, const struct history_record *record);
void chassis_rest(struct world *world);

/* For the rooms of the chassis. */

/* The plane's prefix is added to the FIB of one card as it loads. True: the card crashes. */
bool chassis_feed_one(struct world *world, struct line_card *card, const struct plane *plane);
/* The ports of a card come back: sessions to other ASes, and wires inside the own one. */
void chassis_light(struct world *world, struct line_card *card);
/* Ports are out: boots, and loads (chassis_load.c). */
void chassis_boot(struct world *world, struct line_card *card);
/* A card that is spared its crash: its memory is as after the boot, and holds what the card has loaded. */
void chassis_renew(struct world *world, struct line_card *card);
/* Announces that something happened to a card. */
uint32_t chassis_occur(struct world *world, struct line_card *card, enum occurrence_kind kind, uint32_t because);

#endif
