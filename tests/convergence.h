/* convergence.h: a network of ASes through the phases of an experiment with real daemons, and what each session said.
 *
 * The graph is an as-rel file whose comments give the experiment:
 *
 *   # origin 111 198.51.100.0/24      announced one after the other
 *   # fail 108 111                    then this session is closed, and opened again
 *   # counts routes                   not UPDATEs, in which several may be withdrawn at once
 *
 * Measured were the best path of every AS before, during and after the failure (columns phase, prefix, asn, best_path),
 * and the UPDATEs of every session and direction in each phase, repeat by repeat (phase, from, to, run1 ...; no row:
 * none).
 *
 * Daemons race: which of two routes comes first is a matter of microseconds, and so the numbers of UPDATEs differ from
 * repeat to repeat. The simulated world is run with many draws of delays instead; both give a range.
 */
#ifndef TESTS_CONVERGENCE_H
#define TESTS_CONVERGENCE_H

#include <glib.h>
#include <stdbool.h>

struct convergence_range {
  guint low, high;
};

/* One session and direction in one phase. */
struct convergence_row {
  char *phase, *from, *to;
  struct convergence_range measured, simulated[2]; /* without and with the sender's loop check */
  bool leads; /* measured: the receiver's best path came to lead over this session in this phase, so something was said
               */
};

struct convergence {
  GPtrArray *row;           /* of struct convergence_row *, in order of phase, from, to */
  guint paths, paths_alike; /* over all ASes, prefixes and moments, with every draw */
};

/* `draws` worlds without and as many with the sender's loop check (a path is not offered to a neighbour on it). */
struct convergence *convergence_compare(const char *graph, const char *paths, const char *updates, guint draws);
void convergence_free(struct convergence *convergence);

/* "agrees": the ranges meet, with the check or without; "split horizon": the measured one is between the two;
 * "uncounted": something was said and a repeat counts nothing; "unexplained". */
const char *convergence_verdict(const struct convergence_row *row);

#endif
