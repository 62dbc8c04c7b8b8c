#include "scenarios/settings/lists.h"

#include "scenarios/settings/mistake.h"
#include "scenarios/settings/units.h"

#include <math.h>
#include <string.h>

char **lists_names(const char *text, GError **error) {
  char **name = g_strsplit(text, ",", -1);
  for (guint i = 0; name[i]; i++) {
    g_strstrip(name[i]);
    const char *fault = *name[i] ? NULL : "an empty name";
    for (guint j = 0; j < i; j++)
      if (strcmp(name[i], name[j]) == 0) fault = "a name twice";
    if (!fault) continue;
    mistake_set(error, MISTAKE_VALUE, "'%s' has %s, expected names separated by commas", text, fault);
    g_strfreev(name);
    return NULL;
  }
  if (name[0]) return name;
  mistake_set(error, MISTAKE_VALUE, "nothing found, expected names separated by commas");
  g_strfreev(name);
  return NULL;
}

/* One item of a list, into `item`. */
typedef gboolean (*lists_reader)(const char *text, void *item, GError **error);

static GArray *lists_read(const char *text, gsize size, lists_reader read, GError **error) {
  g_auto(GStrv) part = lists_names(text, error);
  if (!part) return NULL;
  GArray *items = g_array_new(FALSE, TRUE, (guint)size);
  g_array_set_size(items, g_strv_length(part));
  for (guint i = 0; part[i]; i++)
    if (!read(part[i], items->data + i * size, error)) {
      g_array_unref(items);
      return NULL;
    }
  return items;
}

static gboolean lists_read_asn(const char *text, void *item, GError **error) { return units_asn(text, item, error); }

GArray *lists_asns(const char *text, GError **error) {
  return lists_read(text, sizeof(guint32), lists_read_asn, error);
}

static gboolean lists_read_share(const char *text, void *item, GError **error) {
  return units_share(text, item, error);
}

GArray *lists_shares(const char *text, GError **error) {
  return lists_read(text, sizeof(double), lists_read_share, error);
}

/* Splits "first rest" at the first blank. */
static gboolean lists_split(const char *text, char *first, gsize room, const char **rest, const char *expected,
                            GError **error) {
  gsize length = strcspn(text, " ");
  if (length >= room || !text[length])
    return mistake_set(error, MISTAKE_VALUE, "'%s' found, expected %s", text, expected);
  memcpy(first, text, length);
  first[length] = '\0';
  *rest = text + length + strspn(text + length, " ");
  return TRUE;
}

static gboolean lists_read_part(const char *text, void *item, GError **error) {
  struct lists_part *part = item;
  const char *share;
  return lists_split(text, part->name, sizeof part->name, &share, "a name and a share, for example ios 60 %", error) &&
         units_share(share, &part->share, error);
}

GArray *lists_mix(const char *text, GError **error) {
  GArray *parts = lists_read(text, sizeof(struct lists_part), lists_read_part, error);
  double sum = 0;
  for (guint i = 0; parts && i < parts->len; i++) sum += g_array_index(parts, struct lists_part, i).share;
  if (!parts || fabs(sum - 1) < 1e-9) return parts;
  mistake_set(error, MISTAKE_VALUE, "'%s' adds up to %g %%, expected 100 %%", text, sum * 100);
  g_array_unref(parts);
  return NULL;
}

static gboolean lists_read_pin(const char *text, void *item, GError **error) {
  struct lists_pin *pin = item;
  char number[32];
  const char *name;
  if (!lists_split(text, number, sizeof number, &name, "an AS number and a name, for example 3356 junos", error) ||
      !units_asn(number, &pin->asn, error))
    return FALSE;
  if (g_strlcpy(pin->name, name, sizeof pin->name) < sizeof pin->name) return TRUE;
  return mistake_set(error, MISTAKE_VALUE, "'%s' is too long a name", name);
}

GArray *lists_pins(const char *text, GError **error) {
  return lists_read(text, sizeof(struct lists_pin), lists_read_pin, error);
}

static gboolean lists_read_count(const char *text, void *item, GError **error) {
  struct lists_count *entry = item;
  char number[32];
  const char *digits;
  guint64 count;
  if (!lists_split(text, number, sizeof number, &digits, "an AS number and a count, for example 3356 64", error) ||
      !units_asn(number, &entry->asn, error) || !units_count(digits, &count, error))
    return FALSE;
  if (count < 1 || count > 10000)
    return mistake_set(error, MISTAKE_VALUE, "'%s' found, expected a count from 1 to 10000", text);
  entry->count = (guint)count;
  return TRUE;
}

GArray *lists_counts(const char *text, GError **error) {
  return lists_read(text, sizeof(struct lists_count), lists_read_count, error);
}

static gboolean lists_read_link(const char *text, void *item, GError **error) {
  struct lists_link *link = item;
  return units_as_ends(text, &link->a, &link->b, error);
}

GArray *lists_links(const char *text, GError **error) {
  return lists_read(text, sizeof(struct lists_link), lists_read_link, error);
}
