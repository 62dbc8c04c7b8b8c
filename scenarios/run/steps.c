#include "scenarios/run/steps.h"

#include "scenarios/settings/mistake.h"
#include "scenarios/settings/units.h"

#include <string.h>

static const char *const step_name[] = {"announce", "withdraw", "fail", "restore"};

void steps_init(struct steps *steps) {
  steps->step = g_array_new(FALSE, FALSE, sizeof(struct step));
  steps->prefix = g_ptr_array_new_with_free_func(g_free);
  steps->phase = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(steps->phase, g_strdup("announce"));
}

void steps_clear(struct steps *steps) {
  g_array_unref(steps->step);
  g_ptr_array_unref(steps->prefix);
  g_ptr_array_unref(steps->phase);
}

/* The prefix's number; takes over `prefix`. */
static guint steps_prefix(struct steps *steps, char *prefix) {
  guint place;
  if (g_ptr_array_find_with_equal_func(steps->prefix, prefix, g_str_equal, &place)) {
    g_free(prefix);
    return place;
  }
  g_ptr_array_add(steps->prefix, prefix);
  return steps->prefix->len - 1;
}

static gboolean steps_announced(const struct steps *steps, guint32 as, guint prefix) {
  for (guint i = 0; i < steps->step->len; i++) {
    const struct step *step = &g_array_index(steps->step, struct step, i);
    if (step->kind == STEP_ANNOUNCE && step->as == as && step->prefix == prefix) return TRUE;
  }
  return FALSE;
}

static gboolean steps_origin(struct steps *steps, struct step *step, const char *text, GError **error) {
  g_auto(GStrv) part = g_strsplit(text, "=", 2);
  if (!part[0] || !part[1])
    return mistake_set(error, MISTAKE_VALUE, "'%s' found, expected AS=PREFIX, for example 3356=192.0.2.0/24", text);
  if (!units_asn(part[0], &step->as, error)) return FALSE;
  char *prefix = units_prefix(part[1], error);
  if (!prefix) return FALSE;
  step->prefix = steps_prefix(steps, prefix);
  if (step->kind == STEP_WITHDRAW && !steps_announced(steps, step->as, step->prefix))
    return mistake_set(error, MISTAKE_VALUE, "%s is withdrawn, but was never announced", text);
  return TRUE;
}

static char *steps_phase_name(enum step_kind kind, const char *text) {
  char *name = g_strdup_printf("%s %s", step_name[kind], text);
  return g_strdelimit(name, ",", ' ');
}

gboolean steps_add(struct steps *steps, enum step_kind kind, const char *text, GError **error) {
  g_auto(GStrv) item = g_strsplit(text, ",", -1);
  if (kind != STEP_ANNOUNCE) g_ptr_array_add(steps->phase, steps_phase_name(kind, text));
  for (char **each = item; *each; each++) {
    struct step step = {.kind = kind, .phase = kind == STEP_ANNOUNCE ? 0 : steps->phase->len - 1};
    gboolean fine = kind <= STEP_WITHDRAW ? steps_origin(steps, &step, *each, error)
                                          : units_as_pair(*each, &step.as, &step.other, error);
    if (!fine) {
      g_prefix_error(error, "--%s: ", step_name[kind]);
      return FALSE;
    }
    g_array_append_val(steps->step, step);
  }
  return TRUE;
}
