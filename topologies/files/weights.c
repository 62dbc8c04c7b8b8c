#include "topologies/files/weights.h"

#include "topologies/files/columns.h"
#include "topologies/files/complaint.h"

struct state {
  const struct map *map;
  uint32_t *prefixes;  /* [ases] */
  uint64_t *addresses; /* [ases] */
  gboolean *named;     /* [ases] */
  gboolean bare;       /* a line had no addresses */
  uint64_t total;
};

static gboolean take_number(const struct columns_line *line, unsigned fact, uint64_t most, const char *what,
                            uint64_t *value, GError **error) {
  const struct columns_fact *field = &line->fact[fact];
  if (columns_number(field->text, field->length, most, value)) return TRUE;
  g_autofree char *expected = g_strdup_printf("a number of %s up to %" G_GUINT64_FORMAT, what, most);
  return complaint_found(error, line->line, field->text, field->length, expected);
}

static gboolean take(void *data, const struct columns_line *line, GError **error) {
  struct state *state = data;
  uint64_t prefixes = 0, addresses = 0;
  if (!take_number(line, 0, WEIGHTS_MOST_PREFIXES, "prefixes", &prefixes, error)) return FALSE;
  if (line->facts > 1 && !take_number(line, 1, WEIGHTS_MOST_ADDRESSES, "addresses", &addresses, error)) return FALSE;
  uint32_t as = map_find(state->map, line->asn);
  if (as == UINT32_MAX) return TRUE;
  if (state->named[as]) return complaint_set(error, line->line, "found AS%u again, expected every AS once", line->asn);
  state->named[as] = TRUE;
  state->bare |= line->facts < 2;
  state->prefixes[as] = (uint32_t)prefixes;
  state->addresses[as] = addresses;
  state->total += prefixes;
  return TRUE;
}

gboolean weights_read(struct map *map, const char *bytes, gsize length, const char *file, GError **error) {
  struct state state = {.map = map,
                        .prefixes = g_new0(uint32_t, map->ases),
                        .addresses = g_new0(uint64_t, map->ases),
                        .named = g_new0(gboolean, map->ases)};
  const struct columns_reader reader = {.expected = "ASN,PREFIXES", .least = 1, .take = take, .data = &state};
  gboolean good = columns_read(&reader, bytes, length, file, error);
  if (good && state.total == 0) {
    g_set_error(error, MAP_ERROR, MAP_ERROR_SYNTAX,
                "%s: found no prefix of an AS of the map, expected lines of "
                "ASN,PREFIXES",
                file);
    good = FALSE;
  }
  if (good) {
    g_free(map->prefixes);
    g_free(map->addresses);
    map->prefixes = g_steal_pointer(&state.prefixes);
    map->addresses = state.bare ? NULL : g_steal_pointer(&state.addresses);
  }
  g_free(state.named);
  g_free(state.addresses);
  g_free(state.prefixes);
  return good;
}
