/* picture_colour.c: who has which colour.
 *
 * Regions take colours that colour-blind readers tell apart (Okabe and Ito 2008), in an order in which neighbours on
 * the circle differ in lightness too, for print in grey. Where there are more regions than colours, those with most
 * ASes have one. Without regions the colour tells what an AS does.
 */
#include "topologies/picture/picture_part.h"

#include "topologies/survey/rank.h"

#define NOWHERE 0x999999

enum trade { TIER1, TRANSIT, STUB, TRADES };

static const uint32_t region_colour[PICTURE_REGIONS] = {0x0072b2, 0xe69f00, 0x009e73, 0xcc79a7,
                                                        0xd55e00, 0x56b4e9, 0xb8a800, 0x505050};
static const uint32_t trade_colour[TRADES] = {0xd55e00, 0x0072b2, 0x6fb7e0};
static const char *const trade_words[TRADES] = {"tier-1 clique", "sells transit", "sells none"};

static enum trade trade_of(const struct picture *picture, uint32_t as) {
  if (picture->tier1[as]) return TIER1;
  return adjacency_customers(picture->adjacency, as) > 0 ? TRANSIT : STUB;
}

void picture_choose_colours(struct picture *picture) {
  const struct map *map = picture->map;
  uint32_t regions = map->region ? g_strv_length(map->region_name) : 0, count;
  double members[UINT8_MAX + 1];
  for (uint32_t as = 0; map->region && as < map->ases; as++) picture->members[map->region[as]]++;
  for (int i = 0; i <= UINT8_MAX; i++) {
    members[i] = picture->members[i];
    picture->palette[i] = i < (int)regions && regions <= PICTURE_REGIONS ? i : -1;
  }
  if (regions <= PICTURE_REGIONS) return;
  uint32_t *leader = rank_leaders(members, members, regions, PICTURE_REGIONS, &count);
  for (uint32_t i = 0; i < count; i++) picture->palette[leader[i]] = (int)i;
  g_free(leader);
}

static uint32_t colour_of_region(const struct picture *picture, uint8_t region) {
  return picture->palette[region] < 0 ? NOWHERE : region_colour[picture->palette[region]];
}

uint32_t picture_colour(const struct picture *picture, uint32_t as) {
  if (picture->map->region) return colour_of_region(picture, picture->map->region[as]);
  return trade_colour[picture->transits > 0 ? trade_of(picture, as) : TRANSIT];
}

static void write_colour(struct picture_legend *legend, uint32_t colour, const char *words, uint32_t count) {
  if (count == 0) return;
  g_autofree char *text = picture_count(words, count);
  fprintf(legend->out, "%d %u ", picture_next_line(legend), colour);
  picture_write_text(text, legend->out);
}

static void write_regions(const struct picture *picture, struct picture_legend *legend) {
  const struct map *map = picture->map;
  uint32_t regions = g_strv_length(map->region_name), others = 0;
  for (uint32_t i = 0; i < regions; i++) others += picture->palette[i] < 0 ? picture->members[i] : 0;
  write_colour(legend, NOWHERE, others ? "all others" : "unknown", others + picture->members[MAP_NOWHERE]);
  for (uint32_t i = regions; i-- > 0;)
    if (picture->palette[i] >= 0)
      write_colour(legend, colour_of_region(picture, (uint8_t)i), map->region_name[i], picture->members[i]);
}

static void write_trades(const struct picture *picture, struct picture_legend *legend) {
  uint32_t members[TRADES] = {0};
  for (uint32_t as = 0; as < picture->map->ases; as++) members[trade_of(picture, as)]++;
  for (int i = TRADES; i-- > 0;) write_colour(legend, trade_colour[i], trade_words[i], members[i]);
}

void picture_write_colours(const struct picture *picture, FILE *out) {
  struct picture_legend legend = {.out = out};
  fputs("# colours\n", out);
  if (picture->map->region) write_regions(picture, &legend);
  else if (picture->transits > 0) write_trades(picture, &legend);
  else write_colour(&legend, trade_colour[TRANSIT], "nodes", picture->map->ases);
  fprintf(out, "%d 0 \"\"\n\n\n", PICTURE_FAR);
}
