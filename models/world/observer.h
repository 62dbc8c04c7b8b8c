/* observer.h: how the models announce what happens.
 *
 * A struct of functions that models/ owns and analysis/ fills: the physics never includes its
 * own measurement. Every pointer but the last must be set. Calls come in order of simulated time; in a prefix run only
 * those about one router do, for parts of the map may be gone through one after the other.
 */
#ifndef MODELS_WORLD_OBSERVER_H
#define MODELS_WORLD_OBSERVER_H

#include "models/bgp/verdict.h"
#include "models/router/platform.h"
#include "sim/sim.h"

#include <stdint.h>

#define OBSERVER_NONE UINT32_MAX

enum occurrence_kind {
  OCCURRENCE_ANNOUNCE,     /* an origin announces a trigger prefix (prefix, router) */
  OCCURRENCE_WITHDRAW,     /* ... withdraws it */
  OCCURRENCE_VERDICT,      /* an UPDATE was not simply accepted (router, peer, prefix, verdict) */
  OCCURRENCE_SESSION_DOWN, /* first side left Established (router = that side, peer, loss, code) */
  OCCURRENCE_SESSION_UP,   /* both sides Established again (router = that dialled, peer) */
  OCCURRENCE_CARD_CRASH,   /* (router, card) */
  OCCURRENCE_CARD_BOOTED,  /* ports are up again, the FIB is loading */
  OCCURRENCE_CARD_READY,   /* FIB loaded: the outage is over */
  OCCURRENCE_CARD_PATCH,   /* restarted with fixed software (router, card) */
  OCCURRENCE_LINK_DOWN,    /* a scenario's cut (router, peer) */
  OCCURRENCE_LINK_UP,
  OCCURRENCE_MALFORMED,      /* a line in the router's own log (router, peer, count of malformed UPDATEs) */
  OCCURRENCE_HIDDEN,         /* a malformed route is kept, hidden (router, peer, prefix, count of the session's) */
  OCCURRENCE_LIMIT,          /* the limit of hidden routes is reached, the next are thrown away (router, peer, count) */
  OCCURRENCE_HANDLING,       /* the router handles errors by another strategy from now on (router) */
  OCCURRENCE_REFRESH,        /* it asks for a route refresh (router, peer) */
  OCCURRENCE_POLICY,         /* rules of the router, or that it validates, are something else from now on (router) */
  OCCURRENCE_ROA,            /* what ROAs say about the prefix is something else (prefix) */
  OCCURRENCE_LEAK,           /* the router tells a neighbour (peer) or all of every route that it has (router, peer) */
  OCCURRENCE_LEAK_END,       /* ... and no more */
  OCCURRENCE_HIJACK,         /* it originates a prefix of another (router, prefix) */
  OCCURRENCE_PROCESS_CRASH,  /* the BGP process of (router) dies */
  OCCURRENCE_PROCESS_UP,     /* ... and is back */
  OCCURRENCE_SELECTION,      /* after a graceful restart (router) selects its routes */
  OCCURRENCE_STALE_KEPT,     /* a helper keeps routes of a lost session (router, peer, count) */
  OCCURRENCE_STALE_GONE,     /* ... and lets go of what is still stale (router, peer, count) */
  OCCURRENCE_SUPPRESSED,     /* damping: the route is not used any more (router, peer, prefix, count: its penalty) */
  OCCURRENCE_REUSED,         /* ... may be used again (router, peer, prefix, count: what is left of it) */
  OCCURRENCE_PREFIX_WARNING, /* more prefixes than the warning threshold (router, peer, count) */
  OCCURRENCE_PREFIX_LIMIT,   /* ... than the maximum (router, peer, count) */
  OCCURRENCE_OVERLOAD,       /* so much work waits that KEEPALIVEs may come too late (router, count: seconds of it) */
  OCCURRENCES
};
const char *observer_occurrence_name(enum occurrence_kind kind); /* "session-down" ... */
const char *observer_loss_name(enum loss loss); /* "notification", "hold", "bfd", "interface", "peer", "admin" */

struct occurrence {
  uint32_t id;      /* 1, 2, ... in order */
  uint32_t because; /* id of the occurrence that caused it, 0: none */
  sim_time at;
  enum occurrence_kind kind;
  uint32_t router, peer, card, prefix; /* dense ids, or OBSERVER_NONE */
  enum loss loss;                      /* SESSION_DOWN */
  uint8_t code, subcode;               /* SESSION_DOWN by NOTIFICATION, VERDICT */
  uint32_t
      count; /* MALFORMED, HIDDEN, LIMIT, STALE_KEPT, STALE_GONE, SUPPRESSED, REUSED, PREFIX_WARNING, PREFIX_LIMIT */
  const struct verdict *verdict; /* VERDICT, else NULL */
};

enum message_kind {
  MESSAGE_ANNOUNCE,
  MESSAGE_WITHDRAW,
  MESSAGE_TRANSFER, /* announcement as part of a table transfer */
};

/* Data plane: what becomes of a packet from a router to a prefix. */
enum reach { REACH_DELIVERED, REACH_WRONG_ORIGIN, REACH_BLACKHOLE, REACH_LOOP, REACHES };

/* One of several messages over one session. */
struct sending {
  sim_time at;
  enum message_kind kind;
};

struct observer {
  void *context;
  void (*occurred)(void *context, const struct occurrence *occurrence);
  /* A message was sent by `router` to `peer` about prefix number `prefix`. */
  void (*sent)(void *context, sim_time at, uint32_t router, uint32_t peer, uint32_t prefix, enum message_kind kind);
  /* The trigger prefix entered (or was judged by) a router. Called for trigger prefixes only. */
  void (*reached)(void *context, sim_time at, uint32_t router, uint32_t prefix);
  /* Packets from `router` to prefix number `prefix` now fare differently, because of this occurrence (0: none). */
  void (*rerouted)(void *context, sim_time at, uint32_t router, uint32_t prefix, enum reach before, enum reach after,
                   uint32_t because);
  /* The line cards of `router` are fed a route action about prefix number `prefix`, which stands for `volume` real
   * ones. NULL: nobody asks. */
  void (*fed)(void *context, sim_time at, uint32_t router, uint32_t prefix, double volume);
  /* As `sent`, several over one session, in order of time: where so many are that a call for each would cost. NULL:
   * they are told one by one. */
  void (*sent_several)(void *context, uint32_t router, uint32_t peer, uint32_t prefix, const struct sending *sending,
                       uint32_t count);
};

static inline void observer_sent(const struct observer *o, uint32_t router, uint32_t peer, uint32_t prefix,
                                 const struct sending *sending, uint32_t count) {
  if (o->sent_several) {
    o->sent_several(o->context, router, peer, prefix, sending, count);
    return;
  }
  for (uint32_t i = 0; i < count; i++) o->sent(o->context, sending[i].at, router, peer, prefix, sending[i].kind);
}

#endif
