/* command_topology_wish.h: the generated map that the options of an action ask for. */
#ifndef SCENARIOS_COMMANDS_COMMAND_TOPOLOGY_WISH_H
#define SCENARIOS_COMMANDS_COMMAND_TOPOLOGY_WISH_H

#include "topologies/growth/generate.h"

#define COMMAND_TOPOLOGY_WISH_NONE G_MININT64 /* not given */

/* --like, --ases, --seed. */
struct command_topology_wish {
  gint64 year, ases, seed;
};
#define COMMAND_TOPOLOGY_WISH_EMPTY                                                                                    \
  { COMMAND_TOPOLOGY_WISH_NONE, COMMAND_TOPOLOGY_WISH_NONE, COMMAND_TOPOLOGY_WISH_NONE }

/* Numbers within their bounds, and none beside a `file` (NULL: there is none). `action` is for the message. */
gboolean command_topology_wish_check(const struct command_topology_wish *wish, const char *action, const char *file,
                                     GError **error);
/* Whatever is not given is as in the embedded default; a year brings its own number of ASes. */
struct generate_options command_topology_wish_options(const struct command_topology_wish *wish);

#endif
