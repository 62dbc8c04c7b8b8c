/* Hold timers under overload, against a simulation that knows nothing but queues: every KEEPALIVE of every session is
 * an item in them. */
#include "models/engine/engine.h"
#include "models/engine/starve.h"

#include "tests/dice.h"
#include "tests/stage.h"

#include <stdlib.h>

enum { ROUTERS = 6, JOBS = 60, DELAY = 10 * SIM_MILLISECOND, SEED = 5 };
#define END (900 * SIM_SECOND)

/* A lump of work at a moment. */
struct job {
  struct sim_event event;
  sim_time at, cost;
  uint32_t router;
};

static void job_comes(struct sim *sim, struct sim_event *event) {
  struct job *job = SIM_OWNER(event, struct job, event);
  engine_queue(sim->world, job->router, job->cost, 0);
}

static int job_order(const void *a, const void *b) {
  const struct job *x = a, *y = b;
  return (x->at > y->at) - (x->at < y->at);
}

struct scene {
  struct platform platform[3];
  uint8_t platform_of[ROUTERS];
  struct network_link link[ROUTERS * ROUTERS / 2];
  uint32_t links;
  struct job job[JOBS];
};

/* The first platform gives KEEPALIVEs priority; the others let them wait, with hold times of 90 and 60 s. */
static void scene_draw(struct scene *s, struct dice *dice) {
  *s = (struct scene){.links = 0};
  for (int i = 0; i < 3; i++) s->platform[i] = stage_platform();
  s->platform[1].keepalives_wait = s->platform[2].keepalives_wait = true;
  s->platform[2].hold = 60 * SIM_SECOND;
  s->platform[2].keepalive = 15 * SIM_SECOND;
  for (int i = 0; i < 3; i++) stage_wait(&s->platform[i], 10000 * SIM_SECOND, 0);
  for (uint32_t r = 0; r < ROUTERS; r++) {
    s->platform_of[r] = (uint8_t)dice_below(dice, 3);
    for (uint32_t q = 0; q < r; q++)
      if (dice_chance(dice, 0.7)) s->link[s->links++] = (struct network_link){r, q, NEIGHBOR_PEER, DELAY, false};
  }
  for (uint32_t i = 0; i < JOBS; i++) {
    struct job *job = &s->job[i];
    job->event.handle = job_comes;
    job->router = dice_below(dice, ROUTERS);
    job->at = SIM_SECOND + (sim_time)dice_below(dice, 600000) * SIM_MILLISECOND + dice_below(dice, 1000000);
    job->cost = (sim_time)dice_below(dice, dice_chance(dice, 0.3) ? 70000 : 9000) * SIM_MILLISECOND;
  }
  qsort(s->job, JOBS, sizeof *s->job, job_order);
}

/* --- every KEEPALIVE an item --- */

enum item_kind { ITEM_MADE, ITEM_ARRIVED, ITEM_READ };

struct item {
  sim_time at;
  enum item_kind kind;
  uint32_t half;
};

struct queue {
  const struct network *net;
  const struct scene *scene;
  sim_time done[ROUTERS]; /* when the work that has come till now will be */
  sim_time *read;         /* [halves] */
  bool *gone;             /* [links] */
  GArray *item;
};

static const struct platform *queue_platform(const struct queue *q, uint32_t router) {
  return &q->scene->platform[q->scene->platform_of[router]];
}

static sim_time queue_hold(const struct queue *q, uint32_t half) {
  return MIN(queue_platform(q, q->net->owner[half])->hold, queue_platform(q, q->net->to[half])->hold);
}

static sim_time queue_interval(const struct queue *q, uint32_t half) {
  return MIN(queue_platform(q, q->net->to[half])->keepalive, queue_hold(q, half) / 3);
}

static sim_time queue_through(const struct queue *q, uint32_t router, sim_time now) {
  return queue_platform(q, router)->keepalives_wait ? MAX(now, q->done[router]) : now;
}

static void queue_add(struct queue *q, sim_time at, enum item_kind kind, uint32_t half) {
  struct item item = {at, kind, half};
  g_array_append_val(q->item, item);
}

static void queue_item(struct queue *q, struct item item) {
  uint32_t half = item.half;
  switch (item.kind) {
  case ITEM_MADE:
    queue_add(q, item.at + queue_interval(q, half), ITEM_MADE, half);
    queue_add(q, queue_through(q, q->net->to[half], item.at) + DELAY, ITEM_ARRIVED, half);
    break;
  case ITEM_ARRIVED:
    queue_add(q, queue_through(q, q->net->owner[half], item.at), ITEM_READ, half);
    break;
  case ITEM_READ:
    q->read[half] = item.at;
  }
}

static guint queue_first(const struct queue *q) {
  guint first = 0;
  for (guint i = 1; i < q->item->len; i++)
    if (g_array_index(q->item, struct item, i).at < g_array_index(q->item, struct item, first).at) first = i;
  return first;
}

/* The timer that expires before `until`, first of all; NETWORK_NONE: none. */
static uint32_t queue_expires(const struct queue *q, sim_time until) {
  uint32_t first = NETWORK_NONE;
  for (uint32_t h = 0; h < q->net->halves; h++) {
    if (q->gone[q->net->link[h]] || q->read[h] + queue_hold(q, h) >= until) continue;
    if (first == NETWORK_NONE || q->read[h] + queue_hold(q, h) < q->read[first] + queue_hold(q, first)) first = h;
  }
  return first;
}

static void queue_begin(struct queue *q, const struct scene *scene, const struct network *net) {
  *q = (struct queue){.net = net, .scene = scene, .item = g_array_new(FALSE, FALSE, sizeof(struct item))};
  q->read = g_new0(sim_time, net->halves);
  q->gone = g_new0(bool, net->halves);
  for (uint32_t r = 0; r < ROUTERS; r++) q->done[r] = -END;
  for (uint32_t h = 0; h < net->halves; h++) {
    struct chance of = {SEED, net->back[h], WORLD_CHANCE_KEEPALIVE, 0};
    sim_time start = -chance_between(of, 0, queue_interval(q, h));
    queue_add(q, start, ITEM_MADE, h);
    q->read[h] = start + DELAY;
  }
}

/* Fills lost[link] with the moment at which each session is lost by a hold timer, SIM_NEVER: not at all; and the half.
 */
static void queue_run(const struct scene *scene, const struct network *net, sim_time *lost, uint32_t *who) {
  struct queue q;
  queue_begin(&q, scene, net);
  for (uint32_t i = 0; i < scene->links; i++) lost[i] = SIM_NEVER;
  for (uint32_t next = 0; q.item->len;) {
    guint first = queue_first(&q);
    struct item item = g_array_index(q.item, struct item, first);
    bool job = next < JOBS && scene->job[next].at <= item.at;
    sim_time now = job ? scene->job[next].at : item.at;
    uint32_t late = queue_expires(&q, MIN(now, END));
    if (late != NETWORK_NONE) {
      lost[net->link[late]] = q.read[late] + queue_hold(&q, late);
      who[net->link[late]] = late;
      q.gone[net->link[late]] = true;
    } else if (now > END) {
      break;
    } else if (job) {
      q.done[scene->job[next].router] = MAX(now, q.done[scene->job[next].router]) + scene->job[next].cost;
      next++;
    } else {
      g_array_remove_index_fast(q.item, first);
      if (!q.gone[net->link[item.half]]) queue_item(&q, item);
    }
  }
  g_array_free(q.item, TRUE);
  g_free(q.read);
  g_free(q.gone);
}

/* --- the same in a world --- */

static struct stage *scene_stage(struct scene *scene) {
  struct world_settings settings = stage_settings(scene->platform);
  settings.platform_of = scene->platform_of;
  settings.session_jitter = true;
  settings.seed = SEED;
  struct stage *stage = stage_new(stage_network(ROUTERS, scene->link, scene->links), &settings);
  for (uint32_t i = 0; i < JOBS; i++)
    sim_schedule(stage->sim, &scene->job[i].event, scene->job[i].at, WORLD_OWNER_WORK);
  return stage;
}

static void compare(struct scene *scene, uint32_t *losses, uint32_t *survivors) {
  struct stage *stage = scene_stage(scene);
  sim_time *lost = g_new(sim_time, scene->links + 1);
  uint32_t *who = g_new0(uint32_t, scene->links + 1);
  queue_run(scene, stage->net, lost, who);
  stage_until(stage, END);
  for (uint32_t i = 0; i < stage->occurrence->len; i++) {
    const struct occurrence *o = &g_array_index(stage->occurrence, struct occurrence, i);
    if (o->kind != OCCURRENCE_SESSION_DOWN) continue;
    uint32_t half = stage_half(stage, o->router, o->peer), link = stage->net->link[half];
    g_assert_cmpint(o->loss, ==, LOSS_HOLD);
    g_assert_cmpint(o->at, ==, lost[link]);
    g_assert_cmpuint(half, ==, who[link]);
    lost[link] = SIM_NEVER;
    (*losses)++;
  }
  for (uint32_t i = 0; i < scene->links; i++) g_assert_cmpint(lost[i], ==, SIM_NEVER);
  *survivors += scene->links;
  stage_free(stage);
  g_free(lost);
  g_free(who);
}

static void every_keepalive(void) {
  struct dice dice = {.seed = 77};
  uint32_t losses = 0, sessions = 0;
  for (int round = 0; round < 400; round++) {
    struct scene scene;
    scene_draw(&scene, &dice);
    compare(&scene, &losses, &sessions);
  }
  g_test_message("%u of %u sessions lost, each at the same nanosecond", losses, sessions);
  g_assert_cmpuint(losses, >, sessions / 4);
  g_assert_cmpuint(losses, <, sessions * 3 / 4);
}

/* --- two routers --- */

static struct stage *pair(bool waits) {
  struct platform platform[2] = {stage_platform(), stage_platform()};
  platform[1].keepalives_wait = waits;
  for (int i = 0; i < 2; i++) stage_wait(&platform[i], 10000 * SIM_SECOND, 0);
  const struct network_link link[] = {{1, 0, NEIGHBOR_CUSTOMER, DELAY, false}};
  struct world_settings settings = stage_settings(platform);
  settings.platform_of = (const uint8_t[]){0, 1};
  struct stage *stage = stage_new(stage_network(2, link, 1), &settings);
  world_add_prefix(stage->world, 1, false);
  return stage;
}

/* KEEPALIVEs leave at 0, 30, 60 ... s; work for 31 s is never in the way of two of them for long enough. */
static void light_load_costs_no_events(void) {
  struct stage *stage = pair(true);
  for (int i = 0; i < 100; i++) {
    stage_until(stage, (40 + 40 * i) * SIM_SECOND);
    engine_queue(stage->world, 1, 29 * SIM_SECOND, 0);
  }
  stage_rest(stage);
  g_assert_cmpuint(stage->sim->handled, ==, 0);
  g_assert_null(stage->world->starving);
  stage_free(stage);
}

static const struct occurrence *loss_after(bool waits, sim_time at, sim_time work, struct stage **stage) {
  *stage = pair(waits);
  stage_until(*stage, at);
  engine_queue((*stage)->world, 1, work, 0);
  stage_until(*stage, at + 200 * SIM_SECOND);
  return stage_find(*stage, OCCURRENCE_SESSION_DOWN, 0);
}

/* Its own KEEPALIVE of 120 s stands behind the work; so does the one of the neighbour, that comes 10 ms later. The
 * neighbour's timer runs from 90 s and 10 ms on, its own from there as well. */
static void a_lump_of_work(void) {
  struct stage *stage;
  const struct occurrence *down = loss_after(true, 100 * SIM_SECOND, 100 * SIM_SECOND, &stage);
  g_assert_cmpint(down->at, ==, 180 * SIM_SECOND + DELAY);
  g_assert_cmpint(down->loss, ==, LOSS_HOLD);
  g_assert_cmpuint(stage_find(stage, OCCURRENCE_OVERLOAD, 0)->id, ==, down->because);
  stage_free(stage);
  g_assert_null(loss_after(true, 100 * SIM_SECOND, 80 * SIM_SECOND - DELAY, &stage));
  stage_free(stage);
  g_assert_null(loss_after(false, 100 * SIM_SECOND, 1000 * SIM_SECOND, &stage));
  stage_free(stage);
}

/* A stream that brings 3.2 s of work a second sets one KEEPALIVE 96 s behind the other; with 2.9 s they are 87 s apart,
 * and the session lives on whatever waits. */
static void a_stream_of_work(void) {
  struct stage *stage = pair(true);
  stage_until(stage, 100 * SIM_SECOND);
  engine_stream(stage->world, 1, 2900 * SIM_MILLISECOND, 0);
  stage_until(stage, 2000 * SIM_SECOND);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_SESSION_DOWN), ==, 0);
  g_assert_cmpint(engine_backlog(stage->world, 1), ==, 3610 * SIM_SECOND);
  stage_free(stage);
  stage = pair(true);
  stage_until(stage, 100 * SIM_SECOND);
  engine_stream(stage->world, 1, 3200 * SIM_MILLISECOND, 0);
  stage_until(stage, 2000 * SIM_SECOND);
  /* made at 120 s: waits for 2.2 x 20 s, and the next one comes 96 s later */
  g_assert_cmpint(stage_find(stage, OCCURRENCE_SESSION_DOWN, 0)->at, ==, (120 + 44 + 90) * SIM_SECOND + DELAY);
  stage_free(stage);
}

/* RFC 4271 section 8.2.2, event 27: an UPDATE restarts the timer. What the neighbour says takes 20 s to arrive: its
 * KEEPALIVE at 110 s is read at once, the next, at 140 s, stands behind work till 271 s. An UPDATE that came at 112 s
 * is read at 171 s, between two lumps of work. */
static void an_update_restarts_the_timer(void) {
  for (int update = 0; update < 2; update++) {
    struct platform platform[2] = {stage_platform(), stage_platform()};
    const struct network_link link[] = {{1, 0, NEIGHBOR_CUSTOMER, 20 * SIM_SECOND, false}};
    struct world_settings settings = stage_settings(platform);
    platform[1].keepalives_wait = true;
    settings.platform_of = (const uint8_t[]){0, 1};
    struct stage *stage = stage_new(stage_network(2, link, 1), &settings);
    world_add_prefix(stage->world, 1, false);
    stage_until(stage, 92 * SIM_SECOND);
    if (update) world_announce(stage->world, 0, 0, ATTRS_PLAIN);
    stage_until(stage, 111 * SIM_SECOND);
    engine_queue(stage->world, 1, 60 * SIM_SECOND, 0);
    stage_until(stage, 121 * SIM_SECOND);
    engine_queue(stage->world, 1, 100 * SIM_SECOND, 0);
    stage_until(stage, 400 * SIM_SECOND);
    const struct occurrence *down = stage_find(stage, OCCURRENCE_SESSION_DOWN, 0);
    g_assert_cmpuint(down->router, ==, 1);
    g_assert_cmpint(down->at, ==, (update ? 171 + 90 : 110 + 90) * SIM_SECOND);
    stage_free(stage);
  }
}

/* The OPEN waits for 300 s of work; but when it is answered, more has come, and the session is watched from then on. */
static void a_new_session_starves_too(void) {
  struct stage *stage = pair(true);
  uint32_t half = stage_half(stage, 0, 1);
  world_fail(stage->world, half);
  stage_until(stage, 10 * SIM_SECOND);
  engine_queue(stage->world, 1, 300 * SIM_SECOND, 0);
  world_restore(stage->world, half);
  stage_until(stage, 200 * SIM_SECOND);
  engine_queue(stage->world, 1, 300 * SIM_SECOND, 0);
  stage_until(stage, 500 * SIM_SECOND);
  const struct occurrence *up = stage_find(stage, OCCURRENCE_SESSION_UP, 0);
  const struct occurrence *down = stage_find(stage, OCCURRENCE_SESSION_DOWN, 1);
  g_assert_cmpint(up->at / SIM_SECOND, ==, 310);
  g_assert_cmpint(down->loss, ==, LOSS_HOLD);
  g_assert_cmpint(down->at - up->at, <=, 90 * SIM_SECOND);
  g_assert_cmpint(down->at - up->at, >=, 90 * SIM_SECOND - DELAY);
  stage_free(stage);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/starve/hold timers expire as if every KEEPALIVE were simulated", every_keepalive);
  g_test_add_func("/starve/a light load costs no events", light_load_costs_no_events);
  g_test_add_func("/starve/a lump of work longer than the hold time ends sessions", a_lump_of_work);
  g_test_add_func("/starve/a stream of work ends them when it outruns the timer, however much waits", a_stream_of_work);
  g_test_add_func("/starve/an UPDATE restarts the timer", an_update_restarts_the_timer);
  g_test_add_func("/starve/a session that comes up under overload starves too", a_new_session_starves_too);
  return g_test_run();
}
