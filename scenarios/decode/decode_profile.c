#include "scenarios/decode/decode_profile.h"

#include "scenarios/decode/strategy_advice.h"
#include "scenarios/files/datafile.h"
#include "scenarios/files/platform_file.h"
#include "scenarios/files/strategy_file.h"
#include "scenarios/settings/mistake.h"

#include <string.h>

static void decode_profile_free(gpointer data) {
  struct decode_profile *profile = data;
  strategy_free(profile->strategy);
  g_free(profile->name);
  g_free(profile);
}

/* Takes the strategy. */
static struct decode_profile *decode_profile_add(GPtrArray *list, const char *name, const char *kind,
                                                 struct strategy *strategy) {
  struct decode_profile *profile = g_new0(struct decode_profile, 1);
  profile->name = g_strdup(name);
  profile->kind = kind;
  profile->strategy = strategy;
  profile->verdict.strategy = strategy;
  g_ptr_array_add(list, profile);
  return profile;
}

static gboolean decode_profile_strategy(GPtrArray *list, const char *name, GError **error) {
  struct strategy *strategy = strategy_file_load(name, error);
  if (!strategy) return FALSE;
  struct decode_profile *profile = decode_profile_add(list, strategy->name, "strategy", strategy);
  memcpy(profile->verdict.knows, strategy->knows, sizeof profile->verdict.knows);
  g_autofree char *advice = strategy_advice(strategy);
  if (advice) g_printerr("faultline: note: %s\n", advice);
  return TRUE;
}

static gboolean decode_profile_platform(GPtrArray *list, const char *name, GError **error) {
  struct platform_file *file = platform_file_load(name, error);
  struct strategy *strategy = file ? platform_file_strategy(file, error) : NULL;
  if (strategy) {
    struct decode_profile *profile = decode_profile_add(list, file->platform.name, "platform", strategy);
    memcpy(profile->verdict.knows, file->platform.knows, sizeof profile->verdict.knows);
    profile->verdict.corrupts = file->platform.corrupts;
    profile->verdict.quirks = file->quirks;
  }
  platform_file_free(file);
  return strategy != NULL;
}

typedef gboolean decode_profile_reader(GPtrArray *list, const char *name, GError **error);

static gboolean decode_profile_read(GPtrArray *list, const char *option, const char *text, enum datafile_room room,
                                    decode_profile_reader *read, GError **error) {
  if (!text) return TRUE;
  guint before = list->len;
  g_auto(GStrv) names = strcmp(text, "all") == 0 ? datafile_list(room) : g_strsplit(text, ",", -1);
  for (char **name = names; *name; name++)
    if (!read(list, g_strstrip(*name), error)) {
      g_prefix_error(error, "%s: ", option);
      return FALSE;
    }
  return list->len > before || mistake_set(error, MISTAKE_VALUE, "%s: none found", option);
}

GPtrArray *decode_profile_list(const char *strategies, const char *platforms, GError **error) {
  GPtrArray *list = g_ptr_array_new_with_free_func(decode_profile_free);
  if (!strategies && !platforms) strategies = "rfc4271,rfc7606,junos-2013";
  if (decode_profile_read(list, "--strategy", strategies, DATAFILE_STRATEGIES, decode_profile_strategy, error) &&
      decode_profile_read(list, "--platform", platforms, DATAFILE_PLATFORMS, decode_profile_platform, error))
    return list;
  g_ptr_array_unref(list);
  return NULL;
}
