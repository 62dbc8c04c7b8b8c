#include "scenarios/commands/options.h"

#include "scenarios/settings/mistake.h"

static GOptionContext *options_context(const struct options *options) {
  g_autofree char *usage = g_strdup_printf("%s", options->arguments ? options->arguments : "");
  GOptionContext *context = g_option_context_new(usage);
  GOptionGroup *group = g_option_group_new(options->command, "", "", options->context, NULL);
  g_option_group_add_entries(group, options->entries);
  g_option_context_set_main_group(context, group);
  g_option_context_set_summary(context, options->summary);
  if (options->description) g_option_context_set_description(context, options->description);
  return context;
}

gboolean options_parse(const struct options *options, int argc, char **argv, char ***rest, GError **error) {
  GOptionContext *context = options_context(options);
  char **words = g_new0(char *, argc + 1);
  for (int i = 1; i < argc; i++) words[i] = g_strdup(argv[i]);
  words[0] = g_strdup_printf("faultline %s", options->command);
  g_set_prgname(words[0]);
  gboolean fine = g_option_context_parse_strv(context, &words, error);
  g_option_context_free(context);
  if (!fine) g_prefix_error(error, "%s: ", options->command);
  else if (!rest && words[1])
    fine = mistake_set(error, MISTAKE_SYNTAX, "%s: unexpected argument '%s' (see faultline %s --help)",
                       options->command, words[1], options->command);
  if (fine && rest) *rest = g_strdupv(words + (words[0] ? 1 : 0));
  g_strfreev(words);
  return fine;
}
