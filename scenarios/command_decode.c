/* The decode command: what becomes of a message under each strategy.
 *
 * Judging is done by models/bgp/verdict.h, the same that the simulated speakers use. A strategy is judged with the
 * attribute types of its time (`knows` in its file), as no platform says otherwise here. */
#include "scenarios/command.h"
#include "scenarios/decode_tree.h"
#include "scenarios/hex.h"
#include "scenarios/input.h"
#include "scenarios/mistake.h"
#include "scenarios/options.h"
#include "scenarios/strategy_file.h"
#include "scenarios/units.h"

#include "models/bgp/attribute.h"

#include <csv.h>
#include <stdio.h>
#include <string.h>

struct decode {
  char *strategy, *platform, *session, *as4, *local_id, *local_address, *rib, *format;
  char *local_as, *peer_as;
  char **words;
  /* read from these */
  gboolean csv;
  GPtrArray *strategies; /* struct strategy * */
  GArray *local, *routes; /* struct prefix */
  struct verdict_facts facts;
  GPtrArray *messages; /* GByteArray * */
};

struct decode_judgement {
  struct verdict verdict;
  struct verdict_report report;
};

static void decode_free_strategy(gpointer strategy) { strategy_free(strategy); }

static void decode_free_message(gpointer message) { g_byte_array_unref(message); }

static void decode_clear(struct decode *decode) {
  char *text[] = {decode->strategy, decode->platform, decode->session,  decode->as4,     decode->local_id,
                  decode->rib,      decode->format,   decode->local_as, decode->peer_as, decode->local_address};
  for (gsize i = 0; i < G_N_ELEMENTS(text); i++) g_free(text[i]);
  g_strfreev(decode->words);
  g_ptr_array_unref(decode->strategies);
  g_ptr_array_unref(decode->messages);
  g_array_unref(decode->local);
  g_array_unref(decode->routes);
}

static gboolean decode_parse(struct decode *decode, int argc, char **argv, GError **error) {
#define DECODE_TEXT(name, field, help, value) {name, 0, 0, G_OPTION_ARG_STRING, &decode->field, help, value}
  const GOptionEntry entries[] = {
      DECODE_TEXT("strategy", strategy, "Default: rfc4271,rfc7606,junos-2013", "NAME|FILE|all"),
      DECODE_TEXT("platform", platform, "Not supported yet", "NAME|all"),
      DECODE_TEXT("session", session, "Kind of session (default ebgp)", "ebgp|ibgp"),
      DECODE_TEXT("as4", as4, "AS numbers of four octets (default yes)", "yes|no"),
      DECODE_TEXT("local-as", local_as, "Receiver's AS, for the loop check", "N"),
      DECODE_TEXT("peer-as", peer_as, "Sender's AS, for the check of the first AS", "N"),
      DECODE_TEXT("local-id", local_id, "Receiver's BGP identifier, for loops of route reflection", "ID"),
      DECODE_TEXT("local-address", local_address, "Receiver's addresses, for checks of the next hop", "ADDR/LEN,..."),
      DECODE_TEXT("rib", rib, "Prefixes that the receiver has", "PREFIX,..."),
      DECODE_TEXT("format", format, "Default: text", "text|csv"),
      {NULL, 0, 0, 0, NULL, NULL, NULL}};
#undef DECODE_TEXT
  const struct options options = {
      "decode", "HEX | -", "Says what each error-handling strategy does with the bytes of a BGP message.",
      "HEX is a whole message from its marker on; blanks, colons and 0x do not matter. - reads one message a line\n"
      "from standard input. The exit status is 1 when any strategy resets the session.\n",
      entries, NULL};
  return options_parse(&options, argc, argv, &decode->words, error);
}

static gboolean decode_add_strategy(struct decode *decode, const char *name, GError **error) {
  struct strategy *strategy = strategy_file_load(name, error);
  if (strategy) g_ptr_array_add(decode->strategies, strategy);
  return strategy != NULL;
}

static gboolean decode_read_strategies(struct decode *decode, GError **error) {
  const char *asked = decode->strategy ? decode->strategy : "rfc4271,rfc7606,junos-2013";
  g_auto(GStrv) names = strcmp(asked, "all") == 0 ? strategy_file_list() : g_strsplit(asked, ",", -1);
  for (char **name = names; *name; name++)
    if (!decode_add_strategy(decode, *name, error)) return FALSE;
  return decode->strategies->len || mistake_set(error, MISTAKE_VALUE, "--strategy: no strategies found");
}

static gboolean decode_read_prefixes(const char *option, const char *text, GArray *list, GError **error) {
  g_auto(GStrv) part = g_strsplit(text ? text : "", ",", -1);
  for (char **each = part; *each; each++) {
    struct prefix prefix;
    if (!prefix_parse(g_strstrip(*each), &prefix))
      return mistake_set(error, MISTAKE_VALUE, "%s: '%s' found, expected ADDRESS/LENGTH", option, *each);
    g_array_append_val(list, prefix);
  }
  return TRUE;
}

static gboolean decode_read_choice(const char *option, const char *text, const char *yes, const char *no,
                                   gboolean *value, GError **error) {
  if (!text) return TRUE;
  *value = strcmp(text, yes) == 0;
  return *value || strcmp(text, no) == 0 ||
         mistake_set(error, MISTAKE_VALUE, "%s: '%s' found, expected %s or %s", option, text, yes, no);
}

static gboolean decode_read_asn(const char *option, const char *text, guint32 *asn, GError **error) {
  if (!text || units_asn(text, asn, error)) return TRUE;
  g_prefix_error(error, "%s: ", option);
  return FALSE;
}

static gboolean decode_read_id(struct decode *decode, GError **error) {
  struct prefix id;
  if (!decode->local_id) return TRUE;
  if (!prefix_parse(decode->local_id, &id) || id.family != PREFIX_IPV4 || id.bits != 32)
    return mistake_set(error, MISTAKE_VALUE, "--local-id: '%s' found, expected four numbers like 10.0.0.1",
                       decode->local_id);
  decode->facts.local_id = wire_get32(id.address);
  return TRUE;
}

static gboolean decode_read_facts(struct decode *decode, GError **error) {
  gboolean ibgp = FALSE, as4 = TRUE;
  if (!decode_read_choice("--session", decode->session, "ibgp", "ebgp", &ibgp, error) ||
      !decode_read_choice("--as4", decode->as4, "yes", "no", &as4, error) ||
      !decode_read_asn("--local-as", decode->local_as, &decode->facts.local_as, error) ||
      !decode_read_asn("--peer-as", decode->peer_as, &decode->facts.peer_as, error) || !decode_read_id(decode, error) ||
      !decode_read_prefixes("--local-address", decode->local_address, decode->local, error) ||
      !decode_read_prefixes("--rib", decode->rib, decode->routes, error))
    return FALSE;
  decode->facts.session = ibgp ? SESSION_IBGP : SESSION_EBGP;
  decode->facts.as4 = as4;
  decode->facts.local = (const struct prefix *)(void *)decode->local->data;
  decode->facts.local_count = decode->local->len;
  return TRUE;
}

static gboolean decode_read_format(struct decode *decode, GError **error) {
  const char *format = decode->format ? decode->format : "text";
  if (strcmp(format, "bgpdump") == 0) return mistake_set(error, MISTAKE_VALUE, "--format bgpdump: not supported yet");
  if (decode->platform) return mistake_set(error, MISTAKE_VALUE, "--platform: not supported yet, use --strategy");
  return decode_read_choice("--format", format, "csv", "text", &decode->csv, error);
}

static gboolean decode_add_message(struct decode *decode, const char *hex, GError **error) {
  GByteArray *bytes = hex_parse(hex, error);
  if (bytes) g_ptr_array_add(decode->messages, bytes);
  return bytes != NULL;
}

static gboolean decode_read_lines(struct decode *decode, GError **error) {
  gsize length;
  g_autofree char *text = NULL;
  if (!input_read("-", &text, &length, error)) return FALSE;
  if (memchr(text, '\0', length)) return mistake_at(error, MISTAKE_SYNTAX, "stdin", 0, "NUL found, expected text");
  g_auto(GStrv) line = g_strsplit(text, "\n", -1);
  for (unsigned i = 0; line[i]; i++)
    if (*g_strstrip(line[i]) && !decode_add_message(decode, line[i], error))
      return mistake_locate(error, "stdin", i + 1);
  return decode->messages->len || mistake_at(error, MISTAKE_SYNTAX, "stdin", 0, "no message found");
}

static gboolean decode_read_messages(struct decode *decode, GError **error) {
  if (!decode->words[0])
    return mistake_set(error, MISTAKE_SYNTAX, "decode: no message given, expected HEX or - (see %s --help)",
                       "faultline decode");
  if (!decode->words[1] && strcmp(decode->words[0], "-") == 0) return decode_read_lines(decode, error);
  if (!decode->words[1] && g_file_test(decode->words[0], G_FILE_TEST_EXISTS))
    return mistake_set(error, MISTAKE_VALUE, "%s: pcap and MRT files are not supported yet", decode->words[0]);
  g_autofree char *hex = g_strjoinv(" ", decode->words);
  return decode_add_message(decode, hex, error) || mistake_locate(error, "decode", 0);
}

static void decode_judge(const struct decode *decode, const GByteArray *message, guint which,
                         struct decode_judgement *judgement) {
  const struct strategy *strategy = decode->strategies->pdata[which];
  struct verdict_profile profile = {.strategy = strategy};
  memcpy(profile.knows, strategy->knows, sizeof profile.knows);
  verdict_message(message->data, message->len, &profile, &decode->facts, &judgement->verdict, &judgement->report);
}

static const char *decode_reason(const struct verdict *verdict) {
  if (verdict->defect < DEFECTS) return defect_text(verdict->defect);
  if (verdict->outcome == OUTCOME_PROPAGATE_UNPARSED) return "unknown, optional and transitive";
  if (verdict->outcome == OUTCOME_IGNORE_ATTRIBUTE) return "unknown, optional and not transitive";
  if (verdict->outcome == OUTCOME_WITHDRAW) return "a withdrawal";
  if (verdict->outcome == OUTCOME_IGNORE) return "announces and withdraws nothing";
  return "";
}

static const char *decode_source(const struct verdict *verdict) {
  if (verdict->rule) return verdict->rule->source;
  return verdict->attribute ? "RFC 4271 5" : "";
}

static void decode_print_csv(const struct decode *decode, guint message, const struct decode_judgement *judgements) {
  for (guint i = 0; i < decode->strategies->len; i++) {
    const struct strategy *strategy = decode->strategies->pdata[i];
    const struct verdict *verdict = &judgements[i].verdict;
    bool reset = verdict->outcome == OUTCOME_SESSION_RESET;
    char number[3][12] = {"", "", ""};
    if (reset) g_snprintf(number[0], sizeof number[0], "%u", verdict->code);
    if (reset) g_snprintf(number[1], sizeof number[1], "%u", verdict->subcode);
    if (verdict->attribute) g_snprintf(number[2], sizeof number[2], "%u", verdict->attribute);
    const char *field[] = {strategy->name, "strategy", outcome_name(verdict->outcome), number[0], number[1], number[2],
                           decode_reason(verdict), decode_source(verdict)};
    printf("%u", message);
    for (gsize j = 0; j < G_N_ELEMENTS(field); j++) {
      putchar(',');
      if (strpbrk(field[j], ",\"\n")) csv_fwrite(stdout, field[j], strlen(field[j]));
      else fputs(field[j], stdout);
    }
    putchar('\n');
  }
}

static void decode_print_verdicts(const struct decode *decode, const struct decode_judgement *judgements) {
  int width = 8;
  for (guint i = 0; i < decode->strategies->len; i++)
    width = MAX(width, (int)strlen(((struct strategy *)decode->strategies->pdata[i])->name));
  printf("  %-*s  %-18s  %-5s  %s\n", width, "strategy", "outcome", "code", "why");
  for (guint i = 0; i < decode->strategies->len; i++) {
    const struct strategy *strategy = decode->strategies->pdata[i];
    const struct verdict *verdict = &judgements[i].verdict;
    const struct attribute_type *type = attribute_find(verdict->attribute);
    char code[12] = "-", attribute[32] = "";
    if (verdict->outcome == OUTCOME_SESSION_RESET)
      g_snprintf(code, sizeof code, "%u/%u", verdict->code, verdict->subcode);
    if (verdict->attribute) g_snprintf(attribute, sizeof attribute, "attribute %u", verdict->attribute);
    const char *source = decode_source(verdict), *reason = decode_reason(verdict);
    printf("  %-*s  %-18s  %-5s  %s%s%s%s%s%s\n", width, strategy->name, outcome_name(verdict->outcome), code,
           type ? type->label : attribute, verdict->attribute ? ": " : "", *reason ? reason : "nothing wrong",
           *source ? " (" : "", source, *source ? ")" : "");
  }
}

static void decode_print_text(const struct decode *decode, guint number, const GByteArray *message,
                              const struct decode_judgement *judgements) {
  g_autoptr(GString) out = g_string_new(NULL);
  g_autofree struct verdict_report *reports = g_new(struct verdict_report, decode->strategies->len);
  for (guint i = 0; i < decode->strategies->len; i++) reports[i] = judgements[i].report;
  decode_tree_append(out, message->data, message->len, decode->facts.as4, reports, decode->strategies->len);
  printf("%smessage %u: %u octets\n%s\n", number > 1 ? "\n" : "", number, message->len, out->str);
  decode_print_verdicts(decode, judgements);
}

static int decode_run(const struct decode *decode) {
  g_autofree struct decode_judgement *judgements = g_new0(struct decode_judgement, decode->strategies->len);
  bool lost = false;
  if (decode->csv) puts("message,profile,profile_kind,outcome,code,subcode,attribute,reason,rfc");
  for (guint i = 0; i < decode->messages->len; i++) {
    const GByteArray *message = decode->messages->pdata[i];
    for (guint j = 0; j < decode->strategies->len; j++) {
      decode_judge(decode, message, j, &judgements[j]);
      lost |= judgements[j].verdict.outcome >= OUTCOME_SESSION_RESET;
    }
    if (decode->csv) decode_print_csv(decode, i + 1, judgements);
    else decode_print_text(decode, i + 1, message, judgements);
  }
  return lost ? COMMAND_CLAIMS_FAILED : COMMAND_DONE;
}

int command_decode(int argc, char **argv) {
  GError *error = NULL;
  struct decode decode = {
      .strategies = g_ptr_array_new_with_free_func(decode_free_strategy),
      .messages = g_ptr_array_new_with_free_func(decode_free_message),
      .local = g_array_new(FALSE, FALSE, sizeof(struct prefix)),
      .routes = g_array_new(FALSE, FALSE, sizeof(struct prefix)),
  };
  gboolean fine = decode_parse(&decode, argc, argv, &error) && decode_read_format(&decode, &error) &&
                  decode_read_facts(&decode, &error) && decode_read_messages(&decode, &error) &&
                  decode_read_strategies(&decode, &error);
  int status = fine ? decode_run(&decode) : command_mistake(error);
  decode_clear(&decode);
  return status;
}
