/* chance.c: Philox 4x64-10 over the counter (who, what, nth, draw).
 *
 * `draw` numbers the blocks that one question consumes; only rejection in chance_below needs
 * more than the first. The second half of the key is a constant of our own, so that no
 * other user of Philox with the same seed shares our numbers.
 */
#include "sim/chance.h"

#include <Random123/philox.h>
#include <glib.h>
#include <math.h>

#define KEY_CONSTANT UINT64_C(0x6661756c746c696e) /* "faultlin" */
#define WORDS 4
#define QUICK_ROUNDS 7

static philox4x64_ctr_t chance_block(struct chance of, uint64_t draw) {
  philox4x64_ctr_t counter = {{of.who, of.what, of.nth, draw}};
  philox4x64_key_t key = {{of.seed, KEY_CONSTANT}};
  return philox4x64(counter, key);
}

uint64_t chance_bits(struct chance of) { return chance_block(of, 0).v[0]; }

/* The upper half of a 64x64-bit product is uniform once the products whose lower half falls
 * under 2^64 mod n are thrown away. */
uint64_t chance_below(struct chance of, uint64_t n) {
  g_assert(n > 0);
  uint64_t surplus = -n % n;
  for (uint64_t draw = 0;; draw++) {
    philox4x64_ctr_t block = chance_block(of, draw);
    for (int i = 0; i < WORDS; i++) {
      unsigned __int128 product = (unsigned __int128)block.v[i] * n;
      if ((uint64_t)product >= surplus) return (uint64_t)(product >> 64);
    }
  }
}

sim_time chance_between(struct chance of, sim_time low, sim_time high) {
  g_assert(low <= high);
  uint64_t span = (uint64_t)high - (uint64_t)low;
  uint64_t step = span == UINT64_MAX ? chance_bits(of) : chance_below(of, span + 1);
  return (sim_time)((uint64_t)low + step);
}

sim_time chance_log_between(struct chance of, sim_time low, sim_time high) {
  g_assert(0 < low && low <= high);
  double ratio = (double)high / (double)low;
  sim_time value = (sim_time)((double)low * exp(chance_uniform(of) * log(ratio)));
  return CLAMP(value, low, high);
}

double chance_exponential(struct chance of) { return -log1p(-chance_uniform(of)); }

/* By inversion: k failures or more happen with probability (1-p)^k. */
uint64_t chance_geometric(struct chance of, double p) {
  g_assert(0 <= p && p <= 1);
  if (p == 0) return UINT64_MAX;
  double failures = log1p(-chance_uniform(of)) / log1p(-p);
  return failures < 0x1p64 ? (uint64_t)failures : UINT64_MAX;
}

/* Box and Muller's cosine half. */
double chance_normal(struct chance of) {
  philox4x64_ctr_t block = chance_block(of, 0);
  return sqrt(-2 * log1p(-chance_unit(block.v[0]))) * cos(2 * G_PI * chance_unit(block.v[1]));
}

uint64_t chance_key(uint64_t seed, uint64_t what) { return chance_bits((struct chance){.seed = seed, .what = what}); }

uint64_t chance_quick(uint64_t key, uint64_t who, uint64_t nth) {
  philox2x64_ctr_t counter = {{who, nth}};
  return philox2x64_R(QUICK_ROUNDS, counter, (philox2x64_key_t){{key}}).v[0];
}
