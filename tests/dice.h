/* dice.h: numbers for tests: a stream that its seed fixes. */
#ifndef TESTS_DICE_H
#define TESTS_DICE_H

#include <stdbool.h>
#include <stdint.h>

struct dice {
  uint64_t seed, nth;
};

/* 0 .. n-1, n > 0. */
uint32_t dice_below(struct dice *dice, uint32_t n);
bool dice_chance(struct dice *dice, double p);

#endif
