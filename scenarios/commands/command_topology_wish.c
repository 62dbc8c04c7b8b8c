#include "scenarios/commands/command_topology_wish.h"

#include "scenarios/files/topology.h"
#include "scenarios/settings/mistake.h"

#define NONE COMMAND_TOPOLOGY_WISH_NONE

static gboolean in_range(const char *option, gint64 found, gint64 least, gint64 most, GError **error) {
  if (found == NONE || (found >= least && found <= most)) return TRUE;
  return mistake_set(error, MISTAKE_VALUE,
                     "%s: found %" G_GINT64_FORMAT ", expected %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, option,
                     found, least, most);
}

gboolean command_topology_wish_check(const struct command_topology_wish *wish, const char *action, const char *file,
                                     GError **error) {
  if (file && (wish->year != NONE || wish->ases != NONE || wish->seed != NONE))
    return mistake_set(error, MISTAKE_VALUE,
                       "topology %s: found '%s' and options of a generated map, expected one of them", action, file);
  return in_range("--like", wish->year, YEARS_FIRST, YEARS_LAST, error) &&
         in_range("--ases", wish->ases, GENERATE_FEWEST, GENERATE_MOST, error);
}

static gint64 given(gint64 number, gint64 otherwise) { return number == NONE ? otherwise : number; }

struct generate_options command_topology_wish_options(const struct command_topology_wish *wish) {
  gint64 ases = wish->year == NONE ? TOPOLOGY_DEFAULT_ASES : 0;
  return (struct generate_options){.ases = (uint32_t)given(wish->ases, ases),
                                   .year = (uint32_t)given(wish->year, TOPOLOGY_DEFAULT_YEAR),
                                   .seed = (uint64_t)given(wish->seed, TOPOLOGY_DEFAULT_SEED)};
}
