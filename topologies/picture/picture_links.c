/* picture_links.c: which links are drawn, and how.
 *
 * Half of what may be drawn goes to the links whose lesser end is greatest: what holds the map together. The other half
 * is a sample of all the rest, for the look of the whole; chance decides by the ends of a link alone, so that the same
 * link is drawn of similar maps.
 */
#include "topologies/picture/picture_part.h"

#include "sim/chance.h"

#include <math.h>

enum { CHANCE_LINK };

#define ARROW_GREY 0x404040
#define PEER_COLOUR 0x009e73
#define SIBLING_COLOUR 0xcc79a7
#define PEER_GREY 0x606060
#define SAMPLE_COLOUR 0x0072b2 /* in the legend, for all of them */

struct choice {
  uint64_t key; /* the greatest are drawn */
  uint32_t link;
};

static int compare_choices(const void *x, const void *y) {
  const struct choice *a = x, *b = y;
  if (a->key != b->key) return a->key > b->key ? -1 : 1;
  return (a->link > b->link) - (a->link < b->link);
}

static uint32_t weight_of(const struct picture *picture, uint32_t as) {
  gboolean levels = picture->layout->rings == LAYOUT_CONE || picture->layout->rings == LAYOUT_CORE;
  return levels ? picture->layout->level[as] : adjacency_degree(picture->adjacency, as);
}

static uint64_t weight_of_link(const struct picture *picture, const struct map_link *link) {
  uint32_t a = weight_of(picture, link->a), b = weight_of(picture, link->b);
  return (uint64_t)MIN(a, b) << 32 | MAX(a, b);
}

static uint64_t chance_of_link(const struct map *map, const struct map_link *link) {
  return chance_bits(
      (struct chance){.seed = 0, .who = map->asn[link->a], .what = CHANCE_LINK, .nth = map->asn[link->b]});
}

void picture_choose_links(struct picture *picture) {
  const struct map *map = picture->map;
  uint32_t wanted = MIN(picture->options->links, map->links), great = wanted == map->links ? wanted : wanted / 2;
  struct choice *choice = g_new(struct choice, map->links);
  for (uint32_t i = 0; i < map->links; i++) choice[i] = (struct choice){weight_of_link(picture, &map->link[i]), i};
  qsort(choice, map->links, sizeof *choice, compare_choices);
  for (uint32_t i = great; i < map->links; i++) choice[i].key = chance_of_link(map, &map->link[choice[i].link]);
  qsort(choice + great, map->links - great, sizeof *choice, compare_choices);
  picture->drawn = g_new(uint32_t, wanted);
  picture->drawn_count = wanted;
  for (uint32_t i = 0; i < wanted; i++) picture->drawn[i] = choice[wanted - 1 - i].link;
  g_free(choice);
}

/* How much shines through, as the uppermost byte of a colour. */
static uint32_t thinness(const struct picture *picture) {
  static const uint32_t step[][2] = {{60, 0},      {300, 0x40},   {1000, 0x80}, {3000, 0xa0},
                                     {8000, 0xb8}, {20000, 0xc8}, {50000, 0xd8}};
  for (size_t i = 0; i < G_N_ELEMENTS(step); i++)
    if (picture->drawn_count <= step[i][0]) return step[i][1] << 24;
  return 0xe8000000;
}

static uint32_t colour_of(const struct picture *picture, const struct map_link *link) {
  if (picture->small && link->kind == MAP_TRANSIT) return ARROW_GREY;
  if (link->kind == MAP_PEER && picture->small) return PEER_COLOUR;
  if (link->kind == MAP_SIBLING && picture->transits > 0) return SIBLING_COLOUR;
  if (link->kind == MAP_PEER) return PEER_GREY;
  return picture_colour(picture, link->kind == MAP_TRANSIT ? link->b : link->a);
}

/* From the edge of one disc to the edge of the other. */
static void write_link(const struct picture *picture, const struct map_link *link, FILE *out) {
  const double *x = picture->layout->x, *y = picture->layout->y;
  double dx = (x[link->b] - x[link->a]) * PICTURE_RADIUS, dy = (y[link->b] - y[link->a]) * PICTURE_RADIUS;
  double length = hypot(dx, dy), cut_a = picture->radius[link->a], cut_b = picture->radius[link->b];
  if (picture->small) cut_a += 2, cut_b += 3;
  if (length <= cut_a + cut_b) return;
  double rest = (length - cut_a - cut_b) / length;
  fprintf(out, "%.2f %.2f %.2f %.2f %u\n", x[link->a] * PICTURE_RADIUS + dx / length * cut_a,
          y[link->a] * PICTURE_RADIUS + dy / length * cut_a, dx * rest, dy * rest,
          thinness(picture) | colour_of(picture, link));
}

enum style { LINE, DASHED, ARROW, STYLES };

static enum style style_of(const struct picture *picture, const struct map_link *link) {
  if (!picture->small || link->kind == MAP_SIBLING) return LINE;
  return link->kind == MAP_PEER ? DASHED : ARROW;
}

void picture_write_links(const struct picture *picture, FILE *out) {
  static const char *const block[STYLES] = {"links", "peers", "arrows"};
  for (int style = 0; style < STYLES; style++) {
    fprintf(out, "# %s\n", block[style]);
    for (uint32_t i = 0; i < picture->drawn_count; i++) {
      const struct map_link *link = &picture->map->link[picture->drawn[i]];
      if ((int)style_of(picture, link) == style) write_link(picture, link, out);
    }
    fprintf(out, "%d %d 1 1 0\n\n\n", PICTURE_FAR, PICTURE_FAR);
  }
}

static void write_kind(struct picture_legend *legend, const char *words, uint32_t count, uint32_t colour,
                       enum style style) {
  if (count == 0) return;
  g_autofree char *text = picture_count(words, count);
  fprintf(legend->out, "%d %u %d ", picture_next_line(legend), colour, (int)style);
  picture_write_text(text, legend->out);
}

void picture_write_kinds(const struct picture *picture, FILE *out) {
  struct picture_legend legend = {.out = out};
  fputs("# kinds\n", out);
  if (picture->transits > 0) write_kind(&legend, "siblings", picture->siblings, SIBLING_COLOUR, LINE);
  if (picture->small) {
    write_kind(&legend, "peers", picture->peers, PEER_COLOUR, DASHED);
    write_kind(&legend, "provider to customer", picture->transits, ARROW_GREY, ARROW);
  } else {
    write_kind(&legend, "peers", picture->peers, PEER_GREY, LINE);
    write_kind(&legend, "to a provider, in the customer's colour", picture->transits, SAMPLE_COLOUR, LINE);
  }
  fprintf(out, "%d 0 0 \"\"\n\n\n", PICTURE_FAR);
}
