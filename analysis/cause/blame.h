/* blame.h: the ledger of a cell, closed: what every cause cost, by itself and with all that came of it.
 *
 * Costs are whole millionths of a prefix-minute, in the unit of unreachable_prefix_minutes (figures.h), and that is
 * how they are printed. The direct parts of all causes add up to that figure as summary.csv prints it: what is lost to
 * rounding down goes to the parts that lost most by it (largest remainder). A cause's total is the sum of the direct
 * parts of it and its descendants.
 */
#ifndef ANALYSIS_CAUSE_BLAME_H
#define ANALYSIS_CAUSE_BLAME_H

#include "analysis/cause/events.h"
#include "analysis/cause/ledger.h"
#include "analysis/cause/lineage.h"

#include <stdbool.h>

#define BLAME_MILLION 1000000

/* What a run without the cause came to. */
struct blame_check {
  bool done;
  int64_t lost; /* millionths of prefix-minutes */
  double crashes, resets;
};

struct blame_row {
  struct event event;   /* id 0: no cause is known */
  uint32_t as, peer_as; /* 0: none */
  char place[EVENTS_PLACE], peer_place[EVENTS_PLACE];
  uint32_t generation, descendant[LINEAGE_KINDS];
  int64_t direct, total; /* millionths of prefix-minutes */
  struct blame_check check;
};

/* A plain value that refers to nothing of the run. */
struct blame {
  GArray *row;     /* struct blame_row: who has a part, by total, greatest first; an ancestor before its descendants */
  int64_t whole;   /* sum of all direct parts */
  uint32_t others; /* causes that have a part, but no row */
  int64_t remainder;  /* their direct parts */
  GArray *generation; /* struct lineage_generation */
};

/* `figure`: the cell's unreachable_prefix_minutes, `sources` the weight of all sources that it is divided by. No
 * more than `rows` rows are kept (0: all). */
struct blame *blame_new(const struct ledger *ledger, const struct events *events, double figure, int64_t sources,
                        uint32_t rows);
void blame_free(struct blame *blame);
/* Without the checks, which belong to one cell. */
struct blame *blame_copy(const struct blame *blame);

/* Without the checks, too. */
void blame_store(const struct blame *blame, GByteArray *bytes);
/* Never NULL; nothing to use when the reader is bad. */
struct blame *blame_load(struct unpack *reader);

/* A figure as it is printed, in millionths. */
int64_t blame_millionths(double figure);
static inline const struct blame_row *blame_row(const struct blame *blame, uint32_t i) {
  return &g_array_index(blame->row, struct blame_row, i);
}
/* Up to `count` rows worth checking by a run without them, greatest first: those that world_spare can leave out and
 * whose total is neither everything nor that of one already chosen, which then is an ancestor with no other harm.
 * Writes their places among the rows, returns how many. */
uint32_t blame_suspects(const struct blame *blame, uint32_t *place, uint32_t count);

#endif
