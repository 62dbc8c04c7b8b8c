#include "topologies/picture/picture_part.h"

#include "topologies/survey/rank.h"

#include <math.h>
#include <string.h>

#define LEGEND -644   /* height of the lowest line */
#define LINE 24       /* from one line to the next */
#define GREATEST 26.0 /* radius of a disc */
#define LEAST 0.7
#define DOT 2.5      /* a smaller disc is a dot */
#define GROWTH 0.4   /* power of its links to which the radius grows */
#define COVERED 0.22 /* share of the picture under discs, at most */

/* Radius of an AS with one link: less on a larger map, and so that discs, did none overlap, cover no more than so much
 * of the picture. */
static double measure_unit(const struct adjacency *adjacency) {
  double areas = 0;
  for (uint32_t as = 0; as < adjacency->ases; as++) areas += pow(adjacency_degree(adjacency, as), 2 * GROWTH);
  return fmin(26 / pow(adjacency->ases, 0.32), sqrt(COVERED / areas) * PICTURE_RADIUS);
}

double picture_disc(const struct picture *picture, uint32_t links) {
  return CLAMP(picture->unit * pow(links, GROWTH), LEAST, GREATEST);
}

static double *measure_discs(const struct picture *picture) {
  double *radius = g_new(double, picture->map->ases);
  for (uint32_t as = 0; as < picture->map->ases; as++)
    radius[as] = picture_disc(picture, adjacency_degree(picture->adjacency, as));
  return radius;
}

static void count_kinds(struct picture *picture) {
  const struct map *map = picture->map;
  for (uint32_t i = 0; i < map->links; i++) {
    picture->transits += map->link[i].kind == MAP_TRANSIT;
    picture->peers += map->link[i].kind == MAP_PEER;
    picture->siblings += map->link[i].kind == MAP_SIBLING;
  }
}

static gboolean is_dot(const struct picture *picture, uint32_t as) {
  return picture->radius[as] < DOT && !picture->tier1[as];
}

static void write_disc(const struct picture *picture, uint32_t as, FILE *out) {
  double x = picture->layout->x[as] * PICTURE_RADIUS, y = picture->layout->y[as] * PICTURE_RADIUS;
  double radius = picture->radius[as];
  if (picture->tier1[as]) fprintf(out, "%.2f %.2f %.2f %u\n", x, y, radius + 1.6, 0x202020);
  else if (radius >= PICTURE_OUTLINE) fprintf(out, "%.2f %.2f %.2f %u\n", x, y, radius + 0.8, 0xffffff);
  fprintf(out, "%.2f %.2f %.2f %u\n", x, y, radius, picture_colour(picture, as));
}

static void write_ases(const struct picture *picture, gboolean dots, FILE *out) {
  uint32_t count, *by_size = rank_leaders(picture->radius, picture->radius, picture->map->ases, UINT32_MAX, &count);
  fprintf(out, "# %s\n", dots ? "dots" : "discs");
  /* Smaller discs on top of larger ones. */
  for (uint32_t i = 0; i < count; i++)
    if (is_dot(picture, by_size[i]) == dots) write_disc(picture, by_size[i], out);
  fprintf(out, "%d %d 0 0\n\n\n", PICTURE_FAR, PICTURE_FAR);
  g_free(by_size);
}

/* Quotes would end the text, a backslash would begin something. */
void picture_write_text(const char *text, FILE *out) {
  char *valid = g_utf8_make_valid(text, -1);
  for (char *at = valid; *at; at++) {
    if (*at == '"') *at = '\'';
    if (*at == '\\') *at = '/';
    if ((unsigned char)*at < ' ') *at = ' ';
  }
  fprintf(out, "\"%s\"\n", valid);
  g_free(valid);
}

char *picture_cut(const char *text, glong letters) {
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  if (g_utf8_strlen(valid, -1) <= letters) return g_steal_pointer(&valid);
  *g_utf8_offset_to_pointer(valid, letters - 1) = '\0';
  return g_strconcat(valid, "…", NULL);
}

char *picture_number(uint32_t number) {
  if (number < 1000) return g_strdup_printf("%u", number);
  if (number < 1000000) return g_strdup_printf("%u,%03u", number / 1000, number % 1000);
  return g_strdup_printf("%u,%03u,%03u", number / 1000000, number / 1000 % 1000, number % 1000);
}

char *picture_count(const char *words, uint32_t count) {
  g_autofree char *number = picture_number(count), *cut = picture_cut(words, 40);
  return g_strdup_printf("%s  (%s)", cut, number);
}

int picture_next_line(struct picture_legend *legend) { return LEGEND + LINE * legend->lines++; }

static void picture_fill(struct picture *picture) {
  const struct map *map = picture->map;
  picture->small = map->ases <= PICTURE_SMALL;
  picture->unit = measure_unit(picture->adjacency);
  picture->radius = measure_discs(picture);
  picture->tier1 = g_new0(gboolean, map->ases);
  count_kinds(picture);
  for (uint32_t i = 0; picture->transits > 0 && i < map->clique_size; i++) picture->tier1[map->clique[i]] = TRUE;
  picture_part_discs(picture);
  picture_choose_colours(picture);
  picture_choose_links(picture);
}

static void picture_write_all(const struct picture *picture, FILE *out) {
  picture_write_frame(picture, out);
  picture_write_colours(picture, out);
  picture_write_kinds(picture, out);
  picture_write_links(picture, out);
  write_ases(picture, TRUE, out);
  write_ases(picture, FALSE, out);
  picture_write_labels(picture, out);
}

gboolean picture_write(const struct map *map, const struct picture_options *options, FILE *out, GError **error) {
  struct picture picture = {.map = map, .options = options, .adjacency = adjacency_new(map)};
  picture.layout = layout_new(map, picture.adjacency, options->rings, options->turns, error);
  gboolean good = picture.layout != NULL;
  if (good) picture_fill(&picture);
  if (good) picture_write_all(&picture, out);
  g_free(picture.drawn);
  g_free(picture.tier1);
  g_free(picture.radius);
  layout_free(picture.layout);
  adjacency_free(picture.adjacency);
  return good;
}
