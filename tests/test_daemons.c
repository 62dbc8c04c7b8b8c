/* What tests/daemons is made of, without a daemon; and a few cases on a real BIRD where there is one. */
#include "models/bgp/attribute.h"
#include "models/bgp/verdict.h"
#include "scenarios/decode/hex.h"
#include "scenarios/files/strategy_file.h"
#include "tests/program.h"

#include <string.h>

/* Results as tests/daemons/play writes them: a daemon that withdraws, forgets attribute 99's Partial bit, and has no
 * idea of attribute 8. */
#define SEEN                                                                                                           \
  "origin-sound,ebgp,origin,none,propagated,,,kept 40>40,new,,yes\n"                                                   \
  "origin-length,ebgp,origin,length,treat-as-withdraw,,,,none,,yes\n"                                                  \
  "origin-flags,ebgp,origin,flags,propagated,,,kept c0>40,new,,yes\n"                                                  \
  "med-sound,ebgp,med,none,passed-without,,,,new,,yes\n"                                                               \
  "med-length,ebgp,med,length,passed-without,,,,new,,yes\n"                                                            \
  "next-hop-sound,ebgp,next-hop,none,propagated,,,kept 40>40,new,,yes\n"                                               \
  "next-hop-length,ebgp,next-hop,length,session-reset,3,5,,,,\n"                                                       \
  "next-hop-length-2,ebgp,next-hop,length,treat-as-withdraw,,,,none,,yes\n"                                            \
  "next-hop-length-3,ebgp,next-hop,length,treat-as-withdraw,,,,none,,yes\n"                                            \
  "aggregator-sound,ebgp,aggregator,none,propagated,,,kept c0>c0,new,,yes\n"                                           \
  "aggregator-length,ebgp,aggregator,length,passed-without,,,,new,,yes\n"                                              \
  "community-sound,ebgp,community,none,propagated,,,kept c0>e0,new,,yes\n"                                             \
  "community-length,ebgp,community,length,propagated,,,kept c0>e0,new,,yes\n"

static char *built(const char *name) {
  g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
  g_autofree char *tests = g_path_get_dirname(self), *build = g_path_get_dirname(tests);
  return g_build_filename(build, name, NULL);
}

static char *shell(const char *format, ...) G_GNUC_PRINTF(1, 2);
static char *shell(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *line = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  const char *words[] = {"sh", "-c", line, NULL};
  char *out = NULL;
  g_assert_true(g_spawn_sync(FAULTLINE_SOURCE_DIR, (char **)(gpointer)words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                             &out, NULL, NULL, NULL));
  return out;
}

static void test_cases(void) {
  g_autofree char *path = built("tests/daemons/cases.csv"), *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_auto(GStrv) line = g_strsplit(g_strchomp(text), "\n", -1);
  g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) keep = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
  g_assert_cmpstr(line[0], ==, "id,session,target,attribute,defect,hex");
  g_assert_cmpuint(g_strv_length(line), >, 400);
  for (char **each = line + 1; *each; each++) {
    char **field = g_strsplit(*each, ",", -1);
    unsigned type;
    enum defect defect;
    g_ptr_array_add(keep, field);
    g_assert_cmpuint(g_strv_length(field), ==, 6);
    g_assert_true(g_hash_table_add(names, field[0]));
    g_assert_true(strcmp(field[3], "message") == 0 || attribute_parse(field[3], &type));
    g_assert_true(strcmp(field[4], "none") == 0 || defect_parse(field[4], &defect));
    g_autoptr(GByteArray) bytes = hex_parse(field[5], NULL);
    g_assert_nonnull(bytes);
  }
}

static struct strategy *written(char **text) {
  g_autofree char *folder = program_folder();
  g_autofree char *seen = program_write(folder, "seen.csv", SEEN);
  g_autofree char *path = g_build_filename(folder, "settled.csv", NULL);
  GError *error = NULL;
  *text = shell("awk -f tests/daemons/settle.awk %s >%s; awk -v daemon='example 1' -f tests/daemons/table.awk %s", seen,
                path, path);
  program_remove(folder);
  struct strategy *strategy = strategy_file_parse("example.csv", *text, strlen(*text), &error);
  g_assert_no_error(error);
  return strategy;
}

static enum outcome outcome_of(const struct strategy *strategy, unsigned type, enum defect defect) {
  const struct strategy_rule *rule = strategy_find(strategy, type, defect, SESSION_EBGP);
  g_assert_nonnull(rule);
  return rule->outcome;
}

static void test_table(void) {
  g_autofree char *text = NULL;
  struct strategy *strategy = written(&text);
  g_assert_cmpint(outcome_of(strategy, 1, DEFECT_LENGTH), ==, OUTCOME_TREAT_AS_WITHDRAW);
  g_assert_cmpint(outcome_of(strategy, 1, DEFECT_FLAGS), ==, OUTCOME_REPAIR);
  g_assert_cmpint(outcome_of(strategy, 4, DEFECT_LENGTH), ==, OUTCOME_IGNORE_ATTRIBUTE);
  g_assert_cmpint(outcome_of(strategy, 7, DEFECT_LENGTH), ==, OUTCOME_ATTRIBUTE_DISCARD);
  strategy_free(strategy);
}

static void test_majority(void) {
  g_autofree char *text = NULL;
  struct strategy *strategy = written(&text);
  g_assert_cmpint(outcome_of(strategy, 3, DEFECT_LENGTH), ==, OUTCOME_TREAT_AS_WITHDRAW);
  g_assert_nonnull(strstr(text, "# not in the table: next-hop-length (ebgp): session-reset,3,5\n"));
  g_assert_null(strstr(text, "# not in the table: next-hop-length-2"));
  strategy_free(strategy);
}

static void test_knows(void) {
  g_autofree char *text = NULL;
  struct strategy *strategy = written(&text);
  g_assert_nonnull(
      strstr(text, "# knows: origin, as-path, next-hop, med, local-pref, mp-reach, mp-unreach, aggregator\n"));
  strategy_free(strategy);
}

static void test_agree(void) {
  g_autofree char *folder = program_folder();
  g_autofree char *both = program_write(folder, "both",
                                        "a,ebgp,origin,none,propagated,,,\t1,x,platform,repair,,,,,\n"
                                        "b,ebgp,origin,length,session-reset,3,5,\t2,x,platform,session-reset,3,1,,,\n"
                                        "c,ebgp,origin,length,ignored,,,\t3,x,platform,treat-as-withdraw,,,,,\n"
                                        "d,ebgp,origin,length,not-started,,,\t4,x,platform,accept,,,,,\n");
  g_autofree char *out = shell("awk -v title=t -v floor=70 -f tests/daemons/agree.awk %s; echo $?", both);
  g_assert_cmpstr(out, ==,
                  "t: 2 of 3 outcomes (66.7 %), 0 of 1 codes, 1 cases could not be played\n"
                  "  b: NOTIFICATION 3/5, the table 3/1\n"
                  "  c: the daemon ignored /, the table treat-as-withdraw\n"
                  "1\n");
  program_remove(folder);
}

static void test_bird(void) {
  g_autofree char *build = built("."),
                  *able = shell("tests/daemons/bird.sh have 2>&1 && tests/daemons/arena.sh true 2>&1");
  if (*able) {
    g_test_skip("no BIRD, or no right to a network of its own");
    return;
  }
  g_autofree char *folder = program_folder();
  g_autofree char *table = g_build_filename(folder, "table.csv", NULL);
  g_autofree char *said = shell(
      "CASES='^(origin-(sound|value-3|duplicate)|message-(marker|framing-withdrawn))$' BUILD=%s "
      "tests/daemons/measure.sh bird 2>&1 >%s",
      build, table);
  g_assert_cmpstr(said, ==, "bird and the table just written: 5 of 5 outcomes (100.0 %), 2 of 2 codes\n");
  program_remove(folder);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/daemons/every message has a name of its own and words that strategies know", test_cases);
  g_test_add_func("/daemons/a table says what was seen", test_table);
  g_test_add_func("/daemons/a table goes with the majority and names the rest", test_majority);
  g_test_add_func("/daemons/a type is known when its contents matter", test_knows);
  g_test_add_func("/daemons/agreement is counted by class, and too little of it fails", test_agree);
  g_test_add_func("/daemons/a few cases on a real BIRD give a table that says the same", test_bird);
  return g_test_run();
}
