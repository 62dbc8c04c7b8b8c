#include "scenarios/decode/strategy_advice.h"

#include "scenarios/files/strategy_file.h"
#include "tests/octets.h"
#include "tests/program.h"

#include <string.h>

#define HEADING "attribute,defect,session,outcome,code,subcode,source\n"

static char *advice_on(const char *rows) {
  g_autofree char *text = g_strconcat("# base: rfc7606\n" HEADING, rows, NULL);
  struct strategy *strategy = strategy_file_parse("own.csv", text, strlen(text), NULL);
  char *advice = strategy_advice(strategy);
  strategy_free(strategy);
  return advice;
}

static void only_the_pure_one_is_unwise(void) {
  g_auto(GStrv) names = strategy_file_list();
  for (char **name = names; *name; name++) {
    struct strategy *strategy = octets_strategy(*name);
    g_autofree char *advice = strategy_advice(strategy);
    g_assert_true((advice != NULL) == (strcmp(*name, "attribute-discard") == 0));
    strategy_free(strategy);
  }
}

static void what_affects_selection_is_named(void) {
  g_autofree char *advice = advice_on("origin,value,both,attribute-discard,3,6,own\n"
                                      "local-pref,length,ibgp,attribute-discard,3,5,own\n");
  g_assert_nonnull(strstr(advice, "own discards malformed origin, local-pref: "));
  g_assert_null(strchr(advice, '\n'));
}

static void what_does_not_is_not(void) {
  static const char *const rows[] = {
      "aggregator,length,both,attribute-discard,3,5,own\n", "community,duplicate,both,attribute-discard,3,1,own\n",
      "local-pref,length,ebgp,attribute-discard,3,5,own\n", "origin,value,both,treat-as-withdraw,3,6,own\n"};
  for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) g_assert_null(advice_on(rows[i]));
}

static void decode_warns(void) {
  struct program program = program_run("decode --strategy attribute-discard 00");
  g_assert_nonnull(strstr(program.err, "faultline: note: attribute-discard discards malformed origin, as-path, "));
  program_clear(&program);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/strategy-advice/of those shipped, the pure attribute-discard alone", only_the_pure_one_is_unwise);
  g_test_add_func("/strategy-advice/discarding what affects selection is named", what_affects_selection_is_named);
  g_test_add_func("/strategy-advice/discarding the rest is not", what_does_not_is_not);
  g_test_add_func("/strategy-advice/decode says so on stderr", decode_warns);
  return g_test_run();
}
