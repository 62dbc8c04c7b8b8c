/* command_topology.h: the actions of faultline topology, and what they share. */
#ifndef SCENARIOS_COMMANDS_COMMAND_TOPOLOGY_H
#define SCENARIOS_COMMANDS_COMMAND_TOPOLOGY_H

#include "scenarios/files/topology.h"
#include "topologies/map/map.h"

#include <stdio.h>

/* Each an action of its own file. FALSE with one line in `error`. */
gboolean command_topology_info(int argc, char **argv, GError **error);
gboolean command_topology_generate(int argc, char **argv, GError **error);
gboolean command_topology_convert(int argc, char **argv, GError **error);
gboolean command_topology_extract(int argc, char **argv, GError **error);
gboolean command_topology_plot(int argc, char **argv, GError **error);

/* The one file that may be named among the rest of the arguments; NULL for none. */
gboolean command_topology_one_file(char **rest, gboolean needed, const char **path, GError **error);

/* The format to write a map in. */
enum command_topology_format { COMMAND_TOPOLOGY_ASREL, COMMAND_TOPOLOGY_GRAPHML };
/* From --to or, when that is NULL, from the ending of `path`: .graphml, or else as-rel. */
gboolean command_topology_format(const char *to, const char *path, enum command_topology_format *format,
                                 GError **error);
/* Writes a map to `path` by way of a temporary name; to stdout for NULL and "-". What the format does not hold is told
 * on stderr. */
gboolean command_topology_save(const struct map *map, const char *path, enum command_topology_format format,
                               GError **error);
/* Loads a map with nothing drawn for it. Notes go to stderr. */
struct map *command_topology_load(struct topology_options options, GError **error);
gboolean command_topology_flush(GError **error);

#endif
