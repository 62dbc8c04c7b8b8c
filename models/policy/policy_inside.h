/* policy_inside.h: where policy acts on a route: the hooks of speaker.c and export.c.
 *
 * On import the filters, which are about bytes, come before the attributes are judged; everything else comes after the
 * loop check.
 */
#ifndef MODELS_POLICY_POLICY_INSIDE_H
#define MODELS_POLICY_POLICY_INSIDE_H

#include "models/policy/policy.h"
#include "models/speaker/flight.h"

/* What a router does, as a set of bits. */
enum {
  POLICY_FILTERS = 1, /* has rules on import that are about bytes */
  POLICY_IMPORTS = 2, /* ... others */
  POLICY_EXPORTS = 4, /* ... on export */
  POLICY_OTC = 8,
  POLICY_ROV = 16,
  POLICY_LEAKS = 32,
};

struct policy {
  GPtrArray *rules;    /* of struct rule * */
  GArray **given;      /* [routers] of uint32_t, numbers of rules in order; NULL: none */
  uint8_t *acts;       /* [routers] */
  bool *leaks;         /* [halves], NULL: nobody has ever leaked */
  GArray *name;        /* of struct policy_name, by number of prefix */
  GHashTable *kept;    /* what was rejected or filtered, as it came, by plane and half; never walked through */
  bool carries, ruled; /* somebody uses OTC; somebody has been given a rule */
};

struct policy_name {
  struct prefix prefix; /* family 0: not named */
  GArray *roas;         /* of struct roa that cover it; NULL: none */
};

/* Applies the filters. True: something was taken out, or (path PATH_NONE) everything. */
bool policy_filter(struct world *world, const struct plane *plane, uint32_t half, struct update *update);
/* Takes the path off a route that is not eligible and sets the preference of one that is. `received` is the update as
 * it came, `filtered` what policy_filter returned. */
void policy_import(struct world *world, const struct plane *plane, uint32_t half, struct update *update,
                   const struct update *received, bool filtered);
/* What is told over `half` of a route that goes there (`allowed`) or does not by Gao and Rexford's rules. False: it is
 * not told. */
bool policy_export(struct world *world, const struct plane *plane, uint32_t half, bool allowed, struct update *update);
/* The session of `half` is gone: so is what was kept of it. */
void policy_forget(struct world *world, uint32_t half);
/* Routers may begin with the state that the solver finds. */
bool policy_settles(const struct world *world, const struct plane *plane);
void policy_clear(struct world *world);

static inline bool policy_acts(const struct world *w, uint32_t router, unsigned what) {
  return w->policy && w->policy->acts[router] & what;
}
static inline bool policy_leaks(const struct world *w, uint32_t half) {
  return policy_acts(w, w->net->owner[half], POLICY_LEAKS) && w->policy->leaks[half];
}

#endif
