#include "scenarios/run/gnuplot.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>

char *gnuplot_find(void) { return g_find_program_in_path("gnuplot"); }

/* The signals that an output blocks are gnuplot's own affair. */
static void unblock_signals(void *unused) {
  (void)unused;
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

static gboolean spawn(char **argv, int in, int out, GPid *child) {
  char **environment = g_environ_setenv(g_get_environ(), "LC_ALL", "C.UTF-8", TRUE);
  GSpawnFlags flags = G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_CLOEXEC_PIPES;
  gboolean started = g_spawn_async_with_fds(NULL, argv, environment, flags, unblock_signals, NULL, child, in, out, -1,
                                            NULL);
  g_strfreev(environment);
  return started;
}

gboolean gnuplot_run(const char *program, const char *script, const char *const *arguments, int in, int out) {
  GPtrArray *argv = g_ptr_array_new();
  const char *const first[] = {program, "-d", "-c", script};
  for (gsize i = 0; i < G_N_ELEMENTS(first); i++) g_ptr_array_add(argv, (char *)first[i]);
  for (; *arguments; arguments++) g_ptr_array_add(argv, (char *)*arguments);
  g_ptr_array_add(argv, NULL);
  GPid child;
  int status = -1;
  gboolean started = spawn((char **)argv->pdata, in, out, &child);
  g_ptr_array_unref(argv);
  if (!started) return FALSE;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return FALSE;
  g_spawn_close_pid(child);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
