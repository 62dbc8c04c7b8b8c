/* Our readers beside Wireshark's: field by field, over captures made by others and one of our own.
 *
 * Skipped where there is no tshark. Only fields whose meaning is the same in both are compared (fields.h). */
#include "models/bgp/message.h"
#include "tests/capture.h"
#include "tests/fields.h"
#include "tests/octets.h"
#include "tests/program.h"

#include <string.h>

static gboolean has_tshark(void) {
  g_autofree char *path = g_find_program_in_path("tshark");
  if (!path) g_test_skip("there is no tshark");
  return path != NULL;
}

/* What tshark says, one line a frame, fields separated by tabs, values by commas. */
static char *tshark_say(const char *path) {
  g_autoptr(GPtrArray) command = g_ptr_array_new();
  char *out = NULL;
  int status = 0;
  g_autoptr(GError) error = NULL;
  const char *const fixed[] = {"tshark", "-r", path,           "-Y", "bgp",          "-n", "-T",
                               "fields", "-E", "separator=/t", "-E", "occurrence=a", "-E", "aggregator=,"};
  for (gsize i = 0; i < G_N_ELEMENTS(fixed); i++) g_ptr_array_add(command, (gpointer)fixed[i]);
  for (gsize i = 0; fields_name(i); i++) {
    g_ptr_array_add(command, (gpointer) "-e");
    g_ptr_array_add(command, (gpointer)fields_name(i));
  }
  g_ptr_array_add(command, NULL);
  g_spawn_sync(NULL, (char **)command->pdata, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &out,
               NULL, &status, &error);
  g_assert_no_error(error);
  g_assert_cmpint(status, ==, 0);
  return out;
}

/* The i-th column of all lines, without the empty ones. */
static char *column_of(char **lines, gsize i) {
  GString *values = g_string_new(NULL);
  for (; *lines && **lines; lines++) {
    g_auto(GStrv) cells = g_strsplit(*lines, "\t", -1);
    g_assert_cmpuint(g_strv_length(cells), >, i);
    if (*cells[i]) g_string_append_printf(values, "%s%s", values->len ? "," : "", cells[i]);
  }
  return g_string_free(values, FALSE);
}

static void streamed(const struct stream_message *message, void *data) {
  fields_add(data, message->bytes, message->length, !message->agreed || message->session.as4);
}

/* Returns how many fields had any values. */
static guint compare(const char *path) {
  g_autofree char *said = tshark_say(path);
  g_auto(GStrv) lines = g_strsplit(said, "\n", -1);
  struct fields *fields = fields_new();
  guint seen = 0;
  capture_walk(path, streamed, fields);
  for (gsize i = 0; fields_name(i); i++) {
    g_autofree char *theirs = column_of(lines, i);
    g_test_message("%s: %s", fields_name(i), theirs);
    g_assert_cmpstr(fields_values(fields, i), ==, theirs);
    seen += *theirs != '\0';
  }
  fields_free(fields);
  return seen;
}

static void captures_agree(void) {
  g_autofree char *folder = program_shared("data/pcap");
  if (!folder || !has_tshark()) return;
  GDir *dir = g_dir_open(folder, 0, NULL);
  for (const char *file; (file = g_dir_read_name(dir));) {
    g_autofree char *path = g_build_filename(folder, file, NULL);
    if (g_str_has_suffix(file, ".pcap")) g_assert_cmpuint(compare(path), >=, 8);
  }
  g_dir_close(dir);
}

struct exchange {
  gboolean back;
  unsigned type;
  const char *body; /* without the header; of an UPDATE the withdrawn routes */
  const char *attributes, *nlri;
};

static GByteArray *whole_message(const struct exchange *exchange) {
  if (exchange->type == WIRE_UPDATE) return octets_update(exchange->body, exchange->attributes, exchange->nlri);
  g_autoptr(GByteArray) body = octets_read(exchange->body);
  GByteArray *message = octets_read("ffffffffffffffffffffffffffffffff 0000 00");
  if (body->len) g_byte_array_append(message, body->data, body->len);
  message->data[WIRE_MARKER + 1] = (guint8)message->len;
  message->data[WIRE_HEADER - 1] = (guint8)exchange->type;
  return message;
}

static guint exchange_agrees(const struct exchange *exchanges, gsize count) {
  g_autoptr(GByteArray) capture = capture_new();
  g_autofree char *folder = program_folder(), *path = g_build_filename(folder, "own.pcap", NULL);
  guint32 sent[2] = {0};
  for (gsize i = 0; i < count; i++) {
    g_autoptr(GByteArray) message = whole_message(&exchanges[i]);
    capture_add(capture, exchanges[i].back, sent, message);
  }
  g_assert_true(g_file_set_contents(path, (const char *)capture->data, capture->len, NULL));
  guint seen = compare(path);
  program_remove(folder);
  return seen;
}

#define OPEN_HEAD(as, id) "04 " as " 00b4 " id " "
/* Of ADD-PATH both only receive: the prefixes have no path identifiers. */
#define CAPABILITIES(as)                                                                                               \
  "42 02 40 010400010001 010400020001 0200 0506 0001 0001 0002 0600 090104 4006 0078 0001 01 80 4104 " as              \
  "4504 0001 01 01 4600 4908 02 7231 04 6c616230 8103 abcdef"

/* (Without being told, Wireshark guesses whether NLRI have path identifiers: a default route stands alone here, behind
 * another prefix it would be taken for one.) Every kind of message, every attribute whose value Wireshark names as we
 * do. */
static void own_messages_agree(void) {
  static const struct exchange exchanges[] = {
      {FALSE, WIRE_OPEN, OPEN_HEAD("fbf4", "c0000201") CAPABILITIES("0000fbf4"), NULL, NULL},
      {TRUE, WIRE_OPEN, OPEN_HEAD("5ba0", "c0000202") CAPABILITIES("00011170"), NULL, NULL},
      {FALSE, WIRE_KEEPALIVE, "", NULL, NULL},
      {TRUE, WIRE_KEEPALIVE, "", NULL, NULL},
      {FALSE, WIRE_UPDATE, "080a 10ac10", OCTETS_BASE, OCTETS_NLRI},
      {FALSE, WIRE_UPDATE, "",
       OCTETS_ORIGIN "400214 0202 0000fbf4 00011170 0102 0000fbf0 fffffffe" OCTETS_NEXT_HOP
                     "80040400000007 40050400000064 400600 c00708 00011170 c0000209"
                     "c00808 fbf40001 fbf40002 800904c0000203 800a08 c0000204 c0000205"
                     "c02018 00011170 00000001 00000002 ffffffff 00000000 00000003",
       OCTETS_NLRI "200a000001"},
      {FALSE, WIRE_UPDATE, "", OCTETS_BASE, "00"},
      {FALSE, WIRE_UPDATE, "",
       "800e2c 0002 01 20 20010db8000000000000000000000001 fe800000000000000000000000000001 00"
       "3020010db80001" OCTETS_ORIGIN OCTETS_PATH,
       ""},
      {FALSE, WIRE_UPDATE, "", "900f000a 0002 01 3020010db80001", ""},
      {FALSE, WIRE_UPDATE, "", "800f03 000201", ""},
      {FALSE, WIRE_UPDATE, "", "", ""},
      {TRUE, WIRE_ROUTE_REFRESH, "0001 00 01", NULL, NULL},
      {FALSE, WIRE_ROUTE_REFRESH, "0002 01 01", NULL, NULL},
      {TRUE, WIRE_NOTIFICATION, "06 02 03 6f6666", NULL, NULL},
      {FALSE, WIRE_NOTIFICATION, "03 05 400102 0000", NULL, NULL},
  };
  if (!has_tshark()) return;
  g_assert_cmpuint(exchange_agrees(exchanges, G_N_ELEMENTS(exchanges)), >=, 44);
}

/* Between an old speaker and a new one. */
static void narrow_sessions_agree(void) {
  static const struct exchange exchanges[] = {
      {FALSE, WIRE_OPEN, OPEN_HEAD("fbf4", "c0000201") "00", NULL, NULL},
      {TRUE, WIRE_OPEN, OPEN_HEAD("5ba0", "c0000202") "08 02 06 410400011170", NULL, NULL},
      {TRUE, WIRE_UPDATE, "",
       OCTETS_ORIGIN "400206 0202 5ba0 fbf0" OCTETS_NEXT_HOP "c00706 5ba0 c0000209"
                     "c0110a 0202 00011170 0000fbf0 c01208 00011170 c0000209",
       OCTETS_NLRI},
  };
  if (!has_tshark()) return;
  g_assert_cmpuint(exchange_agrees(exchanges, G_N_ELEMENTS(exchanges)), >=, 20);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/tshark/captures are read alike", captures_agree);
  g_test_add_func("/tshark/every kind of message is read alike", own_messages_agree);
  g_test_add_func("/tshark/ASNs of two octets are read alike", narrow_sessions_agree);
  return g_test_run();
}
