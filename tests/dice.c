#include "tests/dice.h"

#include "sim/chance.h"

uint32_t dice_below(struct dice *dice, uint32_t n) {
  return (uint32_t)chance_below((struct chance){dice->seed, 0, 0, dice->nth++}, n);
}

bool dice_chance(struct dice *dice, double p) {
  return chance_uniform((struct chance){dice->seed, 0, 1, dice->nth++}) < p;
}
