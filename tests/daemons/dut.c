#include "tests/daemons/dut.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DUT_WORDS = 12 };

/* The command line that runs `verb` of the script in its namespace. */
static void dut_command(const struct dut *dut, const char *verb, const char *last, const char *words[DUT_WORDS]) {
  size_t n = 0;
  if (*dut->holder) {
    const char *enter[] = {"nsenter", "-n", "-t", dut->holder};
    for (size_t i = 0; i < G_N_ELEMENTS(enter); i++) words[n++] = enter[i];
  }
  const char *rest[] = {"sh", dut->script, verb, dut->dir, last, NULL};
  for (size_t i = 0; i < G_N_ELEMENTS(rest); i++) words[n++] = rest[i];
}

static void dut_become(const struct dut *dut) {
  const char *words[DUT_WORDS];
  g_autofree char *path = g_strconcat(dut->dir, "/log", NULL);
  int log = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644), nothing = open("/dev/null", O_RDONLY);
  setpgid(0, 0);
  dup2(nothing, 0);
  dup2(log, 1);
  dup2(log, 2);
  dut_command(dut, "run", dut->mode, words);
  execvp(words[0], (char *const *)(gpointer)words);
  _exit(127);
}

bool dut_start(struct dut *dut) {
  prctl(PR_SET_CHILD_SUBREAPER, 1); /* what the daemon has started is ours to bury when it is gone */
  const char *clean[] = {"rm", "-rf", dut->dir, NULL};
  g_spawn_sync(NULL, (char **)(gpointer)clean, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  if (g_mkdir_with_parents(dut->dir, 0755) != 0) return false;
  dut->pid = fork();
  if (dut->pid == 0) dut_become(dut);
  if (dut->pid > 0) setpgid(dut->pid, dut->pid);
  return dut->pid > 0;
}

bool dut_runs(struct dut *dut) {
  siginfo_t info = {0};
  return dut->pid > 0 && waitid(P_PID, (id_t)dut->pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == 0;
}

char *dut_rib(const struct dut *dut, const char *prefix) {
  const char *words[DUT_WORDS];
  char *out = NULL;
  dut_command(dut, "rib", prefix, words);
  g_spawn_sync(NULL, (char **)(gpointer)words, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &out,
               NULL, NULL, NULL);
  return out ? out : g_strdup("");
}

void dut_stop(struct dut *dut) {
  if (dut->pid <= 0) return;
  kill(-dut->pid, SIGKILL);
  while (waitpid(-dut->pid, NULL, 0) > 0) continue;
  dut->pid = 0;
}
