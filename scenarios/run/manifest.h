/* manifest.h: everything that the results of a plan depend on: version, settings of every variant, the SHA-256 of every
 * file that was read, cells. Two processes whose manifests have the same digest do the same work.
 */
#ifndef SCENARIOS_RUN_MANIFEST_H
#define SCENARIOS_RUN_MANIFEST_H

#include "scenarios/plan/plan.h"

struct manifest {
  GKeyFile *file;
  char *digest;   /* SHA-256, in hexadecimal digits */
  char *scenario; /* its path */
};

/* `sensitivity`: are there turns? */
struct manifest *manifest_new(const struct plan *plan, gboolean sensitivity);
void manifest_free(struct manifest *manifest);
/* As a file (g_free): with the command and the folder it was given in, which are not part of the digest. */
char *manifest_text(const struct manifest *manifest, const char *const *command, const char *directory);
/* What manifest_text has written: the command (g_strfreev), its folder, and the scenario's path (g_free). FALSE: it is
 * damaged. */
gboolean manifest_command(const char *text, gsize length, char ***command, char **directory, char **scenario);
/* Is this text of `length` octets, found at `path`, of the same plan? FALSE, and the error names what differs. */
gboolean manifest_check(const struct manifest *manifest, const char *text, gsize length, const char *path,
                        GError **error);

#endif
