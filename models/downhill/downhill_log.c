#include "models/downhill/downhill_log.h"

#include <string.h>

void downhill_list_grow(struct downhill_list *l) {
  struct arena grown;
  l->room = l->room ? 2 * l->room : 64;
  arena_init(&grown, l->room * l->size);
  if (l->count) memcpy(grown.base, l->at, l->count * l->size);
  arena_clear(&l->arena);
  l->arena = grown;
  l->at = grown.base;
}

void downhill_list_clear(struct downhill_list *l) { arena_clear(&l->arena); }

void downhill_log_init(struct downhill_log *log, uint32_t routers, size_t size) {
  *log = (struct downhill_log){.note.size = size,
                               .range = g_new0(struct downhill_range, routers),
                               .router.size = sizeof(uint32_t),
                               .fresh.size = size,
                               .whose.size = sizeof(uint32_t)};
}

void downhill_log_clear(struct downhill_log *log) {
  struct downhill_list *list[] = {&log->note, &log->router, &log->fresh, &log->whose};
  for (size_t i = 0; i < G_N_ELEMENTS(list); i++) downhill_list_clear(list[i]);
  g_free(log->range);
}

void *downhill_log_note(struct downhill_log *log, uint32_t router) {
  *(uint32_t *)downhill_list_add(&log->whose) = router;
  return downhill_list_add(&log->fresh);
}

void downhill_log_sort(struct downhill_log *log) {
  const uint32_t *whose = log->whose.at;
  uint32_t sum = 0;
  for (uint32_t i = 0; i < log->whose.count; i++)
    if (!log->range[whose[i]].to++) *(uint32_t *)downhill_list_add(&log->router) = whose[i];
  for (uint32_t i = 0; i < log->router.count; i++) {
    struct downhill_range *range = &log->range[((const uint32_t *)log->router.at)[i]];
    range->from = sum;
    sum += range->to;
    range->to = range->from;
  }
  for (uint32_t i = 0; i < sum; i++) downhill_list_add(&log->note);
  size_t size = log->note.size;
  for (uint32_t i = 0; i < sum; i++)
    memcpy((char *)log->note.at + log->range[whose[i]].to++ * size, (const char *)log->fresh.at + i * size, size);
  log->fresh.count = log->whose.count = 0;
}

void downhill_log_open(struct downhill_log *log, uint32_t router) { log->range[router].from = log->note.count; }

void downhill_log_close(struct downhill_log *log, uint32_t router) {
  struct downhill_range *range = &log->range[router];
  range->to = log->note.count;
  if (range->from < range->to) *(uint32_t *)downhill_list_add(&log->router) = router;
  else *range = (struct downhill_range){0, 0};
}

void downhill_log_forget(struct downhill_log *log) {
  for (uint32_t i = 0; i < log->router.count; i++)
    log->range[((const uint32_t *)log->router.at)[i]] = (struct downhill_range){0, 0};
  log->note.count = log->router.count = log->fresh.count = log->whose.count = 0;
}
