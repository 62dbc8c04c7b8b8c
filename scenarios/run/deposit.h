/* deposit.h: what finished tasks left, on disk, so that a run that was killed can be taken up again, and one that was
 * split over machines put together.
 *
 * Deposits lie in the folder "work" of a scenario's results, beside plan.ini (manifest.h), which says of what they are:
 *
 *   cell-3.head                    the head of a run (task.h)
 *   cell-3.parcels                 the sum of some of its parcels, written anew every so often
 *   cell-3.parcels-2-of-5          the same, by shard 2 of 5
 *   shard-2-of-5                   shard 2 has done its part
 *
 * A deposit is packed and sealed (sim/pack.h): the plan's digest, the name, whether it failed, what it cost, which
 * parcels are in it, and the octets. It is written under another name, synchronised and renamed. One that is cut short,
 * changed, or of another plan or run is passed over with a note, and its work is done again.
 */
#ifndef SCENARIOS_RUN_DEPOSIT_H
#define SCENARIOS_RUN_DEPOSIT_H

#include "scenarios/run/manifest.h"
#include "scenarios/run/output.h"
#include "scenarios/run/task.h"

struct deposit {
  struct task_result result;
  guint parcels; /* 0: of a head */
  guint8 *done;  /* [parcels]: which are in the sum; NULL for a head */
};
void deposit_clear(struct deposit *deposit);

/* DIRECTORY/work/plan.ini (g_free). */
char *deposits_plan(const char *directory);
/* What was --out, where `directory` is that, or one scenario's folder in it (g_free). */
char *deposits_root(const char *directory);

/* One deposit as it stands in its file; `name` and the plan's digest are part of it. */
GBytes *deposit_encode(const struct deposit *deposit, const char *name, const char *digest);
/* NULL; or what these bytes are instead: "damaged", "of another plan", ... */
const char *deposit_decode(struct deposit *deposit, GBytes *bytes, const char *name, const char *digest);

struct deposits;
/* Those of a plan. The folder is made with the first deposit. What is handed in must outlive it; `command` is how the
 * run was begun. deposits_put and deposits_get can be called from any thread. */
struct deposits *deposits_new(struct output *output, const struct manifest *manifest, const char *const *command);
void deposits_free(struct deposits *deposits);
/* Also look in DIRECTORY/work. */
void deposits_add_folder(struct deposits *deposits, const char *directory);
/* Are those that are there of this plan? */
gboolean deposits_check(const struct deposits *deposits, GError **error);
/* How many files there are. */
guint deposits_count(const struct deposits *deposits);
/* Names that begin so, in order (g_strfreev). */
char **deposits_names(const struct deposits *deposits, const char *prefix);

/* FALSE when it cannot be written: that is said on stderr, the first time, and the run can go on. */
gboolean deposits_put(struct deposits *deposits, const char *name, const struct deposit *deposit);
/* Is there anything that could not be written, and has not been since? */
gboolean deposits_lost(struct deposits *deposits);
/* FALSE when there is none of that name that can be trusted; why not is said on stderr. `fits`: is what it holds of
 * this run? NULL: whatever it holds. */
typedef gboolean (*deposit_fits)(const struct deposit *deposit, const void *context);
gboolean deposits_get(struct deposits *deposits, const char *name, deposit_fits fits, const void *context,
                      struct deposit *deposit);
/* All is done: adds the names of the folders (char *), for deposits_remove when nothing can go wrong any more. */
void deposits_finish(const struct deposits *deposits, GPtrArray *folders);
void deposits_remove(const char *folder);

#endif
