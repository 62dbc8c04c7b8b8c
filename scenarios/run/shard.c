#include "scenarios/run/shard.h"

#include "scenarios/settings/mistake.h"

#include <stdio.h>

#define SHARD_MOST 100000
#define SHARD_NAMES 8 /* runs that are named */

gboolean shard_parse(const char *text, guint *shard, guint *shards, GError **error) {
  g_auto(GStrv) part = g_strsplit(text, "/", 2);
  guint64 number, count;
  if (!part[0] || !part[1] || !g_ascii_string_to_unsigned(part[1], 10, 1, SHARD_MOST, &count, NULL) ||
      !g_ascii_string_to_unsigned(part[0], 10, 1, count, &number, NULL))
    return mistake_set(error, MISTAKE_VALUE, "--shard: '%s' found, expected I/N, for example 1/4 to 4/4", text);
  *shard = (guint)number - 1;
  *shards = (guint)count;
  return TRUE;
}

static char *shard_name(guint shard, guint shards) { return g_strdup_printf("shard-%u-of-%u", shard + 1, shards); }

gboolean shard_done(struct deposits *deposits, guint shard, guint shards, GError **error) {
  g_autofree char *name = shard_name(shard, shards);
  struct deposit deposit = {.result.bytes = g_bytes_new(NULL, 0)};
  if (!deposits_lost(deposits)) deposits_put(deposits, name, &deposit);
  deposit_clear(&deposit);
  return !deposits_lost(deposits) ||
         mistake_set(error, MISTAKE_FILE,
                     "not all of shard %u/%u could be kept; make room and give the same command again", shard + 1,
                     shards);
}

/* Into how many shards the work was split, by what they left; 0: none has said that it is done. */
static guint shard_count(struct deposits *deposits) {
  g_auto(GStrv) names = deposits_names(deposits, "shard-");
  guint shard, shards = 0;
  if (names[0] && sscanf(names[0], "shard-%u-of-%u", &shard, &shards) != 2) return 0;
  return shards <= SHARD_MOST ? shards : 0;
}

/* "1, 3" (g_free): those that have not said that they are done. */
static char *shard_absent(struct deposits *deposits, guint shards) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < shards; i++) {
    g_autofree char *name = shard_name(i, shards);
    struct deposit deposit = {.parcels = 0};
    if (deposits_get(deposits, name, NULL, NULL, &deposit)) deposit_clear(&deposit);
    else g_string_append_printf(text, "%s%u/%u", text->len ? ", " : "", i + 1, shards);
  }
  return g_string_free(text, FALSE);
}

gboolean shard_check_all(struct foreman *foreman, struct deposits *deposits, GError **error) {
  guint missing = 0;
  g_autofree char *names = foreman_missing(foreman, SHARD_NAMES, &missing);
  if (!missing) return TRUE;
  guint shards = shard_count(deposits);
  g_autofree char *absent = shard_absent(deposits, shards);
  const char *word = *absent ? "; not done: shard " : shards ? "" : "; no shard has said that it is done";
  return mistake_set(error, MISTAKE_VALUE, "%u run%s missing: %s%s%s", missing, missing == 1 ? " is" : "s are", names,
                     word, absent);
}
