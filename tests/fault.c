#include "tests/fault.h"

#include "models/bgp/attribute.h"

static void profile_init(struct fault *fault, enum fault_profile which, const char *name, enum outcome outcome) {
  bool tolerant = outcome == OUTCOME_TREAT_AS_WITHDRAW || outcome == OUTCOME_ATTRIBUTE_DISCARD;
  uint8_t damaged = tolerant ? OUTCOME_TREAT_AS_WITHDRAW : OUTCOME_SESSION_RESET;
  const struct strategy_rule rules[] = {
      {ATTRIBUTE_COMMUNITY, DEFECT_LENGTH, STRATEGY_BOTH_KINDS, (uint8_t)outcome, 3, 5, NULL},
      {ATTRIBUTE_COMMUNITY, DEFECT_OVERRUN, STRATEGY_BOTH_KINDS, damaged, 3, 5, NULL},
  };
  fault->strategy[which] = strategy_new(name, name, NULL, rules, sizeof rules / sizeof *rules);
  fault->profile[which] = (struct verdict_profile){.strategy = fault->strategy[which], .knows = {0x0e}};
  if (which == FAULT_CORRUPT) fault->profile[which].corrupts = ATTRIBUTE_COMMUNITY;
  else if (which != FAULT_FORWARD) fault->profile[which].knows[1] = 1; /* type 8 */
}

void fault_init(struct fault *fault) {
  profile_init(fault, FAULT_FORWARD, "forward", OUTCOME_PROCESS_CRASH); /* never asked */
  profile_init(fault, FAULT_RESET, "reset", OUTCOME_SESSION_RESET);
  profile_init(fault, FAULT_WITHDRAW, "treat-as-withdraw", OUTCOME_TREAT_AS_WITHDRAW);
  profile_init(fault, FAULT_DISCARD, "discard", OUTCOME_ATTRIBUTE_DISCARD);
  profile_init(fault, FAULT_CORRUPT, "corrupt", OUTCOME_PROCESS_CRASH); /* never asked */
}

void fault_clear(struct fault *fault) {
  for (int i = 0; i < FAULT_PROFILES; i++) strategy_free(fault->strategy[i]);
}

attrs_id fault_attrs(struct world *world) {
  static const uint8_t bytes[] = {
      WIRE_TRANSITIVE, ATTRIBUTE_ORIGIN, 1, 0, WIRE_OPTIONAL | WIRE_TRANSITIVE, ATTRIBUTE_COMMUNITY, 3, 1, 2, 3};
  return attrs_intern(world_attrs(world), bytes, sizeof bytes, 0);
}
