/* way.h: how one run of the simulator is done, and in what parts.
 *
 * A run has a head, and perhaps parcels: they need what the head left, can be done in any order by anybody, and their
 * results add up, so that any grouping of them gives the same. What a part leaves is octets: threads, ranks, shards and
 * resumed runs hand over the same.
 *
 * A new way is one more such table, and a word in way_of. Whoever does the parts (jobs.h, ranks.h) keeps what they left
 * (deposit.h) and knows no more of it than this.
 */
#ifndef SCENARIOS_RUN_WAY_H
#define SCENARIOS_RUN_WAY_H

#include "scenarios/plan/build.h"
#include "scenarios/run/progress.h"

struct way {
  /* Octets that a thread holds while it does the head of such a run, or else its parcels, roughly. */
  double (*memory)(const struct build_order *order, gboolean head);
  /* What the head will take, in origins followed from begin to end: for the progress line. */
  guint (*weight)(const struct build_order *order);
  /* NULL: the policies have no steady state. */
  GBytes *(*head)(const struct build_order *order, struct progress *progress, GError **error);
  /* Asked of octets that were kept: can a head of such a run have left them? Or, where `part` is not NULL: parcels of
   * the run that has this head, those? `fits` NULL: yes. */
  gboolean (*fits)(const struct build_order *order, GBytes *head, GBytes *part);

  /* Of a way without parcels, what follows is NULL up to `finish`. What each parcel will take (guint, > 0; as of the
   * head), when the head is done: all whose head that is get the same. They are handed out in this order. */
  GArray *(*parcels)(const struct build_order *order, GBytes *head);
  /* What a thread needs for the parcels of one run; its own. The head outlives it. */
  void *(*open)(const struct build_order *order, GBytes *head);
  GBytes *(*parcel)(void *opened, guint parcel, struct progress *progress);
  void (*close)(void *opened);
  /* Adds what a parcel left, or a sum that was kept, to a sum; *sum NULL begins one. FALSE, and nothing has changed: it
   * is no such thing, or has something in common with the sum. The octets stay the caller's. */
  gboolean (*gather)(void **sum, GBytes *octets);
  GBytes *(*keep)(void *sum);
  void (*drop)(void *sum);

  /* When all parts are there; `sum` is NULL without parcels, and stays the caller's. NULL: these octets are of no such
   * run. */
  struct measures *(*finish)(const struct build_order *order, GBytes *head, void *sum, GError **error);
};

/* Are these measures of a run of this length, on a map of these routers and regions? */
gboolean way_measures_fit(const struct build_order *order, const struct measures *measures);

/* The way that suits a run. Tests have others. */
typedef const struct way *(*way_choice)(const struct build_order *order);
const struct way *way_of(const struct build_order *order);

#endif
