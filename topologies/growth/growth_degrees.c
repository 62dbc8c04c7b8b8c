/* growth_degrees.c: how many customers, providers and peers everybody has.
 *
 * The points below are the shares that the published map of January 2012 has at these degrees (CAIDA's inference);
 * where the map of 2012 ends, those of 2018 carried back; for one peer or two, the middle between both. In 2009, 2010
 * and 2018 customers and providers follow the same curves; peers follow them too once their tilt (curve.h) is the one
 * that the count of peer links asks for. What a constant below does not say otherwise was fitted to these four maps.
 *
 * Sequences are handed out by rank: three normal numbers an AS, correlated as the degrees are (Spearman 0.35 between
 * customers and peers of those who sell transit, 0.28 customers and providers, 0.33 providers and peers; 0.1 for
 * stubs), say who gets the many. Networks known by name take what is nearest to their known size.
 */
#include "topologies/growth/curve.h"
#include "topologies/growth/growth.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MARKET_MOST 0.046 /* of all transit links: nobody sells more (Cogent in 2018: 0.0445) */
#define PROVIDERS_MOST 120
#define HOSTED 0.985     /* of peerings: 4 % and 3 % have no end among the 200 most open in 2012 and 2018 */
#define HOST_LEAST 0.35  /* of the mean: a network known to have more peers is a host */
#define GUESTS_MOST 0.15 /* of all ASes */
#define HOSTS_MOST 0.75  /* of the hosts: nobody peers with more */
#define HOSTS_2012 118.0
#define STRETCHED 30.0
#define STRETCH 0.5
#define CLIQUE_HOSTS 2.5     /* hosts that a clique member peers with, for each of the clique */
#define ORDER_NOISE 0.5      /* in the logarithm of customers: 2 to 4 % buy from a smaller one */
#define WELCOME_SIZE 1.0     /* hosts are large: the median host of 2012 had 40 customers, */
#define LARGE 1.3            /* which one in ten sellers has, and the largest of all are not more likely to be hosts; */
#define WELCOME_OPENNESS 0.5 /* and open themselves */
#define STUB_SHY 1.4         /* a host that sells nothing is rare: 6 of 118 in 2012 */
#define EUROPE_OPEN 0.4      /* assumed: exchanges, and collectors at them, began in Europe */
#define TIES 1.2             /* equal degrees weaken a correlation of ranks by so much */
#define UNKNOWN (-1.0)

static const struct curve_point customers_curve[] = {
    {1, 1},        {2, 0.603},     {3, 0.445},     {5, 0.297},     {8, 0.2035},   {12, 0.1455},  {20, 0.0925},
    {30, 0.0657},  {50, 0.0382},   {80, 0.0232},   {120, 0.0144},  {200, 0.0074}, {400, 0.0037}, {800, 0.0015},
    {1400, 0.001}, {1900, 0.0006}, {3200, 0.0003}, {6400, 0.0001}, {0, 0}};
static const struct curve_point seller_providers[] = {{1, 1},      {2, 0.767},  {3, 0.436},   {4, 0.2205}, {5, 0.1155},
                                                      {6, 0.0625}, {7, 0.036},  {8, 0.0255},  {9, 0.018},  {10, 0.012},
                                                      {12, 0.006}, {20, 0.002}, {40, 0.0003}, {0, 0}};
static const struct curve_point multihomed_providers[] = {{2, 1},       {3, 0.22},    {4, 0.0731},   {5, 0.0303},
                                                          {6, 0.0163},  {7, 0.0103},  {8, 0.0071},   {10, 0.0037},
                                                          {12, 0.0025}, {20, 0.0005}, {32, 0.00005}, {0, 0}};
static const struct curve_point seller_hosts[] = {{1, 0.42},     {2, 0.325},  {3, 0.292},  {5, 0.25},   {8, 0.2025},
                                                  {12, 0.1435},  {20, 0.105}, {30, 0.077}, {50, 0.025}, {80, 0.006},
                                                  {120, 0.0005}, {300, 1e-6}, {0, 0}};
static const struct curve_point stub_hosts[] = {{1, 0.072},   {2, 0.0412},   {3, 0.0356},   {5, 0.0267},  {8, 0.0191},
                                                {12, 0.0098}, {20, 0.00585}, {30, 0.00312}, {50, 0.0006}, {80, 0.00008},
                                                {120, 1e-5},  {300, 1e-7},   {0, 0}};
/* Of the hosts, in per mille of their mean. */
static const struct curve_point hosts_guests[] = {{80, 1},       {320, 0.9},    {530, 0.68},  {760, 0.47},
                                                  {1070, 0.3},   {1400, 0.18},  {1840, 0.09}, {2500, 0.03},
                                                  {4500, 0.006}, {6500, 0.002}, {0, 0}};

enum kind { CUSTOMERS, PROVIDERS, GUESTS, HOSTS };

static uint32_t *wanted_of(struct growth_node *node, enum kind kind) {
  if (kind == CUSTOMERS) return &node->customers;
  if (kind == PROVIDERS) return &node->providers;
  return kind == GUESTS ? &node->guests : &node->hosts;
}

static double rank_of(const struct growth_node *node, enum kind kind) {
  if (kind == CUSTOMERS) return node->size;
  if (kind == PROVIDERS) return node->appetite;
  return kind == GUESTS ? node->welcome : node->openness;
}

/* How many contracts a network is known to have. */
static uint32_t contracts_of(uint32_t asn) {
  uint32_t count = 0;
  for (const struct carriers_contract *contract = carriers_contracts; contract->buyer; contract++)
    count += contract->buyer == asn;
  return count;
}

/* Peerings that are not the clique's own, with a host or without. */
static uint32_t count_peerings(const struct growth *growth, double share) {
  uint32_t mesh = growth->clique * (growth->clique - 1) / 2;
  return (uint32_t)lround(share * (growth->facts.peer_links - MIN(mesh, growth->facts.peer_links)));
}

/* With guests or with hosts, whichever a network of this many peers is likely to have. */
static double known_peers(const struct growth *growth, uint32_t node, enum kind kind) {
  if (node < growth->clique) return kind == GUESTS ? 0 : CLIQUE_HOSTS * growth->clique;
  double peers = carriers_size(growth->node[node].known->peers, growth->facts.year) / 1000 * growth->facts.ases;
  gboolean is_host = peers > HOST_LEAST * count_peerings(growth, HOSTED) / growth->facts.hosts;
  if (kind == GUESTS) return is_host ? peers : 0;
  return is_host ? UNKNOWN : peers;
}

static double known_degree(const struct growth *growth, uint32_t node, enum kind kind) {
  const struct carriers_network *known = growth->node[node].known;
  if (!known) return UNKNOWN;
  if (kind == CUSTOMERS) return carriers_size(known->sells, growth->facts.year) / 1000 * growth->facts.transit_links;
  if (kind == PROVIDERS) return contracts_of(known->asn) > 0 ? contracts_of(known->asn) : UNKNOWN;
  return known_peers(growth, node, kind);
}

struct ranked {
  double rank;
  uint32_t node;
};

static int compare_ranks(const void *a, const void *b) {
  const struct ranked *one = a, *other = b;
  if (one->rank != other->rank) return one->rank > other->rank ? -1 : 1;
  return one->node < other->node ? -1 : one->node > other->node;
}

/* The degree nearest to the one wanted that nobody has yet. */
static uint32_t take_nearest(const uint32_t *degree, gboolean *taken, uint32_t count, double wanted) {
  uint32_t best = count;
  for (uint32_t i = 0; i < count; i++)
    if (!taken[i] && (best == count || fabs(degree[i] - wanted) < fabs(degree[best] - wanted))) best = i;
  taken[best] = TRUE;
  return degree[best];
}

/* degree[] falls and has one entry for each of the nodes [first, end). Networks known to size take theirs, and the rest
 * goes to the others, the highest rank first. */
static void hand_out(struct growth *growth, enum kind kind, uint32_t first, uint32_t end, const uint32_t *degree) {
  gboolean *taken = g_new0(gboolean, end - first);
  GArray *line = g_array_new(FALSE, FALSE, sizeof(struct ranked));
  for (uint32_t node = first; node < end; node++) {
    double wanted = known_degree(growth, node, kind);
    struct ranked ranked = {rank_of(&growth->node[node], kind), node};
    if (wanted == UNKNOWN) g_array_append_val(line, ranked);
    else *wanted_of(&growth->node[node], kind) = take_nearest(degree, taken, end - first, wanted);
  }
  g_array_sort(line, compare_ranks);
  for (uint32_t i = 0, next = 0; i < end - first; i++)
    if (!taken[i]) *wanted_of(&growth->node[g_array_index(line, struct ranked, next++).node], kind) = degree[i];
  g_array_free(line, TRUE);
  g_free(taken);
}

static void draw_customers(struct growth *growth, uint32_t *degree) {
  double share = MAX(MARKET_MOST, 3.0 / growth->sellers);
  uint32_t most = MAX(1, (uint32_t)(share * growth->facts.transit_links));
  curve_fill(&(struct curve_part){customers_curve, growth->sellers, 1, most, degree}, 1, growth->facts.transit_links);
  hand_out(growth, CUSTOMERS, 0, growth->sellers, degree);
}

/* Sellers but for those who need not buy, and stubs. */
static void draw_providers(struct growth *growth, uint32_t *degree) {
  uint32_t buyers = growth->sellers - growth->clique, stubs = growth->facts.ases - growth->sellers;
  uint32_t most = CLAMP(growth->sellers / 2, 1, PROVIDERS_MOST);
  uint32_t multihomed = most > 1 ? (uint32_t)lround(growth->facts.multihomed * stubs) : 0;
  const struct curve_part part[] = {{seller_providers, buyers, 1, most, degree},
                                    {multihomed_providers, multihomed, 2, most, degree + buyers}};
  for (uint32_t i = buyers + multihomed; i < buyers + stubs; i++) degree[i] = 1;
  curve_fill(part, 2, growth->facts.transit_links - (stubs - multihomed));
  hand_out(growth, PROVIDERS, growth->clique, growth->sellers, degree);
  hand_out(growth, PROVIDERS, growth->sellers, growth->facts.ases, degree + buyers);
}

/* The curve is in terms of the mean, so it is scaled first. */
static void draw_guests(struct growth *growth, uint32_t *degree) {
  struct curve_point scaled[G_N_ELEMENTS(hosts_guests)];
  uint32_t hosts = growth->facts.hosts, peerings = count_peerings(growth, HOSTED);
  memcpy(scaled, hosts_guests, sizeof scaled);
  for (uint32_t i = 0; i < G_N_ELEMENTS(scaled); i++) scaled[i].degree *= (double)peerings / hosts / 1000;
  memset(degree, 0, growth->facts.ases * sizeof *degree);
  curve_fill(&(struct curve_part){scaled, hosts, 1, MAX(2, (uint32_t)(GUESTS_MOST * growth->facts.ases)), degree}, 1,
             peerings);
  hand_out(growth, GUESTS, 0, growth->facts.ases, degree);
}

/* The more hosts, the more of them a guest meets: degrees are stretched, one not at all and STRETCHED in proportion. */
static void stretch(const struct curve_point *curve, uint32_t points, uint32_t hosts, struct curve_point *stretched) {
  double factor = hosts / HOSTS_2012;
  for (uint32_t i = 0; i < points; i++) {
    double power = curve[i].degree > 1 ? STRETCH * MIN(1, log(curve[i].degree) / log(STRETCHED)) : 0;
    stretched[i] = (struct curve_point){curve[i].degree * pow(factor, power), curve[i].share};
  }
}

static void draw_hosts(struct growth *growth, uint32_t *degree) {
  uint32_t sellers = growth->sellers, stubs = growth->facts.ases - sellers, hosts = growth->facts.hosts;
  uint32_t most = MAX(1, (uint32_t)(HOSTS_MOST * hosts));
  struct curve_point seller_curve[G_N_ELEMENTS(seller_hosts)], stub_curve[G_N_ELEMENTS(stub_hosts)];
  stretch(seller_hosts, G_N_ELEMENTS(seller_hosts), hosts, seller_curve);
  stretch(stub_hosts, G_N_ELEMENTS(stub_hosts), hosts, stub_curve);
  const struct curve_part part[] = {{seller_curve, sellers, 0, most, degree},
                                    {stub_curve, stubs, 0, most, degree + sellers}};
  curve_fill(part, 2, count_peerings(growth, HOSTED + 2 * (1 - HOSTED)));
  hand_out(growth, HOSTS, 0, sellers, degree);
  hand_out(growth, HOSTS, sellers, growth->facts.ases, degree + sellers);
}

/* Correlated normal numbers by Cholesky's decomposition. */
static void draw_ranks(struct growth *growth, uint32_t at) {
  struct growth_node *node = &growth->node[at];
  gboolean sells = at < growth->sellers;
  double size_appetite = sells ? 0.28 * TIES : 0, size_openness = sells ? 0.35 * TIES : 0;
  double appetite_openness = sells ? 0.33 * TIES : 0.25, rest = sqrt(1 - size_appetite * size_appetite);
  double cross = (appetite_openness - size_appetite * size_openness) / rest, n[4];
  for (uint32_t k = 0; k < 4; k++) n[k] = chance_normal((struct chance){growth->seed, node->asn, GROWTH_NORMAL, k});
  node->size = n[0];
  node->appetite = size_appetite * n[0] + rest * n[1];
  node->openness = size_openness * n[0] + cross * n[1] + sqrt(1 - size_openness * size_openness - cross * cross) * n[2];
  node->welcome = WELCOME_SIZE * MIN(node->size, LARGE) + WELCOME_OPENNESS * node->openness + n[3];
  if (!sells) node->welcome -= STUB_SHY;
  if (node->region == CARRIERS_EUROPE) node->welcome += EUROPE_OPEN;
}

/* Sellers other than the clique by falling customers, more or less. */
static void sort_sellers(struct growth *growth) {
  uint32_t count = growth->sellers - growth->clique;
  if (count == 0) return;
  struct ranked *line = g_new(struct ranked, count);
  struct growth_node *sorted = g_new(struct growth_node, count);
  for (uint32_t i = 0; i < count; i++) {
    const struct growth_node *node = &growth->node[growth->clique + i];
    double noise = chance_normal((struct chance){growth->seed, node->asn, GROWTH_ORDER, 0});
    line[i] = (struct ranked){log(node->customers) + ORDER_NOISE * noise, growth->clique + i};
  }
  qsort(line, count, sizeof *line, compare_ranks);
  for (uint32_t i = 0; i < count; i++) sorted[i] = growth->node[line[i].node];
  memcpy(&growth->node[growth->clique], sorted, count * sizeof *sorted);
  g_free(sorted);
  g_free(line);
}

void growth_degrees(struct growth *growth) {
  uint32_t *degree = g_new(uint32_t, growth->facts.ases);
  for (uint32_t i = 0; i < growth->facts.ases; i++) draw_ranks(growth, i);
  draw_customers(growth, degree);
  draw_providers(growth, degree);
  draw_guests(growth, degree);
  draw_hosts(growth, degree);
  sort_sellers(growth);
  g_free(degree);
}
