/* downhill_next.h: what comes next to a router that hears (downhill_hear.h): letters and the turns of its own ends, by
 * session; what waits in the queue of its routing engine; what it is going to tell. */
#ifndef MODELS_DOWNHILL_DOWNHILL_NEXT_H
#define MODELS_DOWNHILL_DOWNHILL_NEXT_H

#include "models/downhill/downhill_inside.h"

enum downhill_next_kind { NEXT_NOTHING, NEXT_RECORD, NEXT_ARRIVAL, NEXT_WORK, NEXT_ANNOUNCEMENT };

struct downhill_next {
  struct downhill_key key;
  enum downhill_next_kind kind;
  struct downhill_session *session; /* of a record or an arrival */
};

/* What happens first, before `until`. At one place a record of the session run comes last. */
struct downhill_next downhill_next(const struct downhill_hearing *hearing, struct downhill_key until);
/* What comes next over `session` from now on; of two at one place a record is the later. */
void downhill_next_over(const struct downhill_hearing *hearing, struct downhill_session *session);

#endif
