/* play.h: outages by chance on small networks by chance, for tests that compare worlds. */
#ifndef TESTS_PLAY_H
#define TESTS_PLAY_H

#include "models/replay/history.h"
#include "tests/fault.h"
#include "tests/inner.h"
#include "tests/stage.h"

#define PLAY_END (400 * SIM_SECOND)
enum { PLAY_PREFIXES = 6, PLAY_PLATFORMS = 4, PLAY_ACTIONS = 40 };

enum play_act {
  PLAY_CUT,
  PLAY_MEND,
  PLAY_FAIL,
  PLAY_RESTORE,
  PLAY_CRASH_CARD,
  PLAY_CRASH_PROCESS,
  PLAY_ANNOUNCE,
  PLAY_WITHDRAW,
  PLAY_ACTS
};

struct play;
struct play_action {
  struct sim_event event;
  struct play *play;
  struct stage *stage;
  enum play_act act;
  uint32_t what;
  sim_time at;
};

/* What goes wrong on which network, the same for every world that is made of it. */
struct play {
  struct inner *inner; /* NULL: every AS is one router */
  struct oracle_graph *graph;
  struct platform platform[PLAY_PLATFORMS];
  struct fault fault;
  uint8_t *platform_of;
  uint16_t *profile_of;
  uint32_t *prefixes;
  uint32_t origin[PLAY_PREFIXES + 1]; /* the last is the trigger's */
  uint32_t cards[3];                  /* routers that have some */
  bool blind;                         /* worlds that write are */
  sim_time drawn; /* what UPDATEs cost is drawn by chance, and always this; 0: it is the platform's */
  double fib_rate;
  struct play_action action[PLAY_ACTIONS];
  uint64_t seed;
};

/* Where it is sessions alone that come and go, or at one router, much of a map stands still. */
enum play_scene { PLAY_ANY, PLAY_INSIDE, PLAY_SESSIONS, PLAY_ROUTER };

struct play *play_new(struct dice *dice, enum play_scene scene);
void play_free(struct play *play);
/* The network of the play with its cards and nothing under way; `replays`: prefixes go through that history. */
struct stage *play_stage(struct play *play, struct history *writes, const struct history *replays);
/* The whole play, in a world with sessions of its own and with the first `count` prefixes. */
struct stage *play_run(struct play *play, uint32_t count, struct history *writes);

#endif
