#include "sim/chance.h"
#include "sim/sim.h"

#include <glib.h>

/* An event that writes its name into the log, and may do one more thing. */
struct note {
  struct sim_event event;
  char name;
  struct note *cancels;
  struct note *schedules;
  sim_time after;
  uint32_t owner;
};

static void note_run(struct sim *sim, struct sim_event *event) {
  struct note *note = SIM_OWNER(event, struct note, event);
  g_assert_false(sim_pending(event));
  g_string_append_c(sim->world, note->name);
  if (note->cancels) sim_cancel(sim, &note->cancels->event);
  if (note->schedules) sim_schedule(sim, &note->schedules->event, sim->now + note->after, note->schedules->owner);
}

static struct note note(char name, uint32_t owner) {
  return (struct note){.event = {.handle = note_run}, .name = name, .owner = owner};
}

struct bed {
  struct sim sim;
  GString *log;
  struct note a, b, c, d;
};

static void bed_make(struct bed *bed, gconstpointer unused) {
  (void)unused;
  bed->log = g_string_new(NULL);
  sim_init(&bed->sim, bed->log);
  bed->a = note('a', 1);
  bed->b = note('b', 2);
  bed->c = note('c', 3);
  bed->d = note('d', 4);
}

static void bed_clear(struct bed *bed, gconstpointer unused) {
  (void)unused;
  sim_clear(&bed->sim);
  g_string_free(bed->log, TRUE);
}

static void put(struct bed *bed, struct note *one, sim_time at) {
  sim_schedule(&bed->sim, &one->event, at, one->owner);
}

static enum sim_end run(struct bed *bed) { return sim_run(&bed->sim, SIM_NEVER, 0); }

static void in_order_of_time(struct bed *bed, gconstpointer unused) {
  (void)unused;
  put(bed, &bed->c, 30);
  put(bed, &bed->a, 10);
  put(bed, &bed->b, 20);
  g_assert_cmpint(run(bed), ==, SIM_END_EMPTY);
  g_assert_cmpstr(bed->log->str, ==, "abc");
  g_assert_cmpint(bed->sim.now, ==, 30);
  g_assert_cmpuint(bed->sim.handled, ==, 3);
}

/* Every order of scheduling four events of different owners at one time. */
static void ties_by_owner(struct bed *bed, gconstpointer unused) {
  (void)unused;
  struct note *all[] = {&bed->a, &bed->b, &bed->c, &bed->d};
  for (int code = 0; code < 256; code++) {
    int pick[4] = {code & 3, code >> 2 & 3, code >> 4 & 3, code >> 6};
    if ((1 << pick[0] | 1 << pick[1] | 1 << pick[2] | 1 << pick[3]) != 15) continue;
    for (int i = 0; i < 4; i++) put(bed, all[pick[i]], bed->sim.now + 1);
    run(bed);
    g_assert_cmpstr(bed->log->str, ==, "abcd");
    g_string_truncate(bed->log, 0);
  }
}

static void ties_by_scheduling(struct bed *bed, gconstpointer unused) {
  (void)unused;
  bed->a.owner = bed->b.owner = bed->c.owner = 9;
  put(bed, &bed->c, 5);
  put(bed, &bed->a, 5);
  put(bed, &bed->b, 5);
  put(bed, &bed->c, 5); /* scheduled again: now the last */
  run(bed);
  g_assert_cmpstr(bed->log->str, ==, "abc");
}

static void moves(struct bed *bed, gconstpointer unused) {
  (void)unused;
  put(bed, &bed->a, 10);
  put(bed, &bed->b, 20);
  put(bed, &bed->c, 30);
  put(bed, &bed->a, 25);
  put(bed, &bed->c, 5);
  g_assert_cmpint(sim_when(&bed->sim, &bed->a.event), ==, 25);
  g_assert_cmpint(sim_when(&bed->sim, &bed->c.event), ==, 5);
  run(bed);
  g_assert_cmpstr(bed->log->str, ==, "cba");
  g_assert_cmpuint(bed->sim.handled, ==, 3);
}

static void cancels(struct bed *bed, gconstpointer unused) {
  (void)unused;
  put(bed, &bed->a, 10);
  put(bed, &bed->b, 20);
  put(bed, &bed->c, 30);
  sim_cancel(&bed->sim, &bed->b.event);
  sim_cancel(&bed->sim, &bed->b.event);
  sim_cancel(&bed->sim, &bed->d.event);
  g_assert_false(sim_pending(&bed->b.event));
  g_assert_cmpint(sim_when(&bed->sim, &bed->b.event), ==, SIM_NEVER);
  run(bed);
  g_assert_cmpstr(bed->log->str, ==, "ac");
  put(bed, &bed->b, 40);
  run(bed);
  g_assert_cmpstr(bed->log->str, ==, "acb");
}

static void handler_cancels(struct bed *bed, gconstpointer unused) {
  (void)unused;
  bed->a.cancels = &bed->d;
  put(bed, &bed->d, 10);
  put(bed, &bed->c, 12);
  put(bed, &bed->b, 11);
  put(bed, &bed->a, 10);
  run(bed);
  g_assert_cmpstr(bed->log->str, ==, "abc");
}

static void handler_schedules_now(struct bed *bed, gconstpointer unused) {
  (void)unused;
  bed->c.schedules = &bed->a; /* owner 1, smaller than c's: after c all the same, before d */
  put(bed, &bed->c, 10);
  put(bed, &bed->d, 10);
  put(bed, &bed->b, 11);
  run(bed);
  g_assert_cmpstr(bed->log->str, ==, "cadb");
}

static void handler_moves_to_now(struct bed *bed, gconstpointer unused) {
  (void)unused;
  bed->c.schedules = &bed->a;
  put(bed, &bed->c, 10);
  put(bed, &bed->b, 11);
  put(bed, &bed->a, 12);
  run(bed);
  g_assert_cmpstr(bed->log->str, ==, "cab");
}

static void handler_repeats(struct bed *bed, gconstpointer unused) {
  (void)unused;
  bed->a.schedules = &bed->a;
  bed->a.after = 10;
  put(bed, &bed->a, 0);
  put(bed, &bed->b, 25);
  g_assert_cmpint(sim_run(&bed->sim, 45, 0), ==, SIM_END_TIME);
  g_assert_cmpstr(bed->log->str, ==, "aaabaa");
  g_assert_cmpint(sim_when(&bed->sim, &bed->a.event), ==, 50);
}

static void until_includes_its_moment(struct bed *bed, gconstpointer unused) {
  (void)unused;
  put(bed, &bed->a, 10);
  put(bed, &bed->b, 11);
  g_assert_cmpint(sim_run(&bed->sim, 10, 0), ==, SIM_END_TIME);
  g_assert_cmpstr(bed->log->str, ==, "a");
  g_assert_cmpint(bed->sim.now, ==, 10);
  g_assert_cmpint(sim_run(&bed->sim, 100, 0), ==, SIM_END_EMPTY);
  g_assert_cmpstr(bed->log->str, ==, "ab");
  g_assert_cmpint(bed->sim.now, ==, 100);
}

static void budget(struct bed *bed, gconstpointer unused) {
  (void)unused;
  put(bed, &bed->a, 10);
  put(bed, &bed->b, 20);
  put(bed, &bed->c, 30);
  g_assert_cmpint(sim_run(&bed->sim, SIM_NEVER, 2), ==, SIM_END_BUDGET);
  g_assert_cmpint(bed->sim.now, ==, 20);
  g_assert_cmpint(sim_run(&bed->sim, SIM_NEVER, 2), ==, SIM_END_EMPTY);
  g_assert_cmpstr(bed->log->str, ==, "abc");
}

static void stop_run(struct sim *sim, struct sim_event *event) {
  note_run(sim, event);
  sim_stop(sim);
}

static void stop(struct bed *bed, gconstpointer unused) {
  (void)unused;
  bed->b.event.handle = stop_run;
  put(bed, &bed->a, 10);
  put(bed, &bed->b, 20);
  put(bed, &bed->c, 30);
  g_assert_cmpint(sim_run(&bed->sim, 1000, 0), ==, SIM_END_STOPPED);
  g_assert_cmpint(bed->sim.now, ==, 20);
  g_assert_cmpint(run(bed), ==, SIM_END_EMPTY);
  g_assert_cmpstr(bed->log->str, ==, "abc");
}

static void free_run(struct sim *sim, struct sim_event *event) {
  note_run(sim, event);
  g_free(SIM_OWNER(event, struct note, event));
}

static void handler_frees(struct bed *bed, gconstpointer unused) {
  (void)unused;
  struct note *heir = g_new(struct note, 1);
  *heir = note('x', 7);
  heir->event.handle = free_run;
  put(bed, heir, 1);
  put(bed, &bed->a, 2);
  run(bed);
  g_assert_cmpstr(bed->log->str, ==, "xa");
}

static void clear_leaves_idle(struct bed *bed, gconstpointer unused) {
  (void)unused;
  put(bed, &bed->a, 10);
  put(bed, &bed->b, 20);
  sim_clear(&bed->sim);
  g_assert_false(sim_pending(&bed->a.event) || sim_pending(&bed->b.event));
  g_assert_cmpint(run(bed), ==, SIM_END_EMPTY);
}

/* The count of schedulings is at its end: nothing may change its order when it starts anew. */
static void count_wraps(struct bed *bed, gconstpointer unused) {
  (void)unused;
  for (uint32_t left = 0; left < 6; left++) {
    bed->sim.scheduled = UINT32_MAX - left;
    bed->a.owner = bed->b.owner = bed->c.owner = bed->d.owner = 1;
    sim_time at = bed->sim.now + 5;
    bed->a.schedules = &bed->b;
    bed->a.after = 5;
    put(bed, &bed->a, at);
    put(bed, &bed->c, at + 5);
    put(bed, &bed->d, at + 5);
    run(bed);
    g_assert_cmpstr(bed->log->str, ==, "acdb");
    if (left < 4) g_assert_cmpuint(bed->sim.scheduled, <, 10);
    else g_assert_cmpuint(bed->sim.scheduled, ==, UINT32_MAX - left + 4);
    g_string_truncate(bed->log, 0);
  }
}

/* Also when the count of schedulings starts anew in their midst: turns are the caller's. */
static void ties_by_turn(struct bed *bed, gconstpointer unused) {
  (void)unused;
  for (uint32_t left = 0; left < 4; left++) {
    sim_time at = bed->sim.now + 5;
    bed->sim.scheduled = UINT32_MAX - left;
    sim_schedule_turn(&bed->sim, &bed->c.event, at, 1, 3000000003u);
    for (int i = 0; i < 3; i++) put(bed, &bed->d, at);
    sim_schedule_turn(&bed->sim, &bed->a.event, at, 1, 7);
    sim_schedule_turn(&bed->sim, &bed->b.event, at, 1, 3000000002u);
    run(bed);
    g_assert_cmpstr(bed->log->str, ==, "abcd");
    g_string_truncate(bed->log, 0);
  }
}

static void into_the_past(struct bed *bed, gconstpointer unused) {
  (void)unused;
  if (g_test_subprocess()) {
    sim_run(&bed->sim, 100, 0);
    put(bed, &bed->a, 99);
    return;
  }
  g_test_trap_subprocess(NULL, 0, 0);
  g_test_trap_assert_failed();
  g_test_trap_assert_stderr("*at >= sim->now*");
}

static void for_never(struct bed *bed, gconstpointer unused) {
  (void)unused;
  if (g_test_subprocess()) {
    put(bed, &bed->a, SIM_NEVER);
    return;
  }
  g_test_trap_subprocess(NULL, 0, 0);
  g_test_trap_assert_failed();
  g_test_trap_assert_stderr("*at < SIM_NEVER*");
}

/* Against a list that is searched for its minimum each time. */

enum { MODEL_EVENTS = 60, MODEL_STEPS = 40000, MODEL_SPAN = 25 };

struct model_event {
  struct sim_event event;
  bool pending;
  sim_time at;
  uint64_t order;
};

struct model {
  struct sim sim;
  struct model_event event[MODEL_EVENTS];
  uint64_t draws, schedulings, ran;
};

static uint64_t model_draw(struct model *model, uint64_t n) {
  return chance_below((struct chance){.seed = 1, .nth = model->draws++}, n);
}

static struct model_event *model_first(struct model *model) {
  struct model_event *first = NULL;
  for (int i = 0; i < MODEL_EVENTS; i++) {
    struct model_event *one = &model->event[i];
    if (!one->pending) continue;
    if (!first || one->at < first->at || (one->at == first->at && one->order < first->order)) first = one;
  }
  return first;
}

/* Schedules, moves or cancels an event, in both. */
static void model_change(struct model *model) {
  struct model_event *one = &model->event[model_draw(model, MODEL_EVENTS)];
  if (model_draw(model, 3) == 0) {
    sim_cancel(&model->sim, &one->event);
    one->pending = false;
    return;
  }
  uint32_t owner = (uint32_t)model_draw(model, 4);
  one->at = model->sim.now + (sim_time)model_draw(model, MODEL_SPAN);
  one->order = (uint64_t)owner << 32 | model->schedulings++;
  one->pending = true;
  sim_schedule(&model->sim, &one->event, one->at, owner);
}

static void model_check(struct model *model) {
  uint32_t pending = 0;
  for (int i = 0; i < MODEL_EVENTS; i++) {
    struct model_event *one = &model->event[i];
    g_assert_cmpint(sim_pending(&one->event), ==, one->pending);
    g_assert_cmpint(sim_when(&model->sim, &one->event), ==, one->pending ? one->at : SIM_NEVER);
    pending += one->pending;
  }
  g_assert_cmpuint(model->sim.pending, ==, pending);
}

static void model_run(struct sim *sim, struct sim_event *event) {
  struct model *model = sim->world;
  struct model_event *one = SIM_OWNER(event, struct model_event, event);
  g_assert_true(model_first(model) == one);
  g_assert_cmpint(sim->now, ==, one->at);
  one->pending = false;
  model->ran++;
  for (uint64_t changes = model_draw(model, 4); changes > 0; changes--) model_change(model);
}

static void like_a_list(void) {
  struct model model = {0};
  sim_init(&model.sim, &model);
  for (int i = 0; i < MODEL_EVENTS; i++) model.event[i].event.handle = model_run;
  for (int step = 0; step < MODEL_STEPS; step++) {
    model_change(&model);
    sim_time until = model.sim.now + (sim_time)model_draw(&model, 3);
    if (model_draw(&model, 2)) sim_run(&model.sim, until, model_draw(&model, 3));
    if (step % 16 == 0) model_check(&model);
    if (step % 500 == 0) model.sim.scheduled = MAX(model.sim.scheduled, UINT32_MAX - 50); /* the count will wrap soon */
  }
  g_assert_cmpuint(model.ran, >, MODEL_STEPS / 4);
  sim_clear(&model.sim);
}

static void add(const char *claim, void (*test)(struct bed *, gconstpointer)) {
  g_autofree char *path = g_strconcat("/queue/", claim, NULL);
  g_test_add(path, struct bed, NULL, bed_make, test, bed_clear);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  add("events run in order of time", in_order_of_time);
  add("ties run in owner order, whoever was scheduled first", ties_by_owner);
  add("ties of one owner run in order of scheduling", ties_by_scheduling);
  add("a pending event that is scheduled again moves", moves);
  add("a cancelled event does not run", cancels);
  add("a handler may cancel another event", handler_cancels);
  add("an event scheduled for now runs in its place", handler_schedules_now);
  add("an event moved to now runs in its place", handler_moves_to_now);
  add("a handler may schedule its own event again", handler_repeats);
  add("a handler may free its event", handler_frees);
  add("until includes its moment and leaves the clock there", until_includes_its_moment);
  add("a budget ends the run and the next goes on", budget);
  add("stop ends the run after the event", stop);
  add("clear leaves all events idle", clear_leaves_idle);
  add("order survives the wrap of the count", count_wraps);
  add("ties of an owner that takes turns run by turn", ties_by_turn);
  add("the past is refused", into_the_past);
  add("never is refused", for_never);
  g_test_add_func("/queue/random operations agree with a searched list", like_a_list);
  return g_test_run();
}
