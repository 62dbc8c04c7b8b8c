/* rule.h: one import or export rule, as operators write them: for which routes, and what is done with them.
 *
 * Everything that a rule names must hold for it to match; a rule that names nothing matches every route. Rules do not
 * end one another, but for RULE_REJECT, which ends everything.
 */
#ifndef MODELS_BGP_RULE_H
#define MODELS_BGP_RULE_H

#include "models/bgp/attrs.h"
#include "models/bgp/path.h"
#include "models/bgp/prefix.h"

enum rule_action {
  RULE_REJECT,  /* the route is not eligible, or not told */
  RULE_DROP,    /* takes out all attributes of type `amount` */
  RULE_PREFER,  /* import: `amount` steps better (worse when negative), ahead of what the neighbour is */
  RULE_PREPEND, /* export: the own AS `amount` times more */
};

struct rule {
  bool import;
  enum rule_action action;
  int amount;
  /* The neighbour: of one of these kinds (a set of bits over whatever numbers the caller gives them), or one of these
   * ASes. */
  uint32_t kinds;
  const uint32_t *neighbor;
  size_t neighbors;
  struct prefix prefix; /* the route's is this one or inside it; family 0: any */
  uint32_t longer_than; /* the AS_PATH has more hops, repetitions counted */
  uint32_t containing;  /* the AS_PATH holds this AS; 0: any */
  const uint32_t *path; /* the AS_PATH is this one, neighbour first */
  size_t path_hops;
  uint8_t attribute;   /* there is an attribute of this type; 0: whatever there is */
  uint32_t community;  /* ... of this community, in COMMUNITIES, */
  bool with_community; /* if this is set */
};

/* What a rule is asked about. On export the own AS stands in front of the path. */
struct rule_route {
  uint32_t kind, neighbor;
  const struct prefix *prefix; /* NULL: not known, and matches none */
  path_id path;
  attrs_id attrs;
};

bool rule_matches(const struct rule *rule, const struct rule_route *route, const struct path_table *paths,
                  const struct attrs_table *attrs);
/* Is it about the bytes of attributes, and so acts before they are parsed for what is wrong with them? (As the
 * `path-attribute discard` and `treat-as-withdraw` of Cisco's BGP Attribute Filter and the drop-path-attributes of
 * Junos do.) */
static inline bool rule_is_filter(const struct rule *rule) {
  return rule->import && (rule->attribute || rule->action == RULE_DROP);
}

#endif
