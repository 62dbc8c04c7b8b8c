/* lineage.c: a cause comes before what it causes, so ids ascend from parents to children: one pass upwards hands down
 * what an ancestor knows (generations), one pass downwards adds up what the descendants are. */
#include "analysis/cause/lineage.h"

#include <math.h>

enum lineage_kind lineage_kind(const struct event *event) {
  if (event->kind == OCCURRENCE_SESSION_DOWN) return LINEAGE_RESET;
  bool crash = event->kind == OCCURRENCE_CARD_CRASH || event->kind == OCCURRENCE_PROCESS_CRASH;
  return crash ? LINEAGE_CRASH : LINEAGE_OTHER;
}

double lineage_further(const struct lineage_generation *generation, enum lineage_kind by, enum lineage_kind what) {
  uint64_t causes = 0, further = 0;
  for (int k = 0; k < LINEAGE_KINDS; k++) {
    if (by != LINEAGE_KINDS && by != (enum lineage_kind)k) continue;
    causes += generation->count[k];
    further += generation->further[k][what];
  }
  return causes ? (double)further / (double)causes : NAN;
}

static struct lineage_generation *lineage_generation(struct lineage *lineage, uint32_t generation) {
  if (generation >= lineage->of->len) g_array_set_size(lineage->of, generation + 1);
  return &g_array_index(lineage->of, struct lineage_generation, generation);
}

/* `nearest` [id]: the occurrence itself if it is a crash or reset, else the nearest one on its way back, 0: none. */
static void lineage_hand_down(struct lineage *lineage, const struct events *events, const uint8_t *kind,
                              uint32_t *nearest) {
  for (uint32_t id = 1; id <= lineage->count; id++) {
    const struct event *event = events_get(events, id - 1);
    g_assert(event->id == id && event->because < id);
    uint32_t by = nearest[event->because];
    lineage->because[id] = event->because;
    lineage->generation[id] = by ? lineage->generation[by] + 1 : 0;
    nearest[id] = kind[id] == LINEAGE_OTHER ? by : id;
    if (kind[id] == LINEAGE_OTHER) continue;
    lineage_generation(lineage, lineage->generation[id])->count[kind[id]]++;
    if (by) lineage_generation(lineage, lineage->generation[by])->further[kind[by]][kind[id]]++;
  }
}

static void lineage_add_up(struct lineage *lineage, const uint8_t *kind) {
  for (uint32_t id = lineage->count; id > 0; id--)
    for (int k = 0; k < LINEAGE_KINDS; k++)
      lineage->descendant[k][lineage->because[id]] += lineage->descendant[k][id] + (kind[id] == k);
}

void lineage_init(struct lineage *lineage, const struct events *events) {
  *lineage = (struct lineage){.count = (uint32_t)events_count(events)};
  size_t size = (size_t)lineage->count + 1;
  g_autofree uint32_t *nearest = g_new0(uint32_t, size);
  g_autofree uint8_t *kind = g_new(uint8_t, size);
  for (uint32_t id = 1; id <= lineage->count; id++) kind[id] = (uint8_t)lineage_kind(events_get(events, id - 1));
  lineage->because = g_new0(uint32_t, size);
  lineage->generation = g_new0(uint32_t, size);
  for (int k = 0; k < LINEAGE_KINDS; k++) lineage->descendant[k] = g_new0(uint32_t, size);
  lineage->of = g_array_new(FALSE, TRUE, sizeof(struct lineage_generation));
  lineage_hand_down(lineage, events, kind, nearest);
  lineage_add_up(lineage, kind);
}

void lineage_clear(struct lineage *lineage) {
  g_free(lineage->because);
  g_free(lineage->generation);
  for (int k = 0; k < LINEAGE_KINDS; k++) g_free(lineage->descendant[k]);
  g_array_free(lineage->of, TRUE);
}
