/* bgpdump.h: MRT records as rows, as `bgpdump -m` prints them.
 *
 *   BGP4MP|1282898400|A|192.0.2.1|64500|198.51.100.0/24|64500 64496|IGP|192.0.2.1|0|0|64500:1|NAG||
 *   BGP4MP|1282898400|W|192.0.2.1|64500|198.51.100.0/24
 *   BGP4MP|1282898400|STATE|192.0.2.1|64500|6|1
 *   TABLE_DUMP2|1282898400|B|...                           routes of a table
 *
 * Row for row what bgpdump 1.6.2 prints, its habits included (bgpdump_path.h, bgpdump_attributes.h), as far as it
 * prints anything: where it ends or reads past its memory, on attributes that come twice and the like, rows go on here.
 * Messages other than UPDATE, and records that cannot be read, give no row.
 */
#ifndef SCENARIOS_DECODE_BGPDUMP_H
#define SCENARIOS_DECODE_BGPDUMP_H

#include "scenarios/decode/mrt.h"

#include <stdio.h>

struct bgpdump;
/* Rows collect in a buffer of its own until bgpdump_free, which writes the rest; `out` is not closed. */
struct bgpdump *bgpdump_new(FILE *out);
void bgpdump_free(struct bgpdump *dump);

void bgpdump_record(struct bgpdump *dump, const struct mrt_record *record);
/* A message that came another way, as if a collector had heard it then from this peer. */
void bgpdump_message(struct bgpdump *dump, uint32_t seconds, const struct mrt_message *message);

#endif
