/* command_topology.h: the actions of faultline topology, and what they share. */
#ifndef SCENARIOS_COMMAND_TOPOLOGY_H
#define SCENARIOS_COMMAND_TOPOLOGY_H

#include "topologies/map.h"

#include <stdio.h>

/* Each an action of its own file. FALSE with one line in `error`. */
gboolean command_topology_info(int argc, char **argv, GError **error);
gboolean command_topology_generate(int argc, char **argv, GError **error);
gboolean command_topology_convert(int argc, char **argv, GError **error);

/* The one file that may be named among the rest of the arguments; NULL for none. */
gboolean command_topology_one_file(char **rest, gboolean needed, const char **path, GError **error);
/* Writes a map to `path` by way of a temporary name; to stdout for NULL and "-". */
gboolean command_topology_save(const struct map *map, const char *path, GError **error);
gboolean command_topology_flush(GError **error);

#endif
