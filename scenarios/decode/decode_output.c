#include "scenarios/decode/decode_output.h"

#include "models/bgp/attribute.h"
#include "models/bgp/notification.h"
#include "scenarios/decode/decode_tree.h"
#include "scenarios/decode/digits.h"

#include <csv.h>
#include <string.h>

static const char *reason_of(const struct verdict *verdict) {
  if (verdict->defect < DEFECTS) return defect_text(verdict->defect);
  if (verdict->outcome == OUTCOME_PROPAGATE_UNPARSED) return "unknown, optional and transitive";
  if (verdict->outcome == OUTCOME_IGNORE_ATTRIBUTE) return "unknown, optional and not transitive";
  if (verdict->outcome == OUTCOME_WITHDRAW) return "a withdrawal";
  if (verdict->outcome == OUTCOME_IGNORE) return "announces and withdraws nothing";
  const char *error = NULL;
  if (verdict->outcome == OUTCOME_SESSION_RESET) error = notification_subcode_name(verdict->code, verdict->subcode);
  return error ? error : "";
}

static const char *source_of(const struct verdict *verdict) {
  if (verdict->rule) return verdict->rule->source;
  if (verdict->outcome == OUTCOME_SESSION_RESET)
    return verdict->code == NOTIFICATION_OPEN ? "RFC 4271 6.2" : "RFC 4271 6.1";
  return verdict->attribute ? "RFC 4271 5" : "";
}

void decode_output_heading(FILE *out) {
  fputs("message,profile,profile_kind,outcome,code,subcode,attribute,reason,rfc\n", out);
}

static void put_number(FILE *out, bool there, unsigned value) {
  char text[DIGITS_U32 + 1] = ",";
  char *end = there ? digits_u32(text + 1, value) : text + 1;
  fwrite(text, 1, (size_t)(end - text), out);
}

static void put_field(FILE *out, const char *text) {
  putc(',', out);
  if (strpbrk(text, ",\"\n")) csv_fwrite(out, text, strlen(text));
  else fputs(text, out);
}

void decode_output_rows(FILE *out, guint number, const GPtrArray *profiles, const struct decode_judgement *judgement) {
  for (guint i = 0; i < profiles->len; i++) {
    const struct decode_profile *profile = profiles->pdata[i];
    const struct verdict *verdict = &judgement->verdict[i];
    bool reset = verdict->outcome == OUTCOME_SESSION_RESET;
    char text[DIGITS_U32];
    fwrite(text, 1, (size_t)(digits_u32(text, number) - text), out);
    put_field(out, profile->name);
    put_field(out, profile->kind);
    put_field(out, outcome_name(verdict->outcome));
    put_number(out, reset, verdict->code);
    put_number(out, reset, verdict->subcode);
    put_number(out, verdict->attribute, verdict->attribute);
    put_field(out, reason_of(verdict));
    put_field(out, source_of(verdict));
    putc('\n', out);
  }
}

/* "strategy" when there are only these. */
static const char *kind_of(const GPtrArray *profiles, int *width) {
  const char *kind = "strategy";
  for (guint i = 0; i < profiles->len; i++) {
    const struct decode_profile *profile = profiles->pdata[i];
    *width = MAX(*width, (int)strlen(profile->name));
    if (strcmp(profile->kind, kind) != 0) kind = "profile";
  }
  return kind;
}

static void put_verdicts(FILE *out, const GPtrArray *profiles, const struct decode_judgement *judgement) {
  int width = 8;
  const char *kind = kind_of(profiles, &width);
  fprintf(out, "  %-*s  %-18s  %-5s  %s\n", width, kind, "outcome", "code", "why");
  for (guint i = 0; i < profiles->len; i++) {
    const struct decode_profile *profile = profiles->pdata[i];
    const struct verdict *verdict = &judgement->verdict[i];
    const struct attribute_type *type = attribute_find(verdict->attribute);
    char code[12] = "-", attribute[32] = "";
    if (verdict->outcome == OUTCOME_SESSION_RESET)
      g_snprintf(code, sizeof code, "%u/%u", verdict->code, verdict->subcode);
    if (verdict->attribute) g_snprintf(attribute, sizeof attribute, "attribute %u", verdict->attribute);
    const char *source = source_of(verdict), *reason = reason_of(verdict);
    fprintf(out, "  %-*s  %-18s  %-5s  %s%s%s%s%s%s\n", width, profile->name, outcome_name(verdict->outcome), code,
            type ? type->label : attribute, verdict->attribute ? ": " : "", *reason ? reason : "nothing wrong",
            *source ? " (" : "", source, *source ? ")" : "");
  }
}

static void put_end(FILE *out, const struct mrt_peer *peer, unsigned port) {
  char text[DIGITS_IPV6], *end;
  end = peer->family == PREFIX_IPV6 ? digits_ipv6(text, peer->address) : digits_ipv4(text, peer->address);
  fwrite(text, 1, (size_t)(end - text), out);
  if (port) fprintf(out, " port %u", port);
  if (peer->asn) fprintf(out, " AS%u", peer->asn);
}

static void put_time(FILE *out, const struct decode_message *message) {
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(message->seconds);
  g_autofree char *text = g_date_time_format(time, "%Y-%m-%dT%H:%M:%S");
  fprintf(out, ", %s", text);
  if (message->microseconds) fprintf(out, ".%06u", message->microseconds);
  putc('Z', out);
}

static void put_title(FILE *out, guint number, const struct decode_message *message) {
  static const char *const widths[] = {[DECODE_WIDTH_KNOWN] = "",
                                       [DECODE_WIDTH_GUESSED] = " (guessed from AS_PATHs)",
                                       [DECODE_WIDTH_ASSUMED] = " (assumed)"};
  fprintf(out, "%smessage %u: %u octets", number > 1 ? "\n" : "", number, (unsigned)message->length);
  if (message->record) fprintf(out, ", record %u", message->record);
  if (message->timed) {
    put_time(out, message);
    if (message->from.family) fputs("\nfrom ", out);
    if (message->from.family) put_end(out, &message->from, message->from_port);
    if (message->to.family) fputs(" to ", out);
    if (message->to.family) put_end(out, &message->to, message->to_port);
    if (message->length >= WIRE_HEADER && message->bytes[WIRE_HEADER - 1] == WIRE_UPDATE)
      fprintf(out, "\nAS numbers of %s octets%s%s", message->as4 ? "four" : "two", widths[message->width],
              message->paths_stripped ? "; path identifiers (RFC 7911) are left out below" : "");
  }
  putc('\n', out);
}

void decode_output_text(FILE *out, guint number, const struct decode_message *message, const GPtrArray *profiles,
                        const struct decode_judgement *judgement) {
  g_autoptr(GString) tree = g_string_new(NULL);
  decode_tree_append(tree, message->bytes, message->length, message->as4, judgement->report, profiles->len);
  put_title(out, number, message);
  fprintf(out, "%s\n", tree->str);
  put_verdicts(out, profiles, judgement);
}
