#include "scenarios/files/strategy_file.h"

#include <glib/gstdio.h>
#include <string.h>

#define HEADING "attribute,defect,session,outcome,code,subcode,source\n"

static struct strategy *parse(const char *text, GError **error) {
  return strategy_file_parse("own.csv", text, strlen(text), error);
}

static void a_file_becomes_rules(void) {
  g_autoptr(GError) error = NULL;
  struct strategy *strategy = parse("# title: Own, and mild\n# Any remark at all.\n# knows: 1-3, community,128\r\n"
                                    "\n" HEADING "# base: not read here\n"
                                    "origin,length,both,treat-as-withdraw,3,5,\"a, b\"\r\n"
                                    "99,value,ibgp,accept,,,\n"
                                    "message,nlri,both,session-reset,3,10,x",
                                    &error);
  g_assert_no_error(error);
  g_assert_cmpstr(strategy->name, ==, "own");
  g_assert_cmpstr(strategy->title, ==, "Own, and mild");
  g_assert_cmpuint(strategy->count, ==, 3);
  const struct strategy_rule *rule = strategy_find(strategy, 1, DEFECT_LENGTH, SESSION_IBGP);
  g_assert_cmpuint(rule->outcome, ==, OUTCOME_TREAT_AS_WITHDRAW);
  g_assert_cmpuint(rule->subcode, ==, 5);
  g_assert_cmpstr(rule->source, ==, "a, b");
  g_assert_nonnull(strategy_find(strategy, 99, DEFECT_VALUE, SESSION_IBGP));
  g_assert_null(strategy_find(strategy, 99, DEFECT_VALUE, SESSION_EBGP));
  g_assert_nonnull(strategy_find(strategy, STRATEGY_NO_TYPE, DEFECT_NLRI, SESSION_EBGP));
  g_assert_cmphex(strategy->knows[0], ==, 0x0e);
  g_assert_cmphex(strategy->knows[1], ==, 0x01);
  g_assert_cmphex(strategy->knows[16], ==, 0x01);
  strategy_free(strategy);
}

static void a_base_is_filled_in(void) {
  g_autoptr(GError) error = NULL;
  struct strategy *strategy = parse("# base: rfc7606\n" HEADING "any,flags,both,repair,,,own\n", &error);
  g_assert_no_error(error);
  g_assert_cmpuint(strategy_find(strategy, 1, DEFECT_FLAGS, SESSION_EBGP)->outcome, ==, OUTCOME_REPAIR);
  g_assert_cmpuint(strategy_find(strategy, 14, DEFECT_FLAGS, SESSION_EBGP)->outcome, ==, OUTCOME_REPAIR);
  g_assert_cmpuint(strategy_find(strategy, 14, DEFECT_NLRI, SESSION_EBGP)->outcome, ==, OUTCOME_SESSION_RESET);
  g_assert_cmphex(strategy->knows[3] & 0x10, ==, 0); /* attribute 28, as in the base */
  strategy_free(strategy);
}

static void without_knows_all_are_known(void) {
  struct strategy *strategy = parse(HEADING, NULL);
  g_assert_cmphex(strategy->knows[0], ==, 0xfe);
  g_assert_cmphex(strategy->knows[3], ==, 0x3f); /* 24 to 29 */
  strategy_free(strategy);
}

static void mistakes_are_told(void) {
  static const struct {
    const char *text, *message;
  } mistakes[] = {
      {"", "own.csv: no heading found, expected "
           "attribute,defect,session,outcome,code,subcode,source"},
      {"attribute,defect,session,outcome,code,subcode,rfc\n",
       "own.csv:1: found 'rfc', expected the heading attribute,defect,session,outcome,code,subcode,source"},
      {HEADING "orign,length,both,accept,,,\n", "own.csv:2: unknown attribute 'orign', nearest is 'origin'"},
      {HEADING "256,length,both,accept,,,\n", "own.csv:2: unknown attribute '256', nearest is 'any'"},
      {HEADING "\n# remark\norigin,lenght,both,accept,,,\n", "own.csv:4: unknown defect 'lenght', nearest is 'length'"},
      {HEADING "origin,length,eBGP,accept,,,\n", "own.csv:2: found 'eBGP', expected ebgp, ibgp or both"},
      {HEADING "origin,length,both,session-rest,,,\n",
       "own.csv:2: unknown outcome 'session-rest', nearest is 'session-reset'"},
      {HEADING "origin,length,both,session-reset,3,256,\n",
       "own.csv:2: found '256', expected a number from 0 to 255, or nothing"},
      {HEADING "origin,length,both,session-reset,three,1,\n",
       "own.csv:2: found 'three', expected a number from 0 to 255, or nothing"},
      {HEADING "origin,length,both,accept,,\n",
       "own.csv:2: found 6 fields, expected 7 (attribute,defect,session,outcome,code,subcode,source)"},
      {HEADING "origin,length,both,accept,,,\"x\n", "own.csv:2: found a stray quote, expected a CSV row"},
      {HEADING "origin,length,both,accept,,,x\n1,length,both,repair,,,x\n",
       "own.csv:3: rule repeated, first given in line 2"},
      {"# Base: rfc4271\n" HEADING, "own.csv:1: unknown directive 'Base', nearest is 'base'"},
      {"# base: ../rfc4271\n" HEADING,
       "own.csv:1: found '../rfc4271', expected the name of a strategy that came with the program"},
      {"# base: rfc4217\n" HEADING,
       "own.csv:1: no strategy 'rfc4217' came with the program, nor is it a file; nearest is 'rfc4271'"},
      {"# base: rfc4271\n# base: rfc7606\n" HEADING, "own.csv:2: found 'rfc7606', expected one base only"},
      {"# knows: 1-x\n" HEADING, "own.csv:1: unknown attribute '1-x', nearest is 'med'"},
      {"# knows: 9-3\n" HEADING, "own.csv:1: found '9-3', expected the lower type first"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(mistakes); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_null(parse(mistakes[i].text, &error));
    g_assert_cmpstr(error->message, ==, mistakes[i].message);
    g_assert_null(strchr(error->message, '\n'));
  }
}

static void octets_that_are_no_text(void) {
  g_autoptr(GError) error = NULL;
  g_assert_null(strategy_file_parse("x", "a\0b\n", 4, &error));
  g_assert_cmpstr(error->message, ==, "x:1: found 'NUL', expected text");
}

static void names_and_paths_are_found(void) {
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp("strategy-XXXXXX", NULL), *path = g_build_filename(folder, "mine.csv", NULL);
  g_assert_true(g_file_set_contents(path, HEADING "any,flags,both,accept,,,mine\n", -1, NULL));
  struct strategy *mine = strategy_file_load(path, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(mine->name, ==, "mine");
  strategy_free(mine);
  g_assert_cmpint(g_remove(path), ==, 0);
  g_assert_null(strategy_file_load(path, &error));
  g_assert_nonnull(error);
  g_rmdir(folder);
}

static void all_that_are_listed_load(void) {
  g_auto(GStrv) names = strategy_file_list();
  static const char *const promised[] = {"rfc4271",      "rfc7606",           "junos-default",    "junos-2013",
                                         "notification", "treat-as-withdraw", "attribute-discard"};
  for (gsize i = 0; i < G_N_ELEMENTS(promised); i++)
    g_assert_true(g_strv_contains((const char *const *)names, promised[i]));
  for (char **name = names; *name; name++) {
    g_autoptr(GError) error = NULL;
    struct strategy *strategy = strategy_file_load(*name, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(strategy->title, !=, *name);
    strategy_free(strategy);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/strategy_file/a file becomes rules", a_file_becomes_rules);
  g_test_add_func("/strategy_file/a base fills in what a file does not say", a_base_is_filled_in);
  g_test_add_func("/strategy_file/without knows all types are known", without_knows_all_are_known);
  g_test_add_func("/strategy_file/a mistake is one line with its place", mistakes_are_told);
  g_test_add_func("/strategy_file/octets that are no text are refused", octets_that_are_no_text);
  g_test_add_func("/strategy_file/a path is read, a missing one refused", names_and_paths_are_found);
  g_test_add_func("/strategy_file/every strategy that is listed loads and has a title", all_that_are_listed_load);
  return g_test_run();
}
