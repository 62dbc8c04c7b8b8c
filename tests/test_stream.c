#include "scenarios/decode/stream.h"

#include "tests/octets.h"

#include "models/bgp/prefix.h"

#include <string.h>

/* What came out, one letter a message: its type, or for an UPDATE the last octet of its prefix. */
struct heard {
  GString *text;
  bool agreed, as4;
};

static void hear(const struct stream_message *message, void *data) {
  struct heard *heard = data;
  unsigned type = message->bytes[WIRE_HEADER - 1];
  heard->agreed = message->agreed;
  heard->as4 = message->session.as4;
  g_string_append_printf(heard->text, "%c", type == WIRE_UPDATE ? message->bytes[message->length - 1] : '0' + type);
}

static GByteArray *update_named(char name) {
  g_autofree char *nlri = g_strdup_printf("18c633%02x", name);
  return octets_update("", OCTETS_BASE, nlri);
}

/* "abc": three UPDATEs one after the other. */
static GByteArray *updates_named(const char *names) {
  GByteArray *bytes = g_byte_array_new();
  for (; *names; names++) {
    g_autoptr(GByteArray) update = update_named(*names);
    g_byte_array_append(bytes, update->data, update->len);
  }
  return bytes;
}

static struct frame_segment segment_of(bool back, guint32 sequence, const guint8 *bytes, gsize length) {
  struct frame_segment segment = {.sequence = sequence, .bytes = bytes, .length = length};
  struct frame_end *near = back ? &segment.to : &segment.from, *far = back ? &segment.from : &segment.to;
  near->family = far->family = PREFIX_IPV4;
  near->port = 40000;
  far->port = STREAM_PORT;
  far->address[0] = 1;
  return segment;
}

struct test {
  struct heard heard;
  struct stream_set *set;
};

static void begin(struct test *test) {
  *test = (struct test){.heard.text = g_string_new(NULL)};
  test->set = stream_set_new(hear, &test->heard);
}

static void say(struct test *test, bool back, guint32 sequence, const guint8 *bytes, gsize length) {
  struct frame_segment segment = segment_of(back, sequence, bytes, length);
  stream_set_add(test->set, &segment, 0, 0);
}

static void greet(struct test *test, bool back, guint32 sequence) {
  struct frame_segment segment = segment_of(back, sequence - 1, NULL, 0);
  segment.syn = true;
  stream_set_add(test->set, &segment, 0, 0);
}

static guint64 end(struct test *test) {
  guint64 given_up = stream_set_finish(test->set);
  stream_set_free(test->set);
  g_string_free(test->heard.text, TRUE);
  return given_up;
}

enum { PIECES = 5, START = 0xffffff80u /* the numbers wrap around on the way */ };

static void permute(unsigned order[PIECES], unsigned fixed, const GByteArray *bytes) {
  if (fixed < PIECES) {
    for (unsigned i = fixed; i < PIECES; i++) {
      unsigned kept = order[fixed];
      order[fixed] = order[i];
      order[i] = kept;
      permute(order, fixed + 1, bytes);
      order[i] = order[fixed];
      order[fixed] = kept;
    }
    return;
  }
  struct test test;
  begin(&test);
  greet(&test, false, START);
  for (unsigned i = 0; i < PIECES; i++) {
    guint from = bytes->len * order[i] / PIECES, to = bytes->len * (order[i] + 1) / PIECES;
    say(&test, false, START + from, bytes->data + from, to - from);
  }
  g_assert_cmpstr(test.heard.text->str, ==, "abcdef");
  g_assert_cmpuint(end(&test), ==, 0);
}

static void all_orders_give_one_stream(void) {
  unsigned order[PIECES] = {0, 1, 2, 3, 4};
  g_autoptr(GByteArray) bytes = updates_named("abcdef");
  permute(order, 0, bytes);
}

static void cuts_do_not_matter(void) {
  g_autoptr(GByteArray) bytes = updates_named("abc");
  for (guint step = 1; step < bytes->len; step++) {
    struct test test;
    begin(&test);
    greet(&test, false, 7);
    for (guint at = 0; at < bytes->len; at += step)
      say(&test, false, 7 + at, bytes->data + at, MIN(step, bytes->len - at));
    g_assert_cmpstr(test.heard.text->str, ==, "abc");
    g_assert_cmpuint(end(&test), ==, 0);
  }
}

static void repetitions_are_dropped(void) {
  g_autoptr(GByteArray) bytes = updates_named("abc");
  struct test test;
  begin(&test);
  greet(&test, false, 7);
  greet(&test, false, 7);
  say(&test, false, 7, bytes->data, 60);
  say(&test, false, 7, bytes->data, 60);
  say(&test, false, 7, bytes->data, bytes->len);
  say(&test, false, 37, bytes->data + 30, 40);
  say(&test, false, 6, (const guint8 *)"", 1); /* a keep-alive of TCP */
  g_assert_cmpstr(test.heard.text->str, ==, "abc");
  g_assert_cmpuint(end(&test), ==, 0);
}

/* Where a message is lost, those behind it are read from the next marker on. */
static void gaps_end_at_the_next_marker(void) {
  g_autoptr(GByteArray) bytes = updates_named("abcd");
  guint one = bytes->len / 4;
  struct test test;
  begin(&test);
  greet(&test, false, 7);
  say(&test, false, 7, bytes->data, one + 10);
  say(&test, false, 7 + one + 20, bytes->data + one + 20, bytes->len - one - 20);
  g_assert_cmpstr(test.heard.text->str, ==, "a");
  struct frame_segment fin = segment_of(false, 7 + bytes->len, NULL, 0);
  fin.fin = true;
  stream_set_add(test.set, &fin, 0, 0);
  g_assert_cmpstr(test.heard.text->str, ==, "acd");
  g_assert_cmpuint(end(&test), ==, one);
}

static void late_captures_are_joined(void) {
  g_autoptr(GByteArray) bytes = updates_named("abc");
  struct test test;
  begin(&test);
  say(&test, true, 1000, bytes->data + 5, bytes->len - 5);
  g_assert_cmpstr(test.heard.text->str, ==, "bc");
  g_assert_cmpuint(end(&test), ==, bytes->len / 3 - 5);
}

static void snapshots_lose_what_is_cut_off(void) {
  g_autoptr(GByteArray) bytes = updates_named("abc");
  guint one = bytes->len / 3;
  struct test test;
  begin(&test);
  greet(&test, false, 7);
  struct frame_segment segment = segment_of(false, 7, bytes->data, one + 10);
  segment.missing = one - 10;
  stream_set_add(test.set, &segment, 0, 0);
  say(&test, false, 7 + 2 * one, bytes->data + 2 * one, one);
  g_assert_cmpstr(test.heard.text->str, ==, "ac");
  g_assert_cmpuint(end(&test), ==, one);
}

/* A stream that waits for ever would keep all that follows in memory. */
static void patience_has_a_bound(void) {
  g_autoptr(GByteArray) update = update_named('x');
  struct test test;
  begin(&test);
  greet(&test, false, 7);
  for (guint32 at = 100; at < STREAM_WAITING + 2000; at += update->len)
    say(&test, false, 7 + at, update->data, update->len);
  g_assert_cmpuint(test.heard.text->len, >, STREAM_WAITING / update->len);
  g_assert_cmpuint(end(&test), ==, 100);
}

static void headers_that_lie_are_handed_over(void) {
  g_autoptr(GByteArray) bytes = updates_named("ab");
  struct test test;
  begin(&test);
  greet(&test, false, 7);
  bytes->data[WIRE_MARKER + 1] = 18;
  bytes->data[WIRE_HEADER - 1] = 9;
  say(&test, false, 7, bytes->data, bytes->len);
  g_assert_cmpstr(test.heard.text->str, ==, "9b");
  end(&test);
}

#define OPEN_4 "ffffffffffffffffffffffffffffffff 0025 01 04 fbf4 00b4 c0000201 08 02 06 41 04 0000fbf4"
#define OPEN_2 "ffffffffffffffffffffffffffffffff 001d 01 04 fbf5 00b4 c0000202 00"

static void opens_tell_how_wide_numbers_are(void) {
  static const char *const opens[][2] = {{OPEN_4, OPEN_4}, {OPEN_4, OPEN_2}, {OPEN_2, OPEN_4}};
  for (gsize i = 0; i < G_N_ELEMENTS(opens); i++) {
    g_autoptr(GByteArray) mine = octets_read(opens[i][0]), theirs = octets_read(opens[i][1]),
                          update = update_named('u');
    struct test test;
    begin(&test);
    greet(&test, false, 7);
    greet(&test, true, 9);
    say(&test, false, 7, mine->data, mine->len);
    g_assert_false(test.heard.agreed);
    say(&test, true, 9, theirs->data, theirs->len);
    say(&test, false, 7 + mine->len, update->data, update->len);
    g_assert_cmpstr(test.heard.text->str, ==, "11u");
    g_assert_true(test.heard.agreed);
    g_assert_true(test.heard.as4 == (i == 0));
    greet(&test, false, 70000); /* the connection is made anew: nothing is agreed on */
    say(&test, false, 70000, update->data, update->len);
    g_assert_false(test.heard.agreed);
    end(&test);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/stream/segments in all orders give one stream", all_orders_give_one_stream);
  g_test_add_func("/stream/segments of any length give the same messages", cuts_do_not_matter);
  g_test_add_func("/stream/what is sent again is dropped", repetitions_are_dropped);
  g_test_add_func("/stream/after a gap reading goes on at the next marker", gaps_end_at_the_next_marker);
  g_test_add_func("/stream/a capture that begins late is joined at a marker", late_captures_are_joined);
  g_test_add_func("/stream/what the capture cut off is a gap", snapshots_lose_what_is_cut_off);
  g_test_add_func("/stream/a gap is given up when too much waits behind it", patience_has_a_bound);
  g_test_add_func("/stream/a header that cannot be true is handed over alone", headers_that_lie_are_handed_over);
  g_test_add_func("/stream/OPENs tell how wide AS numbers are", opens_tell_how_wide_numbers_are);
  return g_test_run();
}
