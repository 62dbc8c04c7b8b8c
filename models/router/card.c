#include "models/router/card.h"

enum { CARD_CHANCE_PAST = 210 };

/* --- life --- */

void card_boot(struct card *card, const struct card_model *model, uint64_t seed, uint32_t id) {
  card_forget(card, model);
  card->seed = seed;
  card->id = id;
  card->boots++;
  if (model->kind == CARD_HAZARD) hazard_boot(&card->hazard, &model->odds, seed, id);
  if (model->kind == CARD_KTREE) ktree_init(&card->tree, model->nodes);
  if (model->kind == CARD_PATTERN) card->pattern = pattern_memory_new(model->pattern);
}

void card_forget(struct card *card, const struct card_model *model) {
  if (model->kind == CARD_KTREE) ktree_clear(&card->tree);
  g_clear_pointer(&card->pattern, pattern_memory_free);
}

/* --- what each model makes of an action --- */

static bool card_feed_hazard(struct card *card, const struct card_model *model, const struct card_action *a) {
  struct hazard *hazard = &card->hazard;
  double moved = a->verb == CARD_CHANGE ? a->volume * model->change_share : a->volume;
  if (a->verb != CARD_ADD) hazard_delete(hazard, &model->odds, moved);
  if (a->verb == CARD_DELETE) return false;
  return a->trigger ? hazard_add_trigger(hazard, &model->odds) : hazard_add(hazard, &model->odds, moved);
}

static bool card_feed_ktree(struct card *card, const struct card_model *model, const struct card_action *a) {
  uint32_t moved = a->concretes;
  if (a->verb == CARD_CHANGE) moved = (uint32_t)(moved * model->change_share + 0.5);
  for (uint32_t i = 0; i < moved && a->verb != CARD_ADD; i++) ktree_delete(&card->tree, &a->concrete[i], &model->flaw);
  for (uint32_t i = 0; i < moved && a->verb != CARD_DELETE; i++)
    if (!ktree_add(&card->tree, &a->concrete[i], a->prefix + 1)) return true;
  return false;
}

static bool card_feed_pattern(struct card *card, const struct card_model *model, const struct card_action *a) {
  double moved = a->verb == CARD_CHANGE ? a->volume * model->change_share : a->volume;
  if (a->verb != CARD_ADD && moved > 0) pattern_delete(card->pattern, model->pattern, a->prefix, moved, a->at);
  return a->verb != CARD_DELETE && pattern_add(card->pattern, model->pattern, a->prefix, a->at);
}

bool card_feed(struct card *card, const struct card_model *model, const struct card_action *action) {
  if (action->verb == CARD_NOTHING) return false;
  switch (model->kind) {
  case CARD_HAZARD:
    return card_feed_hazard(card, model, action);
  case CARD_KTREE:
    return card_feed_ktree(card, model, action);
  case CARD_PATTERN:
    break;
  }
  return card_feed_pattern(card, model, action);
}

/* --- rounds --- */

/* What the action of the round made of one tree. Both are copies, so no node of theirs is written to meanwhile. */
struct outcome {
  struct ktree before, after;
  bool crash;
};

struct card_round card_round_begin(const struct card_action *action) {
  return (struct card_round){.action = action};
}

static const struct outcome *round_find(const struct card_round *round, const struct ktree *tree) {
  for (guint i = 0; round->outcome && i < round->outcome->len; i++) {
    const struct outcome *outcome = &g_array_index(round->outcome, struct outcome, i);
    if (ktree_same(&outcome->before, tree)) return outcome;
  }
  return NULL;
}

static bool round_take(struct card *card, const struct outcome *outcome) {
  ktree_clear(&card->tree);
  card->tree = ktree_copy(&outcome->after);
  return outcome->crash;
}

bool card_round_feed(struct card_round *round, struct card *card, const struct card_model *model) {
  if (model->kind != CARD_KTREE || !ktree_shared(&card->tree)) return card_feed(card, model, round->action);
  const struct outcome *known = round_find(round, &card->tree);
  if (known) return round_take(card, known);
  struct outcome outcome = {.before = ktree_copy(&card->tree)};
  outcome.crash = card_feed(card, model, round->action);
  outcome.after = ktree_copy(&card->tree);
  if (!round->outcome) round->outcome = g_array_new(FALSE, FALSE, sizeof outcome);
  g_array_append_val(round->outcome, outcome);
  return outcome.crash;
}

void card_round_end(struct card_round *round) {
  for (guint i = 0; round->outcome && i < round->outcome->len; i++) {
    struct outcome *outcome = &g_array_index(round->outcome, struct outcome, i);
    ktree_clear(&outcome->before);
    ktree_clear(&outcome->after);
  }
  if (round->outcome) g_array_unref(round->outcome);
  round->outcome = NULL;
}

/* --- before the run --- */

/* A prefix as long as one of the table, that parts from it at a level by chance. */
static struct prefix past_neighbour(const struct card_past *past, uint64_t nth) {
  struct chance of = {past->seed, past->history, CARD_CHANCE_PAST, 3 * nth};
  struct prefix prefix = past->table[chance_below(of, past->count)];
  of.nth++;
  uint32_t from = (uint32_t)chance_below(of, MAX(prefix.bits, 1));
  of.nth++;
  uint64_t bits = chance_bits(of);
  for (uint32_t bit = from; bit < prefix.bits; bit++)
    if (bit == from || bits >> (bit % 64) & 1) prefix.address[bit / 8] ^= (uint8_t)(0x80 >> bit % 8);
  return prefix;
}

static void card_age_tree(struct card *card, const struct card_model *model, const struct card_past *past) {
  struct ktree present = ktree_copy(&card->tree);
  for (uint64_t nth = 0; past->count && (double)nth < past->deletes; nth++) {
    struct prefix prefix = past_neighbour(past, nth);
    if (ktree_find(&card->tree, &prefix)) continue;
    if (ktree_add(&card->tree, &prefix, 1)) {
      ktree_delete(&card->tree, &prefix, &model->flaw);
      continue;
    }
    ktree_clear(&card->tree);
    card->tree = ktree_copy(&present);
  }
  ktree_clear(&present);
}

void card_age(struct card *card, const struct card_model *model, const struct card_past *past) {
  if (model->kind == CARD_HAZARD) hazard_delete(&card->hazard, &model->odds, past->deletes);
  if (model->kind == CARD_KTREE) card_age_tree(card, model, past);
}

void card_share(struct card *card, const struct card_model *model, const struct card *other) {
  g_assert(model->kind == CARD_KTREE);
  ktree_clear(&card->tree);
  card->tree = ktree_copy(&other->tree);
}
