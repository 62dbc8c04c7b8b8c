/* card.h: the memory of one line card, by one of three crash models, each a hypothesis of its own.
 *
 * Whoever feeds a card does not care which: an action says what reaches the card (a prefix is added, deleted or
 * changed, and how many real ones it stands for), and the answer is whether the card survives it.
 *
 *   hazard   hazard.h: chance, with a closed form. Counts real prefixes.
 *   ktree    ktree.h: a real tree with a flawed delete. Wants concrete prefixes, a few of them for the many real ones.
 *   pattern  pattern.h: a trigger prefix and a set of conditions.
 *
 * A next-hop change is mostly done in place. The share of it that a card carries out as deletes and adds
 * (`change_share`) comes as one batch, the deletes first (*assumed*). A changed trigger counts as an add of it.
 *
 * Cards with the same history have the same tree and share its memory. An action comes to all cards of a router in one
 * round: what it made of a tree is kept with the round, so that each tree is worked on once.
 */
#ifndef MODELS_ROUTER_CARD_H
#define MODELS_ROUTER_CARD_H

#include "models/router/hazard.h"
#include "models/router/ktree.h"
#include "models/router/pattern.h"

#include <glib.h>

enum card_kind { CARD_HAZARD, CARD_KTREE, CARD_PATTERN };

struct card_model {
  enum card_kind kind;
  struct hazard_odds odds; /* hazard */
  struct ktree_flaw flaw;  /* ktree */
  struct pool *nodes;      /* ktree: of the trees */
  struct pattern *pattern; /* pattern */
  double change_share;
};

enum card_verb { CARD_NOTHING, CARD_ADD, CARD_DELETE, CARD_CHANGE };

struct card_action {
  enum card_verb verb;
  uint32_t prefix; /* its number */
  double volume;   /* real prefixes */
  bool trigger;
  sim_time at;
  const struct prefix *concrete; /* ktree: [concretes] */
  uint32_t concretes;
};

struct card {
  uint64_t seed;
  uint32_t id, boots;
  struct hazard hazard;
  struct ktree tree;
  struct pattern_memory *pattern;
};

/* A card fresh from its boot; `id` names it for chance. The first time it is all zero. */
void card_boot(struct card *card, const struct card_model *model, uint64_t seed, uint32_t id);
/* What it remembers is gone; the number of its boots is not. */
void card_forget(struct card *card, const struct card_model *model);

/* One action, as it comes to several cards. */
struct card_round {
  const struct card_action *action;
  GArray *outcome; /* NULL: nothing kept */
};
struct card_round card_round_begin(const struct card_action *action);
/* True: this card crashes. All cards of a round have the same flaw. */
bool card_round_feed(struct card_round *round, struct card *card, const struct card_model *model);
void card_round_end(struct card_round *round);

/* A round of one card. */
bool card_feed(struct card *card, const struct card_model *model, const struct card_action *action);

/* What a card went through before anybody looked: `deletes` of prefixes that are gone now. A hazard counts them. A tree
 * sees, one after the other, neighbours of the prefixes in `table` [count] come and go; if that crashes it, the card
 * begins again with what it holds now. Cards of the same `history` age alike. */
struct card_past {
  uint64_t seed, history;
  double deletes;
  const struct prefix *table;
  uint32_t count;
};
void card_age(struct card *card, const struct card_model *model, const struct card_past *past);
/* `card`, just booted, has seen what `other` has. For the ktree model: the others have
 * nothing that could be shared. */
void card_share(struct card *card, const struct card_model *model, const struct card *other);

#endif
