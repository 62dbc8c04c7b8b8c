/* picture_words.c: title, notes, legend of sizes, what the rings and the rim say. */
#include "topologies/picture/picture_part.h"

#include <math.h>

#define TITLE_LETTERS 78 /* what fits on the page */
#define SOURCE_LETTERS 60
#define SIZES_TOP 640 /* legend of sizes */
#define SIZES_LINE 54

static void write_title(const struct picture *picture, FILE *out) {
  const struct map *map = picture->map;
  g_autofree char *ases = picture_number(map->ases), *links = picture_number(map->links);
  g_autofree char *counts = g_strdup_printf("%s %s, %s link%s", ases, picture->transits > 0 ? "ASes" : "nodes", links,
                                            map->links == 1 ? "" : "s");
  g_autofree char *title = picture_cut(picture->options->title, TITLE_LETTERS);
  fputs("# title\n", out);
  picture_write_text(title, out);
  picture_write_text(counts, out);
  fputs("\"\"\n\n\n", out);
}

static const char *words_for_radius(enum layout_rings rings) {
  static const char *const words[] = {
      [LAYOUT_CONE] =
          "Radius: customer cone (ASes reached by customer links alone), logarithmic, the tier-1 clique in the middle.",
      [LAYOUT_CORE] =
          "Radius: the highest k of a k-core that holds the AS, logarithmic, the innermost core in the middle.",
      [LAYOUT_HOPS] = "Radius: links away from the node in the middle, which has most.",
      [LAYOUT_PLACES] = "Places: longitude and latitude, north up, pushed apart where they are crowded.",
  };
  return words[rings];
}

static const char *words_for_turn(enum layout_turn turns) {
  static const char *const words[] = {
      [LAYOUT_LINKS] = "Angle: near those with whom an AS is linked.",
      [LAYOUT_REGIONS] = "Angle: a sector a region, within it near those with whom an AS is linked.",
      [LAYOUT_LONGITUDES] = "Angle: longitude, as seen from above the North Pole, stretched where there are many.",
  };
  return words[turns];
}

static char *words_for_links(const struct picture *picture) {
  const struct map *map = picture->map;
  g_autofree char *drawn = picture_number(picture->drawn_count), *links = picture_number(map->links);
  if (picture->drawn_count == map->links) return g_strdup("All links are drawn.");
  return g_strdup_printf("%s of %s links are drawn: half of these among the great, half a sample of the rest.", drawn,
                         links);
}

static void write_notes(const struct picture *picture, FILE *out) {
  const struct layout *layout = picture->layout;
  g_autofree char *links = words_for_links(picture), *cut = picture_cut(picture->options->source, SOURCE_LETTERS);
  g_autofree char *source = g_strdup_printf("Source: %s.", cut);
  g_autofree char *first = layout->rings == LAYOUT_PLACES || layout->rings == LAYOUT_HOPS
                               ? g_strdup(words_for_radius(layout->rings))
                               : g_strdup_printf("%s %s", words_for_radius(layout->rings),
                                                 words_for_turn(layout->turns));
  g_autofree char *second = g_strdup_printf("%s %s", links, source);
  fputs("# notes\n", out);
  picture_write_text(first, out);
  picture_write_text(second, out);
  fputs("\"\"\n\n\n", out);
}

char *picture_ring_words(const struct picture *picture, guint ring) {
  uint32_t level = g_array_index(picture->layout->ring, struct layout_ring, ring).level;
  g_autofree char *number = picture_number(level);
  if (ring > 0) return g_steal_pointer(&number);
  if (picture->layout->rings == LAYOUT_CORE) return g_strdup_printf("k = %s", number);
  if (picture->layout->rings == LAYOUT_HOPS) return g_strdup_printf("%s link%s away", number, level == 1 ? "" : "s");
  return g_strdup_printf("cone of %s AS%s", number, level == 1 ? "" : "es");
}

static void write_rings(const struct picture *picture, FILE *out) {
  fputs("# rings\n", out);
  for (guint i = 0; i < picture->layout->ring->len; i++) {
    g_autofree char *words = picture_ring_words(picture, i);
    fprintf(out, "%.2f ", g_array_index(picture->layout->ring, struct layout_ring, i).radius * PICTURE_RADIUS);
    picture_write_text(words, out);
  }
  fprintf(out, "%d \"\"\n\n\n", PICTURE_FAR);
}

/* The name of a region or "30° W" (g_free). */
static char *words_for_mark(const struct picture *picture, const struct layout_mark *mark) {
  if (picture->layout->turns == LAYOUT_REGIONS) return picture_cut(picture->map->region_name[mark->value], 40);
  if (mark->value == 0 || mark->value == 180) return g_strdup_printf("%d°", mark->value);
  return g_strdup_printf("%d° %c", abs(mark->value), mark->value < 0 ? 'W' : 'E');
}

/* Words along the rim, upright in the lower half too, where there is room for them. */
static void write_mark(const struct picture *picture, const struct layout_mark *mark, FILE *out) {
  double angle = mark->turn * 2 * G_PI, far = PICTURE_RADIUS + 20, rotate = -mark->turn * 360;
  gboolean below = mark->turn > 0.25 && mark->turn < 0.75;
  g_autofree char *words = words_for_mark(picture, mark);
  if (label_width(words, PICTURE_MARK) > mark->room * 2 * G_PI * far) return;
  fprintf(out, "%.2f %.2f %.1f ", far * sin(angle), far * cos(angle), below ? rotate + 180 : rotate);
  picture_write_text(words, out);
}

static void write_marks(const struct picture *picture, FILE *out) {
  fputs("# marks\n", out);
  for (guint i = 0; !picture->small && i < picture->layout->mark->len; i++)
    write_mark(picture, &g_array_index(picture->layout->mark, struct layout_mark, i), out);
  fprintf(out, "%d %d 0 \"\"\n\n\n", PICTURE_FAR, PICTURE_FAR);
}

static void write_sizes(const struct picture *picture, FILE *out) {
  uint32_t most = 0;
  int line = 0;
  for (uint32_t as = 0; as < picture->map->ases; as++) most = MAX(most, adjacency_degree(picture->adjacency, as));
  fputs("# sizes\n", out);
  for (uint64_t links = 1; links <= most; links *= most > 50 ? 10 : 3, line++) {
    g_autofree char *number = picture_number((uint32_t)links);
    g_autofree char *text = g_strdup_printf("%s link%s", number, links == 1 ? "" : "s");
    fprintf(out, "%d %.2f ", SIZES_TOP - SIZES_LINE * line, picture_disc(picture, (uint32_t)links));
    picture_write_text(text, out);
  }
  fprintf(out, "%d 0 \"\"\n\n\n", PICTURE_FAR);
}

void picture_write_frame(const struct picture *picture, FILE *out) {
  write_title(picture, out);
  write_notes(picture, out);
  write_rings(picture, out);
  write_marks(picture, out);
  write_sizes(picture, out);
}
