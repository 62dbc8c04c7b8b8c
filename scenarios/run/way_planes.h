/* way_planes.h: a run in two planes (MODEL section 9): its head is the session run, its parcels are prefix runs.
 *
 * What the head leaves, as octets (sim/pack.h): the line "faultline sessions 2", 1 octet that is 1 when something
 * happened that prefixes cannot go through alone (then the measures are those of a joint run that was done instead, and
 * there are no parcels), the measures, the harvest of the triggers, the history and what each origin is guessed to take
 * (cut.h, 4 octets each), each with 8 octets of its length in front, and the seal. What a parcel leaves is a harvest.
 */
#ifndef SCENARIOS_RUN_WAY_PLANES_H
#define SCENARIOS_RUN_WAY_PLANES_H

#include "scenarios/run/way.h"

const struct way *way_planes(void);

#endif
