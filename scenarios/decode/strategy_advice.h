/* strategy_advice.h: what is unwise about a strategy, for those who are about to use it. */
#ifndef SCENARIOS_DECODE_STRATEGY_ADVICE_H
#define SCENARIOS_DECODE_STRATEGY_ADVICE_H

#include "models/bgp/strategy.h"

/* One line on the attributes that the strategy drops when they are malformed although they affect the selection or
 * the installation of routes (g_free), or NULL. */
char *strategy_advice(const struct strategy *strategy);

#endif
