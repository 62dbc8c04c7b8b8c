/* damping.h: route flap damping as a law: penalties, their decay, and when a route may be used again (RFC 2439).
 *
 * A route that flaps earns a penalty, which decays by half every half-life. Above the suppress threshold the route is
 * not used; once the penalty has decayed to the reuse threshold it is. A ceiling keeps the penalty from growing: from
 * there it takes just the longest suppression to decay to reuse. Below half the reuse threshold the past is forgotten
 * (Cisco, "Configuring BGP Route Dampening": "at half of the reuse limit, the dampening information is removed").
 *
 * Times are exact: a penalty is known at the moment of its last charge, what is left of it follows from the time
 * since then, and the moment of reuse from the logarithm. Vendors look every 5 or 10 s instead.
 */
#ifndef MODELS_BGP_DAMPING_H
#define MODELS_BGP_DAMPING_H

#include "sim/sim.h"

#include <stdbool.h>
#include <stddef.h>

/* What the loss of a session does to the history of its routes. */
enum damping_loss {
  DAMPING_LOSS_KEEPS,   /* no charge, and the penalty goes on to decay */
  DAMPING_LOSS_COUNTS,  /* as if every route had been withdrawn */
  DAMPING_LOSS_FORGETS, /* no charge, and the past is forgotten */
};

/* Charges are penalties of one event. */
struct damping {
  double withdrawal, announcement; /* announcement: after a withdrawal that is remembered */
  double change;                   /* an announcement with other attributes, AS_PATH among them */
  double suppress;                 /* above this the route is suppressed */
  double reuse;                    /* at this it may be used again */
  double ceiling;                  /* of the penalty; 0: what decays to reuse in `longest` */
  sim_time half_life;
  sim_time longest; /* suppression after the last charge */
  enum damping_loss loss;
};

struct damping_set {
  const char *name, *source;
  struct damping damping;
};

/* The published sets; *count is set. */
const struct damping_set *damping_sets(size_t *count);
/* By name, or NULL. */
const struct damping_set *damping_find(const char *name);

/* Are they the same in all numbers? */
bool damping_equal(const struct damping *a, const struct damping *b);

/* The greatest penalty. */
double damping_ceiling(const struct damping *damping);
/* What is left of a penalty; 0 when it is forgotten. */
double damping_decayed(const struct damping *damping, double penalty, sim_time elapsed);
/* With one more charge. */
double damping_charged(const struct damping *damping, double penalty, double charge);
bool damping_suppresses(const struct damping *damping, double penalty);
/* How long a suppressed route with this penalty stays so, when nothing more happens. */
sim_time damping_hold(const struct damping *damping, double penalty);

#endif
