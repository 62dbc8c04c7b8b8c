#include "models/bgp/capability.h"

#define ANY_LENGTH 255

/* In order of code. The length minus `least` is a multiple of `step`. */
static const struct {
  uint8_t code, least, most, step;
  const char *name;
} known[] = {
    {CAPABILITY_MULTIPROTOCOL, 4, 4, 1, "multiprotocol"},
    {CAPABILITY_ROUTE_REFRESH, 0, 0, 1, "route refresh"},
    {3, 0, ANY_LENGTH, 1, "outbound route filtering"}, /* RFC 5291 */
    {CAPABILITY_EXTENDED_NEXT_HOP, 0, ANY_LENGTH, 6, "extended next hop"},
    {CAPABILITY_EXTENDED_MESSAGE, 0, 0, 1, "extended message"},
    {7, 3, 3, 1, "BGPsec"},                   /* RFC 8205 */
    {8, 0, ANY_LENGTH, 4, "multiple labels"}, /* RFC 8277 */
    {CAPABILITY_ROLE, 1, 1, 1, "role"},
    {CAPABILITY_GRACEFUL_RESTART, 2, ANY_LENGTH, 4, "graceful restart"},
    {CAPABILITY_AS4, 4, 4, 1, "four-octet AS"},
    {67, 0, ANY_LENGTH, 1, "dynamic capability"},
    {CAPABILITY_ADD_PATH, 0, ANY_LENGTH, 4, "ADD-PATH"},
    {CAPABILITY_ENHANCED_REFRESH, 0, 0, 1, "enhanced route refresh"},
    {71, 0, ANY_LENGTH, 7, "long-lived graceful restart"}, /* RFC 9494 */
    {CAPABILITY_FQDN, 2, ANY_LENGTH, 1, "FQDN"},
    {75, 0, ANY_LENGTH, 1, "software version"},
    {128, 0, ANY_LENGTH, 1, "route refresh (Cisco)"},
    {130, 0, ANY_LENGTH, 1, "outbound route filtering (Cisco)"},
};
enum { KNOWN = sizeof known / sizeof known[0] };

static size_t row_of(unsigned code) {
  size_t i = 0;
  while (i < KNOWN && known[i].code != code) i++;
  return i;
}

enum wire_step capability_next(struct wire_cursor *cursor, struct capability *capability) {
  const uint8_t *at = cursor->at;
  size_t left = (size_t)(cursor->end - at);
  cursor->at = cursor->end;
  if (left == 0) return WIRE_END;
  if (left < 2) return WIRE_UNDERRUN;
  if (at[1] > left - 2) return WIRE_OVERRUN;
  *capability = (struct capability){.code = at[0], .length = at[1], .value = at + 2};
  cursor->at = at + 2 + at[1];
  return WIRE_ITEM;
}

void capability_put(struct wire_buffer *buffer, unsigned code, const void *value, size_t length) {
  if (length > 255) buffer->full = true;
  if (buffer->full) return;
  wire_put8(buffer, code);
  wire_put8(buffer, (unsigned)length);
  wire_put(buffer, value, length);
}

const char *capability_name(unsigned code) {
  size_t row = row_of(code);
  return row < KNOWN ? known[row].name : NULL;
}

bool capability_sound(const struct capability *capability) {
  size_t row = row_of(capability->code), length = capability->length;
  if (row == KNOWN) return true;
  bool within = length >= known[row].least && length <= known[row].most;
  return within && (length - known[row].least) % known[row].step == 0;
}

bool capability_family(const struct capability *capability, size_t i, struct capability_family *family) {
  unsigned before = 0, size = 4;
  switch (capability->code) {
  case CAPABILITY_MULTIPROTOCOL:
  case CAPABILITY_ADD_PATH:
    break;
  case CAPABILITY_GRACEFUL_RESTART:
    before = 2;
    break;
  case CAPABILITY_EXTENDED_NEXT_HOP:
    size = 6;
    break;
  default:
    return false;
  }
  if (before + (i + 1) * size > capability->length) return false;
  const uint8_t *at = capability->value + before + i * size;
  bool multiprotocol = capability->code == CAPABILITY_MULTIPROTOCOL;
  *family = (struct capability_family){.afi = wire_get16(at), .safi = at[multiprotocol || size == 6 ? 3 : 2]};
  if (size == 6) family->next_hop_afi = wire_get16(at + 4);
  else if (!multiprotocol) family->flags = at[3];
  return true;
}

struct capability_restart capability_restart(const struct capability *capability) {
  unsigned word = wire_get16(capability->value);
  return (struct capability_restart){.flags = (uint8_t)(word >> 12), .time = word & 0xfff};
}

static const char *const roles[] = {"provider", "route server", "route server client", "customer", "peer"};
enum { ROLES = sizeof roles / sizeof roles[0] };

const char *capability_role_name(unsigned role) { return role < ROLES ? roles[role] : NULL; }

bool capability_roles_fit(unsigned ours, unsigned theirs) {
  static const uint8_t other[ROLES] = {
      CAPABILITY_CUSTOMER, CAPABILITY_ROUTE_SERVER_CLIENT, CAPABILITY_ROUTE_SERVER, CAPABILITY_PROVIDER,
      CAPABILITY_PEER,
  };
  return ours < ROLES && other[ours] == theirs;
}

bool capability_fqdn(const struct capability *capability, struct capability_name *name) {
  const uint8_t *at = capability->value;
  size_t length = capability->length, host = at[0];
  if (host + 2 > length) return false;
  size_t domain = at[1 + host];
  if (host + domain + 2 > length) return false;
  *name = (struct capability_name){
      .host = at + 1,
      .host_length = (uint8_t)host,
      .domain = at + 2 + host,
      .domain_length = (uint8_t)domain,
  };
  return true;
}
