#include "analysis/measure/figures.h"

#include "analysis/report/sheet.h"

#include <glib.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct figure_row {
  const char *name;
  enum figure_kind kind;
  bool counted; /* 0 before anything happens; the rest is absent */
};

static const struct figure_row rows[FIGURES] = {
    [FIGURE_SESSIONS] = {"sessions", FIGURE_COUNT, true},
    [FIGURE_SESSION_RESETS] = {"session_resets", FIGURE_COUNT, true},
    [FIGURE_RESETS_NOTIFICATION] = {"resets_notification", FIGURE_COUNT, true},
    [FIGURE_RESETS_HOLD] = {"resets_hold", FIGURE_COUNT, true},
    [FIGURE_RESETS_BFD] = {"resets_bfd", FIGURE_COUNT, true},
    [FIGURE_RESETS_INTERFACE] = {"resets_interface", FIGURE_COUNT, true},
    [FIGURE_RESETS_PEER] = {"resets_peer", FIGURE_COUNT, true},
    [FIGURE_RESETS_ADMIN] = {"resets_admin", FIGURE_COUNT, true},
    [FIGURE_SESSIONS_FLAPPING] = {"sessions_flapping", FIGURE_COUNT, true},
    [FIGURE_CARD_CRASHES] = {"card_crashes", FIGURE_COUNT, true},
    [FIGURE_ROUTER_CRASHES] = {"router_crashes", FIGURE_COUNT, true},
    [FIGURE_UPDATES_SENT] = {"updates_sent", FIGURE_COUNT, true},
    [FIGURE_WITHDRAWALS_SENT] = {"withdrawals_sent", FIGURE_COUNT, true},
    [FIGURE_TRIGGER_REACHED_ASES] = {"trigger_reached_ases", FIGURE_COUNT, true},
    [FIGURE_ASES_AFFECTED] = {"ases_affected", FIGURE_COUNT, true},
    [FIGURE_PEAK_UNREACHABLE] = {"peak_unreachable", FIGURE_SHARE, true},
    [FIGURE_UNREACHABLE_PREFIX_MINUTES] = {"unreachable_prefix_minutes", FIGURE_PREFIX_MINUTES, true},
    [FIGURE_BLACKHOLE_SHARE] = {"blackhole_share", FIGURE_SHARE, true},
    [FIGURE_LOOP_SHARE] = {"loop_share", FIGURE_SHARE, true},
    [FIGURE_SLOWDOWN_P95_MS] = {"slowdown_p95_ms", FIGURE_MILLISECONDS, false},
    [FIGURE_TIME_TO_PEAK_S] = {"time_to_peak_s", FIGURE_SECONDS, false},
    [FIGURE_TIME_TO_95_RECOVERY_S] = {"time_to_95_recovery_s", FIGURE_SECONDS, false},
    [FIGURE_FOCUS_RECOVERY_S] = {"focus_recovery_s", FIGURE_SECONDS, false},
    [FIGURE_CARD_OUTAGE_MIN_S] = {"card_outage_min_s", FIGURE_SECONDS, false},
    [FIGURE_CARD_OUTAGE_MAX_S] = {"card_outage_max_s", FIGURE_SECONDS, false},
    [FIGURE_EVENTS] = {"events", FIGURE_COUNT, true},
    [FIGURE_SESSIONS_LOST] = {"sessions_lost", FIGURE_COUNT, true},
    [FIGURE_WRONG_ORIGIN_SHARE] = {"wrong_origin_share", FIGURE_SHARE, true},
};

const char *figures_name(enum figure figure) { return rows[figure].name; }

enum figure figures_find(const char *name) {
  for (int f = 0; f < FIGURES; f++)
    if (strcmp(rows[f].name, name) == 0) return (enum figure)f;
  return FIGURES;
}

void figures_init(struct figures *figures) {
  for (int f = 0; f < FIGURES; f++) {
    figures->value[f] = rows[f].counted ? 0 : NAN;
    figures->censored[f] = false;
  }
}

static bool value_equal(double a, double b) { return a == b || (isnan(a) && isnan(b)); }

bool figures_equal(const struct figures *a, const struct figures *b) {
  for (int f = 0; f < FIGURES; f++) {
    if (f == FIGURE_EVENTS) continue; /* what the kernel did is no result */
    if (!value_equal(a->value[f], b->value[f]) || a->censored[f] != b->censored[f]) return false;
  }
  return true;
}

static int places(enum figure_kind kind) {
  switch (kind) {
  case FIGURE_SHARE:
    return 9;
  case FIGURE_SECONDS:
    return 9;
  case FIGURE_PREFIX_MINUTES:
    return 6;
  case FIGURE_MILLISECONDS:
    return 3;
  case FIGURE_COUNT:
    break;
  }
  return 6; /* means of counts; a count itself has none */
}

void figures_write(char text[FIGURES_TEXT], enum figure figure, double value, bool censored) {
  char number[FIGURES_TEXT];
  sheet_format(number, value, places(rows[figure].kind));
  g_snprintf(text, FIGURES_TEXT, "%s%s", censored && *number ? ">" : "", number);
}

/* 1234567.8 -> "1,234,568"; small numbers that are not whole keep a place or two. */
static void say_number(char *text, double value) {
  char plain[FIGURES_TEXT];
  double size = fabs(value);
  sheet_format(plain, value, size >= 100 || value == floor(value) ? 0 : size >= 10 ? 1 : 2);
  size_t whole = strcspn(plain, "."), sign = plain[0] == '-', used = 0;
  for (size_t i = 0; plain[i] && used < FIGURES_TEXT - 2; i++) {
    if (i < whole && i > sign && (whole - i) % 3 == 0) text[used++] = ',';
    text[used++] = plain[i];
  }
  text[used] = '\0';
}

static void say_share(char *text, double value) {
  char number[FIGURES_TEXT];
  double percent = value * 100, size = fabs(percent);
  if (size > 0 && size < 0.001) {
    g_strlcpy(text, "<0.001 %", FIGURES_TEXT);
    return;
  }
  sheet_format(number, percent, size >= 10 ? 1 : size >= 1 ? 2 : 3);
  g_snprintf(text, FIGURES_TEXT, "%.30s %%", number);
}

static void say_seconds(char *text, double value) {
  double size = fabs(value);
  if (size < 60) {
    char number[FIGURES_TEXT];
    sheet_format(number, value, size < 10 ? 2 : 1);
    g_snprintf(text, FIGURES_TEXT, "%.30s s", number);
    return;
  }
  const char *sign = value < 0 ? "-" : "";
  uint64_t seconds = (uint64_t)llround(fmin(size, 1e15));
  if (seconds < 7200) g_snprintf(text, FIGURES_TEXT, "%s%d min %02d s", sign, (int)(seconds / 60), (int)(seconds % 60));
  else
    g_snprintf(text, FIGURES_TEXT, "%s%.0f h %02d min", sign, floor((double)seconds / 3600), (int)(seconds / 60 % 60));
}

void figures_say(char text[FIGURES_TEXT], enum figure figure, double value, bool censored) {
  char number[FIGURES_TEXT] = "-";
  if (isnan(value)) {
    g_strlcpy(text, number, FIGURES_TEXT);
    return;
  }
  switch (rows[figure].kind) {
  case FIGURE_SHARE:
    say_share(number, value);
    break;
  case FIGURE_SECONDS:
    say_seconds(number, value);
    break;
  case FIGURE_MILLISECONDS:
    say_number(number, value);
    g_strlcat(number, " ms", sizeof number);
    break;
  case FIGURE_COUNT:
  case FIGURE_PREFIX_MINUTES:
    say_number(number, value);
    break;
  }
  g_snprintf(text, FIGURES_TEXT, "%s%.40s", censored ? ">" : "", number);
}
