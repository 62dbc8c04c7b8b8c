#include "models/router/hazard.h"

#include <math.h>

enum { HAZARD_CHANCE_LIFE = 200, HAZARD_CHANCE_DAMAGE };

/* One chance stream per boot. */
static struct chance hazard_chance(const struct hazard *h, uint64_t what, uint64_t nth) {
  return (struct chance){h->seed, (uint64_t)h->boots << 32 | h->id, what, nth};
}

static void hazard_next_damage(struct hazard *h, const struct hazard_odds *odds) {
  uint64_t failures = chance_geometric(hazard_chance(h, HAZARD_CHANCE_DAMAGE, h->damages++), odds->corrupt_p);
  h->deletes_left += (double)failures + 1;
}

void hazard_boot(struct hazard *h, const struct hazard_odds *odds, uint64_t seed, uint32_t id) {
  *h = (struct hazard){.seed = seed, .id = id, .boots = h->boots + 1};
  h->life = chance_exponential(hazard_chance(h, HAZARD_CHANCE_LIFE, 0));
  hazard_next_damage(h, odds);
}

void hazard_delete(struct hazard *h, const struct hazard_odds *odds, double volume) {
  if (odds->corrupt_p <= 0) return;
  h->deletes_left -= volume;
  while (h->deletes_left <= 0) {
    h->latent++;
    hazard_next_damage(h, odds);
  }
}

static bool hazard_wear(struct hazard *h, double p, double volume) {
  if (!h->latent || p <= 0) return false;
  h->life -= p < 1 ? -log1p(-p) * h->latent * volume : h->life + 1;
  return h->life < 0;
}

bool hazard_add(struct hazard *h, const struct hazard_odds *odds, double volume) {
  return hazard_wear(h, odds->trip_p, volume);
}

bool hazard_add_trigger(struct hazard *h, const struct hazard_odds *odds) {
  return hazard_wear(h, odds->trigger_trip_p, 1);
}
