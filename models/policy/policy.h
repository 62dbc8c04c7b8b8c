/* policy.h: what ASes do beyond preferring customers and telling peers and providers of customers' routes only: rules
 * on import and export, origin validation (RFC 6811), ONLY_TO_CUSTOMER (RFC 9234), and the mistake that the last of
 * these is against: a leak.
 *
 * All of it may be set before the run, and changes during it take effect at once: the router looks again at what its
 * neighbours have told it (it keeps what it rejected, RFC 9324 section 4) and tells them what follows. Nothing here
 * acts on sessions inside an AS. A world in which none of these functions was called pays one comparison an UPDATE.
 *
 * The well-known communities of RFC 1997 need no configuring; export.c obeys them.
 */
#ifndef MODELS_POLICY_POLICY_H
#define MODELS_POLICY_POLICY_H

#include "models/bgp/prefix.h"
#include "models/bgp/roa.h"
#include "models/bgp/rule.h"
#include "models/world/world.h"

/* Copies the rule and its arrays; `kinds` is a set of bits over enum neighbor. Returns its number. */
uint32_t policy_add_rule(struct world *world, const struct rule *rule);
/* `router` acts by the rule from now on, or (`on` is false) no more. Rules act in the order of their numbers. */
void policy_use_rule(struct world *world, uint32_t rule, uint32_t router, bool on);

/* `router` sets and checks ONLY_TO_CUSTOMER on its sessions with customers, peers and providers. Before any prefix is
 * added: then routes of all prefixes carry attributes, not only those of triggers. */
void policy_use_otc(struct world *world, uint32_t router);

/* `router` validates: invalid routes are not eligible. */
void policy_use_rov(struct world *world, uint32_t router);
/* What prefix number `prefix` is called in ROAs and rules. One without a name matches none of them. */
void policy_name(struct world *world, uint32_t prefix, const struct prefix *name);
/* All who validate know of it at once. Prefixes are named before. */
void policy_issue_roa(struct world *world, const struct roa *roa);
/* ... of the end of one that was issued; nothing happens if it was not. */
void policy_revoke_roa(struct world *world, const struct roa *roa);

/* `router` tells the neighbour behind `half`, one of its own (NETWORK_NONE: all its neighbours), of every route that it
 * has, until the same is called off. */
void policy_leak(struct world *world, uint32_t router, uint32_t half, bool on);
/* `router` originates the prefix of `rightful` (who may not have announced it yet), with the same attributes; ends with
 * world_withdraw. */
void policy_hijack(struct world *world, uint32_t prefix, uint32_t router, uint32_t rightful);

#endif
