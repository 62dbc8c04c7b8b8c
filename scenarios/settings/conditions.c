#include "scenarios/settings/conditions.h"

#include "scenarios/settings/lists.h"
#include "scenarios/settings/mistake.h"
#include "scenarios/settings/nearest.h"
#include "scenarios/settings/units.h"

#include <string.h>

#define EXPECTED "add NAME, present NAME, absent NAME, deleted NAME within 60 s or deleted 1000 within 60 s"

struct reading {
  char *const *triggers;
  uint32_t first;
  struct pattern *pattern;
  gboolean added;
};

static gboolean conditions_name(const struct reading *reading, const char *name, uint32_t *prefix, GError **error) {
  struct nearest nearest = {.typed = name};
  for (guint i = 0; reading->triggers[i]; i++) {
    const char *known = reading->triggers[i] + strlen("trigger ");
    nearest_offer(&nearest, known);
    if (strcmp(known, name) != 0) continue;
    *prefix = reading->first + i;
    return TRUE;
  }
  if (!nearest.name) return mistake_set(error, MISTAKE_UNKNOWN, "there is no [trigger %s]", name);
  return mistake_set(error, MISTAKE_UNKNOWN, "there is no [trigger %s], nearest is [trigger %s]", name, nearest.name);
}

static void conditions_append(struct pattern *pattern, struct pattern_condition condition) {
  pattern->condition = g_renew(struct pattern_condition, pattern->condition, pattern->conditions + 1);
  pattern->condition[pattern->conditions++] = condition;
}

static gboolean conditions_add(struct reading *reading, const char *name, GError **error) {
  if (reading->added) return mistake_set(error, MISTAKE_VALUE, "'add %s' found, but one add has been given", name);
  reading->added = TRUE;
  return conditions_name(reading, name, &reading->pattern->trigger, error);
}

static gboolean conditions_stands(struct reading *reading, enum pattern_test test, const char *name, GError **error) {
  struct pattern_condition condition = {.test = test};
  if (!conditions_name(reading, name, &condition.prefix, error)) return FALSE;
  conditions_append(reading->pattern, condition);
  return TRUE;
}

/* A name that is a number counts prefixes. */
static gboolean conditions_deleted(struct reading *reading, const char *name, const char *within, GError **error) {
  struct pattern_condition condition = {.test = PATTERN_DELETED};
  if (strspn(name, "0123456789.") == strlen(name)) condition.test = PATTERN_CHURN;
  gboolean fine = condition.test == PATTERN_CHURN ? units_number(name, &condition.volume, error)
                                                  : conditions_name(reading, name, &condition.prefix, error);
  if (!fine || !units_duration(within, &condition.within, error)) return FALSE;
  conditions_append(reading->pattern, condition);
  return TRUE;
}

/* "deleted NAME within 60 s": the verb, the name, and what follows. */
static gboolean conditions_item(struct reading *reading, const char *item, GError **error) {
  g_auto(GStrv) word = g_strsplit_set(item, " ", 4);
  guint words = g_strv_length(word);
  if (words == 2 && strcmp(word[0], "add") == 0) return conditions_add(reading, word[1], error);
  if (words == 2 && strcmp(word[0], "present") == 0) return conditions_stands(reading, PATTERN_PRESENT, word[1], error);
  if (words == 2 && strcmp(word[0], "absent") == 0) return conditions_stands(reading, PATTERN_ABSENT, word[1], error);
  if (words == 4 && strcmp(word[0], "deleted") == 0 && strcmp(word[2], "within") == 0)
    return conditions_deleted(reading, word[1], word[3], error);
  return mistake_set(error, MISTAKE_VALUE, "'%s' found, expected " EXPECTED, item);
}

struct pattern *conditions_read(const char *text, char *const *triggers, uint32_t first, GError **error) {
  g_auto(GStrv) items = lists_names(text, error);
  if (!items) return NULL;
  struct reading reading = {.triggers = triggers, .first = first, .pattern = g_new0(struct pattern, 1)};
  gboolean fine = TRUE;
  for (char **item = items; fine && *item; item++) fine = conditions_item(&reading, *item, error);
  if (fine && !reading.added) fine = mistake_set(error, MISTAKE_VALUE, "'%s' found, expected an add NAME in it", text);
  if (fine) return reading.pattern;
  pattern_free(reading.pattern);
  return NULL;
}
