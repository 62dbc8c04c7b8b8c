/* fuzz_harvest: any octets as a harvest. The first octet says whether they are taken as they are (1) or as the contents
 * of a document whose first line and seal are right.
 *
 * What can be loaded is stored and loaded again as the same octets, and fits itself. */
#include "analysis/harvest/harvest.h"

static GByteArray *document(const uint8_t *data, size_t size, bool raw) {
  GByteArray *bytes = g_byte_array_new();
  if (!raw) pack_begin(bytes, "faultline harvest 1");
  if (size) g_byte_array_append(bytes, data, (guint)size);
  if (!raw) pack_seal(bytes, 0);
  return bytes;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 1 || size > 65536) return 0;
  g_autoptr(GByteArray) bytes = document(data + 1, size - 1, data[0] & 1);
  g_autoptr(GError) error = NULL;
  struct harvest *harvest = harvest_load(bytes->data, bytes->len, &error);
  if (!harvest) {
    g_assert_nonnull(error);
    return 0;
  }
  g_assert_no_error(error);
  g_autoptr(GByteArray) once = g_byte_array_new(), twice = g_byte_array_new();
  harvest_store(harvest, once);
  struct harvest *again = harvest_load(once->data, once->len, &error);
  g_assert_no_error(error);
  harvest_store(again, twice);
  g_assert_cmpmem(once->data, once->len, twice->data, twice->len);
  g_assert_true(outage_fits(&harvest->outage, &again->outage));
  harvest_free(harvest);
  harvest_free(again);
  return 0;
}
