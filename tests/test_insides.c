/* Groups [inside NAME] from outside: what they take, what they refuse, and what a run with them gives. */
#include "scenarios/plan/insides.h"

#include "tests/program.h"
#include "tests/recount.h"
#include "topologies/growth/generate.h"

#include <string.h>

#define TAIL                                                                                                           \
  "[scenario]\nduration = 4 min\n[origins]\nsample = 10\n[compare]\nstrategies = rfc4271\n"                            \
  "[trigger t]\norigin = 3356\nannounce = 60 s\nwithdraw = 200 s\n"

struct fixture {
  char *folder, *map;
};

static void setup(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  fixture->folder = program_folder();
  fixture->map = g_build_filename(fixture->folder, "map.graphml", NULL);
  g_autofree char *line = g_strdup_printf("topology generate --ases 300 --seed 4 --output %s", fixture->map);
  struct program program = program_run(line);
  g_assert_cmpint(program.status, ==, 0);
  program_clear(&program);
}

static void teardown(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  program_remove(fixture->folder);
  g_free(fixture->folder);
  g_free(fixture->map);
}

/* Runs a scenario `name`.ini of this text into out/; the folder with the results (g_free). */
static char *run(const struct fixture *fixture, const char *out, const char *text) {
  g_autofree char *path = program_write(fixture->folder, "s.ini", text);
  g_autofree char *line = g_strdup_printf("run %s --quiet --topology %s --out %s/%s", path, fixture->map,
                                          fixture->folder, out);
  struct program program = program_run(line);
  g_assert_cmpstr(program.err, ==, "");
  g_assert_cmpint(program.status, ==, 0);
  program_clear(&program);
  return g_build_filename(fixture->folder, out, "s", NULL);
}

/* The same octets in every file that is the same for one seed. */
static void one_router_is_none(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  static const char cards[] = TAIL "[cards]\ncarriers = 3356 4, 174 2\ntrigger_trip_p = 0.1\ncorrupt_p = 0.1\n"
                                   "deletes_before = 1000\n[event e]\nkind = cut\nat = 70 s\nlinks = 3356-174\n";
  static const char *const same[] = {"summary.csv", "timeline.csv", "regions.csv", "events.csv", "compare.csv"};
  g_autofree char *inside = g_strconcat(
      cards, "[inside a]\nasn = 3356, 174\nmap = generate\npops = 1\nrouters_per_pop = 1\n", NULL);
  g_autofree char *one = run(fixture, "one", cards), *other = run(fixture, "other", inside);
  for (gsize i = 0; i < G_N_ELEMENTS(same); i++) {
    g_autofree char *a = program_read(one, same[i]), *b = program_read(other, same[i]);
    g_assert_cmpstr(a, ==, b);
    if (strcmp(same[i], "events.csv") == 0) g_assert_nonnull(strstr(a, ",card-crash,"));
  }
}

static guint count_events(const char *folder, const char *event, const char *place) {
  g_autofree char *text = program_read(folder, "events.csv");
  struct recount_table *table = recount_parse(text);
  guint count = 0;
  for (guint row = 0; row < recount_rows(table); row++)
    count += strcmp(recount_field(table, row, "event"), event) == 0 &&
             (strstr(recount_field(table, row, "place"), place) ||
              strstr(recount_field(table, row, "peer_place"), place));
  recount_free(table);
  return count;
}

/* London has 15 links to other PoPs. */
static void pops_are_cut_off(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  g_autofree char *out = run(fixture, "cut",
                             TAIL "[inside l]\nasn = 3356\nmap = level3-2011\nmesh = reflectors\n"
                                  "[event e]\nkind = cut\nat = 70 s\nlinks = 3356-3356\npops = London\n"
                                  "[event f]\nkind = mend\nat = 200 s\nlinks = 3356-3356\n"
                                  "pops = London\n");
  g_assert_cmpuint(count_events(out, "link-down", "London"), ==, 15);
  g_assert_cmpuint(count_events(out, "link-up", "London"), ==, 15);
  g_autofree char *two = run(fixture, "two",
                             TAIL "[inside l]\nasn = 3356\nmap = level3-2011\n[event e]\nkind = cut\n"
                                  "at = 70 s\nlinks = 3356-3356\npops = London, Paris\n");
  g_assert_cmpuint(count_events(two, "link-down", ""), ==, 1);
}

/* Every session between the two networks, or those in one city. */
static void links_are_all_parallel(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  static const char inside[] = TAIL "[inside l]\nasn = 3356, 174\nmap = level3-2011\nattach_peers = 4\n"
                                    "[event e]\nkind = cut\nat = 70 s\nlinks = 3356-174\n";
  g_autofree char *all = run(fixture, "all", inside);
  g_assert_cmpuint(count_events(all, "link-down", ""), ==, 4);
  g_autofree char *nowhere = g_strconcat(inside, "pops = Honolulu\n", NULL);
  g_autofree char *few = run(fixture, "few", nowhere);
  g_assert_cmpuint(count_events(few, "link-down", ""), <=, 1);
}

static void regions_are_told_apart(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  g_autofree char *bare = program_write(fixture->folder, "bare.txt",
                                        "3356|174|0\n3356|7|-1\n3356|8|-1\n3356|9|-1\n"
                                        "174|7|-1\n9|10|-1\n");
  g_autofree char *path = program_write(fixture->folder, "s.ini",
                                        TAIL "[inside l]\nasn = 3356\nmap = level3-2011\nmesh = reflectors\n");
  g_autofree char *line = g_strdup_printf("run %s --quiet --topology %s --out %s", path, bare, fixture->folder);
  struct program program = program_run(line);
  g_assert_cmpint(program.status, ==, 0);
  program_clear(&program);
  g_autofree char *out = g_build_filename(fixture->folder, "s", NULL), *text = program_read(out, "regions.csv");
  struct recount_table *table = recount_parse(text);
  guint64 ases = 0;
  for (guint row = 0; row < recount_rows(table); row++)
    ases += g_ascii_strtoull(recount_field(table, row, "ases"), NULL, 10);
  g_assert_cmpuint(ases, ==, 6);
  recount_free(table);
}

static void mistakes_are_one_line(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  static const struct {
    const char *group, *message;
  } wrong[] = {
      {"[inside l]\nmap = level3-2011\n", "0: [inside l] asn: missing"},
      {"[inside l]\nasn = 3356\nmap = nosuch\n", "15: [inside l] map: nosuch: No such file or directory"},
      {"[inside l]\nasn = 3356\nmesh = half\n", "15: [inside l] mesh: 'half' found, expected full or reflectors"},
      {"[inside l]\nasn = 3356\npops = 0\n", "15: [inside l] pops: 0 found, expected 1 to 400"},
      {"[inside l]\nasn = 3356\nattach_peers = 0\n", "15: [inside l] attach_peers: 0 found, expected 1 to 64"},
      {"[inside l]\nasn = 3356\nmap = level3-2011\nrouters_per_pop = 16\n",
       "16: [inside l] routers_per_pop: 16 in each of 63 PoPs, expected at most 1000 routers in all"},
      {"[inside l]\nasn = 3356\n[inside m]\nasn = 3356\n", "16: [inside m] asn: AS3356 has an inside already"},
      {"[inside l]\nasn = 3356\nmap = level3-2011\n[event e]\nkind = cut\nlinks = 3356-174\npops = Lodnon\n",
       "19: [event e] pops: 'Lodnon' found, expected a PoP of an AS that has an [inside NAME]"},
      {"[event e]\nkind = cut\nlinks = 3356-3356\n",
       "15: [event e] links: AS3356 has no [inside NAME] and so no links within"},
      {"[inside l]\nasn = 3356\n[event e]\nkind = fail\nlinks = 3356-3356\n",
       "17: [event e] links: links inside an AS can be cut and mended, not fail"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
    g_autofree char *text = g_strconcat(TAIL "[measure]\nbin = 10 s\n", wrong[i].group, NULL);
    g_autofree char *path = program_write(fixture->folder, "s.ini", text);
    g_autofree char *place = g_str_has_prefix(wrong[i].message, "0: ")
                                 ? g_strdup_printf("%s: %s", path, wrong[i].message + 3)
                                 : g_strdup_printf("%s:%s", path, wrong[i].message);
    g_autofree char *line = g_strdup_printf("run %s --quiet --topology %s", path, fixture->map);
    program_expect_mistake(line, place);
  }
}

/* What others published: a folder of PoPs, routers of a .cch, GraphML. */
static void published_maps_are_read(void) {
  static const struct {
    const char *file;
    uint32_t pops, routers; /* at least */
  } known[] = {{"data/rocketfuel/3356-pop", 63, 126},
               {"data/rocketfuel/1239-pop", 40, 80},
               {"data/rocketfuel/3356.r0.cch", 40, 400},
               {"data/graphml/Cogentco.graphml", 150, 300}};
  struct map *map = generate_map(&(struct generate_options){.ases = 500, .year = 2012, .seed = 3});
  g_autofree char *folder = program_folder();
  for (gsize i = 0; i < G_N_ELEMENTS(known); i++) {
    g_autofree char *file = program_shared(known[i].file);
    if (!file) break;
    g_autofree char *text = g_strdup_printf(TAIL "[inside l]\nasn = 3356\nmap = %s\n", file);
    g_autofree char *path = program_write(folder, "s.ini", text);
    GError *error = NULL;
    struct scenario *scenario = scenario_load(path, &error);
    g_assert_no_error(error);
    struct insides *insides = insides_load(scenario, map, 1, &error);
    g_assert_no_error(error);
    const struct inside *inside = insides->inside->pdata[0];
    g_assert_cmpuint(inside->pops, >=, known[i].pops);
    g_assert_cmpuint(inside->routers, >=, known[i].routers);
    g_assert_cmpuint(insides->expansion->routers, ==, map->ases - 1 + inside->routers);
    insides_free(insides);
    scenario_free(scenario);
  }
  program_remove(folder);
  map_free(map);
}

#define ADD(name, function) g_test_add("/insides/" name, struct fixture, NULL, setup, function, teardown)

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  ADD("an AS of one router runs as one that has no inside", one_router_is_none);
  ADD("a PoP is cut off, or one link between two", pops_are_cut_off);
  ADD("a link between two ASes is all their sessions", links_are_all_parallel);
  ADD("a map without regions gets them from the PoPs", regions_are_told_apart);
  ADD("mistakes are one line", mistakes_are_one_line);
  g_test_add_func("/insides/published maps are read", published_maps_are_read);
  return g_test_run();
}
