/* handling.h: what an operator configures about malformed UPDATEs, for one end of one session.
 *
 * After Junos' bgp-error-tolerance (Juniper's pages on that statement and on error handling for BGP UPDATE messages): a
 * route that is treated as withdrawn stays in the Adj-RIB-In, hidden and unused, up to a limit; beyond it, or with
 * `keep none`, it is thrown away. The difference shows when the router changes its ways: what is hidden is judged anew
 * on the spot, while for the rest it has to ask the neighbour for a route refresh (RFC 2918). Of malformed UPDATEs the
 * first is logged, the others only counted until the log interval is over. That limit, count and interval are kept for
 * each session apart is assumed.
 *
 * A session end without terms (world_set_terms was never called for it) is judged as its router is, keeps nothing, logs
 * nothing and never asks: a world without any pays one comparison a judged UPDATE.
 */
#ifndef MODELS_SPEAKER_HANDLING_H
#define MODELS_SPEAKER_HANDLING_H

#include "models/speaker/flight.h"

struct handling {
  struct sim_event interval, refresh; /* the log interval is over; the request arrives at the neighbour */
  struct world_terms terms;
  uint32_t half;
  uint32_t hidden;    /* routes */
  uint32_t malformed; /* UPDATEs since the log interval began */
  uint32_t because;   /* the occurrence of the last of them */
  uint32_t asked;     /* the occurrence of the request */
  bool full;          /* the limit has been told */
  bool lacking;       /* a malformed route was not kept */
};

void handling_clear(struct world *world);
/* world_set_terms, world_change_profile */
void handling_set(struct world *world, uint32_t half, const struct world_terms *terms);
void handling_change(struct world *world, uint32_t router, unsigned profile);

/* The profile that messages over `half` are judged by. */
static inline unsigned handling_profile(const struct world *w, uint32_t half) {
  const struct handling *h = w->handling ? w->handling[half] : NULL;
  return h ? h->terms.profile : w->profile_of[w->net->owner[half]];
}

/* An UPDATE about the prefix of `plane` has come: what was hidden of it is history. */
void handling_replaced(struct world *world, const struct plane *plane, uint32_t half);
/* `update`, as it came, was found malformed; verdict and occurrence are given. */
void handling_judged(struct world *world, const struct plane *plane, const struct update *update, uint32_t half,
                     const struct verdict *verdict, uint32_t because);
/* The routes of the session are gone, the hidden ones too. */
void handling_forget(struct world *world, uint32_t half);

#endif
