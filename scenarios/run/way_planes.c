#include "scenarios/run/way_planes.h"

#include "scenarios/plan/planes.h"
#include "scenarios/run/cell.h"
#include "scenarios/run/cut.h"
#include "scenarios/run/parcels.h"
#include "scenarios/run/rounds.h"
#include "scenarios/settings/mistake.h"
#include "scenarios/settings/origins.h"
#include "sim/pack.h"
#include "sim/unpack.h"

#define PLANES_TITLE "faultline sessions 2"

static uint32_t way_planes_origins(const struct build_order *order) {
  return MAX(1, origins_asked(order->scenario, order->insides->expansion->routers));
}

/* What sessions and triggers take of themselves, in origins: some twenty in the malformed Level 3 on the map of 2012.
 */
#define PLANES_SESSIONS 20

static guint way_planes_pilots(const struct build_order *order) {
  return planes_pilots(order->scenario, way_planes_origins(order));
}

static guint way_planes_weight(const struct build_order *order) { return PLANES_SESSIONS + way_planes_pilots(order); }

/* What those downhill are told until they hear, the paths of a storm, and its history; with their own tables, which are
 * about those of three more prefixes (2012: 270 MiB in all). */
#define PLANES_NOTES (136 << 20)
#define PLANES_TABLES 4

static double way_planes_memory(const struct build_order *order, gboolean head) {
  const struct expansion *expansion = order->insides->expansion;
  if (!head) return build_memory_of(order->scenario, expansion, PLANES_TABLES) + PLANES_NOTES;
  return build_memory_of(order->scenario, expansion, MAX(1, way_planes_pilots(order)));
}

/* --- the head --- */

static void way_planes_pack(GByteArray *octets, const GByteArray *part) {
  pack_64(octets, part->len);
  g_byte_array_append(octets, part->data, part->len);
}

static GBytes *way_planes_seal(GByteArray *octets) {
  pack_seal(octets, 0);
  return g_byte_array_free_to_bytes(octets);
}

static GByteArray *way_planes_begin(gboolean joint, const struct measures *measures) {
  GByteArray *octets = g_byte_array_new();
  g_autoptr(GByteArray) stored = g_byte_array_new();
  pack_begin(octets, PLANES_TITLE);
  pack_8(octets, (uint8_t)joint);
  measures_store(measures, stored);
  way_planes_pack(octets, stored);
  return octets;
}

/* Instead. */
static GBytes *way_planes_joint_head(const struct build_order *order, struct progress *progress, GError **error) {
  struct measures *measures = cell_run(order, progress, error);
  if (!measures) return NULL;
  GByteArray *octets = way_planes_begin(TRUE, measures);
  measures_free(measures);
  return way_planes_seal(octets);
}

static GBytes *way_planes_sessions(const struct measures *measures, const struct cell_sessions *sessions) {
  GByteArray *octets = way_planes_begin(FALSE, measures);
  g_autoptr(GByteArray) stored = g_byte_array_new();
  history_store(sessions->history, stored);
  way_planes_pack(octets, sessions->harvest);
  way_planes_pack(octets, stored);
  pack_64(octets, sessions->work->len * sizeof(guint32));
  for (guint i = 0; i < sessions->work->len; i++) pack_32(octets, g_array_index(sessions->work, guint32, i));
  return way_planes_seal(octets);
}

static GBytes *way_planes_head(const struct build_order *order, struct progress *progress, GError **error) {
  struct cell_sessions sessions;
  cell_sessions_init(&sessions);
  struct measures *measures = rounds_run(order, &sessions, progress, error);
  gboolean joint = sessions.history->joint;
  GBytes *head = measures && !joint ? way_planes_sessions(measures, &sessions) : NULL;
  cell_sessions_clear(&sessions);
  if (measures && joint) head = way_planes_joint_head(order, progress, error);
  measures_free(measures);
  return head;
}

/* What a head is made of, in its octets. */
struct way_planes_head {
  gboolean joint;
  struct way_planes_part {
    const guint8 *octets;
    gsize length;
  } measures, harvest, history, work;
};

static struct way_planes_part way_planes_unpack(struct unpack *from) {
  struct way_planes_part part = {.length = unpack_count(from, 1)};
  part.octets = from->at;
  if (from->bad) return part;
  from->at += part.length;
  from->left -= part.length;
  return part;
}

static gboolean way_planes_open_head(struct way_planes_head *head, GBytes *bytes, GError **error) {
  gsize length;
  struct unpack from;
  const guint8 *octets = g_bytes_get_data(bytes, &length);
  const char *message = unpack_begin(&from, octets, length, PLANES_TITLE);
  if (message) return mistake_set(error, MISTAKE_VALUE, "a session run: %s", message);
  uint8_t joint = unpack_8(&from);
  *head = (struct way_planes_head){.joint = joint == 1};
  head->measures = way_planes_unpack(&from);
  if (!head->joint) head->harvest = way_planes_unpack(&from);
  if (!head->joint) head->history = way_planes_unpack(&from);
  if (!head->joint) head->work = way_planes_unpack(&from);
  return (unpack_whole(&from) && joint <= 1) || mistake_set(error, MISTAKE_VALUE, "a session run: damaged");
}

/* --- parcels --- */

static struct cut *way_planes_cut(const struct way_planes_head *head) {
  guint origins = (guint)(head->work.length / sizeof(guint32));
  struct unpack from = {head->work.octets, head->work.length, false};
  g_autofree guint32 *work = g_new(guint32, MAX(1, origins));
  for (guint i = 0; i < origins; i++) work[i] = unpack_32(&from);
  return cut_new(work, origins);
}

static GArray *way_planes_parcels(const struct build_order *order, GBytes *bytes) {
  struct way_planes_head head;
  GArray *weight = g_array_new(FALSE, FALSE, sizeof(guint));
  (void)order;
  if (!way_planes_open_head(&head, bytes, NULL) || head.joint) return weight;
  struct cut *cut = way_planes_cut(&head);
  g_array_append_vals(weight, cut->weight, cut->parcels);
  cut_free(cut);
  return weight;
}

struct way_planes_opened {
  struct history *history;
  struct cut *cut;
  struct parcels *parcels;
};

static void *way_planes_open(const struct build_order *order, GBytes *bytes) {
  struct way_planes_opened *opened = g_new0(struct way_planes_opened, 1);
  struct way_planes_head head;
  const char *message;
  gboolean fine = way_planes_open_head(&head, bytes, NULL);
  g_assert(fine);
  opened->history = history_load(head.history.octets, head.history.length, &message);
  g_assert(opened->history);
  opened->cut = way_planes_cut(&head);
  opened->parcels = parcels_open(order, opened->history);
  return opened;
}

static void way_planes_close(void *pointer) {
  struct way_planes_opened *opened = pointer;
  parcels_close(opened->parcels);
  history_free(opened->history);
  cut_free(opened->cut);
  g_free(opened);
}

static GBytes *way_planes_bytes(struct harvest *harvest) {
  GByteArray *octets = g_byte_array_new();
  harvest_store(harvest, octets);
  harvest_free(harvest);
  return g_byte_array_free_to_bytes(octets);
}

static GBytes *way_planes_parcel(void *pointer, guint parcel, struct progress *progress) {
  struct way_planes_opened *opened = pointer;
  const struct cut *cut = opened->cut;
  guint first = cut->first[parcel], count = cut->first[parcel + 1] - first;
  return way_planes_bytes(parcels_run(opened->parcels, &cut->origin[first], count, progress));
}

/* --- adding up --- */

static struct harvest *way_planes_harvest(GBytes *bytes, GError **error) {
  gsize length;
  const guint8 *octets = g_bytes_get_data(bytes, &length);
  return harvest_load(octets, length, error);
}

static gboolean way_planes_gather(void **sum, GBytes *bytes) {
  struct harvest *harvest = way_planes_harvest(bytes, NULL);
  gboolean fine = harvest && (!*sum || harvest_add(*sum, harvest, NULL));
  if (fine && !*sum) *sum = g_steal_pointer(&harvest);
  harvest_free(harvest);
  return fine;
}

static GBytes *way_planes_keep(void *sum) {
  GByteArray *octets = g_byte_array_new();
  harvest_store(sum, octets);
  return g_byte_array_free_to_bytes(octets);
}

static void way_planes_drop(void *sum) { harvest_free(sum); }

/* The triggers' harvest, with the sum. */
static gboolean way_planes_adopt(struct measures *measures, const struct way_planes_head *head,
                                 const struct harvest *sum, GError **error) {
  struct harvest *all = harvest_load(head->harvest.octets, head->harvest.length, error);
  gboolean fine = all && harvest_add(all, sum, error);
  if (fine) measures_adopt(measures, all);
  harvest_free(all);
  return fine;
}

static struct measures *way_planes_finish(const struct build_order *order, GBytes *bytes, void *sum, GError **error) {
  struct way_planes_head head;
  (void)order;
  if (!way_planes_open_head(&head, bytes, error)) return NULL;
  struct measures *measures = measures_load(head.measures.octets, head.measures.length, error);
  if (!measures || head.joint || way_planes_adopt(measures, &head, sum, error)) return measures;
  measures_free(measures);
  return NULL;
}

/* --- kept --- */

/* Is it of the length, bins and regions of these measures, and are all that it charges in their log? */
static gboolean way_planes_agree(const struct measures *measures, const struct harvest *harvest) {
  const struct outage *outage = &harvest->outage;
  return outage->end == measures->end && outage->bins.width == measures->bin && outage->regions == measures->regions &&
         harvest->ledger.ids <= events_count(measures->events) + 1;
}

static gboolean way_planes_part_fits(const struct measures *measures, const struct harvest *own, GBytes *part) {
  struct harvest *harvest = way_planes_harvest(part, NULL);
  gboolean fits = harvest && way_planes_agree(measures, harvest) && outage_fits(&own->outage, &harvest->outage);
  harvest_free(harvest);
  return fits;
}

static gboolean way_planes_history_fits(const struct way_planes_head *head) {
  const char *message;
  struct history *history = history_load(head->history.octets, head->history.length, &message);
  history_free(history);
  return history != NULL;
}

/* What each origin of the sample is guessed to take, and for none nothing? */
static gboolean way_planes_work_fits(const struct build_order *order, const struct way_planes_head *head) {
  struct unpack from = {head->work.octets, head->work.length, false};
  struct sample sample;
  build_sample(&sample, order);
  gboolean fits = head->work.length == sample.count * sizeof(guint32);
  for (guint i = 0; fits && i < sample.count; i++) fits = unpack_32(&from) > 0;
  sample_clear(&sample);
  return fits;
}

static gboolean way_planes_two_fit(const struct build_order *order, const struct way_planes_head *head,
                                   const struct measures *measures, GBytes *part) {
  struct harvest *own = harvest_load(head->harvest.octets, head->harvest.length, NULL);
  gboolean fits = own && way_planes_agree(measures, own) &&
                  (part ? way_planes_part_fits(measures, own, part)
                        : way_planes_history_fits(head) && way_planes_work_fits(order, head));
  harvest_free(own);
  return fits;
}

static gboolean way_planes_fits(const struct build_order *order, GBytes *bytes, GBytes *part) {
  struct way_planes_head head;
  if (!way_planes_open_head(&head, bytes, NULL)) return FALSE;
  struct measures *measures = measures_load(head.measures.octets, head.measures.length, NULL);
  gboolean fits = measures && way_measures_fit(order, measures) &&
                  (head.joint ? !part : way_planes_two_fit(order, &head, measures, part));
  measures_free(measures);
  return fits;
}

const struct way *way_planes(void) {
  static const struct way planes = {.memory = way_planes_memory,
                                    .weight = way_planes_weight,
                                    .head = way_planes_head,
                                    .fits = way_planes_fits,
                                    .parcels = way_planes_parcels,
                                    .open = way_planes_open,
                                    .parcel = way_planes_parcel,
                                    .close = way_planes_close,
                                    .gather = way_planes_gather,
                                    .keep = way_planes_keep,
                                    .drop = way_planes_drop,
                                    .finish = way_planes_finish};
  return &planes;
}
