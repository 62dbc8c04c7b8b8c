/* cells.h: cells of made-up runs, for tests of what analysis/ makes of them. */
#ifndef TESTS_CELLS_H
#define TESTS_CELLS_H

#include "analysis/measure/recorder.h"
#include "analysis/results/results.h"

/* A ring of `routers` routers (ASNs 100, 101, ...) in which each has two sessions. */
struct network *cells_ring(uint32_t routers);

/* The world as a probe sees it: everything is delivered after one millisecond. */
struct harvest_probe cells_probe(void);

/* What a made-up run consists of. */
struct cells_story {
  uint32_t resets;  /* sessions lost by NOTIFICATION, one a second, each up again after 10 s */
  uint32_t crashes; /* of card 0, one every 40 s from 5 s on, each ready after 30 s */
  uint32_t lost;    /* routers that lose prefix 1 at 2 s, back at 62 s; a blackhole */
  bool open;        /* ... and never back */
};
/* A ring of 8 (AS 100 is the focus), prefix 0 a trigger that reaches AS 100 and 101, prefix 1 of weight 10; 200 s in
 * bins of 1 s, trigger at 1 s. */
struct measures *cells_measures(const struct cells_story *story);

/* A file in memory, for writers: cells_text closes it and returns what was written (free). */
struct cells_file {
  FILE *file;
  char *text;
  size_t length;
};
FILE *cells_open(struct cells_file *file);
char *cells_text(struct cells_file *file);

#endif
