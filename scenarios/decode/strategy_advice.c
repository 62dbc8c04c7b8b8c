/* strategy_advice.c: RFC 7606 section 2 keeps attribute-discard for what has no effect on the selection and the
 * installation of routes, and Juniper's page of 2013 advises the same: who drops the rest chooses by other facts than
 * the neighbours do, and the two no longer agree on where packets go. What comes twice is another matter, since the
 * first one stays, and so is what has no place on the session. */
#include "scenarios/decode/strategy_advice.h"

#include "models/bgp/attribute.h"

#include <glib.h>

/* On which sessions each of these counts: over eBGP the last three have no meaning. */
static const struct {
  uint8_t type;
  enum session_kind session;
} advice_types[] = {
    {ATTRIBUTE_ORIGIN, SESSION_EBGP},          {ATTRIBUTE_AS_PATH, SESSION_EBGP},
    {ATTRIBUTE_NEXT_HOP, SESSION_EBGP},        {ATTRIBUTE_MED, SESSION_EBGP},
    {ATTRIBUTE_COMMUNITY, SESSION_EBGP},       {ATTRIBUTE_MP_REACH, SESSION_EBGP},
    {ATTRIBUTE_MP_UNREACH, SESSION_EBGP},      {ATTRIBUTE_EXTENDED_COMMUNITY, SESSION_EBGP},
    {ATTRIBUTE_LARGE_COMMUNITY, SESSION_EBGP}, {ATTRIBUTE_LOCAL_PREF, SESSION_IBGP},
    {ATTRIBUTE_ORIGINATOR_ID, SESSION_IBGP},   {ATTRIBUTE_CLUSTER_LIST, SESSION_IBGP},
};

static bool advice_drops(const struct strategy *strategy, unsigned type, enum session_kind session) {
  static const enum defect malformed[] = {DEFECT_OVERRUN, DEFECT_FLAGS, DEFECT_LENGTH, DEFECT_VALUE, DEFECT_MISSING};
  for (gsize i = 0; i < G_N_ELEMENTS(malformed); i++) {
    const struct strategy_rule *rule = strategy_find(strategy, type, malformed[i], session);
    if (rule && rule->outcome == OUTCOME_ATTRIBUTE_DISCARD) return true;
  }
  return false;
}

char *strategy_advice(const struct strategy *strategy) {
  GString *types = g_string_new(NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(advice_types); i++) {
    if (!advice_drops(strategy, advice_types[i].type, advice_types[i].session)) continue;
    if (types->len) g_string_append(types, ", ");
    g_string_append(types, attribute_find(advice_types[i].type)->name);
  }
  char *advice = types->len
                     ? g_strdup_printf("%s discards malformed %s: attributes that affect which routes are chosen, "
                                       "so that routers may come to disagree (RFC 7606 section 2)",
                                       strategy->name, types->str)
                     : NULL;
  g_string_free(types, TRUE);
  return advice;
}
