#include "scenarios/files/input.h"

#include <bzlib.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

/* A file with these bytes; remove and free it with `unfile`. */
static char *file_with(const void *bytes, gsize length) {
  char *path = NULL;
  int file = g_file_open_tmp("input-XXXXXX", &path, NULL);
  g_assert_cmpint(file, >=, 0);
  g_assert_true(write(file, bytes, length) == (ssize_t)length);
  close(file);
  return path;
}

static void unfile(char *path) {
  g_assert_cmpint(unlink(path), ==, 0);
  g_free(path);
}

static gsize gzipped(const char *text, gsize length, char *out, gsize room) {
  z_stream stream = {.next_in = (unsigned char *)(uintptr_t)text,
                     .avail_in = (unsigned)length,
                     .next_out = (unsigned char *)out,
                     .avail_out = (unsigned)room};
  g_assert_cmpint(deflateInit2(&stream, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), ==, Z_OK);
  g_assert_cmpint(deflate(&stream, Z_FINISH), ==, Z_STREAM_END);
  deflateEnd(&stream);
  return stream.total_out;
}

static gsize bzipped(const char *text, gsize length, char *out, gsize room) {
  unsigned size = (unsigned)room;
  g_assert_cmpint(BZ2_bzBuffToBuffCompress(out, &size, (char *)(uintptr_t)text, (unsigned)length, 9, 0, 0), ==, BZ_OK);
  return size;
}

static void reads(const void *bytes, gsize length, const char *expected, gsize expected_length) {
  GError *error = NULL;
  char *path = file_with(bytes, length), *got = NULL;
  gsize got_length = 0;
  gboolean good = input_read(path, &got, &got_length, &error);
  g_assert_no_error(error);
  g_assert_true(good);
  g_assert_cmpmem(got, got_length, expected, expected_length);
  g_assert_cmpint(got[got_length], ==, '\0');
  g_free(got);
  unfile(path);
}

/* `reason` is what follows "PATH: ". */
static void refuses(const char *path, uint64_t most, enum input_error code, const char *reason) {
  GError *error = NULL;
  char *got = NULL, *expected = g_strdup_printf("%s: %s", path, reason);
  gsize length = 0;
  g_assert_false(input_read_most(path, most, &got, &length, &error));
  g_assert_error(error, INPUT_ERROR, (int)code);
  g_assert_cmpstr(error->message, ==, expected);
  g_error_free(error);
  g_free(expected);
}

static void refuses_bytes(const void *bytes, gsize length, uint64_t most, enum input_error code, const char *reason) {
  char *path = file_with(bytes, length);
  refuses(path, most, code, reason);
  unfile(path);
}

/* Text that compresses to several blocks and does not fit the first buffer. */
static char *long_text(gsize *length) {
  GString *text = g_string_new(NULL);
  for (unsigned i = 0; i < 60000; i++) g_string_append_printf(text, "%u|%u|-1\n", i, i * 2654435761u);
  *length = text->len;
  return g_string_free(text, FALSE);
}

static void plain_gzip_bzip2(void) {
  gsize length, room = 2 << 20;
  char *text = long_text(&length), *packed = g_malloc(room);
  reads(text, length, text, length);
  reads(packed, gzipped(text, length, packed, room), text, length);
  reads(packed, bzipped(text, length, packed, room), text, length);
  g_free(packed);
  g_free(text);
}

static void several_members(void) {
  char packed[1000];
  gsize length = gzipped("one ", 4, packed, 500);
  length += gzipped("two", 3, packed + length, 500);
  reads(packed, length, "one two", 7);
  length = bzipped("one ", 4, packed, 500);
  length += bzipped("two", 3, packed + length, 500);
  reads(packed, length, "one two", 7);
}

static void empty(void) {
  char packed[500];
  reads("", 0, "", 0);
  reads(packed, gzipped("", 0, packed, sizeof packed), "", 0);
  reads(packed, bzipped("", 0, packed, sizeof packed), "", 0);
}

static void truncated_anywhere(void) {
  char packed[500], *text = g_strnfill(300, 'x');
  gsize gzip = gzipped(text, 300, packed, sizeof packed);
  for (gsize length = 2; length < gzip; length++)
    refuses_bytes(packed, length, INPUT_MOST, INPUT_ERROR_CORRUPT, "the gzip data ends too early");
  gsize bzip = bzipped(text, 300, packed, sizeof packed);
  for (gsize length = 3; length < bzip; length++)
    refuses_bytes(packed, length, INPUT_MOST, INPUT_ERROR_CORRUPT, "the bzip2 data ends too early");
  g_free(text);
}

static void corrupt(void) {
  char packed[500];
  gsize length = gzipped("some text", 9, packed, sizeof packed);
  packed[length - 5] ^= 1;
  refuses_bytes(packed, length, INPUT_MOST, INPUT_ERROR_CORRUPT, "the gzip data is corrupt");
  length = bzipped("some text", 9, packed, sizeof packed);
  packed[length / 2] ^= 1;
  refuses_bytes(packed, length, INPUT_MOST, INPUT_ERROR_CORRUPT, "the bzip2 data is corrupt");
  length = gzipped("some text", 9, packed, sizeof packed);
  memcpy(packed + length, "rubbish", 7);
  refuses_bytes(packed, length + 7, INPUT_MOST, INPUT_ERROR_CORRUPT, "the gzip data is corrupt");
}

static void bomb(void) {
  gsize size = 4 << 20;
  char *zeros = g_malloc0(size), *packed = g_malloc(size);
  const char *reason = "found more than 1000000 bytes once decompressed";
  refuses_bytes(packed, gzipped(zeros, size, packed, size), 1000000, INPUT_ERROR_SIZE, reason);
  refuses_bytes(packed, bzipped(zeros, size, packed, size), 1000000, INPUT_ERROR_SIZE, reason);
  refuses_bytes(zeros, size, 1000000, INPUT_ERROR_SIZE, reason);
  g_free(packed);
  g_free(zeros);
}

static void exactly_at_the_bound(void) {
  char packed[500], *got = NULL, *path = file_with(packed, gzipped("12345", 5, packed, sizeof packed));
  gsize length = 0;
  refuses(path, 4, INPUT_ERROR_SIZE, "found more than 4 bytes once decompressed");
  unfile(path);
  path = file_with("12345", 5);
  g_assert_true(input_read_most(path, 5, &got, &length, NULL));
  g_assert_cmpmem(got, length, "12345", 5);
  g_free(got);
  unfile(path);
}

static void no_file(void) {
  refuses("/nowhere/at/all", INPUT_MOST, INPUT_ERROR_OPEN, "No such file or directory");
  refuses("/tmp", INPUT_MOST, INPUT_ERROR_OPEN, "Is a directory");
}

static void standard_input(void) {
  char *path = file_with("from a pipe", 11), *got = NULL;
  gsize length = 0;
  int kept = dup(STDIN_FILENO), file = open(path, O_RDONLY);
  g_assert_cmpint(dup2(file, STDIN_FILENO), ==, STDIN_FILENO);
  g_assert_true(input_read("-", &got, &length, NULL));
  g_assert_cmpmem(got, length, "from a pipe", 11);
  if (kept >= 0) g_assert_cmpint(dup2(kept, STDIN_FILENO), ==, STDIN_FILENO);
  close(kept);
  close(file);
  g_free(got);
  unfile(path);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/input/plain, gzip and bzip2 give the same bytes, whatever the name", plain_gzip_bzip2);
  g_test_add_func("/input/several members are joined", several_members);
  g_test_add_func("/input/empty files are empty", empty);
  g_test_add_func("/input/a cut anywhere is noticed", truncated_anywhere);
  g_test_add_func("/input/corrupt data is noticed", corrupt);
  g_test_add_func("/input/a bomb stops at the bound", bomb);
  g_test_add_func("/input/the bound itself is allowed", exactly_at_the_bound);
  g_test_add_func("/input/no file and no regular file are named", no_file);
  g_test_add_func("/input/a dash is standard input", standard_input);
  return g_test_run();
}
