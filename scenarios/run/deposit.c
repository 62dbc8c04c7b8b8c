#include "scenarios/run/deposit.h"

#include "scenarios/files/input.h"
#include "sim/pack.h"
#include "sim/unpack.h"

#include <glib/gstdio.h>
#include <string.h>

#define DEPOSIT_TITLE "faultline deposit 1"
#define DEPOSIT_FOLDER "work"
#define DEPOSIT_PLAN "plan.ini"

struct deposits {
  struct output *output;
  const struct manifest *manifest;
  const char *const *command;
  GPtrArray *folder; /* char *: where to look; the first is where to write */
  GMutex lock;       /* what follows */
  gboolean begun;    /* plan.ini has been written */
  gboolean failed;   /* the last could not be written */
  GPtrArray *lost;   /* char *: those that could not */
};

void deposit_clear(struct deposit *deposit) {
  task_result_clear(&deposit->result);
  g_free(deposit->done);
  deposit->done = NULL;
}

GBytes *deposit_encode(const struct deposit *deposit, const char *name, const char *digest) {
  GByteArray *octets = g_byte_array_new();
  gsize length;
  const guint8 *bytes = g_bytes_get_data(deposit->result.bytes, &length);
  pack_begin(octets, DEPOSIT_TITLE);
  pack_text(octets, digest);
  pack_text(octets, name);
  pack_8(octets, deposit->result.failed != 0);
  pack_real(octets, deposit->result.wall_seconds);
  pack_real(octets, deposit->result.peak_memory_mib);
  pack_64(octets, deposit->parcels);
  g_byte_array_append(octets, deposit->done, deposit->parcels);
  pack_64(octets, length);
  g_byte_array_append(octets, bytes, (guint)length);
  pack_seal(octets, 0);
  return g_byte_array_free_to_bytes(octets);
}

static const guint8 *deposit_take_octets(struct unpack *from, gsize *length) {
  *length = unpack_count(from, 1);
  const guint8 *octets = from->at;
  from->at += *length;
  from->left -= *length;
  return octets;
}

static void deposit_take(struct deposit *deposit, struct unpack *from, GBytes *whole) {
  gsize count, length;
  deposit->result.failed = unpack_8(from) != 0;
  deposit->result.wall_seconds = unpack_real(from);
  deposit->result.peak_memory_mib = unpack_real(from);
  const guint8 *done = deposit_take_octets(from, &count);
  deposit->parcels = (guint)count;
  deposit->done = g_memdup2(done, count);
  const guint8 *bytes = deposit_take_octets(from, &length);
  gsize at = (gsize)(bytes - (const guint8 *)g_bytes_get_data(whole, NULL));
  deposit->result.bytes = from->bad ? NULL : g_bytes_new_from_bytes(whole, at, length);
}

const char *deposit_decode(struct deposit *deposit, GBytes *bytes, const char *name, const char *digest) {
  gsize length;
  struct unpack from;
  const guint8 *octets = g_bytes_get_data(bytes, &length);
  const char *why = unpack_begin(&from, octets, length, DEPOSIT_TITLE);
  *deposit = (struct deposit){.parcels = 0};
  if (why) return why;
  g_autofree char *plan = unpack_text(&from), *task = unpack_text(&from);
  if (g_strcmp0(plan, digest) != 0) return "of another plan";
  if (g_strcmp0(task, name) != 0) return "of another task";
  deposit_take(deposit, &from, bytes);
  if (unpack_whole(&from)) return NULL;
  deposit_clear(deposit);
  return "damaged";
}

char *deposits_plan(const char *directory) { return g_build_filename(directory, DEPOSIT_FOLDER, DEPOSIT_PLAN, NULL); }

char *deposits_root(const char *directory) {
  g_autofree char *plan = deposits_plan(directory);
  g_autofree char *parent = g_build_filename(directory, "..", NULL);
  return g_file_test(plan, G_FILE_TEST_EXISTS) ? g_canonicalize_filename(parent, NULL) : g_strdup(directory);
}

struct deposits *deposits_new(struct output *output, const struct manifest *manifest, const char *const *command) {
  struct deposits *deposits = g_new0(struct deposits, 1);
  *deposits = (struct deposits){.output = output, .manifest = manifest, .command = command};
  deposits->folder = g_ptr_array_new_with_free_func(g_free);
  deposits->lost = g_ptr_array_new_with_free_func(g_free);
  g_mutex_init(&deposits->lock);
  deposits_add_folder(deposits, output_directory(output));
  return deposits;
}

void deposits_free(struct deposits *deposits) {
  if (!deposits) return;
  g_ptr_array_unref(deposits->folder);
  g_ptr_array_unref(deposits->lost);
  g_mutex_clear(&deposits->lock);
  g_free(deposits);
}

void deposits_add_folder(struct deposits *deposits, const char *directory) {
  char *folder = g_build_filename(directory, DEPOSIT_FOLDER, NULL);
  if (!g_ptr_array_find_with_equal_func(deposits->folder, folder, g_str_equal, NULL))
    g_ptr_array_add(deposits->folder, folder);
  else g_free(folder);
}

static gboolean deposits_check_folder(const struct deposits *deposits, const char *folder, GError **error) {
  g_autofree char *path = g_build_filename(folder, DEPOSIT_PLAN, NULL), *text = NULL;
  gsize length;
  if (!g_file_test(path, G_FILE_TEST_EXISTS)) return TRUE;
  return input_read(path, &text, &length, error) && manifest_check(deposits->manifest, text, length, folder, error);
}

gboolean deposits_check(const struct deposits *deposits, GError **error) {
  for (guint i = 0; i < deposits->folder->len; i++)
    if (!deposits_check_folder(deposits, deposits->folder->pdata[i], error)) return FALSE;
  return TRUE;
}

static int deposits_order(gconstpointer a, gconstpointer b) { return strcmp(*(char **)a, *(char **)b); }

char **deposits_names(const struct deposits *deposits, const char *prefix) {
  GPtrArray *names = g_ptr_array_new();
  for (guint i = 0; i < deposits->folder->len; i++) {
    GDir *dir = g_dir_open(deposits->folder->pdata[i], 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir));)
      if (g_str_has_prefix(name, prefix) && *name != '.' && strcmp(name, DEPOSIT_PLAN) != 0 &&
          !g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
        g_ptr_array_add(names, g_strdup(name));
    if (dir) g_dir_close(dir);
  }
  g_ptr_array_sort(names, deposits_order);
  g_ptr_array_add(names, NULL);
  return (char **)g_ptr_array_free(names, FALSE);
}

guint deposits_count(const struct deposits *deposits) {
  g_auto(GStrv) names = deposits_names(deposits, "");
  return g_strv_length(names);
}

static void deposits_write_bytes(const void *what, FILE *file) {
  gsize length;
  const void *bytes = g_bytes_get_data((GBytes *)what, &length);
  fwrite(bytes, 1, length, file);
}

static gboolean deposits_write(const struct deposits *deposits, const char *name, GBytes *bytes, GError **error) {
  g_autofree char *path = g_build_filename(DEPOSIT_FOLDER, name, NULL);
  return output_write(deposits->output, path, deposits_write_bytes, bytes, error);
}

static gboolean deposits_write_plan(const struct deposits *deposits, GError **error) {
  g_autofree char *here = g_get_current_dir(), *text = manifest_text(deposits->manifest, deposits->command, here);
  g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
  return deposits_write(deposits, DEPOSIT_PLAN, bytes, error);
}

/* Notes how it went. The caller holds the lock. */
static void deposits_note(struct deposits *deposits, const char *name, const GError *failure) {
  guint place;
  if (failure && !deposits->failed)
    fprintf(stderr, "faultline: note: %s; the run goes on, but what is not kept there would have to be done again\n",
            failure->message);
  deposits->failed = failure != NULL;
  gboolean known = g_ptr_array_find_with_equal_func(deposits->lost, name, g_str_equal, &place);
  if (failure && !known) g_ptr_array_add(deposits->lost, g_strdup(name));
  if (!failure && known) g_ptr_array_remove_index(deposits->lost, place);
}

gboolean deposits_put(struct deposits *deposits, const char *name, const struct deposit *deposit) {
  g_autoptr(GBytes) bytes = deposit_encode(deposit, name, deposits->manifest->digest);
  g_autoptr(GError) error = NULL;
  g_mutex_lock(&deposits->lock);
  if (!deposits->begun) deposits->begun = deposits_write_plan(deposits, &error);
  gboolean fine = deposits->begun;
  g_mutex_unlock(&deposits->lock);
  fine = fine && deposits_write(deposits, name, bytes, &error);
  g_mutex_lock(&deposits->lock);
  deposits_note(deposits, name, error);
  g_mutex_unlock(&deposits->lock);
  return fine;
}

gboolean deposits_lost(struct deposits *deposits) {
  g_mutex_lock(&deposits->lock);
  gboolean lost = deposits->lost->len > 0;
  g_mutex_unlock(&deposits->lock);
  return lost;
}

static gboolean deposits_get_from(const struct deposits *deposits, const char *folder, const char *name,
                                  deposit_fits fits, const void *context, struct deposit *deposit) {
  g_autofree char *path = g_build_filename(folder, name, NULL), *text = NULL;
  gsize length;
  if (!g_file_get_contents(path, &text, &length, NULL)) return FALSE;
  g_autoptr(GBytes) bytes = g_bytes_new_take(g_steal_pointer(&text), length);
  const char *why = deposit_decode(deposit, bytes, name, deposits->manifest->digest);
  if (!why && (!fits || fits(deposit, context))) return TRUE;
  if (!why) deposit_clear(deposit);
  fprintf(stderr, "faultline: note: %s is %s; it does not count\n", path, why ? why : "of another run");
  return FALSE;
}

gboolean deposits_get(struct deposits *deposits, const char *name, deposit_fits fits, const void *context,
                      struct deposit *deposit) {
  for (guint i = 0; i < deposits->folder->len; i++)
    if (deposits_get_from(deposits, deposits->folder->pdata[i], name, fits, context, deposit)) return TRUE;
  return FALSE;
}

void deposits_finish(const struct deposits *deposits, GPtrArray *folders) {
  for (guint i = 0; i < deposits->folder->len; i++) g_ptr_array_add(folders, g_strdup(deposits->folder->pdata[i]));
}

void deposits_remove(const char *folder) {
  GDir *dir = g_dir_open(folder, 0, NULL);
  for (const char *name; dir && (name = g_dir_read_name(dir));) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_unlink(path);
  }
  if (dir) g_dir_close(dir);
  g_rmdir(folder);
}
