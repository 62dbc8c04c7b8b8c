/* dut.h: the daemon under test, as a process.
 *
 * Everything that differs between daemons is in a shell script each (bird.sh ...), run inside the daemon's network
 * namespace: `SCRIPT run DIR MODE` writes the configuration into DIR and becomes the daemon; `SCRIPT rib DIR PREFIX`
 * prints what the daemon's own tool says of a prefix.
 */
#ifndef TESTS_DAEMONS_DUT_H
#define TESTS_DAEMONS_DUT_H

#include <glib.h>
#include <stdbool.h>
#include <sys/types.h>

struct dut {
  const char *script, *holder; /* path; the process that holds the namespace, or "" for the one we are in */
  const char *dir;             /* scratch, emptied by dut_start */
  const char *mode;            /* ebgp, ibgp, as2 */
  pid_t pid;                   /* also its process group; 0 when there is none */
};

bool dut_start(struct dut *dut);
/* True as long as the process is there. */
bool dut_runs(struct dut *dut);
/* What it says of a prefix; g_free it. */
char *dut_rib(const struct dut *dut, const char *prefix);
/* Ends the process and all that it has started. */
void dut_stop(struct dut *dut);

#endif
