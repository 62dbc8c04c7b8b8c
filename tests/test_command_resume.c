/* A run that is killed and taken up again, or split over shards, gives what an undisturbed one gives. */
#include "scenarios/run/deposit.h"
#include "sim/unpack.h"
#include "tests/program.h"
#include "tests/trial.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

/* Long enough to be killed in the middle: two cells that differ, three seeds, checks. */
#define MORE "--strategy rfc4271,rfc7606 --seeds 3 "
#define PLANES "--set origins.planes=two --set origins.sample=150 "

static char *in(const struct trial *trial, const char *out, const char *name) {
  return g_build_filename(trial->folder, out, "small", name, NULL);
}

static gboolean is_there(const struct trial *trial, const char *out, const char *name) {
  g_autofree char *path = in(trial, out, name);
  return g_file_test(path, G_FILE_TEST_EXISTS);
}

static void expect_mistake(const struct trial *trial, const char *out, const char *more, const char *words) {
  g_autofree char *line = trial_line(trial, out, more);
  struct program program = program_run(line);
  g_assert_cmpint(program.status, ==, 2);
  g_assert_true(strchr(program.err, '\n') == program.err + strlen(program.err) - 1);
  if (!strstr(program.err, words)) g_error("'%s' is not in: %s", words, program.err);
  program_clear(&program);
}

/* Begins a run and sends it a signal as soon as this file is there. FALSE: it was too fast for that, and is over. */
static gboolean kill_when(const struct trial *trial, const char *more, const char *name, int number) {
  g_autofree char *line = trial_line(trial, "part", more), *path = in(trial, "part", name);
  g_autofree char *errors = g_build_filename(trial->folder, "err", NULL);
  GPid child = program_begin(line, errors);
  int status;
  while (!g_file_test(path, G_FILE_TEST_EXISTS))
    if (waitpid(child, &status, WNOHANG) != 0) return FALSE;
  kill(child, number);
  g_assert_cmpint(waitpid(child, &status, 0), ==, child);
  return WIFSIGNALED(status) && WTERMSIG(status) == number;
}

/* At the first moment, with some work done, with almost all of it, with some results written. */
static void killed_and_resumed(struct trial *trial, gconstpointer data) {
  static const char *const when[] = {"work/plan.ini", "work/cell-0.head", "work/cell-4.head",
                                     "work/cell-0-without-4.head", "compare.csv"};
  g_autofree char *whole = trial_run(trial, "whole", MORE, 0);
  g_autofree char *more = g_strdup_printf(MORE "--jobs 1 --resume %s/part", trial->folder);
  guint killed = 0;
  for (gsize i = 0; i < G_N_ELEMENTS(when); i++) {
    gboolean early = kill_when(trial, MORE, when[i], GPOINTER_TO_INT(data));
    killed += early;
    g_autofree char *part = early ? trial_run(trial, "part", more, 0) : in(trial, "part", "");
    trial_expect_same(whole, part, TRUE);
    g_assert_false(is_there(trial, "part", "work"));
    program_remove(part);
  }
  g_assert_cmpuint(killed, >=, 2);
}

/* A polite end says how to go on, and leaves no results and nothing half written. */
static void says_how_to_go_on(struct trial *trial, gconstpointer data) {
  g_assert_true(kill_when(trial, MORE, "work/cell-0.head", GPOINTER_TO_INT(data)));
  g_autofree char *said = program_read(trial->folder, "err");
  g_autofree char *how = g_strdup_printf("--resume %s/part\n", trial->folder);
  g_assert_true(g_str_has_prefix(said, "faultline: interrupted; "));
  g_assert_true(g_str_has_suffix(said, how));
  g_assert_true(strchr(said, '\n') == said + strlen(said) - 1);
  g_autofree char *part = in(trial, "part", "");
  GDir *dir = g_dir_open(part, 0, NULL);
  g_assert_cmpstr(g_dir_read_name(dir), ==, "work");
  g_assert_null(g_dir_read_name(dir));
  g_dir_close(dir);
}

static void another_plan(struct trial *trial, gconstpointer unused) {
  static const char *const cases[][2] = {
      {MORE "--seeds 4", "[run] seeds: '1 to 3' there, '1 to 4' now"},
      {MORE "--set origins.sample=31", "[variant main] origins.sample: '30' there, '31' now"},
      {"--strategy rfc4271,junos-2013 --seeds 3", "[sha256] junos-2013.csv: not there"},
      {MORE "--sensitivity", "[run] sensitivity: 'false' there, 'true' now"},
  };
  (void)unused;
  g_assert_true(kill_when(trial, MORE, "work/cell-0.head", SIGKILL));
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *more = g_strdup_printf("%s --resume %s/part", cases[i][0], trial->folder);
    expect_mistake(trial, "part", more, cases[i][1]);
  }
  expect_mistake(trial, "part", MORE, "the unfinished work of another run is here");
  g_assert_true(g_file_set_contents(trial->map, "1|2|-1\n2|3|-1\n", -1, NULL));
  g_autofree char *more = g_strdup_printf(MORE "--resume %s/part", trial->folder);
  expect_mistake(trial, "part", more, "[map] ");
}

/* One octet of the octets, the end, all of it: what is damaged is done again. */
static void damaged(struct trial *trial, gconstpointer unused) {
  (void)unused;
  g_autofree char *whole = trial_run(trial, "whole", MORE, 0), *name = in(trial, "part", "work/cell-0.head");
  g_autofree char *more = g_strdup_printf(MORE "--resume %s/part", trial->folder);
  for (int how = 0; how < 3; how++) {
    g_assert_true(kill_when(trial, MORE, "work/cell-0.head", SIGKILL));
    g_autofree char *bytes = NULL, *line = trial_line(trial, "part", more), *part = in(trial, "part", "");
    gsize length;
    g_assert_true(g_file_get_contents(name, &bytes, &length, NULL));
    bytes[length / 2] ^= 1;
    g_assert_true(g_file_set_contents(name, bytes,
                                      how == 0   ? (gssize)length
                                      : how == 1 ? (gssize)length / 3
                                                 : 0,
                                      NULL));
    struct program program = program_run(line);
    g_assert_cmpint(program.status, ==, 0);
    g_assert_nonnull(strstr(program.err, "cell-0.head is "));
    g_assert_nonnull(strstr(program.err, "it does not count\n"));
    program_clear(&program);
    trial_expect_same(whole, part, TRUE);
    program_remove(part);
  }
}

/* What a deposit holds, and the digest of its plan (g_free). */
static char *look_into(const char *path, struct deposit *deposit) {
  char *octets;
  gsize length;
  struct unpack reader;
  g_autofree char *name = g_path_get_basename(path);
  g_assert_true(g_file_get_contents(path, &octets, &length, NULL));
  g_autoptr(GBytes) bytes = g_bytes_new_take(octets, length);
  g_assert_null(unpack_begin(&reader, (const uint8_t *)octets, length, "faultline deposit 1"));
  char *digest = unpack_text(&reader);
  g_assert_null(deposit_decode(deposit, bytes, name, digest));
  return digest;
}

/* Puts what `other` holds, or nonsense, into the deposit at `path`, whole and sealed. */
static void put_into(const char *path, const struct deposit *other) {
  gsize length;
  struct deposit deposit;
  g_autofree char *digest = look_into(path, &deposit), *name = g_path_get_basename(path);
  g_bytes_unref(deposit.result.bytes);
  deposit.result.bytes = other ? g_bytes_ref(other->result.bytes) : g_bytes_new("x", 1);
  g_autoptr(GBytes) bytes = deposit_encode(&deposit, name, digest);
  const char *octets = g_bytes_get_data(bytes, &length);
  g_assert_true(g_file_set_contents(path, octets, (gssize)length, NULL));
  deposit_clear(&deposit);
}

/* Does it again what has come into that deposit. */
static void expect_done_again(const struct trial *trial, const char *more, const char *path,
                              const struct deposit *other) {
  struct deposit before, after;
  g_autofree char *resume = g_strdup_printf("%s --resume %s/part", more, trial->folder);
  g_autofree char *line = trial_line(trial, "part", resume), *note = g_strdup_printf("%s is of another run; ", path);
  g_free(look_into(path, &before));
  put_into(path, other);
  struct program program = program_run(line);
  g_assert_cmpint(program.status, ==, 0);
  g_assert_nonnull(strstr(program.err, note));
  g_free(look_into(path, &after));
  g_assert_true(g_bytes_equal(before.result.bytes, after.result.bytes));
  g_assert_cmpmem(before.done, before.parcels, after.done, after.parcels);
  deposit_clear(&before);
  deposit_clear(&after);
  program_clear(&program);
}

/* Of the right plan and name, but what it holds is of a shorter run, of another map, or nothing.
 */
static void of_another_run(struct trial *trial, gconstpointer data) {
  static const char *const change[] = {"--set scenario.duration=5min", ""};
  const char *const *given = data; /* options, then deposits */
  g_autofree char *map = g_build_filename(trial->folder, "smaller", NULL);
  g_autofree char *line = g_strdup_printf("topology generate --ases 250 --output %s", map);
  struct program program = program_run(line);
  g_assert_cmpint(program.status, ==, 0);
  program_clear(&program);
  g_free(trial_run(trial, "part", given[0], 0));
  for (gsize i = 0; i < G_N_ELEMENTS(change); i++) {
    struct trial elsewhere = {trial->folder, *change[i] ? trial->map : map};
    g_autofree char *more = g_strdup_printf("%s %s", given[0], change[i]);
    g_autofree char *theirs = trial_run(&elsewhere, "other", more, 0);
    for (gsize d = 1; given[d]; d++) {
      struct deposit other;
      g_autofree char *path = in(trial, "part", given[d]), *from = in(trial, "other", given[d]);
      g_free(look_into(from, &other));
      expect_done_again(trial, given[0], path, &other);
      if (i == 0) expect_done_again(trial, given[0], path, NULL);
      deposit_clear(&other);
    }
    program_remove(theirs);
  }
}

/* Where deposits cannot be written, one line says so, and the run goes on. */
static void no_room_for_deposits(struct trial *trial, gconstpointer unused) {
  (void)unused;
  g_autofree char *whole = trial_run(trial, "whole", MORE, 0), *part = in(trial, "part", "");
  g_assert_cmpint(g_mkdir_with_parents(part, 0777), ==, 0);
  g_free(program_write(part, "work", "in the way"));
  g_autofree char *line = trial_line(trial, "part", MORE);
  struct program program = program_run(line);
  g_assert_cmpint(program.status, ==, 0);
  g_assert_true(strchr(program.err, '\n') == program.err + strlen(program.err) - 1);
  g_assert_nonnull(strstr(program.err, "cannot be written"));
  program_clear(&program);
  g_autofree char *in_the_way = in(trial, "part", "work");
  g_unlink(in_the_way);
  trial_expect_same(whole, part, TRUE);
}

/* What is in the way of a table does not cost the work behind it. */
static void no_room_for_results(struct trial *trial, gconstpointer unused) {
  (void)unused;
  g_autofree char *whole = trial_run(trial, "whole", MORE, 0), *table = in(trial, "part", "timeline.csv");
  g_assert_cmpint(g_mkdir_with_parents(table, 0777), ==, 0);
  expect_mistake(trial, "part", MORE, "what was computed is kept (--resume ");
  g_rmdir(table);
  g_autofree char *more = g_strdup_printf(MORE "--resume %s/part", trial->folder);
  g_autofree char *part = trial_run(trial, "part", more, 0);
  trial_expect_same(whole, part, TRUE);
}

static void shards_merged(struct trial *trial, gconstpointer unused) {
  (void)unused;
  static const char *const out[2][3] = {{"one", "one", "one"}, {"first", "second", "third"}};
  g_autofree char *whole = trial_run(trial, "whole", MORE, 0);
  for (int several = 0; several < 2; several++) {
    g_autofree char *line = g_strdup_printf("merge --quiet %s/%s %s/%s/small %s/%s", trial->folder, out[several][0],
                                            trial->folder, out[several][1], trial->folder, out[several][2]);
    for (int shard = 0; shard < 3; shard++) {
      g_autofree char *more = g_strdup_printf(MORE "--shard %d/3", shard + 1);
      g_free(trial_run(trial, out[several][shard], more, 0));
      g_assert_false(is_there(trial, out[several][shard], "summary.csv"));
      struct program program = program_run(line);
      g_assert_cmpint(program.status, ==, shard == 2 ? 0 : 2);
      if (shard == 0) g_assert_nonnull(strstr(program.err, "not done: shard 2/3, 3/3\n"));
      if (shard == 1) g_assert_nonnull(strstr(program.err, "not done: shard 3/3\n"));
      program_clear(&program);
    }
    g_autofree char *part = in(trial, out[several][0], "");
    trial_expect_same(whole, part, TRUE);
    for (int shard = 0; shard < 3; shard++) g_assert_false(is_there(trial, out[several][shard], "work"));
  }
}

/* A run whose cells have parcels, in two halves of which the first is killed once, is one run, and so is one that was
 * killed and taken up. */
static void parcels_come_together(struct trial *trial, gconstpointer unused) {
  (void)unused;
  static const char planes[] = MORE PLANES;
  g_auto(GStrv) half = g_strsplit(MORE PLANES "--shard 1/2|" MORE PLANES "--shard 2/2", "|", -1);
  g_autofree char *whole = trial_run(trial, "whole", planes, 0), *part = in(trial, "part", "");
  g_assert_true(kill_when(trial, half[0], "work/cell-0.head", SIGKILL));
  for (int i = 0; i < 2; i++) g_free(trial_run(trial, "part", half[i], 0));
  g_autofree char *line = g_strdup_printf("merge --quiet %s/part", trial->folder);
  struct program program = program_run(line);
  g_assert_cmpint(program.status, ==, 0);
  program_clear(&program);
  trial_expect_same(whole, part, TRUE);
  program_remove(part);
  g_assert_true(kill_when(trial, planes, "work/cell-1.head", SIGTERM));
  g_autofree char *more = g_strdup_printf("%s--resume %s/part", planes, trial->folder);
  g_free(trial_run(trial, "part", more, 0));
  trial_expect_same(whole, part, TRUE);
}

static void merge_mistakes(struct trial *trial, gconstpointer unused) {
  (void)unused;
  program_expect_mistake("merge", "merge: expected a folder that faultline run has left");
  g_autofree char *line = g_strdup_printf("merge %s", trial->folder);
  g_autofree char *words = g_strdup_printf("%s: nothing to merge here, expected SCENARIO/work/plan.ini", trial->folder);
  program_expect_mistake(line, words);
  expect_mistake(trial, "o", "--shard 3/2", "--shard: '3/2' found, expected I/N, for example 1/4 to 4/4");
  expect_mistake(trial, "o", "--resume elsewhere", "expected the same folder");
  expect_mistake(trial, "o", "--memory-limit 2",
                 "--memory-limit: '2' is no size, expected for example 2 GiB or 500 MiB");
  expect_mistake(trial, "o", "--memory-limit 1MiB", "--memory-limit: 1 MiB found, but one job takes about ");
}

/* What shards of two plans have left is not put together. */
static void shards_of_two_plans(struct trial *trial, gconstpointer unused) {
  (void)unused;
  g_free(trial_run(trial, "first", "--shard 1/2", 0));
  g_free(trial_run(trial, "second", "--shard 2/2 --seed 3", 0));
  g_autofree char *line = g_strdup_printf("merge --quiet %s/first %s/second", trial->folder, trial->folder);
  struct program program = program_run(line);
  g_assert_cmpint(program.status, ==, 2);
  g_assert_nonnull(strstr(program.err, "this is work on another plan: [run] seeds: '3' there, '1' now"));
  program_clear(&program);
}

/* What the run says of itself before it begins: jobs, MiB a job, MiB in all. */
static void announced(const struct trial *trial, const char *more, unsigned *jobs, double *job, double *all) {
  g_autofree char *line = g_strdup_printf("run %s/small.ini --topology %s --out %s/m %s", trial->folder, trial->map,
                                          trial->folder, more);
  struct program program = program_run(line);
  g_assert_cmpint(program.status, ==, 0);
  const char *said = strstr(program.err, " runs to do; ");
  g_assert_nonnull(said);
  g_assert_cmpint(sscanf(said, " runs to do; %u job%*[s] of about %lf MiB, %lf MiB in all", jobs, job, all), ==, 3);
  g_assert_true((strstr(said, "jobs would not fit in ") != NULL) == (strstr(more, "--memory-limit") != NULL));
  program_clear(&program);
}

/* Two and a half jobs' room is room for two. */
static void memory_is_kept(struct trial *trial, gconstpointer unused) {
  (void)unused;
  unsigned jobs;
  double job, all, less;
  static const char four[] = "--seeds 10 --jobs 4";
  announced(trial, four, &jobs, &job, &all);
  g_assert_cmpuint(jobs, ==, 4);
  g_assert_cmpfloat(all, >, 4 * job - 2);
  g_autofree char *limited = g_strdup_printf("%s --memory-limit '%.0f MiB'", four, all - 1.5 * job);
  announced(trial, limited, &jobs, &job, &less);
  g_assert_cmpuint(jobs, ==, 2);
  g_assert_cmpfloat(less, <=, all - 1.5 * job);
}

#define ADD(path, data, test) g_test_add(path, struct trial, data, trial_setup, test, trial_teardown)

int main(int argc, char **argv) {
  static const char *const joint[] = {"--strategy rfc4271 --shard 1/2", "work/cell-0.head", NULL};
  static const char *const planes[] = {"--strategy rfc4271 " PLANES "--shard 1/2", "work/cell-0.head",
                                       "work/cell-0.parcels-1-of-2", NULL};
  g_test_init(&argc, &argv, NULL);
  ADD("/resume/a run killed at any stage goes on to the same octets", GINT_TO_POINTER(SIGKILL), killed_and_resumed);
  ADD("/resume/SIGTERM says how to go on and leaves nothing half written", GINT_TO_POINTER(SIGTERM), says_how_to_go_on);
  ADD("/resume/SIGINT says how to go on and leaves nothing half written", GINT_TO_POINTER(SIGINT), says_how_to_go_on);
  ADD("/resume/the work of another plan is refused, and what differs is named", NULL, another_plan);
  ADD("/resume/a damaged deposit is not trusted", NULL, damaged);
  ADD("/resume/a deposit that holds another run's head is not trusted", joint, of_another_run);
  ADD("/resume/nor one that holds what another run in two planes left", planes, of_another_run);
  ADD("/resume/a run goes on where deposits cannot be written", NULL, no_room_for_deposits);
  ADD("/resume/results that cannot be written do not cost the work", NULL, no_room_for_results);
  ADD("/run/a limit of memory is kept by fewer jobs, with a word", NULL, memory_is_kept);
  ADD("/merge/three shards are one run, in one folder or three", NULL, shards_merged);
  ADD("/merge/shards of two plans are not put together", NULL, shards_of_two_plans);
  ADD("/merge/runs in two planes, killed, resumed and split, are one run", NULL, parcels_come_together);
  ADD("/merge/mistakes are one line and status 2", NULL, merge_mistakes);
  return g_test_run();
}
