/* decode_lines.h: the lines of a message's tree, "  OFFSET  FIELD  CONTENTS", and under each what is wrong there. */
#ifndef SCENARIOS_DECODE_DECODE_LINES_H
#define SCENARIOS_DECODE_DECODE_LINES_H

#include "models/bgp/verdict.h"

#include <glib.h>

struct decode_lines {
  GString *out;
  const uint8_t *bytes; /* the message */
  size_t length;
  bool as4;
  const struct verdict_report *reports; /* of several judges; what more than one finds is told once */
  size_t count;
};

/* A field that begins at `at`. */
void decode_lines_field(struct decode_lines *lines, const uint8_t *at, const char *name, const char *contents);
void decode_lines_number(struct decode_lines *lines, const uint8_t *at, const char *name, uint32_t value);
/* Octets in hexadecimal, at most 16 of them; nothing when there are none. */
void decode_lines_octets(struct decode_lines *lines, const uint8_t *at, size_t length, const char *name);
/* What was found with no place in the bytes, as what is missing. */
void decode_lines_rest(struct decode_lines *lines);

#endif
