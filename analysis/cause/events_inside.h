/* events_inside.h: what a log consists of, for events.c, which keeps and prints it, and events_file.c, which makes
 * octets of it. */
#ifndef ANALYSIS_CAUSE_EVENTS_INSIDE_H
#define ANALYSIS_CAUSE_EVENTS_INSIDE_H

#include "analysis/cause/events.h"

#include <glib.h>

struct events {
  GArray *log; /* struct event */
  uint32_t *asn;
  uint32_t routers;
  char **place; /* [routers] as a field of CSV, entries may be NULL; or NULL altogether */
};

#endif
