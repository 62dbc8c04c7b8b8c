/* judge.c: errors are collected first and weighed at the end.
 *
 * The pass never stops at an error that leaves the rest readable: RFC 7606 section 3 (h) wants the
 * strongest of all the actions that a message calls for, and among equals the first decides. Each
 * attribute has an outcome of its own too, which says whether it is kept, repaired or dropped.
 *
 * What the platform does not know is not looked into: its only possible defects are those of its
 * frame, coming twice, and not being optional. */
#include "models/bgp/judge.h"

#include "models/bgp/attribute.h"
#include "models/bgp/attribute_value.h"
#include "models/bgp/reader.h"

#include <string.h>

/* What one pass over the attributes learns about the message. */
struct pass {
  struct judge *judge;
  const struct wire_update *update;
  uint32_t seen[8];    /* bit set over types */
  bool announces_mp;   /* an MP_REACH_NLRI with NLRI that can be read */
  bool withdraws_mp;   /* an MP_UNREACH_NLRI, likewise */
  bool has_attributes; /* other than MP_UNREACH_NLRI */
  bool malformed;      /* an attribute that is wrong in itself, not just out of place, repeated or set right */
};

static bool type_seen(const struct pass *pass, unsigned type) { return (pass->seen[type >> 5] >> (type & 31)) & 1; }

static void finding_add(struct judge *judge, struct verdict_finding finding) {
  struct verdict_report *report = judge->report;
  if (report) {
    if (report->count < VERDICT_FINDINGS) report->finding[report->count] = finding;
    report->count++;
  }
  struct verdict *verdict = judge->verdict;
  if (finding.outcome <= verdict->outcome) return;
  verdict->outcome = finding.outcome; /* RFC 7606 section 3 (h) */
  verdict->attribute = finding.attribute;
  verdict->defect = finding.defect;
  verdict->rule = finding.rule;
  verdict->code = finding.rule ? finding.rule->code : 0;
  verdict->subcode = finding.rule ? finding.rule->subcode : 0;
}

enum outcome judge_found(struct judge *judge, unsigned type, enum defect defect, const uint8_t *at, size_t length) {
  const struct strategy *strategy = judge->profile->strategy;
  const struct strategy_rule *rule = strategy_find(strategy, type, defect, judge->facts->session);
  enum defect coarse = defect_coarse(defect);
  if (!rule && coarse != DEFECTS) rule = strategy_find(strategy, type, coarse, judge->facts->session);
  if (!rule) return OUTCOME_ACCEPT;
  finding_add(judge, (struct verdict_finding){
                         .at = at,
                         .length = length,
                         .attribute = type == STRATEGY_NO_TYPE ? 0 : (uint8_t)type,
                         .defect = (uint8_t)defect,
                         .outcome = rule->outcome,
                         .rule = rule,
                     });
  return (enum outcome)rule->outcome;
}

static enum outcome graver(enum outcome a, enum outcome b) { return a > b ? a : b; }

static enum outcome attribute_found(struct pass *pass, const struct wire_attribute *attribute, enum defect defect) {
  const uint32_t sound = defect_bit(DEFECT_DUPLICATE) | defect_bit(DEFECT_WRONG_SESSION) | defect_bit(DEFECT_LOOP) |
                         defect_bit(DEFECT_NEXT_HOP_SELF);
  enum outcome outcome = judge_found(pass->judge, attribute->type, defect, attribute->start,
                                      attribute->header + attribute->present);
  pass->malformed |= outcome > OUTCOME_REPAIR && !(sound & defect_bit(defect));
  return outcome;
}

void judge_unknown(struct judge *judge, const struct wire_attribute *attribute, enum outcome outcome) {
  finding_add(judge, (struct verdict_finding){
                         .at = attribute->start,
                         .length = attribute->header + attribute->present,
                         .attribute = attribute->type,
                         .defect = DEFECTS,
                         .outcome = (uint8_t)outcome,
                     });
}

/* RFC 4271 section 5: unrecognised attributes by their Optional and Transitive bits. */
static enum outcome unknown_judge(struct pass *pass, const struct wire_attribute *attribute) {
  if (!(attribute->flags & WIRE_OPTIONAL)) return attribute_found(pass, attribute, DEFECT_UNKNOWN_WELLKNOWN);
  enum outcome outcome = attribute->flags & WIRE_TRANSITIVE ? OUTCOME_PROPAGATE_UNPARSED : OUTCOME_IGNORE_ATTRIBUTE;
  judge_unknown(pass->judge, attribute, outcome);
  return outcome;
}

static enum outcome flags_judge(struct pass *pass, const struct wire_attribute *attribute,
                                const struct attribute_type *type) {
  if (attribute_flags_conflict(type, attribute->flags)) return attribute_found(pass, attribute, DEFECT_FLAGS);
  bool partial_allowed = type->flags == (WIRE_OPTIONAL | WIRE_TRANSITIVE); /* RFC 4271 section 4.3 */
  if ((attribute->flags & WIRE_PARTIAL) && !partial_allowed) return attribute_found(pass, attribute, DEFECT_PARTIAL);
  return OUTCOME_ACCEPT;
}

/* Attributes that have no place on this kind of session, whatever is in them. */
static bool out_of_place(const struct verdict_facts *facts, unsigned type) {
  switch (type) {
  case ATTRIBUTE_LOCAL_PREF:    /* RFC 4271 section 5.1.5 */
  case ATTRIBUTE_ORIGINATOR_ID: /* RFC 4456 section 8 */
  case ATTRIBUTE_CLUSTER_LIST:
    return facts->session == SESSION_EBGP;
  case ATTRIBUTE_AS4_PATH: /* RFC 6793 section 4.1 */
  case ATTRIBUTE_AS4_AGGREGATOR:
    return facts->as4;
  default:
    return false;
  }
}

/* RFC 4271 section 5.1.3: not our own address, and over eBGP on a subnet that we share. */
static bool next_hop_strange(const struct verdict_facts *facts, const uint8_t *address) {
  bool shared = false, any = false;
  for (size_t i = 0; i < facts->local_count; i++) {
    const struct prefix *local = &facts->local[i];
    if (local->family != PREFIX_IPV4) continue;
    any = true;
    if (memcmp(local->address, address, 4) == 0) return true;
    shared |= prefix_covers(local, address);
  }
  return any && !shared && facts->session == SESSION_EBGP;
}

static bool path_has_as(const struct wire_attribute *path, unsigned width, uint32_t asn) {
  struct wire_cursor cursor = {path->value, path->value + path->length};
  struct wire_segment segment;
  while (wire_segment_next(&cursor, width, &segment) == WIRE_ITEM)
    for (size_t i = 0; i < segment.count; i++)
      if (wire_segment_as(&segment, i) == asn) return true;
  return false;
}

/* RFC 4271 section 6.3: the leftmost AS of an eBGP route is the neighbour's. */
static bool first_as_strange(const struct verdict_facts *facts, const struct wire_attribute *path, unsigned width) {
  struct wire_cursor cursor = {path->value, path->value + path->length};
  struct wire_segment segment;
  if (facts->session != SESSION_EBGP || facts->peer_as == 0) return false;
  if (wire_segment_next(&cursor, width, &segment) != WIRE_ITEM || segment.type != WIRE_AS_SEQUENCE) return false;
  uint32_t expected = width == 2 && facts->peer_as > 65535 ? 23456 : facts->peer_as; /* RFC 6793 section 4.2.2 */
  return segment.count > 0 && wire_segment_as(&segment, 0) != expected;
}

/* RFC 4456 section 8: our own identifier came back over iBGP. The cluster's is taken to be the same. */
static bool reflected_back(const struct verdict_facts *facts, const struct wire_attribute *attribute) {
  bool reflects = attribute->type == ATTRIBUTE_ORIGINATOR_ID || attribute->type == ATTRIBUTE_CLUSTER_LIST;
  if (!reflects || facts->session == SESSION_EBGP || facts->local_id == 0) return false;
  for (size_t i = 0; i + 4 <= attribute->length; i += 4)
    if (wire_get32(attribute->value + i) == facts->local_id) return true;
  return false;
}

static bool path_too_long(const struct verdict_quirks *quirks, const struct wire_attribute *path, unsigned width) {
  struct wire_cursor cursor = {path->value, path->value + path->length};
  struct wire_segment segment;
  size_t hops = 0;
  if (quirks->longest_path == 0) return false;
  while (wire_segment_next(&cursor, width, &segment) == WIRE_ITEM) hops += segment.count;
  return hops > quirks->longest_path;
}

/* Defects that need to know the session, of an attribute that is sound in itself. */
static uint32_t context_defects(const struct judge *judge, const struct wire_attribute *attribute) {
  const struct verdict_facts *facts = judge->facts;
  uint32_t found = 0;
  unsigned width = facts->as4 ? 4 : 2;
  if (attribute->type == ATTRIBUTE_AS_PATH) {
    if (path_too_long(&judge->profile->quirks, attribute, width)) found |= defect_bit(DEFECT_PATH_LONG);
    if (first_as_strange(facts, attribute, width)) found |= defect_bit(DEFECT_FIRST_AS);
    if (facts->local_as && path_has_as(attribute, width, facts->local_as)) found |= defect_bit(DEFECT_LOOP);
  }
  if (reflected_back(facts, attribute)) found |= defect_bit(DEFECT_LOOP);
  if (attribute->type == ATTRIBUTE_NEXT_HOP && next_hop_strange(facts, attribute->value))
    found |= defect_bit(DEFECT_NEXT_HOP_SELF);
  return found;
}

static enum outcome known_judge(struct pass *pass, const struct wire_attribute *attribute) {
  const struct attribute_type *type = attribute_find(attribute->type);
  if (!type) return OUTCOME_ACCEPT;
  const struct verdict_facts *facts = pass->judge->facts;
  enum outcome outcome = flags_judge(pass, attribute, type);
  uint32_t found = attribute_defects(type, attribute, facts->as4);
  const uint32_t unreadable = defect_bit(DEFECT_LENGTH) | defect_bit(DEFECT_VALUE);
  if (!(found & unreadable)) found |= context_defects(pass->judge, attribute);
  if (out_of_place(facts, attribute->type)) found |= defect_bit(DEFECT_WRONG_SESSION);
  for (unsigned defect = 0; defect < DEFECTS; defect++)
    if (found & defect_bit(defect)) outcome = graver(outcome, attribute_found(pass, attribute, defect));
  return outcome;
}

static void mp_note(struct pass *pass, const struct wire_attribute *attribute) {
  struct attribute_mp mp;
  if (attribute->type != ATTRIBUTE_MP_REACH && attribute->type != ATTRIBUTE_MP_UNREACH) return;
  if (!attribute_value_mp(attribute, &mp) || mp.nlri_length == 0) return;
  if (mp.family && !prefix_field_ok(mp.nlri, mp.nlri_length, mp.family, NULL)) return;
  if (attribute->type == ATTRIBUTE_MP_REACH) pass->announces_mp = true;
  else pass->withdraws_mp = true;
}

/* The attribute as it should have been. Optional and Transitive become right, Partial goes where it may not be;
 * Extended Length stays as it came, since it says how the length that follows is read. */
static void flags_repair(struct wire_buffer *kept, size_t start, const struct attribute_type *type) {
  enum { BOTH = WIRE_OPTIONAL | WIRE_TRANSITIVE };
  uint8_t *flags = &kept->bytes[start];
  *flags = (uint8_t)((*flags & ~BOTH) | type->flags);
  if (type->flags != BOTH) *flags &= (uint8_t)~WIRE_PARTIAL;
}

/* RFC 6793 section 6: an AS4_PATH goes on without its confederation segments. */
static void keep_unconfederated(struct wire_buffer *kept, const struct wire_attribute *attribute) {
  struct wire_cursor cursor = {attribute->value, attribute->value + attribute->length};
  struct wire_segment segment;
  size_t length = 0, start = kept->length + attribute->header;
  wire_put_attribute(kept, attribute->flags, attribute->type, attribute->length);
  while (wire_segment_next(&cursor, 4, &segment) == WIRE_ITEM) {
    if (segment.type >= WIRE_CONFED_SEQUENCE) continue;
    wire_put(kept, segment.asn - 2, 2 + 4 * (size_t)segment.count);
    length += 2 + 4 * (size_t)segment.count;
  }
  if (kept->full) return;
  if (length == 0) {
    kept->length = start - attribute->header;
    return;
  }
  kept->bytes[start - 1] = (uint8_t)length;
  if (attribute->header == 4) kept->bytes[start - 2] = (uint8_t)(length >> 8);
}

void judge_keep(struct judge *judge, const struct wire_attribute *attribute, enum outcome outcome) {
  bool dropped = outcome == OUTCOME_IGNORE_ATTRIBUTE || outcome == OUTCOME_ATTRIBUTE_DISCARD;
  bool apart = attribute->type == ATTRIBUTE_AS_PATH || attribute->type == ATTRIBUTE_NEXT_HOP;
  struct wire_buffer *kept = judge->kept;
  if (!kept || dropped || apart) return;
  size_t start = kept->length;
  judge->kept_overrun = attribute->length - attribute->present;
  if (outcome == OUTCOME_REPAIR && attribute->type == ATTRIBUTE_AS4_PATH) keep_unconfederated(kept, attribute);
  else wire_put(kept, attribute->start, attribute->header + attribute->present);
  const struct attribute_type *type = attribute_find(attribute->type);
  if (outcome == OUTCOME_REPAIR && type && kept->length > start) flags_repair(kept, start, type);
}

static void attribute_judge(struct pass *pass, const struct wire_attribute *attribute, bool whole) {
  enum outcome outcome;
  if (!whole) outcome = attribute_found(pass, attribute, DEFECT_OVERRUN); /* RFC 7606 section 4 */
  else if (type_seen(pass, attribute->type))
    outcome = attribute_found(pass, attribute, DEFECT_DUPLICATE); /* RFC 7606 section 3 (g) */
  else if (!verdict_knows(pass->judge->profile, attribute->type)) outcome = unknown_judge(pass, attribute);
  else outcome = known_judge(pass, attribute);
  pass->seen[attribute->type >> 5] |= 1u << (attribute->type & 31);
  pass->has_attributes |= attribute->type != ATTRIBUTE_MP_UNREACH;
  if (whole) mp_note(pass, attribute);
  judge_keep(pass->judge, attribute, outcome);
}

static void attributes_judge(struct pass *pass) {
  struct wire_cursor cursor = {pass->update->attributes, pass->update->attributes + pass->update->attributes_length};
  struct wire_attribute attribute;
  enum wire_step step;
  while ((step = wire_attribute_next(&cursor, &attribute)) == WIRE_ITEM || step == WIRE_OVERRUN)
    attribute_judge(pass, &attribute, step == WIRE_ITEM);
  if (step == WIRE_UNDERRUN)
    judge_found(pass->judge, STRATEGY_NO_TYPE, DEFECT_UNDERRUN, attribute.start, attribute.present);
}

/* RFC 4271 section 6.3, RFC 7606 section 3 (d). Which of them are really asked for is the strategy's to say. */
static void missing_judge(struct pass *pass) {
  static const uint8_t mandatory[] = {ATTRIBUTE_ORIGIN, ATTRIBUTE_AS_PATH, ATTRIBUTE_NEXT_HOP, ATTRIBUTE_LOCAL_PREF};
  bool classic = pass->update->nlri_length > 0;
  if (!classic && !pass->announces_mp) return;
  for (size_t i = 0; i < sizeof mandatory; i++) {
    if (type_seen(pass, mandatory[i])) continue;
    if (mandatory[i] == ATTRIBUTE_NEXT_HOP && !classic) continue;
    if (mandatory[i] == ATTRIBUTE_LOCAL_PREF && pass->judge->facts->session == SESSION_EBGP) continue;
    judge_found(pass->judge, mandatory[i], DEFECT_MISSING, NULL, 0);
  }
}

static bool field_judge(struct judge *judge, const uint8_t *field, size_t length) {
  bool sound = prefix_field_ok(field, length, PREFIX_IPV4, NULL);
  if (!sound) judge_found(judge, STRATEGY_NO_TYPE, DEFECT_NLRI, field, length);
  return sound;
}

/* What the message makes worse about an error in it. The NOTIFICATION is that of the error itself. */
static void error_aggravated(struct judge *judge, enum defect defect) {
  struct verdict *verdict = judge->verdict, before = *verdict;
  judge_found(judge, STRATEGY_NO_TYPE, defect, NULL, 0);
  if (verdict->outcome == before.outcome || verdict->code || !before.code) return;
  verdict->code = before.code;
  verdict->subcode = before.subcode;
}

static void message_aggravates(struct pass *pass) {
  bool announces = pass->update->nlri_length > 0 || pass->announces_mp;
  bool multiprotocol = type_seen(pass, ATTRIBUTE_MP_REACH) || type_seen(pass, ATTRIBUTE_MP_UNREACH);
  /* RFC 7606 section 5.2: nothing to treat as withdrawn */
  if (pass->judge->verdict->outcome > OUTCOME_ATTRIBUTE_DISCARD && !announces && pass->has_attributes)
    error_aggravated(pass->judge, DEFECT_NO_NLRI);
  if (pass->malformed && multiprotocol) error_aggravated(pass->judge, DEFECT_MP_BESIDE);
}

void judge_quiet(struct judge *judge, enum outcome outcome) {
  *judge->verdict = (struct verdict){.outcome = (uint8_t)outcome, .defect = DEFECTS};
}

/* A message that announces nothing withdraws, or does nothing at all, like an End-of-RIB (RFC 4724 section 2). */
static void quiet_note(struct pass *pass) {
  struct verdict *verdict = pass->judge->verdict;
  bool withdraws = pass->update->withdrawn_length > 0 || pass->withdraws_mp;
  enum outcome outcome = withdraws ? OUTCOME_WITHDRAW : OUTCOME_IGNORE;
  if (pass->update->nlri_length > 0 || pass->announces_mp || verdict->outcome >= outcome) return;
  judge_quiet(pass->judge, outcome);
}

static void verdict_clear(struct judge *judge) {
  judge->kept_overrun = 0;
  *judge->verdict = (struct verdict){.outcome = OUTCOME_ACCEPT, .defect = DEFECTS};
  if (judge->report) judge->report->count = 0;
}

static void fields_judge(struct judge *judge, const struct wire_update *update) {
  struct pass pass = {.judge = judge, .update = update};
  field_judge(judge, update->withdrawn, update->withdrawn_length);
  attributes_judge(&pass);
  missing_judge(&pass);
  field_judge(judge, update->nlri, update->nlri_length);
  message_aggravates(&pass);
  quiet_note(&pass);
}

void judge_update(struct judge *judge, const struct wire_update *update) {
  verdict_clear(judge);
  fields_judge(judge, update);
}

static bool length_ok(const struct verdict_facts *facts, unsigned type, size_t claimed, size_t length) {
  static const uint8_t least[] = {WIRE_HEADER, 29, WIRE_UPDATE_MIN, 21, WIRE_HEADER, 23}; /* by type; RFC 2918 */
  if (claimed != length || claimed < least[type <= WIRE_ROUTE_REFRESH ? type : 0]) return false;
  if (type == WIRE_KEEPALIVE) return claimed == WIRE_HEADER;
  return facts->extended || claimed <= WIRE_MESSAGE_MAX;
}

/* RFC 4271 section 6.1. False: what follows cannot be read. */
static bool header_judge(struct judge *judge, const uint8_t *bytes, size_t length) {
  static const uint8_t ones[WIRE_MARKER] = {255, 255, 255, 255, 255, 255, 255, 255,
                                            255, 255, 255, 255, 255, 255, 255, 255};
  size_t marker = length < WIRE_MARKER ? length : WIRE_MARKER;
  if (marker > 0 && memcmp(bytes, ones, marker) != 0)
    judge_found(judge, STRATEGY_NO_TYPE, DEFECT_MARKER, bytes, marker);
  if (length < WIRE_HEADER) {
    judge_found(judge, STRATEGY_NO_TYPE, DEFECT_HEADER_LENGTH, bytes, length);
    return false;
  }
  unsigned type = bytes[WIRE_HEADER - 1];
  if (!length_ok(judge->facts, type, wire_get16(bytes + WIRE_MARKER), length))
    judge_found(judge, STRATEGY_NO_TYPE, DEFECT_HEADER_LENGTH, bytes + WIRE_MARKER, 2);
  if (type < WIRE_UPDATE || type > WIRE_ROUTE_REFRESH)
    judge_found(judge, STRATEGY_NO_TYPE, DEFECT_MESSAGE_TYPE, bytes + WIRE_HEADER - 1, 1);
  return type == WIRE_UPDATE;
}

void judge_message(struct judge *judge, const uint8_t *bytes, size_t length) {
  struct wire_update update;
  verdict_clear(judge);
  if (judge->profile->quirks.reader != READER_STANDARD) {
    reader_message(judge, bytes, length);
    return;
  }
  if (!header_judge(judge, bytes, length)) return;
  if (wire_update_parse(bytes + WIRE_HEADER, length - WIRE_HEADER, &update)) fields_judge(judge, &update);
  else judge_found(judge, STRATEGY_NO_TYPE, DEFECT_FRAMING, bytes + WIRE_HEADER, length - WIRE_HEADER);
}
