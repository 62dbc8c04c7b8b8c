/* picture_part.h: what the parts of a picture share. Only for picture*.c. */
#ifndef TOPOLOGIES_PICTURE_PICTURE_PART_H
#define TOPOLOGIES_PICTURE_PICTURE_PART_H

#include "topologies/picture/label.h"
#include "topologies/picture/picture.h"

#define PICTURE_RADIUS 610.0 /* of the disc */
#define PICTURE_FAR 9999     /* outside of every page */
#define PICTURE_HEAD 15.0    /* sizes of letters */
#define PICTURE_LABEL 12.0
#define PICTURE_MARK 14.0
#define PICTURE_TITLE 26.0
#define PICTURE_SMALL 120   /* up to so many ASes every link has an arrowhead */
#define PICTURE_OUTLINE 5.0 /* discs of this radius and more have an outline */
#define PICTURE_REGIONS 8   /* so many have a colour of their own */

struct picture {
  const struct map *map;
  const struct picture_options *options;
  struct adjacency *adjacency;
  struct layout *layout;
  double unit;     /* radius of a disc with one link */
  double *radius;  /* [ases] of its disc */
  gboolean *tier1; /* [ases] */
  gboolean small;
  uint32_t *drawn; /* indices of the links that are drawn, the least first */
  uint32_t drawn_count;
  uint32_t transits, peers, siblings; /* links of the map */
  uint32_t members[UINT8_MAX + 1];    /* by region */
  int palette[UINT8_MAX + 1];         /* by region: index of its colour, or -1: one of the others */
};

/* Radius of a disc with so many links. */
double picture_disc(const struct picture *picture, uint32_t links);
/* Moves large discs along their rings until each is seen. */
void picture_part_discs(struct picture *picture);

/* Decides on the colours of regions, which picture_colour needs. */
void picture_choose_colours(struct picture *picture);
/* Colour of an AS, RRGGBB. */
uint32_t picture_colour(const struct picture *picture, uint32_t as);
void picture_write_colours(const struct picture *picture, FILE *out);

/* Fills drawn and drawn_count. */
void picture_choose_links(struct picture *picture);
void picture_write_links(const struct picture *picture, FILE *out);
void picture_write_kinds(const struct picture *picture, FILE *out);

/* Rings, marks, title, notes, legend of sizes. */
void picture_write_frame(const struct picture *picture, FILE *out);
/* What the ring says, the outermost of them in words (g_free). */
char *picture_ring_words(const struct picture *picture, guint ring);
/* Labels and heads. */
void picture_write_labels(const struct picture *picture, FILE *out);

/* A legend, written from its lowest line up. */
struct picture_legend {
  FILE *out;
  int lines;
};
/* Height of the line that comes next. */
int picture_next_line(struct picture_legend *legend);

/* A text as the data file has it, in quotes, and the end of the line. */
void picture_write_text(const char *text, FILE *out);
/* Valid UTF-8, no longer than so many letters: "abc…" (g_free). */
char *picture_cut(const char *text, glong letters);
/* 12345 as "12,345" (g_free). */
char *picture_number(uint32_t number);
/* "words  (12,345)" (g_free). */
char *picture_count(const char *words, uint32_t count);

#endif
