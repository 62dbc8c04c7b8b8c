/* label.h: words beside things in a picture, none on another.
 *
 * Text is measured with the widths of DejaVu Sans, which the pictures are set in; another font comes close.
 * Coordinates are those of the picture, y up.
 */
#ifndef TOPOLOGIES_PICTURE_LABEL_H
#define TOPOLOGIES_PICTURE_LABEL_H

#include <glib.h>
#include <stdint.h>

struct label_box {
  double left, right, bottom, top;
};

/* What must not be covered: boxes (words among them) and discs. */
struct label_page {
  struct label_box bounds; /* nothing is put outside */
  double round;            /* nor outside of this circle round (0, 0); as it is made: INFINITY */
  GArray *boxes;           /* struct label_box */
  GArray *discs;           /* struct label_disc */
};
struct label_disc {
  double x, y, radius;
};

struct label_page *label_page_new(struct label_box bounds);
void label_page_free(struct label_page *page);

/* Width of a text that is set in a size, in the unit of the size. */
double label_width(const char *text, double size);
struct label_box label_box_around(const char *text, double size, double x, double y);

/* Looks for room for `text` beside the disc, where it is nearest to lying away from (0, 0) first. Fills *x and *y with
 * the middle of the text and takes the room. FALSE when there is none. */
gboolean label_place(struct label_page *page, const struct label_disc *beside, const char *text, double size, double *x,
                     double *y);
void label_take(struct label_page *page, struct label_box box);

#endif
