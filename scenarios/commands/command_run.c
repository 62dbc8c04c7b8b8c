#include "scenarios/commands/command.h"

#include "scenarios/commands/run_options.h"
#include "scenarios/run/deposit.h"

static gboolean run_all(struct run_options *options, int argc, char **argv, gboolean *failed, GError **error) {
  struct campaign *campaign = &options->campaign;
  gboolean fine = mail_begin(&campaign->mail, error) && run_options_parse(options, argc, argv, error);
  for (char **name = options->scenarios; fine && *name; name++) fine = campaign_run(campaign, *name, failed, error);
  for (guint i = 0; campaign->finished && i < campaign->finished->len; i++)
    deposits_remove(campaign->finished->pdata[i]);
  return fine;
}

int command_run(int argc, char **argv) {
  struct run_options options = {.seeds = 0};
  GError *error = NULL;
  gboolean failed = FALSE, fine = run_all(&options, argc, argv, &failed, &error);
  struct mail mail = options.campaign.mail;
  run_options_clear(&options);
  enum command_status status = failed ? COMMAND_CLAIMS_FAILED : COMMAND_DONE;
  if (!fine && mail.rank == 0) status = command_mistake(error);
  else g_clear_error(&error);
  mail_end(&mail);
  return status;
}
