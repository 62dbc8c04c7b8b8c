/* relation.h: links on their way into a map, still with the line they came from.
 *
 * Shared by the files that build a map; nobody else needs it.
 */
#ifndef TOPOLOGIES_MAP_RELATION_H
#define TOPOLOGIES_MAP_RELATION_H

#include "topologies/map/map.h"

/* a is the provider of b, or a < b for the symmetric kinds. First ASNs, later indices. */
struct relation {
  uint32_t a, b;
  uint32_t line; /* 0: none */
  enum map_kind kind;
};

/* What the relation says, in words: "AS1 the provider of AS2". `asn` turns indices into ASNs. Free it. */
char *relation_words(const struct relation *relation, const uint32_t *asn);

/* Sorts by (lower index, higher index), keeps one of each repeated relation, and returns how many are left;
 * 0 with `error` set when two relations of one pair disagree. `scratch` has room for `count`. */
uint32_t relation_unite(struct relation *relation, struct relation *scratch, uint32_t count, uint32_t ases,
                        const uint32_t *asn, GError **error);

/* Sorts by (a, b). */
void relation_sort(struct relation *relation, struct relation *scratch, uint32_t count, uint32_t ases);

/* FALSE with `error` naming one cycle when somebody is his own indirect provider.
 * The relations are sorted by (a, b). */
gboolean relation_acyclic(const struct relation *relation, uint32_t count, uint32_t ases, const uint32_t *asn,
                          GError **error);

/* Sets an error whose message begins with the line when there is one, so that "FILE:" can be put before it. */
void relation_error(GError **error, enum map_error code, uint32_t line, const char *message);

#endif
