/* wave.h: one malformed announcement in a cold network, and what of it is not as an oracle says.
 *
 * MRAI 0, no cost, a session that resets stays down. Besides the trigger there are innocent prefixes, settled before:
 * what was learned of them over a session that resets is gone, and nothing more.
 */
#ifndef TESTS_WAVE_H
#define TESTS_WAVE_H

#include "tests/fault.h"
#include "tests/oracle.h"
#include "tests/stage.h"
#include "tests/wave_order.h"

enum { WAVE_TRIGGER, WAVE_INNOCENTS = 3 }; /* prefixes: the trigger, then the innocent ones */

struct wave {
  const struct oracle_graph *graph;
  uint16_t *profile; /* [routers] enum fault_profile */
  uint32_t origin, innocent[WAVE_INNOCENTS];
  /* once it has run */
  struct fault fault;
  struct stage *stage;
};

/* Shares of the profiles, in the order of enum fault_profile, adding up to 1. The origin forwards. */
struct wave wave_random(const struct oracle_graph *graph, struct dice *dice, const double *share);
void wave_run(struct wave *wave, uint64_t seed);
void wave_clear(struct wave *wave);

/* What was found, how many resets the oracle expects, and in how many places it is not what the oracle says. */
struct wave_verdict {
  uint32_t resets, expected, losers, wrong;
};
/* Where profiles are forward, reset and treat-as-withdraw alone: by a search of the graph, without any time. Losers are
 * those without the route who would have it if only resets happened. */
struct wave_verdict wave_search(const struct wave *wave);
/* For all profiles: in order of arrival. Losers are all without the route. */
struct wave_verdict wave_order(const struct wave *wave);

#endif
