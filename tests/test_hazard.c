/* Law V10: d deletes, then a adds, on a card with the defect: P(no crash) = (1 - p_c + p_c (1 - p_a)^a)^d. */
#include "models/router/hazard.h"

#include "tests/dice.h"

#include <glib.h>
#include <math.h>

enum { TRIALS = 20000 };

struct story {
  uint32_t deletes, adds;
  double corrupt_p, trip_p;
};

static const struct story stories[] = {
    {1, 1, 0.5, 0.5}, {10, 10, 0.1, 0.02},         {100, 300, 0.01, 0.002}, {1000, 1000, 0.001, 0.0005}, {5, 1, 1, 0.2},
    {3, 2, 0.4, 1},   {400, 4000, 0.005, 0.00005}, {0, 100, 0.5, 0.5},      {100, 0, 0.5, 0.5},
};

static double story_survival(const struct story *h) {
  return pow(1 - h->corrupt_p + h->corrupt_p * pow(1 - h->trip_p, h->adds), h->deletes);
}

/* How a volume is cut up; pieces by chance are multiples of 1/1024, so that they add up exactly. */
enum cutting { CUT_WHOLE, CUT_SINGLY, CUT_BY_CHANCE, CUTTINGS };

static double piece(struct dice *dice, enum cutting cutting, double left) {
  if (cutting == CUT_WHOLE) return left;
  if (cutting == CUT_SINGLY) return 1;
  return MIN(left, (1 + dice_below(dice, 1 + (uint32_t)(left * 1024) / 4)) / 1024.0);
}

static bool live(struct hazard *card, const struct hazard_odds *defect, const struct story *h, enum cutting cutting,
                 struct dice *dice) {
  bool crashed = false;
  for (double left = h->deletes, cut; left > 0; left -= cut) {
    cut = piece(dice, cutting, left);
    hazard_delete(card, defect, cut);
  }
  for (double left = h->adds, cut; left > 0 && !crashed; left -= cut) {
    cut = piece(dice, cutting, left);
    crashed = hazard_add(card, defect, cut);
  }
  return !crashed;
}

static void check_story(const struct story *h, enum cutting cutting) {
  struct hazard_odds defect = {.corrupt_p = h->corrupt_p, .trip_p = h->trip_p};
  struct dice dice = {.seed = 71};
  uint32_t alive = 0, trials = cutting == CUT_SINGLY && h->adds >= 1000 ? TRIALS / 10 : TRIALS;
  for (uint32_t id = 0; id < trials; id++) {
    struct hazard card = {0};
    hazard_boot(&card, &defect, 7, id);
    alive += live(&card, &defect, h, cutting, &dice);
  }
  double p = story_survival(h), sigma = sqrt(p * (1 - p) / trials), measured = (double)alive / trials;
  if (fabs(measured - p) > 3 * sigma) g_error("d=%u a=%u: %f, not %f +- %f", h->deletes, h->adds, measured, p, sigma);
}

static void closed_form(void) {
  for (size_t i = 0; i < G_N_ELEMENTS(stories); i++) check_story(&stories[i], CUT_WHOLE);
}

static void closed_form_in_pieces(void) {
  for (size_t i = 0; i < G_N_ELEMENTS(stories); i++)
    for (enum cutting cutting = CUT_SINGLY; cutting < CUTTINGS; cutting++) check_story(&stories[i], cutting);
}

/* The same card in the same boot, however its deletes come, has the same damage. */
static void pieces_are_exact(void) {
  struct hazard_odds defect = {.corrupt_p = 0.05, .trip_p = 0.01};
  for (uint32_t id = 0; id < 500; id++) {
    struct hazard whole = {0}, singly = {0};
    hazard_boot(&whole, &defect, 7, id);
    hazard_boot(&singly, &defect, 7, id);
    hazard_delete(&whole, &defect, 64);
    for (int i = 0; i < 128; i++) hazard_delete(&singly, &defect, 0.5);
    g_assert_cmpuint(whole.latent, ==, singly.latent);
  }
}

/* What a delete damages is the number of deletes, not of calls: the damage is binomial in mean and variance. */
static void damage_is_binomial(void) {
  enum { DELETES = 200 };
  struct hazard_odds defect = {.corrupt_p = 0.03, .trip_p = 0};
  double sum = 0, squares = 0;
  for (uint32_t id = 0; id < TRIALS; id++) {
    struct hazard card = {0};
    hazard_boot(&card, &defect, 11, id);
    hazard_delete(&card, &defect, DELETES);
    sum += card.latent;
    squares += (double)card.latent * card.latent;
  }
  double mean = sum / TRIALS, variance = squares / TRIALS - mean * mean, expected = DELETES * 0.03 * 0.97;
  g_assert_cmpfloat(fabs(mean - DELETES * 0.03), <, 3 * sqrt(expected / TRIALS));
  g_assert_cmpfloat(fabs(variance / expected - 1), <, 3 * sqrt(2.0 / TRIALS) * 1.1);
}

static void adds_first(void) {
  struct hazard_odds defect = {.corrupt_p = 1, .trip_p = 1, .trigger_trip_p = 1};
  for (uint32_t id = 0; id < 1000; id++) {
    struct hazard card = {0};
    hazard_boot(&card, &defect, 7, id);
    g_assert_false(hazard_add(&card, &defect, 1e6));
    g_assert_false(hazard_add_trigger(&card, &defect));
    hazard_delete(&card, &defect, 1000);
    g_assert_cmpuint(card.latent, ==, 1000);
  }
}

static void reboot_clears(void) {
  struct hazard_odds defect = {.corrupt_p = 1, .trip_p = 1};
  struct hazard card = {0};
  hazard_boot(&card, &defect, 7, 1);
  hazard_delete(&card, &defect, 10);
  hazard_boot(&card, &defect, 7, 1);
  g_assert_cmpuint(card.latent, ==, 0);
  g_assert_cmpuint(card.boots, ==, 2);
  g_assert_false(hazard_add(&card, &defect, 1e6));
  hazard_delete(&card, &defect, 1);
  g_assert_true(hazard_add(&card, &defect, 1));
}

/* Boots are independent: surviving once tells nothing of the next time. */
static void boots_differ(void) {
  static const struct story h = {50, 50, 0.05, 0.02};
  struct hazard_odds defect = {.corrupt_p = h.corrupt_p, .trip_p = h.trip_p};
  struct dice dice = {.seed = 72};
  double p = story_survival(&h);
  uint32_t both = 0;
  for (uint32_t id = 0; id < TRIALS; id++) {
    struct hazard card = {0};
    hazard_boot(&card, &defect, 7, id);
    bool first = live(&card, &defect, &h, CUT_WHOLE, &dice);
    hazard_boot(&card, &defect, 7, id);
    both += first & live(&card, &defect, &h, CUT_WHOLE, &dice);
  }
  g_assert_cmpfloat(fabs((double)both / TRIALS - p * p), <, 3 * sqrt(p * p * (1 - p * p) / TRIALS));
}

static void trigger_has_its_own(void) {
  struct hazard_odds defect = {.corrupt_p = 0.2, .trip_p = 0, .trigger_trip_p = 0.3};
  uint32_t alive = 0;
  for (uint32_t id = 0; id < TRIALS; id++) {
    struct hazard card = {0};
    hazard_boot(&card, &defect, 7, id);
    hazard_delete(&card, &defect, 6);
    g_assert_false(hazard_add(&card, &defect, 1e9));
    alive += !hazard_add_trigger(&card, &defect) && !hazard_add_trigger(&card, &defect);
  }
  double p = story_survival(&(struct story){6, 2, 0.2, 0.3});
  g_assert_cmpfloat(fabs((double)alive / TRIALS - p), <, 3 * sqrt(p * (1 - p) / TRIALS));
}

static void sound_card(void) {
  struct hazard_odds defect = {0};
  struct hazard card = {0};
  hazard_boot(&card, &defect, 7, 1);
  hazard_delete(&card, &defect, 1e12);
  g_assert_cmpuint(card.latent, ==, 0);
  g_assert_false(hazard_add(&card, &defect, 1e12));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/hazard/V10: survival follows the closed form", closed_form);
  g_test_add_func("/hazard/V10: however the volumes are cut up", closed_form_in_pieces);
  g_test_add_func("/hazard/damage does not depend on how deletes are cut up", pieces_are_exact);
  g_test_add_func("/hazard/damage is binomial", damage_is_binomial);
  g_test_add_func("/hazard/V10: adds before deletes never crash", adds_first);
  g_test_add_func("/hazard/a reboot clears all damage", reboot_clears);
  g_test_add_func("/hazard/boots are independent", boots_differ);
  g_test_add_func("/hazard/a trigger trips with its own chance", trigger_has_its_own);
  g_test_add_func("/hazard/without the defect nothing happens", sound_card);
  return g_test_run();
}
