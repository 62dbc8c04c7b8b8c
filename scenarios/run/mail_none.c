/* mail_none.c: a build without Open MPI. */
#include "scenarios/run/mail.h"
#include "scenarios/settings/mistake.h"

gboolean mail_can(void) { return FALSE; }

gboolean mail_begin(struct mail *mail, GError **error) {
  *mail = (struct mail){.count = 1, .here = 1};
  if (mail_started() < 2) return TRUE;
  return mistake_set(error, MISTAKE_SYNTAX, "this is one of %u processes, but faultline was built without Open MPI",
                     mail_started());
}

void mail_end(const struct mail *mail) { (void)mail; }

void mail_send(guint to, guint about, const GByteArray *octets) {
  (void)to, (void)about, (void)octets;
  g_assert_not_reached();
}

gboolean mail_look(guint from, guint about, GByteArray **octets, guint *sender) {
  (void)from, (void)about, (void)octets, (void)sender;
  g_assert_not_reached();
}
