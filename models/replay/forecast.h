/* forecast.h: how often a prefix will come and go in a replay: a guess, from the history alone.
 *
 * What a prefix costs in a replay (replay.h) is mostly the same for all, but for those whose own way up is lost again
 * and again: each time all the world looks for other ways to them, and finds them back. So what is looked at is each
 * session between a customer and its provider above the origin, how often it begins anew, and whether the prefix has
 * its turn in the transfer before the session ends. Such a turn counts for as much of the world as is taken to come by
 * it: half where two providers share an AS's customers, a quarter where there are two again.
 *
 * Siblings, peers and what an AS does inside are left out, and so is everything but sessions.
 */
#ifndef MODELS_REPLAY_FORECAST_H
#define MODELS_REPLAY_FORECAST_H

#include "models/replay/history.h"
#include "models/world/network.h"

struct forecast;
/* `seed`: of the world that replays it. The network outlives it; the history, closed, does not have to. */
struct forecast *forecast_new(const struct network *network, const struct history *history, uint64_t seed);
void forecast_free(struct forecast *forecast);

/* Turns of a prefix that `router` originates. Allocates nothing. */
double forecast_turns(struct forecast *forecast, uint32_t router);

#endif
