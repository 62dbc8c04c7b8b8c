/* valley.c: 64 floods at once.
 *
 * A way read backwards is valley-free too, so the origin's word is flooded outwards, one link a round. What an AS may
 * do with it depends on whom it came from: its standing. CLIMBED (from a customer, or own) goes to everybody; CROSSED
 * (from a peer) and FALLEN (from a provider) go to customers; a sibling shares the standing.
 *
 * An origin is a bit in a 64-bit word, so a round moves the word of 64 origins over a link with one OR; only ASes that
 * learned something in the last round are looked at (after Then et al., The more the merrier: efficient multi-source
 * graph traversal, VLDB 2014). Each AS answers to a new word in one of two ways:
 *
 * Shortest: a standing is taken when it is new and no better one was known. The first arrival gives the length.
 *
 * Preferred: an AS that will ever hear it from a customer shall take nothing else, however early that
 * comes. So the standings are flooded in three runs: the first finds all who climb, the second who of
 * the others cross, the third has everything; who was found in an earlier run is barred from worse
 * standings. The standing is right from the start then, and the first arrival in it is the shortest of its standing.
 */
#include "topologies/survey/valley.h"

#include <math.h>

#define BATCH 64

enum standing { CLIMBED, CROSSED, FALLEN, STANDINGS };

/* Bits are origins. `barred` are those of which a better standing is known to come. */
struct place {
  uint64_t seen[STANDINGS], fresh[STANDINGS], coming[STANDINGS], barred[STANDINGS];
};

struct flood {
  const struct adjacency *adjacency;
  struct place *place;       /* [ases] */
  uint32_t *front, *touched; /* [ases] who learned something in the last round; who is told something in this one */
  uint32_t fronts, touches;
  enum standing worst; /* standings beyond are not flooded */
  gboolean patient;    /* preferred, not shortest */
};

static uint64_t place_any(const uint64_t of[STANDINGS]) { return of[CLIMBED] | of[CROSSED] | of[FALLEN]; }

static void flood_tell(struct flood *flood, uint32_t as, enum standing standing, uint64_t bits) {
  struct place *place = &flood->place[as];
  if (bits == 0 || standing > flood->worst) return;
  if (place_any(place->coming) == 0) flood->touched[flood->touches++] = as;
  place->coming[standing] |= bits;
}

static void flood_pass_on(struct flood *flood, uint32_t as) {
  const struct adjacency *adjacency = flood->adjacency;
  const uint64_t *fresh = flood->place[as].fresh;
  const uint32_t *neighbour = adjacency->neighbour;
  for (uint32_t i = adjacency->first[as]; i < adjacency->peers[as]; i++)
    flood_tell(flood, neighbour[i], FALLEN, place_any(fresh));
  for (uint32_t i = adjacency->peers[as]; fresh[CLIMBED] && i < adjacency->siblings[as]; i++)
    flood_tell(flood, neighbour[i], CROSSED, fresh[CLIMBED]);
  for (uint32_t i = adjacency->siblings[as]; i < adjacency->providers[as]; i++)
    for (enum standing standing = CLIMBED; standing < STANDINGS; standing++)
      flood_tell(flood, neighbour[i], standing, fresh[standing]);
  for (uint32_t i = adjacency->providers[as]; fresh[CLIMBED] && i < adjacency->first[as + 1]; i++)
    flood_tell(flood, neighbour[i], CLIMBED, fresh[CLIMBED]);
}

/* What of the words that came is news. Returns the origins of which nothing at all was known. */
static uint64_t place_settle(struct place *place, gboolean patient) {
  uint64_t before = place_any(place->seen), better = 0;
  for (enum standing standing = CLIMBED; standing < STANDINGS; standing++) {
    better |= place->seen[standing];
    uint64_t known = patient ? place->seen[standing] | place->barred[standing] : better;
    place->fresh[standing] = place->coming[standing] & ~known;
    place->seen[standing] |= place->fresh[standing];
    better |= place->seen[standing];
    place->coming[standing] = 0;
  }
  return place_any(place->fresh) & ~before;
}

/* Returns how many pairs (AS, origin) met for the first time. */
static uint64_t flood_round(struct flood *flood) {
  uint64_t arrived = 0;
  for (uint32_t i = 0; i < flood->fronts; i++) flood_pass_on(flood, flood->front[i]);
  flood->fronts = 0;
  for (uint32_t i = 0; i < flood->touches; i++) {
    struct place *place = &flood->place[flood->touched[i]];
    arrived += (uint64_t)__builtin_popcountll(place_settle(place, flood->patient));
    if (place_any(place->fresh)) flood->front[flood->fronts++] = flood->touched[i];
  }
  flood->touches = 0;
  return arrived;
}

/* Which AS the nth of so many origins is. */
static uint32_t origin_at(uint32_t nth, uint32_t origins, uint32_t ases) {
  return (uint32_t)((2 * (uint64_t)nth + 1) * ases / (2 * (uint64_t)origins));
}

/* Forgets all but the bars and lets `count` origins from the nth on know of themselves. */
static void flood_begin(struct flood *flood, uint32_t nth, uint32_t count, uint32_t origins) {
  uint32_t ases = flood->adjacency->ases;
  for (uint32_t as = 0; as < ases; as++)
    for (enum standing standing = CLIMBED; standing < STANDINGS; standing++) flood->place[as].seen[standing] = 0;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t as = origin_at(nth + i, origins, ases);
    struct place *place = &flood->place[as];
    place->seen[CLIMBED] = place->fresh[CLIMBED] = UINT64_C(1) << i;
    place->fresh[CROSSED] = place->fresh[FALLEN] = 0;
    flood->front[i] = as;
  }
  flood->fronts = count;
}

/* Rounds until nobody learns anything; what arrives in round n has length n. */
static void flood_run(struct flood *flood, GArray *lengths) {
  for (guint length = 1; flood->fronts > 0; length++) {
    uint64_t arrived = flood_round(flood);
    if (!lengths) continue;
    if (lengths->len <= length) g_array_set_size(lengths, length + 1);
    g_array_index(lengths, uint64_t, length) += arrived;
  }
}

static void flood_shortest(struct flood *flood, uint32_t nth, uint32_t count, uint32_t origins, GArray *lengths) {
  flood->patient = FALSE;
  flood->worst = FALLEN;
  flood_begin(flood, nth, count, origins);
  flood_run(flood, lengths);
}

static void flood_preferred(struct flood *flood, uint32_t nth, uint32_t count, uint32_t origins, GArray *lengths) {
  uint32_t ases = flood->adjacency->ases;
  flood->patient = TRUE;
  for (flood->worst = CLIMBED; flood->worst < FALLEN; flood->worst++) {
    flood_begin(flood, nth, count, origins);
    flood_run(flood, NULL);
    for (uint32_t as = 0; as < ases; as++) {
      struct place *place = &flood->place[as];
      place->barred[flood->worst + 1] = place->barred[flood->worst] | place->seen[flood->worst];
    }
  }
  flood_begin(flood, nth, count, origins);
  flood_run(flood, lengths);
}

static struct distribution *lengths_close(GArray *lengths) {
  struct distribution *closed = distribution_of_weights((const uint64_t *)(const void *)lengths->data, lengths->len);
  g_array_free(lengths, TRUE);
  return closed;
}

struct valley *valley_new(const struct adjacency *adjacency, uint32_t origins) {
  struct valley *valley = g_new0(struct valley, 1);
  GArray *shortest = g_array_new(FALSE, TRUE, sizeof(uint64_t)),
         *preferred = g_array_new(FALSE, TRUE, sizeof(uint64_t));
  uint32_t ases = adjacency->ases;
  struct flood flood = {.adjacency = adjacency,
                        .place = g_new0(struct place, ases),
                        .front = g_new(uint32_t, ases),
                        .touched = g_new(uint32_t, ases)};
  valley->origins = MIN(origins, ases);
  for (uint32_t nth = 0; nth < valley->origins; nth += BATCH) {
    uint32_t count = MIN(BATCH, valley->origins - nth);
    flood_shortest(&flood, nth, count, valley->origins, shortest);
    flood_preferred(&flood, nth, count, valley->origins, preferred);
  }
  valley->shortest = lengths_close(shortest);
  valley->preferred = lengths_close(preferred);
  double pairs = (double)valley->origins * (ases - 1.0);
  valley->cut_off = pairs > 0 ? 1 - (double)valley->shortest->total / pairs : NAN;
  g_free(flood.touched);
  g_free(flood.front);
  g_free(flood.place);
  return valley;
}

void valley_free(struct valley *valley) {
  if (!valley) return;
  distribution_free(valley->shortest);
  distribution_free(valley->preferred);
  g_free(valley);
}
