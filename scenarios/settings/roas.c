#include "scenarios/settings/roas.h"

#include "scenarios/files/input.h"
#include "topologies/files/columns.h"
#include "topologies/files/complaint.h"

static gboolean roa_take(void *data, const struct columns_line *line, GError **error) {
  const struct columns_fact *prefix = &line->fact[0], *most = &line->fact[1];
  struct roa roa = {.asn = line->asn};
  uint64_t length = 0;
  if (strlen(prefix->text) != prefix->length || !prefix_parse(prefix->text, &roa.prefix))
    return complaint_found(error, line->line, prefix->text, prefix->length, "a prefix");
  if (!columns_number(most->text, most->length, roa.prefix.family == PREFIX_IPV6 ? 128 : 32, &length) ||
      length < roa.prefix.bits)
    return complaint_found(error, line->line, most->text, most->length,
                           "a maximum length, not less than that of the prefix");
  roa.most = (uint8_t)length;
  g_array_append_val((GArray *)data, roa);
  return TRUE;
}

GArray *roas_load(const char *path, GError **error) {
  g_autofree char *bytes = NULL;
  gsize length;
  if (!input_read(path, &bytes, &length, error)) return NULL;
  GArray *roas = g_array_new(FALSE, FALSE, sizeof(struct roa));
  const struct columns_reader reader = {
      .expected = "ASN,PREFIX,MAX LENGTH", .least = 2, .zero = TRUE, .take = roa_take, .data = roas};
  if (columns_read(&reader, bytes, length, path, error)) return roas;
  g_array_unref(roas);
  return NULL;
}
