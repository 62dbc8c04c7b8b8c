#include "tests/play.h"

enum { PLAY_OWNER = 7 << 29 };

static void play_platform(struct dice *dice, struct platform *platform) {
  *platform = stage_platform();
  stage_wait(platform, (1 + dice_below(dice, 30)) * SIM_SECOND, dice_below(dice, 5) * SIM_SECOND);
  platform->mrai = dice_below(dice, 2) * 5 * SIM_SECOND;
  platform->paces_withdrawals = dice_below(dice, 2);
  platform->transfer_rate = dice_below(dice, 2) ? 20 : 0;
  platform->process_restart = 10 * SIM_SECOND;
  platform->out_delay = dice_below(dice, 4) == 0 ? SIM_SECOND : 0;
}

static enum play_act play_scene_act(enum play_scene scene, struct dice *dice) {
  static const enum play_act session[] = {PLAY_FAIL, PLAY_RESTORE, PLAY_ANNOUNCE, PLAY_WITHDRAW};
  if (scene >= PLAY_SESSIONS) return session[dice_below(dice, G_N_ELEMENTS(session))];
  return (enum play_act)dice_below(dice, PLAY_ACTS);
}

struct play *play_new(struct dice *dice, enum play_scene scene) {
  struct play *play = g_new0(struct play, 1);
  bool inside = scene == PLAY_INSIDE;
  struct oracle_shape shape = oracle_shape_random(dice, scene >= PLAY_SESSIONS ? 30 : 14);
  play->graph = oracle_random(dice, &shape);
  play->inner = inside ? inner_random(dice, play->graph, dice_below(dice, 2)) : NULL;
  play->seed = dice_below(dice, 1000);
  fault_init(&play->fault);
  uint32_t routers = inside ? play->inner->routers : play->graph->routers;
  for (int i = 0; i < PLAY_PLATFORMS; i++) play_platform(dice, &play->platform[i]);
  play->platform_of = g_new(uint8_t, routers);
  play->profile_of = g_new(uint16_t, routers);
  play->prefixes = g_new(uint32_t, routers);
  for (uint32_t r = 0; r < routers; r++) {
    play->platform_of[r] = (uint8_t)dice_below(dice, PLAY_PLATFORMS);
    play->profile_of[r] = dice_below(dice, 3) ? FAULT_FORWARD : (uint16_t)dice_below(dice, FAULT_PROFILES);
    play->prefixes[r] = 1 + dice_below(dice, 20);
  }
  for (int i = 0; i <= PLAY_PREFIXES; i++) play->origin[i] = dice_below(dice, routers);
  for (size_t i = 0; i < G_N_ELEMENTS(play->cards); i++) play->cards[i] = dice_below(dice, routers);
  for (int i = 0; i < PLAY_ACTIONS; i++) {
    play->action[i].act = play_scene_act(scene, dice);
    play->action[i].what = dice_below(dice, 1 << 20);
    play->action[i].at = (sim_time)(1 + dice_below(dice, 300)) * SIM_SECOND;
  }
  return play;
}

void play_free(struct play *play) {
  g_free(play->platform_of);
  g_free(play->profile_of);
  g_free(play->prefixes);
  fault_clear(&play->fault);
  if (play->inner) inner_free(play->inner);
  oracle_graph_free(play->graph);
  g_free(play);
}

static void play_act(struct sim *sim, struct sim_event *event) {
  struct play_action *a = SIM_OWNER(event, struct play_action, event);
  struct world *w = a->stage->world;
  uint32_t half = a->what % MAX(1, a->stage->net->halves), trigger = w->planes->len - 1;
  (void)sim;
  if (!a->stage->net->halves) return;
  switch (a->act) {
  case PLAY_CUT:
    if (!network_internal(a->stage->net, half)) world_cut(w, half);
    break;
  case PLAY_MEND:
    if (!network_internal(a->stage->net, half)) world_mend(w, half);
    break;
  case PLAY_FAIL:
    world_fail(w, half);
    break;
  case PLAY_RESTORE:
    world_restore(w, half);
    break;
  case PLAY_CRASH_CARD:
    if (world_card_count(w)) world_crash_card(w, a->what % world_card_count(w));
    break;
  case PLAY_CRASH_PROCESS:
    world_crash_process(w, a->what % a->stage->net->routers);
    break;
  case PLAY_ANNOUNCE:
    world_announce(w, trigger, a->play->origin[PLAY_PREFIXES], fault_attrs(w));
    break;
  case PLAY_WITHDRAW:
  case PLAY_ACTS:
    world_withdraw(w, trigger, a->play->origin[PLAY_PREFIXES]);
  }
}

struct stage *play_stage(struct play *play, struct history *writes, const struct history *replays) {
  struct world_settings settings = {.seed = play->seed,
                                    .mrai_jitter = true,
                                    .session_jitter = true,
                                    .platforms = play->platform,
                                    .platform_of = play->platform_of,
                                    .profiles = play->fault.profile,
                                    .profile_count = FAULT_PROFILES,
                                    .profile_of = play->profile_of,
                                    .prefixes = play->prefixes,
                                    .writes = writes,
                                    .processing_low = play->drawn,
                                    .processing_high = play->drawn,
                                    .blind = writes && play->blind,
                                    .replays = replays};
  struct stage *stage = stage_new(play->inner ? inner_network(play->inner) : oracle_network(play->graph), &settings);
  if (play->inner) inner_add(play->inner, stage->world);
  for (size_t i = 0; i < G_N_ELEMENTS(play->cards); i++) {
    if (stage->world->chassis[play->cards[i]]) continue;
    struct world_cards cards = {.router = play->cards[i],
                                .count = 2,
                                .vulnerable = 1,
                                .fib_rate = play->fib_rate,
                                .boot_low = 20 * SIM_SECOND,
                                .boot_high = 30 * SIM_SECOND};
    world_add_cards(stage->world, &cards);
  }
  return stage;
}

struct stage *play_run(struct play *play, uint32_t count, struct history *writes) {
  struct stage *stage = play_stage(play, writes, NULL);
  for (uint32_t i = 0; i < count; i++) world_add_named(stage->world, i, 1, false);
  world_add_named(stage->world, PLAY_PREFIXES, 1, true);
  for (uint32_t i = 0; i < count; i++) g_assert_true(world_settle(stage->world, i, play->origin[i]));
  for (uint32_t i = 0; i < PLAY_ACTIONS; i++) {
    struct play_action *a = &play->action[i];
    a->event = (struct sim_event){.handle = play_act};
    a->play = play;
    a->stage = stage;
    sim_schedule(stage->sim, &a->event, a->at, PLAY_OWNER + i);
  }
  sim_run(stage->sim, PLAY_END, 0);
  if (writes) history_close(writes);
  return stage;
}
