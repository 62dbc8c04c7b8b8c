/* Messages that we did not make, read into values and written again from nothing but these: the octets are the same.
 * Only where an attribute is malformed may its octets have been copied instead (retell.h). */
#include "scenarios/decode/mrt.h"
#include "scenarios/files/input.h"
#include "tests/capture.h"
#include "tests/octets.h"
#include "tests/program.h"
#include "tests/retell.h"

#include <string.h>

struct trip {
  struct retell_count count;
  gsize messages, unreadable;
};

static void go(struct trip *trip, const uint8_t *bytes, size_t length, bool as4) {
  trip->messages++;
  trip->unreadable += !retell_same(bytes, length, as4, &trip->count);
  g_assert_cmpuint(trip->count.copied, <=, trip->count.malformed);
}

static void told(const struct trip *trip) {
  g_test_message("%" G_GSIZE_FORMAT " messages (%" G_GSIZE_FORMAT " cannot be parsed), %" G_GSIZE_FORMAT
                 " attributes (%" G_GSIZE_FORMAT " malformed, %" G_GSIZE_FORMAT " copied), %" G_GSIZE_FORMAT
                 " prefixes, %" G_GSIZE_FORMAT " capabilities",
                 trip->messages, trip->unreadable, trip->count.attributes, trip->count.malformed, trip->count.copied,
                 trip->count.prefixes, trip->count.capabilities);
}

static void header_set(uint8_t *bytes, size_t length) {
  memset(bytes, 0xff, WIRE_MARKER);
  bytes[WIRE_MARKER] = (uint8_t)(length >> 8);
  bytes[WIRE_MARKER + 1] = (uint8_t)length;
}

/* In each file an octet of settings stands before the message. The header is set right, so that more can be read. */
static void corpus_goes(struct trip *trip, const char *name) {
  g_autofree char *folder = g_build_filename(FAULTLINE_SOURCE_DIR, "tests/corpus", name, NULL);
  GDir *dir = g_dir_open(folder, 0, NULL);
  g_assert_nonnull(dir);
  for (const char *file; (file = g_dir_read_name(dir));) {
    g_autofree char *path = g_build_filename(folder, file, NULL), *bytes = NULL;
    gsize length = 0;
    g_assert_true(g_file_get_contents(path, &bytes, &length, NULL));
    if (length <= WIRE_HEADER) continue;
    header_set((uint8_t *)bytes + 1, length - 1);
    for (int as4 = 0; as4 < 2; as4++) go(trip, (const uint8_t *)bytes + 1, length - 1, as4);
  }
  g_dir_close(dir);
}

static void corpus_comes_back(void) {
  struct trip trip = {.messages = 0};
  corpus_goes(&trip, "update");
  corpus_goes(&trip, "message");
  told(&trip);
  g_assert_cmpuint(trip.messages - trip.unreadable, >, 50);
}

static void cases_come_back(void) {
  g_autofree char *path = program_shared("data/oracle/cases-shared.csv"), *text = NULL;
  struct trip trip = {.messages = 0};
  gsize length = 0;
  if (!path) return;
  g_assert_true(input_read(path, &text, &length, NULL));
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (char **line = lines + 1; *line; line++) {
    const char *hex = strrchr(*line, ',');
    if (!hex) continue;
    g_autofree char *trimmed = g_strstrip(g_strdup(hex + 1));
    g_autoptr(GByteArray) bytes = octets_read(trimmed);
    go(&trip, bytes->data, bytes->len, !strstr(*line, ",as2,"));
  }
  told(&trip);
  g_assert_cmpuint(trip.messages, ==, 484);
  g_assert_cmpuint(trip.unreadable, ==, 12); /* eight with a header, four with lengths that do not fit */
}

/* Octets of just this size on the heap: a sanitizer sees the first one read beyond them. */
static void goes_exactly(struct trip *trip, const uint8_t *bytes, size_t length) {
  g_autofree uint8_t *exact = g_memdup2(bytes, length);
  header_set(exact, length);
  go(trip, exact, length, true);
}

/* One message of each structure, cut everywhere and with every octet changed into every other. */
static void damage_stays_inside(void) {
  static const char *const kinds[] = {
      OCTETS_BASE "c0070600010a0a0a0a"
                  "c008080001000200010003",
      "800e1c000201 1020010db8000000000000000000000001 00 3020010db80001" OCTETS_PATH,
      OCTETS_ORIGIN "c0801c0000fbf4c080150000fbf4c0800e0000fbf4c080070000fbf4400600",
      "802123 0008 0100 0000fbf4 001b 01 0102030405060708090a0b0c0d0e0f1011121314 0002 abcd",
      "c0280b 03 0008 0000 003e80 001f40"
      "801a0b 01000b 0000000000000064"};
  struct trip trip = {.messages = 0};
  for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
    g_autoptr(GByteArray) bytes = octets_update("080a", kinds[i], OCTETS_NLRI);
    for (guint cut = WIRE_HEADER; cut <= bytes->len; cut++) goes_exactly(&trip, bytes->data, cut);
    for (guint at = WIRE_HEADER; at < bytes->len; at++) {
      uint8_t was = bytes->data[at];
      for (unsigned value = 0; value < 256; value++) {
        bytes->data[at] = (uint8_t)value;
        goes_exactly(&trip, bytes->data, bytes->len);
      }
      bytes->data[at] = was;
    }
  }
  told(&trip);
  g_assert_cmpuint(trip.unreadable, >, 0);
  g_assert_cmpuint(trip.count.malformed, >, 1000);
}

static void archive_comes_back(void) {
  g_autofree char *path = program_shared("data/mrt/rrc01.updates.20100827.0840.gz"), *bytes = NULL;
  struct trip trip = {.messages = 0};
  gsize length = 0;
  if (!path) return;
  g_assert_true(input_read(path, &bytes, &length, NULL));
  struct wire_cursor file = {(const uint8_t *)bytes, (const uint8_t *)bytes + length};
  struct mrt_record record;
  struct mrt_message message;
  while (mrt_next(&file, &record) == WIRE_ITEM)
    if (mrt_message_read(&record, &message)) go(&trip, message.bytes, message.length, message.as4);
  told(&trip);
  g_assert_cmpuint(trip.messages, >, 10000);
  g_assert_cmpuint(trip.unreadable, ==, 0);
}

static void streamed(const struct stream_message *message, void *data) {
  struct trip *trip = data;
  go(trip, message->bytes, message->length, !message->agreed || message->session.as4);
}

static void captures_come_back(void) {
  g_autofree char *folder = program_shared("data/pcap");
  struct trip trip = {.messages = 0};
  if (!folder) return;
  GDir *dir = g_dir_open(folder, 0, NULL);
  for (const char *file; (file = g_dir_read_name(dir));) {
    g_autofree char *path = g_build_filename(folder, file, NULL);
    if (g_str_has_suffix(file, ".pcap")) capture_walk(path, streamed, &trip);
  }
  g_dir_close(dir);
  told(&trip);
  g_assert_cmpuint(trip.messages, >=, 30);
  g_assert_cmpuint(trip.unreadable, ==, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/round_trip/the corpus comes back octet for octet", corpus_comes_back);
  g_test_add_func("/round_trip/so do the cases played to real daemons", cases_come_back);
  g_test_add_func("/round_trip/so does what was cut or damaged, as far as it can be parsed", damage_stays_inside);
  g_test_add_func("/round_trip/so does an archive of the 27 August 2010", archive_comes_back);
  g_test_add_func("/round_trip/so do captures", captures_come_back);
  return g_test_run();
}
