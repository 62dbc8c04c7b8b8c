#include "tests/laws/laws.h"

#include "models/router/card.h"

#include "tests/dice.h"

#include <math.h>

enum order { DELETES_FIRST, ADDS_FIRST };

static double survival(double deletes, double adds, const struct hazard_odds *d) {
  return pow(1 - d->corrupt_p + d->corrupt_p * pow(1 - d->trip_p, adds), deletes);
}

/* A card's deletes or adds, in as many pieces. True: it crashes. */
static bool feed(struct card *card, const struct card_model *model, enum card_verb verb, double volume, int pieces) {
  const struct card_action action = {.verb = verb, .volume = volume / pieces};
  bool crash = false;
  for (int i = 0; i < pieces && !crash; i++) crash = card_feed(card, model, &action);
  return crash;
}

/* Of `trials` cards, the share that is alive after so many deletes and adds. */
static double survivors(double deletes, double adds, const struct card_model *model, enum order order,
                        uint32_t trials) {
  uint64_t seed = (uint64_t)(deletes * 1e6 + adds); /* each point its own cards */
  uint32_t alive = 0;
  for (uint32_t id = 0; id < trials; id++) {
    struct card card = {0};
    card_boot(&card, model, seed, id);
    bool crash = order == ADDS_FIRST && feed(&card, model, CARD_ADD, adds, 4);
    feed(&card, model, CARD_DELETE, deletes, 4);
    crash |= order == DELETES_FIRST && feed(&card, model, CARD_ADD, adds, 4);
    alive += !crash;
  }
  return (double)alive / trials;
}

/* Independent points: the sum of their squared distances has mean n and variance 2 n. */
static void closed_form(struct law_run *run) {
  const struct card_model model = {.kind = CARD_HAZARD, .odds = {.corrupt_p = 0.001, .trip_p = 0.0005}};
  uint32_t trials = run->full ? 100000 : 4000, points = 0;
  double furthest = 0, sum = 0;
  for (double deletes = 250; deletes <= 2000; deletes *= 2)
    for (double adds = 100; adds < 20000; adds *= 2, points++) {
      double p = survival(deletes, adds, &model.odds), sigma = sqrt(p * (1 - p) / trials);
      double measured = survivors(deletes, adds, &model, DELETES_FIRST, trials), sigmas = (measured - p) / sigma;
      furthest = MAX(furthest, fabs(sigmas));
      sum += sigmas * sigmas;
      law_row(run, "deletes-first,%g,%g,%.6f,%.6f,%.6f", deletes, adds, p, measured, 3 * sigma);
    }
  double most = points + 3 * sqrt(2.0 * points);
  law_claim(run, sum < most && furthest < 4,
            "of %u points with %u cards each the furthest from the closed form is %.2f sigma away (expected: less than "
            "4), and the squares of all add up to %.1f (expected: %u, at most %.1f)",
            points, trials, furthest, sum, points, most);
}

/* The worst odds that there are. */
static void order_of_hazard(struct law_run *run) {
  const struct card_model model = {.kind = CARD_HAZARD, .odds = {.corrupt_p = 1, .trip_p = 1, .trigger_trip_p = 1}};
  uint32_t trials = run->full ? 20000 : 500;
  double least = 1, most = 0;
  for (double adds = 100; adds < 20000; adds *= 2) {
    double alive = survivors(1000, adds, &model, ADDS_FIRST, trials);
    least = MIN(least, alive);
    most = MAX(most, survivors(1000, adds, &model, DELETES_FIRST, trials));
    law_row(run, "adds-first,1000,%g,1,%.6f,0", adds, alive);
  }
  law_claim(run, least == 1, "adds first, then deletes, at odds of 1: %.0f %% of the cards crash (expected: none)",
            100 * (1 - least));
  law_claim(run, most == 0, "the same deletes first, then the adds: %.0f %% crash (expected: all)", 100 * (1 - most));
}

/* --- the tree --- */

enum { PREFIXES = 64 };
enum coming { AS_THEY_WENT, REVERSED, SHUFFLED };

static void shuffle(struct prefix *prefix, uint32_t count, struct dice *dice) {
  for (uint32_t i = count; i > 1; i--) {
    uint32_t other = dice_below(dice, i);
    struct prefix swapped = prefix[i - 1];
    prefix[i - 1] = prefix[other];
    prefix[other] = swapped;
  }
}

/* All sixteen-bit prefixes that begin with 8 bits of chance, so that they meet; each once. */
static void draw_prefixes(struct prefix *prefix, struct dice *dice) {
  uint32_t first = dice_below(dice, 256);
  for (uint32_t i = 0; i < PREFIXES; i++)
    prefix[i] = (struct prefix){.address = {(uint8_t)first, (uint8_t)(i * 4)}, .bits = 16, .family = PREFIX_IPV4};
  shuffle(prefix, PREFIXES, dice);
}

static bool feed_tree(struct card *card, const struct card_model *model, enum card_verb verb,
                      const struct prefix *prefix, uint32_t count) {
  const struct card_action action = {.verb = verb, .volume = count, .concrete = prefix, .concretes = count};
  return card_feed(card, model, &action);
}

/* All come, half of them go, and come again. True: crash. */
static bool tree_crashes(const struct card_model *model, enum coming coming, struct dice *dice) {
  struct prefix prefix[PREFIXES];
  struct card card = {0};
  draw_prefixes(prefix, dice);
  card_boot(&card, model, 7, 0);
  bool crash = feed_tree(&card, model, CARD_ADD, prefix, PREFIXES);
  feed_tree(&card, model, CARD_DELETE, prefix, PREFIXES / 2);
  if (coming == SHUFFLED) shuffle(prefix, PREFIXES / 2, dice);
  for (uint32_t i = 0; i < PREFIXES / 2 && !crash; i++)
    crash = feed_tree(&card, model, CARD_ADD, &prefix[coming == REVERSED ? PREFIXES / 2 - 1 - i : i], 1);
  card_forget(&card, model);
  return crash;
}

static uint32_t tree_crash_count(const struct card_model *model, enum coming coming, uint32_t trials) {
  struct dice dice = {.seed = 10};
  uint32_t crashes = 0;
  for (uint32_t i = 0; i < trials; i++) crashes += tree_crashes(model, coming, &dice);
  return crashes;
}

static void order_of_tree(struct law_run *run) {
  struct pool nodes;
  uint32_t trials = run->full ? 10000 : 500;
  ktree_init_pool(&nodes);
  const struct card_model flawed = {.kind = CARD_KTREE, .flaw = {true, 0}, .nodes = &nodes};
  const struct card_model sound = {.kind = CARD_KTREE, .flaw = {false, 0}, .nodes = &nodes};
  uint32_t reversed = tree_crash_count(&flawed, REVERSED, trials);
  uint32_t again = tree_crash_count(&flawed, AS_THEY_WENT, trials);
  uint32_t shuffled = tree_crash_count(&flawed, SHUFFLED, trials);
  uint32_t fixed = tree_crash_count(&sound, SHUFFLED, trials);
  pool_clear(&nodes);
  law_claim(run, reversed == 0 && again > 0 && shuffled > 0,
            "ktree: 64 prefixes come, half go and come again; of %u trees %u crash if they come in the reverse order "
            "(expected: none), %u in the same and %u in any order (expected: some)",
            trials, reversed, again, shuffled);
  law_claim(run, fixed == 0, "ktree without the flaw: %u crash (expected: none)", fixed);
}

static void run(struct law_run *run) {
  law_columns(run, "order,deletes,adds,expected,measured,three_sigma");
  closed_form(run);
  order_of_hazard(run);
  order_of_tree(run);
}

const struct law law_v10 = {
    .name = "v10",
    .title = "V10 hazard: d deletes, then a adds, leave a card alive with probability (1 - p + p (1 - q)^a)^d",
    .source =
        "the closed form of the two-stage hazard, with p the chance that a delete does latent damage and q that an "
        "add trips it; that order and mix of adds and deletes decide: Juniper PSN-2011-08-327",
    .text =
        "Cards fresh from their boot see d deletes and then a adds, with p = 0.001 and q = 0.0005. The share that "
        "survives must lie within the error of sampling of the closed form. Adds first and then deletes crash no "
        "card, whatever the odds. So it is with the tree whose delete has a flaw: what went may come back in reverse "
        "order, but not in any.",
    .run = run,
};
