#include "scenarios/run/mail.h"

#include "scenarios/settings/mistake.h"

#include <mpi.h>
#include <signal.h>

gboolean mail_can(void) { return TRUE; }

/* MPI's own threads must not take the signals that output.h waits for. */
static int mail_start(void) {
  int given;
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  MPI_Init_thread(NULL, NULL, MPI_THREAD_MULTIPLE, &given);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return given;
}

gboolean mail_begin(struct mail *mail, GError **error) {
  int rank, count, here;
  MPI_Comm host;
  *mail = (struct mail){.count = 1, .here = 1};
  if (mail_started() == 0) return TRUE;
  int given = mail_start();
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &count);
  MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, rank, MPI_INFO_NULL, &host);
  MPI_Comm_size(host, &here);
  MPI_Comm_free(&host);
  *mail = (struct mail){.rank = (guint)rank, .count = (guint)count, .here = (guint)here};
  return given == MPI_THREAD_MULTIPLE ||
         mistake_set(error, MISTAKE_SYNTAX, "this MPI knows no threads (MPI_THREAD_MULTIPLE)");
}

static void mail_finish(MPI_Request *request) {
  guint pause = 0;
  int done = 0;
  while (MPI_Test(request, &done, MPI_STATUS_IGNORE) == MPI_SUCCESS && !done) mail_sleep(&pause);
}

void mail_end(const struct mail *mail) {
  MPI_Request request;
  int begun = 0;
  (void)mail;
  MPI_Initialized(&begun);
  if (!begun) return;
  MPI_Ibarrier(MPI_COMM_WORLD, &request);
  mail_finish(&request);
  MPI_Finalize();
}

void mail_send(guint to, guint about, const GByteArray *octets) {
  MPI_Request request;
  g_assert(octets->len <= G_MAXINT);
  MPI_Isend(octets->data, (int)octets->len, MPI_BYTE, (int)to, (int)about, MPI_COMM_WORLD, &request);
  mail_finish(&request);
}

gboolean mail_look(guint from, guint about, GByteArray **octets, guint *sender) {
  int source = from == MAIL_ANYBODY ? MPI_ANY_SOURCE : (int)from;
  int found = 0, length;
  MPI_Message message;
  MPI_Status status;
  MPI_Request request;
  MPI_Improbe(source, (int)about, MPI_COMM_WORLD, &found, &message, &status);
  if (!found) return FALSE;
  MPI_Get_count(&status, MPI_BYTE, &length);
  *octets = g_byte_array_new();
  g_byte_array_set_size(*octets, (guint)length);
  MPI_Imrecv((*octets)->data, length, MPI_BYTE, &message, &request);
  mail_finish(&request);
  if (sender) *sender = (guint)status.MPI_SOURCE;
  return TRUE;
}
