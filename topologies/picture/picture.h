/* picture.h: a picture of a map, ready to be drawn.
 *
 * Everything is decided here: what is drawn of a large map, how large, in which colour, which words stand where. What
 * is written is a data file for gnuplot (analysis/plots/map.gp), a block a kind of thing.
 */
#ifndef TOPOLOGIES_PICTURE_PICTURE_H
#define TOPOLOGIES_PICTURE_PICTURE_H

#include "topologies/picture/layout.h"

#include <stdio.h>

struct picture_options {
  enum layout_rings rings;
  enum layout_turn turns;
  const char *title;  /* UTF-8 */
  const char *source; /* where the map is from, UTF-8 */
  uint32_t links;     /* draw at most so many */
};

/* Writes the data; FALSE and `error` when igraph fails. A block is named by the comment before it, ends with two empty
 * lines, and has at least one row: gnuplot grumbles about empty ones, so that a row far outside of the page ends each.
 * The unit is a 1400th of the page's width, the origin the middle of the disc, y up, colours AARRGGBB in decimal.
 *   title, notes    "text"
 *   rings           radius "text"
 *   marks           x y degrees "text": words on the rim
 *   links, peers    x y dx dy colour: as lines; peers apart only where links have arrowheads
 *   arrows          the same, from provider to customer
 *   dots, discs     x y radius colour: ASes, the less and the more linked
 *   labels, heads   x y "text"
 *   colours         y colour "text": legend, ASes
 *   kinds           y colour style "text": legend, links (style 0 line, 1 dashed, 2 arrow)
 *   sizes           y radius "text": legend */
gboolean picture_write(const struct map *map, const struct picture_options *options, FILE *out, GError **error);

#endif
