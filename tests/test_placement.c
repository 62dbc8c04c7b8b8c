#include "models/router/placement.h"

#include <glib.h>

enum { ENDS = 1000 };

/* So many ends of each of three kinds, in order, as the sessions of a router stand. */
static void ends_of(struct placement_end *end, uint32_t first, uint32_t second) {
  for (uint32_t i = 0; i < ENDS; i++)
    end[i] = (struct placement_end){77 + i, i < first ? 0 : i < first + second ? 2 : 3};
}

static void counts_of(const uint32_t *card, uint32_t cards, uint32_t *count) {
  for (uint32_t c = 0; c < cards; c++) count[c] = 0;
  for (uint32_t i = 0; i < ENDS; i++) {
    g_assert_cmpuint(card[i], <, cards);
    count[card[i]]++;
  }
}

static void by_chance(void) {
  struct placement_end end[ENDS], backward[ENDS];
  uint32_t card[ENDS], again[ENDS], count[10];
  ends_of(end, 500, 300);
  for (uint32_t i = 0; i < ENDS; i++) backward[i] = end[ENDS - 1 - i];
  placement_deal(PLACEMENT_CHANCE, 1, 9, end, ENDS, 10, card);
  placement_deal(PLACEMENT_CHANCE, 1, 9, backward, ENDS, 10, again);
  for (uint32_t i = 0; i < ENDS; i++) g_assert_cmpuint(card[i], ==, again[ENDS - 1 - i]); /* by name, not by place */
  counts_of(card, 10, count);
  for (uint32_t c = 0; c < 10; c++) g_assert_true(count[c] > 60 && count[c] < 140);
}

static void round_robin(void) {
  struct placement_end end[ENDS];
  uint32_t card[ENDS], count[7];
  ends_of(end, 500, 300);
  placement_deal(PLACEMENT_ROUND_ROBIN, 1, 9, end, ENDS, 7, card);
  counts_of(card, 7, count);
  for (uint32_t c = 0; c < 7; c++) g_assert_true(count[c] == ENDS / 7 || count[c] == ENDS / 7 + 1);
  for (uint32_t i = 1; i < ENDS; i++) g_assert_cmpuint(card[i], ==, (card[i - 1] + 1) % 7);
}

/* Ten cards for 50 %, 30 % and 20 % of the ends: five, three and two, and no card serves two kinds. */
static void by_kind(void) {
  struct placement_end end[ENDS];
  uint32_t card[ENDS], count[10], kind[10];
  ends_of(end, 500, 300);
  placement_deal(PLACEMENT_KIND, 1, 9, end, ENDS, 10, card);
  counts_of(card, 10, count);
  for (uint32_t c = 0; c < 10; c++) g_assert_cmpuint(count[c], ==, ENDS / 10);
  for (uint32_t i = 0; i < ENDS; i++) kind[card[i]] = end[i].kind;
  for (uint32_t i = 0; i < ENDS; i++) g_assert_cmpuint(kind[card[i]], ==, end[i].kind);
}

static void rare_kinds_have_a_card(void) {
  struct placement_end end[ENDS];
  uint32_t card[ENDS];
  ends_of(end, 998, 1);
  placement_deal(PLACEMENT_KIND, 1, 9, end, ENDS, 3, card);
  g_assert_cmpuint(card[0], !=, card[998]);
  g_assert_cmpuint(card[998], !=, card[999]);
  g_assert_cmpuint(card[0], !=, card[999]);
}

static void few_cards_are_shared(void) {
  struct placement_end end[ENDS];
  uint32_t card[ENDS], count[2];
  ends_of(end, 500, 300);
  for (uint32_t cards = 1; cards <= 2; cards++) {
    placement_deal(PLACEMENT_KIND, 1, 9, end, ENDS, cards, card);
    counts_of(card, cards, count);
    for (uint32_t c = 0; c < cards; c++) g_assert_cmpuint(count[c], >, 0);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/placement/chance goes by the name of the end", by_chance);
  g_test_add_func("/placement/round-robin deals card after card", round_robin);
  g_test_add_func("/placement/each kind has cards of its own, by its share", by_kind);
  g_test_add_func("/placement/a rare kind has a card, too", rare_kinds_have_a_card);
  g_test_add_func("/placement/with fewer cards than kinds they share", few_cards_are_shared);
  return g_test_run();
}
