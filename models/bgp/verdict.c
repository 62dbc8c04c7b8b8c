/* verdict.c: judged once, remembered for ever.
 *
 * A set of attributes is judged as part of a route that has nothing else wrong: what the set lacks of
 * AS_PATH and NEXT_HOP is put right behind its ORIGIN and one prefix follows, unless the set brings NLRI of its
 * own (MP_REACH_NLRI). So a set that was cut off a message with a fault in its attributes keeps the fault. */
#include "models/bgp/verdict.h"

#include "models/bgp/attribute.h"
#include "models/bgp/judge.h"

#include <glib.h>
#include <string.h>

/* The neighbour of the message that stands for all. */
enum { NEIGHBOR_AS = 64511 };
/* A set, and the few octets that are put around it: header and length fields before, a prefix behind. */
enum { SCRATCH = WIRE_UPDATE_MIN + UINT16_MAX + 64 };

struct verdict_table {
  struct attrs_table *attrs;
  struct verdict_profile *profiles;
  size_t profile_count;
  size_t room;             /* sets that `known` and `resent` have places for */
  struct verdict **known;  /* [room][profile_count][2], NULL: not judged yet */
  uint32_t *resent;        /* [room][profile_count][2] id + 1, 0: not known yet */
  uint8_t *message, *kept; /* SCRATCH octets each */
};

void verdict_message(const uint8_t *bytes, size_t length, const struct verdict_profile *profile,
                     const struct verdict_facts *facts, struct verdict *verdict, struct verdict_report *report) {
  struct judge judge = {.profile = profile, .facts = facts, .verdict = verdict, .report = report};
  judge_message(&judge, bytes, length);
}

struct verdict_table *verdict_table_new(struct attrs_table *attrs, const struct verdict_profile *profiles,
                                        size_t count) {
  struct verdict_table *table = g_new0(struct verdict_table, 1);
  table->attrs = attrs;
  table->profiles = g_memdup2(profiles, count * sizeof *profiles);
  table->profile_count = count;
  table->message = g_malloc(SCRATCH);
  table->kept = g_malloc(SCRATCH);
  return table;
}

void verdict_table_free(struct verdict_table *table) {
  if (!table) return;
  for (size_t i = 0; i < table->room * table->profile_count * 2; i++) g_free(table->known[i]);
  g_free(table->known);
  g_free(table->resent);
  g_free(table->message);
  g_free(table->kept);
  g_free(table->profiles);
  g_free(table);
}

bool verdict_table_knows(const struct verdict_table *table, unsigned profile, unsigned type) {
  return verdict_knows(&table->profiles[profile], type);
}

static void table_grow(struct verdict_table *table, attrs_id attrs) {
  if (attrs < table->room) return;
  size_t room = MAX(16, 2 * (size_t)attrs), old = table->room * table->profile_count;
  size_t cells = room * table->profile_count;
  table->known = g_renew(struct verdict *, table->known, cells * 2);
  table->resent = g_renew(uint32_t, table->resent, cells * 2);
  memset(table->known + old * 2, 0, (cells - old) * 2 * sizeof *table->known);
  memset(table->resent + old * 2, 0, (cells - old) * 2 * sizeof *table->resent);
  table->room = room;
}

static void put_path_and_next_hop(struct wire_buffer *out) {
  static const uint8_t next_hop[] = {WIRE_TRANSITIVE, ATTRIBUTE_NEXT_HOP, 4, 192, 0, 2, 1};
  wire_put_path(out, WIRE_TRANSITIVE, &(uint32_t){NEIGHBOR_AS}, 1, 4);
  wire_put(out, next_hop, sizeof next_hop);
}

static bool set_has(const struct attrs *set, unsigned type) {
  struct wire_cursor cursor = {set->bytes, set->bytes + set->length};
  struct wire_attribute attribute;
  enum wire_step step;
  while ((step = wire_attribute_next(&cursor, &attribute)) == WIRE_ITEM || step == WIRE_OVERRUN)
    if (attribute.type == type) return true;
  return false;
}

/* Octets of the set that stand before AS_PATH: its first attribute, when that is the ORIGIN. */
static size_t origin_length(const struct attrs *set) {
  struct wire_cursor cursor = {set->bytes, set->bytes + set->length};
  struct wire_attribute attribute;
  bool origin = wire_attribute_next(&cursor, &attribute) == WIRE_ITEM && attribute.type == ATTRIBUTE_ORIGIN;
  return origin ? (size_t)(cursor.at - set->bytes) : 0;
}

static void put_missing(struct wire_buffer *out, const struct attrs *set) {
  uint8_t bytes[32];
  struct wire_buffer both = {.bytes = bytes, .room = sizeof bytes};
  put_path_and_next_hop(&both);
  struct wire_cursor cursor = {bytes, bytes + both.length};
  struct wire_attribute attribute;
  while (wire_attribute_next(&cursor, &attribute) == WIRE_ITEM)
    if (!set_has(set, attribute.type)) wire_put(out, attribute.start, attribute.header + attribute.length);
}

/* A message around the set, whose fields `update` gets; returns its octets. */
static size_t set_embed(struct verdict_table *table, const struct attrs *set, struct wire_update *update) {
  static const uint8_t nlri[] = {24, 192, 0, 2};
  struct wire_buffer out = {.bytes = table->message, .room = SCRATCH};
  size_t before = origin_length(set);
  wire_begin_message(&out, WIRE_UPDATE);
  wire_put32(&out, 0);
  wire_put(&out, set->bytes, before);
  put_missing(&out, set);
  wire_put(&out, set->bytes + before, set->length - before);
  size_t end = out.length;
  if (!set_has(set, ATTRIBUTE_MP_REACH)) wire_put(&out, nlri, sizeof nlri);
  g_assert(!out.full);
  *update = (struct wire_update){.withdrawn = out.bytes + WIRE_HEADER + 2,
                                 .attributes = out.bytes + WIRE_UPDATE_MIN,
                                 .nlri = out.bytes + end,
                                 .attributes_length = end - WIRE_UPDATE_MIN,
                                 .nlri_length = out.length - end};
  return out.length;
}

/* What a reader of its own says of that message; too long for one, it is the standard reader's. */
static void set_read(const struct judge *standard, uint8_t *message, size_t length, size_t attributes) {
  struct wire_buffer whole = {.bytes = message, .length = length, .room = length};
  struct judge judge = {.profile = standard->profile, .facts = standard->facts, .verdict = standard->verdict};
  if (judge.profile->quirks.reader == 0 || length > UINT16_MAX) return;
  message[WIRE_HEADER + 2] = (uint8_t)(attributes >> 8);
  message[WIRE_HEADER + 3] = (uint8_t)attributes;
  wire_end_message(&whole, 0);
  judge_message(&judge, message, length);
}

static struct verdict *set_judge(struct verdict_table *table, attrs_id id, unsigned profile,
                                 enum session_kind session) {
  const struct attrs *set = attrs_get(table->attrs, id);
  struct wire_update update;
  size_t length = set_embed(table, set, &update);
  struct verdict *verdict = g_new0(struct verdict, 1);
  struct wire_buffer kept = {.bytes = table->kept, .room = SCRATCH};
  struct verdict_facts facts = {.session = session, .as4 = true, .extended = true, .peer_as = NEIGHBOR_AS};
  struct judge judge = {.profile = &table->profiles[profile], .facts = &facts, .verdict = verdict, .kept = &kept};
  judge_update(&judge, &update);
  set_read(&judge, table->message, length, update.attributes_length);
  g_assert(!kept.full && kept.length <= UINT16_MAX);
  bool enters = verdict->outcome < OUTCOME_WITHDRAW;
  verdict->attrs = enters ? attrs_intern(table->attrs, kept.bytes, (uint16_t)kept.length, (uint16_t)judge.kept_overrun)
                          : id;
  return verdict;
}

const struct verdict *verdict_of(struct verdict_table *table, attrs_id attrs, unsigned profile,
                                 enum session_kind session) {
  g_assert(profile < table->profile_count);
  table_grow(table, attrs);
  struct verdict **known = &table->known[((size_t)attrs * table->profile_count + profile) * 2 + session];
  if (!*known) *known = set_judge(table, attrs, profile, session);
  return *known;
}

/* Does a known attribute cross a session? RFC 4271 section 5: to another AS those that are not transitive stay,
 * LOCAL_PREF is for the inside, AS_PATH and NEXT_HOP are written anew. MP_REACH_NLRI holds the route itself. */
static bool crosses_known(unsigned type, unsigned flags, enum session_kind to) {
  if (type == ATTRIBUTE_MP_REACH) return true;
  if (type == ATTRIBUTE_AS_PATH || type == ATTRIBUTE_NEXT_HOP) return false;
  if (to == SESSION_IBGP) return true;
  if (type == ATTRIBUTE_LOCAL_PREF) return false;
  const struct attribute_type *row = attribute_find(type);
  return (row ? row->flags : flags) & WIRE_TRANSITIVE;
}

static bool crosses_unknown(unsigned flags) { return !(flags & WIRE_OPTIONAL) || (flags & WIRE_TRANSITIVE); }

/* The attribute without its last octets, under its old length. */
static size_t put_damaged(struct wire_buffer *out, const struct wire_attribute *attribute) {
  size_t cut = MIN((size_t)VERDICT_CUT, attribute->length);
  size_t claimed = cut ? attribute->length : VERDICT_CUT;
  wire_put_attribute(out, attribute->flags | WIRE_PARTIAL, attribute->type, claimed);
  wire_put(out, attribute->value, attribute->length - cut);
  return VERDICT_CUT;
}

static void put_resent(struct wire_buffer *out, const struct verdict_profile *profile,
                       const struct wire_attribute *attribute, enum session_kind to) {
  bool known = verdict_knows(profile, attribute->type);
  if (!(known ? crosses_known(attribute->type, attribute->flags, to) : crosses_unknown(attribute->flags))) return;
  bool partial = !known && (attribute->flags & WIRE_OPTIONAL); /* RFC 4271 section 5 */
  size_t start = out->length;
  wire_put(out, attribute->start, attribute->header + attribute->present);
  if (partial) out->bytes[start] |= WIRE_PARTIAL;
}

static attrs_id set_resend(struct verdict_table *table, const struct attrs *set, const struct verdict_profile *profile,
                           enum session_kind to) {
  struct wire_buffer out = {.bytes = table->kept, .room = SCRATCH};
  struct wire_cursor cursor = {set->bytes, set->bytes + set->length};
  struct wire_attribute attribute, victim = {.value = NULL};
  enum wire_step step;
  size_t overrun = 0;
  while ((step = wire_attribute_next(&cursor, &attribute)) == WIRE_ITEM || step == WIRE_OVERRUN) {
    bool corrupted = profile->corrupts && attribute.type == profile->corrupts && step == WIRE_ITEM &&
                     !verdict_knows(profile, attribute.type) && crosses_unknown(attribute.flags);
    size_t before = out.length;
    if (corrupted) victim = attribute;
    else put_resent(&out, profile, &attribute, to);
    if (step == WIRE_OVERRUN && out.length > before) overrun = attribute.length - attribute.present;
  }
  if (victim.value && overrun == 0) overrun = put_damaged(&out, &victim);
  g_assert(!out.full && out.length <= UINT16_MAX);
  return attrs_intern(table->attrs, out.bytes, (uint16_t)out.length, (uint16_t)overrun);
}

attrs_id verdict_resend(struct verdict_table *table, attrs_id attrs, unsigned profile, enum session_kind to) {
  g_assert(profile < table->profile_count);
  table_grow(table, attrs);
  uint32_t *resent = &table->resent[((size_t)attrs * table->profile_count + profile) * 2 + to];
  if (!*resent) *resent = set_resend(table, attrs_get(table->attrs, attrs), &table->profiles[profile], to) + 1u;
  return (attrs_id)(*resent - 1);
}
