/* octets.h: messages for tests, written in hexadecimal. */
#ifndef TESTS_OCTETS_H
#define TESTS_OCTETS_H

#include "models/bgp/strategy.h"

#include <glib.h>

/* Attributes that are sound: IGP; 64500 64496; 192.0.2.1. */
#define OCTETS_ORIGIN "40010100"
#define OCTETS_PATH "40020a02020000fbf40000fbf0"
#define OCTETS_NEXT_HOP "400304c0000201"
#define OCTETS_BASE OCTETS_ORIGIN OCTETS_PATH OCTETS_NEXT_HOP
#define OCTETS_PEER_AS 64500u
#define OCTETS_NLRI "18c63364" /* 198.51.100.0/24 */

/* Asserts that it can be read; "" gives no octets. g_byte_array_unref it. */
GByteArray *octets_read(const char *hex);
/* An UPDATE of these fields, all its lengths right. */
GByteArray *octets_update(const char *withdrawn, const char *attributes, const char *nlri);
/* A strategy that came with the program; asserts that it can be read. */
struct strategy *octets_strategy(const char *name);

#endif
