/* chassis.h: the line cards of a router: who sits on which, what they are fed, how they die and return.
 *
 * Every card of a router is fed every route action (install, change, delete) in the order in which
 * it happened, at the platform's rate; the queue is the chassis's, so its cards agree but for their boots.
 * A crash takes the card's ports and with them links and sessions; the card boots, its ports come up,
 * and then its FIB loads, prefix by prefix, while BGP may already attract traffic to it. Only
 * routers that a scenario names have cards modelled; the rest install at once.
 */
#ifndef MODELS_WORLD_CHASSIS_H
#define MODELS_WORLD_CHASSIS_H

#include "models/router/card.h"
#include "models/world/world_inside.h"

enum line_card_state { LINE_CARD_READY, LINE_CARD_BOOTING, LINE_CARD_LOADING };

struct line_card {
  struct sim_event event; /* end of boot, next prefix loaded */
  struct sim_event crash; /* when the action that it does not survive reaches it */
  struct chassis *chassis;
  uint32_t number, ports;
  uint32_t *port; /* [ports] halves */
  enum line_card_state state;
  bool vulnerable;
  struct card memory;
  uint32_t because; /* occurrence behind the present state */
  uint32_t crash_because;
  sim_time load_from, load_time;
  uint32_t loaded;      /* prefixes so far, in order of their place */
  uint32_t *load_order; /* [planes], made by the first boot */
  sim_time *load_place; /* [planes] when each is loaded */
};

struct chassis {
  struct world_cards settings;
  struct card_defect defect;
  sim_time drained;       /* when the FIB queue will be empty */
  struct line_card *card; /* [settings.count] */
};

void chassis_init(struct world *world);
struct chassis *chassis_new(struct world *world, const struct world_cards *settings);
void chassis_free(struct chassis *chassis);

/* The best route of `router` changed from rank `before`: feed the cards, then forward by it. */
void chassis_install(struct world *world, struct plane *plane, uint32_t router, uint64_t before, uint32_t because);
/* Can a packet for plane number `prefix` enter through this card? */
bool chassis_ready(const struct world *world, const struct line_card *card, uint32_t prefix);
void chassis_crash(struct world *world, struct line_card *card, uint32_t because);
void chassis_patch(struct world *world, struct line_card *card, uint32_t because);

#endif
