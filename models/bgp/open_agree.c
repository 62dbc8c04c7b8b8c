/* Two OPENs side by side: whether ours can live with theirs, and what the session then has.
 *
 * What only one of them offers is not used. The order of the checks is that of RFC 4271 section 6.2. */
#include "models/bgp/open.h"

enum { AFI_IPV4 = 1, SAFI_UNICAST = 1 };

static bool refuse(struct notification *error, unsigned subcode, const uint8_t *data, size_t length) {
  *error = (struct notification){
      .code = NOTIFICATION_OPEN, .subcode = (uint8_t)subcode, .data = data, .length = length};
  return false;
}

static bool as_fits(const struct open *theirs, const struct open_terms *terms) {
  uint32_t as = open_as(theirs);
  return as != 0 && theirs->as != 0 && (terms->peer_as == 0 || terms->peer_as == as); /* RFC 7607 */
}

/* RFC 6286: not zero, and within an AS nobody else's. */
static bool identifier_fits(const struct open *theirs, const struct open_terms *terms) {
  bool same = theirs->identifier == terms->ours->identifier && open_as(theirs) == open_as(terms->ours);
  return theirs->identifier != 0 && !same;
}

static bool parameters_known(const struct open *theirs) {
  struct wire_cursor cursor = open_walk(theirs).parameters;
  struct open_parameter parameter;
  while (open_parameter_next(&cursor, theirs->wide, &parameter) == WIRE_ITEM)
    if (parameter.type != OPEN_CAPABILITIES) return false;
  return true;
}

static bool capabilities_sound(const struct open *theirs) {
  struct open_walk walk = open_walk(theirs);
  struct capability capability;
  while (open_capability_next(&walk, &capability))
    if (!capability_sound(&capability)) return false;
  return true;
}

static bool required_there(const struct open *theirs, const struct open_terms *terms, struct notification *error) {
  if (terms->required_length == 0) return true;
  struct wire_cursor cursor = {terms->required, terms->required + terms->required_length};
  struct capability wanted, found;
  while (capability_next(&cursor, &wanted) == WIRE_ITEM)
    if (!open_capability(theirs, wanted.code, &found))
      return refuse(error, NOTIFICATION_UNSUPPORTED_CAPABILITY, wanted.value - 2, wanted.length + 2u);
  return true;
}

/* RFC 9234 section 4.2. A role that only one side names binds nobody; two that the neighbour names must be one. */
static bool roles_fit(const struct open *theirs, const struct open *ours) {
  struct capability mine, each, role = {.value = NULL};
  struct open_walk walk = open_walk(theirs);
  while (open_capability_next(&walk, &each)) {
    if (each.code != CAPABILITY_ROLE) continue;
    if (role.value && role.value[0] != each.value[0]) return false;
    role = each;
  }
  if (!role.value || !open_capability(ours, CAPABILITY_ROLE, &mine)) return true;
  return capability_roles_fit(mine.value[0], role.value[0]);
}

bool open_check(const struct open *theirs, const struct open_terms *terms, struct notification *error) {
  if (!capabilities_sound(theirs)) return refuse(error, NOTIFICATION_UNSPECIFIC, NULL, 0);
  if (!as_fits(theirs, terms)) return refuse(error, NOTIFICATION_BAD_PEER_AS, NULL, 0);
  if (!identifier_fits(theirs, terms)) return refuse(error, NOTIFICATION_BAD_IDENTIFIER, NULL, 0);
  if (!parameters_known(theirs)) return refuse(error, NOTIFICATION_UNSUPPORTED_PARAMETER, NULL, 0);
  if (theirs->hold_time == 1 || theirs->hold_time == 2)
    return refuse(error, NOTIFICATION_UNACCEPTABLE_HOLD_TIME, NULL, 0);
  if (!required_there(theirs, terms, error)) return false;
  return roles_fit(theirs, terms->ours) || refuse(error, NOTIFICATION_ROLE_MISMATCH, NULL, 0);
}

static bool both(const struct open *ours, const struct open *theirs, unsigned code) {
  struct capability capability;
  return open_capability(ours, code, &capability) && open_capability(theirs, code, &capability);
}

static bool same_family(const struct capability_family *a, const struct capability_family *b) {
  return a->afi == b->afi && a->safi == b->safi;
}

/* What `open` says of a family in capabilities of this code; false: nothing. */
static bool family_find(const struct open *open, unsigned code, const struct capability_family *wanted,
                        struct capability_family *found) {
  struct open_walk walk = open_walk(open);
  struct capability capability;
  struct capability_family family;
  bool any = false;
  while (open_capability_next(&walk, &capability)) {
    if (capability.code != code || !capability_sound(&capability)) continue;
    for (size_t i = 0; capability_family(&capability, i, &family); i++) {
      if (!same_family(&family, wanted)) continue;
      *found = family;
      any = true;
    }
  }
  return any;
}

static bool family_carried(const struct open *open, const struct capability_family *family) {
  struct capability any;
  struct capability_family found;
  if (open_capability(open, CAPABILITY_MULTIPROTOCOL, &any))
    return family_find(open, CAPABILITY_MULTIPROTOCOL, family, &found);
  return family->afi == AFI_IPV4 && family->safi == SAFI_UNICAST;
}

/* RFC 7911 section 4: we send what the neighbour receives, and the other way round. */
static uint8_t paths_agreed(const struct open *ours, const struct open *theirs,
                            const struct capability_family *family) {
  struct capability_family mine = {.flags = 0}, other = {.flags = 0};
  if (!family_find(ours, CAPABILITY_ADD_PATH, family, &mine)) return 0;
  if (!family_find(theirs, CAPABILITY_ADD_PATH, family, &other)) return 0;
  bool sends = (mine.flags & CAPABILITY_SENDS_PATHS) && (other.flags & CAPABILITY_RECEIVES_PATHS);
  bool receives = (mine.flags & CAPABILITY_RECEIVES_PATHS) && (other.flags & CAPABILITY_SENDS_PATHS);
  return (uint8_t)((sends ? CAPABILITY_SENDS_PATHS : 0) | (receives ? CAPABILITY_RECEIVES_PATHS : 0));
}

static void family_offer(const struct open *ours, const struct open *theirs, struct capability_family family,
                         struct open_session *session) {
  if (!family_carried(theirs, &family) || session->families == OPEN_FAMILIES) return;
  for (size_t i = 0; i < session->families; i++)
    if (same_family(&session->family[i], &family)) return;
  family.flags = paths_agreed(ours, theirs, &family);
  session->family[session->families++] = family;
}

static void families_agree(const struct open *ours, const struct open *theirs, struct open_session *session) {
  struct open_walk walk = open_walk(ours);
  struct capability capability;
  struct capability_family family = {.afi = AFI_IPV4, .safi = SAFI_UNICAST};
  if (!open_capability(ours, CAPABILITY_MULTIPROTOCOL, &capability)) family_offer(ours, theirs, family, session);
  while (open_capability_next(&walk, &capability))
    if (capability.code == CAPABILITY_MULTIPROTOCOL && capability_sound(&capability) &&
        capability_family(&capability, 0, &family))
      family_offer(ours, theirs, family, session);
}

void open_negotiate(const struct open *ours, const struct open *theirs, struct open_session *session) {
  *session = (struct open_session){
      .peer_as = open_as(theirs),
      .hold_time = ours->hold_time < theirs->hold_time ? ours->hold_time : theirs->hold_time,
      .as4 = both(ours, theirs, CAPABILITY_AS4),
      .extended = both(ours, theirs, CAPABILITY_EXTENDED_MESSAGE),
      .refresh = both(ours, theirs, CAPABILITY_ROUTE_REFRESH),
      .enhanced_refresh = both(ours, theirs, CAPABILITY_ENHANCED_REFRESH),
      .graceful_restart = both(ours, theirs, CAPABILITY_GRACEFUL_RESTART),
  };
  families_agree(ours, theirs, session);
}
