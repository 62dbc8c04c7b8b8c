/* chance.h: chance as a pure function of (seed, who, what, nth).
 *
 * There is no generator state. Whoever needs a random number names itself
 * (`who`: a router, a session, a card), the purpose (`what`: an enum of the
 * caller) and which draw of that purpose it is (`nth`). The same four numbers
 * give the same value in every strategy, on every thread: common random
 * numbers for free. Philox 4x64-10 from Random123 does the mixing.
 *
 * For a purpose of which thousands of millions are drawn there is a shorter way: the key of (seed, what) once, and then
 * Philox 2x64-7 of (who, nth), a third of the work. The authors found no flaw from six rounds on (BigCrush).
 */
#ifndef SIM_CHANCE_H
#define SIM_CHANCE_H

#include "sim/sim.h"

#include <stdint.h>

struct chance {
  uint64_t seed, who, what, nth;
};

uint64_t chance_bits(struct chance of);
/* [0, 1) with the upper 53 of random bits. */
static inline double chance_unit(uint64_t bits) { return (double)(bits >> 11) * 0x1p-53; }
static inline double chance_uniform(struct chance of) { return chance_unit(chance_bits(of)); }
/* Uniform integer in [0, n), n > 0. */
uint64_t chance_below(struct chance of, uint64_t n);
/* Uniform in [low, high], nanoseconds. */
sim_time chance_between(struct chance of, sim_time low, sim_time high);
/* Log-uniform in [low, high], low > 0. */
sim_time chance_log_between(struct chance of, sim_time low, sim_time high);
/* Exponential with mean 1; never infinite. */
double chance_exponential(struct chance of);
/* Failures before the first success of trials with probability p in (0,1]: 0, 1, 2 ...;
 * UINT64_MAX for p = 0. */
uint64_t chance_geometric(struct chance of, double p);
/* Normal with mean 0 and variance 1. */
double chance_normal(struct chance of);

/* The shorter way. */
uint64_t chance_key(uint64_t seed, uint64_t what);
uint64_t chance_quick(uint64_t key, uint64_t who, uint64_t nth);
/* Random bits as a whole number in [0, n), n far below 2^64: none is likelier than another by more than n in 2^64. */
static inline uint64_t chance_share(uint64_t bits, uint64_t n) {
  return (uint64_t)(((unsigned __int128)bits * n) >> 64);
}

#endif
