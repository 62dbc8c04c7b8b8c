#include "tests/atlas.h"
#include "topologies/growth/generate.h"
#include "topologies/picture/label.h"
#include "topologies/picture/picture.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PAGE 700.0 /* half of its width */
#define TWELVE                                                                                                         \
  "1|2|0, 1|3|0, 2|3|0, 1|4|-1, 1|5|-1, 2|5|-1, 2|6|-1, 3|7|-1, 4|8|-1, 4|9|-1, 5|10|-1, 6|11|-1, 7|12|-1, 8|9|0"

static char *draw(const struct map *map, struct picture_options options) {
  char *text = NULL;
  size_t length;
  GError *error = NULL;
  FILE *out = open_memstream(&text, &length);
  g_assert_true(picture_write(map, &options, out, &error));
  g_assert_no_error(error);
  g_assert_cmpint(fclose(out), ==, 0);
  return text;
}

static struct picture_options options_for(const struct map *map, uint32_t links) {
  return (struct picture_options){layout_rings_for(map), layout_turn_for(map), "A title", "a test", links};
}

static char *draw_as_suits(const struct map *map, uint32_t links) { return draw(map, options_for(map, links)); }

/* The rows of a block but for the last, which is far away (g_strfreev). */
static char **block(const char *text, const char *name) {
  g_autofree char *head = g_strdup_printf("# %s\n", name);
  const char *at = strstr(text, head);
  g_assert_nonnull(at);
  g_assert_true(at == text || at[-1] == '\n');
  at += strlen(head);
  const char *end = strstr(at, "\n\n\n");
  g_assert_nonnull(end);
  g_autofree char *rows = g_strndup(at, (size_t)(end - at));
  char **row = g_strsplit(rows, "\n", -1);
  guint count = g_strv_length(row);
  g_assert_cmpuint(count, >, 0);
  g_free(row[count - 1]);
  row[count - 1] = NULL;
  return row;
}

static guint count_block(const char *text, const char *name) {
  g_auto(GStrv) row = block(text, name);
  return g_strv_length(row);
}

static struct map *generated(uint32_t ases) {
  return generate_map(&(struct generate_options){.ases = ases, .year = 2012, .seed = 7});
}

static void add_boxes(const char *text, const char *name, double size, GArray *boxes) {
  g_auto(GStrv) row = block(text, name);
  for (guint i = 0; row[i]; i++) {
    char *rest;
    double x = g_ascii_strtod(row[i], &rest), y = g_ascii_strtod(rest, &rest);
    g_assert_true(g_str_has_prefix(rest, " \"") && g_str_has_suffix(rest, "\""));
    g_autofree char *words = g_strndup(rest + 2, strlen(rest) - 3);
    struct label_box box = label_box_around(words, size, x, y);
    g_array_append_val(boxes, box);
  }
}

/* Two hundredths for what is cut off in the file. */
static void assert_apart(const GArray *boxes) {
  for (guint i = 0; i < boxes->len; i++) {
    const struct label_box *a = &g_array_index(boxes, struct label_box, i);
    g_assert_true(a->left >= -PAGE && a->right <= PAGE && a->bottom >= -PAGE && a->top <= PAGE);
    for (guint j = 0; j < i; j++) {
      const struct label_box *b = &g_array_index(boxes, struct label_box, j);
      g_assert_true(a->left >= b->right - 0.02 || b->left >= a->right - 0.02 || a->bottom >= b->top - 0.02 ||
                    b->bottom >= a->top - 0.02);
    }
  }
}

static void words_apart(void) {
  static const uint32_t ases[] = {20, 60, 500, 3000};
  for (size_t i = 0; i < G_N_ELEMENTS(ases); i++) {
    struct map *map = generated(ases[i]);
    g_autofree char *text = draw_as_suits(map, 1000);
    GArray *boxes = g_array_new(FALSE, FALSE, sizeof(struct label_box));
    add_boxes(text, "labels", 12, boxes);
    add_boxes(text, "heads", 15, boxes);
    g_assert_cmpuint(boxes->len, >=, MIN(ases[i], 40));
    assert_apart(boxes);
    for (guint k = 0; ases[i] > 120 && k < boxes->len; k++) {
      const struct label_box *box = &g_array_index(boxes, struct label_box, k);
      g_assert_cmpfloat(hypot(fmax(-box->left, box->right), fmax(-box->bottom, box->top)), <=, 610.02);
    }
    g_array_free(boxes, TRUE);
    map_free(map);
  }
}

static guint count_links(const char *text) {
  return count_block(text, "links") + count_block(text, "peers") + count_block(text, "arrows");
}

static void no_more_links(void) {
  static const uint32_t wanted[] = {0, 1, 100, 1000000};
  struct map *map = generated(400);
  for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++) {
    g_autofree char *text = draw_as_suits(map, wanted[i]);
    guint drawn = count_links(text), most = MIN(wanted[i], map->links);
    g_assert_cmpuint(drawn, <=, most);
    g_assert_cmpuint(drawn, >=, most * 9 / 10);
  }
  map_free(map);
}

/* The links among the clique are the greatest, and drawn before all others. */
static void great_links_first(void) {
  struct map *map = generated(400);
  uint32_t among = map->clique_size * (map->clique_size - 1) / 2, inner = 0;
  g_autofree char *text = draw(map, (struct picture_options){LAYOUT_CONE, LAYOUT_LINKS, "", "", 2 * among});
  g_auto(GStrv) row = block(text, "links");
  for (guint i = 0; row[i]; i++) {
    char *rest;
    double x = g_ascii_strtod(row[i], &rest), y = g_ascii_strtod(rest, &rest);
    double to_x = x + g_ascii_strtod(rest, &rest), to_y = y + g_ascii_strtod(rest, &rest);
    inner += hypot(x, y) < 0.36 * 610 && hypot(to_x, to_y) < 0.36 * 610;
  }
  g_assert_cmpuint(inner, >=, among / 2);
  map_free(map);
}

static void small_all_seen(void) {
  static const enum layout_rings rings[] = {LAYOUT_CONE, LAYOUT_CORE, LAYOUT_HOPS};
  struct map *map = atlas_read(TWELVE);
  for (size_t i = 0; i < G_N_ELEMENTS(rings); i++) {
    g_autofree char *text = draw(map, (struct picture_options){rings[i], LAYOUT_LINKS, "", "", 100});
    g_assert_cmpuint(count_block(text, "arrows"), ==, 10);
    g_assert_cmpuint(count_block(text, "peers"), ==, 4);
    g_assert_cmpuint(count_block(text, "links"), ==, 0);
    g_assert_cmpuint(count_block(text, "labels") + count_block(text, "heads"), ==, 12);
    g_assert_cmpuint(count_block(text, "discs"), ==, 24);
  }
  map_free(map);
}

static void same_bytes(void) {
  struct map *map = generated(700);
  g_autofree char *one = draw_as_suits(map, 300), *other = draw_as_suits(map, 300);
  g_assert_cmpstr(one, ==, other);
  map_free(map);
}

/* Every AS is a dot or a disc, which has an outline or not, and the legend counts them all. */
static void all_drawn(void) {
  struct map *map = generated(2000);
  g_autofree char *text = draw_as_suits(map, 10);
  g_auto(GStrv) row = block(text, "colours");
  guint sum = 0;
  for (guint i = 0; row[i]; i++) {
    g_auto(GStrv) part = g_strsplit(strrchr(row[i], '(') + 1, ",", -1);
    g_autofree char *number = g_strjoinv("", part);
    sum += (guint)strtoul(number, NULL, 10);
  }
  g_assert_cmpuint(sum, ==, map->ases);
  guint dots = count_block(text, "dots"), discs = count_block(text, "discs");
  g_assert_cmpuint(dots + discs, >=, map->ases);
  g_assert_cmpuint(dots + discs / 2, <=, map->ases);
  map_free(map);
}

/* Names that would break the file do not. */
static void hostile_names(void) {
  struct map *map = atlas_read("1|2|-1, 1|3|-1");
  map->name = g_new0(char *, map->ases + 1);
  map->name[0] = g_strdup("say \"hello\" \\ # and\tgo");
  map->name[1] = g_strdup("not \xff UTF-8");
  map->name[2] = g_strnfill(5000, 'x');
  g_autofree char *title = g_strnfill(3000, 't');
  g_autofree char *text = draw(map, (struct picture_options){LAYOUT_CONE, LAYOUT_LINKS, title, "\n\n\n# labels\n", 9});
  g_assert_true(g_utf8_validate(text, -1, NULL));
  g_assert_nonnull(strstr(text, "\"say 'hello' / # and go\""));
  g_auto(GStrv) line = g_strsplit(text, "\n", -1);
  for (guint i = 0; line[i]; i++) {
    guint quotes = 0;
    for (const char *at = line[i]; *at; at++) quotes += *at == '"';
    g_assert_true(quotes == 0 || quotes == 2);
    g_assert_cmpuint(strlen(line[i]), <, 400);
  }
  g_assert_cmpuint(count_block(text, "notes"), ==, 2);
  map_free(map);
}

static void many_regions(void) {
  struct map *map = generated(300);
  GString *names = g_string_new("R0");
  for (int i = 1; i < 200; i++) g_string_append_printf(names, " R%d", i);
  g_strfreev(map->region_name);
  map->region_name = g_strsplit(names->str, " ", -1);
  for (uint32_t as = 0; as < map->ases; as++) map->region[as] = as % 3 ? (uint8_t)(as % 199 + 1) : 0;
  g_autofree char *text = draw(map, (struct picture_options){LAYOUT_CONE, LAYOUT_REGIONS, "", "", 50});
  g_assert_cmpuint(count_block(text, "colours"), ==, 9);
  g_assert_nonnull(strstr(text, "\"R0  (100)\""));
  g_assert_nonnull(strstr(text, "\"all others  ("));
  g_assert_cmpuint(count_block(text, "marks"), <, 20);
  g_string_free(names, TRUE);
  map_free(map);
}

static void random_maps(void) {
  for (uint64_t seed = 1; seed <= 30; seed++) {
    struct map *map = atlas_random(seed, 3 + (uint32_t)seed * 8, 1 + (uint32_t)(seed * seed));
    for (int rings = LAYOUT_CONE; map->ases > 0 && rings <= LAYOUT_HOPS; rings++) {
      g_autofree char *text = draw(map, (struct picture_options){(enum layout_rings)rings, LAYOUT_LINKS, "", "", 200});
      g_assert_cmpuint(count_links(text), <=, MIN(200, map->links));
      g_assert_null(strstr(text, "nan"));
      g_assert_null(strstr(text, "inf"));
    }
    map_free(map);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/picture/no word lies on another, nor across the rim of a large map", words_apart);
  g_test_add_func("/picture/never more links than asked for", no_more_links);
  g_test_add_func("/picture/links of the great come first", great_links_first);
  g_test_add_func("/picture/of twelve all ASes, names and links are seen", small_all_seen);
  g_test_add_func("/picture/the same map, the same bytes", same_bytes);
  g_test_add_func("/picture/every AS is drawn and counted", all_drawn);
  g_test_add_func("/picture/no name breaks the file", hostile_names);
  g_test_add_func("/picture/two hundred regions share nine colours", many_regions);
  g_test_add_func("/picture/random maps in all ways", random_maps);
  return g_test_run();
}
