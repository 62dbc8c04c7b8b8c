#include "analysis/cause/events.h"

#include "tests/cells.h"

#include <string.h>

static const uint32_t asn[] = {3356, 4200000000};

static struct occurrence blank(enum occurrence_kind kind, sim_time at) {
  return (struct occurrence){.kind = kind,
                             .at = at,
                             .router = OBSERVER_NONE,
                             .peer = OBSERVER_NONE,
                             .card = OBSERVER_NONE,
                             .prefix = OBSERVER_NONE};
}

static char *written(const struct events *events, const char *variant) {
  struct cells_file file;
  events_write_header(cells_open(&file));
  events_write(events, file.file, variant, "rfc4271", 7);
  return cells_text(&file);
}

static void test_rows(void) {
  struct events *events = events_new(asn, 2);
  struct verdict verdict = {.outcome = OUTCOME_SESSION_RESET, .code = 3, .subcode = 5, .attribute = 128};
  struct occurrence judged = blank(OCCURRENCE_VERDICT, 3 * SIM_SECOND + 1), down = judged, card = judged;
  judged.id = 1;
  judged.router = 1;
  judged.peer = 0;
  judged.prefix = 0;
  judged.verdict = &verdict;
  down.id = 2;
  down.because = 1;
  down.kind = OCCURRENCE_SESSION_DOWN;
  down.router = 1;
  down.peer = 0;
  down.loss = LOSS_BFD;
  card.id = 3;
  card.kind = OCCURRENCE_CARD_CRASH;
  card.router = 0;
  card.card = 12;
  card.at = 12345 * SIM_SECOND + 987654321;
  events_add(events, &judged);
  events_add(events, &down);
  events_add(events, &card);
  char *text = written(events, "as is");
  g_assert_cmpstr(text, ==,
                  "variant,strategy,seed,id,time_s,event,as,peer_as,card,prefix,cause,code,subcode,attribute,outcome,"
                  "because,count,place,peer_place\n"
                  "as is,rfc4271,7,1,3.000000001,verdict,4200000000,3356,,0,,3,5,128,session-reset,,,,\n"
                  "as is,rfc4271,7,2,3.000000001,session-down,4200000000,3356,,,bfd,,,,,1,,,\n"
                  "as is,rfc4271,7,3,12345.987654321,card-crash,3356,,12,,,,,,,,,,\n");
  free(text);
  events_free(events);
}

static void test_quoted(void) {
  struct events *events = events_new(asn, 2);
  struct occurrence cut = blank(OCCURRENCE_LINK_DOWN, 0);
  cut.id = 1;
  events_add(events, &cut);
  char *text = written(events, "cut, then mended");
  g_assert_nonnull(strstr(text, "\n\"cut, then mended\",rfc4271,7,1,0.000000000,link-down,"));
  free(text);
  events_free(events);
}

/* The longest row that can be stays within the buffer. */
static void test_longest(void) {
  struct events *events = events_new(asn, 2);
  struct verdict verdict = {.outcome = OUTCOME_PROPAGATE_UNPARSED, .code = 255, .subcode = 255, .attribute = 255};
  struct occurrence longest = {.id = UINT32_MAX,
                               .because = UINT32_MAX,
                               .at = INT64_MAX,
                               .kind = OCCURRENCE_VERDICT,
                               .router = 1,
                               .peer = 1,
                               .card = UINT32_MAX - 1,
                               .prefix = UINT32_MAX - 1,
                               .count = UINT32_MAX,
                               .verdict = &verdict};
  events_add(events, &longest);
  char *text = written(events, "v");
  g_assert_nonnull(strstr(text, ",4294967295,9223372036.854775807,verdict,4200000000,4200000000,4294967294,4294967294,,"
                                "255,255,255,propagate-unparsed,4294967295,4294967295,,\n"));
  free(text);
  events_free(events);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/events/rows say what happened, to the nanosecond", test_rows);
  g_test_add_func("/events/names are quoted where they must be", test_quoted);
  g_test_add_func("/events/the greatest numbers fit", test_longest);
  return g_test_run();
}
