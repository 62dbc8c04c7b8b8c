/* cases: writes the messages that are tried on daemons, in the form that case.h describes.
 *
 * Each attribute that the program has a rule for is taken once sound and then broken in the ways of a list: cut short,
 * too long, empty, flags inverted, twice, overrunning, and with values that are wrong in ways of their own. Which
 * defect that is in the words of strategy files is asked of models/bgp/attribute.h, so the name that a row gets is the
 * one under which a strategy will be asked. The attribute under test comes last, for some daemons lose their
 * way behind a broken one; the cases called position-* have it elsewhere, and stand for themselves.
 *
 * The message is a route for 198.51.100.0/24 or, where MP_REACH_NLRI carries it, for 2001:db8:100::/48. */
#include "models/bgp/attribute.h"
#include "scenarios/decode/hex.h"

#include <stdio.h>
#include <string.h>

#define TARGET "198.51.100.0/24"
#define TARGET6 "2001:db8:100::/48"
#define MP_HEAD "00020110 20010db8000100000000000000000001 00"
#define MP_NLRI "3020010db80100"

enum { EBGP, IBGP, AS2, SESSIONS };
static const char *const sessions[] = {"ebgp", "ibgp", "as2"};

/* A sound value of each type; as2 where it differs there. */
static const struct sample {
  uint8_t type;
  const char *value, *as2; /* as2: NULL, the same */
} samples[] = {
    {1, "00", NULL},
    {2, "0202 0000fde9 0000fde6", "0202 fde9 fde6"},
    {3, "0a000101", NULL},
    {4, "00000032", NULL},
    {5, "00000064", NULL},
    {6, "", NULL},
    {7, "0000fde6 c0000209", "fde6 c0000209"},
    {8, "fde60001 fde60002", NULL},
    {9, "c0000209", NULL},
    {10, "c0000209 c000020a", NULL},
    {14, MP_HEAD MP_NLRI, NULL},
    {15, "000201" MP_NLRI, NULL},
    {16, "0002fde600000001", NULL},
    {17, "0202 0000fde9 0000fde6", NULL},
    {18, "00011170 c0000209", NULL},
    {22, "0006 000010 0a000101", NULL},
    {23, "0008 0004 03020001", NULL},
    {25, "0002 20010db8000100000000000000000001 0001", NULL},
    {26, "01000b 0000000000000064", NULL},
    {29, "0400 0001 40", NULL},
    {32, "0000fde6 00000001 00000002", NULL},
    {35, "0000fde9", NULL},
    {40, "01 0007 00 0000 00000064", NULL},
    {99, "00112233", NULL},
    {128, "0000fde6 40010100 400200 40050400000064", NULL},
    {255, "00112233", NULL},
};

/* Values that are wrong, or strange, in a way of their own. `defect`: where the octets alone do not tell. */
static const struct wrong {
  uint8_t type;
  const char *name, *value, *defect;
} wrongs[] = {
    {1, "value-3", "03", NULL},
    {1, "value-255", "ff", NULL},
    {2, "value-bad-segment", "0902 0000fde9 0000fde6", NULL},
    {2, "value-segment-overrun", "0203 0000fde9 0000fde6", NULL},
    {2, "value-empty-segment", "0202 0000fde9 0000fde6 0200", NULL},
    {2, "confed-sequence", "0202 0000fde9 0000fde6 0301 0000fdeb", NULL},
    {2, "confed-set-first", "0401 0000fdeb 0202 0000fde9 0000fde6", NULL},
    {2, "as-zero", "0203 0000fde9 00000000 0000fde6", NULL},
    {2, "first-as", "0202 0000fdec 0000fde6", "first-as"},
    {2, "loop", "0203 0000fde9 0000fdea 0000fde6", "loop"},
    {2, "set", "0202 0000fde9 0000fde6 0101 0000fdec", "none"},
    {3, "value-zero", "00000000", NULL},
    {3, "value-loopback", "7f000001", NULL},
    {3, "value-multicast", "e0000001", NULL},
    {3, "value-broadcast", "ffffffff", NULL},
    {3, "own", "0a000102", "next-hop-self"},
    {7, "as-zero", "00000000 c0000209", NULL},
    {9, "loop", "0a000002", "loop"},
    {10, "loop", "c0000209 0a000002", "loop"},
    {14, "length-next-hop-15", "0002010f 20010db80001000000000000000000 00" MP_NLRI, NULL},
    {14, "length-next-hop-overrun", "000201ff 20010db8000100000000000000000001 00" MP_NLRI, NULL},
    {14, "nlri-129-bits", MP_HEAD "8120010db80100000000000000000000000000", NULL},
    {14, "nlri-cut", MP_HEAD "3020010db8", NULL},
    {15, "nlri-129-bits", "000201 8120010db80100000000000000000000000000", NULL},
    {15, "nlri-cut", "000201 3020010db8", NULL},
    {17, "value-bad-segment", "0902 0000fde9 0000fde6", NULL},
    {17, "value-segment-overrun", "0203 0000fde9 0000fde6", NULL},
    {17, "confed-sequence", "0301 0000fdeb 0202 0000fde9 0000fde6", NULL},
    {17, "as-zero", "0202 00000000 0000fde6", NULL},
    {18, "as-zero", "00000000 c0000209", NULL},
    {22, "value-identifier-length", "0006 000010 0a0001", NULL},
    {23, "value-tlv-overrun", "0008 0009 03020001", NULL},
    {26, "value-tlv-length-2", "010002", NULL},
    {26, "value-tlv-overrun", "01001b 0000000000000064", NULL},
    {29, "value-tlv-overrun", "0400 0009 40", NULL},
    {40, "value-label-length-6", "01 0006 00 0000 000000", NULL},
    {40, "value-tlv-overrun", "01 0017 00 0000 00000064", NULL},
    {128, "length-3", "0000fd", NULL},
    {128, "value-inner-overrun", "0000fde6 400109 00", NULL},
};

struct writer {
  int session;
  unsigned type; /* of the attribute under test */
  bool first;    /* it goes before the others, not behind */
  bool no_nlri;
};

static GByteArray *octets(const char *hex) {
  GByteArray *bytes = *hex ? hex_parse(hex, NULL) : g_byte_array_new();
  g_assert(bytes);
  return bytes;
}

static const char *sample_of(unsigned type, int session) {
  if (type == 2 && session == IBGP) return "0201 0000fde6";
  for (gsize i = 0; i < G_N_ELEMENTS(samples); i++)
    if (samples[i].type == type) return session == AS2 && samples[i].as2 ? samples[i].as2 : samples[i].value;
  return "";
}

static unsigned flags_of(unsigned type) {
  const struct attribute_type *row = attribute_find(type);
  return row ? row->flags : WIRE_OPTIONAL | WIRE_TRANSITIVE;
}

/* `claim` octets more than there are. */
static void attribute_put(struct wire_buffer *out, unsigned flags, unsigned type, const GByteArray *value,
                          size_t claim) {
  wire_put_attribute(out, flags, type, value->len + claim);
  wire_put(out, value->data, value->len);
}

static void companion_put(struct wire_buffer *out, unsigned type, const char *hex) {
  g_autoptr(GByteArray) value = octets(hex);
  attribute_put(out, flags_of(type), type, value, 0);
}

/* What every route needs, but for the attribute under test. */
static void companions_put(struct wire_buffer *out, const struct writer *writer) {
  static const uint8_t always[] = {1, 2, 3, 5};
  for (gsize i = 0; i < sizeof always; i++) {
    bool needless = (always[i] == 3 && writer->type == 14) || (always[i] == 5 && writer->session != IBGP);
    if (always[i] == writer->type || needless) continue;
    companion_put(out, always[i], sample_of(always[i], writer->session));
  }
  if (writer->type == 18) companion_put(out, 7, writer->session == AS2 ? "5ba0 c0000209" : "0000fde6 c0000209");
}

static void row_print(const struct writer *writer, const char *attribute, const char *name, const char *defect,
                      const GByteArray *message) {
  printf("%s%s-%s%s%s,%s,%s,%s,%s,", writer->first ? "position-first-" : "", attribute, name,
         writer->session == EBGP ? "" : "-", writer->session == EBGP ? "" : sessions[writer->session],
         sessions[writer->session], writer->type == 14 || writer->type == 15 ? TARGET6 : TARGET, attribute, defect);
  for (guint i = 0; i < message->len; i++) printf("%02x", message->data[i]);
  putchar('\n');
}

/* An UPDATE with these octets for the attribute under test. */
static GByteArray *message_build(const struct writer *writer, const GByteArray *tested) {
  GByteArray *bytes = g_byte_array_set_size(g_byte_array_new(), WIRE_MESSAGE_MAX);
  struct wire_buffer out = {.bytes = bytes->data, .room = bytes->len};
  bool classic = writer->type != 14 && writer->type != 15 && !writer->no_nlri;
  wire_begin_message(&out, WIRE_UPDATE);
  wire_put32(&out, 0);
  if (writer->first) wire_put(&out, tested->data, tested->len);
  if (writer->type != 15) companions_put(&out, writer);
  if (!writer->first) wire_put(&out, tested->data, tested->len);
  size_t attributes = out.length - WIRE_UPDATE_MIN;
  out.bytes[WIRE_UPDATE_MIN - 2] = (uint8_t)(attributes >> 8);
  out.bytes[WIRE_UPDATE_MIN - 1] = (uint8_t)attributes;
  if (classic) wire_put(&out, (const uint8_t[]){24, 198, 51, 100}, 4);
  wire_end_message(&out, 0);
  return g_byte_array_set_size(bytes, (guint)out.length);
}

/* The attribute under test as given, and the row for it. `copies`: how often it comes. */
static void attribute_case(const struct writer *writer, const char *name, const char *defect, unsigned flags,
                           const GByteArray *value, size_t claim, int copies) {
  uint8_t room[1024];
  char number[8];
  struct wire_buffer out = {.bytes = room, .room = sizeof room};
  for (int i = 0; i < copies; i++) attribute_put(&out, flags, writer->type, value, claim);
  g_autoptr(GByteArray) tested = g_byte_array_append(g_byte_array_new(), room, (guint)out.length);
  g_autoptr(GByteArray) message = message_build(writer, tested);
  const struct attribute_type *row = attribute_find(writer->type);
  g_snprintf(number, sizeof number, "%u", writer->type);
  row_print(writer, row ? row->name : number, name, defect, message);
}

/* The defect in the octets of a value, by itself; NULL for none. */
static const char *value_defect(const struct writer *writer, const GByteArray *value) {
  const struct attribute_type *row = attribute_find(writer->type);
  const struct wire_attribute attribute = {.value = value->data,
                                           .length = value->len,
                                           .present = value->len,
                                           .type = (uint8_t)writer->type,
                                           .flags = (uint8_t)flags_of(writer->type)};
  uint32_t found = row ? attribute_defects(row, &attribute, writer->session != AS2) : 0;
  for (unsigned defect = 0; found && defect < DEFECTS; defect++)
    if (found & defect_bit(defect)) return defect_name(defect);
  return NULL;
}

static void value_case(const struct writer *writer, const char *name, const GByteArray *value, const char *defect) {
  if (!defect) defect = value_defect(writer, value);
  if (defect) attribute_case(writer, name, defect, flags_of(writer->type), value, 0, 1);
}

static void length_cases(const struct writer *writer, const GByteArray *sound) {
  g_autoptr(GByteArray) value = g_byte_array_append(g_byte_array_new(), sound->data, sound->len);
  value_case(writer, "one-more", g_byte_array_append(value, (const uint8_t *)"", 1), NULL);
  if (sound->len > 1) value_case(writer, "one-less", g_byte_array_set_size(value, sound->len - 1), NULL);
  if (sound->len > 0) value_case(writer, "empty", g_byte_array_set_size(value, 0), NULL);
}

static void wrong_cases(const struct writer *writer) {
  for (gsize i = 0; i < G_N_ELEMENTS(wrongs); i++) {
    bool wide = writer->session == AS2 && (writer->type == 2 || writer->type == 7); /* its ASNs are of four octets */
    bool first = writer->session == IBGP && strcmp(wrongs[i].name, "first-as") == 0;
    if (wrongs[i].type != writer->type || wide || first) continue;
    g_autoptr(GByteArray) value = octets(wrongs[i].value);
    value_case(writer, wrongs[i].name, value, wrongs[i].defect);
  }
}

/* Is the attribute out of place here, whatever is in it? */
static bool misplaced(unsigned type, int session) {
  bool reflection = type == 5 || type == 9 || type == 10, as4 = type == 17 || type == 18;
  return (reflection && session == EBGP) || (as4 && session != AS2);
}

static void flag_cases(const struct writer *writer, const GByteArray *sound) {
  unsigned flags = flags_of(writer->type);
  bool known = attribute_find(writer->type) != NULL;
  if (known) attribute_case(writer, "flags-optional", "flags", flags ^ WIRE_OPTIONAL, sound, 0, 1);
  if (known) attribute_case(writer, "flags-transitive", "flags", flags ^ WIRE_TRANSITIVE, sound, 0, 1);
  if (flags != (WIRE_OPTIONAL | WIRE_TRANSITIVE))
    attribute_case(writer, "partial", "partial", flags | WIRE_PARTIAL, sound, 0, 1);
  if (known) return;
  attribute_case(writer, "well-known", "unknown-wellknown", WIRE_TRANSITIVE, sound, 0, 1);
  attribute_case(writer, "non-transitive", "none", WIRE_OPTIONAL, sound, 0, 1);
}

static void type_cases(unsigned type, int session) {
  enum { OVERRUN = 40 };
  struct writer writer = {.session = session, .type = type};
  unsigned flags = flags_of(type);
  g_autoptr(GByteArray) sound = octets(sample_of(type, session));
  attribute_case(&writer, "sound", misplaced(type, session) ? "wrong-session" : "none", flags, sound, 0, 1);
  if ((type == 17 || type == 18) && session != AS2) return;
  attribute_case(&writer, "duplicate", "duplicate", flags, sound, 0, 2);
  attribute_case(&writer, "overrun", "overrun", flags, sound, OVERRUN, 1);
  flag_cases(&writer, sound);
  length_cases(&writer, sound);
  wrong_cases(&writer);
}

static void missing_cases(int session) {
  static const uint8_t mandatory[] = {1, 2, 3, 5};
  g_autoptr(GByteArray) nothing = g_byte_array_new();
  for (gsize i = 0; i < sizeof mandatory; i++) {
    struct writer writer = {.session = session, .type = mandatory[i]};
    if (mandatory[i] == 5 && session != IBGP) continue;
    g_autoptr(GByteArray) message = message_build(&writer, nothing);
    row_print(&writer, attribute_find(mandatory[i])->name, "missing", "missing", message);
  }
}

/* A clean route with these octets put over it, from `at` on; counted from its end when `at` is negative. */
static void message_case(int session, const char *name, const char *defect, int at, const char *hex) {
  struct writer writer = {.session = session};
  g_autoptr(GByteArray) nothing = g_byte_array_new(), bytes = octets(hex);
  g_autoptr(GByteArray) message = message_build(&writer, nothing);
  guint start = at < 0 ? message->len - (guint)-at : (guint)at;
  bool tail = at < 0; /* then the message ends with them */
  if (tail) g_byte_array_set_size(message, start + bytes->len);
  memcpy(message->data + start, bytes->data, bytes->len);
  if (tail) message->data[WIRE_MARKER + 1] = (uint8_t)message->len;
  row_print(&writer, "message", name, defect, message);
}

/* Octets behind the last attribute that are too few for another. */
static void underrun_case(int session, const char *name, const char *hex) {
  struct writer writer = {.session = session};
  g_autoptr(GByteArray) rest = octets(hex);
  g_autoptr(GByteArray) message = message_build(&writer, rest);
  row_print(&writer, "message", name, "underrun", message);
}

static void no_nlri_case(int session) {
  struct writer writer = {.session = session, .no_nlri = true};
  g_autoptr(GByteArray) broken = octets("c00803 fde600");
  g_autoptr(GByteArray) message = message_build(&writer, broken);
  row_print(&writer, "message", "no-nlri", "no-nlri", message);
}

static void message_cases(int session) {
  message_case(session, "sound", "none", 0, "ff");
  message_case(session, "marker", "marker", 0, "00");
  message_case(session, "header-length-18", "header-length", WIRE_MARKER, "0012");
  message_case(session, "header-length-4097", "header-length", WIRE_MARKER, "1001");
  message_case(session, "message-type-9", "message-type", WIRE_MARKER + 2, "09");
  message_case(session, "framing-withdrawn", "framing", WIRE_HEADER, "0400");
  message_case(session, "framing-attributes", "framing", WIRE_HEADER, "00000400");
  message_case(session, "nlri-33-bits", "nlri", -4, "21c6336401");
  message_case(session, "nlri-cut", "nlri", -4, "18c633");
  underrun_case(session, "underrun-1", "40");
  underrun_case(session, "underrun-2", "4001");
  no_nlri_case(session);
}

/* Broken ones in front of all others. */
static void position_cases(int session) {
  static const struct wrong broken[] = {{1, "value-3", "03", NULL},
                                        {2, "value-bad-segment", "0902 0000fde9 0000fde6", NULL},
                                        {7, "one-less", "0000fde6 c00002", NULL},
                                        {8, "one-less", "fde60001 fde600", NULL}};
  for (gsize i = 0; i < G_N_ELEMENTS(broken); i++) {
    struct writer writer = {.session = session, .type = broken[i].type, .first = true};
    g_autoptr(GByteArray) value = octets(broken[i].value);
    value_case(&writer, broken[i].name, value, NULL);
  }
}

int main(void) {
  static const uint8_t two_octets[] = {2, 7, 17, 18};
  puts("id,session,target,attribute,defect,hex");
  for (int session = EBGP; session <= IBGP; session++) {
    message_cases(session);
    missing_cases(session);
    position_cases(session);
    for (gsize i = 0; i < G_N_ELEMENTS(samples); i++) type_cases(samples[i].type, session);
  }
  for (gsize i = 0; i < sizeof two_octets; i++) type_cases(two_octets[i], AS2);
  return 0;
}
