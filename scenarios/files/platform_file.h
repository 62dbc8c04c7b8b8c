/* platform_file.h: platforms as data (models/platforms, or a file of the user's).
 *
 *   [platform]       title, knows (attribute types as strategy_file_types reads them), strategy (a name, or a table
 *                    that lies beside the file), corrupts, hold, keepalive, connect_retry, bfd ("300 ms, x 3"), mrai,
 *                    paces_withdrawals, out_delay, batches, transfer_rate, processing; receive_cost, send_cost,
 *                    withdraw_cost, open_cost, keepalives_wait (engine.h); of a BGP process that crashes:
 *                    process_restart (10 s), crash_silent, keeps_fib, graceful_restart (no | helper | yes),
 *                    graceful_notification, restart_time (120 s), stale_time (360 s), deferral_time (120 s): platform.h
 *   [dial] [listen]  how long a side waits before it calls or answers again, by the cause of the loss: any,
 *                    notification-sent, notification-received, cease, hold, bfd, interface, peer, admin =
 *                    "60 s, x 2, cap 300 s, forget 300 s, jitter 0.75", and "first free" where the first loss in a row
 *                    costs no wait
 *   [quirks]         reader = frr | bird | openbgpd | gobgp (reader.h), longest_path = hops (verdict.h)
 *   [sources]        key = published: ... | measured: ... | assumed: ...
 */
#ifndef SCENARIOS_FILES_PLATFORM_FILE_H
#define SCENARIOS_FILES_PLATFORM_FILE_H

#include "models/bgp/verdict.h"
#include "models/router/platform.h"

#include <glib.h>

struct platform_file {
  struct platform platform; /* name and title belong to the file */
  struct verdict_quirks quirks;
  char *path;
  char *strategy;     /* as named in the file, or NULL */
  GPtrArray *assumed; /* char *: "name: key = value (why)" of what is only assumed */
};

/* A path, or the name of a platform that came with the program. NULL on error. */
struct platform_file *platform_file_load(const char *name, GError **error);
/* The same with another value for one key: "platform.processing", "dial.any". */
struct platform_file *platform_file_load_with(const char *name, const char *key, const char *value, GError **error);
/* The strategy that the file names: a table beside the file, or one that came with the program. strategy_free it. */
struct strategy *platform_file_strategy(const struct platform_file *file, GError **error);
/* "no", "helper" or "yes". */
gboolean platform_file_graceful(const char *text, enum platform_graceful *graceful, GError **error);
void platform_file_free(struct platform_file *file);

#endif
