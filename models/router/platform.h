/* platform.h: what an implementation is like, apart from how it parses.
 *
 * Data (files of models/platforms/), read by scenarios/. Rates are in real prefixes a second.
 * Sources and the label "assumed" stand in the files.
 */
#ifndef MODELS_ROUTER_PLATFORM_H
#define MODELS_ROUTER_PLATFORM_H

#include "sim/sim.h"

#include <stdbool.h>
#include <stdint.h>

/* Why a session left Established, as one side sees it (RFC 4271 section 8.1). */
enum loss {
  LOSS_NOTIFICATION_SENT,     /* own error detected */
  LOSS_NOTIFICATION_RECEIVED, /* no Cease */
  LOSS_CEASE,
  LOSS_HOLD, /* hold timer expired */
  LOSS_BFD,
  LOSS_INTERFACE, /* own interface down, or light lost */
  LOSS_PEER,      /* the neighbour is gone, or came back anew */
  LOSS_ADMIN,
  LOSSES
};

/* How long a side waits after its k-th loss in a row (k = 0, 1, ...): min(first * factor^k, cap), times U(jitter,1);
 * k is forgotten after `forget` without a loss. */
struct platform_wait {
  sim_time first, cap, forget;
  double factor, jitter;
  bool excuses; /* nothing for k = 0 */
};

/* Graceful restart (RFC 4724): what a platform tells its neighbours that it can do. */
enum platform_graceful {
  PLATFORM_GRACEFUL_NO,
  PLATFORM_GRACEFUL_HELPER, /* it keeps the routes of a neighbour that restarts, and asks nobody to keep its own */
  PLATFORM_GRACEFUL_YES,
};

struct platform {
  char *name, *title;
  uint8_t knows[32]; /* attribute types it parses */
  uint8_t corrupts;
  sim_time hold, keepalive, connect_retry;
  sim_time bfd;                        /* interval between packets (RFC 5880), 0: no BFD */
  uint32_t bfd_multiplier;             /* so many of them missing in a row are a failure */
  struct platform_wait dial[LOSSES];   /* before it calls */
  struct platform_wait listen[LOSSES]; /* before it answers */
  sim_time mrai;                       /* 0: none */
  bool paces_withdrawals;              /* MRAI holds withdrawals too */
  sim_time out_delay;                  /* a route must have been best for so long before it is announced */
  bool batches;                        /* tells neighbours when it has worked off what had come till then */
  double transfer_rate;                /* table transfer, prefixes a second; 0: instantly */
  sim_time processing;                 /* of one UPDATE on the routing engine */
  sim_time receive_cost, send_cost;    /* of a real prefix announced, besides (engine.h) */
  sim_time withdraw_cost;              /* of a real prefix withdrawn, or lost with its session */
  sim_time open_cost;                  /* of a session that comes up */
  bool keepalives_wait;                /* in the queue of the routing engine, like other work */

  sim_time process_restart; /* from a crash of the BGP process to its return */
  bool crash_silent;        /* nothing closes the TCP connections of a process that crashed */
  bool keeps_fib;           /* it forwards by its old FIB meanwhile */
  enum platform_graceful graceful;
  bool graceful_notification; /* the N bit of RFC 8538 */
  sim_time restart_time;      /* told to neighbours: they wait for it so long */
  sim_time stale_time;        /* how long it keeps a stale route at most, 0: without limit */
  sim_time deferral_time;     /* how long it waits, back again, for its neighbours' End-of-RIB */
};

#endif
