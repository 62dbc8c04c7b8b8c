/* fields.h: the values in BGP messages as our readers see them, under the names that Wireshark has for them.
 *
 * Of each field the values of all messages in order, with commas between, as `tshark -T fields -E aggregator=,`
 * prints them. */
#ifndef TESTS_FIELDS_H
#define TESTS_FIELDS_H

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

struct fields;
struct fields *fields_new(void);
void fields_free(struct fields *fields);
/* A message that can be parsed (asserted). `as4`: as the session has it. */
void fields_add(struct fields *fields, const uint8_t *bytes, size_t length, gboolean as4);

/* The i-th field's name; NULL past the last. */
const char *fields_name(gsize i);
const char *fields_values(const struct fields *fields, gsize i);

#endif
