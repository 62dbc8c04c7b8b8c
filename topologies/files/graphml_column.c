#include "topologies/files/graphml_column.h"

#include "topologies/files/weights.h"
#include "topologies/places/country.h"

#include <math.h>
#include <string.h>

#define REGION "region "

/* igraph writes NaN, and nothing at all, where a node has no value. */
static gboolean is_missing(const char *text) { return !*text || g_ascii_strcasecmp(text, "nan") == 0; }

/* NaN for a missing value; infinity when the text is no number. */
static double number(const char *text) {
  char *end;
  if (is_missing(text)) return NAN;
  double value = g_ascii_strtod(text, &end);
  return *end || isnan(value) ? INFINITY : value;
}

/* `most` is below 2^53, where a double still counts one by one. */
static gboolean whole(const char *text, uint64_t least, uint64_t most, uint64_t *value) {
  double found = number(text);
  if (!(found >= (double)least && found <= (double)most) || found != floor(found)) return FALSE;
  *value = (uint64_t)found;
  return TRUE;
}

static const char *read_asn(struct graphml_target *target, const char *text) {
  uint64_t asn = 0;
  if (!is_missing(text) && !whole(text, 1, UINT32_MAX, &asn)) return "an AS number from 1 to 4294967295";
  draft_at(target->draft, target->node)->asn = (uint32_t)asn;
  return NULL;
}

static const char *read_label(struct graphml_target *target, const char *text) {
  const char *label = draft_text(target->draft, text);
  if (label) draft_at(target->draft, target->node)->name = label;
  return NULL;
}

/* A label counts more, whichever comes first. */
static const char *read_name(struct graphml_target *target, const char *text) {
  return draft_at(target->draft, target->node)->name ? NULL : read_label(target, text);
}

static const char *read_region(struct graphml_target *target, const char *text) {
  const char *name = draft_text(target->draft, text);
  uint8_t region = name ? draft_region(target->draft, name) : MAP_NOWHERE;
  if (target->domain == GRAPHML_NODE) draft_at(target->draft, target->node)->region = region;
  return NULL;
}

static const char *read_country(struct graphml_target *target, const char *text) {
  uint8_t country = strlen(text) == 2 ? country_find(text) : COUNTRY_NONE;
  target->foreign += country == COUNTRY_NONE && !is_missing(text);
  draft_at(target->draft, target->node)->country = country;
  return NULL;
}

static const char *read_degrees(float *degrees, const char *text, double most, const char *expected) {
  double value = number(text);
  if (fabs(value) > most) return expected;
  *degrees = (float)value;
  return NULL;
}

static const char *read_latitude(struct graphml_target *target, const char *text) {
  return read_degrees(&draft_at(target->draft, target->node)->latitude, text, 90, "a latitude from -90 to 90");
}

static const char *read_longitude(struct graphml_target *target, const char *text) {
  return read_degrees(&draft_at(target->draft, target->node)->longitude, text, 180, "a longitude from -180 to 180");
}

static const char *read_prefixes(struct graphml_target *target, const char *text) {
  uint64_t prefixes = 0;
  if (!is_missing(text) && !whole(text, 0, WEIGHTS_MOST_PREFIXES, &prefixes)) return "a number of prefixes";
  draft_at(target->draft, target->node)->prefixes = (uint32_t)prefixes;
  return NULL;
}

static const char *read_addresses(struct graphml_target *target, const char *text) {
  uint64_t addresses = 0;
  if (!is_missing(text) && !whole(text, 0, WEIGHTS_MOST_ADDRESSES, &addresses)) return "a number of addresses";
  draft_at(target->draft, target->node)->addresses = addresses;
  return NULL;
}

static const char *read_clique(struct graphml_target *target, const char *text) {
  gboolean *clique = &draft_at(target->draft, target->node)->clique;
  if (g_ascii_strcasecmp(text, "true") == 0 || strcmp(text, "1") == 0) *clique = TRUE;
  else if (is_missing(text) || g_ascii_strcasecmp(text, "false") == 0 || strcmp(text, "0") == 0) *clique = FALSE;
  else return "true or false";
  return NULL;
}

static const char *read_relation(struct graphml_target *target, const char *text) {
  target->related = !is_missing(text);
  if (strcmp(text, "provider") == 0) target->link.kind = MAP_TRANSIT;
  else if (strcmp(text, "peer") == 0) target->link.kind = MAP_PEER;
  else if (is_missing(text) || strcmp(text, "sibling") == 0) target->link.kind = MAP_SIBLING;
  else return "provider, peer or sibling";
  return NULL;
}

static const char *read_delay(struct graphml_target *target, const char *text) {
  double delay = number(text);
  if (delay < 0 || delay > MAP_MOST_MS) return "a delay of 0 to 1000000 milliseconds";
  target->link.delay_ms = (float)delay;
  return NULL;
}

const struct graphml_column graphml_columns[GRAPHML_COLUMNS] = {
    {REGION, GRAPHML_GRAPH, 0, read_region},
    {"asn", GRAPHML_NODE, 0, read_asn},
    {"label", GRAPHML_NODE, DRAFT_NAME, read_label},
    {"name", GRAPHML_NODE, DRAFT_NAME, read_name},
    {"region", GRAPHML_NODE, DRAFT_REGION, read_region},
    {"country", GRAPHML_NODE, DRAFT_COUNTRY, read_country},
    {"latitude", GRAPHML_NODE, DRAFT_LATITUDE, read_latitude},
    {"longitude", GRAPHML_NODE, DRAFT_LONGITUDE, read_longitude},
    {"prefixes", GRAPHML_NODE, DRAFT_PREFIXES, read_prefixes},
    {"addresses", GRAPHML_NODE, DRAFT_ADDRESSES, read_addresses},
    {"clique", GRAPHML_NODE, 0, read_clique},
    {"relation", GRAPHML_EDGE, 0, read_relation},
    {"delay_ms", GRAPHML_EDGE, DRAFT_DELAY, read_delay},
};

const struct graphml_column *graphml_column_find(enum graphml_domain domain, const char *name) {
  if (domain == GRAPHML_GRAPH)
    return g_ascii_strncasecmp(name, REGION, strlen(REGION)) == 0 ? &graphml_columns[0] : NULL;
  for (size_t i = 1; i < GRAPHML_COLUMNS; i++)
    if (graphml_columns[i].domain == domain && g_ascii_strcasecmp(graphml_columns[i].name, name) == 0)
      return &graphml_columns[i];
  return NULL;
}
