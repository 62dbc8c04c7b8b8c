/* world_inside.h: what all who act in a world share: struct world itself.
 *
 * Only models/ includes this. Each part of the struct belongs to the file that it is named after.
 */
#ifndef MODELS_WORLD_WORLD_INSIDE_H
#define MODELS_WORLD_WORLD_INSIDE_H

#include "models/replay/history.h"
#include "models/world/plane.h"
#include "models/world/world.h"
#include "sim/chance.h"
#include "sim/pool.h"

#include <glib.h>

/* Purposes of chance in the models (chance.h: `what`). */
enum world_chance {
  WORLD_CHANCE_MRAI = 100,
  WORLD_CHANCE_PROCESSING,
  WORLD_CHANCE_HOLD,
  WORLD_CHANCE_WAIT,
  WORLD_CHANCE_TRANSFER,
  WORLD_CHANCE_CARD_PLACE,
  WORLD_CHANCE_CARD_VULNERABLE,
  WORLD_CHANCE_CARD_PATCHED,
  WORLD_CHANCE_CARD_LIFE,
  WORLD_CHANCE_CARD_DAMAGE,
  WORLD_CHANCE_CARD_BOOT,
  WORLD_CHANCE_CARD_LOAD,
  WORLD_CHANCE_BFD,
  WORLD_CHANCE_KEEPALIVE,
};

/* Owners of events, in the order in which they act at one instant (sim.h): what makes a session or
 * a card change comes before the messages that arrive in that nanosecond. */
enum world_owner {
  WORLD_OWNER_CARD = 0u << 29,
  WORLD_OWNER_SESSION = 1u << 29,
  WORLD_OWNER_PROCESS = 1u << 29 | 1u << 28, /* halves are fewer than that */
  WORLD_OWNER_INSTALL = 2u << 29,
  WORLD_OWNER_FLIGHT = 3u << 29,
  WORLD_OWNER_WORK = 4u << 29,
  WORLD_OWNER_TRANSFER = 5u << 29,
  WORLD_OWNER_HELD = 6u << 29,
  WORLD_OWNER_INTERIOR = 7u << 29,
  WORLD_OWNER_ANNOUNCE = 7u << 29 | 1u << 28, /* last: what an instant has changed is told once */
};

/* world->state[half] */
enum {
  STATE_UP = 1,          /* this side is Established */
  STATE_TRANSFER = 2,    /* its table transfer is under way */
  STATE_FAMILY_DEAD = 4, /* AFI/SAFI disabled until the session is new (RFC 7606 section 2) */
  STATE_UNHEARD = 8,     /* something that this side sent was lost on a link that is out: TCP will send it again */
  STATE_STALE = 16,      /* routes of the session as it was before are kept (RFC 4724 section 4.2) */
  STATE_AWAITED = 32,    /* this side, restarting, waits for the other's End-of-RIB (RFC 4724 section 4.1) */
  STATE_QUIET = 64,      /* ... and, Established, says nothing until it has made its decisions */
  STATE_OUTLIVES = STATE_STALE | STATE_AWAITED, /* a loss of the session */
};

struct session;
struct chassis;
struct line_card;
struct handling;
struct engine;
struct starve_watch;
struct interior;
struct policy;
struct restart;
struct stale;
struct dampers;
struct divergence_watch;
struct limit;
struct guess;
struct replay;
struct sinks;

struct world {
  struct sim sim;
  struct arena arena; /* holds the arrays of what is asked at every message */
  struct network *net;
  struct observer observer;
  uint64_t seed, mrai_chance; /* the latter: what MRAI is drawn by */
  bool sender_loop_check, mrai_jitter, session_jitter, any_policy, by_origin;
  bool settling; /* nobody is told */
  bool blind;    /* there may be sinks */
  bool sweeping; /* routes are going by the table: one prefix may change more than once in this event */
  sim_time processing_low, processing_high;
  double link_rate;
  struct platform *platforms;
  uint8_t *platform_of; /* [routers] */
  uint16_t *profile_of; /* [routers] */
  double *volume;       /* [halves] real prefixes exported over it; made when first needed */
  uint32_t *prefixes;   /* [routers] */
  struct path_table *paths;
  struct attrs_table *attrs;
  struct verdict_table *verdicts; /* NULL: nothing is judged */
  double *feed;                   /* [feed_bins] NULL: what is fed to line cards is what it stands for */
  uint32_t feed_bins;
  sim_time feed_bin;
  struct history *history;      /* NULL: nobody asked for one */
  struct replay *replay;        /* NULL: this world has sessions of its own */
  uint32_t occurrences, spared; /* how many there were; the one that does not happen, 0: none */
  uint64_t messages;

  struct plane_layout layout;
  GPtrArray *planes; /* of struct plane */

  /* speaker */
  uint8_t *state;       /* [halves] */
  sim_time *since;      /* [halves] when this side became Established */
  sim_time *mrai;       /* [routers] */
  uint32_t *pace_first; /* [routers] first pace slot of routers with MRAI or out-delay, else NETWORK_NONE */
  uint32_t pace_slots;
  sim_time *busy;   /* [routers] until when the routing engine is */
  uint64_t *worked; /* [routers] UPDATEs processed, when processing is drawn by chance */
  struct pool flights, works, helds, installs, announcements;
  uint32_t launches;   /* of flights, since last there were none */
  uint32_t lost;       /* how many are in `unheard` */
  GHashTable *unheard; /* UPDATEs that a link that is out has lost, by plane and half; never walked through */

  /* sink */
  struct sinks *sinks; /* NULL: every UPDATE is an event */

  /* engine */
  struct engine **engine;         /* [routers], NULL: no work but `processing` anywhere */
  struct starve_watch **starving; /* [halves], NULL: never was a backlog great */

  /* handling */
  struct handling **handling; /* [halves], NULL: nobody configured anything */
  GHashTable *hidden;         /* of malformed routes, by plane and half; never walked through */

  /* policy */
  struct policy *policy; /* NULL: nobody configured anything */

  /* damper */
  struct dampers *dampers; /* NULL: nobody damps */

  /* divergence */
  struct divergence_watch *watch; /* NULL: nobody looks */

  /* limit */
  struct limit **limits; /* [halves], NULL: nobody limits anything */

  /* transfer */
  struct pool transfers;
  struct transfer **transfer; /* [halves] under way, or NULL */

  /* session */
  struct session *sessions; /* [links] */
  uint32_t session_count;
  uint16_t *cut; /* [links] > 0: light is out; counts reasons */

  /* restart, stale */
  struct restart **restart; /* [routers], NULL: no process has crashed yet */
  struct stale **stale;     /* [halves], NULL: no route has become stale yet */
  struct pool markers;

  /* chassis */
  struct chassis **chassis; /* [routers] NULL: no cards modelled */
  GPtrArray *cards;         /* of struct line_card */
  struct line_card **port;  /* [halves] card that the half is on, NULL: none modelled */
  struct pool nodes;        /* of the cards' trees */
  GArray *concrete;         /* struct prefix, of all prefixes that have any */
  GArray *concrete_end;     /* uint32_t, by prefix number: where its own end; they begin where the last one's end */

  /* interior */
  struct interior **interior_of; /* [routers] NULL: outside; the whole array NULL: none */
  GPtrArray *interiors;          /* of struct interior */

  /* solver */
  struct guess *guess; /* NULL: nothing was settled yet */
  bool solved;         /* the last prefix that was settled is in it */

  /* forwarding */
  uint32_t *stack; /* [routers] */

  /* world_look */
  sim_time *delay; /* [routers] as when it was asked for last */
};

static inline struct plane *world_plane(const struct world *w, uint32_t prefix) {
  return g_ptr_array_index(w->planes, prefix);
}
static inline const struct platform *world_platform(const struct world *w, uint32_t router) {
  return &w->platforms[w->platform_of[router]];
}
/* Announces an occurrence; returns its id. Fields id and at are filled in. */
uint32_t world_occur(struct world *world, struct occurrence occurrence);
/* Is the occurrence that is about to be announced the one to be spared? Asked once, by who would bring it about. */
static inline bool world_spared(struct world *w) {
  if (w->spared != w->occurrences + 1 || w->settling) return false;
  w->spared = 0;
  return true;
}
/* Appends to the history, if there is one. */
static inline void world_note(struct world *w, enum history_kind kind, uint32_t what, uint32_t because,
                              sim_time value) {
  if (!w->history) return;
  history_add(w->history,
              (struct history_record){.at = w->sim.now,
                                      .value = value,
                                      .ends = SIM_NEVER,
                                      .owner = w->sim.owner,
                                      .what = what,
                                      .because = because,
                                      .kind = (uint16_t)kind},
              w->sim.handled);
}
/* Something happens that a replay does not do. */
static inline void world_note_joint(struct world *w) {
  if (w->history) w->history->joint = true;
}
/* Real prefixes that the owner of `half` exports over it. */
double world_volume(struct world *world, uint32_t half);

#endif
