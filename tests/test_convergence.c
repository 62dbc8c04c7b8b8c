/* A network of real BIRD daemons, AS by AS and phase by phase: the same best paths, and as many UPDATEs where repeats
 * of the measurement and draws of delays can be compared (tests/daemons/README.md explains the rest). */
#include "tests/convergence.h"
#include "tests/program.h"

#include <string.h>

enum { DRAWS = 25 };

/* Our own, measured with tests/daemons/phases.sh. */
static struct convergence *compare_small(void) {
#define SMALL FAULTLINE_SOURCE_DIR "/tests/daemons/small"
  return convergence_compare(SMALL ".txt", SMALL "-paths.csv", SMALL "-updates.csv", DRAWS);
}

static struct convergence *compare(const char *name) {
  if (strcmp(name, "small") == 0) return compare_small();

  g_autofree char *graph_name = g_strdup_printf("data/oracle/%s.txt", name);
  g_autofree char *paths_name = g_strdup_printf("data/oracle/convergence-%s-paths.csv", name);
  g_autofree char *updates_name = g_strdup_printf("data/oracle/convergence-%s-updates.csv", name);
  g_autofree char *graph = program_shared(graph_name);
  if (!graph) return NULL;
  g_autofree char *paths = program_shared(paths_name), *updates = program_shared(updates_name);
  return convergence_compare(graph, paths, updates, DRAWS);
}

static void paths(gconstpointer name) {
  struct convergence *c = compare(name);
  if (!c) return;
  g_assert_cmpuint(c->paths, >=, 2 * DRAWS * 72);
  g_assert_cmpuint(c->paths_alike, ==, c->paths);
  convergence_free(c);
}

/* Where nothing explains a difference, the measurement counts no UPDATE at all in a repeat, on few sessions. */
static void updates(gconstpointer name) {
  struct convergence *c = compare(name);
  if (!c) return;
  guint agree = 0, unexplained = 0;
  for (guint i = 0; i < c->row->len; i++) {
    const struct convergence_row *row = c->row->pdata[i];
    const char *verdict = convergence_verdict(row);
    agree += strcmp(verdict, "agrees") == 0;
    if (strcmp(verdict, "unexplained") != 0) continue;
    g_assert_cmpuint(row->measured.low, ==, 0);
    unexplained++;
  }
  g_assert_cmpuint(100 * agree, >=, 95 * c->row->len);
  g_assert_cmpuint(unexplained, <=, 3);
  convergence_free(c);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_data_func("/convergence/hierarchy: best paths of real daemons at every AS and phase", "g1-hierarchy",
                       paths);
  g_test_add_data_func("/convergence/exchange: best paths of real daemons at every AS and phase", "g2-ixp", paths);
  g_test_add_data_func("/convergence/eight daemons: best paths of real ones at every AS and phase", "small", paths);
  g_test_add_data_func("/convergence/eight daemons: their routes, session by session", "small", updates);
  g_test_add_data_func("/convergence/hierarchy: their UPDATEs, session by session", "g1-hierarchy", updates);
  g_test_add_data_func("/convergence/exchange: their UPDATEs, session by session", "g2-ixp", updates);
  return g_test_run();
}
