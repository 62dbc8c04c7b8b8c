#include "topologies/files/countries.h"

#include "topologies/files/columns.h"
#include "topologies/files/complaint.h"
#include "topologies/places/country.h"

#include <string.h>

struct state {
  const struct map *map;
  uint8_t *country; /* [ases] */
  uint32_t found;   /* lines about ASes of the map */
};

static gboolean take(void *data, const struct columns_line *line, GError **error) {
  struct state *state = data;
  const char *code = line->fact[0].text;
  gsize length = line->fact[0].length;
  if (length != 0 && (length != 2 || !g_ascii_isalpha(code[0]) || !g_ascii_isalpha(code[1])))
    return complaint_found(error, line->line, code, length, "the two letters of a country");
  uint32_t as = map_find(state->map, line->asn);
  if (as == UINT32_MAX) return TRUE;
  state->found++;
  uint8_t country = length ? country_find(code) : COUNTRY_NONE;
  if (country == COUNTRY_NONE) return TRUE;
  if (state->country[as] != COUNTRY_NONE && state->country[as] != country) {
    const char *before = country_table[state->country[as]].code;
    return complaint_set(error, line->line, "found AS%u in %s, expected %s as before", line->asn,
                         country_table[country].code, before);
  }
  state->country[as] = country;
  return TRUE;
}

gboolean countries_read(struct map *map, const char *bytes, gsize length, const char *file, GError **error) {
  struct state state = {.map = map, .country = g_malloc(map->ases)};
  memset(state.country, COUNTRY_NONE, map->ases);
  const struct columns_reader reader = {.expected = "ASN,COUNTRY", .least = 1, .take = take, .data = &state};
  gboolean good = columns_read(&reader, bytes, length, file, error);
  if (good && state.found == 0) {
    g_set_error(error, MAP_ERROR, MAP_ERROR_SYNTAX, "%s: found no AS of the map, expected lines of ASN,COUNTRY", file);
    good = FALSE;
  }
  if (!good) {
    g_free(state.country);
    return FALSE;
  }
  g_free(map->country);
  map->country = state.country;
  return TRUE;
}
