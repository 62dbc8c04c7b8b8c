#include "tests/laws/laws.h"

#include "models/router/hazard.h"

#include <math.h>

static double survival(uint32_t deletes, uint32_t adds, const struct hazard_odds *d) {
  return pow(1 - d->corrupt_p + d->corrupt_p * pow(1 - d->trip_p, adds), deletes);
}

/* Of `trials` cards, the share that is alive after so many deletes and then so many adds. */
static double survivors(uint32_t deletes, uint32_t adds, const struct hazard_odds *d, uint32_t trials) {
  uint32_t alive = 0;
  for (uint32_t id = 0; id < trials; id++) {
    struct hazard card = {0};
    hazard_boot(&card, d, 7, id);
    hazard_delete(&card, d, deletes);
    alive += !hazard_add(&card, d, adds);
  }
  return (double)alive / trials;
}

static void run(struct law_run *run) {
  const struct hazard_odds defect = {.corrupt_p = 0.001, .trip_p = 0.0005};
  uint32_t trials = run->full ? 200000 : 20000;
  double furthest = 0;
  law_columns(run, "deletes,adds,expected,measured,sigmas");
  for (uint32_t deletes = 250; deletes <= 2000; deletes += 250)
    for (uint32_t adds = 100; adds <= 10000; adds *= 10) {
      double p = survival(deletes, adds, &defect), measured = survivors(deletes, adds, &defect, trials);
      double sigmas = (measured - p) / sqrt(p * (1 - p) / trials);
      furthest = MAX(furthest, fabs(sigmas));
      law_row(run, "%u,%u,%.6f,%.6f,%.3f", deletes, adds, p, measured, sigmas);
    }
  law_claim(run, furthest < 3.5, "of 24 points with %u cards each the furthest from the closed form is %.2f sigma away",
            trials, furthest);
}

const struct law law_v10 = {
    .name = "v10",
    .title = "V10 hazard: d deletes, then a adds, leave a card alive with probability (1 - p + p (1 - q)^a)^d",
    .source =
        "the closed form of the two-stage hazard, with p the chance that a delete does latent damage and q that an "
        "add trips it",
    .text = "Cards fresh from their boot see d deletes and then a adds, with p = 0.001 and q = 0.0005. The share that "
            "survives must lie within the error of sampling of the closed form.",
    .run = run,
};
