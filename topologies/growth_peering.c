/* growth_peering.c: who peers with whom.
 *
 * Openness to peering has a heavy tail: a few networks peer with everybody they meet, most with nobody.
 * Each AS drops as many tickets as it is open into the hat of its region; both ends of a peering
 * are drawn from the hats, the second mostly from that of the first. The clique peers with itself.
 */
#include "topologies/growth.h"

#include <math.h>

#define PEERINGS_PER_AS 1.17 /* in 2012 */
#define TAIL 0.85            /* exponent of the openness */
#define OPEN_MOST 0.05       /* of all ASes: the greatest openness */
#define SELLERS_CLOSED 0.6   /* share of transit networks that peer with nobody */
#define STUBS_CLOSED 0.97
#define CLIQUE_TICKETS 10
#define KNOWN_TICKETS 20 /* at least, for large transit networks */
#define REGIONAL 0.8
#define TRIES 8 /* draws per peering wanted, before we are content with fewer */
#define EVERYWHERE CARRIERS_REGIONS
#define HATS (CARRIERS_REGIONS + 1)

static uint32_t tickets(const struct growth *growth, uint32_t node) {
  struct chance chance = {growth->seed, node, GROWTH_OPENNESS, 0};
  double closed = growth_roll(&chance), open = 1 - growth_roll(&chance);
  enum carriers_role role = growth->node[node].role;
  if (role == CARRIERS_CLIQUE) return CLIQUE_TICKETS;
  if (role == CARRIERS_STUB) return closed < STUBS_CLOSED ? 0 : 1;
  uint32_t drawn = (uint32_t)MIN(pow(open, -1 / TAIL), 1 + OPEN_MOST * growth->ases);
  if (growth->node[node].known) return MAX(drawn, KNOWN_TICKETS);
  return role == CARRIERS_TRANSIT && closed < SELLERS_CLOSED ? 0 : drawn;
}

static void fill_hats(const struct growth *growth, GArray **hat) {
  for (int i = 0; i < HATS; i++) hat[i] = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  for (uint32_t node = 0; node < growth->ases; node++)
    for (uint32_t left = tickets(growth, node); left > 0; left--) {
      g_array_append_val(hat[growth->node[node].region], node);
      g_array_append_val(hat[EVERYWHERE], node);
    }
}

static uint32_t draw_ticket(const GArray *hat, struct chance *chance) {
  return g_array_index(hat, uint32_t, (guint)(growth_roll(chance) * hat->len));
}

static gboolean buys_from(const struct growth *growth, uint32_t node, uint32_t provider) {
  for (uint32_t i = growth->node[node].first; i < growth->node[node + 1].first; i++)
    if (g_array_index(growth->provider, uint32_t, i) == provider) return TRUE;
  return FALSE;
}

static gboolean strangers(const struct growth *growth, struct growth_pair pair) {
  return pair.a != pair.b && pair.b >= growth->clique && !buys_from(growth, pair.a, pair.b) &&
         !buys_from(growth, pair.b, pair.a);
}

static guint pair_hash(gconstpointer key) {
  return (guint)((guint64)GPOINTER_TO_SIZE(key) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15) >> 32);
}

static void mesh_clique(struct growth *growth) {
  for (uint32_t a = 0; a < growth->clique; a++)
    for (uint32_t b = a + 1; b < growth->clique; b++) {
      struct growth_pair pair = {a, b};
      g_array_append_val(growth->peering, pair);
    }
}

static struct growth_pair draw_pair(const struct growth *growth, GArray **hat, struct chance *chance) {
  uint32_t one = draw_ticket(hat[EVERYWHERE], chance);
  const GArray *near_hat = hat[growth_roll(chance) < REGIONAL ? growth->node[one].region : EVERYWHERE];
  uint32_t other = draw_ticket(near_hat, chance);
  return (struct growth_pair){MIN(one, other), MAX(one, other)};
}

/* The set of pairs holds both numbers in one pointer-sized key. */
static void draw_pairs(struct growth *growth, GArray **hat) {
  struct chance chance = {growth->seed, 0, GROWTH_PEER, 0};
  GHashTable *met = g_hash_table_new(pair_hash, g_direct_equal);
  uint64_t wanted = (uint64_t)(PEERINGS_PER_AS * growth->ases);
  for (uint64_t tries = 0; growth->peering->len < wanted && tries < TRIES * wanted; tries++) {
    struct growth_pair pair = draw_pair(growth, hat, &chance);
    gsize key = (gsize)pair.a << 32 | pair.b;
    if (strangers(growth, pair) && g_hash_table_add(met, GSIZE_TO_POINTER(key)))
      g_array_append_val(growth->peering, pair);
  }
  g_hash_table_destroy(met);
}

void growth_peering(struct growth *growth) {
  GArray *hat[HATS];
  growth->peering = g_array_new(FALSE, FALSE, sizeof(struct growth_pair));
  fill_hats(growth, hat);
  mesh_clique(growth);
  draw_pairs(growth, hat);
  for (int i = 0; i < HATS; i++) g_array_free(hat[i], TRUE);
}
