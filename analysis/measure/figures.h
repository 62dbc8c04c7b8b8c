/* figures.h: the figures of a run, one number each, as MODEL section 8 defines them.
 *
 * The order of the enum is the order of the columns of summary.csv. A figure may be absent (NaN: no card ever
 * crashed, no delay was sampled) or censored: what it waits for had not happened when the run ended, so it is only
 * known to exceed `value`. A censored figure prints as `>T` and is never averaged.
 *
 * What is counted how:
 *   session_resets        sessions that left Established, once for both ends, whole run; the parts by cause add up
 *   resets_notification .. resets_admin   those whose cause events.csv names so (observer_loss_name in observer.h)
 *   sessions_flapping     sessions lost at least FIGURES_FLAPS times
 *   sessions_lost         sessions lost at least once
 *   card_crashes, router_crashes   line cards; routing processes (event process-crash)
 *   updates_sent          messages of the simulated prefixes: announcements, table transfers and withdrawals
 *   withdrawals_sent      those of them that withdraw
 *   trigger_reached_ases  ASes that a trigger prefix entered, or that judged it
 *   ases_affected         ASes that lost, for longer than an instant, a prefix that they reached just before
 *                         the trigger
 *   peak_unreachable      greatest U(t), 0..1, of those at instants 10 ms apart (or as many times 10 ms as it takes
 * that there are no more than 2^16 of them: grid.h), so that parts of a run can be added; what comes and goes between
 * two instants is not seen; trigger prefixes are no part of U unreachable_prefix_minutes  integral of the lost weight
 * over time, divided by the weight of all sources: the prefixes (real ones that the sampled stand for) that the average
 * AS misses, times minutes blackhole_share, loop_share, wrong_origin_share   parts of that integral; 0 when nothing was
 * lost slowdown_p95_ms       extra one-way delay over the pairs that are reachable now and were before: 95th
 *                         percentile, the greatest of all sampled instants
 *   time_to_peak_s        from the trigger to the first instant of the peak
 *   time_to_95_recovery_s from the trigger to the first instant after the last at which U exceeded a twentieth of its
 *                         peak
 *   focus_recovery_s      from the trigger to the last moment at which fewer than 95 % of the sessions of the
 *                         focus networks that were up just before it were up; 0 when it never came to that, absent
 *                         without a focus
 *   card_outage_min_s, card_outage_max_s   crash to FIB loaded, of outages that ended within the run
 *   events                events that the kernel ran
 */
#ifndef ANALYSIS_MEASURE_FIGURES_H
#define ANALYSIS_MEASURE_FIGURES_H

#include <stdbool.h>
#include <stddef.h>

#define FIGURES_FLAPS 3

enum figure {
  FIGURE_SESSIONS,
  FIGURE_SESSION_RESETS,
  FIGURE_RESETS_NOTIFICATION,
  FIGURE_RESETS_HOLD,
  FIGURE_RESETS_BFD,
  FIGURE_RESETS_INTERFACE,
  FIGURE_RESETS_PEER,
  FIGURE_RESETS_ADMIN,
  FIGURE_SESSIONS_FLAPPING,
  FIGURE_CARD_CRASHES,
  FIGURE_ROUTER_CRASHES,
  FIGURE_UPDATES_SENT,
  FIGURE_WITHDRAWALS_SENT,
  FIGURE_TRIGGER_REACHED_ASES,
  FIGURE_ASES_AFFECTED,
  FIGURE_PEAK_UNREACHABLE,
  FIGURE_UNREACHABLE_PREFIX_MINUTES,
  FIGURE_BLACKHOLE_SHARE,
  FIGURE_LOOP_SHARE,
  FIGURE_SLOWDOWN_P95_MS,
  FIGURE_TIME_TO_PEAK_S,
  FIGURE_TIME_TO_95_RECOVERY_S,
  FIGURE_FOCUS_RECOVERY_S,
  FIGURE_CARD_OUTAGE_MIN_S,
  FIGURE_CARD_OUTAGE_MAX_S,
  FIGURE_EVENTS,
  FIGURE_SESSIONS_LOST,
  FIGURE_WRONG_ORIGIN_SHARE,
  FIGURES
};

enum figure_kind { FIGURE_COUNT, FIGURE_SHARE, FIGURE_SECONDS, FIGURE_MILLISECONDS, FIGURE_PREFIX_MINUTES };

struct figures {
  double value[FIGURES];
  bool censored[FIGURES];
};

#define FIGURES_TEXT 48 /* octets that a written figure never exceeds, the NUL included */

/* Column name, e.g. "session_resets". */
const char *figures_name(enum figure figure);
/* The figure with this column name; FIGURES when there is none. */
enum figure figures_find(const char *name);

/* Nothing measured: counts 0, the rest absent. */
void figures_init(struct figures *figures);
bool figures_equal(const struct figures *a, const struct figures *b);
/* For files: full precision, independent of the locale; "" when absent, ">T" when censored. */
void figures_write(char text[FIGURES_TEXT], enum figure figure, double value, bool censored);
/* For people: "12,345", "3.4 %", "39 min 12 s", "-" when absent. */
void figures_say(char text[FIGURES_TEXT], enum figure figure, double value, bool censored);

#endif
