/* picture_labels.c: names for the great.
 *
 * A small map has a name at every node that leaves room for one. Of a large one the clique comes first, then whoever
 * has a name, then a few AS numbers, each in the order of links times level; none lies across the rim.
 */
#include "topologies/picture/picture_part.h"

#include "topologies/survey/rank.h"

#include <math.h>

#define MOST 90         /* labels of a map that is not small */
#define MOST_NUMBERS 16 /* of these, AS numbers, on a map with names */
#define LETTERS 26      /* of a name */
#define OBSTACLE 3.0    /* discs of this radius and more are not covered by words */
#define CROWDED 9.0     /* the same where the great stand close together */
#define BESIDE 86.0     /* room for words at each side of the disc */

struct labels {
  const struct picture *picture;
  struct label_page *page;
  GArray *label; /* struct label */
  uint32_t names, numbers;
};

struct label {
  uint32_t as;
  double x, y;
};

static gboolean has_name(const struct map *map, uint32_t as) { return map->name && map->name[as] && *map->name[as]; }

/* "AS3356" or the name, not too long (g_free). */
static char *name_of(const struct map *map, uint32_t as) {
  return has_name(map, as) ? picture_cut(map->name[as], LETTERS) : g_strdup_printf("AS%u", map->asn[as]);
}

static uint32_t *choose_great(const struct picture *picture, uint32_t *count) {
  uint32_t ases = picture->map->ases;
  double *value = g_new(double, ases), *second = g_new(double, ases);
  for (uint32_t as = 0; as < ases; as++) {
    second[as] = adjacency_degree(picture->adjacency, as);
    value[as] = second[as] * (1.0 + picture->layout->level[as]);
    if (has_name(picture->map, as)) value[as] += 1e15;
    if (picture->tier1[as]) value[as] += 2e15;
  }
  uint32_t *great = rank_leaders(value, second, ases, UINT32_MAX, count);
  g_free(value);
  g_free(second);
  return great;
}

static struct label_disc disc_of(const struct picture *picture, uint32_t as) {
  return (struct label_disc){picture->layout->x[as] * PICTURE_RADIUS, picture->layout->y[as] * PICTURE_RADIUS,
                             picture->radius[as] + (picture->tier1[as] ? 1.6 : 0)};
}

static struct label_page *make_page(const struct picture *picture) {
  const double side = PICTURE_RADIUS + BESIDE;
  struct label_page *page = label_page_new((struct label_box){-side, side, -side, side});
  const struct layout *layout = picture->layout;
  double obstacle = layout->rings == LAYOUT_CORE && !picture->small ? CROWDED : OBSTACLE;
  if (!picture->small && layout->rings != LAYOUT_PLACES) page->round = PICTURE_RADIUS;
  for (uint32_t as = 0; as < picture->map->ases; as++) {
    struct label_disc disc = disc_of(picture, as);
    if (disc.radius >= obstacle || picture->tier1[as]) g_array_append_val(page->discs, disc);
  }
  for (guint i = 0; i < layout->ring->len; i++) {
    g_autofree char *words = picture_ring_words(picture, i);
    double y = g_array_index(layout->ring, struct layout_ring, i).radius * PICTURE_RADIUS;
    label_take(page, label_box_around(words, PICTURE_LABEL, 0, y));
  }
  return page;
}

static double size_of(const struct picture *picture, uint32_t as) {
  return picture->tier1[as] ? PICTURE_HEAD : PICTURE_LABEL;
}

/* FALSE when there are enough. */
static gboolean add_label(struct labels *labels, uint32_t as) {
  const struct picture *picture = labels->picture;
  gboolean named = has_name(picture->map, as);
  uint32_t most = named || labels->names == 0 ? MOST : MOST_NUMBERS;
  if (!picture->small && (labels->label->len == MOST || (!named && labels->numbers == most))) return FALSE;
  g_autofree char *name = name_of(picture->map, as);
  struct label label = {.as = as};
  struct label_disc disc = disc_of(picture, as);
  if (!label_place(labels->page, &disc, name, size_of(picture, as), &label.x, &label.y)) return TRUE;
  g_array_append_val(labels->label, label);
  *(named ? &labels->names : &labels->numbers) += 1;
  return TRUE;
}

static void write_block(const struct labels *labels, gboolean heads, FILE *out) {
  fprintf(out, "# %s\n", heads ? "heads" : "labels");
  for (guint i = 0; i < labels->label->len; i++) {
    const struct label *label = &g_array_index(labels->label, struct label, i);
    if (labels->picture->tier1[label->as] != heads) continue;
    g_autofree char *name = name_of(labels->picture->map, label->as);
    fprintf(out, "%.2f %.2f ", label->x, label->y);
    picture_write_text(name, out);
  }
  fprintf(out, "%d %d \"\"\n\n\n", PICTURE_FAR, PICTURE_FAR);
}

void picture_write_labels(const struct picture *picture, FILE *out) {
  struct labels labels = {.picture = picture, .page = make_page(picture)};
  uint32_t count, *great = choose_great(picture, &count);
  labels.label = g_array_new(FALSE, FALSE, sizeof(struct label));
  for (uint32_t i = 0; i < count; i++)
    if (!add_label(&labels, great[i])) break;
  write_block(&labels, FALSE, out);
  write_block(&labels, TRUE, out);
  g_array_free(labels.label, TRUE);
  g_free(great);
  label_page_free(labels.page);
}
