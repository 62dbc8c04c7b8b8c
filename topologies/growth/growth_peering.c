/* growth_peering.c: who peers with whom.
 *
 * On published maps 96 % of peerings have an end at one of a hundred or two networks that peer with everybody and show
 * their routes to a collector; of peerings among the rest hardly any is seen. So every peering has a host, one of these
 * few, and a guest, which may be another host. The most open host chooses its guests first, among those that still want
 * hosts, with a preference for its own country and region, where they meet at exchanges.
 */
#include "topologies/growth/growth.h"

#include <stdlib.h>
#include <string.h>

#define IN_COUNTRY 0.6 /* assumed */
#define IN_REGION 0.9  /* assumed, the country's part within */
#define TRIES 4        /* for a peering without a host */
#define NO_HOST UINT32_MAX

struct host {
  uint32_t node, guests;
  GArray *inviter; /* uint32_t: places of hosts that have invited it */
};

struct fair {
  struct growth *growth;
  struct growth_ground *ground;
  struct tickets *tickets; /* by place: hosts still wanted */
  uint32_t hosts;
  struct host *host;        /* [hosts] by falling guests */
  uint32_t *host_of;        /* [ases] index into host, or NO_HOST */
  uint32_t *first, *trader; /* neighbours by transit of a node: trader[first[node] .. first[node + 1]) */
  GArray *aside;            /* struct aside: out of the hat while a host chooses */
};

struct aside {
  uint32_t place;
  uint64_t tickets;
};

static int compare_hosts(const void *a, const void *b) {
  const struct host *one = a, *other = b;
  if (one->guests != other->guests) return one->guests > other->guests ? -1 : 1;
  return one->node < other->node ? -1 : one->node > other->node;
}

static void find_hosts(struct fair *fair) {
  const struct growth *growth = fair->growth;
  fair->host = g_new(struct host, growth->facts.ases);
  fair->host_of = g_new(uint32_t, growth->facts.ases);
  memset(fair->host_of, 0xff, growth->facts.ases * sizeof *fair->host_of);
  for (uint32_t i = 0; i < growth->facts.ases; i++)
    if (growth->node[i].guests > 0)
      fair->host[fair->hosts++] = (struct host){i, growth->node[i].guests, g_array_new(FALSE, FALSE, sizeof(uint32_t))};
  if (fair->hosts > 0) qsort(fair->host, fair->hosts, sizeof *fair->host, compare_hosts);
  for (uint32_t i = 0; i < fair->hosts; i++) fair->host_of[fair->host[i].node] = i;
}

static void find_traders(struct fair *fair) {
  const struct growth_pair *pair = (const struct growth_pair *)fair->growth->transit->data;
  uint32_t ases = fair->growth->facts.ases, pairs = fair->growth->transit->len;
  fair->first = g_new0(uint32_t, (gsize)ases + 2);
  fair->trader = g_new(uint32_t, 2 * (gsize)pairs);
  for (uint32_t i = 0; i < pairs; i++) {
    fair->first[pair[i].a + 2]++;
    fair->first[pair[i].b + 2]++;
  }
  for (uint32_t i = 2; i <= ases; i++) fair->first[i] += fair->first[i - 1];
  for (uint32_t i = 0; i < pairs; i++) {
    fair->trader[fair->first[pair[i].a + 1]++] = pair[i].b;
    fair->trader[fair->first[pair[i].b + 1]++] = pair[i].a;
  }
}

static struct tickets_range everybody(const struct fair *fair) {
  return (struct tickets_range){0, fair->growth->facts.ases};
}

/* Whom somebody meets: a range of those that still want hosts, which may be empty. */
static struct tickets_range draw_hat(const struct fair *fair, uint32_t node, struct chance *chance) {
  return growth_ground_near(fair->ground, fair->tickets, &fair->growth->node[node], growth_roll(chance), IN_COUNTRY,
                            IN_REGION, everybody(fair));
}

static void put_aside(struct fair *fair, uint32_t place) {
  struct aside aside = {place, tickets_get(fair->tickets, place)};
  g_array_append_val(fair->aside, aside);
  tickets_set(fair->tickets, place, 0);
}

static void invite(struct fair *fair, uint32_t host, uint32_t place) {
  uint32_t node = fair->host[host].node, guest = fair->ground->node[place];
  struct growth_pair pair = {node, guest};
  g_array_append_val(fair->growth->peering, pair);
  put_aside(fair, place);
  g_array_index(fair->aside, struct aside, fair->aside->len - 1).tickets--;
  uint32_t other = fair->host_of[guest];
  if (other != NO_HOST) g_array_append_val(fair->host[other].inviter, fair->ground->place[node]);
}

/* Itself and its neighbours by transit. */
static void put_aside_traders(struct fair *fair, uint32_t node) {
  put_aside(fair, fair->ground->place[node]);
  for (uint32_t i = fair->first[node]; i < fair->first[node + 1]; i++)
    put_aside(fair, fair->ground->place[fair->trader[i]]);
}

static void put_back(struct fair *fair) {
  for (guint i = 0; i < fair->aside->len; i++) {
    struct aside aside = g_array_index(fair->aside, struct aside, i);
    tickets_set(fair->tickets, aside.place, aside.tickets);
  }
  g_array_set_size(fair->aside, 0);
}

/* Not to be invited: itself, those it trades with, hosts whose guest it is, and nobody twice. */
static void choose_guests(struct fair *fair, uint32_t host) {
  const struct growth *growth = fair->growth;
  uint32_t node = fair->host[host].node;
  struct chance chance = {growth->seed, growth->node[node].asn, GROWTH_PEER, 0};
  put_aside_traders(fair, node);
  for (guint i = 0; i < fair->host[host].inviter->len; i++)
    put_aside(fair, g_array_index(fair->host[host].inviter, uint32_t, i));
  for (uint32_t i = 0; i < fair->host[host].guests; i++) {
    struct tickets_range hat = draw_hat(fair, node, &chance);
    if (tickets_sum(fair->tickets, hat) == 0) break;
    invite(fair, host, tickets_draw(fair->tickets, hat, growth_roll(&chance)));
  }
  put_back(fair);
}

static gsize pair_key(struct growth_pair pair) { return (gsize)MIN(pair.a, pair.b) << 32 | MAX(pair.a, pair.b); }

static guint pair_hash(gconstpointer key) {
  return (guint)(GPOINTER_TO_SIZE(key) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15) >> 32);
}

static void hand_out_tickets(struct fair *fair, gboolean to_hosts) {
  for (uint32_t node = 0; node < fair->growth->facts.ases; node++)
    tickets_set(fair->tickets, fair->ground->place[node],
                to_hosts || fair->host_of[node] == NO_HOST ? fair->growth->node[node].hosts : 0);
}

static void use_ticket(struct fair *fair, uint32_t place) {
  tickets_set(fair->tickets, place, tickets_get(fair->tickets, place) - 1);
}

/* One of a corner, and another that it neither trades with nor has met; FALSE when there is none. */
static gboolean meet(struct fair *fair, GHashTable *met, uint32_t one, struct chance *chance) {
  struct growth_pair pair = {fair->ground->node[one], 0};
  uint32_t other = one;
  put_aside_traders(fair, pair.a);
  struct tickets_range hat = draw_hat(fair, pair.a, chance);
  if (tickets_sum(fair->tickets, hat) > 0) other = tickets_draw(fair->tickets, hat, growth_roll(chance));
  put_back(fair);
  pair.b = fair->ground->node[other];
  if (other == one || !g_hash_table_add(met, GSIZE_TO_POINTER(pair_key(pair)))) return FALSE;
  g_array_append_val(fair->growth->peering, pair);
  use_ticket(fair, other);
  return TRUE;
}

/* Peerings without a host, by the tickets that the hosts have left over: somebody, and somebody else near by. When
 * these are used up, and some peerings are still missing, everybody but the hosts gets tickets again. */
static void meet_in_corners(struct fair *fair) {
  struct chance chance = {fair->growth->seed, 0, GROWTH_CORNER, 0};
  GHashTable *met = g_hash_table_new(pair_hash, g_direct_equal);
  uint32_t made = fair->growth->peering->len, wanted = fair->growth->facts.peer_links;
  for (uint32_t i = 0; i < fair->hosts; i++) tickets_set(fair->tickets, fair->ground->place[fair->host[i].node], 0);
  for (uint32_t left = made < wanted ? TRIES * (wanted - made) : 0; made < wanted && left > 0; left--) {
    if (tickets_sum(fair->tickets, everybody(fair)) == 0) hand_out_tickets(fair, FALSE);
    if (tickets_sum(fair->tickets, everybody(fair)) == 0) break;
    uint32_t one = tickets_draw(fair->tickets, everybody(fair), growth_roll(&chance));
    use_ticket(fair, one);
    made += meet(fair, met, one, &chance);
  }
  g_hash_table_destroy(met);
}

static void mesh_clique(struct growth *growth) {
  for (uint32_t a = 0; a < growth->clique; a++)
    for (uint32_t b = a + 1; b < growth->clique; b++) {
      struct growth_pair pair = {a, b};
      g_array_append_val(growth->peering, pair);
    }
}

void growth_peering(struct growth *growth) {
  uint32_t ases = growth->facts.ases;
  struct fair fair = {.growth = growth, .ground = growth_ground_new(growth), .tickets = tickets_new(ases)};
  growth->peering = g_array_new(FALSE, FALSE, sizeof(struct growth_pair));
  fair.aside = g_array_new(FALSE, FALSE, sizeof(struct aside));
  mesh_clique(growth);
  find_hosts(&fair);
  find_traders(&fair);
  hand_out_tickets(&fair, TRUE);
  for (uint32_t i = 0; i < fair.hosts; i++) choose_guests(&fair, i);
  meet_in_corners(&fair);
  for (uint32_t i = 0; i < fair.hosts; i++) g_array_free(fair.host[i].inviter, TRUE);
  g_array_free(fair.aside, TRUE);
  g_free(fair.host);
  g_free(fair.host_of);
  g_free(fair.first);
  g_free(fair.trader);
  tickets_free(fair.tickets);
  growth_ground_free(fair.ground);
}
