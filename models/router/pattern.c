#include "models/router/pattern.h"

#include <glib.h>

struct deletion {
  sim_time at;
  double volume;
};

/* Of one condition. */
struct trace {
  bool present, deleted;
  sim_time at;      /* of the last delete */
  GArray *deletion; /* CHURN: struct deletion, none older than the time asked for when the last one came */
};

struct pattern_memory {
  uint32_t conditions;
  struct trace trace[];
};

struct pattern *pattern_copy(const struct pattern *pattern) {
  struct pattern *copy = g_memdup2(pattern, sizeof *pattern);
  copy->condition = g_memdup2(pattern->condition, pattern->conditions * sizeof *pattern->condition);
  return copy;
}

void pattern_free(struct pattern *pattern) {
  if (!pattern) return;
  g_free(pattern->condition);
  g_free(pattern);
}

struct pattern_memory *pattern_memory_new(const struct pattern *pattern) {
  struct pattern_memory *memory = g_malloc0(sizeof *memory + pattern->conditions * sizeof *memory->trace);
  memory->conditions = pattern->conditions;
  for (uint32_t i = 0; i < pattern->conditions; i++)
    if (pattern->condition[i].test == PATTERN_CHURN)
      memory->trace[i].deletion = g_array_new(FALSE, FALSE, sizeof(struct deletion));
  return memory;
}

void pattern_memory_free(struct pattern_memory *memory) {
  if (!memory) return;
  for (uint32_t i = 0; i < memory->conditions; i++)
    if (memory->trace[i].deletion) g_array_unref(memory->trace[i].deletion);
  g_free(memory);
}

static double trace_churn(const struct trace *trace, sim_time from) {
  double sum = 0;
  for (guint i = trace->deletion->len; i-- > 0;) {
    const struct deletion *deletion = &g_array_index(trace->deletion, struct deletion, i);
    if (deletion->at < from) break;
    sum += deletion->volume;
  }
  return sum;
}

static bool pattern_holds(const struct pattern_condition *condition, const struct trace *trace, sim_time now) {
  switch (condition->test) {
  case PATTERN_PRESENT:
    return trace->present;
  case PATTERN_ABSENT:
    return !trace->present;
  case PATTERN_DELETED:
    return trace->deleted && trace->at >= now - condition->within;
  case PATTERN_CHURN:
    break;
  }
  return trace_churn(trace, now - condition->within) >= condition->volume;
}

bool pattern_add(struct pattern_memory *memory, const struct pattern *pattern, uint32_t prefix, sim_time now) {
  bool all = prefix == pattern->trigger;
  for (uint32_t i = 0; i < pattern->conditions; i++) {
    all = all && pattern_holds(&pattern->condition[i], &memory->trace[i], now);
    if (pattern->condition[i].test != PATTERN_CHURN && pattern->condition[i].prefix == prefix)
      memory->trace[i].present = true;
  }
  return all;
}

static void trace_append(struct trace *trace, struct deletion deletion, sim_time within) {
  guint old = 0;
  while (old < trace->deletion->len && g_array_index(trace->deletion, struct deletion, old).at < deletion.at - within)
    old++;
  if (old) g_array_remove_range(trace->deletion, 0, old);
  g_array_append_val(trace->deletion, deletion);
}

void pattern_delete(struct pattern_memory *memory, const struct pattern *pattern, uint32_t prefix, double volume,
                    sim_time now) {
  for (uint32_t i = 0; i < pattern->conditions; i++) {
    const struct pattern_condition *condition = &pattern->condition[i];
    struct trace *trace = &memory->trace[i];
    if (condition->test == PATTERN_CHURN) {
      trace_append(trace, (struct deletion){now, volume}, condition->within);
    } else if (condition->prefix == prefix) {
      trace->present = false;
      trace->deleted = true;
      trace->at = now;
    }
  }
}
