#include "models/settle/divergence.h"

#include "models/settle/divergence_watch.h"

/* Events between two looks at the log; nobody is watched before DIVERGENCE_PATIENCE of them for each session end. */
enum { DIVERGENCE_SLICE = 1 << 17, DIVERGENCE_PATIENCE = 16 };

/* How long something that happened is under way: the longest link, the longest MRAI timer, the longest queue. */
static sim_time divergence_memory(const struct world *w) {
  sim_time delay = 0, mrai = 0, busy = 0;
  for (uint32_t h = 0; h < w->net->halves; h++) delay = MAX(delay, w->net->delay[h]);
  for (uint32_t r = 0; r < w->net->routers; r++) {
    mrai = MAX(mrai, MAX(w->mrai[r], world_platform(w, r)->out_delay));
    busy = MAX(busy, w->busy[r] - w->sim.now);
  }
  return delay + mrai + busy;
}

static void divergence_tell(struct divergence *d, const struct divergence_watch *watch, guint round) {
  const struct divergence_change *change = (const struct divergence_change *)(const void *)watch->change->data;
  guint n = watch->change->len;
  d->round = g_array_new(FALSE, FALSE, sizeof *change);
  g_array_append_vals(d->round, change + (n - round), round);
  d->period = round < n ? change[n - 1].at - change[n - 1 - round].at : 0;
}

/* One slice. True: it is over, one way or another. */
static bool divergence_look(struct world *w, struct divergence *d, uint64_t events) {
  enum sim_end end = sim_run(&w->sim, SIM_NEVER, events);
  guint round = 0;
  if (end == SIM_END_EMPTY) {
    d->end = DIVERGENCE_REST;
  } else if (w->watch && (round = divergence_watch_cycle(w->watch, divergence_memory(w)))) {
    d->end = DIVERGENCE_CYCLE;
  } else if (w->watch && (round = w->watch->round)) {
    d->end = DIVERGENCE_RETURN;
  }
  if (round) divergence_tell(d, w->watch, round);
  return end == SIM_END_EMPTY || round;
}

struct divergence divergence_run(struct world *w, uint64_t budget) {
  struct divergence d = {.end = DIVERGENCE_TIRED};
  uint64_t slice = MAX((uint64_t)DIVERGENCE_SLICE, (uint64_t)DIVERGENCE_PATIENCE * w->net->halves), spent = 0;
  while (!budget || spent < budget) {
    if (budget) slice = MIN(slice, budget - spent);
    spent += slice;
    if (divergence_look(w, &d, slice)) break;
    if (!w->watch) w->watch = divergence_watch_new(w);
    slice = DIVERGENCE_SLICE;
  }
  g_clear_pointer(&w->watch, divergence_watch_free);
  return d;
}

void divergence_clear(struct divergence *d) { g_clear_pointer(&d->round, g_array_unref); }

static void text_change(GString *text, const struct world *w, const struct divergence_change *change) {
  enum { ROOM = 1024 };
  uint32_t asn[ROOM];
  g_string_append_printf(text, "%sAS%u to", text->len ? ", " : "", w->net->asn[change->router]);
  size_t hops = change->path > PATH_EMPTY ? path_list(w->paths, change->path, asn, ROOM) : 0;
  for (size_t i = 0; i < MIN(hops, ROOM); i++) g_string_append_printf(text, " %u", asn[i]);
  if (!hops) g_string_append(text, change->path == PATH_NONE ? " no route" : " its own");
}

char *divergence_text(const struct world *w, const struct divergence *d, guint most) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < MIN(d->round->len, most); i++)
    text_change(text, w, &g_array_index(d->round, struct divergence_change, i));
  if (d->round->len > most) g_string_append(text, ", ...");
  return g_string_free(text, FALSE);
}
