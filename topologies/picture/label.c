#include "topologies/picture/label.h"

#include <math.h>
#include <string.h>

#define GAP 2.5   /* between disc and word */
#define APART 4.0 /* between two words of a line */
#define AROUND 16 /* directions that are tried */
#define REACHES 5 /* distances that are tried, each further by half a line */
#define LINE 1.25 /* height of a line over the size of its letters */

struct label_page *label_page_new(struct label_box bounds) {
  struct label_page *page = g_new(struct label_page, 1);
  page->bounds = bounds;
  page->round = INFINITY;
  page->boxes = g_array_new(FALSE, FALSE, sizeof(struct label_box));
  page->discs = g_array_new(FALSE, FALSE, sizeof(struct label_disc));
  return page;
}

void label_page_free(struct label_page *page) {
  g_array_free(page->boxes, TRUE);
  g_array_free(page->discs, TRUE);
  g_free(page);
}

/* Classes of width of DejaVu Sans, in thousandths of the size, rounded up. */
static double letter_width(gunichar letter) {
  if (letter > 127) return g_unichar_iswide(letter) ? 1.05 : 0.70;
  if (strchr("ijlI|.,:;'! ", (int)letter)) return 0.34;
  if (strchr("ft()[]-/r", (int)letter)) return 0.42;
  if (strchr("mMW@%", (int)letter)) return 0.99;
  if (strchr("wGOQDHNU&+", (int)letter)) return 0.83;
  return g_ascii_isupper((char)letter) ? 0.70 : 0.64;
}

double label_width(const char *text, double size) {
  double width = 0;
  for (const char *at = text; *at; at = g_utf8_next_char(at)) width += letter_width(g_utf8_get_char(at));
  return width * size;
}

struct label_box label_box_around(const char *text, double size, double x, double y) {
  double wide = label_width(text, size) / 2, high = size * LINE / 2;
  return (struct label_box){x - wide, x + wide, y - high, y + high};
}

static gboolean boxes_meet(const struct label_box *a, const struct label_box *b) {
  return a->left < b->right + APART && b->left < a->right + APART && a->bottom < b->top && b->bottom < a->top;
}

static gboolean disc_meets(const struct label_disc *disc, const struct label_box *box) {
  double x = CLAMP(disc->x, box->left, box->right) - disc->x, y = CLAMP(disc->y, box->bottom, box->top) - disc->y;
  return x * x + y * y < disc->radius * disc->radius;
}

static gboolean is_free(const struct label_page *page, const struct label_box *box) {
  const struct label_box *bounds = &page->bounds;
  if (box->left < bounds->left || box->right > bounds->right || box->bottom < bounds->bottom || box->top > bounds->top)
    return FALSE;
  if (hypot(fmax(-box->left, box->right), fmax(-box->bottom, box->top)) > page->round) return FALSE;
  for (guint i = 0; i < page->boxes->len; i++)
    if (boxes_meet(&g_array_index(page->boxes, struct label_box, i), box)) return FALSE;
  for (guint i = 0; i < page->discs->len; i++)
    if (disc_meets(&g_array_index(page->discs, struct label_disc, i), box)) return FALSE;
  return TRUE;
}

void label_take(struct label_page *page, struct label_box box) { g_array_append_val(page->boxes, box); }

/* The middle of a box of that size that touches the disc in that direction. */
static struct label_box box_beside(const struct label_disc *disc, double angle, double reach, const char *text,
                                   double size) {
  double wide = label_width(text, size) / 2, high = size * LINE / 2, east = cos(angle), north = sin(angle);
  double along = fmin(fabs(east) > 1e-9 ? wide / fabs(east) : INFINITY,
                      fabs(north) > 1e-9 ? high / fabs(north) : INFINITY);
  double far = disc->radius + GAP + along + reach;
  return label_box_around(text, size, disc->x + far * east, disc->y + far * north);
}

gboolean label_place(struct label_page *page, const struct label_disc *beside, const char *text, double size, double *x,
                     double *y) {
  double outwards = beside->x == 0 && beside->y == 0 ? 0 : atan2(beside->y, beside->x);
  for (int try = 0; try < AROUND * REACHES; try++) {
    int turn = try % AROUND, side = turn % 2 ? 1 : -1;
    double angle = outwards + side * ((turn + 1) / 2) * 2 * G_PI / AROUND;
    struct label_box box = box_beside(beside, angle, try / AROUND * size / 2, text, size);
    if (!is_free(page, &box)) continue;
    label_take(page, box);
    *x = (box.left + box.right) / 2;
    *y = (box.bottom + box.top) / 2;
    return TRUE;
  }
  return FALSE;
}
