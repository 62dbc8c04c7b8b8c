/* rules.h: what the three strategies that everybody expects do with each defect: one message a rule.
 *
 * Identifiers are those of our notes on error handling: F the frame, N the NLRI, A an attribute. The rules are facts of
 * RFC 4271, RFC 7606 and the RFCs of the attributes, and of Juniper's page of 2013-07-22 (models/strategies has the
 * sections).
 */
#ifndef TESTS_RULES_H
#define TESTS_RULES_H

#include <glib.h>

enum rules_strategy { RULES_RFC4271, RULES_RFC7606, RULES_JUNOS2013, RULES_STRATEGIES };
extern const char *const rules_strategy_name[RULES_STRATEGIES];

struct rules_rule {
  const char *id, *what;
  const char *attributes, *nlri;         /* hexadecimal, as octets_update takes them */
  const char *outcome[RULES_STRATEGIES]; /* with code/subcode for a reset */
  gboolean ibgp, as2, overlong;          /* overlong: Total Path Attribute Length says one octet more than there is */
  const char *withdrawn;
};
extern const struct rules_rule rules[];
extern const gsize rules_count;

#endif
