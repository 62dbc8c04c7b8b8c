#include "scenarios/commands/quiet.h"

static void quiet_occurred(void *context, const struct occurrence *occurrence) { (void)context, (void)occurrence; }

static void quiet_sent(void *context, sim_time at, uint32_t router, uint32_t peer, uint32_t prefix,
                       enum message_kind kind) {
  (void)context, (void)at, (void)router, (void)peer, (void)prefix, (void)kind;
}

static void quiet_reached(void *context, sim_time at, uint32_t router, uint32_t prefix) {
  (void)context, (void)at, (void)router, (void)prefix;
}

static void quiet_rerouted(void *context, sim_time at, uint32_t router, uint32_t prefix, enum reach before,
                           enum reach after, uint32_t because) {
  (void)context, (void)at, (void)router, (void)prefix, (void)before, (void)after, (void)because;
}

const struct observer *quiet_observer(void) {
  static const struct observer quiet = {NULL, quiet_occurred, quiet_sent, quiet_reached, quiet_rerouted, NULL, NULL};
  return &quiet;
}
