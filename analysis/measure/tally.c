#include "analysis/measure/tally.h"

#include <glib.h>

void tally_init(struct tally *tally, const struct network *network, struct bins *bins, uint32_t regions,
                const uint8_t *region_of) {
  *tally = (struct tally){.network = network, .bins = bins, .regions = regions, .region_of = region_of};
  tally->session = g_new0(struct tally_session, network->halves);
  tally->cards = g_array_new(FALSE, FALSE, sizeof(struct tally_card));
  tally->region = g_new0(struct tally_region, regions);
  tally->outage_min = SIM_NEVER;
  tally->outage_max = tally->focus_until = -1;
  bins_level_init(&tally->sessions_down, bins);
  bins_level_init(&tally->cards_down, bins);
}

void tally_clear(struct tally *tally) {
  g_free(tally->session);
  g_array_free(tally->cards, TRUE);
  g_free(tally->region);
  bins_level_clear(&tally->sessions_down);
  bins_level_clear(&tally->cards_down);
}

/* A session's record stands at the lower of the two halves of its link. */
static struct tally_session *session_at(struct tally *tally, uint32_t half) {
  return &tally->session[MIN(half, tally->network->back[half])];
}

static struct tally_session *session_between(struct tally *tally, uint32_t router, uint32_t peer) {
  uint32_t half = network_half(tally->network, router, peer);
  g_assert(half != NETWORK_NONE);
  return session_at(tally, half);
}

void tally_focus(struct tally *tally, uint32_t router) {
  for (uint32_t h = tally->network->first[router]; h < tally->network->first[router + 1]; h++)
    session_at(tally, h)->focus = !network_internal(tally->network, h);
}

void tally_begin(struct tally *tally) {
  for (uint32_t h = 0; h < tally->network->halves; h++) {
    struct tally_session *session = &tally->session[h];
    session->counted = session->focus && !session->down;
    tally->focus += session->counted;
  }
}

/* One of the focus sessions went down (`change` 1) or came back (-1). */
static void focus_change(struct tally *tally, sim_time at, int change) {
  tally->focus_down += (uint32_t)change;
  bool low = (uint64_t)(tally->focus - tally->focus_down) * 100 < (uint64_t)tally->focus * 95;
  if (low || tally->focus_low) tally->focus_until = at;
  tally->focus_low = low;
}

static void session_set(struct tally *tally, struct tally_session *session, sim_time at, bool down) {
  if (session->down == down) return;
  session->down = down;
  bins_level_add(&tally->sessions_down, tally->bins, at, down ? 1 : -1);
  if (session->counted) focus_change(tally, at, down ? 1 : -1);
}

static uint32_t region_of(const struct tally *tally, uint32_t router) {
  uint32_t region = tally->region_of && router != OBSERVER_NONE ? tally->region_of[router] : UINT32_MAX;
  return region < tally->regions ? region : UINT32_MAX;
}

static void session_lost(struct tally *tally, const struct occurrence *occurrence) {
  struct tally_session *session = session_between(tally, occurrence->router, occurrence->peer);
  tally->resets++;
  tally->losses[occurrence->loss]++;
  session->losses++;
  session_set(tally, session, occurrence->at, true);
  uint32_t here = region_of(tally, occurrence->router), there = region_of(tally, occurrence->peer);
  if (here != UINT32_MAX) tally->region[here].session_resets++;
  if (there != UINT32_MAX && there != here) tally->region[there].session_resets++;
}

static struct tally_card *card_number(struct tally *tally, uint32_t card) {
  static const struct tally_card well = {.crashed = SIM_NEVER};
  while (tally->cards->len <= card) g_array_append_val(tally->cards, well);
  return &g_array_index(tally->cards, struct tally_card, card);
}

static void card_set(struct tally *tally, struct tally_card *card, sim_time at, bool down) {
  if (card->down == down) return;
  card->down = down;
  bins_level_add(&tally->cards_down, tally->bins, at, down ? 1 : -1);
}

/* A card that crashes again before it is ready has been out since the first crash. */
static void card_crashed(struct tally *tally, const struct occurrence *occurrence) {
  struct tally_card *card = card_number(tally, occurrence->card);
  tally->card_crashes++;
  card->crashed = occurrence->at;
  card_set(tally, card, occurrence->at, true);
  uint32_t region = region_of(tally, occurrence->router);
  if (region != UINT32_MAX) tally->region[region].card_crashes++;
}

static void card_ready(struct tally *tally, const struct occurrence *occurrence) {
  struct tally_card *card = card_number(tally, occurrence->card);
  card_set(tally, card, occurrence->at, false);
  if (card->crashed == SIM_NEVER) return;
  sim_time outage = occurrence->at - card->crashed;
  tally->outage_min = MIN(tally->outage_min, outage);
  tally->outage_max = MAX(tally->outage_max, outage);
  card->crashed = SIM_NEVER;
}

static void judged(struct tally *tally, const struct occurrence *occurrence) {
  if (!occurrence->verdict) return;
  tally->verdicts[occurrence->verdict->outcome]++;
}

void tally_occurred(struct tally *tally, const struct occurrence *occurrence) {
  switch (occurrence->kind) {
  case OCCURRENCE_SESSION_DOWN:
    session_lost(tally, occurrence);
    break;
  case OCCURRENCE_SESSION_UP:
    session_set(tally, session_between(tally, occurrence->router, occurrence->peer), occurrence->at, false);
    break;
  case OCCURRENCE_CARD_CRASH:
    card_crashed(tally, occurrence);
    break;
  case OCCURRENCE_CARD_PATCH:
    card_set(tally, card_number(tally, occurrence->card), occurrence->at, true);
    break;
  case OCCURRENCE_CARD_READY:
    card_ready(tally, occurrence);
    break;
  case OCCURRENCE_VERDICT:
    judged(tally, occurrence);
    break;
  case OCCURRENCE_PROCESS_CRASH:
    tally->router_crashes++;
    break;
  default:
    break;
  }
}

uint64_t tally_lost(const struct tally *tally, uint32_t times) {
  uint64_t count = 0;
  for (uint32_t h = 0; h < tally->network->halves; h++) count += tally->session[h].losses >= times;
  return count;
}
