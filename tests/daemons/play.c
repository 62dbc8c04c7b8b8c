/* play: tries messages on a real daemon, one by one, each on a fresh one, and says what came of it.
 *
 * Runs inside arena.sh. What the daemon made of a message is told from outside: by a NOTIFICATION, by what the observer
 * learns, and by what the daemon's own tool says of the prefix. Output, one line a case in the order given:
 *
 *   id,session,attribute,defect,outcome,code,subcode,detail,rib,lost,later
 *
 * outcome `passed-without`: the new route went on without the attribute under test; what that means (discarded,
 * or never passed on) can be told only beside the sound case of the same attribute, by settle.awk.
 * rib: new, old or none, what the daemon has for the target; lost: others of the four routes that the observer
 * lost; later: did the last route pass? */
#include "tests/daemons/theatre.h"

#include "models/bgp/attribute.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct play {
  char *script, *dir, *part;
  int patience;
  struct theatre theatre;
};

struct play_result {
  const char *outcome;
  char code[8], subcode[8], detail[32];
  const char *rib, *later;
  char lost[128];
};

/* A path that has both is the new one: that of an AS_SET may. */
static const char *rib_age(bool has_new, bool has_old) { return has_new || !has_old ? "new" : "old"; }

static bool text_has(const char *text, int asn) {
  g_autofree char *word = g_strdup_printf("\\b%d\\b", asn);
  return g_regex_match_simple(word, text, 0, 0);
}

/* Does the message, read as it stands, withdraw the target? */
static bool message_withdraws(const struct play_case *this) {
  struct seen asked = {0};
  asked.route[0].present = true;
  prefix_parse(this->target, &asked.route[0].prefix);
  for (size_t i = 1; i < SEEN_PREFIXES; i++) asked.route[i].prefix.family = 0;
  if (this->message->len >= WIRE_HEADER && this->message->data[WIRE_HEADER - 1] == WIRE_UPDATE)
    seen_update(&asked, this->message->data, this->message->len);
  return !asked.route[0].present;
}

static struct wire_attribute message_attribute(const struct play_case *this) {
  const GByteArray *message = this->message;
  struct wire_update update;
  if (message->len < WIRE_HEADER ||
      !wire_update_parse(message->data + WIRE_HEADER, message->len - WIRE_HEADER, &update))
    return (struct wire_attribute){0};
  return seen_find(update.attributes, update.attributes_length, this->type);
}

static const char *rib_state(const struct play *play, const char *target) {
  g_autofree char *text = dut_rib(&play->theatre.dut, target);
  g_auto(GStrv) address = g_strsplit(target, "/", 2);
  if (!strstr(text, address[0])) return "none";
  return rib_age(text_has(text, THEATRE_NEW), text_has(text, THEATRE_OLD));
}

static struct seen_route *route_of(struct theatre *theatre, const char *target) {
  struct prefix prefix;
  struct seen_route *route = theatre->seen.route;
  if (!prefix_parse(target, &prefix)) return &route[THEATRE_P];
  for (size_t i = 0; i < SEEN_PREFIXES; i++)
    if (memcmp(route[i].prefix.address, prefix.address, sizeof prefix.address) == 0) return &route[i];
  return &route[THEATRE_P];
}

static void lost_list(struct theatre *theatre, const struct seen_route *target, char text[128]) {
  char name[PREFIX_TEXT];
  *text = '\0';
  for (size_t i = THEATRE_P; i <= THEATRE_Q6; i++) {
    const struct seen_route *route = &theatre->seen.route[i];
    if (route == target || route->present) continue;
    if (*text) g_strlcat(text, " ", 128);
    g_strlcat(text, prefix_text(&route->prefix, name), 128);
  }
}

/* The new route went on: how does the attribute under test look by now? */
static void passed_judge(const struct play_case *this, const struct seen_route *route, struct play_result *result) {
  struct wire_attribute sent = message_attribute(this);
  struct wire_attribute came = seen_find(route->attributes, route->length, this->type);
  bool moves = this->type == ATTRIBUTE_MP_REACH; /* its routes may go on in the classic fields */
  result->outcome = this->type == CASE_MESSAGE || came.start || moves ? "propagated" : "passed-without";
  if (this->type == CASE_MESSAGE || !came.start || !sent.start) return;
  bool kept = sent.length == came.length && memcmp(sent.value, came.value, sent.length) == 0;
  g_snprintf(result->detail, sizeof result->detail, "%s %02x>%02x", kept ? "kept" : "changed", sent.flags, came.flags);
}

static void reset_judge(struct play *play, struct play_result *result) {
  const struct peer *injector = &play->theatre.injector;
  for (int i = 0; !injector->notified && i < 25 && dut_runs(&play->theatre.dut); i++) g_usleep(20000);
  result->outcome = dut_runs(&play->theatre.dut) ? "session-reset" : "daemon-crash";
  if (!injector->notified && !*result->detail) g_strlcpy(result->detail, "no notification", sizeof result->detail);
  if (!injector->notified) return;
  g_snprintf(result->code, sizeof result->code, "%u", injector->code);
  g_snprintf(result->subcode, sizeof result->subcode, "%u", injector->subcode);
}

static void quiet_judge(const struct play_case *this, const struct seen_route *route, struct play_result *result) {
  bool in_rib = strcmp(result->rib, "none") != 0, fresh = strcmp(result->rib, "new") == 0;
  const char *age = rib_age(seen_path_has(route, THEATRE_NEW), seen_path_has(route, THEATRE_OLD));
  if (route->present && route->since && strcmp(age, "new") == 0) passed_judge(this, route, result);
  else if (route->present) result->outcome = fresh ? "stale-downstream" : "ignored";
  else if (message_withdraws(this)) result->outcome = "withdrawn";
  else result->outcome = in_rib ? "not-passed-on" : "treat-as-withdraw";
}

static void play_judge(struct play *play, const struct play_case *this, struct play_result *result) {
  struct theatre *theatre = &play->theatre;
  struct seen_route *route = route_of(theatre, this->target);
  lost_list(theatre, route, result->lost);
  if (theatre->injector.state != PEER_ESTABLISHED || !dut_runs(&theatre->dut)) {
    reset_judge(play, result);
    return;
  }
  result->rib = rib_state(play, this->target);
  quiet_judge(this, route, result);
  result->later = theatre_epilogue(theatre) ? "yes" : "no";
  if (theatre->injector.state == PEER_ESTABLISHED && dut_runs(&theatre->dut)) return;
  g_strlcpy(result->detail, "only after the next message", sizeof result->detail);
  reset_judge(play, result);
}

static bool play_case(struct play *play, const struct play_case *this) {
  struct play_result result = {.outcome = "", .rib = "", .later = ""};
  struct theatre *theatre = &play->theatre;
  bool open = false;
  for (int attempt = 0; !open && attempt < 3; attempt++) {
    theatre_init(theatre, this->session);
    open = theatre_open(theatre);
    if (!open) theatre_close(theatre);
  }
  if (open) {
    theatre_play(theatre, this->message->data, this->message->len);
    play_judge(play, this, &result);
    theatre_close(theatre);
  } else result.outcome = "not-started";
  printf("%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s\n", this->id, this->session, this->attribute, this->defect, result.outcome,
         result.code, result.subcode, result.detail, result.rib, result.lost, result.later);
  fflush(stdout);
  return open;
}

static bool play_parse(struct play *play, int *argc, char ***argv, GError **error) {
  const GOptionEntry entries[] = {
      {"script", 0, 0, G_OPTION_ARG_FILENAME, &play->script, "The daemon's script", "FILE"},
      {"dir", 0, 0, G_OPTION_ARG_FILENAME, &play->dir, "Scratch; what is in it is lost", "DIR"},
      {"part", 0, 0, G_OPTION_ARG_STRING, &play->part, "Every N-th case from the K-th (from 0) on", "K/N"},
      {"patience", 0, 0, G_OPTION_ARG_INT, &play->patience, "Milliseconds that a message is watched at least", "MS"},
      {NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL}};
  g_autoptr(GOptionContext) context = g_option_context_new("CASES");
  g_option_context_add_main_entries(context, entries, NULL);
  if (!g_option_context_parse(context, argc, argv, error)) return false;
  if (*argc == 2 && play->script && play->dir) return true;
  g_set_error_literal(error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "play: --script, --dir and CASES are needed");
  return false;
}

static bool play_all(struct play *play, const char *path, GError **error) {
  unsigned part = 0, parts = 1, failed = 0;
  if (play->part) sscanf(play->part, "%u/%u", &part, &parts);
  g_autoptr(GPtrArray) cases = case_read(path, part, MAX(parts, 1), error);
  for (guint i = 0; cases && i < cases->len && failed < 3; i++)
    failed = play_case(play, cases->pdata[i]) ? 0 : failed + 1;
  return cases != NULL;
}

static void play_free(struct play *play) {
  g_free(play->script);
  g_free(play->dir);
  g_free(play->part);
  g_free(play);
}

int main(int argc, char **argv) {
  struct play *play = g_new0(struct play, 1);
  bool done = false;
  g_autoptr(GError) error = NULL;
  play->patience = 1000;
  signal(SIGPIPE, SIG_IGN);
  if (play_parse(play, &argc, &argv, &error)) {
    const char *holder = g_getenv("ARENA_HOLDER");
    play->theatre.dut = (struct dut){.script = play->script, .dir = play->dir, .holder = holder ? holder : ""};
    play->theatre.patience = (struct theatre_patience){
        .start = 15000, .least = play->patience, .silent = 350, .most = 4000};
    done = play_all(play, argv[1], &error);
  }
  if (!done) fprintf(stderr, "%s\n", error->message);
  play_free(play);
  return done ? 0 : 2;
}
