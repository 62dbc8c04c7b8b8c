/* fuzz_measures: any octets as the measures of a cell. The first octet says whether they are taken as they are (1) or
 * as the contents of a document whose first line and seal are right.
 *
 * What can be loaded is stored and loaded again as the same octets, and its log can be written. */
#include "analysis/results/results.h"

static GByteArray *document(const uint8_t *data, size_t size, bool raw) {
  GByteArray *bytes = g_byte_array_new();
  if (!raw) pack_begin(bytes, "faultline measures 1");
  if (size) g_byte_array_append(bytes, data, (guint)size);
  if (!raw) pack_seal(bytes, 0);
  return bytes;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Its log can be written. */
static void written(const struct measures *measures) {
  char *text = NULL;
  size_t length;
  FILE *file = open_memstream(&text, &length);
  events_write(measures->events, file, "v", "s", 1);
  fclose(file);
  free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 1 || size > 65536) return 0;
  g_autoptr(GByteArray) bytes = document(data + 1, size - 1, data[0] & 1);
  g_autoptr(GError) error = NULL;
  struct measures *measures = measures_load(bytes->data, bytes->len, &error);
  if (!measures) {
    g_assert_nonnull(error);
    return 0;
  }
  g_assert_no_error(error);
  g_autoptr(GByteArray) once = g_byte_array_new(), twice = g_byte_array_new();
  measures_store(measures, once);
  struct measures *again = measures_load(once->data, once->len, &error);
  g_assert_no_error(error);
  measures_store(again, twice);
  g_assert_cmpmem(once->data, once->len, twice->data, twice->len);
  written(again);
  measures_free(measures);
  measures_free(again);
  return 0;
}
