/* world.h: everything of one run: the clock, the network, sessions, cards, and the
 * route state of every simulated prefix, in one event queue (a joint run, MODEL section 9).
 *
 * Life: world_new, then add cards and prefixes, world_settle, then schedule what goes wrong with
 * events of your own on world->sim, sim_run, world_free. A world is used by one thread.
 *
 * Prefix numbers are dense, in order of world_add_prefix. Prefixes do not overlap.
 * Card numbers are dense over the world, in order of world_add_cards.
 */
#ifndef MODELS_WORLD_WORLD_H
#define MODELS_WORLD_WORLD_H

#include "models/bgp/attrs.h"
#include "models/bgp/damping.h"
#include "models/bgp/path.h"
#include "models/bgp/verdict.h"
#include "models/router/card.h"
#include "models/router/placement.h"
#include "models/router/platform.h"
#include "models/world/network.h"
#include "models/world/observer.h"
#include "sim/sim.h"

struct world_settings {
  uint64_t seed;
  bool sender_loop_check; /* SSLD: a path is not offered to a neighbour that is on it (off by default) */
  bool mrai_jitter;       /* MRAI times U(0.75, 1), RFC 4271 section 10 */
  bool session_jitter;    /* waits and hold timers jittered; off: exact laws */
  bool by_origin;         /* chance draws a prefix by its router, a trigger by which it is; else both by their names */
  bool any_policy;        /* no Gao-Rexford: everything to everybody, shortest path wins (cliques of validation V1) */
  sim_time processing_low, processing_high; /* when high > 0: replaces the platforms' processing, U(low, high) */
  double link_rate; /* prefixes a second that a link carries in a table transfer; 0: as many as its ends can */

  const struct platform *platforms;       /* [n] */
  const uint8_t *platform_of;             /* [routers] index into platforms; NULL: all 0 */
  const struct verdict_profile *profiles; /* [profile_count] */
  size_t profile_count;                   /* 0: no byte is ever judged, everything accepted and kept */
  const uint16_t *profile_of;             /* [routers] index into profiles; NULL: all 0 */
  const uint32_t *prefixes;               /* [routers] real prefixes originated; NULL: 1 each */

  const double *feed;     /* [feed_bins] what prefixes feed to line cards is so many times their volume, ... */
  uint32_t feed_bins;     /* ... 0: once */
  sim_time feed_bin;      /* width of a bin, from time 0 on */
  struct history *writes; /* what happens is appended to it (history.h); NULL: nowhere. The caller's */
  bool blind;             /* nobody asks what becomes of prefixes that are no triggers, but the line cards (sink.h) */
  const struct history *replays; /* the world replays it (replay.h) instead of having sessions of its own; NULL */
};

/* The line cards of one router. */
struct world_cards {
  uint32_t router, count;
  double vulnerable; /* share of the cards with the defect */
  double patched;    /* share of the vulnerable that was fixed before the day */

  enum card_kind model;          /* models/router/card.h */
  struct hazard_odds odds;       /* hazard */
  struct ktree_flaw flaw;        /* ktree */
  const struct pattern *pattern; /* pattern; the caller's, copied */
  double deletes_before;         /* deletes since the last boot, before the run: damage already there */
  uint32_t histories;            /* ktree: different histories among the cards before the run; 0: as many as cards */
  double change_share;           /* share of next-hop changes that the card carries out as delete and add */

  double fib_rate;  /* prefixes a second */
  double krt_share; /* of that, what installs get while the routing engine is receiving (krt.h) */
  sim_time boot_low, boot_high;
  enum placement_rule placement;
};

/* The inside of an AS whose routers stand in the network one after the other (interior.h). */
struct world_interior {
  uint32_t first, count;
  const struct world_interior_link {
    uint32_t a, b; /* routers */
    sim_time delay;
    uint32_t metric; /* > 0 */
  } * link;
  size_t links;
  sim_time convergence;    /* from a change of a link to new ways */
  const uint32_t *cluster; /* [count] CLUSTER_ID of each route reflector; NULL: everyone its own */
};

/* What is configured about malformed UPDATEs at one end of a session (handling.h). */
struct world_terms {
  uint16_t profile;      /* its messages are judged by: an index into the profiles */
  bool own_profile;      /* ... and that outlives a change of the router's */
  bool keeps;            /* routes treated as withdrawn are kept, hidden; false: keep none */
  uint32_t limit;        /* of hidden routes, WORLD_NO_LIMIT: none */
  sim_time log_interval; /* 0: nothing is logged */
};
/* How many prefixes are taken over one end of a session (limit.h). */
struct world_limit {
  double maximum; /* real prefixes */
  double factor;  /* > 0: instead, of what the session carries at rest */
  double warning; /* share of the maximum above which a line is logged; 0: none */
  bool teardown;  /* else only a line is logged */
  sim_time idle;  /* for so long the session stays down; 0: as the platform has it, SIM_NEVER: until world_restore */
};
#define WORLD_NO_LIMIT UINT32_MAX

/* Some of the routers, each once. */
struct world_moved {
  const uint32_t *router; /* [count] the world's, until it goes on; NULL: any */
  uint32_t count;
};

struct world;

/* Copies the settings' arrays; takes over the network. `observer` is copied; its context stays the caller's. */
struct world *world_new(struct network *network, const struct world_settings *settings,
                        const struct observer *observer);
void world_free(struct world *world);
/* From now on this one is told of what happens. Copied. */
void world_observe(struct world *world, const struct observer *observer);
struct sim *world_sim(struct world *world);
const struct network *world_network(const struct world *world);
struct attrs_table *world_attrs(struct world *world);
struct path_table *world_paths(struct world *world);

/* Every AS that has sessions inside needs one, before anything is settled. Copies what it is given. */
void world_add_interior(struct world *world, const struct world_interior *interior);
/* The wire between two routers of one AS (of several the first), and back, as world_cut and world_mend. */
void world_cut_inside(struct world *world, uint32_t router, uint32_t peer);
void world_mend_inside(struct world *world, uint32_t router, uint32_t peer);

/* Spreads the router's sessions over its cards by the rule of placement. Returns the number of the first card.
 * Once a router. */
uint32_t world_add_cards(struct world *world, const struct world_cards *cards);
uint32_t world_card_count(const struct world *world);
uint32_t world_card_router(const struct world *world, uint32_t card);

/* Before the run, for the owner of `half`. */
void world_set_terms(struct world *world, uint32_t half, const struct world_terms *terms);
/* Before the run: the owner of `half`, an eBGP session, damps the routes that it hears over it (damper.h). */
void world_set_damping(struct world *world, uint32_t half, const struct damping *damping);
/* After the last world_settle, before the run: for the owner of `half`, an eBGP session. */
void world_set_limit(struct world *world, uint32_t half, const struct world_limit *limit);
/* `router` judges by another profile from now on, but for session ends with an own_profile: hidden routes are judged
 * anew, and neighbours are asked for those that were not kept. */
void world_change_profile(struct world *world, uint32_t router, unsigned profile);

/* A prefix that stands for `weight` real ones. A trigger prefix carries attributes that are judged
 * and is reported by observer->reached. Nobody announces it yet. */
uint32_t world_add_prefix(struct world *world, double weight, bool trigger);
/* The same for a prefix of a greater table, of which this world has only some: `name` is its number there. By it chance
 * draws, unless by_origin, and occurrences call it; messages and reroutes are told by the number in this world. */
uint32_t world_add_named(struct world *world, uint32_t name, double weight, bool trigger);
/* The concrete prefixes that stand for it in the trees of line cards (copied). Once a prefix, before it is settled or
 * announced; a prefix without any never touches a tree. */
void world_set_concrete(struct world *world, uint32_t prefix, const struct prefix *concrete, uint32_t count);

/* Before the run: `router` originates `prefix` and the network has long converged on it. False: it never does; all that
 * can be done with the world then is divergence_run, which says why, and world_free. */
bool world_settle(struct world *world, uint32_t prefix, uint32_t router);

/* For a world made with `replays`: forgets the prefix before this one, if there was one, and stands as a world in which
 * `router` has originated it for long and nothing has happened yet. False: as world_settle; world_free is all that can
 * be done then. */
bool world_replay(struct world *world, uint32_t name, double weight, uint32_t router);
/* Instead of sim_run: goes on to `until`, which is not before now. */
void world_replay_until(struct world *world, sim_time until);

/* Before the run: the occurrence with this id does not happen. The run is the same up to it, so that ids agree with
 * those of a run without this. What is spared: an announcement or withdrawal is not made, a link stays as it is, a
 * session outlives what would have ended it (and, if that is a cut, lasts until the link is mended), a card keeps
 * running with its memory as clean as after the reboot that it is spared. */
void world_spare(struct world *world, uint32_t occurrence);
/* Can occurrences of this kind be spared, `loss` if it is that of a session? Of others, the id is passed over. */
bool world_may_spare(enum occurrence_kind kind, enum loss loss);

/* At the present moment of the simulation. */
void world_announce(struct world *world, uint32_t prefix, uint32_t router, attrs_id attrs);
void world_withdraw(struct world *world, uint32_t prefix, uint32_t router);
/* Administrative: both ends at once; the session stays down until world_restore. */
void world_fail(struct world *world, uint32_t half);
void world_restore(struct world *world, uint32_t half);
/* Silent failure of a link (both directions lose everything; ends detect it as their platform does),
 * and its mending; nothing happens to a link that was not cut, whatever else it may be out for. */
void world_cut(struct world *world, uint32_t half);
void world_mend(struct world *world, uint32_t half);
/* Restart with fixed software; nothing happens to a card that is not vulnerable. */
void world_patch_card(struct world *world, uint32_t card);
void world_crash_card(struct world *world, uint32_t card);
/* The BGP process of `router` dies, and starts again by itself (restart.h). */
void world_crash_process(struct world *world, uint32_t router);

/* What stands in the tables now. */
path_id world_best(const struct world *world, uint32_t prefix,
                   uint32_t router); /* as it was learned: neighbour first; PATH_NONE */
bool world_is_origin(const struct world *world, uint32_t prefix, uint32_t router);
enum reach world_reach(const struct world *world, uint32_t prefix, uint32_t router);
/* One-way delay along the installed next hops for every router, -1 where not delivered. [routers] The world's, until it
 * is asked again. */
const sim_time *world_delays(const struct world *world, uint32_t prefix);
/* Just after that: all whose delay may be another than when it was asked the time before, of the same prefix. */
struct world_moved world_moved(const struct world *world);
bool world_session_up(const struct world *world, uint32_t half);
bool world_card_up(const struct world *world, uint32_t card); /* ready, FIB loaded */
/* Real prefixes waiting in the FIB queues of all cards, now. */
double world_backlog(const struct world *world);
/* Seconds of work waiting at the routing engine where most waits, now. */
double world_engine_backlog(const struct world *world);
/* Updates sent so far (announcements, withdrawals). */
uint64_t world_messages(const struct world *world);

#endif
