#include "sim/pack.h"

#include <string.h>

static void pack_number(GByteArray *octets, unsigned __int128 number, guint size) {
  guint8 octet[sizeof number];
  for (guint i = 0; i < size; i++) octet[i] = (guint8)(number >> (8 * i));
  g_byte_array_append(octets, octet, size);
}

void pack_8(GByteArray *octets, uint8_t number) { pack_number(octets, number, 1); }
void pack_32(GByteArray *octets, uint32_t number) { pack_number(octets, number, 4); }
void pack_64(GByteArray *octets, uint64_t number) { pack_number(octets, number, 8); }
void pack_128(GByteArray *octets, __int128 number) { pack_number(octets, (unsigned __int128)number, 16); }

void pack_real(GByteArray *octets, double number) {
  uint64_t bits;
  memcpy(&bits, &number, sizeof bits);
  pack_64(octets, bits);
}

void pack_text(GByteArray *octets, const char *text) {
  size_t length = text ? strlen(text) : 0;
  pack_32(octets, text ? (uint32_t)length : PACK_NO_TEXT);
  if (length) g_byte_array_append(octets, (const guint8 *)text, (guint)length);
}

void pack_begin(GByteArray *octets, const char *title) {
  g_byte_array_append(octets, (const guint8 *)title, (guint)strlen(title));
  pack_8(octets, '\n');
}

void pack_seal_of(const uint8_t *octets, size_t length, uint8_t seal[PACK_SEAL]) {
  gsize size = PACK_SEAL;
  GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
  for (; length; octets += MIN(length, G_MAXSSIZE), length -= MIN(length, G_MAXSSIZE))
    g_checksum_update(sum, octets, (gssize)MIN(length, G_MAXSSIZE));
  g_checksum_get_digest(sum, seal, &size);
  g_checksum_free(sum);
}

void pack_seal(GByteArray *octets, guint from) {
  uint8_t seal[PACK_SEAL];
  pack_seal_of(octets->data + from, octets->len - from, seal);
  g_byte_array_append(octets, seal, PACK_SEAL);
}
