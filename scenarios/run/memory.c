#include "scenarios/run/memory.h"

#include "scenarios/run/cell.h"
#include "scenarios/run/way.h"
#include "scenarios/settings/mistake.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Of the memory that is free at the start, this much may be used. */
#define MEMORY_SHARE 0.8
#define MEMORY_MIB (1024.0 * 1024)

/* Octets that can be had without swapping; 0 when nobody knows. */
static double memory_free(void) {
  char line[128];
  unsigned long kib = 0;
  FILE *file = fopen("/proc/meminfo", "r");
  while (file && fgets(line, sizeof line, file))
    if (sscanf(line, "MemAvailable: %lu", &kib) == 1) break;
  if (file) fclose(file);
  return (double)kib * 1024;
}

/* Octets that this process holds. */
static double memory_held(void) {
  unsigned long size, resident = 0;
  FILE *file = fopen("/proc/self/statm", "r");
  if (file && fscanf(file, "%lu %lu", &size, &resident) != 2) resident = 0;
  if (file) fclose(file);
  return (double)resident * (double)sysconf(_SC_PAGESIZE);
}

static void memory_runs(struct memory *memory, const struct plan *plan) {
  for (guint i = 0; i < plan->cell->len; i++) {
    if (plan_cell(plan, i)->like != i) continue;
    struct build_order order = cell_order(plan, i);
    const struct way *way = way_of(&order);
    memory->head = MAX(memory->head, way->memory(&order, TRUE));
    memory->part = MAX(memory->part, way->memory(&order, FALSE));
    memory->heads++;
  }
}

/* That so many threads hold: parcels of one run, and heads of others. */
static double memory_of(const struct memory *memory, guint jobs) {
  guint heads = memory->head > memory->part ? MIN(jobs, memory->heads) : 0;
  return memory->head * heads + memory->part * (jobs - heads);
}

static char *memory_size(double octets) {
  return octets < 1024 * MEMORY_MIB ? g_strdup_printf("%.0f MiB", octets / MEMORY_MIB)
                                    : g_strdup_printf("%.1f GiB", octets / MEMORY_MIB / 1024);
}

gboolean memory_fit(struct memory *memory, const struct plan *plan, guint asked, guint runs, guint64 limit, guint here,
                    GError **error) {
  *memory = (struct memory){.shared = memory_held()};
  memory_runs(memory, plan);
  memory->asked = memory->jobs = MAX(1, MIN(asked, runs));
  memory->limit = limit ? (double)limit : memory->shared + memory_free() * MEMORY_SHARE / MAX(1, here);
  while (memory->jobs && memory->shared + memory_of(memory, memory->jobs) > memory->limit) memory->jobs--;
  if (memory->jobs || !limit) {
    memory->jobs = MAX(1, memory->jobs);
    return TRUE;
  }
  g_autofree char *needed = memory_size(memory->shared + memory_of(memory, 1)), *given = memory_size(memory->limit);
  return mistake_set(error, MISTAKE_VALUE, "--memory-limit: %s found, but one job takes about %s", given, needed);
}

char *memory_say(const struct memory *memory, guint ranks) {
  double all = memory->shared + memory_of(memory, memory->jobs);
  g_autofree char *job = memory_size(memory_of(memory, memory->jobs) / memory->jobs), *whole = memory_size(all * ranks);
  g_autofree char *limit = memory_size(memory->limit);
  GString *text = g_string_new(NULL);
  if (ranks > 1) g_string_append_printf(text, "%u ranks with ", ranks);
  g_string_append_printf(text, "%u job%s of about %s", memory->jobs, memory->jobs == 1 ? "" : "s", job);
  g_string_append_printf(text, ", %s in all", whole);
  if (memory->jobs < memory->asked)
    g_string_append_printf(text, " (%u jobs would not fit in %s)", memory->asked, limit);
  return g_string_free(text, FALSE);
}
