/* events.h: the log of one cell: every occurrence that the models announced, 48 octets each, and its form as
 * rows of events.csv.
 *
 * Columns: variant,strategy,seed,id,time_s,event,as,peer_as,card,prefix,cause,code,subcode,attribute,outcome,because,
 * count,place,peer_place. time_s is exact (nanoseconds); a field that says nothing is empty. `because` is the id, in
 * the same cell, of the occurrence that caused this one, so that a cascade can be followed backwards. place and
 * peer_place name the router where its AS has several.
 */
#ifndef ANALYSIS_CAUSE_EVENTS_H
#define ANALYSIS_CAUSE_EVENTS_H

#include "models/world/observer.h"
#include "sim/small.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct event {
  sim_time at;
  uint32_t id, because, router, peer, card, prefix, count;
  uint8_t kind, loss, code, subcode, outcome, attribute;
};

struct events;
/* Copies `asn` [routers]. */
struct events *events_new(const uint32_t *asn, uint32_t routers);
/* Names routers whose AS has several ([routers], NULL: the AS is enough), for the columns place and peer_place. Copies.
 */
void events_name(struct events *events, const char *const *place);
void events_free(struct events *events);
struct events *events_copy(const struct events *events);
uint32_t events_routers(const struct events *events);
/* ASN of a router, 0 for none. */
uint32_t events_as(const struct events *events, uint32_t router);
#define EVENTS_PLACE 100 /* octets of a place, the NUL included */
/* Of a router: what `place` in events.csv says, "" for nothing. */
void events_place(const struct events *events, uint32_t router, char place[EVENTS_PLACE]);
void events_add(struct events *events, const struct occurrence *occurrence);
size_t events_count(const struct events *events);
const struct event *events_get(const struct events *events, size_t index);

/* One event, and a whole log with its names; ids are 1, 2, ... without a gap. */
void event_store(const struct event *event, GByteArray *bytes);
void event_load(struct event *event, struct unpack *reader);
void events_store(const struct events *events, GByteArray *bytes);
/* Never NULL; nothing to use when the reader is bad. */
struct events *events_load(struct unpack *reader);

void events_write_header(FILE *file);
void events_write(const struct events *events, FILE *file, const char *variant, const char *strategy, uint64_t seed);

#endif
