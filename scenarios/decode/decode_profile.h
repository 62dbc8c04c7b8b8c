/* decode_profile.h: which receivers a decode is asked about.
 *
 * A strategy is judged with the attribute types of its time (`knows` in its file). A platform brings its own types,
 * the strategy that its file names, and its quirks (platform_file.h).
 */
#ifndef SCENARIOS_DECODE_DECODE_PROFILE_H
#define SCENARIOS_DECODE_DECODE_PROFILE_H

#include "models/bgp/verdict.h"

#include <glib.h>

struct decode_profile {
  char *name;
  const char *kind; /* "strategy" or "platform" */
  struct verdict_profile verdict;
  struct strategy *strategy; /* that `verdict` uses; the profile's own */
};

/* `strategies` and `platforms` are lists as in "rfc7606,mine.csv", or "all", or NULL for none; with neither given it
 * is rfc4271, rfc7606 and junos-2013. Strategies come first, each list in its order. struct decode_profile *, freed
 * with the array (g_ptr_array_unref); NULL on error. */
GPtrArray *decode_profile_list(const char *strategies, const char *platforms, GError **error);

#endif
