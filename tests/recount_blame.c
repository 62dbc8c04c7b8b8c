/* recount_blame.c: the rows of blame.csv are pushed up the chains of events.csv: whoever is on the way from a cause to
 * its root gets the cause's direct part, and every crash and reset, too. */
#include "tests/recount.h"

#include <string.h>

struct cause {
  guint row, because; /* row: of blame.csv, 1 ...; 0: none */
  gint64 total;
  guint crashes, resets;
};

struct tables {
  struct recount_table *summary, *events, *blame;
};

static gint64 millionths(const char *text) {
  g_auto(GStrv) part = g_strsplit(text, ".", 2);
  char places[] = "000000";
  if (part[0] && part[1]) memcpy(places, part[1], strlen(part[1]));
  gint64 value = g_ascii_strtoll(part[0], NULL, 10) * 1000000, rest = g_ascii_strtoll(places, NULL, 10);
  return *text == '-' ? value - rest : value + rest;
}

static guint number(const struct recount_table *table, guint row, const char *column) {
  return (guint)g_ascii_strtoull(recount_field(table, row, column), NULL, 10);
}

static gboolean is(const struct recount_table *table, guint row, const char *column, const char *text) {
  return strcmp(recount_field(table, row, column), text) == 0;
}

/* Causes by id, from the events [from, to) of a cell. */
static GArray *read_events(const struct recount_table *events, guint from, guint to) {
  GArray *causes = g_array_new(FALSE, TRUE, sizeof(struct cause));
  g_array_set_size(causes, to - from + 1);
  for (guint row = from; row < to; row++) {
    g_assert_cmpuint(number(events, row, "id"), ==, row - from + 1);
    g_array_index(causes, struct cause, row - from + 1).because = number(events, row, "because");
  }
  return causes;
}

static void count_events(const struct recount_table *events, guint from, guint to, GArray *causes) {
  for (guint row = from; row < to; row++) {
    gboolean reset = is(events, row, "event", "session-down");
    gboolean crash = is(events, row, "event", "card-crash") || is(events, row, "event", "process-crash");
    guint id = row - from + 1;
    while ((id = g_array_index(causes, struct cause, id).because)) {
      g_array_index(causes, struct cause, id).crashes += crash;
      g_array_index(causes, struct cause, id).resets += reset;
    }
  }
}

/* Hands the direct part of a row to its cause and all behind it. Returns the part. */
static gint64 take_row(const struct recount_table *blame, guint row, GArray *causes) {
  gint64 direct = millionths(recount_field(blame, row, "prefix_minutes"));
  guint id = number(blame, row, "id");
  if (id) g_array_index(causes, struct cause, id).row = row + 1;
  for (; id; id = g_array_index(causes, struct cause, id).because)
    g_array_index(causes, struct cause, id).total += direct;
  return direct;
}

static void check_cause(const struct tables *t, const struct cause *cause, gboolean all) {
  if (!cause->row) return;
  guint row = cause->row - 1;
  gint64 total = millionths(recount_field(t->blame, row, "with_descendants"));
  g_assert_cmpuint(number(t->blame, row, "because"), ==, cause->because);
  g_assert_cmpuint(number(t->blame, row, "crashes"), ==, cause->crashes);
  g_assert_cmpuint(number(t->blame, row, "resets"), ==, cause->resets);
  if (all) g_assert_cmpint(total, ==, cause->total);
  else g_assert_cmpint(total, >=, cause->total);
}

/* A run without the cause lost so much, and this one that much more. */
static void check_rerun(const struct tables *t, guint cell, guint row) {
  if (is(t->blame, row, "without_it", "")) return;
  gint64 without = millionths(recount_field(t->blame, row, "without_it"));
  gint64 saved = millionths(recount_field(t->blame, row, "saved"));
  g_assert_cmpint(without + saved, ==, millionths(recount_field(t->summary, cell, "unreachable_prefix_minutes")));
}

static gboolean same(const struct recount_table *a, guint i, const struct recount_table *b, guint j) {
  return j < recount_rows(b) && is(a, i, "variant", recount_field(b, j, "variant")) &&
         is(a, i, "strategy", recount_field(b, j, "strategy")) && is(a, i, "seed", recount_field(b, j, "seed"));
}

static void check_cell(const struct tables *t, guint cell, guint *event, guint *row) {
  guint from = *event;
  gint64 sum = 0;
  gboolean all = TRUE;
  while (same(t->summary, cell, t->events, *event)) ++*event;
  GArray *causes = read_events(t->events, from, *event);
  count_events(t->events, from, *event, causes);
  for (; same(t->summary, cell, t->blame, *row); ++*row) {
    sum += take_row(t->blame, *row, causes);
    all &= !is(t->blame, *row, "event", "others");
    check_rerun(t, cell, *row);
  }
  g_assert_cmpint(sum, ==, millionths(recount_field(t->summary, cell, "unreachable_prefix_minutes")));
  for (guint id = 1; id < causes->len; id++) check_cause(t, &g_array_index(causes, struct cause, id), all);
  g_array_free(causes, TRUE);
}

void recount_blame(const char *summary, const char *events, const char *blame) {
  struct tables t = {recount_parse(summary), recount_parse(events), recount_parse(blame)};
  guint event = 0, row = 0;
  for (guint cell = 0; cell < recount_rows(t.summary); cell++) check_cell(&t, cell, &event, &row);
  g_assert_cmpuint(row, ==, recount_rows(t.blame));
  recount_free(t.summary);
  recount_free(t.events);
  recount_free(t.blame);
}
