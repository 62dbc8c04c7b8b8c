/* retell.h: a message read into values with the readers of models/bgp/, and written again from nothing but these. */
#ifndef TESTS_RETELL_H
#define TESTS_RETELL_H

#include "models/bgp/message.h"

#include <glib.h>

/* What was met on the way. */
struct retell_count {
  gsize attributes,
      copied;      /* copied: those whose octets fit no value of their type, malformed ones for the most part */
  gsize malformed; /* the copied ones are to be among these */
  gsize prefixes, capabilities;
};

/* Appends the message; false when it cannot be parsed. Adds to `count`. */
bool retell(const uint8_t *bytes, size_t length, bool as4, struct wire_buffer *buffer, struct retell_count *count);
/* Retells into a buffer of the same size and asserts that nothing changed. False when it cannot be parsed. */
bool retell_same(const uint8_t *bytes, size_t length, bool as4, struct retell_count *count);

#endif
