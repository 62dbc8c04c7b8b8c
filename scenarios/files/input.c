/* input.c: whole files in memory, decompressed on the way.
 *
 * The compressed file is read whole and then inflated into a buffer that doubles, so a small file
 * that unfolds to terabytes is noticed at the bound and not at the end of memory.
 */
#include "scenarios/files/input.h"

#include <bzlib.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#define FIRST_ROOM ((gsize)64 << 10)
#define ZLIB_GZIP (15 + 16)     /* the largest window, gzip framing */
#define LARGEST_STEP (1u << 30) /* zlib and libbz2 count in 32 bits */

G_STATIC_ASSERT(sizeof(gsize) == sizeof(uint64_t));

struct buffer {
  const char *path; /* for messages */
  char *bytes;
  gsize length, room;
  uint64_t most;
};

GQuark input_error_quark(void) { return g_quark_from_static_string("input-error-quark"); }

static gboolean refuse(const char *path, enum input_error code, const char *reason, GError **error) {
  const char *name = strcmp(path, "-") == 0 ? "standard input" : path;
  g_set_error(error, INPUT_ERROR, (int)code, "%s: %s", name, reason);
  return FALSE;
}

/* Makes room for at least one more byte and the final NUL. */
static gboolean buffer_grow(struct buffer *buffer, GError **error) {
  if (buffer->length > buffer->most) {
    char *reason = g_strdup_printf("found more than %" G_GUINT64_FORMAT " bytes once decompressed", buffer->most);
    refuse(buffer->path, INPUT_ERROR_SIZE, reason, error);
    g_free(reason);
    return FALSE;
  }
  if (buffer->length + 1 < buffer->room) return TRUE;
  gsize room = MIN(buffer->room ? 2 * buffer->room : FIRST_ROOM, buffer->most + 2); /* what is too much must show */
  char *bytes = g_try_realloc(buffer->bytes, room);
  if (!bytes) return refuse(buffer->path, INPUT_ERROR_SIZE, "too large for the memory of this machine", error);
  buffer->bytes = bytes;
  buffer->room = room;
  return TRUE;
}

static unsigned buffer_space(const struct buffer *buffer) {
  return (unsigned)MIN(buffer->room - buffer->length - 1, LARGEST_STEP);
}

static gboolean read_all(int file, struct buffer *raw, GError **error) {
  for (;;) {
    if (!buffer_grow(raw, error)) return FALSE;
    ssize_t got = read(file, raw->bytes + raw->length, buffer_space(raw));
    if (got == 0) return TRUE;
    if (got > 0) raw->length += (gsize)got;
    else if (errno != EINTR) return refuse(raw->path, INPUT_ERROR_OPEN, g_strerror(errno), error);
  }
}

static gboolean read_path(struct buffer *raw, GError **error) {
  gboolean standard = strcmp(raw->path, "-") == 0;
  int file = standard ? STDIN_FILENO : open(raw->path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return refuse(raw->path, INPUT_ERROR_OPEN, g_strerror(errno), error);
  gboolean good = read_all(file, raw, error);
  if (!standard) close(file);
  return good;
}

/* A member ends where zlib says so; whatever follows must be a member too. */
static gboolean inflate_all(z_stream *stream, const struct buffer *raw, struct buffer *out, GError **error) {
  const char *end = raw->bytes + raw->length;
  for (;;) {
    if (!buffer_grow(out, error)) return FALSE;
    unsigned space = buffer_space(out);
    stream->avail_in = (unsigned)MIN((gsize)(end - (const char *)stream->next_in), LARGEST_STEP);
    stream->next_out = (unsigned char *)out->bytes + out->length;
    stream->avail_out = space;
    int status = inflate(stream, Z_NO_FLUSH);
    out->length += space - stream->avail_out;
    gboolean exhausted = (const char *)stream->next_in == end;
    if (status == Z_STREAM_END && exhausted) return TRUE;
    if (status == Z_STREAM_END) status = inflateReset(stream);
    else if (status == Z_OK && exhausted && stream->avail_out > 0) status = Z_BUF_ERROR;
    if (status == Z_BUF_ERROR) return refuse(raw->path, INPUT_ERROR_CORRUPT, "the gzip data ends too early", error);
    if (status != Z_OK) return refuse(raw->path, INPUT_ERROR_CORRUPT, "the gzip data is corrupt", error);
  }
}

static gboolean gunzip(const struct buffer *raw, struct buffer *out, GError **error) {
  z_stream stream = {.next_in = (unsigned char *)raw->bytes};
  int status = inflateInit2(&stream, ZLIB_GZIP);
  g_assert(status == Z_OK);
  gboolean good = inflate_all(&stream, raw, out, error);
  inflateEnd(&stream);
  return good;
}

/* As inflate_all, for one member of a bzip2 file. */
static gboolean bunzip_member(bz_stream *stream, const struct buffer *raw, struct buffer *out, GError **error) {
  const char *end = raw->bytes + raw->length;
  for (;;) {
    if (!buffer_grow(out, error)) return FALSE;
    unsigned space = buffer_space(out);
    stream->avail_in = (unsigned)MIN((gsize)(end - stream->next_in), LARGEST_STEP);
    stream->next_out = out->bytes + out->length;
    stream->avail_out = space;
    int status = BZ2_bzDecompress(stream);
    out->length += space - stream->avail_out;
    if (status == BZ_STREAM_END) return TRUE;
    if (status != BZ_OK) return refuse(raw->path, INPUT_ERROR_CORRUPT, "the bzip2 data is corrupt", error);
    if (stream->next_in == end && stream->avail_out > 0)
      return refuse(raw->path, INPUT_ERROR_CORRUPT, "the bzip2 data ends too early", error);
  }
}

static gboolean bunzip(const struct buffer *raw, struct buffer *out, GError **error) {
  char *next = raw->bytes;
  gboolean good = TRUE;
  while (good && next < raw->bytes + raw->length) {
    bz_stream stream = {0};
    int status = BZ2_bzDecompressInit(&stream, 0, 0);
    g_assert(status == BZ_OK);
    stream.next_in = next;
    good = bunzip_member(&stream, raw, out, error);
    next = stream.next_in;
    BZ2_bzDecompressEnd(&stream);
  }
  return good;
}

static gboolean begins_with(const struct buffer *raw, const char *magic) {
  size_t length = strlen(magic);
  return raw->length >= length && memcmp(raw->bytes, magic, length) == 0;
}

/* Replaces the compressed bytes by what they unfold to. */
static gboolean unfold(struct buffer *raw, gboolean (*decompress)(const struct buffer *, struct buffer *, GError **),
                       GError **error) {
  struct buffer out = {.path = raw->path, .most = raw->most};
  gboolean good = decompress(raw, &out, error);
  g_free(raw->bytes);
  *raw = out;
  return good;
}

gboolean input_read_most(const char *path, uint64_t most, char **bytes, gsize *length, GError **error) {
  struct buffer raw = {.path = path, .most = most};
  gboolean good = read_path(&raw, error);
  if (good && begins_with(&raw, "\x1f\x8b")) good = unfold(&raw, gunzip, error);
  else if (good && begins_with(&raw, "BZh")) good = unfold(&raw, bunzip, error);
  if (!good) {
    g_free(raw.bytes);
    return FALSE;
  }
  raw.bytes[raw.length] = '\0';
  *bytes = raw.bytes;
  *length = raw.length;
  return TRUE;
}

gboolean input_read(const char *path, char **bytes, gsize *length, GError **error) {
  return input_read_most(path, INPUT_MOST, bytes, length, error);
}
