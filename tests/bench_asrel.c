/* How long a map takes from text to arrays, at the sizes of 2012 and 2025. */
#include "topologies/files/asrel.h"
#include "topologies/growth/generate.h"

#include <stdlib.h>

#define REPEATS 5

static char *map_text(uint32_t ases, size_t *length) {
  struct map *map = generate_map(&(struct generate_options){.ases = ases, .year = 2012, .seed = 1});
  char *text = NULL;
  FILE *file = open_memstream(&text, length);
  asrel_write(map, file);
  fclose(file);
  map_free(map);
  return text;
}

int main(void) {
  static const uint32_t ases[] = {40109, 185000};
  g_print("%9s %9s %12s   (best of %d)\n", "ASes", "links", "parse, ms", REPEATS);
  for (size_t i = 0; i < G_N_ELEMENTS(ases); i++) {
    size_t length;
    char *text = map_text(ases[i], &length);
    gint64 best = G_MAXINT64;
    uint32_t links = 0;
    for (int repeat = 0; repeat < REPEATS; repeat++) {
      gint64 start = g_get_monotonic_time();
      struct map *map = asrel_parse(text, length, "bench", NULL);
      best = MIN(best, g_get_monotonic_time() - start);
      links = map->links;
      map_free(map);
    }
    g_print("%9u %9u %12.1f\n", ases[i], links, best / 1000.0);
    free(text);
  }
  return 0;
}
