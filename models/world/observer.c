#include "models/world/observer.h"

const char *observer_occurrence_name(enum occurrence_kind kind) {
  static const char *const names[OCCURRENCES] = {
      [OCCURRENCE_ANNOUNCE] = "announce",
      [OCCURRENCE_WITHDRAW] = "withdraw",
      [OCCURRENCE_VERDICT] = "verdict",
      [OCCURRENCE_SESSION_DOWN] = "session-down",
      [OCCURRENCE_SESSION_UP] = "session-up",
      [OCCURRENCE_CARD_CRASH] = "card-crash",
      [OCCURRENCE_CARD_BOOTED] = "card-booted",
      [OCCURRENCE_CARD_READY] = "card-ready",
      [OCCURRENCE_CARD_PATCH] = "card-patch",
      [OCCURRENCE_LINK_DOWN] = "link-down",
      [OCCURRENCE_LINK_UP] = "link-up",
      [OCCURRENCE_MALFORMED] = "malformed-update",
      [OCCURRENCE_HIDDEN] = "hidden-route",
      [OCCURRENCE_LIMIT] = "limit-reached",
      [OCCURRENCE_HANDLING] = "handling",
      [OCCURRENCE_REFRESH] = "route-refresh",
      [OCCURRENCE_POLICY] = "policy",
      [OCCURRENCE_ROA] = "roa",
      [OCCURRENCE_LEAK] = "leak",
      [OCCURRENCE_LEAK_END] = "leak-end",
      [OCCURRENCE_HIJACK] = "hijack",
      [OCCURRENCE_PROCESS_CRASH] = "process-crash",
      [OCCURRENCE_PROCESS_UP] = "process-up",
      [OCCURRENCE_SELECTION] = "route-selection",
      [OCCURRENCE_STALE_KEPT] = "stale-kept",
      [OCCURRENCE_STALE_GONE] = "stale-gone",
      [OCCURRENCE_SUPPRESSED] = "route-suppressed",
      [OCCURRENCE_REUSED] = "route-reused",
      [OCCURRENCE_PREFIX_WARNING] = "prefix-warning",
      [OCCURRENCE_PREFIX_LIMIT] = "prefix-limit",
      [OCCURRENCE_OVERLOAD] = "overload",
  };
  return names[kind];
}

const char *observer_loss_name(enum loss loss) {
  static const char *const names[LOSSES] = {
      [LOSS_NOTIFICATION_SENT] = "notification",
      [LOSS_NOTIFICATION_RECEIVED] = "notification",
      [LOSS_CEASE] = "admin",
      [LOSS_HOLD] = "hold",
      [LOSS_BFD] = "bfd",
      [LOSS_INTERFACE] = "interface",
      [LOSS_PEER] = "peer",
      [LOSS_ADMIN] = "admin",
  };
  return names[loss];
}
