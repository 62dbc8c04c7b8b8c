/* What mpirun spreads over processes is what one process gives. Skipped where there is no Open MPI. */
#include "scenarios/run/mail.h"
#include "tests/program.h"
#include "tests/trial.h"

#include <glib/gstdio.h>
#include <string.h>

#define MORE "--strategy rfc4271,rfc7606 --seeds 3 "

/* "mpirun ... -n COUNT" (g_free), or NULL and the test skipped. */
static char *starter(guint count) {
  g_autofree char *mpirun = g_find_program_in_path("mpirun");
  if (!mpirun || !mail_can()) {
    g_test_skip(mpirun ? "built without Open MPI" : "there is no mpirun here");
    return NULL;
  }
  g_setenv("OMPI_ALLOW_RUN_AS_ROOT", "1", TRUE);
  g_setenv("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1", TRUE);
  g_setenv("ASAN_OPTIONS", "detect_leaks=0", TRUE); /* Open MPI leaves much behind */
  return g_strdup_printf("%s --oversubscribe --bind-to none -n %u", mpirun, count);
}

/* ... of a shell that knows $OMPI_COMM_WORLD_RANK, does `first`, and becomes the program with its own arguments and
 * those given. */
static char *shell_starter(guint count, const char *first, const char *more) {
  g_autofree char *start = starter(count);
  g_autofree char *text = g_strdup_printf("%s; exec \"$0\" \"$@\" %s", first, more);
  g_autofree char *quoted = g_shell_quote(text);
  return start ? g_strdup_printf("%s sh -c %s", start, quoted) : NULL;
}

static char *folder_of(const struct trial *trial, const char *out) {
  return g_build_filename(trial->folder, out, "small", NULL);
}

static void same_as_one(struct trial *trial, gconstpointer data) {
  g_autofree char *start = starter(GPOINTER_TO_UINT(data)), *line = trial_line(trial, "part", MORE "--jobs 2");
  if (!start) return;
  g_autofree char *whole = trial_run(trial, "whole", MORE, 0), *part = folder_of(trial, "part");
  struct program program = program_under(start, line);
  g_assert_cmpstr(program.err, ==, "");
  g_assert_cmpint(program.status, ==, 0);
  trial_expect_same(whole, part, TRUE);
  struct program alone = program_run(line);
  g_assert_cmpstr(program.out, ==, alone.out);
  program_clear(&program);
  program_clear(&alone);
}

/* What one rank says, and no other, whatever mpirun adds. */
static void expect_mistake(const char *start, const char *line, const char *words) {
  struct program program = program_under(start, line);
  g_auto(GStrv) said = g_strsplit(program.err, "faultline: ", -1);
  g_assert_cmpint(program.status, ==, 2);
  g_assert_cmpuint(g_strv_length(said), ==, 2);
  if (!strstr(said[1], words)) g_error("'%s' is not in: %s", words, program.err);
  program_clear(&program);
}

static void mistakes(struct trial *trial, gconstpointer unused) {
  (void)unused;
  g_autofree char *start = starter(3), *other = shell_starter(2, "seed=$((OMPI_COMM_WORLD_RANK + 1))", "--seed $seed");
  g_autofree char *go = g_strdup_printf("[ $OMPI_COMM_WORLD_RANK = 0 ] && cd %s || cd /", trial->folder);
  g_autofree char *absent = shell_starter(2, go, "");
  if (!start) return;
  g_autofree char *line = trial_line(trial, "part", ""), *bad = trial_line(trial, "part", "--set cards.patched=2");
  expect_mistake(start, bad, "'2' is no share");
  expect_mistake(other, line, "rank 1 has read another plan than rank 0");
  expect_mistake(absent, "run small.ini --quiet --topology map --out part", "rank 1: small.ini: no such file");
}

/* The results of the first scenario cannot be written: nobody waits for the second. */
static void first_of_two_fails(struct trial *trial, gconstpointer unused) {
  (void)unused;
  g_autofree char *start = starter(2), *part = folder_of(trial, "part");
  if (!start) return;
  g_autofree char *in_the_way = g_build_filename(part, "summary.csv", NULL);
  g_assert_cmpint(g_mkdir_with_parents(in_the_way, 0777), ==, 0);
  g_autofree char *more = g_strdup_printf("--strategy rfc7606 %s/small.ini", trial->folder);
  g_autofree char *line = trial_line(trial, "part", more);
  expect_mistake(start, line, "summary.csv: cannot be written");
}

/* One dies, mpirun ends the others, and one alone goes on with what all had done. */
static void rank_dies(struct trial *trial, gconstpointer unused) {
  (void)unused;
  g_autofree char *note = g_strdup_printf(
      "[ $OMPI_COMM_WORLD_RANK = 0 ] || "
      "(while [ ! -e %s/part/small/work/cell-0.head ]; do sleep 0.01; done; kill -9 $$) &",
      trial->folder);
  g_autofree char *start = shell_starter(2, note, ""), *line = trial_line(trial, "part", MORE "--jobs 1");
  if (!start) return;
  struct program program = program_under(start, line);
  g_assert_cmpint(program.status, !=, 0);
  program_clear(&program);
  g_autofree char *whole = trial_run(trial, "whole", MORE, 0);
  g_autofree char *more = g_strdup_printf(MORE "--resume %s/part", trial->folder);
  g_autofree char *part = trial_run(trial, "part", more, 0);
  trial_expect_same(whole, part, TRUE);
}

#define ADD(path, data, test) g_test_add(path, struct trial, data, trial_setup, test, trial_teardown)

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/ranks/two processes give what one gives", GUINT_TO_POINTER(2), same_as_one);
  ADD("/ranks/five processes give what one gives", GUINT_TO_POINTER(5), same_as_one);
  ADD("/ranks/a mistake is told once, and so is a file that differs or is not everywhere", NULL, mistakes);
  ADD("/ranks/when one scenario fails nobody waits for the next", NULL, first_of_two_fails);
  ADD("/ranks/when a rank dies the work of all is kept", NULL, rank_dies);
  return g_test_run();
}
