#include "models/speaker/sink.h"

#include "models/engine/engine.h"
#include "models/speaker/flight.h"

#include <string.h>

enum { SINK_MANY = 32 }; /* so many letters are worth a look at which have arrived */

struct letter {
  sim_time at;
  uint32_t from, plane; /* half of who sent it */
};

struct sink {
  struct letter *letter; /* [first .. end), in order of arrival */
  uint32_t first, end, room;
};

struct sinks {
  bool *is; /* [routers] */
  struct sink *sink;
};

static bool sink_may(const struct world *w) {
  return w->blind && !w->any_policy && !w->policy && !w->dampers && !w->limits && !w->engine && !w->processing_high;
}

/* Without customers, fellows and line cards. */
static bool sink_stub(const struct world *w, uint32_t router) {
  const struct network *n = w->net;
  return n->first[router] == n->peers[router] && n->clients[router] == n->first[router + 1] && !w->chassis[router];
}

void sink_init(struct world *w) {
  if (w->sinks || !w->blind) return;
  w->blind = sink_may(w);
  if (!w->blind) return;
  w->sinks = g_new(struct sinks, 1);
  w->sinks->sink = g_new0(struct sink, w->net->routers);
  w->sinks->is = g_new(bool, w->net->routers);
  for (uint32_t r = 0; r < w->net->routers; r++) w->sinks->is[r] = sink_stub(w, r);
}

void sink_clear(struct world *w) {
  if (!w->sinks) return;
  for (uint32_t r = 0; r < w->net->routers; r++) g_free(w->sinks->sink[r].letter);
  g_free(w->sinks->sink);
  g_free(w->sinks->is);
  g_free(w->sinks);
}

bool sink_is(const struct world *w, const struct plane *p, uint32_t router) {
  return w->sinks->is[router] && !p->trigger && !p->attrs_in && !p->own[router];
}

/* As flight.c has it; no link is out while letters are under way over it. */
static bool letter_arrives(const struct world *w, const struct letter *l) {
  uint32_t back = w->net->back[l->from];
  bool stands = (w->state[l->from] & STATE_UP) && w->since[l->from] <= l->at - w->net->delay[l->from];
  return stands && (w->state[back] & STATE_UP);
}

static bool letter_landed(const struct world *w, const struct letter *l) {
  return l->at < w->sim.now || (l->at == w->sim.now && (WORLD_OWNER_FLIGHT | l->from) <= w->sim.owner);
}

void sink_catch_up(struct world *w, uint32_t router) {
  if (!w->sinks || !w->sinks->is[router]) return;
  struct sink *s = &w->sinks->sink[router];
  sim_time cost = world_platform(w, router)->processing;
  for (; s->first < s->end && letter_landed(w, &s->letter[s->first]); s->first++) {
    const struct letter *l = &s->letter[s->first];
    if (letter_arrives(w, l)) w->busy[router] = MAX(w->busy[router], l->at) + cost;
  }
}

void sink_session(struct world *w, uint32_t half) {
  sink_catch_up(w, w->net->owner[half]);
  sink_catch_up(w, w->net->to[half]);
}

/* Room for one more behind the last. */
static void sink_room(struct world *w, uint32_t router) {
  struct sink *s = &w->sinks->sink[router];
  if (s->end < s->room) return;
  if (s->end - s->first >= SINK_MANY) sink_catch_up(w, router);
  s->end -= s->first;
  if (s->first) memmove(s->letter, s->letter + s->first, s->end * sizeof *s->letter);
  s->first = 0;
  if (2 * s->end < s->room) return;
  s->room = MAX(SINK_MANY, 2 * s->room);
  s->letter = g_renew(struct letter, s->letter, s->room);
}

void sink_post(struct world *w, const struct plane *p, uint32_t from) {
  uint32_t router = w->net->to[from];
  struct sink *s = &w->sinks->sink[router];
  struct letter l = {w->sim.now + w->net->delay[from], from, p->number};
  if (!world_platform(w, router)->processing) return;
  sink_room(w, router);
  uint32_t place = s->end++;
  for (; place > s->first; place--) {
    const struct letter *before = &s->letter[place - 1];
    if (before->at < l.at || (before->at == l.at && before->from <= from)) break;
    s->letter[place] = *before;
  }
  s->letter[place] = l;
}

/* Those over `from` fly on as others do. */
static void sink_part(struct world *w, uint32_t from) {
  struct sink *s = &w->sinks->sink[w->net->to[from]];
  struct update lost = {.path = PATH_NONE}; /* nobody reads it */
  uint32_t left = s->first;
  for (uint32_t i = s->first; i < s->end; i++) {
    struct letter l = s->letter[i];
    if (l.from == from) flight_resume(w, world_plane(w, l.plane), &lost, from, l.at - w->net->delay[from]);
    else s->letter[left++] = l;
  }
  s->end = left;
}

void sink_cut(struct world *w, uint32_t half) {
  if (!w->sinks) return;
  sink_session(w, half);
  sink_part(w, half);
  sink_part(w, w->net->back[half]);
}
