#include "scenarios/decode/decode_options.h"

#include "scenarios/commands/options.h"
#include "scenarios/decode/decode_profile.h"
#include "scenarios/settings/mistake.h"
#include "scenarios/settings/units.h"

#include <string.h>

/* As given; NULL for what is not. */
struct texts {
  char *strategy, *platform, *session, *as4, *local_as, *peer_as, *local_id, *local_address, *rib, *format;
};

static void texts_clear(struct texts *texts) {
  char *all[] = {texts->strategy, texts->platform, texts->session,       texts->as4, texts->local_as,
                 texts->peer_as,  texts->local_id, texts->local_address, texts->rib, texts->format};
  for (gsize i = 0; i < G_N_ELEMENTS(all); i++) g_free(all[i]);
}

static gboolean parse(struct texts *texts, char ***words, int argc, char **argv, GError **error) {
#define TEXT(name, field, help, value)                                                                                 \
  { name, 0, 0, G_OPTION_ARG_STRING, &texts->field, help, value }
  const GOptionEntry entries[] = {
      TEXT("strategy", strategy, "Default: rfc4271,rfc7606,junos-2013", "NAME|FILE|all"),
      TEXT("platform", platform, "Implementations, as they come", "NAME|FILE|all"),
      TEXT("session", session, "Kind of session (default ebgp)", "ebgp|ibgp"),
      TEXT("as4", as4, "AS numbers of four octets, where the input does not tell (default yes)", "yes|no"),
      TEXT("local-as", local_as, "Receiver's AS, for the loop check", "N"),
      TEXT("peer-as", peer_as, "Sender's AS, for the check of the first AS", "N"),
      TEXT("local-id", local_id, "Receiver's BGP identifier, for loops of route reflection", "ID"),
      TEXT("local-address", local_address, "Receiver's addresses, for checks of the next hop", "ADDR/LEN,..."),
      TEXT("rib", rib, "Prefixes that the receiver has", "PREFIX,..."),
      TEXT("format", format, "Default: text", "text|csv|bgpdump"),
      {NULL, 0, 0, 0, NULL, NULL, NULL}};
#undef TEXT
  const struct options options = {
      "decode",
      "HEX | FILE | -",
      "Says what each error-handling strategy does with the bytes of a BGP message.",
      "HEX is a whole message from its marker on; blanks, colons and 0x do not matter. FILE, or - for standard input,\n"
      "has one message a line, or is an MRT archive or a packet capture (pcap, pcapng), plain, gzip or bzip2.\n"
      "--format bgpdump prints what `bgpdump -m` does. The exit status is 1 when any profile resets the session.\n",
      entries,
      NULL};
  return options_parse(&options, argc, argv, words, error);
}

static gboolean read_prefixes(const char *option, const char *text, GArray *list, GError **error) {
  g_auto(GStrv) part = g_strsplit(text ? text : "", ",", -1);
  for (char **each = part; *each; each++) {
    struct prefix prefix;
    if (!prefix_parse(g_strstrip(*each), &prefix))
      return mistake_set(error, MISTAKE_VALUE, "%s: '%s' found, expected ADDRESS/LENGTH", option, *each);
    g_array_append_val(list, prefix);
  }
  return TRUE;
}

static gboolean read_choice(const char *option, const char *text, const char *yes, const char *no, gboolean *value,
                            GError **error) {
  if (!text) return TRUE;
  *value = strcmp(text, yes) == 0;
  return *value || strcmp(text, no) == 0 ||
         mistake_set(error, MISTAKE_VALUE, "%s: '%s' found, expected %s or %s", option, text, yes, no);
}

static gboolean read_asn(const char *option, const char *text, guint32 *asn, GError **error) {
  if (!text || units_asn(text, asn, error)) return TRUE;
  g_prefix_error(error, "%s: ", option);
  return FALSE;
}

static gboolean read_id(const char *text, guint32 *value, GError **error) {
  struct prefix id;
  if (!text) return TRUE;
  if (!prefix_parse(text, &id) || id.family != PREFIX_IPV4 || id.bits != 32)
    return mistake_set(error, MISTAKE_VALUE, "--local-id: '%s' found, expected four numbers like 10.0.0.1", text);
  *value = wire_get32(id.address);
  return TRUE;
}

static gboolean read_facts(const struct texts *texts, struct decode_options *options, GError **error) {
  gboolean ibgp = FALSE, as4 = TRUE;
  struct verdict_facts *facts = &options->facts;
  if (!read_choice("--session", texts->session, "ibgp", "ebgp", &ibgp, error) ||
      !read_choice("--as4", texts->as4, "yes", "no", &as4, error) ||
      !read_asn("--local-as", texts->local_as, &facts->local_as, error) ||
      !read_asn("--peer-as", texts->peer_as, &facts->peer_as, error) ||
      !read_id(texts->local_id, &facts->local_id, error) ||
      !read_prefixes("--local-address", texts->local_address, options->local, error) ||
      !read_prefixes("--rib", texts->rib, options->routes, error))
    return FALSE;
  options->width = as4 ? 4 : 2;
  options->session_given = texts->session != NULL;
  facts->session = ibgp ? SESSION_IBGP : SESSION_EBGP;
  facts->local = (const struct prefix *)(void *)options->local->data;
  facts->local_count = options->local->len;
  facts->rib = options->routes->len ? (const struct prefix *)(void *)options->routes->data : NULL;
  facts->rib_count = options->routes->len;
  return TRUE;
}

static gboolean read_format(const char *text, enum decode_format *format, GError **error) {
  static const char *const names[] = {
      [DECODE_FORMAT_TEXT] = "text", [DECODE_FORMAT_CSV] = "csv", [DECODE_FORMAT_BGPDUMP] = "bgpdump"};
  for (gsize i = 0; text && i < G_N_ELEMENTS(names); i++)
    if (strcmp(text, names[i]) == 0) {
      *format = (enum decode_format)i;
      return TRUE;
    }
  return !text || mistake_set(error, MISTAKE_VALUE, "--format: '%s' found, expected text, csv or bgpdump", text);
}

gboolean decode_options_read(struct decode_options *options, int argc, char **argv, GError **error) {
  struct texts texts = {.strategy = NULL};
  *options = (struct decode_options){.local = g_array_new(FALSE, FALSE, sizeof(struct prefix)),
                                     .routes = g_array_new(FALSE, FALSE, sizeof(struct prefix))};
  gboolean fine = parse(&texts, &options->words, argc, argv, error) &&
                  read_format(texts.format, &options->format, error) && read_facts(&texts, options, error);
  if (fine && options->format != DECODE_FORMAT_BGPDUMP) {
    options->profiles = decode_profile_list(texts.strategy, texts.platform, error);
    fine = options->profiles != NULL;
  }
  texts_clear(&texts);
  return fine;
}

void decode_options_clear(struct decode_options *options) {
  if (options->profiles) g_ptr_array_unref(options->profiles);
  g_strfreev(options->words);
  g_array_unref(options->local);
  g_array_unref(options->routes);
}

struct verdict_facts decode_options_facts(const struct decode_options *options, const struct decode_message *message) {
  struct verdict_facts facts = options->facts;
  bool same = message->from.asn && message->from.asn == message->to.asn;
  facts.as4 = message->as4;
  facts.extended = message->extended;
  if (!options->session_given && same) facts.session = SESSION_IBGP;
  return facts;
}
