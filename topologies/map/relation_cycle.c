/* relation_cycle.c: nobody may be his own indirect provider.
 *
 * Kahn's order: take away ASes without providers until none is left. What remains is cycles and
 * what hangs below them. Every AS that remains has a provider that remains, so walking from
 * provider to provider must come back to an AS already seen: that walk is the cycle we show.
 */
#include "topologies/map/relation.h"

#define CYCLE_SHOWN 8 /* ASes named before the message says "..." */

/* How many providers of each AS remain when Kahn's order has taken away all it can. */
static uint32_t *remaining_providers(const struct relation *relation, uint32_t count, uint32_t ases) {
  uint32_t *left = g_new0(uint32_t, ases), *queue = g_new(uint32_t, ases);
  uint32_t *first = g_new0(uint32_t, (gsize)ases + 1);
  for (uint32_t i = 0; i < count; i++) {
    first[relation[i].a + 1]++;
    if (relation[i].kind == MAP_TRANSIT) left[relation[i].b]++;
  }
  for (uint32_t i = 0; i < ases; i++) first[i + 1] += first[i];
  uint32_t taken = 0, queued = 0;
  for (uint32_t i = 0; i < ases; i++)
    if (left[i] == 0) queue[queued++] = i;
  for (; taken < queued; taken++)
    for (uint32_t i = first[queue[taken]]; i < first[queue[taken] + 1]; i++)
      if (relation[i].kind == MAP_TRANSIT && --left[relation[i].b] == 0) queue[queued++] = relation[i].b;
  g_free(first);
  g_free(queue);
  return left;
}

/* For each AS that remains, one relation to a provider that remains. */
static uint32_t *way_up(const struct relation *relation, uint32_t count, uint32_t ases, const uint32_t *left) {
  uint32_t *up = g_new(uint32_t, ases);
  for (uint32_t i = 0; i < count; i++)
    if (relation[i].kind == MAP_TRANSIT && left[relation[i].a] > 0) up[relation[i].b] = i;
  return up;
}

/* An AS on a cycle: walk up from `from` until an AS comes a second time. */
static uint32_t on_cycle(const struct relation *relation, uint32_t ases, const uint32_t *up, uint32_t from) {
  gboolean *seen = g_new0(gboolean, ases);
  uint32_t at = from;
  for (; !seen[at]; at = relation[up[at]].a) seen[at] = TRUE;
  g_free(seen);
  return at;
}

/* Names the cycle through `start` from customer to provider; the last of its lines closed it. */
static void cycle_error(GError **error, const struct relation *relation, const uint32_t *up, uint32_t start,
                        const uint32_t *asn) {
  GString *message = g_string_new("found a cycle of providers: each of ");
  uint32_t at = start, line = 0, length = 0;
  do {
    if (length < CYCLE_SHOWN) g_string_append_printf(message, "AS%u, ", asn[at]);
    else if (length == CYCLE_SHOWN) g_string_append(message, "..., ");
    line = MAX(line, relation[up[at]].line);
    at = relation[up[at]].a;
    length++;
  } while (at != start);
  g_string_append_printf(message, "AS%u buys transit from the next", asn[start]);
  relation_error(error, MAP_ERROR_CYCLE, line, message->str);
  g_string_free(message, TRUE);
}

gboolean relation_acyclic(const struct relation *relation, uint32_t count, uint32_t ases, const uint32_t *asn,
                          GError **error) {
  uint32_t *left = remaining_providers(relation, count, ases);
  uint32_t remains = 0;
  while (remains < ases && left[remains] == 0) remains++;
  if (remains < ases) {
    uint32_t *up = way_up(relation, count, ases, left);
    cycle_error(error, relation, up, on_cycle(relation, ases, up, remains), asn);
    g_free(up);
  }
  g_free(left);
  return remains == ases;
}
