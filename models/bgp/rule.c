#include "models/bgp/rule.h"

#include "models/bgp/community.h"

static bool neighbor_matches(const struct rule *rule, const struct rule_route *route) {
  if (!rule->kinds && !rule->neighbors) return true;
  if (rule->kinds >> route->kind & 1) return true;
  for (size_t i = 0; i < rule->neighbors; i++)
    if (rule->neighbor[i] == route->neighbor) return true;
  return false;
}

static bool prefix_matches(const struct rule *rule, const struct prefix *prefix) {
  if (!rule->prefix.family) return true;
  return prefix && prefix->family == rule->prefix.family && prefix->bits >= rule->prefix.bits &&
         prefix_covers(&rule->prefix, prefix->address);
}

static bool path_equals(const struct rule *rule, const struct path_table *paths, path_id path) {
  if (path_hops(paths, path) != rule->path_hops) return false;
  for (size_t i = 0; i < rule->path_hops; i++, path = paths->cell[path].tail)
    if (paths->cell[path].head != rule->path[i]) return false;
  return true;
}

static bool path_matches(const struct rule *rule, const struct path_table *paths, path_id path) {
  if (path_hops(paths, path) <= rule->longer_than && rule->longer_than) return false;
  if (rule->containing && !path_has(paths, path, rule->containing)) return false;
  return !rule->path_hops || path_equals(rule, paths, path);
}

static bool attrs_match(const struct rule *rule, const struct attrs_table *attrs, attrs_id id) {
  if (rule->attribute && !attrs_have(attrs, id, rule->attribute)) return false;
  return !rule->with_community || community_in(attrs_get(attrs, id), rule->community);
}

bool rule_matches(const struct rule *rule, const struct rule_route *route, const struct path_table *paths,
                  const struct attrs_table *attrs) {
  return neighbor_matches(rule, route) && prefix_matches(rule, route->prefix) &&
         path_matches(rule, paths, route->path) && attrs_match(rule, attrs, route->attrs);
}
