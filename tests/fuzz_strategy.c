/* Any octets as a strategy file, and their text as hexadecimal digits. What is refused is refused in one line. */
#include "scenarios/decode/hex.h"
#include "scenarios/files/strategy_file.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void refused_in_one_line(GError *error) {
  g_assert_nonnull(error);
  g_assert_null(strchr(error->message, '\n'));
  g_error_free(error);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  GError *error = NULL;
  struct strategy *strategy = strategy_file_parse("own.csv", (const char *)data, size, &error);
  if (!strategy) refused_in_one_line(error);
  for (unsigned type = 0; strategy && type <= STRATEGY_NO_TYPE; type++)
    for (unsigned defect = 0; defect < DEFECTS; defect++)
      strategy_find(strategy, type, (enum defect)defect, (enum session_kind)(type & 1));
  strategy_free(strategy);
  error = NULL;
  g_autofree char *text = g_strndup((const char *)data, size);
  GByteArray *bytes = hex_parse(text, &error);
  if (bytes) g_byte_array_unref(bytes);
  else refused_in_one_line(error);
  return 0;
}
