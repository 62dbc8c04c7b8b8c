/* command_topology_extract.c: faultline topology extract. */
#include "scenarios/commands/command_topology.h"
#include "scenarios/commands/options.h"
#include "scenarios/settings/mistake.h"
#include "scenarios/settings/units.h"
#include "topologies/map/extract.h"

struct wish {
  char *cone, *around, *path, *to;
  gint64 hops; /* -1: not given */
  enum command_topology_format format;
};

static gboolean wish_check(struct wish *wish, GError **error) {
  if (!wish->cone == !wish->around)
    return mistake_set(error, MISTAKE_VALUE, "topology extract: found %s, expected --cone AS or --around AS --hops N",
                       wish->cone ? "--cone and --around" : "neither --cone nor --around");
  if (wish->around && wish->hops == -1)
    return mistake_set(error, MISTAKE_VALUE, "--around: found no --hops, expected --hops N");
  if (wish->around && wish->hops < 1)
    return mistake_set(error, MISTAKE_VALUE, "--hops: found %" G_GINT64_FORMAT ", expected 1 or more", wish->hops);
  if (wish->cone && wish->hops != -1)
    return mistake_set(error, MISTAKE_VALUE, "--hops: found with --cone, expected with --around");
  return command_topology_format(wish->to, wish->path, &wish->format, error);
}

static void tell(const struct map *map, const struct map *cut) {
  struct extract_loss loss = extract_compare(map, cut);
  fprintf(stderr,
          "faultline: note: left out %u of %u ASes and %u of %u links; cut at the border: %u to providers, %u to "
          "customers, %u to peers, %u to siblings\n"
          "faultline: note: inside, %u lost all providers and %u the way to the clique; of the clique ",
          loss.ases, map->ases, loss.links, map->links, loss.providers, loss.customers, loss.peers, loss.siblings,
          loss.orphans, loss.cut_off);
  if (loss.clique) fprintf(stderr, "%u of %u are left\n", loss.clique, map->clique_size);
  else fprintf(stderr, "none is left, a new one of %u was inferred\n", cut->clique_size);
}

static struct map *cut_out(const struct map *map, const struct wish *wish, uint32_t as, GError **error) {
  struct adjacency *adjacency = adjacency_new(map);
  g_autofree gboolean *inside = wish->cone ? extract_cone(adjacency, as)
                                           : extract_around(adjacency, as, (uint32_t)MIN(wish->hops, UINT32_MAX));
  struct map *cut = extract_cut(map, inside);
  adjacency_free(adjacency);
  if (!cut) mistake_set(error, MISTAKE_VALUE, "--cone: AS%u has no customers, expected an AS with some", map->asn[as]);
  return cut;
}

static gboolean extract_from(const struct map *map, const struct wish *wish, GError **error) {
  const char *option = wish->cone ? "--cone" : "--around";
  uint32_t asn;
  if (!units_asn(wish->cone ? wish->cone : wish->around, &asn, error)) {
    g_prefix_error(error, "%s: ", option);
    return FALSE;
  }
  uint32_t as = map_find(map, asn);
  if (as == UINT32_MAX) return mistake_set(error, MISTAKE_VALUE, "%s: AS%u is not on the map", option, asn);
  struct map *cut = cut_out(map, wish, as, error);
  gboolean good = cut && command_topology_save(cut, wish->path, wish->format, error);
  if (good) tell(map, cut);
  map_free(cut);
  return good;
}

static gboolean extract(const char *file, const struct wish *wish, GError **error) {
  struct map *map = command_topology_load((struct topology_options){.file = file}, error);
  gboolean good = map && extract_from(map, wish, error);
  map_free(map);
  return good;
}

static void wish_clear(struct wish *wish) {
  g_free(wish->cone);
  g_free(wish->around);
  g_free(wish->path);
  g_free(wish->to);
}

gboolean command_topology_extract(int argc, char **argv, GError **error) {
  struct wish wish = {.hops = -1};
  const GOptionEntry entries[] = {
      {"cone", 'c', 0, G_OPTION_ARG_STRING, &wish.cone, "this AS, its customers, their customers, and so on", "AS"},
      {"around", 'a', 0, G_OPTION_ARG_STRING, &wish.around, "all ASes that --hops links lead to from this one", "AS"},
      {"hops", 'n', 0, G_OPTION_ARG_INT64, &wish.hops, "how many links", "N"},
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &wish.path, "where to (default: standard output)", "FILE"},
      {"to", 't', 0, G_OPTION_ARG_STRING, &wish.to, "as-rel or graphml (default: graphml for a .graphml FILE)",
       "FORMAT"},
      {0},
  };
  const struct options options = {
      .command = "topology extract",
      .arguments = "[FILE]",
      .summary = "Cut a small map out of a large one (the embedded map without FILE); what is lost is said on stderr.",
      .entries = entries};
  g_auto(GStrv) rest = NULL;
  const char *file;
  gboolean good = options_parse(&options, argc, argv, &rest, error) &&
                  command_topology_one_file(rest, FALSE, &file, error) && wish_check(&wish, error) &&
                  extract(file, &wish, error);
  wish_clear(&wish);
  return good;
}
