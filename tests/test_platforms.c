/* What real daemons do with bad messages, in the words of the measurements that the platforms are made from. */
#include "models/bgp/verdict.h"
#include "scenarios/decode/decode_profile.h"
#include "scenarios/settings/units.h"
#include "tests/octets.h"
#include "tests/program.h"

#include <csv.h>
#include <string.h>

#define ORIGIN "40010100"
#define PATH "40020a02020000fde90000fde6" /* 65001 64998 */
#define NEXT_HOP "4003040a000101"
#define BASE ORIGIN PATH NEXT_HOP
#define INSIDE ORIGIN "40020602010000fde6" NEXT_HOP "40050400000064"
#define NLRI "18c63364"
#define BAD_COMMUNITY "c008050000000000"
#define REACH "800e1c00020110 20010db8000100000000000000000001 00 3020010db80100"

/* The stage of the measurements: AS65001 (65002 over iBGP) and AS65002 on 10.0.1.0/24. */
struct receiver {
  GPtrArray *profiles;
  struct prefix local[4], rib[4];
  struct verdict_facts facts;
};

static void receiver_init(struct receiver *receiver, const char *platform, const char *mode) {
  static const char *const local[] = {"10.0.1.2/24", "10.0.3.2/24", "2001:db8:1::2/64", "2001:db8:3::2/64"};
  static const char *const rib[] = {"198.51.100.0/24", "203.0.113.0/24", "2001:db8:100::/48", "2001:db8:200::/48"};
  GError *error = NULL;
  bool inside = strcmp(mode, "ibgp") == 0;
  receiver->profiles = decode_profile_list(NULL, platform, &error);
  g_assert_no_error(error);
  for (int i = 0; i < 4; i++) {
    g_assert_true(prefix_parse(local[i], &receiver->local[i]));
    g_assert_true(prefix_parse(rib[i], &receiver->rib[i]));
  }
  receiver->facts = (struct verdict_facts){.session = inside ? SESSION_IBGP : SESSION_EBGP,
                                           .as4 = strcmp(mode, "as2") != 0,
                                           .local_as = 65002,
                                           .peer_as = inside ? 65002 : 65001,
                                           .local_id = 0x0a000002,
                                           .local = receiver->local,
                                           .local_count = 4,
                                           .rib = receiver->rib,
                                           .rib_count = 4};
}

static struct verdict receiver_ask(const struct receiver *receiver, const GByteArray *message) {
  const struct decode_profile *profile = receiver->profiles->pdata[0];
  struct verdict verdict;
  verdict_message(message->data, message->len, &profile->verdict, &receiver->facts, &verdict, NULL);
  return verdict;
}

/* "session-reset 3/10", "treat-as-withdraw", ... */
static char *verdict_words(const struct verdict *verdict) {
  const char *name = outcome_name((enum outcome)verdict->outcome);
  if (verdict->outcome != OUTCOME_SESSION_RESET) return g_strdup(name);
  return g_strdup_printf("%s %u/%u", name, verdict->code, verdict->subcode);
}

static void expect_message(const char *platform, const char *mode, GByteArray *message, const char *wanted) {
  struct receiver receiver;
  receiver_init(&receiver, platform, mode);
  struct verdict verdict = receiver_ask(&receiver, message);
  g_autofree char *words = verdict_words(&verdict);
  if (strcmp(words, wanted) != 0) g_error("%s, %s: %s, expected %s", platform, mode, words, wanted);
  g_ptr_array_unref(receiver.profiles);
  g_byte_array_unref(message);
}

static void expect(const char *platform, const char *mode, const char *attributes, const char *wanted) {
  expect_message(platform, mode, octets_update("", attributes, NLRI), wanted);
}

static void expect6(const char *platform, const char *attributes, const char *wanted) {
  expect_message(platform, "ebgp", octets_update("", attributes, ""), wanted);
}

/* In the order frr, bird, openbgpd, gobgp. */
static void expect_all(const char *attributes, const char *const wanted[4]) {
  static const char *const platforms[] = {"frr-8.4", "bird-2.0", "openbgpd-7.7", "gobgp-3.10"};
  for (int i = 0; i < 4; i++) expect(platforms[i], "ebgp", attributes, wanted[i]);
}
#define EXPECT_ALL(attributes, ...) expect_all(attributes, (const char *const[4]){__VA_ARGS__})

static void position(void) {
  expect("frr-8.4", "ebgp", BASE BAD_COMMUNITY, "treat-as-withdraw");
  expect("frr-8.4", "ebgp", BAD_COMMUNITY BASE, "session-reset 3/10");
  expect("frr-8.4", "ebgp", ORIGIN BAD_COMMUNITY PATH NEXT_HOP, "session-reset 3/10");
  expect("frr-8.4", "ebgp", BASE BAD_COMMUNITY "c0630178", "session-reset 3/10");
  expect("bird-2.0", "ebgp", BAD_COMMUNITY BASE, "treat-as-withdraw");
  expect("gobgp-3.10", "ebgp", BAD_COMMUNITY BASE, "treat-as-withdraw");
}

static void inside(void) {
  expect("frr-8.4", "ibgp", INSIDE BAD_COMMUNITY, "session-reset 3/9");
  expect("frr-8.4", "ibgp", INSIDE "80040300000a", "session-reset 3/5");
  expect("frr-8.4", "ibgp", INSIDE "c0040400000032", "session-reset 3/4");
  expect("bird-2.0", "ibgp", INSIDE BAD_COMMUNITY, "treat-as-withdraw");
}

static void communities(void) {
  expect("openbgpd-7.7", "ebgp", BASE "c00800", "treat-as-withdraw");
  expect("openbgpd-7.7", "ebgp", BASE "c00806000000000000", "treat-as-withdraw");
  expect("openbgpd-7.7", "ebgp", BASE BAD_COMMUNITY, "session-reset 3/5");
  expect("openbgpd-7.7", "ebgp", BASE "c007050000000000", "attribute-discard");
}

static void duplicates(void) {
  EXPECT_ALL(BASE "8004040000004d8004040000004d", "session-reset 3/1", "accept", "session-reset 3/1", "accept");
  EXPECT_ALL(BASE "c00804fde90001c00804fde90001", "session-reset 3/1", "accept", "accept", "accept");
  expect6("bird-2.0", ORIGIN PATH REACH REACH, "session-reset 3/1");
  expect6("gobgp-3.10", ORIGIN PATH REACH REACH, "session-reset 3/1");
}

static void overruns(void) {
  EXPECT_ALL(BASE "80040e0000004d", "session-reset 3/5", "treat-as-withdraw", "session-reset 3/5", "ignore");
}

static void lost_nlri(void) {
  expect("gobgp-3.10", "ebgp", "c0010100" PATH NEXT_HOP, "ignore");
  expect("gobgp-3.10", "ebgp", BASE "000904c000024d", "ignore");
  expect("gobgp-3.10", "ebgp", BASE "0004040000004d", "treat-as-withdraw");
}

static void families(void) {
  static const char afi99[] = ORIGIN PATH "800e1c00630110 20010db8000100000000000000000001 00 3020010db80100";
  static const char multicast[] = ORIGIN PATH "800e1c00020210 20010db8000100000000000000000001 00 3020010db80100";
  expect6("frr-8.4", afi99, "session-reset 0/0");
  expect6("bird-2.0", afi99, "ignore");
  expect6("openbgpd-7.7", afi99, "session-reset 3/9");
  expect6("gobgp-3.10", afi99, "ignore");
  expect6("frr-8.4", multicast, "ignore");
  expect6("gobgp-3.10", multicast, "session-reset 0/0");
}

static void crashes(void) {
  expect6("gobgp-3.10", ORIGIN PATH "800e03000201", "process-crash");
  expect6("openbgpd-7.7", "800f0700010118c63364", "process-crash");
  expect6("bird-2.0", "800f0700010118c63364", "withdraw");
  expect_message("gobgp-3.10", "ebgp", octets_read("ffffffffffffffffffffffffffffffff 0013 06"), "process-crash");
  expect_message("frr-8.4", "ebgp", octets_read("ffffffffffffffffffffffffffffffff 0013 ff"), "session-reset 1/3");
}

static void unknown_types(void) {
  EXPECT_ALL(BASE "c0630178", "propagate-unparsed", "propagate-unparsed", "propagate-unparsed", "propagate-unparsed");
  EXPECT_ALL(BASE "40630178", "session-reset 3/1", "treat-as-withdraw", "session-reset 3/2", "session-reset 3/2");
  expect("frr-8.4", "ibgp", INSIDE "40630178", "session-reset 3/2");
  expect("openbgpd-7.7", "ebgp", BASE "c0ff0178", "attribute-discard");
  expect("openbgpd-7.7", "ebgp", BASE "c0000178", "attribute-discard");
}

static void prefix_sid(void) {
  expect("frr-8.4", "ebgp",
         BASE "c02818"
              "000000000000000000000000000000000000000000000000",
         "accept");
  expect("frr-8.4", "ebgp", BASE "c0280400000000", "session-reset 3/1");
  expect("frr-8.4", "ibgp", INSIDE "c0280400000000", "session-reset 3/5");
  expect("bird-2.0", "ebgp", BASE "c0280400000000", "propagate-unparsed");
}

static void as4_path(void) {
  static const char confederation[] = ORIGIN "4002080203fde95ba05ba0" NEXT_HOP "c0111003020000fe000000fe0102010000000a";
  expect("frr-8.4", "as2", confederation, "treat-as-withdraw");
  expect("bird-2.0", "as2", confederation, "accept");
  expect("openbgpd-7.7", "as2", confederation, "attribute-discard");
  expect("gobgp-3.10", "as2", ORIGIN "4002060202fde9fde6" NEXT_HOP "c0120800011170c0000209", "session-reset 3/1");
}

static void next_hops(void) {
  EXPECT_ALL(ORIGIN PATH "40030400000000", "session-reset 3/8", "treat-as-withdraw", "accept", "treat-as-withdraw");
  EXPECT_ALL(ORIGIN PATH "4003047f000001", "session-reset 3/8", "treat-as-withdraw", "accept", "treat-as-withdraw");
  EXPECT_ALL(ORIGIN PATH "400304c0000201", "accept", "treat-as-withdraw", "accept", "accept");
}

static void policy(void) {
  EXPECT_ALL(ORIGIN "40020e02030000fde9000000000000fde6" NEXT_HOP, "treat-as-withdraw", "accept", "treat-as-withdraw",
             "accept");
  EXPECT_ALL(ORIGIN "40020a0202000000000000fde6" NEXT_HOP, "treat-as-withdraw", "accept", "session-reset 3/11",
             "accept");
  EXPECT_ALL(ORIGIN "40020e02030000fde90000fdea0000fde6" NEXT_HOP, "treat-as-withdraw", "treat-as-withdraw", "accept",
             "ignore");
  expect("openbgpd-7.7", "ibgp", ORIGIN "40020602010000fde6" NEXT_HOP, "session-reset 3/3");
  expect("frr-8.4", "ibgp", ORIGIN "40020602010000fde6" NEXT_HOP, "treat-as-withdraw");
  expect("gobgp-3.10", "ibgp", ORIGIN "40020602010000fde6" NEXT_HOP, "accept");
}

static void headers(void) {
  static const char zeros[] = "00000000000000000000000000000000 0017 02 00000000";
  static const char keepalive[] = "ffffffffffffffffffffffffffffffff 0014 04 00";
  expect_message("gobgp-3.10", "ebgp", octets_read(zeros), "ignore");
  expect_message("bird-2.0", "ebgp", octets_read(zeros), "session-reset 1/1");
  expect_message("frr-8.4", "ebgp", octets_read(keepalive), "session-reset 1/2");
  expect_message("bird-2.0", "ebgp", octets_read(keepalive), "ignore");
}

/* 255 hops in one segment and `more` in another. */
static char *long_path(unsigned more) {
  GString *path = g_string_new(ORIGIN NEXT_HOP);
  g_string_append_printf(path, "5002%04x02ff", 2 + 255 * 4 + (more ? 2 + more * 4 : 0));
  for (int i = 0; i < 255; i++) g_string_append(path, "0000fde9");
  if (more) g_string_append_printf(path, "02%02x", more);
  for (unsigned i = 0; i < more; i++) g_string_append(path, "0000fde6");
  return g_string_free(path, FALSE);
}

static void historical(void) {
  g_autofree char *lethal = long_path(1), *longest = long_path(0);
  expect("ios-2009", "ebgp", lethal, "session-reset 3/11");
  expect("ios-2009", "ebgp", longest, "accept");
  expect("junos-2022", "ebgp", BASE "c01c0100", "session-reset 3/9");
  expect("junos-2023", "ebgp", BASE "c01c0100", "propagate-unparsed");
  expect("ios-rfc4893", "as2", ORIGIN "4002060202fde95ba0" NEXT_HOP "c0110603010000fe00", "session-reset 3/11");
  expect("ios-xr-3", "as2", ORIGIN "4002060202fde95ba0" NEXT_HOP "e01100", "session-reset 3/9");
  expect("arista-eos-2025", "ebgp", BASE "c0280400000000", "session-reset 3/9");
  expect("ios-xr-2025", "ebgp", BASE "c0280400000000", "attribute-discard");
  expect("sros-2025", "ebgp", BASE "c0280400000000", "attribute-discard");
  expect("junos-2025", "ebgp", BASE "c0280400000000", "propagate-unparsed");
  expect("frr-vnc-2019", "ebgp", BASE "c0ff0100", "session-reset 3/1");
}

/* The measured outcome by the outcomes that a decoder may give for it; an empty entry ends a list. */
static bool same_class(const char *measured, enum outcome outcome) {
  static const struct {
    const char *measured;
    uint32_t outcomes;
  } classes[] = {
      {"session-reset", 1u << OUTCOME_SESSION_RESET},
      {"daemon-crash", 1u << OUTCOME_PROCESS_CRASH},
      {"treat-as-withdraw", 1u << OUTCOME_TREAT_AS_WITHDRAW},
      {"attribute-discard", 1u << OUTCOME_ATTRIBUTE_DISCARD},
      {"accepted-not-forwarded",
       1u << OUTCOME_ACCEPT | 1u << OUTCOME_ATTRIBUTE_DISCARD | 1u << OUTCOME_IGNORE_ATTRIBUTE},
      {"propagated", 1u << OUTCOME_ACCEPT | 1u << OUTCOME_REPAIR | 1u << OUTCOME_PROPAGATE_UNPARSED},
      {"not-passed-on", 1u << OUTCOME_ACCEPT | 1u << OUTCOME_PROPAGATE_UNPARSED},
      {"stale-downstream", 1u << OUTCOME_ACCEPT | 1u << OUTCOME_PROPAGATE_UNPARSED},
      {"ignored", 1u << OUTCOME_IGNORE},
      {"withdrawn", 1u << OUTCOME_WITHDRAW},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(classes); i++)
    if (strcmp(classes[i].measured, measured) == 0) return classes[i].outcomes >> outcome & 1;
  g_assert_not_reached();
}

/* Rows as arrays of fields; the first is the heading. */
struct sheet {
  GPtrArray *rows, *row;
};

static void field_end(void *text, size_t length, void *data) {
  struct sheet *sheet = data;
  g_ptr_array_add(sheet->row, g_strndup(text, length));
}

static void row_end(int unused, void *data) {
  struct sheet *sheet = data;
  (void)unused;
  g_ptr_array_add(sheet->rows, sheet->row);
  sheet->row = g_ptr_array_new_with_free_func(g_free);
}

static void row_free(gpointer row) { g_ptr_array_unref(row); }

static GPtrArray *sheet_read(const char *path) {
  struct sheet sheet = {g_ptr_array_new_with_free_func(row_free), g_ptr_array_new_with_free_func(g_free)};
  struct csv_parser parser;
  g_autofree char *text = NULL;
  gsize length;
  g_assert_true(g_file_get_contents(path, &text, &length, NULL));
  csv_init(&parser, CSV_APPEND_NULL);
  g_assert_cmpuint(csv_parse(&parser, text, length, field_end, row_end, &sheet), ==, length);
  csv_fini(&parser, field_end, row_end, &sheet);
  csv_free(&parser);
  g_ptr_array_unref(sheet.row);
  return sheet.rows;
}

static const char *cell(const GPtrArray *rows, guint row, const char *column) {
  const GPtrArray *heading = rows->pdata[0], *fields = rows->pdata[row];
  for (guint i = 0; i < heading->len; i++)
    if (strcmp(heading->pdata[i], column) == 0) return fields->pdata[i];
  g_assert_not_reached();
}

struct tally {
  guint cases, right, resets, codes;
};

static void tally_add(struct tally *tally, const GPtrArray *results, guint row, const struct verdict *verdict) {
  const char *measured = cell(results, row, "outcome"), *code = cell(results, row, "code");
  bool right = same_class(measured, (enum outcome)verdict->outcome), reset = strcmp(measured, "session-reset") == 0;
  g_autofree char *both = g_strdup_printf("%s/%s", code, cell(results, row, "subcode"));
  g_autofree char *ours = g_strdup_printf("%u/%u", verdict->code, verdict->subcode);
  tally->cases++;
  tally->right += right;
  if (!right || !reset || !*code) return;
  tally->resets++;
  tally->codes += strcmp(both, ours) == 0;
}

/* `which`: "frr=frr-8.4". */
static void agreement(gconstpointer which) {
  g_auto(GStrv) name = g_strsplit(which, "=", 2);
  g_autofree char *cases_path = program_shared("data/oracle/cases-shared.csv");
  g_autofree char *results_path = cases_path ? program_shared("data/oracle/results-shared.csv") : NULL;
  if (!results_path) return;
  g_autoptr(GPtrArray) cases = sheet_read(cases_path), results = sheet_read(results_path);
  g_autoptr(GHashTable) row_of = g_hash_table_new(g_str_hash, g_str_equal);
  struct tally tally = {0};
  for (guint i = 1; i < cases->len; i++)
    g_hash_table_insert(row_of, (gpointer)cell(cases, i, "id"), GUINT_TO_POINTER(i));
  for (guint i = 1; i < results->len; i++) {
    guint row = GPOINTER_TO_UINT(g_hash_table_lookup(row_of, cell(results, i, "id")));
    if (strcmp(cell(results, i, "dut"), name[0]) != 0 || row == 0) continue;
    struct receiver receiver;
    receiver_init(&receiver, name[1], cell(cases, row, "mode"));
    g_autoptr(GByteArray) message = octets_read(cell(cases, row, "hex"));
    struct verdict verdict = receiver_ask(&receiver, message);
    tally_add(&tally, results, i, &verdict);
    g_ptr_array_unref(receiver.profiles);
  }
  g_test_message("%s: %u of %u outcomes, %u of %u codes", name[1], tally.right, tally.cases, tally.codes, tally.resets);
  g_assert_cmpuint(tally.cases, >, 400);
  g_assert_cmpuint(tally.right * 100, >=, tally.cases * 99);
  g_assert_cmpuint(tally.codes * 100, >=, tally.resets * 97);
}

static void tables_are_rules(void) {
  g_autoptr(GPtrArray) all = decode_profile_list(NULL, "frr-8.4,bird-2.0,openbgpd-7.7,gobgp-3.10", NULL);
  for (guint i = 0; i < all->len; i++)
    g_assert_cmpuint(((struct decode_profile *)all->pdata[i])->strategy->count, <, 100);
}

static void every_platform(void) {
  GError *error = NULL;
  g_autoptr(GPtrArray) all = decode_profile_list(NULL, "all", &error);
  g_assert_no_error(error);
  g_assert_cmpuint(all->len, >=, 18);
}

static void add_agreement(void) {
  static const char *const daemons[] = {"frr=frr-8.4", "bird=bird-2.0", "openbgpd=openbgpd-7.7", "gobgp=gobgp-3.10"};
  for (size_t i = 0; i < G_N_ELEMENTS(daemons); i++) {
    g_autofree char *path = g_strdup_printf("/platforms/the daemon did what %s says in 99 cases of 100",
                                            strchr(daemons[i], '=') + 1);
    g_test_add_data_func(path, daemons[i], agreement);
  }
}

/* What a simulated speaker of the platform makes of a set of attributes, path and next hop aside. */
static void expect_set(const char *platform, const char *set, const char *wanted) {
  GError *error = NULL;
  GPtrArray *profiles = decode_profile_list(NULL, platform, &error);
  g_assert_no_error(error);
  struct attrs_table *attrs = attrs_table_new();
  struct verdict_table *table = verdict_table_new(attrs, &((struct decode_profile *)profiles->pdata[0])->verdict, 1);
  GByteArray *bytes = octets_read(set);
  attrs_id id = attrs_intern(attrs, bytes->data, (uint16_t)bytes->len, 0);
  g_autofree char *words = verdict_words(verdict_of(table, id, 0, SESSION_EBGP));
  g_assert_cmpstr(words, ==, wanted);
  g_byte_array_unref(bytes);
  verdict_table_free(table);
  attrs_table_free(attrs);
  g_ptr_array_unref(profiles);
}

static void simulated_speakers(void) {
  expect_set("frr-8.4", ORIGIN BAD_COMMUNITY, "treat-as-withdraw");
  expect_set("frr-8.4", ORIGIN BAD_COMMUNITY "c0630100", "session-reset 3/10");
  expect_set("bird-2.0", ORIGIN BAD_COMMUNITY "c0630100", "treat-as-withdraw");
  expect_set("openbgpd-7.7", ORIGIN BAD_COMMUNITY "c0630100", "session-reset 3/5");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/platforms/FRR treats as withdraw only when the bad attribute is the last", position);
  g_test_add_func("/platforms/FRR resets over iBGP where it withdraws over eBGP", inside);
  g_test_add_func("/platforms/OpenBGPD withdraws for communities of no octets or six zeros and resets for five",
                  communities);
  g_test_add_func("/platforms/FRR and OpenBGPD reset on duplicates, BIRD and GoBGP go on", duplicates);
  g_test_add_func("/platforms/an overrun makes GoBGP keep the old route", overruns);
  g_test_add_func("/platforms/GoBGP loses the NLRI when it reads a value as attributes", lost_nlri);
  g_test_add_func("/platforms/every daemon has a way of its own with families that it does not have", families);
  g_test_add_func("/platforms/GoBGP and OpenBGPD die of a few octets", crashes);
  g_test_add_func("/platforms/OpenBGPD drops types 0 and 255", unknown_types);
  g_test_add_func("/platforms/FRR resets on a Prefix-SID of four zeros and takes one of 24", prefix_sid);
  g_test_add_func("/platforms/AS4_PATH with a confederation and AS4_AGGREGATOR alone", as4_path);
  g_test_add_func("/platforms/next hops that are no host's", next_hops);
  g_test_add_func("/platforms/AS 0, loops and a missing LOCAL_PREF", policy);
  g_test_add_func("/platforms/GoBGP does not look at the marker, nor BIRD at the length of a KEEPALIVE", headers);
  g_test_add_func("/platforms/platforms of past incidents do what was published of them", historical);
  g_test_add_func("/platforms/a table has rules and not one row a case", tables_are_rules);
  g_test_add_func("/platforms/every platform can be asked", every_platform);
  add_agreement();
  g_test_add_func("/platforms/simulated speakers read as the daemons do", simulated_speakers);
  return g_test_run();
}
