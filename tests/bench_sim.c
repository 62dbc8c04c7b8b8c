/* Hold-and-reschedule: each handler schedules its own event again, so that as many stay pending as
 * there were. "move" schedules another, pending event too. Beside it, in the same run, a binary heap of
 * pointers as one would write it in an afternoon (keys in the events, pop and push), and GSequence. */
#include "sim/sim.h"

#include <glib.h>

enum { OPERATIONS = 2000000 };

/* A cheap generator, so that the measure is of the queue; increments are spread exponentially. */
struct holder {
  struct sim_event event;
  uint32_t id;
  sim_time at; /* for the rivals */
};

struct bench {
  struct holder *holder;
  uint32_t count;
  uint64_t state;
};

static uint64_t bench_draw(struct bench *bench) {
  bench->state ^= bench->state << 13;
  bench->state ^= bench->state >> 7;
  return bench->state ^= bench->state << 17;
}

/* Geometric over bit lengths, uniform within: near and far, as delays and timers are. */
static sim_time bench_delay(struct bench *bench) {
  uint64_t bits = bench_draw(bench);
  return (sim_time)((bits >> 24) >> (bits & 15));
}

static void hold(struct sim *sim, struct sim_event *event) {
  struct bench *bench = sim->world;
  sim_schedule(sim, event, sim->now + bench_delay(bench), SIM_OWNER(event, struct holder, event)->id);
}

static void hold_and_move(struct sim *sim, struct sim_event *event) {
  struct bench *bench = sim->world;
  hold(sim, event);
  uint32_t other = (uint32_t)((bench_draw(bench) >> 32) * bench->count >> 32);
  hold(sim, &bench->holder[other].event);
}

static double nanoseconds(gint64 since, uint64_t operations) {
  return (double)(g_get_monotonic_time() - since) * 1000 / (double)operations;
}

static double measure_sim(struct bench *bench, sim_handler handle) {
  struct sim sim;
  sim_init(&sim, bench);
  for (uint32_t i = 0; i < bench->count; i++) {
    bench->holder[i] = (struct holder){.event = {.handle = handle}, .id = i};
    hold(&sim, &bench->holder[i].event);
  }
  sim_run(&sim, SIM_NEVER, bench->count);
  gint64 start = g_get_monotonic_time();
  sim_run(&sim, SIM_NEVER, OPERATIONS);
  double result = nanoseconds(start, OPERATIONS);
  sim_clear(&sim);
  return result;
}

/* The afternoon's heap. */

struct plain_heap {
  struct holder **slot;
  uint32_t count;
};

static bool plain_before(const struct holder *a, const struct holder *b) {
  return a->at != b->at ? a->at < b->at : a->id < b->id;
}

static void plain_push(struct plain_heap *heap, struct holder *holder) {
  uint32_t at = heap->count++;
  for (; at > 0 && plain_before(holder, heap->slot[(at - 1) / 2]); at = (at - 1) / 2)
    heap->slot[at] = heap->slot[(at - 1) / 2];
  heap->slot[at] = holder;
}

static struct holder *plain_pop(struct plain_heap *heap) {
  struct holder *top = heap->slot[0], *last = heap->slot[--heap->count];
  uint32_t at = 0;
  for (uint32_t child; (child = 2 * at + 1) < heap->count; at = child) {
    if (child + 1 < heap->count && plain_before(heap->slot[child + 1], heap->slot[child])) child++;
    if (!plain_before(heap->slot[child], last)) break;
    heap->slot[at] = heap->slot[child];
  }
  heap->slot[at] = last;
  return top;
}

static double measure_plain(struct bench *bench) {
  struct plain_heap heap = {.slot = g_new(struct holder *, bench->count)};
  for (uint32_t i = 0; i < bench->count; i++) {
    bench->holder[i] = (struct holder){.id = i, .at = bench_delay(bench)};
    plain_push(&heap, &bench->holder[i]);
  }
  gint64 start = 0;
  for (uint32_t i = 0; i < bench->count + OPERATIONS; i++) {
    if (i == bench->count) start = g_get_monotonic_time();
    struct holder *holder = plain_pop(&heap);
    holder->at += bench_delay(bench);
    plain_push(&heap, holder);
  }
  g_free(heap.slot);
  return nanoseconds(start, OPERATIONS);
}

static int holder_compare(gconstpointer a, gconstpointer b, gpointer unused) {
  (void)unused;
  return plain_before(a, b) ? -1 : a != b;
}

static double measure_sequence(struct bench *bench) {
  enum { FEWER = OPERATIONS / 10 };
  GSequence *sequence = g_sequence_new(NULL);
  for (uint32_t i = 0; i < bench->count; i++) {
    bench->holder[i] = (struct holder){.id = i, .at = bench_delay(bench)};
    g_sequence_insert_sorted(sequence, &bench->holder[i], holder_compare, NULL);
  }
  gint64 start = g_get_monotonic_time();
  for (uint32_t i = 0; i < FEWER; i++) {
    GSequenceIter *first = g_sequence_get_begin_iter(sequence);
    struct holder *holder = g_sequence_get(first);
    holder->at += bench_delay(bench);
    g_sequence_sort_changed(first, holder_compare, NULL);
  }
  double result = nanoseconds(start, FEWER);
  g_sequence_free(sequence);
  return result;
}

int main(void) {
  g_print("%9s %8s %8s %14s %12s %8s %8s   (ns per event)\n", "pending", "hold", "move", "binary heap", "GSequence",
          "ratio", "ratio");
  for (uint32_t count = 1000; count <= 1000000; count *= 10) {
    struct bench bench = {.holder = g_new0(struct holder, count), .count = count, .state = 88172645463325252};
    double held = measure_sim(&bench, hold), moved = measure_sim(&bench, hold_and_move);
    double plain = measure_plain(&bench), sequence = measure_sequence(&bench);
    g_print("%9u %8.1f %8.1f %14.1f %12.1f %8.2f %8.2f\n", count, held, moved, plain, sequence, plain / held,
            sequence / held);
    g_free(bench.holder);
  }
  return 0;
}
