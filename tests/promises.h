/* promises.h: what every map promises, whoever made it; for tests and fuzzers. */
#ifndef TESTS_PROMISES_H
#define TESTS_PROMISES_H

#include "topologies/map/map.h"

#include <stdio.h>

/* Asserts that AS numbers ascend, links are sorted and sound, there is a clique, columns are within bounds, and names
 * and regions are UTF-8 on one line. */
void promises_kept(const struct map *map);
/* Asserts that two maps are the same in every column, NaN equal to NaN. */
void promises_same(const struct map *one, const struct map *other);
/* Asserts that a message begins with "FILE:" and is one line of UTF-8. */
void promises_line(const GError *error, const char *file);
/* What a writer writes (free). */
char *promises_text(void (*write)(const struct map *map, FILE *out), const struct map *map, size_t *length);

#endif
