#include "scenarios/files/platform_file.h"

#include "scenarios/files/datafile.h"
#include "tests/program.h"

#include <string.h>

static const char sound[] = "[platform]\nhold = 90 s\nkeepalive = 30 s\n";

/* Loads `text` behind a sound beginning. */
static struct platform_file *load(const char *text, GError **error) {
  g_autofree char *folder = program_folder(), *whole = g_strconcat(sound, text, NULL);
  g_autofree char *path = program_write(folder, "p.ini", whole);
  struct platform_file *file = platform_file_load(path, error);
  program_remove(folder);
  return file;
}

static void refuse(const char *text, const char *end) {
  GError *error = NULL;
  g_assert_null(load(text, &error));
  if (!g_str_has_suffix(error->message, end)) g_error("'%s' does not end in '%s'", error->message, end);
  g_error_free(error);
}

static void slips(void) {
  refuse("mria = 30 s\n", "p.ini:4: unknown key 'mria', nearest is 'mrai'");
  refuse("mrai = 30\n", "p.ini:4: '30' has no unit, expected a duration in ns, us, ms, s, min, h or d");
  refuse("corrupts = 300\n", "p.ini:4: '300' found, expected an attribute type 1 to 255");
  refuse("[dail]\nany = 1 s\n", "p.ini:4: unknown group [dail], nearest is [dial]");
  refuse("[dial]\nceasing = 1 s\n", "p.ini:5: unknown cause 'ceasing', nearest is 'cease'");
  refuse("[dial]\nany = 1 s, x 0.5\n", "p.ini:5: x 0.5 found, expected a factor of at least 1");
  refuse("[dial]\nany = 1 s, jitter 2\n", "p.ini:5: jitter 2 found, expected 0 to 1");
  refuse("bfd = 300 ms, cap 1 s\n",
         "p.ini:4: '300 ms, cap 1 s' found, expected an interval and a multiplier: 300 ms, x 3");
  refuse("graceful_restart = maybe\n", "p.ini:4: 'maybe' found, expected no, helper or yes");
  refuse("keeps_fib = 3\n", "p.ini:4: '3' found, expected yes or no");
  refuse("[quirks]\nraeder = frr\n", "p.ini:5: unknown quirk 'raeder', nearest is 'reader'");
  refuse("[quirks]\nreader = quagga\n", "p.ini:5: 'quagga' found, expected standard, frr, bird, openbgpd or gobgp");
  refuse("[quirks]\nlongest_path = 0\n", "p.ini:5: '0' found, expected a number of hops");
  refuse("[sources]\nplatform.hold = somebody said so\n",
         "p.ini:5: 'somebody said so' found, expected published: ..., measured: ... or assumed: ...");
}

static void hold_time_is_checked(void) {
  g_autofree char *folder = program_folder();
  static const char *const cases[][2] = {
      {"[platform]\nhold = 2 s\nkeepalive = 1 s\n", "hold is missing or shorter than 3 s"},
      {"[platform]\nhold = 90 s\nkeepalive = 90 s\n", "keepalive is missing or not shorter than hold"}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    GError *error = NULL;
    g_autofree char *path = program_write(folder, "p.ini", cases[i][0]);
    g_assert_null(platform_file_load(path, &error));
    g_assert_true(g_str_has_suffix(error->message, cases[i][1]));
    g_error_free(error);
  }
  program_remove(folder);
}

static void waits_by_cause(void) {
  GError *error = NULL;
  struct platform_file *file = load("knows = 1-3, 128\n[dial]\nany = 1 s\ncease = 60 s, x 2, cap 300 s, forget 200 s, "
                                    "jitter 0.75\n[listen]\nhold = 2 s\n[sources]\ndial.any = assumed: why not\n",
                                    &error);
  g_assert_no_error(error);
  const struct platform *p = &file->platform;
  g_assert_cmpstr(p->name, ==, "p");
  g_assert_cmpint(p->hold, ==, 90 * SIM_SECOND);
  g_assert_cmpuint(p->knows[0], ==, 0x0e);
  g_assert_cmpuint(p->knows[16], ==, 0x01);
  g_assert_cmpint(p->dial[LOSS_INTERFACE].first, ==, SIM_SECOND);
  g_assert_cmpint(p->dial[LOSS_CEASE].first, ==, 60 * SIM_SECOND);
  g_assert_cmpint(p->dial[LOSS_CEASE].cap, ==, 300 * SIM_SECOND);
  g_assert_cmpint(p->dial[LOSS_CEASE].forget, ==, 200 * SIM_SECOND);
  g_assert_cmpfloat(p->dial[LOSS_CEASE].factor, ==, 2);
  g_assert_cmpfloat(p->dial[LOSS_CEASE].jitter, ==, 0.75);
  g_assert_cmpint(p->listen[LOSS_HOLD].first, ==, 2 * SIM_SECOND);
  g_assert_cmpint(p->listen[LOSS_CEASE].first, ==, 0);
  g_assert_cmpuint(file->assumed->len, ==, 1);
  platform_file_free(file);
}

static void restarts(void) {
  GError *error = NULL;
  struct platform_file *file = load(
      "bfd = 300 ms, x 3\nprocess_restart = 4 s\nkeeps_fib = yes\ngraceful_restart = yes\n"
      "stale_time = 5 s\n[listen]\ncease = 30 s, first free\n",
      &error);
  g_assert_no_error(error);
  const struct platform *p = &file->platform;
  g_assert_true(p->bfd == 300 * SIM_MILLISECOND && p->bfd_multiplier == 3);
  g_assert_cmpint(p->process_restart, ==, 4 * SIM_SECOND);
  g_assert_cmpint(p->graceful, ==, PLATFORM_GRACEFUL_YES);
  g_assert_true(p->keeps_fib && !p->graceful_notification && !p->crash_silent);
  g_assert_cmpint(p->stale_time, ==, 5 * SIM_SECOND);
  g_assert_cmpint(p->restart_time, ==, 120 * SIM_SECOND); /* the default */
  g_assert_true(p->listen[LOSS_CEASE].excuses && !p->listen[LOSS_HOLD].excuses);
  platform_file_free(file);
}

static void strategy_beside(void) {
  GError *error = NULL;
  g_autofree char *folder = program_folder();
  static const char table[] =
      "attribute,defect,session,outcome,code,subcode,source\norigin,value,both,session-reset,3,6,x\n";
  g_free(program_write(folder, "mine.csv", table));
  g_autofree char *whole = g_strconcat(sound, "strategy = mine\n", NULL);
  g_autofree char *path = program_write(folder, "p.ini", whole);
  struct platform_file *file = platform_file_load(path, &error);
  g_assert_no_error(error);
  struct strategy *strategy = platform_file_strategy(file, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(strategy->count, ==, 1);
  strategy_free(strategy);
  platform_file_free(file);
  file = load("", &error);
  g_assert_null(platform_file_strategy(file, &error));
  g_assert_true(g_str_has_suffix(error->message, "names no strategy, so nothing is known of how it handles errors"));
  g_error_free(error);
  platform_file_free(file);
  program_remove(folder);
}

static void shipped(void) {
  g_auto(GStrv) names = datafile_list(DATAFILE_PLATFORMS);
  g_assert_cmpuint(g_strv_length(names), >=, 5);
  for (char **name = names; *name; name++) {
    GError *error = NULL;
    struct platform_file *file = platform_file_load(*name, &error);
    g_assert_no_error(error);
    g_assert_nonnull(file->platform.title);
    platform_file_free(file);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/platform_file/slips are refused with file and line", slips);
  g_test_add_func("/platform_file/a hold time that RFC 4271 forbids is refused", hold_time_is_checked);
  g_test_add_func("/platform_file/waits are read by cause", waits_by_cause);
  g_test_add_func("/platform_file/BFD and restarts are read, with defaults", restarts);
  g_test_add_func("/platform_file/a strategy may lie beside the file that names it", strategy_beside);
  g_test_add_func("/platform_file/those that come with the program can be read", shipped);
  return g_test_run();
}
