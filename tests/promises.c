#include "tests/promises.h"

#include "topologies/places/country.h"

#include <math.h>
#include <string.h>

static void links_kept(const struct map *map) {
  for (uint32_t i = 0; i < map->links; i++) {
    const struct map_link *link = &map->link[i], *last = link - 1;
    g_assert_true(link->a < map->ases && link->b < map->ases && link->a != link->b);
    g_assert_true(link->kind == MAP_TRANSIT || link->a < link->b);
    g_assert_true(i == 0 || last->a < link->a || (last->a == link->a && last->b < link->b));
    g_assert_true(!map->delay_ms || isnan(map->delay_ms[i]) ||
                  (map->delay_ms[i] >= 0 && map->delay_ms[i] <= MAP_MOST_MS));
  }
}

static void clique_kept(const struct map *map) {
  g_assert_cmpuint(map->clique_size, >, 0);
  for (uint32_t i = 0; i < map->clique_size; i++)
    g_assert_true(map->clique[i] < map->ases && (i == 0 || map->clique[i - 1] < map->clique[i]));
}

static void text_kept(const char *text) {
  g_assert_true(g_utf8_validate(text, -1, NULL));
  g_assert_cmpuint(strlen(text), >, 0);
  for (const char *at = text; *at; at = g_utf8_next_char(at)) g_assert_false(g_unichar_iscntrl(g_utf8_get_char(at)));
}

static void columns_kept(const struct map *map, uint32_t as) {
  guint regions = map->region_name ? g_strv_length(map->region_name) : 0;
  g_assert_true(!map->region || map->region[as] == MAP_NOWHERE || map->region[as] < regions);
  g_assert_true(!map->country || map->country[as] == COUNTRY_NONE || map->country[as] < country_count);
  g_assert_false(map->latitude && fabsf(map->latitude[as]) > 90);
  g_assert_false(map->longitude && fabsf(map->longitude[as]) > 180);
  if (map->name && map->name[as]) text_kept(map->name[as]);
}

void promises_kept(const struct map *map) {
  g_assert_cmpuint(map->links, >, 0);
  links_kept(map);
  clique_kept(map);
  for (uint32_t as = 0; as < map->ases; as++) {
    g_assert_true(map->asn[as] > (as ? map->asn[as - 1] : 0));
    columns_kept(map, as);
  }
  for (char **region = map->region_name; region && *region; region++) text_kept(*region);
}

static void same_bytes(const void *one, const void *other, size_t length) {
  g_assert_true(!one == !other);
  if (one) g_assert_cmpmem(one, length, other, length);
}

static void same_floats(const float *one, const float *other, uint32_t count) {
  g_assert_true(!one == !other);
  for (uint32_t i = 0; one && i < count; i++)
    g_assert_true(isnan(one[i]) ? isnan(other[i]) : memcmp(&one[i], &other[i], sizeof *one) == 0);
}

void promises_same(const struct map *one, const struct map *other) {
  g_assert_cmpuint(one->ases, ==, other->ases);
  g_assert_cmpuint(one->links, ==, other->links);
  g_assert_cmpuint(one->clique_size, ==, other->clique_size);
  same_bytes(one->asn, other->asn, one->ases * sizeof *one->asn);
  same_bytes(one->link, other->link, one->links * sizeof *one->link);
  same_bytes(one->clique, other->clique, one->clique_size * sizeof *one->clique);
  same_bytes(one->prefixes, other->prefixes, one->ases * sizeof *one->prefixes);
  same_bytes(one->addresses, other->addresses, one->ases * sizeof *one->addresses);
  same_bytes(one->country, other->country, one->ases);
  same_bytes(one->region, other->region, one->ases);
  same_floats(one->latitude, other->latitude, one->ases);
  same_floats(one->longitude, other->longitude, one->ases);
  same_floats(one->delay_ms, other->delay_ms, one->links);
  g_assert_true(!one->region_name == !other->region_name);
  if (one->region_name) g_assert_cmpstrv(one->region_name, other->region_name);
  g_assert_true(!one->name == !other->name);
  for (uint32_t as = 0; one->name && as < one->ases; as++) g_assert_cmpstr(one->name[as], ==, other->name[as]);
}

void promises_line(const GError *error, const char *file) {
  g_assert_true(g_str_has_prefix(error->message, file) && error->message[strlen(file)] == ':');
  g_assert_null(strpbrk(error->message, "\r\n"));
  g_assert_true(g_utf8_validate(error->message, -1, NULL));
}

char *promises_text(void (*write)(const struct map *map, FILE *out), const struct map *map, size_t *length) {
  char *text = NULL;
  FILE *file = open_memstream(&text, length);
  write(map, file);
  g_assert_cmpint(fclose(file), ==, 0);
  return text;
}
