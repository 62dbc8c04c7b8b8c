#include "tests/recount.h"

#include <csv.h>
#include <string.h>

static void take_field(void *data, size_t length, void *context) {
  struct recount_table *table = context;
  g_ptr_array_add(table->rows->pdata[table->rows->len - 1], g_strndup(data, length));
}

static void begin_row(struct recount_table *table) {
  g_ptr_array_add(table->rows, g_ptr_array_new_with_free_func(g_free));
}

static void end_row(int end, void *context) {
  (void)end;
  begin_row(context);
}

struct recount_table *recount_parse(const char *text) {
  struct recount_table *table = g_new0(struct recount_table, 1);
  struct csv_parser parser;
  table->rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  begin_row(table);
  csv_init(&parser, CSV_STRICT);
  g_assert_cmpuint(csv_parse(&parser, text, strlen(text), take_field, end_row, table), ==, strlen(text));
  csv_fini(&parser, take_field, end_row, table);
  csv_free(&parser);
  g_ptr_array_remove_index(table->rows, table->rows->len - 1);
  return table;
}

void recount_free(struct recount_table *table) {
  g_ptr_array_free(table->rows, TRUE);
  g_free(table);
}

guint recount_rows(const struct recount_table *table) { return table->rows->len - 1; }

const char *recount_field(const struct recount_table *table, guint row, const char *column) {
  GPtrArray *names = table->rows->pdata[0], *fields = table->rows->pdata[1 + row];
  for (guint i = 0; i < names->len; i++)
    if (strcmp(names->pdata[i], column) == 0) {
      g_assert_cmpuint(fields->len, ==, names->len);
      return fields->pdata[i];
    }
  g_error("no column %s", column);
}

/* What one row of the summary should say. */
struct count {
  guint resets, notification, hold, bfd, interface, peer, admin, flapping, lost, card_crashes, router_crashes;
  double outage_min, outage_max;
  GHashTable *losses;  /* both ends of a session -> times */
  GHashTable *crashed; /* card -> time of its last crash, as text */
};

static void bump(struct count *count, const char *cause) {
  const char *const word[] = {"notification", "hold", "bfd", "interface", "peer", "admin"};
  guint *const part[] = {&count->notification, &count->hold, &count->bfd,
                         &count->interface,    &count->peer, &count->admin};
  for (gsize i = 0; i < G_N_ELEMENTS(word); i++)
    if (strcmp(word[i], cause) == 0) {
      ++*part[i];
      return;
    }
  g_error("unknown cause %s", cause);
}

/* One end of a session: its AS and, where that has several routers, which. */
static char *end_of(const struct recount_table *events, guint row, const char *as, const char *place) {
  return g_strdup_printf("%s %s", recount_field(events, row, as), recount_field(events, row, place));
}

static void count_loss(struct count *count, const struct recount_table *events, guint row) {
  g_autofree char *a = end_of(events, row, "as", "place"), *b = end_of(events, row, "peer_as", "peer_place");
  gboolean turned = strcmp(a, b) > 0;
  char *key = g_strdup_printf("%s-%s", turned ? b : a, turned ? a : b);
  guint times = GPOINTER_TO_UINT(g_hash_table_lookup(count->losses, key)) + 1;
  g_hash_table_replace(count->losses, key, GUINT_TO_POINTER(times));
  count->lost += times == 1;
  count->flapping += times == 3;
}

static void count_ready(struct count *count, const char *card, const char *time) {
  const char *since = g_hash_table_lookup(count->crashed, card);
  if (!since) return;
  double outage = g_ascii_strtod(time, NULL) - g_ascii_strtod(since, NULL);
  count->outage_min = count->outage_min < 0 ? outage : MIN(count->outage_min, outage);
  count->outage_max = MAX(count->outage_max, outage);
  g_hash_table_remove(count->crashed, card);
}

static void count_event(struct count *count, const struct recount_table *events, guint row) {
  const char *event = recount_field(events, row, "event"), *card = recount_field(events, row, "card");
  const char *time = recount_field(events, row, "time_s");
  if (strcmp(event, "session-down") == 0) {
    count->resets++;
    bump(count, recount_field(events, row, "cause"));
    count_loss(count, events, row);
  } else if (strcmp(event, "card-crash") == 0) {
    count->card_crashes++;
    g_hash_table_replace(count->crashed, g_strdup(card), g_strdup(time)); /* again while loading: a new outage */
  } else if (strcmp(event, "card-ready") == 0) {
    count_ready(count, card, time);
  } else if (strcmp(event, "process-crash") == 0) {
    count->router_crashes++;
  }
}

static void expect_count(const struct recount_table *summary, guint row, const char *column, guint expected) {
  g_assert_cmpuint(g_ascii_strtoull(recount_field(summary, row, column), NULL, 10), ==, expected);
}

static void expect_time(const struct recount_table *summary, guint row, const char *column, double expected) {
  const char *text = recount_field(summary, row, column);
  if (expected < 0) g_assert_cmpstr(text, ==, "");
  else g_assert_cmpfloat_with_epsilon(g_ascii_strtod(text, NULL), expected, 2e-6);
}

static void expect_all(const struct recount_table *summary, guint row, const struct count *count) {
  expect_count(summary, row, "session_resets", count->resets);
  expect_count(summary, row, "resets_notification", count->notification);
  expect_count(summary, row, "resets_hold", count->hold);
  expect_count(summary, row, "resets_bfd", count->bfd);
  expect_count(summary, row, "resets_interface", count->interface);
  expect_count(summary, row, "resets_peer", count->peer);
  expect_count(summary, row, "resets_admin", count->admin);
  expect_count(summary, row, "sessions_flapping", count->flapping);
  expect_count(summary, row, "sessions_lost", count->lost);
  expect_count(summary, row, "card_crashes", count->card_crashes);
  expect_count(summary, row, "router_crashes", count->router_crashes);
  expect_time(summary, row, "card_outage_min_s", count->outage_min);
  expect_time(summary, row, "card_outage_max_s", count->outage_max);
}

static gboolean same_cell(const struct recount_table *a, guint i, const struct recount_table *b, guint j) {
  static const char *const key[] = {"variant", "strategy", "seed"};
  for (gsize k = 0; k < G_N_ELEMENTS(key); k++)
    if (strcmp(recount_field(a, i, key[k]), recount_field(b, j, key[k])) != 0) return FALSE;
  return TRUE;
}

/* The events of a cell stand together, in the order of the cells. */
void recount_check(const char *summary_text, const char *events_text) {
  struct recount_table *summary = recount_parse(summary_text), *events = recount_parse(events_text);
  guint at = 0;
  for (guint row = 0; row < recount_rows(summary); row++) {
    struct count count = {.outage_min = -1, .outage_max = -1};
    count.losses = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    count.crashed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (; at < recount_rows(events) && same_cell(summary, row, events, at); at++) count_event(&count, events, at);
    expect_all(summary, row, &count);
    g_hash_table_destroy(count.losses);
    g_hash_table_destroy(count.crashed);
  }
  g_assert_cmpuint(at, ==, recount_rows(events));
  recount_free(summary);
  recount_free(events);
}
