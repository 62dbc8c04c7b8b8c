/* Tasks are handed out once each, and whatever the number of threads and shards, and with whatever was there before,
 * their results come together as if one had done all. The way is one of sums: head h of cell c is 1000 c, parcel p adds
 * p * p to it; a run is over when its parcels are. */
#include "scenarios/run/jobs.h"
#include "tests/program.h"

#include <string.h>

#define CELLS 5
#define PARCELS 23

static GBytes *number_bytes(gint64 number) { return g_bytes_new(&number, sizeof number); }

static gint64 number_of(GBytes *bytes) {
  gint64 number;
  memcpy(&number, g_bytes_get_data(bytes, NULL), sizeof number);
  return number;
}

static guint sums_weight(const struct build_order *order) { return (guint)order->seed; }

static GBytes *sums_head(const struct build_order *order, struct progress *progress, GError **error) {
  (void)error;
  progress_add(progress, 10);
  return number_bytes(1000 * (gint64)order->seed);
}

/* The heaviest first. */
static GArray *sums_parcels(const struct build_order *order, GBytes *head) {
  GArray *weight = g_array_new(FALSE, FALSE, sizeof(guint));
  (void)order, (void)head;
  for (guint p = PARCELS; p > 0; p--) g_array_append_val(weight, p);
  return weight;
}

static void *sums_open(const struct build_order *order, GBytes *head) {
  g_assert_cmpint(number_of(head), ==, 1000 * (gint64)order->seed);
  return g_bytes_ref(head);
}

static GBytes *sums_parcel(void *opened, guint parcel, struct progress *progress) {
  g_assert_nonnull(opened);
  progress_add(progress, PROGRESS_CELL);
  return number_bytes((gint64)parcel * parcel);
}

static void sums_close(void *opened) { g_bytes_unref(opened); }

static gboolean sums_gather(void **sum, GBytes *octets) {
  gint64 *number = *sum ? *sum : g_new0(gint64, 1);
  *number += number_of(octets);
  *sum = number;
  return TRUE;
}

static GBytes *sums_keep(void *sum) { return number_bytes(*(gint64 *)sum); }

static struct measures *sums_finish(const struct build_order *order, GBytes *head, void *sum, GError **error) {
  struct measures *measures = g_new0(struct measures, 1);
  (void)order, (void)error;
  measures->figures.value[FIGURE_SESSIONS] = (double)(number_of(head) + *(gint64 *)sum);
  measures->figures.value[FIGURE_EVENTS] = 1e12; /* so many that no cause is checked */
  measures->blame = g_new0(struct blame, 1);
  measures->blame->row = g_array_new(FALSE, TRUE, sizeof(struct blame_row));
  measures->blame->generation = g_array_new(FALSE, TRUE, sizeof(struct lineage_generation));
  return measures;
}

static const struct way *sums(const struct build_order *order) {
  static const struct way way = {.weight = sums_weight,
                                 .head = sums_head,
                                 .parcels = sums_parcels,
                                 .open = sums_open,
                                 .parcel = sums_parcel,
                                 .close = sums_close,
                                 .gather = sums_gather,
                                 .keep = sums_keep,
                                 .drop = g_free,
                                 .finish = sums_finish};
  (void)order;
  return &way;
}

static double expected(guint cell) {
  double sum = 1000.0 * cell;
  for (guint p = 0; p < PARCELS; p++) sum += p * p;
  return sum;
}

/* A plan of cells whose seeds are their numbers, and all that work on it needs. */
struct fixture {
  char *folder;
  struct plan plan;
  struct plan_variant variant;
  struct output *output;
  struct manifest manifest;
  struct deposits *deposits;
  struct results *results;
  struct foreman *foreman;
};

static void setup(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  GError *error = NULL;
  fixture->folder = program_folder();
  fixture->plan.scenario = scenario_load("level3-2011", &error);
  g_assert_no_error(error);
  fixture->plan.variant = &fixture->variant;
  fixture->plan.cell = g_array_new(FALSE, TRUE, sizeof(struct plan_cell));
  g_array_set_size(fixture->plan.cell, CELLS);
  for (guint i = 0; i < CELLS; i++) *plan_cell(&fixture->plan, i) = (struct plan_cell){.seed = i, .like = i};
  fixture->output = output_new(fixture->folder, &error);
  fixture->manifest = (struct manifest){.file = g_key_file_new(), .digest = (char *)"d", .scenario = (char *)"s"};
}

static void teardown(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  output_free(fixture->output);
  g_key_file_free(fixture->manifest.file);
  g_array_unref(fixture->plan.cell);
  scenario_free(fixture->plan.scenario);
  program_remove(fixture->folder);
  g_free(fixture->folder);
}

/* Begins a process's part of the work, taking up what is deposited. */
static void begin(struct fixture *fixture, guint shard, guint shards) {
  static const char *const command[] = {"run", NULL};
  fixture->results = results_new("s", NULL, 0);
  for (guint i = 0; i < CELLS; i++) results_declare(fixture->results, "main", "a", i, FALSE);
  fixture->deposits = deposits_new(fixture->output, &fixture->manifest, command);
  const struct foreman_order order = {.ending = {.plan = &fixture->plan, .results = fixture->results},
                                      .way = sums,
                                      .deposits = fixture->deposits,
                                      .shard = shard,
                                      .shards = shards,
                                      .quiet = TRUE};
  fixture->foreman = foreman_new(&order);
}

static void end(struct fixture *fixture) {
  foreman_free(fixture->foreman);
  deposits_free(fixture->deposits);
  results_free(fixture->results);
}

static void work(struct fixture *fixture, guint threads) {
  struct jobs_source source = jobs_foreman(fixture->foreman);
  struct desk desk;
  GError *error = NULL;
  desk_init(&desk, &fixture->plan, NULL, sums, foreman_progress(fixture->foreman));
  struct jobs *jobs = jobs_new(&source, &desk, threads);
  g_assert_true(foreman_wait(fixture->foreman, &error));
  g_assert_no_error(error);
  jobs_free(jobs);
}

/* So many tasks, by hand, one after the other. */
static void work_a_little(struct fixture *fixture, guint tasks) {
  struct desk desk;
  struct task task;
  GBytes *head;
  desk_init(&desk, &fixture->plan, NULL, sums, foreman_progress(fixture->foreman));
  while (tasks-- > 0 && foreman_next(fixture->foreman, FALSE, &task, &head)) {
    struct task_result result;
    desk_do(&desk, &task, head, &result);
    if (head) g_bytes_unref(head);
    foreman_take(fixture->foreman, &task, &result);
  }
  desk_clear(&desk);
}

static void expect_whole(const struct fixture *fixture) {
  guint whole, runs;
  foreman_count(fixture->foreman, &whole, &runs);
  g_assert_cmpuint(whole, ==, CELLS);
  g_assert_cmpuint(runs, ==, CELLS);
  for (guint i = 0; i < CELLS; i++) {
    const struct measures *measures = results_cell(fixture->results, i)->measures;
    g_assert_cmpfloat(measures->figures.value[FIGURE_SESSIONS], ==, expected(i));
  }
}

static void handed_out_once(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  struct tasks *tasks = tasks_new(&fixture->plan, NULL, sums, 0, 1);
  struct task task, heads[CELLS];
  for (guint i = 0; i < CELLS; i++) {
    g_assert_true(tasks_next(tasks, &heads[i]));
    g_assert_cmpuint(heads[i].run, ==, i);
    g_assert_cmpuint(heads[i].parcel, ==, TASK_HEAD);
  }
  g_assert_false(tasks_next(tasks, &task));
  g_assert_false(tasks_over(tasks));
  g_assert_false(tasks_take(tasks, &heads[3], &(struct task_result){.bytes = number_bytes(3000)}));
  for (guint p = 0; p < PARCELS; p++) {
    g_assert_true(tasks_next(tasks, &task));
    g_assert_cmpuint(task.run, ==, 3);
    g_assert_cmpuint(task.parcel, ==, p);
    g_assert_true(tasks_take(tasks, &task, &(struct task_result){.bytes = number_bytes(1)}) == (p == PARCELS - 1));
  }
  g_assert_false(tasks_next(tasks, &task));
  g_assert_false(tasks_over(tasks));
  tasks_free(tasks);
}

/* Cells weigh 0, 1, ..., parcels PARCELS down to 1: what nobody has when the head of cell 4 comes is 8 or less. */
static void head_in_time(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  struct tasks *tasks = tasks_new(&fixture->plan, NULL, sums, 0, 1);
  struct task task, head;
  guint waiting = PARCELS * (PARCELS + 1) / 2;
  for (guint i = 0; i < CELLS - 1; i++) g_assert_true(tasks_next(tasks, &head));
  tasks_take(tasks, &head, &(struct task_result){.bytes = number_bytes(0)});
  for (guint p = 0; p < PARCELS; p++) { /* three heads are out: no need for another */
    g_assert_true(tasks_next(tasks, &task));
    g_assert_cmpuint(task.parcel, ==, p);
  }
  tasks_free(tasks);
  tasks = tasks_new(&fixture->plan, NULL, sums, 0, 1);
  for (guint i = 0; i < CELLS - 1; i++) {
    g_assert_true(tasks_next(tasks, &head));
    g_assert_cmpuint(head.weight, ==, i);
    if (i < CELLS - 2) tasks_take(tasks, &head, &(struct task_result){.bytes = number_bytes(0), .failed = TRUE});
  }
  tasks_take(tasks, &head, &(struct task_result){.bytes = number_bytes(0)});
  for (; waiting > 2 * (CELLS - 1); waiting -= task.weight) {
    g_assert_true(tasks_next(tasks, &task));
    g_assert_cmpuint(task.run, ==, CELLS - 2);
    g_assert_cmpuint(task.weight, ==, PARCELS - task.parcel);
  }
  g_assert_true(tasks_next(tasks, &task));
  g_assert_cmpuint(task.parcel, ==, TASK_HEAD);
  g_assert_true(tasks_next(tasks, &task));
  g_assert_cmpuint(task.run, ==, CELLS - 2);
  g_assert_cmpuint(task.weight, <=, waiting);
  tasks_free(tasks);
}

/* Every parcel of a run is one shard's, and none has more than another by more than a parcel. */
static void shards_alike(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  enum { SHARDS = 4 };
  guint owners[PARCELS] = {0}, load[SHARDS] = {0}, least = G_MAXUINT, most = 0;
  for (guint shard = 0; shard < SHARDS; shard++) {
    struct tasks *tasks = tasks_new(&fixture->plan, NULL, sums, shard, SHARDS);
    struct task head, task;
    g_assert_true(tasks_next(tasks, &head));
    tasks_take(tasks, &head, &(struct task_result){.bytes = number_bytes(0)});
    while (tasks_next(tasks, &task)) {
      if (task.parcel == TASK_HEAD) continue;
      owners[task.parcel]++;
      load[shard] += task.weight;
    }
    least = MIN(least, load[shard]);
    most = MAX(most, load[shard]);
    tasks_free(tasks);
  }
  for (guint p = 0; p < PARCELS; p++) g_assert_cmpuint(owners[p], ==, 1);
  g_assert_cmpuint(most - least, <=, 2); /* the lightest parcels weigh 1 and 2 */
}

static void threads(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  for (guint count = 1; count < 9; count += 3) {
    begin(fixture, 0, 1);
    work(fixture, count);
    expect_whole(fixture);
    g_autoptr(GPtrArray) folders = g_ptr_array_new_with_free_func(g_free);
    deposits_finish(fixture->deposits, folders);
    end(fixture);
    deposits_remove(folders->pdata[0]);
  }
}

/* Stopped again and again, with or without the time to write down what is not yet. */
static void stopped(struct fixture *fixture, gconstpointer politely) {
  guint starts = 0, whole = 0;
  for (; whole < CELLS && starts < 1000; starts++) {
    begin(fixture, 0, 1);
    work_a_little(fixture, politely ? 5 : PARCELS + 3);
    if (politely) foreman_checkpoint(fixture->foreman);
    foreman_count(fixture->foreman, &whole, &(guint){0});
    if (whole == CELLS) expect_whole(fixture);
    end(fixture);
  }
  g_assert_cmpuint(whole, ==, CELLS);
  g_assert_cmpuint(starts, <=, CELLS * (PARCELS + 1) / (politely ? 5 : 20) + 1);
  begin(fixture, 0, 1);
  expect_whole(fixture);
  end(fixture);
}

/* Shards that stop in the middle, and one that takes up what all have left. */
static void shards(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  guint missing;
  for (guint round = 0; round < 2; round++)
    for (guint shard = 0; shard < 4; shard++) {
      begin(fixture, shard, 4);
      if (round == 0) work_a_little(fixture, 6);
      else work(fixture, 2);
      foreman_checkpoint(fixture->foreman);
      end(fixture);
      begin(fixture, 0, 1);
      g_free(foreman_missing(fixture->foreman, 3, &missing));
      g_assert_true((missing == 0) == (round == 1 && shard == 3));
      if (!missing) expect_whole(fixture);
      end(fixture);
    }
}

/* Two sums with a parcel in common: one of them counts. */
static void overlap(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  begin(fixture, 0, 1);
  work_a_little(fixture, 9);
  foreman_checkpoint(fixture->foreman);
  struct deposit deposit;
  g_assert_true(deposits_get(fixture->deposits, "cell-0.parcels", NULL, NULL, &deposit));
  g_assert_true(deposits_put(fixture->deposits, "cell-0.parcels-1-of-2", &deposit));
  deposit_clear(&deposit);
  end(fixture);
  begin(fixture, 0, 1);
  work(fixture, 2);
  expect_whole(fixture);
  end(fixture);
}

#define ADD(path, data, test) g_test_add(path, struct fixture, data, setup, test, teardown)

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("/task/parcels come before heads, each task once", NULL, handed_out_once);
  ADD("/task/the next head comes before the last parcels, if none is out", NULL, head_in_time);
  ADD("/task/shards have alike to do", NULL, shards_alike);
  ADD("/task/any number of threads gives the same", NULL, threads);
  ADD("/task/what was checkpointed is not done again", GINT_TO_POINTER(TRUE), stopped);
  ADD("/task/without a checkpoint only a run's parcels in flight are done again", GINT_TO_POINTER(FALSE), stopped);
  ADD("/task/shards, stopped and begun again, are a whole", NULL, shards);
  ADD("/task/sums that overlap are not added", NULL, overlap);
  return g_test_run();
}
