/* reader.c: headers, and the choice of the reader.
 *
 * The four daemons differ little before the body of an UPDATE: GoBGP checks neither the marker nor a maximum, and
 * dies of types that it does not know and of an OPEN that comes again; what an OPEN or a bad ROUTE-REFRESH leads to in
 * Established is a row of the table for each. */
#include "models/bgp/reader.h"

#include <string.h>

static const char *const names[READERS] = {"standard", "frr", "bird", "openbgpd", "gobgp"};

const char *reader_name(enum reader reader) { return reader < READERS ? names[reader] : ""; }

bool reader_parse(const char *name, uint8_t *reader) {
  for (unsigned i = 0; i < READERS; i++)
    if (strcmp(names[i], name) == 0) {
      *reader = (uint8_t)i;
      return true;
    }
  return false;
}

enum { CAPABILITY = 6 }; /* draft-ietf-idr-dynamic-cap; FRR has it */

/* Octets of the whole message that each type has at least; RFC 4271 section 4, RFC 2918. BIRD does not get so far with
 * an OPEN; GoBGP looks at the lengths of OPEN and NOTIFICATION only. */
static size_t least(enum reader reader, unsigned type) {
  static const uint8_t octets[] = {WIRE_HEADER, 29, WIRE_UPDATE_MIN, 21, WIRE_HEADER, 23, 22};
  if (reader == READER_BIRD && type == WIRE_OPEN) return WIRE_HEADER;
  if (reader == READER_GOBGP && type != WIRE_OPEN && type != WIRE_NOTIFICATION) return WIRE_HEADER;
  return type < sizeof octets ? octets[type] : WIRE_HEADER;
}

static bool marker_ok(const uint8_t *bytes) {
  for (size_t i = 0; i < WIRE_MARKER; i++)
    if (bytes[i] != 0xff) return false;
  return true;
}

/* Does the header's length suit the type for this reader? GoBGP leaves that to the body. */
static bool length_ok(const struct judge *judge, unsigned type, size_t claimed) {
  enum reader reader = (enum reader)judge->profile->quirks.reader;
  if (claimed < least(reader, type)) return false;
  if (reader == READER_GOBGP) return true;
  if (claimed > (judge->facts->extended ? UINT16_MAX : WIRE_MESSAGE_MAX)) return false;
  return type != WIRE_KEEPALIVE || claimed == WIRE_HEADER || reader == READER_BIRD;
}

static void found(struct judge *judge, enum defect defect, const uint8_t *at, size_t length) {
  judge_found(judge, STRATEGY_NO_TYPE, defect, at, length);
}

static bool stopped(const struct judge *judge) { return judge->verdict->outcome >= OUTCOME_SESSION_RESET; }

/* False: nothing more is to be read of it. */
static bool header_ok(struct judge *judge, const uint8_t *bytes, size_t length) {
  if (length < WIRE_HEADER) {
    judge_quiet(judge, OUTCOME_IGNORE); /* the rest is waited for */
    return false;
  }
  size_t claimed = wire_get16(bytes + WIRE_MARKER);
  unsigned type = bytes[WIRE_HEADER - 1];
  bool known = type >= WIRE_OPEN && type <= WIRE_ROUTE_REFRESH;
  bool short_capability = type == CAPABILITY && judge->profile->quirks.reader == READER_FRR &&
                          !length_ok(judge, type, claimed);
  if (!marker_ok(bytes)) found(judge, DEFECT_MARKER, bytes, WIRE_MARKER);
  if (stopped(judge)) return false;
  if (!known && !short_capability && length_ok(judge, 0, claimed))
    found(judge, DEFECT_MESSAGE_TYPE, bytes + WIRE_HEADER - 1, 1);
  else if (!length_ok(judge, type, claimed)) found(judge, DEFECT_HEADER_LENGTH, bytes + WIRE_MARKER, 2);
  return !stopped(judge) && known && claimed >= WIRE_HEADER;
}

/* ROUTE-REFRESH has four octets, unless somebody reads ORF entries behind them (RFC 5291); four are
 * enough for GoBGP. */
static void refresh_read(struct judge *judge, size_t length) {
  judge_quiet(judge, OUTCOME_IGNORE);
  bool good = judge->profile->quirks.reader == READER_GOBGP ? length >= 4 : length == 4;
  if (!good) found(judge, DEFECT_VALUE, NULL, 0);
}

static void body_read(struct judge *judge, const uint8_t *body, size_t length) {
  switch ((enum reader)judge->profile->quirks.reader) {
  case READER_FRR:
    reader_frr_update(judge, body, length);
    break;
  case READER_BIRD:
    reader_bird_update(judge, body, length);
    break;
  case READER_OPENBGPD:
    reader_openbgpd_update(judge, body, length);
    break;
  default:
    reader_gobgp_update(judge, body, length);
  }
}

void reader_message(struct judge *judge, const uint8_t *bytes, size_t length) {
  if (!header_ok(judge, bytes, length)) return;
  size_t claimed = wire_get16(bytes + WIRE_MARKER);
  if (claimed > length) {
    judge_quiet(judge, OUTCOME_IGNORE); /* the rest is waited for */
    return;
  }
  switch (bytes[WIRE_HEADER - 1]) {
  case WIRE_UPDATE:
    body_read(judge, bytes + WIRE_HEADER, claimed - WIRE_HEADER);
    break;
  case WIRE_ROUTE_REFRESH:
    refresh_read(judge, claimed - WIRE_HEADER);
    break;
  case WIRE_OPEN:
    found(judge, DEFECT_OPEN_AGAIN, bytes + WIRE_HEADER - 1, 1);
    break;
  case WIRE_NOTIFICATION:
    found(judge, DEFECT_NOTIFIED, bytes + WIRE_HEADER - 1, 1);
    break;
  default:
    judge_quiet(judge, OUTCOME_IGNORE);
  }
}
