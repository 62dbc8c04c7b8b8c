#include "models/router/placement.h"

#include "sim/chance.h"

/* The cards of one kind of end: `count` of them from `first` on. */
struct block {
  uint32_t first, count, ends, dealt;
};

/* Hands out the cards one by one, each to the kind that has most ends for a card that it has. */
static void block_sizes(struct block *block, uint32_t cards) {
  for (uint32_t given = 0; given < cards; given++) {
    uint32_t neediest = PLACEMENT_KINDS;
    for (uint32_t k = 0; k < PLACEMENT_KINDS; k++) {
      if (!block[k].ends) continue;
      if (neediest == PLACEMENT_KINDS ||
          (uint64_t)block[k].ends * block[neediest].count > (uint64_t)block[neediest].ends * block[k].count)
        neediest = k;
    }
    if (neediest < PLACEMENT_KINDS) block[neediest].count++;
  }
}

static void block_lay(struct block *block, uint32_t cards) {
  uint32_t next = 0;
  for (uint32_t k = 0; k < PLACEMENT_KINDS; k++) {
    if (!block[k].ends) continue;
    block[k].first = next % cards;
    if (!block[k].count) block[k].count = 1;
    next += block[k].count;
  }
}

static void placement_by_kind(const struct placement_end *end, uint32_t ends, uint32_t cards, uint32_t *card) {
  struct block block[PLACEMENT_KINDS] = {{0, 0, 0, 0}};
  for (uint32_t i = 0; i < ends; i++) block[end[i].kind].ends++;
  block_sizes(block, cards);
  block_lay(block, cards);
  for (uint32_t i = 0; i < ends; i++) {
    struct block *own = &block[end[i].kind];
    card[i] = own->first + own->dealt++ % own->count;
  }
}

void placement_deal(enum placement_rule rule, uint64_t seed, uint64_t what, const struct placement_end *end,
                    uint32_t ends, uint32_t cards, uint32_t *card) {
  if (rule == PLACEMENT_KIND) {
    placement_by_kind(end, ends, cards, card);
    return;
  }
  for (uint32_t i = 0; i < ends; i++) {
    struct chance of = {seed, end[i].name, what, 0};
    card[i] = rule == PLACEMENT_CHANCE ? (uint32_t)chance_below(of, cards) : i % cards;
  }
}
