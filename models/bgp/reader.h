/* reader.h: in which order an implementation looks at a message, and when it stops.
 *
 * A table of rules says what follows from a defect; which defects an implementation notices, and which first, is the
 * shape of its code. The standard reader (judge.h) reads everything and lets the gravest outcome win, as RFC 7606
 * section 3 (h) has it. The others follow four daemons step by step; what follows at each step is still asked of
 * the strategy. A platform's file names its reader, so that another release of the same daemon needs a table only.
 *
 * Like judge_message they allocate nothing and read nothing outside the message. They take whole messages; verdict_of
 * puts one around the set of a simulated speaker.
 */
#ifndef MODELS_BGP_READER_H
#define MODELS_BGP_READER_H

#include "models/bgp/judge.h"

enum reader { READER_STANDARD, READER_FRR, READER_BIRD, READER_OPENBGPD, READER_GOBGP, READERS };
/* "standard", "frr", ...: the spelling of files. */
const char *reader_name(enum reader reader);
bool reader_parse(const char *name, uint8_t *reader);

/* Judges a message from its marker on by the reader of the profile; the verdict is clear before. The header's length
 * counts: octets past it belong to the next message. */
void reader_message(struct judge *judge, const uint8_t *bytes, size_t length);

/* One each; `body` is what follows the header of an UPDATE. */
void reader_frr_update(struct judge *judge, const uint8_t *body, size_t length);
void reader_bird_update(struct judge *judge, const uint8_t *body, size_t length);
void reader_openbgpd_update(struct judge *judge, const uint8_t *body, size_t length);
void reader_gobgp_update(struct judge *judge, const uint8_t *body, size_t length);

#endif
