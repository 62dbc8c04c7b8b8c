/* sensitivity.h: how the main figures of one cell move when each parameter is halved and doubled, one at a time. */
#ifndef ANALYSIS_RESULTS_SENSITIVITY_H
#define ANALYSIS_RESULTS_SENSITIVITY_H

#include "analysis/measure/figures.h"
#include "analysis/report/page.h"

#include <stdint.h>

enum { SENSITIVITY_HALVED, SENSITIVITY_DOUBLED, SENSITIVITY_TURNS };

struct sensitivity_turn {
  char *value; /* NULL: there is no other value */
  char *note;  /* why it was not run, or what else it changed; or NULL */
  bool done;
  struct figures figures; /* if done */
};

struct sensitivity_row {
  char *name, *source, *value;
  struct sensitivity_turn turn[SENSITIVITY_TURNS];
};

struct sensitivity {
  char *scenario, *variant, *strategy;
  uint64_t seed;
  struct figures base;
  GPtrArray *row; /* struct sensitivity_row * */
};

struct sensitivity *sensitivity_new(const char *scenario, const char *variant, const char *strategy, uint64_t seed);
void sensitivity_free(struct sensitivity *sensitivity);
/* Copies the names. */
struct sensitivity_row *sensitivity_add(struct sensitivity *sensitivity, const char *name, const char *source,
                                        const char *value);

/* When all turns that can be made have been. */
/* sensitivity.csv: a row for the cell as it is, then one for each turn. */
void sensitivity_write(const struct sensitivity *sensitivity, FILE *file);
/* For tornado.gp: parameters by their effect on the lost prefix-minutes, greatest last; see the first line of it. */
void sensitivity_write_chart(const struct sensitivity *sensitivity, FILE *file);
/* Has any turn any effect on what is drawn? */
bool sensitivity_has_chart(const struct sensitivity *sensitivity);
/* The report's section. `picture` may be NULL. */
void sensitivity_put(struct page *page, const struct sensitivity *sensitivity, const char *picture);

#endif
