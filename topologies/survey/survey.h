/* survey.h: everything that is measured of a map, once, for whoever writes it down.
 *
 * A figure is one number of the whole map; a distribution is a figure of every AS (or of every pair of ASes, for
 * lengths of ways). Every map has all of them in the same order, so two surveys can be laid side by side. The
 * figures that a map cannot have are NaN.
 */
#ifndef TOPOLOGIES_SURVEY_SURVEY_H
#define TOPOLOGIES_SURVEY_SURVEY_H

#include "topologies/map/adjacency.h"
#include "topologies/survey/distribution.h"

#include <stdio.h>

#define SURVEY_GREATS 500     /* betweenness is among so many ASes of highest degree */
#define SURVEY_ORIGINS 512    /* lengths of ways are to so many origins, as valley.h chooses them */
#define SURVEY_TAIL 10.0      /* where the tails begin, whose exponents are estimated */
#define SURVEY_NOTHING (-1.0) /* in a column: this AS has no such figure */
#define SURVEY_SAID 32        /* room for a figure in words */

enum survey_column {
  SURVEY_DEGREE,
  SURVEY_CUSTOMERS,
  SURVEY_PEERS,
  SURVEY_PROVIDERS,
  SURVEY_CONE,
  SURVEY_CORE,
  SURVEY_DEPTH,       /* links up to the clique by providers and siblings alone; SURVEY_NOTHING without such a way */
  SURVEY_BETWEENNESS, /* percent; SURVEY_NOTHING outside the greats */
  SURVEY_COLUMNS
};

enum survey_unit { SURVEY_COUNT, SURVEY_SHARE /* 0..1 */, SURVEY_NUMBER };

struct survey_figure {
  char name[32], words[64]; /* for programs; for people, with two blanks before what is part of the line above */
  enum survey_unit unit;
  double value;
};

struct survey_distribution {
  const char *name, *words;
  struct distribution *of;
};

/* What is told of a distribution besides its mean. */
#define SURVEY_QUANTILES 5
struct survey_quantile {
  const char *name, *words;
  double part;
};
extern const struct survey_quantile survey_quantiles[SURVEY_QUANTILES];

struct survey {
  const struct map *map;
  struct adjacency *adjacency;
  double *column[SURVEY_COLUMNS]; /* [ases] each */
  gboolean *reach;                /* [ases] has a valley-free way to the clique */
  GArray *figures;                /* struct survey_figure */
  GArray *distributions;          /* struct survey_distribution */
};

/* NULL and `error` when igraph fails. Does not take the map, which has to outlive it. survey_free it. */
struct survey *survey_new(const struct map *map, GError **error);
void survey_free(struct survey *survey);
/* By name; it has to exist. */
const struct distribution *survey_distribution(const struct survey *survey, const char *name);

/* A value for people: 1234, 56.78 %, 9.012, or - for NaN. The same for programs: 1234, 0.567800, 9.012000, or nothing.
 */
void survey_say(char text[SURVEY_SAID], enum survey_unit unit, double value);
void survey_say_csv(char text[SURVEY_SAID], enum survey_unit unit, double value);
/* Mean and quantiles in columns for people, and the heading of these columns. */
void survey_say_distribution(const struct distribution *distribution, FILE *out);
void survey_say_heading(FILE *out);

#endif
