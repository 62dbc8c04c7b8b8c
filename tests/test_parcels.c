/* A run in two planes and a joint one come out the same, octet for octet, where routers work in no time. */
#include "scenarios/run/parcels.h"

#include "scenarios/plan/planes.h"
#include "scenarios/run/cell.h"
#include "scenarios/run/cut.h"
#include "scenarios/run/rounds.h"
#include "tests/program.h"

#include <string.h>

/* Shipped platforms that process an UPDATE at once. */
static char *at_once(const char *folder, const char *name) {
  g_autofree char *file = g_strdup_printf("../models/platforms/%s.ini", name), *text = program_read("scenarios", file);
  g_auto(GStrv) line = g_strsplit(text, "\n", -1);
  for (char **l = line; *l; l++)
    if (g_str_has_prefix(*l, "processing =")) strcpy(*l, "processing = 0");
  g_autofree char *other = g_strjoinv("\n", line), *called = g_strdup_printf("%s-at-once.ini", name);
  return program_write(folder, called, other);
}

/* The order's run in two planes. */
static struct measures *two_planes(const struct build_order *order, struct progress *progress) {
  g_autoptr(GError) error = NULL;
  struct cell_sessions sessions;
  cell_sessions_init(&sessions);
  struct measures *measures = cell_sessions(order, &sessions, progress, &error);
  g_assert_no_error(error);
  g_assert_false(sessions.history->joint);
  struct harvest *sum = harvest_load(sessions.harvest->data, sessions.harvest->len, &error);
  g_assert_no_error(error);
  struct parcels *parcels = parcels_open(order, sessions.history);
  struct cut *cut = cut_new((const guint32 *)(const void *)sessions.work->data, sessions.work->len);
  g_assert_cmpuint(sessions.work->len, ==, parcels_origins(parcels));
  for (guint k = cut->parcels; k-- > 0;) {
    guint first = cut->first[k];
    struct harvest *harvest = parcels_run(parcels, &cut->origin[first], cut->first[k + 1] - first, progress);
    g_assert_true(harvest_add(sum, harvest, &error));
    harvest_free(harvest);
  }
  measures_adopt(measures, sum);
  cut_free(cut);
  parcels_close(parcels);
  harvest_free(sum);
  cell_sessions_clear(&sessions);
  return measures;
}

static GByteArray *octets_of(struct measures *measures) {
  GByteArray *octets = g_byte_array_new();
  measures->figures.value[FIGURE_EVENTS] = 0; /* what the kernels did is no result */
  measures->handled = 0;
  measures->pilots = 0; /* nor is how it was done */
  measures->runs = measures->run_events = 0;
  memset(measures->assumed, 0, measures->bins * sizeof *measures->assumed);
  measures_store(measures, octets);
  return octets;
}

/* Every cell that is not like another. */
static void expect_equal(const char *name, char **settings, guint cells) {
  g_autoptr(GError) error = NULL;
  char *strategies[] = {"rfc4271", "rfc7606", NULL};
  struct plan_wish wish = {.settings = settings, .strategies = strategies};
  struct plan *plan = plan_new(name, &wish, &error);
  g_assert_no_error(error);
  guint compared = 0;
  for (guint c = 0; c < plan->cell->len; c++) {
    struct build_order order = cell_order(plan, c);
    struct progress whole, progress;
    if (plan_cell(plan, c)->like != c) continue;
    progress_init(&whole, name, TRUE);
    progress_part(&progress, &whole, 1);
    struct measures *joint = cell_run(&order, &progress, &error), *two = two_planes(&order, &progress);
    g_assert_cmpfloat(joint->figures.value[FIGURE_UPDATES_SENT], >, 1000);
    g_assert_true(measures_equal(joint, two));
    g_autoptr(GByteArray) a = octets_of(joint), b = octets_of(two);
    g_assert_cmpmem(a->data, a->len, b->data, b->len);
    measures_free(joint);
    measures_free(two);
    compared++;
  }
  g_assert_cmpuint(compared, ==, cells);
  plan_free(plan);
}

static void shipped(const char *name, guint cells) {
  g_autofree char *folder = program_folder(), *ios = at_once(folder, "ios"), *junos = at_once(folder, "junos");
  g_autofree char *shares = g_strdup_printf("platforms.shares=%s 55 %%, %s 45 %%", ios, junos);
  g_autofree char *pinned = g_strdup_printf("platforms.pinned=3356 %s, 4436 %s", junos, junos);
  char *settings[] = {shares,
                      pinned,
                      "topology.ases=200",
                      "topology.prefixes=3000",
                      "origins.sample=all",
                      "scenario.duration=20 min",
                      "cards.fib_rate=1000000000000 /s",
                      "origins.pilots=1000000",
                      NULL};
  expect_equal(name, settings, cells);
  program_remove(folder);
}

static void test_valid(void) { shipped("level3-2011", 5); }

static void test_malformed(void) { shipped("level3-2011-malformed", 6); }

/* Without cards and insides nothing of the table is in the session run. */
static void test_bare(void) {
  g_autofree char *folder = program_folder(), *ios = at_once(folder, "ios"), *junos = at_once(folder, "junos");
  g_autofree char *shares = g_strdup_printf("shares = %s 55 %%, %s 45 %%\n", ios, junos);
  g_autofree char *text = g_strconcat(
      "[scenario]\ntitle = cuts\nduration = 20 min\n[topology]\nases = 300\n[platforms]\n", shares,
      "[trigger update]\norigin = stub\nattributes = 40 01 01 00  C0 80 02 00 01\nannounce = 60 s\n"
      "[event cut]\nkind = fail\nlinks = 174-3356, 701-3356, 3356-209\nat = 5 min\nover = 1 min\n"
      "[event mend]\nkind = restore\nlinks = 174-3356, 701-3356\nat = 10 min\n"
      "[origins]\nsample = 60\n[compare]\nadoption = 0 %\n[sources]\n"
      "platforms.shares = assumed: a test\ntrigger.update.origin = assumed: a test\n"
      "trigger.update.announce = assumed: a test\n",
      NULL);
  g_autofree char *scenario = program_write(folder, "cuts.ini", text);
  g_autoptr(GError) error = NULL;
  struct scenario *read = scenario_load(scenario, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(planes_pilots(read, 60), ==, 0);
  scenario_free(read);
  expect_equal(scenario, NULL, 2);
  program_remove(folder);
}

/* Messages about the average origin of those that are guessed to take from so many times what others do to so many. */
static double messages_of(const struct measures *measures, const GArray *work, guint least, guint most) {
  double sum = 0;
  guint count = 0;
  for (guint i = 0; i < work->len; i++) {
    guint32 guess = g_array_index(work, guint32, i);
    if (guess < least * CUT_UNIT || guess > most * CUT_UNIT) continue;
    sum += (double)origins_at(&measures->origins, i)->updates;
    count++;
  }
  g_assert_cmpuint(count, >, 5);
  return sum / count;
}

/* Where sessions loop. */
static void test_forecast(void) {
  g_autoptr(GError) error = NULL;
  char *settings[] = {"topology.ases=1000", "scenario.duration=20 min", "origins.sample=300", NULL};
  char *strategies[] = {"rfc4271", NULL}, *variants[] = {"bad-body", NULL};
  struct plan_wish wish = {.settings = settings, .strategies = strategies, .variants = variants};
  struct plan *plan = plan_new("level3-2011-malformed", &wish, &error);
  g_assert_no_error(error);
  struct build_order order = cell_order(plan, 0);
  struct progress whole, progress;
  struct cell_sessions sessions;
  progress_init(&whole, "", TRUE);
  progress_part(&progress, &whole, 1);
  cell_sessions_init(&sessions);
  measures_free(cell_sessions(&order, &sessions, &progress, &error));
  struct measures *measures = two_planes(&order, &progress);
  double light = messages_of(measures, sessions.work, 1, 1),
         heavy = messages_of(measures, sessions.work, 20, G_MAXUINT / CUT_UNIT);
  g_test_message("light: %.0f messages, heavy: %.0f", light, heavy);
  g_assert_cmpfloat(heavy, >, 5 * light);
  measures_free(measures);
  cell_sessions_clear(&sessions);
  plan_free(plan);
}

/* Up to when the last two of the rounds agree that level3-2011 asks for in a variant; *rounds: so many were made. */
static sim_time rounds_agree(const char *variant, uint32_t *rounds) {
  g_autoptr(GError) error = NULL;
  char *settings[] = {"topology.ases=200", "scenario.duration=12 min", "origins.sample=all",
                      "origins.pilots=20", "origins.rounds=4",         NULL};
  char *strategies[] = {"rfc4271", NULL}, *variants[] = {(char *)variant, NULL};
  struct plan_wish wish = {.settings = settings, .strategies = strategies, .variants = variants};
  struct plan *plan = plan_new("level3-2011", &wish, &error);
  g_assert_no_error(error);
  struct build_order order = cell_order(plan, 0);
  struct progress whole, progress;
  struct cell_sessions sessions;
  cell_sessions_init(&sessions);
  progress_init(&whole, variant, TRUE);
  progress_part(&progress, &whole, 1);
  struct measures *measures = rounds_run(&order, &sessions, &progress, &error);
  g_assert_no_error(error);
  sim_time agreed = measures->agreed;
  *rounds = measures->rounds;
  measures_free(measures);
  cell_sessions_clear(&sessions);
  plan_free(plan);
  return agreed;
}

struct fed {
  double volume,
      crashes; /* real prefixes that line cards were fed, if pilots stand for the table, and what came of it */
  uint32_t pilots;
};

static struct fed fed_of(struct measures *measures) {
  struct fed fed = {.crashes = measures->figures.value[FIGURE_CARD_CRASHES], .pilots = measures->pilots};
  for (uint32_t b = 0; b < measures->bins; b++)
    fed.volume += (double)(measures->pilots ? measures->assumed[b] : measures->fed[b]);
  measures_free(measures);
  return fed;
}

/* Sessions loop, and what the few origins behind them feed to line cards makes these crash: with pilots at equal steps
 * through the table, as with none of those few among them, no card is fed at all here. */
static void test_pilots(void) {
  g_autoptr(GError) error = NULL;
  char *settings[] = {"topology.ases=1500", "origins.sample=200", "origins.pilots=100",
                      "origins.pilot_work=100 %", NULL};
  char *strategies[] = {"rfc4271", NULL}, *variants[] = {"bad-body", NULL};
  struct plan_wish wish = {.settings = settings, .strategies = strategies, .variants = variants, .seed = "2"};
  struct plan *plan = plan_new("level3-2011-malformed", &wish, &error);
  g_assert_no_error(error);
  struct build_order order = cell_order(plan, 0);
  struct progress whole, progress;
  struct cell_sessions sessions;
  progress_init(&whole, "", TRUE);
  progress_part(&progress, &whole, 1);
  cell_sessions_init(&sessions);
  struct fed joint = fed_of(cell_run(&order, &progress, &error));
  struct fed two = fed_of(rounds_run(&order, &sessions, &progress, &error));
  g_test_message("jointly %.3g prefixes, %.0f crashes; by %u pilots %.3g, %.0f", joint.volume, joint.crashes,
                 two.pilots, two.volume, two.crashes);
  g_assert_cmpuint(two.pilots, >, 0);
  g_assert_cmpuint(two.pilots, <=, 100);
  g_assert_cmpfloat(joint.crashes, >, 10);
  g_assert_cmpfloat(two.crashes, >, joint.crashes * 2 / 3);
  g_assert_cmpfloat(two.crashes, <, joint.crashes * 3 / 2);
  g_assert_cmpfloat(two.volume, >, joint.volume * 2 / 3);
  g_assert_cmpfloat(two.volume, <, joint.volume * 3 / 2);
  cell_sessions_clear(&sessions);
  plan_free(plan);
}

static void test_rounds(void) {
  uint32_t rounds;
  g_assert_cmpint(rounds_agree("all-patched", &rounds), ==, SIM_NEVER); /* no card minds what it is fed */
  g_assert_cmpuint(rounds, ==, 2);
  sim_time agreed = rounds_agree("as-it-was", &rounds);
  g_assert_cmpint(agreed, >, 60 * SIM_SECOND); /* the trigger */
  g_assert_cmpint(agreed, <, SIM_NEVER);       /* what is fed back has an effect */
  g_assert_cmpuint(rounds, ==, 4);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/parcels/the valid UPDATE comes out the same in two planes", test_valid);
  g_test_add_func("/parcels/and the malformed ones, whose sessions loop", test_malformed);
  g_test_add_func("/parcels/and cuts, without a pilot", test_bare);
  g_test_add_func("/parcels/an origin that is guessed to be heavy is", test_forecast);
  g_test_add_func("/parcels/a hundred pilots feed line cards what all origins do", test_pilots);
  g_test_add_func("/parcels/rounds end when what cards are fed changes nothing any more", test_rounds);
  return g_test_run();
}
