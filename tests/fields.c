#include "tests/fields.h"

#include "models/bgp/attribute.h"
#include "models/bgp/attribute_value.h"
#include "models/bgp/message.h"
#include "models/bgp/prefix.h"

#include <arpa/inet.h>
#include <string.h>

#define PATH_ATTRIBUTE "bgp.update.path_attribute."

enum field {
  TYPE,
  LENGTH,
  OPEN_VERSION_,
  OPEN_AS,
  OPEN_HOLD,
  OPEN_ID,
  OPEN_PARAMETER,
  CAPABILITY,
  CAPABILITY_LENGTH,
  CAPABILITY_AFI,
  CAPABILITY_SAFI,
  CAPABILITY_AS,
  CAPABILITY_PATHS_AFI,
  CAPABILITY_PATHS,
  CAPABILITY_RESTART,
  CAPABILITY_HOP_AFI,
  NOTIFY_CODE,
  REFRESH_AFI,
  REFRESH_SAFI,
  REFRESH_SUBTYPE,
  WITHDRAWN_LENGTH,
  ATTRIBUTES_LENGTH,
  ATTRIBUTE_FLAGS,
  ATTRIBUTE_CODE,
  ATTRIBUTE_LENGTH,
  ORIGIN,
  SEGMENT_TYPE,
  SEGMENT_LENGTH,
  SEGMENT_AS2,
  SEGMENT_AS4,
  NEXT_HOP,
  MED,
  LOCAL_PREF,
  AGGREGATOR_AS,
  AGGREGATOR_ORIGIN,
  COMMUNITY_AS,
  COMMUNITY_VALUE,
  ORIGINATOR,
  CLUSTER,
  LARGE_GLOBAL,
  LARGE_1,
  LARGE_2,
  REACH_AFI,
  REACH_SAFI,
  REACH_PREFIX,
  UNREACH_AFI,
  UNREACH_SAFI,
  UNREACH_PREFIX,
  WITHDRAWN,
  NLRI,
  FIELDS
};

static const char *const names[FIELDS] = {
    [TYPE] = "bgp.type",
    [LENGTH] = "bgp.length",
    [OPEN_VERSION_] = "bgp.open.version",
    [OPEN_AS] = "bgp.open.myas",
    [OPEN_HOLD] = "bgp.open.holdtime",
    [OPEN_ID] = "bgp.open.identifier",
    [OPEN_PARAMETER] = "bgp.open.opt.param.type",
    [CAPABILITY] = "bgp.cap.type",
    [CAPABILITY_LENGTH] = "bgp.cap.length",
    [CAPABILITY_AFI] = "bgp.cap.mp.afi",
    [CAPABILITY_SAFI] = "bgp.cap.mp.safi",
    [CAPABILITY_AS] = "bgp.cap.4as",
    [CAPABILITY_PATHS_AFI] = "bgp.cap.ap.afi",
    [CAPABILITY_PATHS] = "bgp.cap.ap.sendreceive",
    [CAPABILITY_RESTART] = "bgp.cap.gr.timers.restart_time",
    [CAPABILITY_HOP_AFI] = "bgp.cap.enh.nhafi",
    [NOTIFY_CODE] = "bgp.notify.major_error",
    [REFRESH_AFI] = "bgp.route_refresh.afi",
    [REFRESH_SAFI] = "bgp.route_refresh.safi",
    [REFRESH_SUBTYPE] = "bgp.route_refresh.subtype",
    [WITHDRAWN_LENGTH] = "bgp.update.withdrawn_routes.length",
    [ATTRIBUTES_LENGTH] = "bgp.update.path_attributes.length",
    [ATTRIBUTE_FLAGS] = PATH_ATTRIBUTE "flags",
    [ATTRIBUTE_CODE] = PATH_ATTRIBUTE "type_code",
    [ATTRIBUTE_LENGTH] = PATH_ATTRIBUTE "length",
    [ORIGIN] = PATH_ATTRIBUTE "origin",
    [SEGMENT_TYPE] = PATH_ATTRIBUTE "as_path_segment.type",
    [SEGMENT_LENGTH] = PATH_ATTRIBUTE "as_path_segment.length",
    [SEGMENT_AS2] = PATH_ATTRIBUTE "as_path_segment.as2",
    [SEGMENT_AS4] = PATH_ATTRIBUTE "as_path_segment.as4",
    [NEXT_HOP] = PATH_ATTRIBUTE "next_hop",
    [MED] = PATH_ATTRIBUTE "multi_exit_disc",
    [LOCAL_PREF] = PATH_ATTRIBUTE "local_pref",
    [AGGREGATOR_AS] = PATH_ATTRIBUTE "aggregator_as",
    [AGGREGATOR_ORIGIN] = PATH_ATTRIBUTE "aggregator_origin",
    [COMMUNITY_AS] = PATH_ATTRIBUTE "community_as",
    [COMMUNITY_VALUE] = PATH_ATTRIBUTE "community_value",
    [ORIGINATOR] = PATH_ATTRIBUTE "originator_id",
    [CLUSTER] = "bgp.path_attribute.cluster_id",
    [LARGE_GLOBAL] = "bgp.large_communities.ga",
    [LARGE_1] = "bgp.large_communities.ldp1",
    [LARGE_2] = "bgp.large_communities.ldp2",
    [REACH_AFI] = PATH_ATTRIBUTE "mp_reach_nlri.afi",
    [REACH_SAFI] = PATH_ATTRIBUTE "mp_reach_nlri.safi",
    [REACH_PREFIX] = "bgp.mp_reach_nlri_ipv6_prefix",
    [UNREACH_AFI] = PATH_ATTRIBUTE "mp_unreach_nlri.afi",
    [UNREACH_SAFI] = PATH_ATTRIBUTE "mp_unreach_nlri.safi",
    [UNREACH_PREFIX] = "bgp.mp_unreach_nlri_ipv6_prefix",
    [WITHDRAWN] = "bgp.withdrawn_prefix",
    [NLRI] = "bgp.nlri_prefix",
};

struct fields {
  GString *values[FIELDS];
};

struct fields *fields_new(void) {
  struct fields *fields = g_new0(struct fields, 1);
  for (int i = 0; i < FIELDS; i++) fields->values[i] = g_string_new(NULL);
  return fields;
}

void fields_free(struct fields *fields) {
  for (int i = 0; i < FIELDS; i++) g_string_free(fields->values[i], TRUE);
  g_free(fields);
}

const char *fields_name(gsize i) { return i < FIELDS ? names[i] : NULL; }

const char *fields_values(const struct fields *fields, gsize i) { return fields->values[i]->str; }

static void say(struct fields *fields, enum field field, const char *text) {
  GString *values = fields->values[field];
  if (values->len) g_string_append_c(values, ',');
  g_string_append(values, text);
}

static void number(struct fields *fields, enum field field, uint32_t value) {
  char text[16];
  g_snprintf(text, sizeof text, field == ATTRIBUTE_FLAGS ? "0x%02x" : "%u", value);
  say(fields, field, text);
}

static void address(struct fields *fields, enum field field, const uint8_t *at, unsigned family) {
  char text[INET6_ADDRSTRLEN];
  say(fields, field, inet_ntop(family == PREFIX_IPV6 ? AF_INET6 : AF_INET, at, text, sizeof text));
}

static void prefixes(struct fields *fields, enum field field, const uint8_t *at, size_t length, unsigned family) {
  struct prefix prefix;
  for (size_t taken; (taken = prefix_read(at, length, family, &prefix)) > 0; at += taken, length -= taken)
    address(fields, field, prefix.address, family);
}

static void add_capability(struct fields *fields, const struct capability *capability) {
  struct capability_family family;
  number(fields, CAPABILITY, capability->code);
  number(fields, CAPABILITY_LENGTH, capability->length);
  g_assert_true(capability_sound(capability));
  if (capability->code == CAPABILITY_AS4) number(fields, CAPABILITY_AS, wire_get32(capability->value));
  if (capability->code == CAPABILITY_GRACEFUL_RESTART)
    number(fields, CAPABILITY_RESTART, capability_restart(capability).time);
  for (size_t i = 0; capability_family(capability, i, &family); i++) {
    if (capability->code == CAPABILITY_MULTIPROTOCOL) number(fields, CAPABILITY_AFI, family.afi);
    if (capability->code == CAPABILITY_MULTIPROTOCOL) number(fields, CAPABILITY_SAFI, family.safi);
    if (capability->code == CAPABILITY_ADD_PATH) number(fields, CAPABILITY_PATHS_AFI, family.afi);
    if (capability->code == CAPABILITY_ADD_PATH) number(fields, CAPABILITY_PATHS, family.flags);
    if (capability->code == CAPABILITY_EXTENDED_NEXT_HOP) number(fields, CAPABILITY_HOP_AFI, family.next_hop_afi);
  }
}

static void add_open(struct fields *fields, const struct open *open) {
  uint8_t identifier[4];
  struct wire_buffer buffer = {.bytes = identifier, .room = 4};
  struct wire_cursor cursor = open_walk(open).parameters;
  struct open_walk walk = open_walk(open);
  struct open_parameter parameter;
  struct capability capability;
  wire_put32(&buffer, open->identifier);
  number(fields, OPEN_VERSION_, open->version);
  number(fields, OPEN_AS, open->as);
  number(fields, OPEN_HOLD, open->hold_time);
  address(fields, OPEN_ID, identifier, PREFIX_IPV4);
  while (open_parameter_next(&cursor, open->wide, &parameter) == WIRE_ITEM)
    number(fields, OPEN_PARAMETER, parameter.type);
  while (open_capability_next(&walk, &capability)) add_capability(fields, &capability);
}

static void add_path(struct fields *fields, const struct wire_attribute *path, unsigned width) {
  struct wire_cursor cursor = {path->value, path->value + path->length};
  struct wire_segment segment;
  while (wire_segment_next(&cursor, width, &segment) == WIRE_ITEM) {
    number(fields, SEGMENT_TYPE, segment.type);
    number(fields, SEGMENT_LENGTH, segment.count);
    for (size_t i = 0; i < segment.count; i++)
      number(fields, width == 4 ? SEGMENT_AS4 : SEGMENT_AS2, wire_segment_as(&segment, i));
  }
}

static void add_aggregator(struct fields *fields, const struct wire_attribute *aggregator, unsigned width) {
  const uint8_t *at = aggregator->value;
  number(fields, AGGREGATOR_AS, width == 4 ? wire_get32(at) : wire_get16(at));
  address(fields, AGGREGATOR_ORIGIN, at + width, PREFIX_IPV4);
}

static void add_list(struct fields *fields, const struct wire_attribute *list) {
  for (const uint8_t *at = list->value; at < list->value + list->length; at += 4) {
    static const enum field large[] = {LARGE_GLOBAL, LARGE_1, LARGE_2};
    if (list->type == ATTRIBUTE_CLUSTER_LIST) address(fields, CLUSTER, at, PREFIX_IPV4);
    else if (list->type == ATTRIBUTE_LARGE_COMMUNITY) number(fields, large[(at - list->value) / 4 % 3], wire_get32(at));
    else {
      number(fields, COMMUNITY_AS, wire_get16(at));
      number(fields, COMMUNITY_VALUE, wire_get16(at + 2));
    }
  }
}

static void add_mp(struct fields *fields, const struct wire_attribute *attribute) {
  struct attribute_mp mp;
  bool reach = attribute->type == ATTRIBUTE_MP_REACH;
  g_assert_true(attribute_value_mp(attribute, &mp));
  number(fields, reach ? REACH_AFI : UNREACH_AFI, mp.afi);
  number(fields, reach ? REACH_SAFI : UNREACH_SAFI, mp.safi);
  if (mp.family) prefixes(fields, reach ? REACH_PREFIX : UNREACH_PREFIX, mp.nlri, mp.nlri_length, mp.family);
}

static void add_value(struct fields *fields, const struct wire_attribute *attribute, unsigned width) {
  switch (attribute->type) {
  case ATTRIBUTE_ORIGIN:
    return number(fields, ORIGIN, attribute->value[0]);
  case ATTRIBUTE_AS_PATH:
    return add_path(fields, attribute, width);
  case ATTRIBUTE_AS4_PATH:
    return add_path(fields, attribute, 4);
  case ATTRIBUTE_NEXT_HOP:
    return address(fields, NEXT_HOP, attribute->value, PREFIX_IPV4);
  case ATTRIBUTE_MED:
    return number(fields, MED, wire_get32(attribute->value));
  case ATTRIBUTE_LOCAL_PREF:
    return number(fields, LOCAL_PREF, wire_get32(attribute->value));
  case ATTRIBUTE_AGGREGATOR:
    return add_aggregator(fields, attribute, width);
  case ATTRIBUTE_AS4_AGGREGATOR:
    return add_aggregator(fields, attribute, 4);
  case ATTRIBUTE_ORIGINATOR_ID:
    return address(fields, ORIGINATOR, attribute->value, PREFIX_IPV4);
  case ATTRIBUTE_COMMUNITY:
  case ATTRIBUTE_CLUSTER_LIST:
  case ATTRIBUTE_LARGE_COMMUNITY:
    return add_list(fields, attribute);
  case ATTRIBUTE_MP_REACH:
  case ATTRIBUTE_MP_UNREACH:
    return add_mp(fields, attribute);
  default:
    return;
  }
}

static void add_update(struct fields *fields, const struct wire_update *update, unsigned width) {
  struct wire_cursor cursor = {update->attributes, update->attributes + update->attributes_length};
  struct wire_attribute attribute;
  number(fields, WITHDRAWN_LENGTH, (uint32_t)update->withdrawn_length);
  number(fields, ATTRIBUTES_LENGTH, (uint32_t)update->attributes_length);
  prefixes(fields, WITHDRAWN, update->withdrawn, update->withdrawn_length, PREFIX_IPV4);
  while (wire_attribute_next(&cursor, &attribute) == WIRE_ITEM) {
    number(fields, ATTRIBUTE_FLAGS, attribute.flags);
    number(fields, ATTRIBUTE_CODE, attribute.type);
    number(fields, ATTRIBUTE_LENGTH, (uint32_t)attribute.length);
    add_value(fields, &attribute, width);
  }
  prefixes(fields, NLRI, update->nlri, update->nlri_length, PREFIX_IPV4);
}

void fields_add(struct fields *fields, const uint8_t *bytes, size_t length, gboolean as4) {
  struct message message;
  struct notification error;
  g_assert_true(message_parse(bytes, length, true, &message, &error));
  number(fields, TYPE, message.type);
  number(fields, LENGTH, (uint32_t)length);
  if (message.type == WIRE_OPEN) add_open(fields, &message.open);
  if (message.type == WIRE_UPDATE) add_update(fields, &message.update, as4 ? 4 : 2);
  if (message.type == WIRE_NOTIFICATION) number(fields, NOTIFY_CODE, message.notification.code);
  if (message.type != WIRE_ROUTE_REFRESH) return;
  number(fields, REFRESH_AFI, message.refresh.afi);
  number(fields, REFRESH_SAFI, message.refresh.safi);
  number(fields, REFRESH_SUBTYPE, message.refresh.subtype);
}
