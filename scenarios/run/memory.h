/* memory.h: how much a plan's runs will hold, and how many of them fit side by side. */
#ifndef SCENARIOS_RUN_MEMORY_H
#define SCENARIOS_RUN_MEMORY_H

#include "scenarios/plan/plan.h"
#include "scenarios/plan/turns.h"

struct memory {
  double shared;     /* octets of map and plan, held already */
  double head, part; /* that a thread holds, at most, for the head of a run, and for its parcels (way.h) */
  guint heads;       /* runs: no more threads than that do heads at once */
  double limit;      /* that may be held in all; 0: nobody knows */
  guint asked, jobs; /* threads: before and after the limit was looked at */
};

/* `asked` threads, but no more than `runs`. `limit` octets for this process, 0: its part of most of what is free, where
 * `here` processes share a host. FALSE: not even one thread fits within a limit that was asked for. */
gboolean memory_fit(struct memory *memory, const struct plan *plan, guint asked, guint runs, guint64 limit, guint here,
                    GError **error);
/* "2 jobs of about 340 MiB, 700 MiB in all", of `ranks` such processes (g_free). */
char *memory_say(const struct memory *memory, guint ranks);

#endif
