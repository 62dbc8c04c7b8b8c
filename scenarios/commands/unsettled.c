#include "scenarios/commands/unsettled.h"

#include "scenarios/settings/mistake.h"

enum { UNSETTLED_CHANGES = 12 }; /* that are told of a round */

gboolean unsettled_check(const struct world *world, struct divergence *divergence, GError **error) {
  if (divergence->end == DIVERGENCE_TIRED)
    mistake_set(error, MISTAKE_VALUE, "no steady state is in sight, and no cycle either");
  if (divergence->round) {
    g_autofree char *round = divergence_text(world, divergence, UNSETTLED_CHANGES);
    mistake_set(error, MISTAKE_VALUE, "no steady state: best routes change for ever, %s %.3f ms, %u changes: %s",
                divergence->end == DIVERGENCE_CYCLE ? "in rounds of" : "last in a round of",
                (double)divergence->period / SIM_MILLISECOND, divergence->round->len, round);
  }
  bool rests = divergence->end == DIVERGENCE_REST;
  divergence_clear(divergence);
  return rests;
}
