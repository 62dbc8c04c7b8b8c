/* stage.h: a small world for tests, and a witness who writes down all that it announces. */
#ifndef TESTS_STAGE_H
#define TESTS_STAGE_H

#include "models/world/world_inside.h"

#include <glib.h>

struct stage_message {
  sim_time at;
  uint32_t router, peer, prefix;
  enum message_kind kind;
};

struct stage_reroute {
  sim_time at;
  uint32_t router, prefix;
  enum reach before, after;
  uint32_t because;
};

struct stage {
  struct world *world;
  struct sim *sim;
  const struct network *net;
  GArray *occurrence; /* of struct occurrence */
  GArray *message;    /* of struct stage_message */
  GArray *reached;    /* of uint32_t, routers in order */
  GArray *reroute;    /* of struct stage_reroute */
};

/* Hold time 90 s, KEEPALIVE 30 s, no MRAI, no cost, no wait: nothing is slow unless a test says so. */
struct platform stage_platform(void);
/* The same wait whatever the cause. */
void stage_wait(struct platform *platform, sim_time dial, sim_time listen);
/* Jitter off, one platform (the pointer must last until stage_new), nothing judged. */
struct world_settings stage_settings(const struct platform *platform);

/* Takes over the network. */
struct stage *stage_new(struct network *network, const struct world_settings *settings);
void stage_free(struct stage *stage);
/* To the end of all events, which must come. */
void stage_rest(struct stage *stage);
/* Lets the clock go on to `at` (absolute). */
void stage_until(struct stage *stage, sim_time at);
void stage_forget(struct stage *stage); /* what was written down so far */

uint32_t stage_count(const struct stage *stage, enum occurrence_kind kind);
/* The nth (from 0) of that kind, or NULL. */
const struct occurrence *stage_find(const struct stage *stage, enum occurrence_kind kind, uint32_t nth);
/* Does following `because` backwards from occurrence `id` lead to occurrence `cause`? */
bool stage_led_to(const struct stage *stage, uint32_t cause, uint32_t id);
/* Messages from `router` to `peer` (OBSERVER_NONE: any) about a prefix. */
uint32_t stage_sent(const struct stage *stage, uint32_t router, uint32_t peer, uint32_t prefix);
/* Is the best path of `router` these ASNs? */
bool stage_path_is(const struct stage *stage, uint32_t prefix, uint32_t router, const uint32_t *asn, uint32_t count);

/* What becomes of a packet, found by walking: hop by hop along the installed next hops. */
enum reach stage_walk(const struct stage *stage, uint32_t prefix, uint32_t router);
/* Every router's fate is what a walk finds, and what the callbacks since the last call (or the beginning,
 * nothing reaching anything) add up to. `fate` [routers] is the caller's account of them. */
void stage_check_reach(struct stage *stage, uint32_t prefix, uint8_t *fate);

/* A network of links {a, b, what b is to a, delay, exchange} between routers 0 .. n-1 with ASNs 1 .. n. */
struct network *stage_network(uint32_t routers, const struct network_link *link, size_t links);
uint32_t stage_half(const struct stage *stage, uint32_t router, uint32_t peer);

#endif
