#include "sim/unpack.h"

#include "sim/pack.h"

#include <glib.h>
#include <string.h>

const char *unpack_begin(struct unpack *from, const uint8_t *octets, size_t length, const char *title) {
  size_t line = strlen(title) + 1;
  uint8_t seal[PACK_SEAL];
  *from = (struct unpack){.bad = true};
  if (length < line || memcmp(octets, title, line - 1) != 0 || octets[line - 1] != '\n')
    return "of another kind or version";
  if (length < line + PACK_SEAL) return "cut short";
  pack_seal_of(octets, length - PACK_SEAL, seal);
  if (memcmp(octets + length - PACK_SEAL, seal, PACK_SEAL) != 0) return "damaged";
  *from = (struct unpack){octets + line, length - line - PACK_SEAL, false};
  return NULL;
}

static unsigned __int128 unpack_number(struct unpack *from, size_t size) {
  unsigned __int128 number = 0;
  if (from->left < size) from->bad = true;
  if (from->bad) return 0;
  for (size_t i = 0; i < size; i++) number |= (unsigned __int128)from->at[i] << (8 * i);
  from->at += size;
  from->left -= size;
  return number;
}

uint8_t unpack_8(struct unpack *from) { return (uint8_t)unpack_number(from, 1); }
uint32_t unpack_32(struct unpack *from) { return (uint32_t)unpack_number(from, 4); }
uint64_t unpack_64(struct unpack *from) { return (uint64_t)unpack_number(from, 8); }
__int128 unpack_128(struct unpack *from) { return (__int128)unpack_number(from, 16); }

double unpack_real(struct unpack *from) {
  uint64_t bits = unpack_64(from);
  double number;
  memcpy(&number, &bits, sizeof number);
  return number;
}

char *unpack_text(struct unpack *from) {
  uint32_t length = unpack_32(from);
  if (length == PACK_NO_TEXT) return NULL;
  if (from->left < length) from->bad = true;
  if (from->bad) return NULL;
  char *text = g_strndup((const char *)from->at, length);
  from->at += length;
  from->left -= length;
  return text;
}

size_t unpack_count(struct unpack *from, size_t each) {
  uint64_t count = unpack_64(from);
  if (count > from->left / MAX(each, 1)) from->bad = true;
  return from->bad ? 0 : (size_t)count;
}

bool unpack_whole(const struct unpack *from) { return !from->bad && from->left == 0; }
