#include "models/bgp/notification.h"

static const char *const header_names[] = {
    "Unspecific",
    "Connection Not Synchronized",
    "Bad Message Length",
    "Bad Message Type",
};
static const char *const open_names[] = {
    [0] = "Unspecific",
    [1] = "Unsupported Version Number",
    [2] = "Bad Peer AS",
    [3] = "Bad BGP Identifier",
    [4] = "Unsupported Optional Parameter",
    [5] = "Authentication Failure",
    [6] = "Unacceptable Hold Time",
    [7] = "Unsupported Capability",
    [11] = "Role Mismatch",
};
static const char *const update_names[] = {
    "Unspecific",
    "Malformed Attribute List",
    "Unrecognized Well-known Attribute",
    "Missing Well-known Attribute",
    "Attribute Flags Error",
    "Attribute Length Error",
    "Invalid ORIGIN Attribute",
    "AS Routing Loop",
    "Invalid NEXT_HOP Attribute",
    "Optional Attribute Error",
    "Invalid Network Field",
    "Malformed AS_PATH",
};
static const char *const timer_names[] = {"Unspecific"};
static const char *const fsm_names[] = {
    "Unspecific",
    "Unexpected Message in OpenSent State",
    "Unexpected Message in OpenConfirm State",
    "Unexpected Message in Established State",
};
static const char *const cease_names[] = {
    "Unspecific",
    "Maximum Number of Prefixes Reached",
    "Administrative Shutdown",
    "Peer De-configured",
    "Administrative Reset",
    "Connection Rejected",
    "Other Configuration Change",
    "Connection Collision Resolution",
    "Out of Resources",
    "Hard Reset",
    "BFD Down",
};
static const char *const refresh_names[] = {"Unspecific", "Invalid Message Length"};

#define NAMES(table) table, sizeof table / sizeof table[0]
static const struct {
  const char *name;
  const char *const *subcode;
  size_t subcodes;
} codes[] = {
    {NULL, NULL, 0},
    {"Message Header Error", NAMES(header_names)},
    {"OPEN Message Error", NAMES(open_names)},
    {"UPDATE Message Error", NAMES(update_names)},
    {"Hold Timer Expired", NAMES(timer_names)},
    {"Finite State Machine Error", NAMES(fsm_names)},
    {"Cease", NAMES(cease_names)},
    {"ROUTE-REFRESH Message Error", NAMES(refresh_names)},
    {"Send Hold Timer Expired", NAMES(timer_names)},
};
enum { CODES = sizeof codes / sizeof codes[0] };

const char *notification_code_name(unsigned code) { return code < CODES ? codes[code].name : NULL; }

const char *notification_subcode_name(unsigned code, unsigned subcode) {
  return code < CODES && subcode < codes[code].subcodes ? codes[code].subcode[subcode] : NULL;
}

bool notification_text(const struct notification *notification, const uint8_t **text, size_t *length) {
  bool spoken = notification->subcode == NOTIFICATION_ADMINISTRATIVE_SHUTDOWN ||
                notification->subcode == NOTIFICATION_ADMINISTRATIVE_RESET;
  if (notification->code != NOTIFICATION_CEASE || !spoken || notification->length == 0) return false;
  if (notification->data[0] > notification->length - 1) return false;
  *text = notification->data + 1;
  *length = notification->data[0];
  return true;
}

bool notification_inner(const struct notification *notification, struct notification *inner) {
  bool hard = notification->code == NOTIFICATION_CEASE && notification->subcode == NOTIFICATION_HARD_RESET;
  if (!hard || notification->length < 2) return false;
  *inner = (struct notification){
      .code = notification->data[0],
      .subcode = notification->data[1],
      .data = notification->data + 2,
      .length = notification->length - 2,
  };
  return true;
}
