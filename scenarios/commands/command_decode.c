/* The decode command: what becomes of a message under each strategy and on each platform.
 *
 * Judging is done by models/bgp/verdict.h, the same that the simulated speakers use. */
#include "models/bgp/message.h"
#include "scenarios/commands/command.h"
#include "scenarios/decode/bgpdump.h"
#include "scenarios/decode/decode_options.h"
#include "scenarios/decode/decode_output.h"
#include "scenarios/decode/decode_source.h"

#include <stdio.h>

struct decode {
  const struct decode_options *options;
  struct decode_judgement judgement;
  struct bgpdump *dump;
  guint number;
  bool lost; /* some profile resets or crashes */
};

/* OPENs and NOTIFICATIONs that were observed: no strategy is asked, and each is in its place. */
static bool decode_is_handshake(const struct decode_message *message) {
  unsigned type = message->length >= WIRE_HEADER ? message->bytes[WIRE_HEADER - 1] : 0;
  return message->observed && (type == WIRE_OPEN || type == WIRE_NOTIFICATION);
}

static void decode_judge_handshake(const struct decode_message *message, struct verdict *verdict,
                                   struct verdict_report *report) {
  struct message parsed;
  struct notification error;
  *verdict = (struct verdict){.outcome = OUTCOME_ACCEPT, .defect = DEFECTS};
  report->count = 0;
  if (message_parse(message->bytes, message->length, message->extended, &parsed, &error)) return;
  verdict->outcome = OUTCOME_SESSION_RESET;
  verdict->code = error.code;
  verdict->subcode = error.subcode;
}

static void decode_judge(struct decode *decode, const struct decode_message *message) {
  const struct verdict_facts facts = decode_options_facts(decode->options, message);
  const GPtrArray *profiles = decode->options->profiles;
  for (guint i = 0; i < profiles->len; i++) {
    const struct decode_profile *profile = profiles->pdata[i];
    struct verdict *verdict = &decode->judgement.verdict[i];
    struct verdict_report *report = &decode->judgement.report[i];
    if (decode_is_handshake(message)) decode_judge_handshake(message, verdict, report);
    else verdict_message(message->bytes, message->length, &profile->verdict, &facts, verdict, report);
    decode->lost |= verdict->outcome >= OUTCOME_SESSION_RESET;
  }
}

static void decode_take(const struct decode_message *message, void *data) {
  struct decode *decode = data;
  const GPtrArray *profiles = decode->options->profiles;
  decode->number++;
  decode_judge(decode, message);
  if (decode->options->format == DECODE_FORMAT_CSV)
    decode_output_rows(stdout, decode->number, profiles, &decode->judgement);
  else decode_output_text(stdout, decode->number, message, profiles, &decode->judgement);
}

/* As if a collector had heard it: hexadecimal text at the beginning of time, from a peer without an address. */
static void decode_dump_message(const struct decode_message *message, void *data) {
  struct decode *decode = data;
  struct mrt_message heard = {.peer = message->from,
                              .local = message->to,
                              .as4 = message->as4,
                              .bytes = message->bytes,
                              .length = message->length};
  if (!heard.peer.asn) heard.peer.asn = decode->options->facts.peer_as;
  bgpdump_message(decode->dump, message->seconds, &heard);
}

static char *decode_dump_archive(struct decode *decode, const struct decode_source *source) {
  const uint8_t *bytes = (const uint8_t *)source->bytes;
  struct wire_cursor file = {bytes, bytes + source->length};
  struct mrt_record record;
  enum wire_step step;
  for (decode->number = 1; (step = mrt_next(&file, &record)) == WIRE_ITEM; decode->number++)
    bgpdump_record(decode->dump, &record);
  return step == WIRE_END ? NULL : g_strdup_printf("record %u is cut off", decode->number);
}

static char *decode_dump(struct decode *decode, const struct decode_source *source) {
  decode->dump = bgpdump_new(stdout);
  char *complaint = source->kind == DECODE_SOURCE_ARCHIVE
                        ? decode_dump_archive(decode, source)
                        : decode_source_read(source, decode->options->width, decode_dump_message, decode);
  bgpdump_free(decode->dump);
  return complaint;
}

static char *decode_show(struct decode *decode, const struct decode_source *source) {
  guint count = decode->options->profiles->len;
  decode->judgement = (struct decode_judgement){g_new0(struct verdict, count), g_new0(struct verdict_report, count)};
  if (decode->options->format == DECODE_FORMAT_CSV) decode_output_heading(stdout);
  char *complaint = decode_source_read(source, decode->options->width, decode_take, decode);
  g_free(decode->judgement.verdict);
  g_free(decode->judgement.report);
  return complaint;
}

static int decode_run(const struct decode_options *options, const struct decode_source *source) {
  struct decode decode = {.options = options};
  bool rows = options->format == DECODE_FORMAT_BGPDUMP;
  g_autofree char *complaint = rows ? decode_dump(&decode, source) : decode_show(&decode, source);
  if (complaint) fprintf(stderr, "faultline: note: %s: %s\n", source->name, complaint);
  return decode.lost ? COMMAND_CLAIMS_FAILED : COMMAND_DONE;
}

int command_decode(int argc, char **argv) {
  GError *error = NULL;
  struct decode_options options;
  struct decode_source source = {.name = NULL};
  gboolean fine = decode_options_read(&options, argc, argv, &error) &&
                  decode_source_open(&source, options.words, &error);
  int status = fine ? decode_run(&options, &source) : command_mistake(error);
  decode_source_clear(&source);
  decode_options_clear(&options);
  return status;
}
