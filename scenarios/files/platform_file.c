#include "scenarios/files/platform_file.h"

#include "models/bgp/reader.h"
#include "scenarios/files/datafile.h"
#include "scenarios/files/strategy_file.h"
#include "scenarios/settings/ini.h"
#include "scenarios/settings/mistake.h"
#include "scenarios/settings/nearest.h"
#include "scenarios/settings/units.h"

#include <string.h>

static const char *const platform_file_loss[] = {
    [LOSS_NOTIFICATION_SENT] = "notification-sent",
    [LOSS_NOTIFICATION_RECEIVED] = "notification-received",
    [LOSS_CEASE] = "cease",
    [LOSS_HOLD] = "hold",
    [LOSS_BFD] = "bfd",
    [LOSS_INTERFACE] = "interface",
    [LOSS_PEER] = "peer",
    [LOSS_ADMIN] = "admin",
};

static gboolean platform_file_read_factor(const char *text, double *factor, GError **error) {
  if (!units_number(text, factor, error)) return FALSE;
  return *factor >= 1 || mistake_set(error, MISTAKE_VALUE, "x %s found, expected a factor of at least 1", text);
}

/* One part of "60 s, x 2, cap 300 s, forget 300 s, jitter 0.75, first free". */
static gboolean platform_file_read_wait_part(const char *text, struct platform_wait *wait, GError **error) {
  if (g_str_has_prefix(text, "x ")) return platform_file_read_factor(text + 2, &wait->factor, error);
  if (g_str_has_prefix(text, "cap ")) return units_duration(text + 4, &wait->cap, error);
  if (g_str_has_prefix(text, "forget ")) return units_duration(text + 7, &wait->forget, error);
  if (g_str_has_prefix(text, "jitter ")) return units_number(text + 7, &wait->jitter, error);
  if (strcmp(text, "first free") == 0) return wait->excuses = true, TRUE;
  return units_duration(text, &wait->first, error);
}

static gboolean platform_file_read_wait(const char *text, struct platform_wait *wait, GError **error) {
  g_auto(GStrv) part = g_strsplit(text, ",", -1);
  *wait = (struct platform_wait){.factor = 1, .jitter = 1, .cap = SIM_NEVER, .forget = 0};
  for (char **each = part; *each; each++)
    if (!platform_file_read_wait_part(g_strstrip(*each), wait, error)) return FALSE;
  if (wait->jitter > 1) return mistake_set(error, MISTAKE_VALUE, "jitter %g found, expected 0 to 1", wait->jitter);
  wait->cap = MAX(wait->cap, wait->first);
  return TRUE;
}

static gboolean platform_file_read_waits(struct platform_wait *waits, const char *key, const char *value,
                                         GError **error) {
  struct nearest nearest = {.typed = key};
  struct platform_wait wait;
  if (!platform_file_read_wait(value, &wait, error)) return FALSE;
  gboolean any = strcmp(key, "any") == 0, found = any;
  for (int loss = 0; loss < LOSSES; loss++) {
    nearest_offer(&nearest, platform_file_loss[loss]);
    if (!any && strcmp(key, platform_file_loss[loss]) != 0) continue;
    waits[loss] = wait;
    found = TRUE;
  }
  return found || mistake_set(error, MISTAKE_UNKNOWN, "unknown cause '%s', nearest is '%s'", key, nearest.name);
}

static gboolean platform_file_read_corrupts(const char *text, guint8 *type, GError **error) {
  guint64 number;
  if (!g_ascii_string_to_unsigned(text, 10, 1, 255, &number, NULL))
    return mistake_set(error, MISTAKE_VALUE, "'%s' found, expected an attribute type 1 to 255", text);
  return *type = (guint8)number, TRUE;
}

/* "300 ms, x 3" */
static gboolean platform_file_read_bfd(const char *text, struct platform *platform, GError **error) {
  struct platform_wait bfd;
  if (!platform_file_read_wait(text, &bfd, error)) return FALSE;
  if (bfd.factor != (uint32_t)bfd.factor || bfd.cap != SIM_NEVER || bfd.excuses || bfd.forget || bfd.jitter != 1)
    return mistake_set(error, MISTAKE_VALUE, "'%s' found, expected an interval and a multiplier: 300 ms, x 3", text);
  platform->bfd = bfd.first;
  platform->bfd_multiplier = (uint32_t)bfd.factor;
  return TRUE;
}

gboolean platform_file_graceful(const char *text, enum platform_graceful *graceful, GError **error) {
  static const char *const name[] = {
      [PLATFORM_GRACEFUL_NO] = "no", [PLATFORM_GRACEFUL_HELPER] = "helper", [PLATFORM_GRACEFUL_YES] = "yes"};
  for (gsize i = 0; i < G_N_ELEMENTS(name); i++)
    if (strcmp(text, name[i]) == 0) return *graceful = (enum platform_graceful)i, TRUE;
  return mistake_set(error, MISTAKE_VALUE, "'%s' found, expected no, helper or yes", text);
}

/* Keys that are a duration or a switch. FALSE without an error: it is none of them. */
static gboolean platform_file_read_plain(struct platform *platform, const char *key, const char *value,
                                         struct nearest *nearest, GError **error) {
  const struct {
    const char *key;
    sim_time *duration;
    bool *flag;
  } plain[] = {{"hold", &platform->hold, NULL},
               {"keepalive", &platform->keepalive, NULL},
               {"connect_retry", &platform->connect_retry, NULL},
               {"mrai", &platform->mrai, NULL},
               {"processing", &platform->processing, NULL},
               {"out_delay", &platform->out_delay, NULL},
               {"receive_cost", &platform->receive_cost, NULL},
               {"send_cost", &platform->send_cost, NULL},
               {"withdraw_cost", &platform->withdraw_cost, NULL},
               {"open_cost", &platform->open_cost, NULL},
               {"process_restart", &platform->process_restart, NULL},
               {"restart_time", &platform->restart_time, NULL},
               {"stale_time", &platform->stale_time, NULL},
               {"deferral_time", &platform->deferral_time, NULL},
               {"paces_withdrawals", NULL, &platform->paces_withdrawals},
               {"batches", NULL, &platform->batches},
               {"keepalives_wait", NULL, &platform->keepalives_wait},
               {"crash_silent", NULL, &platform->crash_silent},
               {"keeps_fib", NULL, &platform->keeps_fib},
               {"graceful_notification", NULL, &platform->graceful_notification}};
  for (gsize i = 0; i < G_N_ELEMENTS(plain); i++) {
    gboolean flag = FALSE;
    nearest_offer(nearest, plain[i].key);
    if (strcmp(key, plain[i].key) != 0) continue;
    if (plain[i].duration) return units_duration(value, plain[i].duration, error);
    if (!units_switch(value, &flag, error)) return FALSE;
    return *plain[i].flag = flag, TRUE;
  }
  return FALSE;
}

/* Knows the key of [platform]? Reads it. */
static gboolean platform_file_read_key(struct platform_file *file, const char *key, const char *value, GError **error) {
  static const char *const other[] = {"title",         "knows", "strategy",        "corrupts",
                                      "transfer_rate", "bfd",   "graceful_restart"};
  struct platform *platform = &file->platform;
  struct nearest nearest = {.typed = key};
  for (gsize i = 0; i < G_N_ELEMENTS(other); i++) nearest_offer(&nearest, other[i]);
  GError *slip = NULL;
  if (platform_file_read_plain(platform, key, value, &nearest, &slip)) return TRUE;
  if (slip) return g_propagate_error(error, slip), FALSE;
  if (nearest.distance)
    return mistake_set(error, MISTAKE_UNKNOWN, "unknown key '%s', nearest is '%s'", key, nearest.name);
  if (strcmp(key, "title") == 0) return platform->title = g_strdup(value), TRUE;
  if (strcmp(key, "strategy") == 0) return file->strategy = g_strdup(value), TRUE;
  if (strcmp(key, "knows") == 0) return strategy_file_types(value, platform->knows, error);
  if (strcmp(key, "corrupts") == 0) return platform_file_read_corrupts(value, &platform->corrupts, error);
  if (strcmp(key, "bfd") == 0) return platform_file_read_bfd(value, platform, error);
  if (strcmp(key, "graceful_restart") == 0) return platform_file_graceful(value, &platform->graceful, error);
  return units_rate(value, &platform->transfer_rate, error);
}

static gboolean platform_file_read_quirk(struct platform_file *file, const char *key, const char *value,
                                         GError **error) {
  struct nearest nearest = {.typed = key};
  guint64 number;
  nearest_offer(&nearest, "reader");
  nearest_offer(&nearest, "longest_path");
  if (nearest.distance)
    return mistake_set(error, MISTAKE_UNKNOWN, "unknown quirk '%s', nearest is '%s'", key, nearest.name);
  if (strcmp(key, "reader") == 0)
    return reader_parse(value, &file->quirks.reader) ||
           mistake_set(error, MISTAKE_VALUE, "'%s' found, expected standard, frr, bird, openbgpd or gobgp", value);
  if (!g_ascii_string_to_unsigned(value, 10, 1, UINT16_MAX, &number, NULL))
    return mistake_set(error, MISTAKE_VALUE, "'%s' found, expected a number of hops", value);
  return file->quirks.longest_path = (guint16)number, TRUE;
}

static gboolean platform_file_read_source(struct platform_file *file, const char *key, const char *value,
                                          GError **error) {
  if (g_str_has_prefix(value, "assumed"))
    g_ptr_array_add(file->assumed, g_strdup_printf("platform %s, %s - %s", file->platform.name, key, value));
  else if (!g_str_has_prefix(value, "published:") && !g_str_has_prefix(value, "measured:"))
    return mistake_set(error, MISTAKE_VALUE, "'%s' found, expected published: ..., measured: ... or assumed: ...",
                       value);
  return TRUE;
}

static gboolean platform_file_read_entry(struct platform_file *file, const struct ini_entry *entry, GError **error) {
  const char *group = entry->group;
  static const char *const known[] = {"platform", "dial", "listen", "quirks", "sources"};
  struct nearest nearest = {.typed = group};
  for (gsize i = 0; i < G_N_ELEMENTS(known); i++) nearest_offer(&nearest, known[i]);
  if (nearest.distance)
    return mistake_set(error, MISTAKE_UNKNOWN, "unknown group [%s], nearest is [%s]", group, nearest.name);
  if (!entry->key) return TRUE;
  if (strcmp(group, "platform") == 0) return platform_file_read_key(file, entry->key, entry->value, error);
  if (strcmp(group, "dial") == 0) return platform_file_read_waits(file->platform.dial, entry->key, entry->value, error);
  if (strcmp(group, "listen") == 0)
    return platform_file_read_waits(file->platform.listen, entry->key, entry->value, error);
  if (strcmp(group, "quirks") == 0) return platform_file_read_quirk(file, entry->key, entry->value, error);
  return platform_file_read_source(file, entry->key, entry->value, error);
}

/* RFC 4271 section 4.2: a hold time is 0 or at least 3 s. */
static gboolean platform_file_check(const struct platform *platform, const char *path, GError **error) {
  if (platform->hold < 3 * SIM_SECOND)
    return mistake_at(error, MISTAKE_VALUE, path, 0, "hold is missing or shorter than 3 s");
  if (platform->keepalive <= 0 || platform->keepalive >= platform->hold)
    return mistake_at(error, MISTAKE_VALUE, path, 0, "keepalive is missing or not shorter than hold");
  return TRUE;
}

/* What holds where a file says nothing. */
static void platform_file_default(struct platform *platform) {
  platform->process_restart = 10 * SIM_SECOND;
  platform->restart_time = platform->deferral_time = 120 * SIM_SECOND;
  platform->stale_time = 360 * SIM_SECOND;
}

/* Puts another value in the place of one. */
static void platform_file_change(struct ini *ini, const char *key, const char *value) {
  for (guint i = 0; i < ini->entry->len; i++) {
    struct ini_entry *entry = ini->entry->pdata[i];
    g_autofree char *name = entry->key ? g_strdup_printf("%s.%s", entry->group, entry->key) : NULL;
    if (g_strcmp0(name, key) != 0) continue;
    g_free(entry->value);
    entry->value = g_strdup(value);
  }
}

static gboolean platform_file_read(struct platform_file *file, const char *key, const char *value, GError **error) {
  struct ini *ini = ini_load(file->path, error);
  if (!ini) return FALSE;
  if (key) platform_file_change(ini, key, value);
  gboolean fine = TRUE;
  for (guint i = 0; fine && i < ini->entry->len; i++) {
    const struct ini_entry *entry = ini->entry->pdata[i];
    fine = platform_file_read_entry(file, entry, error) || mistake_locate(error, ini->file, entry->line);
  }
  ini_free(ini);
  return fine && platform_file_check(&file->platform, file->path, error);
}

struct platform_file *platform_file_load_with(const char *name, const char *key, const char *value, GError **error) {
  char *path = g_file_test(name, G_FILE_TEST_IS_REGULAR) ? g_strdup(name) : datafile_find(DATAFILE_PLATFORMS, name);
  if (!path) {
    mistake_set(error, MISTAKE_FILE, "no platform '%s' (see faultline list platforms)", name);
    return NULL;
  }
  struct platform_file *file = g_new0(struct platform_file, 1);
  file->path = path;
  file->assumed = g_ptr_array_new_with_free_func(g_free);
  file->platform.name = g_path_get_basename(path);
  if (g_str_has_suffix(path, ".ini")) file->platform.name[strlen(file->platform.name) - 4] = '\0';
  platform_file_default(&file->platform);
  if (platform_file_read(file, key, value, error)) return file;
  platform_file_free(file);
  return NULL;
}

struct platform_file *platform_file_load(const char *name, GError **error) {
  return platform_file_load_with(name, NULL, NULL, error);
}

struct strategy *platform_file_strategy(const struct platform_file *file, GError **error) {
  if (!file->strategy) {
    mistake_at(error, MISTAKE_VALUE, file->path, 0, "names no strategy, so nothing is known of how it handles errors");
    return NULL;
  }
  g_autofree char *folder = g_path_get_dirname(file->path), *table = g_strconcat(file->strategy, ".csv", NULL);
  g_autofree char *beside = g_build_filename(folder, table, NULL);
  return strategy_file_load(g_file_test(beside, G_FILE_TEST_IS_REGULAR) ? beside : file->strategy, error);
}

void platform_file_free(struct platform_file *file) {
  if (!file) return;
  g_free(file->platform.name);
  g_free(file->platform.title);
  g_free(file->path);
  g_free(file->strategy);
  g_ptr_array_unref(file->assumed);
  g_free(file);
}
