/* theatre.h: injector, daemon and observer together, through the acts of one case.
 *
 *   injector AS 65001 ---- daemon AS 65002 ---- observer AS 65003     (over iBGP all are AS 65002, clients of the
 * daemon)
 *
 * Four clean routes of origin 64999 go first: P, Q and their IPv6 likes. Then the message, which is about P or P6 and
 * whose path, if it has one, ends in 64998. At last a clean route F, to see whether the session still works.
 */
#ifndef TESTS_DAEMONS_THEATRE_H
#define TESTS_DAEMONS_THEATRE_H

#include "tests/daemons/case.h"
#include "tests/daemons/dut.h"
#include "tests/daemons/peer.h"
#include "tests/daemons/seen.h"

enum { THEATRE_P, THEATRE_Q, THEATRE_P6, THEATRE_Q6, THEATRE_F };
enum { THEATRE_OLD = 64999, THEATRE_NEW = 64998 };

/* Milliseconds. */
struct theatre_patience {
  int start;         /* at most, until both sessions are up and the observer has the four */
  int least, silent; /* the message is watched at least so long, and until so much silence */
  int most;          /* but no longer */
};

struct theatre {
  struct dut dut;
  struct peer injector, observer;
  struct seen seen;
  struct theatre_patience patience;
};

/* All the addresses and numbers for a session of this kind; dut's strings and the patience are the caller's. */
void theatre_init(struct theatre *theatre, const char *session);
/* The daemon up, sessions up, the four routes seen. */
bool theatre_open(struct theatre *theatre);
/* Sends and watches; sooner back when the injector's session is gone and all is quiet. */
void theatre_play(struct theatre *theatre, const uint8_t *bytes, size_t length);
/* F; true when the observer gets it. */
bool theatre_epilogue(struct theatre *theatre);
void theatre_close(struct theatre *theatre);

#endif
