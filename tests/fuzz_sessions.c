/* fuzz_sessions: any octets as what a session run has left (way_planes.h), and the sum of some parcels.
 *
 * The first octet: 1: taken as they are, 2: the measures of a joint run instead. Otherwise the lengths of measures,
 * harvest, history and work follow, 2 octets each, then these and the parcels' harvest, all without their first lines
 * and seals, which are put right.
 *
 * What fits the run can be summed up and finished, and is stored and loaded again as the same octets; whatever the
 * history, it is stored and loaded again as the same octets, too. */
#include "scenarios/run/cell.h"
#include "scenarios/run/way_planes.h"

#include "models/replay/history.h"
#include "sim/pack.h"

enum { RAW = 1, JOINT = 2, LENGTHS = 1 + 4 * 2 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Of a small map and a short run; made once. */
static const struct plan *plan_of(void) {
  static struct plan *plan;
  char *settings[] = {"topology.ases=100",  "scenario.duration=100 s", "origins.sample=8",
                      "origins.planes=two", "compare.adoption=0 %",    NULL};
  char *strategies[] = {"rfc4271", NULL}, *variants[] = {"bad-body", NULL};
  struct plan_wish wish = {.settings = settings, .strategies = strategies, .variants = variants};
  g_autoptr(GError) error = NULL;
  if (!plan) plan = plan_new("level3-2011-malformed", &wish, &error);
  g_assert_no_error(error);
  return plan;
}

static GByteArray *document(const char *title, const uint8_t *data, size_t size) {
  GByteArray *octets = g_byte_array_new();
  pack_begin(octets, title);
  if (size) g_byte_array_append(octets, data, (guint)size);
  pack_seal(octets, 0);
  return octets;
}

struct input {
  const uint8_t *at;
  size_t left;
};

static size_t take(struct input *input, size_t length) {
  size_t size = MIN(length, input->left);
  input->at += size;
  input->left -= size;
  return size;
}

static GByteArray *next(struct input *input, const char *title, size_t length) {
  const uint8_t *at = input->at;
  return document(title, at, take(input, length));
}

static void add(GByteArray *octets, const GByteArray *part) {
  pack_64(octets, part->len);
  g_byte_array_append(octets, part->data, part->len);
}

static size_t length_at(const uint8_t *data, size_t which) {
  return data[1 + 2 * which] | (size_t)data[2 + 2 * which] << 8;
}

static void expect_history(const GByteArray *octets) {
  const char *message = NULL;
  g_autoptr(GByteArray) once = g_byte_array_new();
  struct history *history = history_load(octets->data, octets->len, &message);
  g_assert_true((history != NULL) == (message == NULL));
  if (!history) return;
  history_store(history, once);
  g_assert_cmpmem(once->data, once->len, octets->data, octets->len);
  history_free(history);
}

static void finish(const struct build_order *order, GBytes *head, GBytes *part) {
  const struct way *way = way_planes();
  void *sum = NULL;
  g_autoptr(GError) error = NULL;
  if (part && !way->gather(&sum, part)) g_assert_not_reached();
  struct measures *measures = way->finish(order, head, sum, &error);
  g_assert_true((measures != NULL) == (error == NULL));
  if (measures) {
    g_autoptr(GByteArray) once = g_byte_array_new(), twice = g_byte_array_new();
    measures_store(measures, once);
    struct measures *again = measures_load(once->data, once->len, &error);
    g_assert_no_error(error);
    measures_store(again, twice);
    g_assert_cmpmem(once->data, once->len, twice->data, twice->len);
    measures_free(again);
    measures_free(measures);
  }
  if (sum) way->drop(sum);
}

static GBytes *head_of(const uint8_t *data, struct input *input, bool joint) {
  g_autoptr(GByteArray) measures = next(input, "faultline measures 1", length_at(data, 0)),
                        harvest = next(input, "faultline harvest 1", length_at(data, 1)),
                        history = next(input, "faultline history 1", length_at(data, 2));
  GByteArray *octets = g_byte_array_new();
  const uint8_t *work = input->at;
  size_t size = take(input, length_at(data, 3));
  expect_history(history);
  pack_begin(octets, "faultline sessions 2");
  pack_8(octets, joint);
  add(octets, measures);
  if (!joint) add(octets, harvest);
  if (!joint) add(octets, history);
  if (!joint) pack_64(octets, size);
  if (!joint && size) g_byte_array_append(octets, work, (guint)size);
  pack_seal(octets, 0);
  return g_byte_array_free_to_bytes(octets);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < LENGTHS || size > 65536) return 0;
  struct build_order order = cell_order(plan_of(), 0);
  struct input input = {data + LENGTHS, size - LENGTHS};
  bool raw = data[0] & RAW, joint = data[0] & JOINT;
  g_autoptr(GBytes) head = raw ? g_bytes_new(data + 1, size - 1) : head_of(data, &input, joint);
  g_autoptr(GBytes) part = g_byte_array_free_to_bytes(next(&input, "faultline harvest 1", input.left));
  if (!way_planes()->fits(&order, head, NULL)) return 0;
  if (joint) finish(&order, head, NULL);
  else if (way_planes()->fits(&order, head, part)) finish(&order, head, part);
  return 0;
}
