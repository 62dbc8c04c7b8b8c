#include "scenarios/run/output.h"
#include "tests/program.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct fixture {
  char *directory;
  GError *error;
};

static void setup(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  fixture->directory = g_dir_make_tmp("output-XXXXXX", NULL);
  fixture->error = NULL;
}

static void teardown(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  g_assert_no_error(fixture->error);
  program_remove(fixture->directory);
  g_free(fixture->directory);
}

/* How many entries the directory has, hidden ones too. */
static guint entries(const char *directory) {
  guint count = 0;
  GDir *dir = g_dir_open(directory, 0, NULL);
  while (g_dir_read_name(dir)) count++;
  g_dir_close(dir);
  return count;
}

static char *content(const struct fixture *fixture, const char *name) {
  char *path = g_build_filename(fixture->directory, name, NULL), *text = NULL;
  g_file_get_contents(path, &text, NULL, NULL);
  g_free(path);
  return text;
}

static void put_word(const void *what, FILE *file) { fputs(what, file); }

static void test_whole(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  struct output *output = output_new(fixture->directory, &fixture->error);
  g_assert_true(output_write(output, "a.csv", put_word, "old", &fixture->error));
  FILE *file = output_begin(output, "a.csv", &fixture->error);
  fputs("new", file);
  fflush(file);
  char *before = content(fixture, "a.csv");
  g_assert_cmpstr(before, ==, "old");
  g_assert_true(output_end(output, file, &fixture->error));
  char *after = content(fixture, "a.csv");
  g_assert_cmpstr(after, ==, "new");
  g_assert_cmpuint(entries(fixture->directory), ==, 1);
  g_free(before);
  g_free(after);
  output_free(output);
}

static void test_dropped(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  struct output *output = output_new(fixture->directory, &fixture->error);
  output_drop(output, output_begin(output, "a.csv", &fixture->error));
  g_assert_cmpuint(entries(fixture->directory), ==, 0);
  g_assert_nonnull(output_begin(output, "b.csv", &fixture->error));
  g_assert_cmpuint(entries(fixture->directory), ==, 1);
  output_free(output);
  g_assert_cmpuint(entries(fixture->directory), ==, 0);
}

static void test_folder(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  char *deep = g_build_filename(fixture->directory, "out", NULL);
  struct output *output = output_new(deep, &fixture->error);
  g_assert_true(output_write(output, "plots/a.dat", put_word, "data", &fixture->error));
  char *text = content(fixture, "out/plots/a.dat");
  g_assert_cmpstr(text, ==, "data");
  g_free(text);
  output_free(output);
  char *plots = g_build_filename(deep, "plots", NULL);
  program_remove(plots);
  g_free(plots);
  g_free(deep);
}

static void test_in_the_way(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  char *path = g_build_filename(fixture->directory, "file", NULL);
  g_assert_true(g_file_set_contents(path, "", 0, NULL));
  g_assert_null(output_new(path, &fixture->error));
  g_assert_error(fixture->error, OUTPUT_ERROR, OUTPUT_ERROR_DIRECTORY);
  g_clear_error(&fixture->error);
  struct output *output = output_new(fixture->directory, &fixture->error);
  g_assert_null(output_begin(output, "file/a.csv", &fixture->error));
  g_assert_error(fixture->error, OUTPUT_ERROR, OUTPUT_ERROR_WRITE);
  g_clear_error(&fixture->error);
  output_free(output);
  g_free(path);
}

/* /dev/full takes bytes and has no room for them: that shows at the end, or long before. */
static void test_full(struct fixture *fixture, gconstpointer early) {
  struct output *output = output_new(fixture->directory, &fixture->error);
  FILE *file = output_begin(output, "a.csv", &fixture->error);
  g_assert_nonnull(freopen("/dev/full", "w", file));
  fputs("word", file);
  if (early) fflush(file);
  g_assert_false(output_end(output, file, &fixture->error));
  g_assert_error(fixture->error, OUTPUT_ERROR, OUTPUT_ERROR_WRITE);
  g_assert_nonnull(strstr(fixture->error->message, "a.csv: cannot be written: No space left on device"));
  g_clear_error(&fixture->error);
  g_assert_cmpuint(entries(fixture->directory), ==, 0);
  output_free(output);
}

/* What a killed run does: one file finished, one half written. */
static void half_a_run(const char *directory, int ready) {
  struct output *output = output_new(directory, NULL);
  output_write(output, "whole.csv", put_word, "whole", NULL);
  FILE *file = output_begin(output, "half.csv", NULL);
  fputs("half", file);
  fflush(file);
  if (write(ready, "!", 1) == 1) pause();
  _exit(0);
}

/* What the last word writes is whole; it can be said but once. */
static void last_word(void *context) { output_write(context, "last.csv", put_word, "last", NULL); }

static void wait_with_last_word(const char *directory, int ready) {
  struct output *output = output_new(directory, NULL);
  output_on_end(output, last_word, output);
  output_begin(output, "half.csv", NULL);
  if (write(ready, "!", 1) == 1) pause();
  _exit(0);
}

static void test_last_word(struct fixture *fixture, gconstpointer unused) {
  int ready[2], status;
  char byte;
  (void)unused;
  g_assert_cmpint(pipe(ready), ==, 0);
  pid_t child = fork();
  if (child == 0) wait_with_last_word(fixture->directory, ready[1]);
  g_assert_cmpint((int)read(ready[0], &byte, 1), ==, 1);
  kill(child, SIGTERM);
  g_assert_cmpint(waitpid(child, &status, 0), ==, child);
  g_assert_true(WIFSIGNALED(status));
  g_assert_cmpint(WTERMSIG(status), ==, SIGTERM);
  g_autofree char *text = content(fixture, "last.csv");
  g_assert_cmpstr(text, ==, "last");
  g_assert_cmpuint(entries(fixture->directory), ==, 1);
  close(ready[0]);
  close(ready[1]);
}

static void test_sweep(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  static const char *const stays[] = {"a.csv", ".hidden", ".a.csv.12345", ".a.csv.1234567", ".a.csv.12_456", ".123456"};
  struct output *output = output_new(fixture->directory, &fixture->error);
  for (gsize i = 0; i < G_N_ELEMENTS(stays); i++) g_free(program_write(fixture->directory, stays[i], ""));
  g_free(program_write(fixture->directory, ".a.csv.aB3456", "half"));
  output_sweep(output);
  for (gsize i = 0; i < G_N_ELEMENTS(stays); i++) g_free(content(fixture, stays[i]));
  g_assert_cmpuint(entries(fixture->directory), ==, G_N_ELEMENTS(stays));
  output_free(output);
}

static void test_signal(struct fixture *fixture, gconstpointer data) {
  int ready[2], status, number = GPOINTER_TO_INT(data);
  char byte;
  g_assert_cmpint(pipe(ready), ==, 0);
  pid_t child = fork();
  if (child == 0) half_a_run(fixture->directory, ready[1]);
  g_assert_cmpint((int)read(ready[0], &byte, 1), ==, 1);
  g_assert_cmpuint(entries(fixture->directory), ==, 2);
  kill(child, number);
  g_assert_cmpint(waitpid(child, &status, 0), ==, child);
  g_assert_true(WIFSIGNALED(status));
  g_assert_cmpint(WTERMSIG(status), ==, number);
  g_assert_cmpuint(entries(fixture->directory), ==, 1);
  char *text = content(fixture, "whole.csv");
  g_assert_cmpstr(text, ==, "whole");
  g_free(text);
  close(ready[0]);
  close(ready[1]);
}

static void test_mask(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  sigset_t mask;
  struct output *output = output_new(fixture->directory, &fixture->error);
  pthread_sigmask(SIG_BLOCK, NULL, &mask);
  g_assert_true(sigismember(&mask, SIGINT));
  output_free(output);
  pthread_sigmask(SIG_BLOCK, NULL, &mask);
  g_assert_false(sigismember(&mask, SIGINT));
}

/* The result of --output /dev/null as root must not be a file of that name. */
static void test_special(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  char *path = g_build_filename(fixture->directory, "pipe", NULL), text[8] = "";
  g_assert_cmpint(mkfifo(path, 0600), ==, 0);
  int reader = open(path, O_RDONLY | O_NONBLOCK);
  struct output *output = output_new(fixture->directory, &fixture->error);
  g_assert_true(output_write(output, "pipe", put_word, "word", &fixture->error));
  output_drop(output, output_begin(output, "pipe", &fixture->error));
  output_free(output);
  struct stat status;
  g_assert_cmpint(stat(path, &status), ==, 0);
  g_assert_true(S_ISFIFO(status.st_mode));
  g_assert_cmpint(read(reader, text, sizeof text - 1), ==, 4);
  g_assert_cmpstr(text, ==, "word");
  g_assert_cmpuint(entries(fixture->directory), ==, 1);
  close(reader);
  g_free(path);
}

#define ADD(path, data, test) g_test_add(path, struct fixture, data, setup, test, teardown)

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/output/a file is the old one until the new one is whole", NULL, test_whole);
  ADD("/output/what is not finished is removed", NULL, test_dropped);
  ADD("/output/folders are made", NULL, test_folder);
  ADD("/output/what is in the way is an error", NULL, test_in_the_way);
  ADD("/output/a pipe or a device is written to, not replaced", NULL, test_special);
  ADD("/output/a full disk is an error and leaves nothing", NULL, test_full);
  ADD("/output/a disk that was full long ago is one, too", GINT_TO_POINTER(TRUE), test_full);
  ADD("/output/SIGINT leaves whole files only", GINT_TO_POINTER(SIGINT), test_signal);
  ADD("/output/SIGTERM leaves whole files only", GINT_TO_POINTER(SIGTERM), test_signal);
  ADD("/output/a last word before the end is written whole", NULL, test_last_word);
  ADD("/output/what a killed process left half written is taken away, and nothing else", NULL, test_sweep);
  ADD("/output/signals are as before afterwards", NULL, test_mask);
  return g_test_run();
}
