/* bgpdump_path.c: sequences bare, sets in braces with commas, confederations in parentheses and brackets.
 *
 * Some of this is not how one would do it, but how bgpdump does it: a path that cannot be read is "! Error !", a path
 * of more than some 7900 characters ends in "...", a segment without numbers swallows the blank behind it, and where
 * AS_PATH and AS4_PATH are put together, what the AS4_PATH lacks is always taken from the first segment of the AS_PATH,
 * as often as it takes.
 */
#include "scenarios/decode/bgpdump_path.h"

#include "models/bgp/wire.h"
#include "scenarios/decode/digits.h"

#include <stdbool.h>

static const char unreadable[] = "! Error !";
enum { LONGEST = BGPDUMP_PATH_TEXT - 100 };

struct line {
  char *start, *at;
  unsigned last; /* type of the segment before */
  bool gap;      /* a blank is due */
  bool full;
};

static bool known(unsigned type) { return type >= WIRE_AS_SET && type <= WIRE_CONFED_SET; }

static bool is_set(unsigned type) { return type == WIRE_AS_SET || type == WIRE_CONFED_SET; }

static void line_close(struct line *line) {
  static const char close[] = {0, '}', ' ', ')', ']'};
  if (line->last != WIRE_AS_SEQUENCE) *line->at++ = close[line->last];
}

static void line_segment(struct line *line, const struct wire_segment *segment) {
  static const char open[] = {0, '{', ' ', '(', '['};
  if (line->full) return;
  line_close(line);
  if (line->gap) *line->at++ = ' ';
  if (segment->type != WIRE_AS_SEQUENCE) *line->at++ = open[segment->type];
  line->gap = segment->count > 0;
  line->last = segment->type;
  for (unsigned i = 0; i < segment->count && !line->full; i++) {
    if (i) *line->at++ = is_set(segment->type) ? ',' : ' ';
    line->at = digits_u32(line->at, wire_segment_as(segment, i));
    line->full = line->at - line->start > LONGEST;
  }
  line->full |= line->at - line->start > LONGEST;
}

static char *line_end(struct line *line) {
  if (line->full) return digits_copy(line->at, "...", 3);
  line_close(line);
  return line->at;
}

/* Hops as path selection counts them, confederations included; -1: cannot be read. */
static int path_count(const uint8_t *path, size_t length, unsigned width) {
  struct wire_cursor cursor = {path, path + length};
  struct wire_segment segment;
  enum wire_step step;
  int count = 0;
  while ((step = wire_segment_next(&cursor, width, &segment)) == WIRE_ITEM) {
    if (!known(segment.type)) return -1;
    count += is_set(segment.type) ? 1 : segment.count;
  }
  return step == WIRE_END ? count : -1;
}

/* A short line needs no look at what follows: only what cannot be read before the line is full shows. */
static bool line_path(struct line *line, const uint8_t *path, size_t length, unsigned width) {
  struct wire_cursor cursor = {path, path + length};
  struct wire_segment segment;
  enum wire_step step = WIRE_END;
  while (!line->full && (step = wire_segment_next(&cursor, width, &segment)) == WIRE_ITEM) {
    if (!known(segment.type)) return false;
    line_segment(line, &segment);
  }
  return line->full || step == WIRE_END;
}

/* The hops that the AS4_PATH lacks. */
static void line_lead(struct line *line, const uint8_t *path, size_t length, int missing) {
  struct wire_cursor cursor = {path, path + length};
  struct wire_segment segment;
  if (wire_segment_next(&cursor, 2, &segment) != WIRE_ITEM) return;
  while (missing > 0 && segment.count > 0) {
    bool set = is_set(segment.type);
    if (!set && segment.count > missing) segment.count = (uint8_t)missing;
    missing -= set ? 1 : segment.count;
    line_segment(line, &segment);
  }
}

char *bgpdump_path_text(char text[BGPDUMP_PATH_TEXT], const uint8_t *path, size_t length, unsigned width,
                        const uint8_t *as4, size_t as4_length) {
  struct line line = {.start = text, .at = text, .last = WIRE_AS_SEQUENCE};
  bool readable;
  int long_ = as4 ? path_count(path, length, width) : 0, short_ = as4 ? path_count(as4, as4_length, 4) : 0;
  /* what cannot be read counts for nothing */
  long_ = long_ < 0 ? 0 : long_;
  short_ = short_ < 0 ? 0 : short_;
  if (as4 && long_ >= short_) {
    line_lead(&line, path, length, long_ - short_);
    readable = line_path(&line, as4, as4_length, 4);
  } else {
    readable = line_path(&line, path, length, width);
  }
  return readable ? line_end(&line) : digits_copy(text, unreadable, sizeof unreadable - 1);
}
