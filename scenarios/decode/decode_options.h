/* decode_options.h: the command line of the decode command, read and checked. */
#ifndef SCENARIOS_DECODE_DECODE_OPTIONS_H
#define SCENARIOS_DECODE_DECODE_OPTIONS_H

#include "models/bgp/verdict.h"
#include "scenarios/decode/decode_message.h"

#include <glib.h>

enum decode_format { DECODE_FORMAT_TEXT, DECODE_FORMAT_CSV, DECODE_FORMAT_BGPDUMP };

struct decode_options {
  enum decode_format format;
  GPtrArray *profiles; /* struct decode_profile * */
  char **words;        /* what to decode */
  unsigned width;      /* octets of an AS number where nothing tells, 2 or 4 */
  bool session_given;
  struct verdict_facts facts; /* as far as the user gives them */
  GArray *local, *routes;     /* struct prefix; `facts` points into the first */
};

/* FALSE on a mistake; decode_options_clear it either way. */
gboolean decode_options_read(struct decode_options *options, int argc, char **argv, GError **error);
void decode_options_clear(struct decode_options *options);
/* What the receiver of this message knows: what its source says before what the user says. A session between two
 * speakers of one AS is iBGP, unless --session is given. */
struct verdict_facts decode_options_facts(const struct decode_options *options, const struct decode_message *message);

#endif
