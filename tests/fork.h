/* fork.h: the smallest map on which policy matters, and what its routers believe.
 *
 *      P1 ---- P2        peers
 *     /  \    /  \
 *    O    \  /    S      below: customers
 *          A
 *          |
 *          C
 *
 * ASNs 1 to 6 in the order of the enum. All links take a millisecond.
 */
#ifndef TESTS_FORK_H
#define TESTS_FORK_H

#include "tests/stage.h"

enum { FORK_P1, FORK_P2, FORK_A, FORK_C, FORK_S, FORK_O, FORK_ROUTERS };
enum { FORK_TRIGGER, FORK_PLAIN }; /* prefixes */
extern const char fork_letter[];   /* "12ACSO" */

/* NULL: one platform that is never slow, nothing judged. */
struct stage *fork_stage(const struct world_settings *settings);
void fork_add_prefixes(struct stage *stage);
/* ... and lets the news spread. */
void fork_announce(struct stage *stage, uint32_t prefix, uint32_t router, attrs_id attrs);

/* The best path of `router` as text: "1 6", "own", "-". */
void fork_assert_path(const struct stage *stage, uint32_t prefix, uint32_t router, const char *expected);
/* Those with a route, or their own, are these: letters. */
void fork_assert_has(const struct stage *stage, uint32_t prefix, const char *who);
/* The attributes of the best route of `router`. */
void fork_assert_bytes(const struct stage *stage, uint32_t prefix, uint32_t router, const char *expected,
                       size_t length);

#endif
