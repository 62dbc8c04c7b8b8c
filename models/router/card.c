#include "models/router/card.h"

#include <math.h>

enum { CARD_CHANCE_LIFE = 200, CARD_CHANCE_DAMAGE };

/* One chance stream per boot. */
static struct chance card_chance(const struct card *c, uint64_t what, uint64_t nth) {
  return (struct chance){c->seed, (uint64_t)c->boots << 32 | c->id, what, nth};
}

static void card_next_damage(struct card *c, const struct card_defect *d) {
  uint64_t failures = chance_geometric(card_chance(c, CARD_CHANCE_DAMAGE, c->damages++), d->corrupt_p);
  c->deletes_left += (double)failures + 1;
}

void card_boot(struct card *c, const struct card_defect *d, uint64_t seed, uint32_t id) {
  *c = (struct card){.seed = seed, .id = id, .boots = c->boots + 1};
  c->life = chance_exponential(card_chance(c, CARD_CHANCE_LIFE, 0));
  card_next_damage(c, d);
}

void card_delete(struct card *c, const struct card_defect *d, double volume) {
  if (d->corrupt_p <= 0) return;
  c->deletes_left -= volume;
  while (c->deletes_left <= 0) {
    c->latent++;
    card_next_damage(c, d);
  }
}

static bool card_wear(struct card *c, double p, double volume) {
  if (!c->latent || p <= 0) return false;
  c->life -= p < 1 ? -log1p(-p) * c->latent * volume : c->life + 1;
  return c->life < 0;
}

bool card_add(struct card *c, const struct card_defect *d, double volume) { return card_wear(c, d->trip_p, volume); }

bool card_add_trigger(struct card *c, const struct card_defect *d) { return card_wear(c, d->trigger_trip_p, 1); }
