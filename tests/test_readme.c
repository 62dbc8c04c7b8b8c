/* The README's commands are run, its scenario is read, and its tables name what there is. */
#include "scenarios/files/datafile.h"
#include "scenarios/settings/scenario.h"
#include "tests/program.h"

#include <string.h>

/* The text of the fenced blocks of one language (g_strfreev). */
static char **blocks(const char *language) {
  g_autofree char *readme = program_read(FAULTLINE_SOURCE_DIR, "README.md");
  g_autofree char *fence = g_strdup_printf("```%s\n", language);
  GPtrArray *found = g_ptr_array_new();
  for (char *at = readme; (at = strstr(at, fence));) {
    at += strlen(fence);
    char *end = strstr(at, "```\n");
    g_assert_nonnull(end);
    g_ptr_array_add(found, g_strndup(at, (gsize)(end - at)));
    at = end + 4;
  }
  g_ptr_array_add(found, NULL);
  return (char **)g_ptr_array_free(found, FALSE);
}

static void commands_work(void) {
  g_auto(GStrv) texts = blocks("sh");
  g_autofree char *folder = program_folder();
  guint commands = 0;
  for (char **text = texts; *text; text++) {
    g_auto(GStrv) lines = g_strsplit(g_strchomp(*text), "\n", -1);
    for (char **line = lines; *line; line++, commands++) {
      g_assert_true(g_str_has_prefix(*line, "build/faultline "));
      g_autofree char *out = g_strdup_printf(" --out %s", folder);
      g_autofree char *call = g_strconcat(*line + strlen("build/faultline "), strstr(*line, " run ") ? out : "", NULL);
      struct program program = program_run(call);
      g_test_message("%s", *line);
      g_assert_cmpint(program.status, ==, 0);
      g_assert_cmpstr(program.out, !=, "");
      program_clear(&program);
    }
  }
  g_assert_cmpuint(commands, >, 3);
  program_remove(folder);
}

static void scenario_is_sound(void) {
  g_auto(GStrv) texts = blocks("ini");
  g_autofree char *folder = program_folder(), *path = program_write(folder, "readme.ini", texts[0]);
  g_autofree char *line = g_strdup_printf("run --quiet --seeds 1 --out %s %s --set 'scenario.duration=5 min' --set "
                                          "origins.sample=5",
                                          folder, path);
  struct program program = program_run(line);
  g_assert_cmpstr(program.err, ==, "");
  g_assert_cmpint(program.status, ==, 0);
  program_clear(&program);
  program_remove(folder);
}

static void version_and_help(void) {
  static const char *const calls[] = {"--version",       "--help",        "run --help",
                                      "merge --help",    "routes --help", "decode --help",
                                      "topology --help", "report --help", "list --help"};
  for (size_t i = 0; i < G_N_ELEMENTS(calls); i++) {
    struct program program = program_run(calls[i]);
    g_assert_cmpint(program.status, ==, 0);
    g_assert_cmpstr(program.out, !=, "");
    g_assert_cmpstr(program.err, ==, "");
    program_clear(&program);
  }
  program_expect_mistake("rout", "'rout' is no command, expected run, merge, routes, decode, topology, report or list");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/readme/its commands work", commands_work);
  g_test_add_func("/readme/its scenario is sound", scenario_is_sound);
  g_test_add_func("/readme/every command has help", version_and_help);
  return g_test_run();
}
