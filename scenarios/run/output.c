/* output.c: why a thread and not a signal handler: a handler may call next to nothing and needs a global list to
 * know what to remove; a thread in sigwait() may take a lock and look into the output it belongs to.
 *
 * The lock is held from the making of a temporary file to the note of its name, and from the rename to the end of
 * that note, so whenever the thread holds it, the notes are the truth. It keeps the lock till the end of the
 * process: nothing is begun any more. */
#include "scenarios/run/output.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

struct part {
  FILE *file;
  char *temporary, *final; /* temporary: NULL for what is written in place */
};

struct output {
  char *directory;
  GMutex lock;
  GPtrArray *parts; /* struct part *, files being written */
  pthread_t guard;
  sigset_t before; /* the signal mask to restore */
  output_last last;
  void *last_context;
};

GQuark output_error_quark(void) { return g_quark_from_static_string("output-error"); }

static sigset_t ending_signals(void) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGHUP);
  return set;
}

static void part_free(void *pointer) {
  struct part *part = pointer;
  g_free(part->temporary);
  g_free(part->final);
  g_free(part);
}

static void part_remove(const struct part *part) {
  if (part->temporary) g_unlink(part->temporary);
}

static void remove_parts(struct output *output) {
  for (guint i = 0; i < output->parts->len; i++) part_remove(output->parts->pdata[i]);
}

/* As if the signal had come without us: whoever waits for the process sees what ended it. */
static void end_by(int number) {
  signal(number, SIG_DFL);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, number);
  raise(number);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
  _exit(128 + number);
}

/* Who interrupts once more does not want to wait. SIGTERM may come twice by itself: from mpirun, from a batch system.
 */
static void let_interrupt(void) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  signal(SIGINT, SIG_DFL);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

static void do_last(struct output *output) {
  g_mutex_lock(&output->lock);
  output_last last = output->last;
  void *context = output->last_context;
  g_mutex_unlock(&output->lock);
  if (!last) return;
  let_interrupt();
  last(context);
}

static void *guard_main(void *context) {
  struct output *output = context;
  sigset_t set = ending_signals();
  int number;
  while (sigwait(&set, &number) != 0) continue;
  pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, NULL);
  do_last(output);
  g_mutex_lock(&output->lock);
  remove_parts(output);
  end_by(number);
  return NULL;
}

static gboolean fail(GError **error, enum output_error code, const char *path, const char *what, int number) {
  g_set_error(error, OUTPUT_ERROR, code, "%s: %s: %s", path, what, g_strerror(number));
  return FALSE;
}

struct output *output_new(const char *directory, GError **error) {
  if (g_mkdir_with_parents(directory, 0777) != 0) {
    fail(error, OUTPUT_ERROR_DIRECTORY, directory, "cannot make the directory", errno);
    return NULL;
  }
  struct output *output = g_new0(struct output, 1);
  output->directory = g_strdup(directory);
  output->parts = g_ptr_array_new_with_free_func(part_free);
  g_mutex_init(&output->lock);
  sigset_t set = ending_signals();
  pthread_sigmask(SIG_BLOCK, &set, &output->before);
  int failed = pthread_create(&output->guard, NULL, guard_main, output);
  g_assert(!failed);
  return output;
}

void output_free(struct output *output) {
  if (!output) return;
  pthread_cancel(output->guard);
  pthread_join(output->guard, NULL);
  while (output->parts->len) output_drop(output, ((struct part *)output->parts->pdata[0])->file);
  pthread_sigmask(SIG_SETMASK, &output->before, NULL);
  g_ptr_array_free(output->parts, TRUE);
  g_mutex_clear(&output->lock);
  g_free(output->directory);
  g_free(output);
}

void output_on_end(struct output *output, output_last last, void *context) {
  g_mutex_lock(&output->lock);
  output->last = last;
  output->last_context = context;
  g_mutex_unlock(&output->lock);
}

const char *output_directory(const struct output *output) { return output->directory; }

static char *temporary_name(const char *final) {
  char *folder = g_path_get_dirname(final), *name = g_path_get_basename(final);
  char *temporary = g_strdup_printf("%s/.%s.XXXXXX", folder, name);
  g_mkdir_with_parents(folder, 0777); /* when it fails, so does what follows, with the better word */
  g_free(folder);
  g_free(name);
  return temporary;
}

/* ".NAME.XXXXXX" */
static gboolean is_temporary(const char *name) {
  const char *dot = strrchr(name, '.');
  gsize length = strspn(dot ? dot + 1 : "", G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS);
  return *name == '.' && dot > name + 1 && length == strlen("XXXXXX") && !dot[1 + length];
}

static void sweep(const char *folder) {
  GDir *dir = g_dir_open(folder, 0, NULL);
  for (const char *name; dir && (name = g_dir_read_name(dir));) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (is_temporary(name)) g_unlink(path);
  }
  if (dir) g_dir_close(dir);
}

void output_sweep(const struct output *output) {
  g_autofree char *plots = g_build_filename(output->directory, "plots", NULL);
  sweep(output->directory);
  sweep(plots);
}

/* A device, a pipe: written in place, for a rename would put a file where it was. */
static gboolean is_special(const char *path) {
  GStatBuf status;
  return g_stat(path, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

static int part_open(struct part *part) {
  if (is_special(part->final)) return g_open(part->final, O_WRONLY | O_CLOEXEC, 0);
  part->temporary = temporary_name(part->final);
  return g_mkstemp_full(part->temporary, O_RDWR | O_CLOEXEC, 0666);
}

FILE *output_begin(struct output *output, const char *name, GError **error) {
  struct part *part = g_new0(struct part, 1);
  part->final = g_build_filename(output->directory, name, NULL);
  g_mutex_lock(&output->lock);
  int descriptor = part_open(part);
  if (descriptor >= 0) {
    part->file = fdopen(descriptor, "w");
    g_ptr_array_add(output->parts, part);
  } else {
    fail(error, OUTPUT_ERROR_WRITE, part->final, "cannot be written", errno);
  }
  g_mutex_unlock(&output->lock);
  FILE *file = part->file;
  if (!file) part_free(part);
  return file;
}

/* The caller holds the lock. */
static struct part *part_of(struct output *output, FILE *file) {
  for (guint i = 0; i < output->parts->len; i++) {
    struct part *part = output->parts->pdata[i];
    if (part->file == file) return part;
  }
  g_assert_not_reached();
}

/* Why a write failed long ago: by now only another one can tell. */
static int lost_error(const struct part *part) { return write(fileno(part->file), "", 1) < 0 ? errno : EIO; }

/* What is no file cannot be synchronised. */
static int flushed(const struct part *part) {
  errno = 0;
  if (ferror(part->file)) return lost_error(part);
  if (fflush(part->file) != 0 || (part->temporary && fsync(fileno(part->file)) != 0)) return errno ? errno : EIO;
  return 0;
}

gboolean output_end(struct output *output, FILE *file, GError **error) {
  g_mutex_lock(&output->lock);
  struct part *part = part_of(output, file);
  g_mutex_unlock(&output->lock);
  int failed = flushed(part);
  g_mutex_lock(&output->lock);
  if (fclose(file) != 0 && !failed) failed = errno;
  if (!failed && part->temporary && g_rename(part->temporary, part->final) != 0) failed = errno;
  if (failed) {
    fail(error, OUTPUT_ERROR_WRITE, part->final, "cannot be written", failed);
    part_remove(part);
  }
  g_ptr_array_remove(output->parts, part);
  g_mutex_unlock(&output->lock);
  return failed == 0;
}

void output_drop(struct output *output, FILE *file) {
  g_mutex_lock(&output->lock);
  struct part *part = part_of(output, file);
  fclose(file);
  part_remove(part);
  g_ptr_array_remove(output->parts, part);
  g_mutex_unlock(&output->lock);
}

gboolean output_write(struct output *output, const char *name, output_writer write, const void *what, GError **error) {
  FILE *file = output_begin(output, name, error);
  if (!file) return FALSE;
  write(what, file);
  return output_end(output, file, error);
}
