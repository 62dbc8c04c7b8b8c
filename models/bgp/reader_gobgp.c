/* reader_gobgp.c: BGPUpdate.DecodeFromBytes() and ValidateUpdateMsg() of GoBGP 3.10.
 *
 * Decoding goes on after an error, and this is where it goes wrong. The flags of an attribute are checked before its
 * length is read, so an attribute with bad flags is taken for an empty one and its value is read as attributes, each of
 * them wrong again, and each of them free to run past the attributes into the NLRI. What is left of Total Attribute
 * Length is an unsigned 16-bit number that may pass below zero. When an attribute claims more than the message has,
 * decoding stops before the NLRI; the treatment as withdrawal then has no prefixes to withdraw and the old routes stay.
 * Errors in MP attributes disable the family in name only: the message is dropped and nothing else happens.
 *
 * The marker is not looked at, and a few octets make the daemon panic. */
#include "models/bgp/reader_gobgp_value.h"
#include "models/bgp/reader_part.h"

#include <string.h>

/* What decoding leaves behind besides the pass. */
struct decoding {
  struct reader_pass *pass;
  const uint8_t *at, *end;  /* up to the end of the message, not of the attributes */
  const uint8_t *nlri;      /* NULL: the decoding did not come so far */
  const uint8_t *withdrawn; /* the prefixes that were read of the field */
  size_t withdrawn_length;
  bool withdraws;         /* an error that withdraws came up while decoding */
  struct verdict dropped; /* outcome ACCEPT: none; else the error in an MP attribute that drops the message */
};

static bool over(const struct decoding *decoding) { return reader_over(decoding->pass); }

static void message_found(struct decoding *decoding, enum defect defect, const uint8_t *at, size_t length) {
  reader_message_found(decoding->pass, defect, at, length);
}

/* An error of decoding: notes how grave it is. */
static enum outcome attribute_found(struct decoding *decoding, const struct wire_attribute *attribute,
                                    enum defect defect) {
  struct judge *judge = decoding->pass->judge;
  struct verdict before = *judge->verdict;
  judge_quiet(judge, OUTCOME_ACCEPT);
  enum outcome outcome = reader_found(decoding->pass, attribute, defect);
  struct verdict now = *judge->verdict;
  if (outcome == OUTCOME_IGNORE && decoding->dropped.outcome == OUTCOME_ACCEPT) decoding->dropped = now;
  decoding->withdraws |= outcome == OUTCOME_TREAT_AS_WITHDRAW;
  *judge->verdict = now.outcome > before.outcome ? now : before;
  return outcome;
}

/* validatePathAttributeFlags(): for types that it knows even the four low bits count. */
static bool flags_bad(const struct reader_pass *pass, const struct wire_attribute *attribute) {
  enum { BOTH = WIRE_OPTIONAL | WIRE_TRANSITIVE };
  unsigned flags = attribute->flags;
  if (!(flags & BOTH)) return true;
  if ((flags & WIRE_PARTIAL) && (flags & BOTH) != BOTH) return true;
  const struct attribute_type *type = attribute_find(attribute->type);
  return type && verdict_knows(pass->judge->profile, attribute->type) &&
         (flags & ~(unsigned)(WIRE_EXTENDED | WIRE_PARTIAL)) != type->flags;
}

/* PathAttribute.DecodeFromBytes(): flags, then length, then value. Octets that the attribute is taken to have. */
static size_t attribute_decode(struct decoding *decoding, struct wire_attribute *attribute, enum outcome *outcome) {
  size_t left = (size_t)(decoding->end - decoding->at);
  const uint8_t *at = decoding->at;
  size_t head = at[0] & WIRE_EXTENDED ? 4 : 3;
  size_t seen = left < head ? left : head;
  *attribute = (struct wire_attribute){
      .start = at, .value = at + seen, .flags = at[0], .type = at[1], .header = (uint8_t)seen};
  if (flags_bad(decoding->pass, attribute)) {
    *outcome = attribute_found(decoding, attribute, DEFECT_FLAGS);
    return head;
  }
  if (left < head) {
    *outcome = attribute_found(decoding, attribute, DEFECT_OVERRUN);
    return head;
  }
  attribute->length = head == 4 ? wire_get16(at + 2) : at[2];
  attribute->present = attribute->length > left - head ? left - head : attribute->length;
  enum defect defect = attribute->present < attribute->length ? DEFECT_OVERRUN
                                                              : reader_gobgp_value(decoding->pass, attribute);
  *outcome = defect == DEFECTS ? OUTCOME_ACCEPT : attribute_found(decoding, attribute, defect);
  return head + attribute->length;
}

/* Duplicates come up when all attributes are decoded, but for the outcome it is the same to ask at once. */
static void attribute_note(struct decoding *decoding, const struct wire_attribute *attribute, enum outcome outcome) {
  struct reader_pass *pass = decoding->pass;
  if (outcome == OUTCOME_ATTRIBUTE_DISCARD) return;
  if (reader_seen(pass, attribute->type)) {
    if (!decoding->withdraws) reader_found(pass, attribute, DEFECT_DUPLICATE);
    return;
  }
  reader_see(pass, attribute->type);
  if (outcome == OUTCOME_ACCEPT) reader_hold(pass, attribute);
  bool unknown = outcome == OUTCOME_ACCEPT && !verdict_knows(pass->judge->profile, attribute->type);
  if (unknown && (attribute->flags & WIRE_OPTIONAL)) outcome = reader_unknown(pass, attribute);
  judge_keep(pass->judge, attribute, outcome);
}

static void attributes_decode(struct decoding *decoding, uint16_t left) {
  struct wire_attribute attribute;
  enum outcome outcome;
  while (left > 0) {
    if (left < 3) {
      message_found(decoding, DEFECT_UNDERRUN, decoding->at, left);
      decoding->withdraws = true;
      decoding->at += left;
      break;
    }
    if (decoding->end - decoding->at < 2) {
      message_found(decoding, DEFECT_LENGTH, decoding->at, (size_t)(decoding->end - decoding->at));
      return;
    }
    size_t taken = attribute_decode(decoding, &attribute, &outcome);
    left = (uint16_t)(left - taken);
    if (over(decoding)) return;
    if (taken > (size_t)(decoding->end - decoding->at)) {
      attribute_found(decoding, &attribute, DEFECT_OVERRUN);
      decoding->withdraws = true;
      return;
    }
    decoding->at += taken;
    attribute_note(decoding, &attribute, outcome);
  }
  decoding->nlri = decoding->at;
}

/* Withdrawn Routes: like the attributes, each prefix may run past the field. False: reset. */
static bool withdrawn_decode(struct decoding *decoding, uint16_t left) {
  decoding->withdrawn = decoding->at;
  while (left > 0) {
    size_t rest = (size_t)(decoding->end - decoding->at);
    size_t octets = rest ? 1 + ((size_t)decoding->at[0] + 7) / 8 : 1;
    if (octets > rest || decoding->at[0] > 32) {
      message_found(decoding, octets > rest ? DEFECT_NLRI_CUT : DEFECT_NLRI, decoding->at, rest);
      return false;
    }
    decoding->at += octets;
    left = (uint16_t)(left - octets);
  }
  decoding->withdrawn_length = (size_t)(decoding->at - decoding->withdrawn);
  return true;
}

/* Two octets of a length, and whether so much is there. */
static bool length_decode(struct decoding *decoding, uint16_t *length) {
  size_t left = (size_t)(decoding->end - decoding->at);
  if (left >= 2) *length = wire_get16(decoding->at);
  if (left < 2 || left - 2 < *length) {
    message_found(decoding, DEFECT_FRAMING, decoding->at, left);
    return false;
  }
  decoding->at += 2;
  return true;
}

static bool next_hop_bad(const struct wire_attribute *attribute) {
  return attribute->length == 4 && attribute_value_next_hop(attribute, true) != 0;
}

static void path_validate(struct reader_pass *pass, const struct wire_attribute *path) {
  bool inside = pass->judge->facts->session == SESSION_IBGP;
  bool four = !reader_path_broken(path, true);
  if (!inside && (attribute_value_as_path(path, four) & defect_bit(DEFECT_CONFED)))
    reader_found(pass, path, DEFECT_CONFED);
}

static void mp_validate(struct reader_pass *pass, unsigned type) {
  const struct wire_attribute *attribute = reader_held(pass, type);
  struct attribute_mp mp;
  if (!attribute || !attribute_value_mp(attribute, &mp) || reader_family_open(&mp)) return;
  reader_found(pass, attribute, DEFECT_FAMILY_CLOSED);
}

/* Any attribute that is neither known nor optional, anywhere. */
static void wellknown_validate(struct decoding *decoding) {
  const struct wire_update *update = &decoding->pass->update;
  struct wire_cursor cursor = {update->attributes, update->attributes + update->attributes_length};
  struct wire_attribute attribute;
  while (wire_attribute_next(&cursor, &attribute) == WIRE_ITEM)
    if (!(attribute.flags & WIRE_OPTIONAL) && !verdict_knows(decoding->pass->judge->profile, attribute.type))
      reader_found(decoding->pass, &attribute, DEFECT_UNKNOWN_WELLKNOWN);
}

static void missing_validate(struct reader_pass *pass, bool classic) {
  static const uint8_t mandatory[] = {ATTRIBUTE_ORIGIN, ATTRIBUTE_AS_PATH, ATTRIBUTE_NEXT_HOP};
  if (!classic && !reader_held(pass, ATTRIBUTE_MP_REACH)) return;
  for (size_t i = 0; i < sizeof mandatory; i++)
    if (!reader_seen(pass, mandatory[i]) && (classic || mandatory[i] != ATTRIBUTE_NEXT_HOP)) {
      judge_found(pass->judge, mandatory[i], DEFECT_MISSING, NULL, 0);
      return;
    }
}

/* ValidateUpdateMsg(). A message that decoding has made a withdrawal of has only its MP_UNREACH_NLRI left. */
static void message_validate(struct decoding *decoding, bool classic) {
  struct reader_pass *pass = decoding->pass;
  const struct wire_attribute *origin = reader_held(pass, ATTRIBUTE_ORIGIN);
  const struct wire_attribute *next_hop = reader_held(pass, ATTRIBUTE_NEXT_HOP);
  const struct wire_attribute *path = reader_held(pass, ATTRIBUTE_AS_PATH);
  mp_validate(pass, ATTRIBUTE_MP_REACH);
  mp_validate(pass, ATTRIBUTE_MP_UNREACH);
  if (decoding->withdraws || over(decoding)) return;
  wellknown_validate(decoding);
  if (origin && origin->value[0] > 2) reader_found(pass, origin, DEFECT_VALUE);
  if (next_hop && next_hop_bad(next_hop)) reader_found(pass, next_hop, DEFECT_VALUE);
  if (path) path_validate(pass, path);
  missing_validate(pass, classic);
}

/* UpdatePathAggregator4ByteAs(): AS4_AGGREGATOR wants an AGGREGATOR of two-octet AS beside it. */
static void aggregator_check(struct reader_pass *pass) {
  const struct wire_attribute *new = reader_held(pass, ATTRIBUTE_AS4_AGGREGATOR);
  const struct wire_attribute *old = reader_held(pass, ATTRIBUTE_AGGREGATOR);
  if (new && (!old || old->length != 6)) reader_found(pass, new, DEFECT_MISSING);
}

/* handleUpdate(): a looping route is passed over, and the older one stays. */
static void loop_check(struct reader_pass *pass) {
  const struct wire_attribute *path = reader_held(pass, ATTRIBUTE_AS_PATH);
  bool four = path && !reader_path_broken(path, true);
  bool readable = path && four == pass->judge->facts->as4;
  if (readable && reader_path(pass, true, false).has_local) reader_found(pass, path, DEFECT_LOOP);
  static const uint8_t reflection[] = {ATTRIBUTE_ORIGINATOR_ID, ATTRIBUTE_CLUSTER_LIST};
  for (size_t i = 0; i < sizeof reflection; i++)
    if (reader_reflected(pass, reflection[i])) reader_found(pass, reader_held(pass, reflection[i]), DEFECT_LOOP);
}

static bool reach_announces(const struct reader_pass *pass) {
  const struct wire_attribute *reach = reader_held(pass, ATTRIBUTE_MP_REACH);
  struct attribute_mp mp;
  return reach && attribute_value_mp(reach, &mp) && mp.nlri_length > 0;
}

/* What follows once all is decoded. */
static void message_process(struct decoding *decoding) {
  struct reader_pass *pass = decoding->pass;
  size_t length = decoding->nlri ? (size_t)(decoding->end - decoding->nlri) : 0;
  if (decoding->dropped.outcome != OUTCOME_ACCEPT) {
    *pass->judge->verdict = decoding->dropped;
    return;
  }
  message_validate(decoding, length > 0);
  if (!over(decoding) && !decoding->withdraws) aggregator_check(pass);
  if (over(decoding)) return;
  pass->update.withdrawn = decoding->withdrawn;
  pass->update.withdrawn_length = decoding->withdrawn_length;
  bool both = decoding->nlri &&
              reader_shares_prefix(decoding->nlri, length, decoding->withdrawn, decoding->withdrawn_length);
  if (pass->judge->verdict->outcome < OUTCOME_IGNORE && !both) loop_check(pass);
  reader_settle(pass, (length > 0 && !both) || reach_announces(pass));
}

void reader_gobgp_update(struct judge *judge, const uint8_t *body, size_t length) {
  struct reader_pass pass = {.judge = judge};
  struct decoding decoding = {.pass = &pass, .at = body, .end = body + length};
  uint16_t octets = 0;
  wire_update_parse(body, length, &pass.update); /* for the eyes of wellknown_validate; false shows below */
  if (!length_decode(&decoding, &octets) || !withdrawn_decode(&decoding, octets)) return;
  if (!length_decode(&decoding, &octets)) return;
  attributes_decode(&decoding, octets);
  if (over(&decoding)) return;
  size_t rest = decoding.nlri ? (size_t)(decoding.end - decoding.nlri) : 0;
  enum defect defect = reader_prefixes(decoding.nlri, rest, 32);
  if (defect != DEFECTS) message_found(&decoding, defect, decoding.nlri, rest);
  else message_process(&decoding);
}
