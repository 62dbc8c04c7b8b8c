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

/* How long a side waits after its k-th loss in a row: min(first * factor^k, cap), times U(jitter,1);
 * k is forgotten after `forget` without a loss. */
struct platform_wait {
  sim_time first, cap, forget;
  double factor, jitter;
};

struct platform {
  char *name, *title;
  uint8_t knows[32]; /* attribute types it parses */
  uint8_t corrupts;
  sim_time hold, keepalive, connect_retry;
  sim_time bfd;                        /* detection time, 0: no BFD */
  struct platform_wait dial[LOSSES];   /* before it calls */
  struct platform_wait listen[LOSSES]; /* before it answers */
  sim_time mrai;                       /* 0: none */
  bool paces_withdrawals;              /* MRAI holds withdrawals too */
  sim_time out_delay;                  /* a route must have been best for so long before it is announced */
  bool batches;                        /* tells neighbours when it has worked off what had come till then */
  double transfer_rate;                /* table transfer, prefixes a second; 0: instantly */
  sim_time processing;                 /* of one UPDATE on the routing engine */
};

#endif
