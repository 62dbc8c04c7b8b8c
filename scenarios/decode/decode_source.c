#include "scenarios/decode/decode_source.h"

#include "scenarios/decode/decode_archive.h"
#include "scenarios/decode/decode_capture.h"
#include "scenarios/decode/hex.h"
#include "scenarios/decode/pcap.h"
#include "scenarios/files/input.h"
#include "scenarios/settings/mistake.h"

#include <string.h>

static void free_message(gpointer message) { g_byte_array_unref(message); }

static gboolean add_hex(struct decode_source *source, const char *hex, GError **error) {
  GByteArray *bytes = hex_parse(hex, error);
  if (bytes) g_ptr_array_add(source->messages, bytes);
  return bytes != NULL;
}

static gboolean read_lines(struct decode_source *source, GError **error) {
  if (memchr(source->bytes, '\0', source->length))
    return mistake_at(error, MISTAKE_SYNTAX, source->name, 0,
                      "NUL found, expected lines of hexadecimal digits, an MRT archive or a packet capture");
  g_auto(GStrv) line = g_strsplit(source->bytes, "\n", -1);
  for (unsigned i = 0; line[i]; i++)
    if (*g_strstrip(line[i]) && !add_hex(source, line[i], error)) return mistake_locate(error, source->name, i + 1);
  return source->messages->len || mistake_at(error, MISTAKE_SYNTAX, source->name, 0, "no message found");
}

static gboolean read_file(struct decode_source *source, const char *path, GError **error) {
  struct pcap pcap;
  source->name = g_strdup(strcmp(path, "-") == 0 ? "stdin" : path);
  if (!input_read(path, &source->bytes, &source->length, error)) return FALSE;
  const uint8_t *bytes = (const uint8_t *)source->bytes;
  if (pcap_open(&pcap, bytes, source->length)) source->kind = DECODE_SOURCE_CAPTURE;
  else if (mrt_detect(bytes, source->length)) source->kind = DECODE_SOURCE_ARCHIVE;
  else return read_lines(source, error);
  return TRUE;
}

gboolean decode_source_open(struct decode_source *source, char **words, GError **error) {
  *source = (struct decode_source){.messages = g_ptr_array_new_with_free_func(free_message)};
  if (!words[0])
    return mistake_set(error, MISTAKE_SYNTAX, "decode: no message given, expected HEX, FILE or - (see %s --help)",
                       "faultline decode");
  if (!words[1] && (strcmp(words[0], "-") == 0 || g_file_test(words[0], G_FILE_TEST_EXISTS)))
    return read_file(source, words[0], error);
  g_autofree char *hex = g_strjoinv(" ", words);
  source->name = g_strdup("decode");
  return add_hex(source, hex, error) || mistake_locate(error, source->name, 0);
}

void decode_source_clear(struct decode_source *source) {
  if (source->messages) g_ptr_array_unref(source->messages);
  g_free(source->bytes);
  g_free(source->name);
}

static void read_hex(const struct decode_source *source, unsigned width, decode_sink *sink, void *data) {
  for (guint i = 0; i < source->messages->len; i++) {
    const GByteArray *bytes = source->messages->pdata[i];
    const struct decode_message message = {
        .bytes = bytes->data, .length = bytes->len, .as4 = width == 4, .width = DECODE_WIDTH_ASSUMED};
    sink(&message, data);
  }
}

char *decode_source_read(const struct decode_source *source, unsigned width, decode_sink *sink, void *data) {
  const uint8_t *bytes = (const uint8_t *)source->bytes;
  bool found = true;
  char *text = NULL;
  if (source->kind == DECODE_SOURCE_HEX) read_hex(source, width, sink, data);
  else if (source->kind == DECODE_SOURCE_ARCHIVE) text = decode_archive_read(bytes, source->length, sink, data);
  else text = decode_capture_read(bytes, source->length, width, sink, data, &found);
  if (!found && !text) text = g_strdup("no BGP messages found");
  return text;
}
