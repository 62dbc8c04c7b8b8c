/* mail_wait.c: what of mail.h needs no MPI. */
#include "scenarios/run/mail.h"

#define MAIL_SHORTEST 50 /* microseconds */
#define MAIL_LONGEST 2000

void mail_sleep(guint *pause) {
  *pause = CLAMP(*pause + *pause / 2, MAIL_SHORTEST, MAIL_LONGEST);
  g_usleep(*pause);
}

guint mail_started(void) {
  static const char *const name[] = {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "PMIX_SIZE"};
  for (gsize i = 0; i < G_N_ELEMENTS(name); i++) {
    guint64 count;
    const char *text = g_getenv(name[i]);
    if (text && g_ascii_string_to_unsigned(text, 10, 1, G_MAXUINT, &count, NULL)) return (guint)count;
  }
  return g_getenv("PMIX_RANK") ? 1 : 0;
}

GByteArray *mail_wait(guint from, guint about) {
  GByteArray *octets;
  guint pause = 0;
  while (!mail_look(from, about, &octets, NULL)) mail_sleep(&pause);
  return octets;
}
