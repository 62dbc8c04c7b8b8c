/* chain.h: a chain of three routers, ORIGIN - MIDDLE - EDGE, and MIDDLE's BGP process dies. Without jitter every time
 * is exact and counts in one-way delays of a link.
 */
#ifndef TESTS_CHAIN_H
#define TESTS_CHAIN_H

#include "tests/stage.h"

enum {
  CHAIN_ORIGIN,
  CHAIN_MIDDLE,
  CHAIN_EDGE,
  CHAIN_ROUTERS,
  CHAIN_DELAY = 10 * SIM_MILLISECOND,
};
#define CHAIN_DOWN (20 * SIM_SECOND) /* how long a process is away */
#define CHAIN_CRASH SIM_SECOND       /* when it dies */

struct chain {
  struct platform origin, middle, edge;
  double rate; /* of table transfers */
};

/* RFC 4724 with everything; nothing of it, and no FIB that outlives the process; RFC 8538 too. */
struct platform chain_graceful(void);
struct platform chain_plain(void);
struct platform chain_notified(void);

/* Prefix 0 comes from ORIGIN, prefix 1 from EDGE, prefix 2 is a trigger that nobody announces. stage_free it. */
struct stage *chain_new(struct chain *chain);
struct stage *chain_of(struct platform platform);
/* Up to the death of MIDDLE's process. */
void chain_crash(struct stage *stage);

bool chain_is_up(const struct stage *stage, uint32_t router, uint32_t peer);
bool chain_reaches(const struct stage *stage, uint32_t prefix, uint32_t router);
bool chain_knows(const struct stage *stage, uint32_t prefix, uint32_t router);
/* It has happened once, then. */
void chain_expect_at(const struct stage *stage, enum occurrence_kind kind, sim_time at);
/* Runs to just before `at`, where the router knows the prefix, and to `at`, when it does no more. */
void chain_expect_loss(struct stage *stage, uint32_t prefix, uint32_t router, sim_time at);
/* In the end everybody reaches both prefixes. */
void chain_expect_whole(struct stage *stage);

#endif
