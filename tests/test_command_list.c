#include "tests/program.h"

#include <string.h>

static void expect(const char *subject, const char *const *names) {
  g_autofree char *line = g_strdup_printf("list %s", subject);
  struct program program = program_run(line);
  g_assert_cmpstr(program.err, ==, "");
  g_assert_cmpint(program.status, ==, 0);
  for (; *names; names++) {
    g_autofree char *mark = g_strdup_printf("\n%s ", *names), *whole = g_strconcat("\n", program.out, NULL);
    if (!strstr(whole, mark)) g_error("list %s lacks %s", subject, *names);
  }
  program_clear(&program);
}

static void subjects(void) {
  static const char *const strategies[] = {"rfc4271",      "junos-default",     "junos-2013",        "rfc7606",
                                           "notification", "treat-as-withdraw", "attribute-discard", NULL};
  static const char *const platforms[] = {"bird", "frr", "ios", "junos", "openbgpd", NULL};
  static const char *const scenarios[] = {"level3-2011", "level3-2011-malformed", "line-cards", NULL};
  static const char *const variants[] = {"as-it-was", "half-patched", "all-patched", "rollout", "more-cards", NULL};
  expect("strategies", strategies);
  expect("platforms", platforms);
  expect("scenarios", scenarios);
  expect("variants level3-2011", variants);
}

static void keys(void) {
  struct program program = program_run("list keys");
  g_assert_nonnull(strstr(program.out, "[cards]\n"));
  g_assert_nonnull(
      strstr(program.out, "  fib_rate           prefixes that a card installs (default 5000 /s; assumed)\n"));
  program_clear(&program);
}

static void mistakes(void) {
  program_expect_mistake("list", "list: expected strategies, platforms, scenarios, variants or keys");
  program_expect_mistake("list strategy", "list: unknown subject 'strategy', nearest is 'strategies'");
  program_expect_mistake("list variants", "list variants: no scenario given");
  program_expect_mistake("list keys more", "list: unexpected argument 'more'");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/list/what comes with the program", subjects);
  g_test_add_func("/list/keys with their defaults", keys);
  g_test_add_func("/list/mistakes are one line and status 2", mistakes);
  return g_test_run();
}
