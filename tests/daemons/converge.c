/* converge GRAPH PATHS UPDATES: what each session said in each phase, real daemons beside the simulator, as CSV; then,
 * on standard error, how many rows there are of each verdict (tests/convergence.h). */
#include "tests/convergence.h"

#include <stdio.h>

enum { CONVERGE_DRAWS = 100 };

int main(int argc, char **argv) {
  static const char *const verdict[] = {"agrees", "split horizon", "uncounted", "unexplained"};
  guint count[G_N_ELEMENTS(verdict)] = {0};
  if (argc != 4) return fprintf(stderr, "converge: expected GRAPH PATHS UPDATES\n"), 2;
  struct convergence *c = convergence_compare(argv[1], argv[2], argv[3], CONVERGE_DRAWS);
  puts("phase,from,to,measured_low,measured_high,plain_low,plain_high,checked_low,checked_high,verdict");
  for (guint i = 0; i < c->row->len; i++) {
    const struct convergence_row *r = c->row->pdata[i];
    const char *found = convergence_verdict(r);
    for (gsize v = 0; v < G_N_ELEMENTS(verdict); v++) count[v] += g_str_equal(found, verdict[v]);
    printf("%s,%s,%s,%u,%u,%u,%u,%u,%u,%s\n", r->phase, r->from, r->to, r->measured.low, r->measured.high,
           r->simulated[0].low, r->simulated[0].high, r->simulated[1].low, r->simulated[1].high, found);
  }
  fprintf(stderr, "best paths: %u of %u alike; UPDATEs by session and phase:", c->paths_alike, c->paths);
  for (gsize v = 0; v < G_N_ELEMENTS(verdict); v++)
    fprintf(stderr, " %u %s%s", count[v], verdict[v], v < 3 ? "," : "\n");
  convergence_free(c);
  return 0;
}
