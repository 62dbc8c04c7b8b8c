/* The exchange of messages, with d one way and RTT = 2 d, counted from the SYN of the dialler: SYN-ACK there at 2 d,
 * its OPEN at the other's at 3 d, the other's OPEN and KEEPALIVE back at 4 d, when the dialler is Established and sends
 * its own KEEPALIVE; that makes the other Established at 5 d. Each sends its table as it becomes Established.
 *
 * So from the SYN to the detection it takes 4 d + d = 2.5 RTT, and b/r, when the sender of the bad route dials, and
 * 5 d + d = 3 RTT, and b/r, when the detector does. What happens before the SYN is the wait. Counted from the detection
 * on, the law stands as it is usually written. But the sender's own wait begins with the NOTIFICATION, half an RTT
 * after the detection: by the clock of whoever dials, from its own loss to its SYN, the period is wait + 3 RTT + b/r
 * either way. Both readings are checked; they are the same event sequence. */
#include "models/engine/transfer.h"
#include "models/session/session.h"
#include "scenarios/files/platform_file.h"
#include "tests/fault.h"
#include "tests/laws/laws.h"
#include "tests/stage.h"

enum {
  SENDER,
  DETECTOR,
  DELAY = 25 * SIM_MILLISECOND,
  RTT = 2 * DELAY,
  INNOCENTS = 40,
  TRIGGER = INNOCENTS,
  RATE = 10
};

struct loop {
  struct fault fault;
  struct platform platform[2];
  struct stage *stage;
  uint32_t half; /* of the sender */
};

static void loop_start(struct loop *loop) {
  const struct network_link link = {DETECTOR, SENDER, NEIGHBOR_CUSTOMER, DELAY, false};
  for (int i = 0; i < 2; i++) {
    loop->platform[i].transfer_rate = RATE;
    loop->platform[i].mrai = loop->platform[i].processing = 0; /* the law knows neither */
  }
  fault_init(&loop->fault);
  struct world_settings settings = stage_settings(loop->platform);
  settings.platform_of = (const uint8_t[]){SENDER, DETECTOR};
  settings.prefixes = (const uint32_t[]){INNOCENTS + 1, 0};
  settings.profiles = loop->fault.profile;
  settings.profile_count = FAULT_PROFILES;
  settings.profile_of = (const uint16_t[]){FAULT_FORWARD, FAULT_RESET};
  loop->stage = stage_new(stage_network(2, &link, 1), &settings);
  loop->half = stage_half(loop->stage, SENDER, DETECTOR);
  for (int i = 0; i < INNOCENTS; i++)
    world_settle(loop->stage->world, world_add_prefix(loop->stage->world, 1, false), SENDER);
  world_add_prefix(loop->stage->world, 1, true);
  world_announce(loop->stage->world, TRIGGER, SENDER, fault_attrs(loop->stage->world));
}

static void loop_end(struct loop *loop) {
  stage_free(loop->stage);
  fault_clear(&loop->fault);
}

static void loop_step(struct loop *loop) {
  g_assert_cmpint(sim_run(loop->stage->sim, SIM_NEVER, 1), ==, SIM_END_BUDGET);
}

/* b/r of a prefix. Once a transfer is under way. */
static sim_time loop_place(const struct loop *loop, uint32_t prefix) {
  const struct world *w = loop->stage->world;
  return transfer_slot(w, world_plane(w, prefix), loop->half) - w->since[loop->half];
}

/* One turn of the loop. */
struct turn {
  sim_time from, heard, syn, up, until; /* detection; the sender's loss; SYN; both Established; the next detection */
  sim_time place;                       /* of the bad route */
  uint32_t dialler;
};

/* From a detection, which has just happened, to the next one. */
static struct turn loop_turn(struct loop *loop) {
  struct world *w = loop->stage->world;
  const struct session *s = session_of(w, loop->half);
  struct turn turn = {.from = loop->stage->sim->now};
  while (w->state[loop->half] & STATE_UP) loop_step(loop);
  turn.heard = loop->stage->sim->now;
  turn.syn = sim_when(loop->stage->sim, &s->connect);
  turn.dialler = w->net->owner[s->side[s->dialler].half];
  while (!(w->state[loop->half] & STATE_TRANSFER)) loop_step(loop);
  turn.place = loop_place(loop, TRIGGER);
  while (!s->up) loop_step(loop);
  turn.up = loop->stage->sim->now;
  while (s->up) loop_step(loop);
  turn.until = loop->stage->sim->now;
  return turn;
}

static void loop_first(struct loop *loop) {
  while (session_of(loop->stage->world, loop->half)->up) loop_step(loop);
}

/* --- what must come out --- */

static sim_time nth_wait(const struct platform_wait *wait, uint32_t n) {
  sim_time length = wait->first;
  if (wait->excuses && n == 0) return 0;
  for (uint32_t i = 0; i < n && length < wait->cap; i++) length = (sim_time)((double)length * MAX(1, wait->factor));
  return wait->cap ? MIN(length, wait->cap) : length;
}

/* When a side gets through that would call at `dial` another that answers from `listen` on. */
static sim_time through(sim_time dial, sim_time retry, sim_time listen) {
  while (dial < listen) dial += retry;
  return dial;
}

/* The SYN of turn n, from the policies alone. */
static sim_time expected_syn(const struct loop *loop, const struct turn *turn, uint32_t n, uint32_t *dialler) {
  const struct platform *sender = &loop->platform[SENDER], *detector = &loop->platform[DETECTOR];
  sim_time first = through(turn->heard + nth_wait(&sender->dial[LOSS_NOTIFICATION_RECEIVED], n), sender->connect_retry,
                           turn->from + nth_wait(&detector->listen[LOSS_NOTIFICATION_SENT], n));
  sim_time second = through(turn->from + nth_wait(&detector->dial[LOSS_NOTIFICATION_SENT], n), detector->connect_retry,
                            turn->heard + nth_wait(&sender->listen[LOSS_NOTIFICATION_RECEIVED], n));
  *dialler = second < first ? DETECTOR : SENDER;
  return MIN(first, second);
}

static bool turn_holds(const struct loop *loop, const struct turn *turn, uint32_t n) {
  uint32_t dialler;
  sim_time syn = expected_syn(loop, turn, n, &dialler), period = turn->until - turn->from;
  sim_time by_own_clock = syn - (dialler == SENDER ? turn->heard : turn->from), since_detection = syn - turn->from;
  bool handshake = turn->heard == turn->from + DELAY && turn->syn == syn && turn->dialler == dialler;
  bool own = period == by_own_clock + 3 * RTT + turn->place;
  bool usual = period == since_detection + (dialler == SENDER ? 5 * RTT / 2 : 3 * RTT) + turn->place;
  /* both ends Established at the same time: from 2.5 RTT after the SYN on */
  sim_time established = turn->place + (dialler == SENDER ? 0 : RTT / 2);
  return handshake && own && usual && turn->until - turn->up == established;
}

/* --- real platforms --- */

static const char *const names[] = {"frr", "bird", "openbgpd", "gobgp-3.10", "ios", "junos"};

static bool pair(struct law_run *run, const struct platform *sender, const struct platform *detector, uint32_t turns) {
  struct loop loop = {.platform = {*sender, *detector}};
  bool holds = true;
  loop_start(&loop);
  loop_first(&loop);
  for (uint32_t n = 0; n < turns; n++) {
    struct turn turn = loop_turn(&loop);
    double period = (double)(turn.until - turn.from);
    holds &= turn_holds(&loop, &turn, n);
    law_row(run, "%s-%s,%u,%s,%.9f,%.9f,%.9f,%.9f", sender->name, detector->name, n + 1,
            turn.dialler == SENDER ? "sender" : "detector", (double)(turn.syn - turn.from) / SIM_SECOND,
            period / SIM_SECOND, (double)(turn.until - turn.up) / period, (double)turn.place / SIM_SECOND);
  }
  loop_end(&loop);
  return holds;
}

static void platforms(struct law_run *run) {
  struct platform_file *file[G_N_ELEMENTS(names)];
  uint32_t turns = run->full ? 60 : 10;
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    file[i] = platform_file_load(names[i], NULL);
    g_assert_nonnull(file[i]);
  }
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    uint32_t exact = 0;
    for (size_t k = 0; k < G_N_ELEMENTS(names); k++) exact += pair(run, &file[i]->platform, &file[k]->platform, turns);
    law_claim(
        run, exact == G_N_ELEMENTS(names),
        "%s sends the bad route: with %u of %zu detectors each of %u turns takes wait + 3 RTT + b/r by the clock of "
        "the dialler, which is wait + 2.5 RTT (sender) or 3 RTT (detector) + b/r from the detection, and the "
        "session is up for its exact share of it",
        names[i], exact, G_N_ELEMENTS(names), turns);
  }
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) platform_file_free(file[i]);
}

/* --- the innocent prefixes --- */

static struct platform waiting(sim_time dial) {
  struct platform platform = stage_platform();
  stage_wait(&platform, dial, 0);
  platform.restart_time = 120 * SIM_SECOND;
  platform.stale_time = 360 * SIM_SECOND;
  return platform;
}

/* How long each innocent prefix was at the detector during `turns` turns, the first reset over, and how long they took.
 */
static sim_time present(struct loop *loop, uint32_t turns, sim_time *there) {
  const struct world *w = loop->stage->world;
  sim_time from = loop->stage->sim->now, last = from;
  for (uint32_t i = 0; i < INNOCENTS; i++) there[i] = 0;
  for (uint32_t downs = stage_count(loop->stage, OCCURRENCE_SESSION_DOWN) + turns;
       stage_count(loop->stage, OCCURRENCE_SESSION_DOWN) < downs; last = loop->stage->sim->now) {
    bool stands[INNOCENTS];
    for (uint32_t i = 0; i < INNOCENTS; i++) stands[i] = world_plane(w, i)->best[DETECTOR] != DECISION_NO_ROUTE;
    loop_step(loop);
    for (uint32_t i = 0; i < INNOCENTS; i++) there[i] += stands[i] ? loop->stage->sim->now - last : 0;
  }
  return last - from;
}

/* Where each has its place in the table, and the bad route has. While the session is down. */
static void places(struct loop *loop, sim_time *place) {
  while (!(loop->stage->world->state[loop->half] & STATE_TRANSFER)) loop_step(loop);
  for (uint32_t i = 0; i <= TRIGGER; i++) place[i] = loop_place(loop, i);
}

/* A row a prefix: the share of the time that it was there, by its place. */
static void tell(struct law_run *run, const char *rfc, const sim_time *there, sim_time took, const sim_time *place) {
  for (uint32_t i = 0; i < INNOCENTS; i++)
    law_row(run, "innocent %s,,,,,%.9f,%.9f", rfc, (double)there[i] / (double)took, (double)place[i] / SIM_SECOND);
}

static void innocents_plain(struct law_run *run) {
  enum { TURNS = 5 };
  struct loop loop = {.platform = {waiting(2 * SIM_SECOND), waiting(1000 * SIM_SECOND)}};
  sim_time there[INNOCENTS], place[INNOCENTS + 1];
  uint32_t exact = 0, before = 0;
  loop_start(&loop);
  loop_first(&loop);
  struct turn turn = loop_turn(&loop);
  sim_time took = present(&loop, TURNS, there);
  places(&loop, place);
  tell(run, "4271", there, took, place);
  for (uint32_t i = 0; i < INNOCENTS; i++) {
    before += place[i] < place[TRIGGER];
    exact += there[i] == TURNS * MAX(0, place[TRIGGER] - place[i]);
  }
  law_claim(
      run, exact == INNOCENTS && took == TURNS * (turn.until - turn.from) && before > 0 && before < INNOCENTS,
      "%u of %d innocent prefixes, %u of them before the bad route, are there for (b - x)/r of each period of %.3f "
      "s, x their own place; one at the head of the table for the %.4f that the detector is Established",
      exact, INNOCENTS, before, (double)took / TURNS / SIM_SECOND, (double)(TURNS * place[TRIGGER]) / (double)took);
  loop_end(&loop);
}

/* The share of time that innocents are there, with the N bit of RFC 8538 on both ends; rows where `rfc` has a name. */
static double innocents_graceful(struct law_run *run, const char *rfc, const struct platform *platform, uint32_t turns,
                                 uint32_t *whole) {
  struct loop loop = {.platform = {platform[SENDER], platform[DETECTOR]}};
  sim_time there[INNOCENTS], place[INNOCENTS + 1], sum = 0;
  for (int i = 0; i < 2; i++) {
    loop.platform[i].graceful = PLATFORM_GRACEFUL_YES;
    loop.platform[i].graceful_notification = true;
  }
  loop_start(&loop);
  loop_first(&loop);
  sim_time took = present(&loop, turns, there);
  places(&loop, place);
  if (rfc) tell(run, rfc, there, took, place);
  *whole = 0;
  for (uint32_t i = 0; i < INNOCENTS; i++) {
    sum += there[i];
    *whole += there[i] == took;
  }
  loop_end(&loop);
  return (double)sum / ((double)took * INNOCENTS);
}

static void innocents(struct law_run *run) {
  struct platform platform[] = {waiting(SIM_SECOND), waiting(1000 * SIM_SECOND)};
  uint32_t whole;
  innocents_plain(run);
  double all = innocents_graceful(run, "8538", platform, 50, &whole);
  law_claim(
      run, all == 1 && whole == INNOCENTS,
      "RFC 8538, within the stale time of 360 s: innocents are there for %.4f %% of the time, all %u of %d for all "
      "of it",
      100 * all, whole, INNOCENTS);
  platform[DETECTOR].stale_time = 60 * SIM_SECOND;
  all = innocents_graceful(run, NULL, platform, 200, &whole);
  law_claim(
      run, whole > 0 && whole < INNOCENTS && all < 1,
      "RFC 8538, long after a stale time of 60 s: the %u that come before the bad route in the table are there for "
      "all of the time, the rest never again (%.2f %% in all)",
      whole, 100 * all);
  platform[SENDER] = waiting(300 * SIM_SECOND);
  platform[DETECTOR] = waiting(1000 * SIM_SECOND);
  all = innocents_graceful(run, NULL, platform, 20, &whole);
  law_claim(run, whole == 0 && all < 0.5,
            "RFC 8538 with a wait of 300 s, beyond the restart time of 120 s: %.2f %%; waiting defeats it", 100 * all);
}

static void ends(struct law_run *run) {
  struct loop loop = {.platform = {waiting(SIM_SECOND), waiting(SIM_SECOND)}};
  loop_start(&loop);
  loop_first(&loop);
  for (int n = 0; n < 5; n++) loop_turn(&loop);
  world_withdraw(loop.stage->world, TRIGGER, SENDER);
  stage_rest(loop.stage);
  uint32_t downs = stage_count(loop.stage, OCCURRENCE_SESSION_DOWN), there = 0;
  for (uint32_t i = 0; i < INNOCENTS; i++) there += world_reach(loop.stage->world, i, DETECTOR) == REACH_DELIVERED;
  law_claim(run, downs == 6 && there == INNOCENTS && world_session_up(loop.stage->world, loop.half),
            "withdrawn after %u resets, the bad route takes the loop with it: %u of %d innocents are there", downs,
            there, INNOCENTS);
  loop_end(&loop);
}

static void run(struct law_run *run) {
  law_columns(run, "case,turn,dialler,wait_s,period_s,share,place_s");
  platforms(run);
  innocents(run);
  ends(run);
}

const struct law law_v7 = {
    .name = "v7",
    .title = "V7 reset loop: its period is the wait of the dialler, 3 RTT, and the place of the bad route in the table",
    .source =
        "derived from RFC 4271 sections 8 and 6.3: TCP takes 1 RTT, OPEN and KEEPALIVE another, half an RTT until "
        "the other end is Established as well, half for the bad route; waits as in models/platforms",
    .text =
        "Two routers, RTT 50 ms, 40 innocent prefixes and a bad route at place b of a table sent at r. The detector "
        "resets the session for it each time. Every pair of six platforms takes turns as sender and detector, with "
        "their waits by side and cause, jitter off. From the SYN to the next detection it takes 2.5 RTT + b/r when the "
        "sender dials, 3 RTT + b/r when the detector does. The wait is read in two ways. From the detection to the "
        "SYN: then the period is wait + 2.5 RTT + b/r, or wait + 3 RTT + b/r. By the dialler's own clock, from its "
        "own loss, which the sender hears of half an RTT late: then it is wait + 3 RTT + b/r in both cases. Both are "
        "exact, to the nanosecond. Innocents before the bad route are there from their place to its own; with RFC "
        "8538 all of the time, as long as stale routes are kept.",
    .run = run,
};
