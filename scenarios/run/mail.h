/* mail.h: messages between the processes that one mpirun has started. The only file that knows MPI is mail.c; in a
 * build without Open MPI, mail_none.c takes its place, and every process is alone.
 *
 * Who waits sleeps: Open MPI would burn a core. All functions from mail_send on can be called from any thread.
 */
#ifndef SCENARIOS_RUN_MAIL_H
#define SCENARIOS_RUN_MAIL_H

#include <glib.h>

struct mail {
  guint rank, count; /* 0 of 1: alone */
  guint here;        /* processes on this host */
};

/* Was this built with Open MPI? */
gboolean mail_can(void);
/* Before any thread is started. FALSE: one of several, but it cannot be. */
gboolean mail_begin(struct mail *mail, GError **error);
/* Waits for the others to have come here. */
void mail_end(const struct mail *mail);

#define MAIL_ANYBODY G_MAXUINT
/* `about` is a small number: each sender and number has a queue of its own. */
void mail_send(guint to, guint about, const GByteArray *octets);
/* FALSE when nothing is there. *octets are the caller's; `sender` may be NULL. */
gboolean mail_look(guint from, guint about, GByteArray **octets, guint *sender);
/* Waits until it is. */
GByteArray *mail_wait(guint from, guint about);

/* Sleeps a little, and longer each time: *pause is 0 at the beginning. */
void mail_sleep(guint *pause);
/* How many processes were started together, as the environment says; 0: nothing of the kind. */
guint mail_started(void);

#endif
