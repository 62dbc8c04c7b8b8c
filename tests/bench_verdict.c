/* What remembering is worth: a known verdict against judging the same message again. */
#include "models/bgp/update.h"
#include "models/bgp/verdict.h"
#include "tests/octets.h"

#include <stdio.h>
#include <string.h>

enum { SETS = 64, ROUNDS = 20000, REPEATS = 5 };

struct bench {
  struct verdict_profile profile;
  struct attrs_table *attrs;
  struct verdict_table *verdicts;
  attrs_id set[SETS];
  GByteArray *message[SETS];
};

static void bench_begin(struct bench *bench) {
  struct strategy *strategy = octets_strategy("rfc7606");
  *bench = (struct bench){.profile = {.strategy = strategy}, .attrs = attrs_table_new()};
  memcpy(bench->profile.knows, strategy->knows, sizeof bench->profile.knows);
  bench->verdicts = verdict_table_new(bench->attrs, &bench->profile, 1);
  for (unsigned i = 0; i < SETS; i++) {
    g_autofree char *attributes = g_strdup_printf(OCTETS_BASE "80040400000001 c0080400010002 c06302aa%02x", i);
    struct update update;
    bench->message[i] = octets_update("", attributes, OCTETS_NLRI);
    g_assert_true(update_split(bench->message[i]->data, bench->message[i]->len, true, &update));
    bench->set[i] = attrs_intern(bench->attrs, update.set, update.set_length, update.overrun);
    update_clear(&update);
  }
}

static unsigned remember(struct bench *bench) {
  unsigned sum = 0;
  for (unsigned round = 0; round < ROUNDS; round++)
    for (unsigned i = 0; i < SETS; i++) sum += verdict_of(bench->verdicts, bench->set[i], 0, SESSION_EBGP)->outcome;
  return sum;
}

static unsigned judge(struct bench *bench) {
  struct verdict_facts facts = {.as4 = true};
  unsigned sum = 0;
  for (unsigned round = 0; round < ROUNDS / 20; round++)
    for (unsigned i = 0; i < SETS; i++) {
      struct verdict verdict;
      verdict_message(bench->message[i]->data, bench->message[i]->len, &bench->profile, &facts, &verdict, NULL);
      sum += verdict.outcome;
    }
  return sum * 20;
}

/* The best of a few, in nanoseconds a verdict. */
static double best(struct bench *bench, unsigned (*work)(struct bench *), double verdicts, unsigned *sum) {
  double least = G_MAXDOUBLE;
  for (int i = 0; i < REPEATS; i++) {
    gint64 before = g_get_monotonic_time();
    *sum = work(bench);
    least = MIN(least, (double)(g_get_monotonic_time() - before) * 1000 / verdicts);
  }
  return least;
}

int main(void) {
  struct bench bench;
  unsigned known, anew;
  bench_begin(&bench);
  double fast = best(&bench, remember, (double)SETS * ROUNDS, &known);
  double slow = best(&bench, judge, (double)SETS * (ROUNDS / 20), &anew);
  g_assert_cmpuint(known, ==, anew);
  printf("verdict known %.1f ns, judged anew %.0f ns: %.0f times as fast\n", fast, slow, slow / fast);
  return 0;
}
