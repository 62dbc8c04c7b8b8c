#include "scenarios/settings/keys.h"

#include "scenarios/settings/mistake.h"
#include "scenarios/settings/nearest.h"

#include <string.h>

#define ASSUMED "assumed"

static const struct keys_entry keys_table[] = {
    {"scenario", "title", KEYS_TEXT, "", NULL, "one line for lists and reports"},
    {"scenario", "summary", KEYS_TEXT, "", NULL, "a paragraph for the report"},
    {"scenario", "base", KEYS_TEXT, NULL, NULL,
     "scenario whose settings hold where this one says nothing; its variants, comparisons and claims stay its own"},
    {"scenario", "start", KEYS_INSTANT, NULL, NULL,
     "the time at which the run begins, for settings given as times of day"},
    {"scenario", "duration", KEYS_DURATION, "2 h", NULL, "simulated time"},
    {"scenario", "seed", KEYS_COUNT, "1", NULL, "first seed"},

    {"topology", "file", KEYS_TEXT, NULL, NULL, "map; without one a map is generated"},
    {"topology", "like", KEYS_COUNT, "2012", NULL, "generated map: like the Internet of which January, 1998 to 2025"},
    {"topology", "ases", KEYS_COUNT, "5000", NULL, "generated map: how many ASes; 0: as many as that year had"},
    {"topology", "countries", KEYS_TEXT, NULL, NULL, "CSV file asn,country: regions and places of the map's ASes"},
    {"topology", "weights", KEYS_TEXT, NULL, NULL,
     "CSV file asn,prefixes[,addresses]: what the map's ASes originate; who is not in it, nothing"},
    {"topology", "seed", KEYS_COUNT, "1", NULL, "of the prefix counts, where nobody gives them"},
    {"topology", "prefixes", KEYS_COUNT, "385000", "assumed: size of the IPv4 table in late 2011, interpolated",
     "real prefixes in the whole table, to which the counts of the ASes are scaled, unless topology.weights gives "
     "them"},
    {"topology", "delay_low", KEYS_DURATION, "2 ms", ASSUMED, "shortest one-way link delay"},
    {"topology", "delay_high", KEYS_DURATION, "80 ms", ASSUMED, "longest one-way link delay"},
    {"topology", "exchange_share", KEYS_SHARE, "0 %", ASSUMED, "peer links that run over an exchange fabric"},

    {"inside", "asn", KEYS_ASN_LIST, NULL, NULL, "ASes that are many routers instead of one"},
    {"inside", "map", KEYS_TEXT, "generate", NULL,
     "their PoPs and links: a table that came with the program, a file (our own tables, Rocketfuel, GraphML), a folder "
     "with edges.lat and edges.wt, or generate"},
    {"inside", "pops", KEYS_COUNT, "20", ASSUMED, "for generate: how many PoPs"},
    {"inside", "routers_per_pop", KEYS_COUNT, "2", ASSUMED, "in every PoP of which the map names no routers"},
    {"inside", "mesh", KEYS_TEXT, "full", ASSUMED, "iBGP: full, or reflectors (RFC 4456)"},
    {"inside", "reflectors", KEYS_COUNT, "4", ASSUMED, "for reflectors: clusters of two reflectors each"},
    {"inside", "attach_peers", KEYS_COUNT, "6", ASSUMED, "PoPs at which a peer, sibling or provider is attached"},
    {"inside", "attach_transit", KEYS_COUNT, "2", ASSUMED, "... a customer that has customers"},
    {"inside", "attach_stubs", KEYS_COUNT, "1", ASSUMED, "... a customer that has none"},
    {"inside", "igp_convergence", KEYS_DURATION, "1 s", ASSUMED,
     "from a change of a link inside to new ways at all routers"},

    {"platforms", "shares", KEYS_MIX, "ios 55 %, junos 45 %", ASSUMED, "what ASes run, drawn by chance for each"},
    {"platforms", "pinned", KEYS_PINS, NULL, ASSUMED, "ASes whose platform is known"},
    {"platforms", "knows_type", KEYS_COUNT, NULL, NULL, "attribute type that only some know"},
    {"platforms", "knows_share", KEYS_SHARE, "0 %", ASSUMED, "ASes that know that type, and so parse it"},
    {"platforms", "corrupts_type", KEYS_COUNT, NULL, NULL, "attribute type that some damage when they send it on"},
    {"platforms", "corrupts_share", KEYS_SHARE, "0 %", ASSUMED, "ASes that do, among those that do not know it"},

    {"routing", "sender_loop_check", KEYS_SWITCH, "no", ASSUMED, "offer no path to a neighbour that is on it"},
    {"routing", "jitter", KEYS_SWITCH, "yes", NULL, "timers jittered (RFC 4271 section 10)"},
    {"routing", "bfd", KEYS_DURATION, NULL, ASSUMED,
     "interval between the packets of BFD on every session, instead of the platforms'"},
    {"routing", "bfd_multiplier", KEYS_COUNT, "3", ASSUMED, "... so many of them missing are a failure"},
    {"routing", "graceful_restart", KEYS_TEXT, NULL, ASSUMED,
     "no, helper or yes (RFC 4724) for everybody, instead of the platforms'; with yes the FIB outlives the process"},
    {"routing", "graceful_notification", KEYS_SWITCH, NULL, ASSUMED,
     "the N bit of RFC 8538 for everybody, instead of the platforms'"},

    {"routing", "link_rate", KEYS_RATE, "0 /s", ASSUMED,
     "prefixes that a link carries in a table transfer; 0: as many as its ends can"},

    {"cards", "carriers", KEYS_CARDS, NULL, ASSUMED, "ASes with line cards that can crash, and how many each has"},
    {"cards", "factor", KEYS_NUMBER, "1", ASSUMED, "multiplies these numbers"},
    {"cards", "vulnerable", KEYS_SHARE, "100 %", ASSUMED, "of their cards: have the defect"},
    {"cards", "patched", KEYS_SHARE, "0 %", NULL, "of those: were fixed before the run"},
    {"cards", "placement", KEYS_TEXT, "chance", ASSUMED,
     "which session is on which card: chance, round-robin, or kind (customers, peers, ... have cards of their own)"},
    {"cards", "model", KEYS_TEXT, "hazard", ASSUMED, "how a card crashes: hazard, ktree or pattern; each a hypothesis"},
    {"cards", "corrupt_p", KEYS_NUMBER, "0.001", ASSUMED, "hazard: p_c, chance that a delete leaves latent damage"},
    {"cards", "trip_p", KEYS_NUMBER, "0.000001", ASSUMED, "hazard: p_a, chance that an add trips one latent damage"},
    {"cards", "trigger_trip_p", KEYS_NUMBER, "0.001", ASSUMED, "hazard: the same for an add of a trigger prefix"},
    {"cards", "flaw", KEYS_SWITCH, "yes", ASSUMED, "ktree: its delete leaves stale descriptors behind"},
    {"cards", "siblings", KEYS_COUNT, "2", ASSUMED,
     "ktree: where so many other children, 0 to 3, stand beside a four-way node that collapses"},
    {"cards", "concrete", KEYS_COUNT, "16", ASSUMED,
     "ktree: concrete prefixes that a followed origin gets in the tree"},
    {"cards", "ipv6_share", KEYS_SHARE, "2 %", ASSUMED, "ktree: of those, IPv6"},
    {"cards", "histories", KEYS_COUNT, "4", ASSUMED,
     "ktree: different histories among the cards of a router before the run; 0: every card its own"},
    {"cards", "pattern", KEYS_TEXT, NULL, ASSUMED,
     "pattern: add NAME, and conditions: present NAME, absent NAME, deleted NAME within 60 s, deleted 1000 within 60 "
     "s; "
     "names of triggers, numbers of real prefixes"},
    {"cards", "deletes_before", KEYS_NUMBER, "0", ASSUMED,
     "deletes that a card has seen since it booted, before the run"},
    {"cards", "change_share", KEYS_SHARE, "0 %", ASSUMED, "next-hop changes that a card carries out as delete and add"},
    {"cards", "fib_rate", KEYS_RATE, "5000 /s", ASSUMED, "prefixes that a card installs"},
    {"cards", "krt_share", KEYS_SHARE, "10 %", ASSUMED,
     "of that, what installs get while the routing engine is receiving UPDATEs or tables"},
    {"cards", "boot_low", KEYS_DURATION, "120 s", ASSUMED, "shortest boot, before the FIB is loaded"},
    {"cards", "boot_high", KEYS_DURATION, "270 s", ASSUMED, "longest boot"},

    {"trigger", "origin", KEYS_ORIGIN, "stub", ASSUMED,
     "the AS that announces it; stub: a multihomed stub drawn by chance"},
    {"trigger", "prefix", KEYS_PREFIX, "198.51.100.0/24", NULL, "what is announced"},
    {"trigger", "attributes", KEYS_HEX, "40 01 01 00", NULL, "path attributes but AS_PATH and NEXT_HOP, as bytes"},
    {"trigger", "update", KEYS_HEX, NULL, NULL, "instead: a whole UPDATE whose attributes are taken"},
    {"trigger", "file", KEYS_TEXT, NULL, NULL, "instead: an MRT archive, plain, gzip or bzip2, ..."},
    {"trigger", "record", KEYS_COUNT, NULL, NULL, "... and in it the record, counted from 1, whose UPDATE is taken"},
    {"trigger", "announce", KEYS_WHEN, "60 s", NULL, "when"},
    {"trigger", "withdraw", KEYS_WHEN, NULL, NULL, "when it ends; without this, never"},
    {"trigger", "repeat", KEYS_DURATION, "0", ASSUMED,
     "time between announcements, with a withdrawal halfway; 0: announced once"},

    {"event", "kind", KEYS_TEXT, NULL, NULL,
     "cut, mend, fail, restore (links); crash, patch (cards of routers); crash-process (of routers); handle (errors, "
     "from now on so); leak (every route to everybody); hijack (prefixes of others)"},
    {"event", "at", KEYS_WHEN, "60 s", NULL, "when it begins"},
    {"event", "over", KEYS_DURATION, "0", NULL, "time over which its parts are spread evenly"},
    {"event", "links", KEYS_LINKS, NULL, NULL, "for links"},
    {"event", "routers", KEYS_ASN_LIST, NULL, NULL,
     "for cards, processes and handle: whose; without this, everybody's; for leak and hijack: who does it"},
    {"event", "pops", KEYS_NAMES, NULL, NULL,
     "in expanded ASes: only links that end in these PoPs, only cards and processes there; for links inside an AS, "
     "between any of these and, when there is one, all others"},
    {"event", "cards", KEYS_CARDS, NULL, NULL, "for cards: these, an AS number and a card of it, counted from 1"},
    {"event", "share", KEYS_SHARE, "100 %", NULL,
     "for cards and processes: how many of them, drawn by chance; for hijack: of the prefixes that are followed"},
    {"event", "strategy", KEYS_TEXT, NULL, NULL,
     "for handle: what they follow then, where no group or neighbor is narrower"},
    {"event", "until", KEYS_WHEN, NULL, NULL, "for leak and hijack: when it ends; without this, never"},
    {"event", "neighbor", KEYS_ASN_LIST, NULL, NULL, "for leak: to these; without this, to everybody"},
    {"event", "origins", KEYS_ASN_LIST, NULL, NULL, "for hijack: whose prefixes; without this, everybody's"},

    {"handling", "routers", KEYS_ASN_LIST, NULL, NULL, "whose configuration this is; without this, everybody's"},
    {"handling", "group", KEYS_NAMES, NULL, NULL,
     "for their sessions with these: customers, siblings, peers, providers, AS numbers; narrower than without"},
    {"handling", "neighbor", KEYS_ASN_LIST, NULL, NULL, "for their sessions with these; narrowest"},
    {"handling", "strategy", KEYS_TEXT, NULL, NULL,
     "error handling; without this, what wider levels say, or is compared"},
    {"handling", "malformed_route_limit", KEYS_COUNT, NULL, NULL,
     "hidden malformed routes of a session; beyond it they are thrown away; 1000 where no level says otherwise"},
    {"handling", "no_malformed_route_limit", KEYS_SWITCH, NULL, NULL, "yes: as many as there are"},
    {"handling", "malformed_update_log_interval", KEYS_DURATION, NULL, NULL,
     "the first malformed UPDATE is logged, the others counted for so long; 300 s where no level says otherwise"},
    {"handling", "keep_none", KEYS_SWITCH, NULL, NULL, "yes: malformed routes are thrown away, not hidden"},

    {"damping", "routers", KEYS_ASN_LIST, NULL, NULL, "who damps flapping routes; without this, everybody"},
    {"damping", "share", KEYS_SHARE, "100 %", ASSUMED, "of these, drawn by chance"},
    {"damping", "group", KEYS_NAMES, NULL, NULL,
     "heard from these: customers, siblings, peers, providers, AS numbers; without this, from all over eBGP"},
    {"damping", "set", KEYS_TEXT, "cisco", "published: RFC 7196 section 3, table 1",
     "cisco, juniper, rfc7196 (threshold 6000) or rfc7196-conservative (12000): the numbers, but for those that "
     "follow"},
    {"damping", "withdrawal", KEYS_NUMBER, NULL, NULL, "penalty of a withdrawal"},
    {"damping", "announcement", KEYS_NUMBER, NULL, NULL, "... of an announcement after a withdrawal"},
    {"damping", "change", KEYS_NUMBER, NULL, NULL, "... of an announcement in place of another"},
    {"damping", "suppress", KEYS_NUMBER, NULL, NULL, "penalty above which a route is suppressed"},
    {"damping", "reuse", KEYS_NUMBER, NULL, NULL, "penalty at which it is used again"},
    {"damping", "ceiling", KEYS_NUMBER, NULL, NULL,
     "greatest penalty; 0: that from which max_suppress leads down to reuse"},
    {"damping", "half_life", KEYS_DURATION, NULL, NULL, "in which a penalty decays by half"},
    {"damping", "max_suppress", KEYS_DURATION, NULL, NULL, "longest suppression after the last flap"},
    {"damping", "session_loss", KEYS_TEXT, NULL, NULL,
     "does what to the routes of a lost session: keep (no charge, the penalty decays on), flap (as if withdrawn), "
     "forget"},

    {"limit", "routers", KEYS_ASN_LIST, NULL, NULL, "who limits what neighbours announce; without this, everybody"},
    {"limit", "share", KEYS_SHARE, "100 %", ASSUMED, "of these, drawn by chance"},
    {"limit", "group", KEYS_NAMES, NULL, NULL,
     "these neighbours: customers, siblings, peers, providers, AS numbers; without this, all of eBGP"},
    {"limit", "maximum", KEYS_COUNT, NULL, NULL, "real prefixes that a session may carry"},
    {"limit", "factor", KEYS_NUMBER, NULL, NULL, "instead: so many times what it carries at rest"},
    {"limit", "warning", KEYS_SHARE, "75 %", "published: Cisco's reference of neighbor maximum-prefix",
     "of the maximum, above which a line is logged; 0: none"},
    {"limit", "teardown", KEYS_SWITCH, "yes", NULL, "end the session above the maximum; no: log another line"},
    {"limit", "idle_timeout", KEYS_TEXT, NULL, NULL,
     "how long it stays down then, or forever: until an event of kind restore; without this, as the platform has it"},

    {"rov", "routers", KEYS_ASN_LIST, NULL, ASSUMED,
     "who validates origins (RFC 6811): routes found invalid are rejected"},
    {"rov", "share", KEYS_SHARE, "0 %", ASSUMED, "... and so many others, drawn by chance"},
    {"rov", "tier1", KEYS_SWITCH, "no", ASSUMED, "yes: ... and the tier-1 clique of the map"},
    {"rov", "roas", KEYS_TEXT, NULL, NULL,
     "CSV file asn,prefix,max length, as validators export it: the ROAs. Origins that it names have one for what is "
     "followed of theirs"},
    {"rov", "signed", KEYS_SHARE, "0 %", ASSUMED, "origins that have one, besides those, drawn by chance"},

    {"roa", "prefix", KEYS_PREFIX, NULL, NULL, "one ROA more: for this prefix"},
    {"roa", "asn", KEYS_COUNT, NULL, NULL, "... this origin; 0: none"},
    {"roa", "max_length", KEYS_COUNT, NULL, NULL, "... up to this length; without this, that of the prefix"},
    {"roa", "at", KEYS_WHEN, NULL, NULL, "when it is issued; without this, long ago"},
    {"roa", "until", KEYS_WHEN, NULL, NULL, "when it expires or is revoked; without this, never"},

    {"otc", "routers", KEYS_ASN_LIST, NULL, ASSUMED, "who sets and checks ONLY_TO_CUSTOMER (RFC 9234)"},
    {"otc", "share", KEYS_SHARE, "0 %", ASSUMED, "... and so many others, drawn by chance"},
    {"otc", "tier1", KEYS_SWITCH, "no", ASSUMED, "yes: ... and the tier-1 clique of the map"},

    {"rule", "routers", KEYS_ASN_LIST, NULL, ASSUMED,
     "whose rule this is; without routers, share and tier1, everybody's"},
    {"rule", "share", KEYS_SHARE, "0 %", ASSUMED, "... and of so many others, drawn by chance"},
    {"rule", "tier1", KEYS_SWITCH, "no", ASSUMED, "yes: ... and of the tier-1 clique of the map"},
    {"rule", "direction", KEYS_TEXT, "import", NULL, "import or export"},
    {"rule", "group", KEYS_NAMES, NULL, NULL,
     "for routes from (to) these: customers, siblings, peers, providers, AS numbers; without this, all over eBGP"},
    {"rule", "prefix", KEYS_PREFIX, NULL, NULL, "for this prefix of a trigger and all in it"},
    {"rule", "longer_than", KEYS_COUNT, NULL, NULL, "for an AS_PATH of more hops than this"},
    {"rule", "containing", KEYS_ASN_LIST, NULL, NULL, "for an AS_PATH that holds this AS"},
    {"rule", "path", KEYS_TEXT, NULL, NULL, "for this AS_PATH, the neighbour first: 3356 174"},
    {"rule", "attribute", KEYS_COUNT, NULL, NULL, "for routes with an attribute of this type"},
    {"rule", "community", KEYS_TEXT, NULL, NULL,
     "for routes with this community: 65000:120, no-export, nopeer, graceful-shutdown, blackhole ..."},
    {"rule", "action", KEYS_TEXT, "reject", NULL,
     "reject; drop (the attribute; like any rule on one it acts before what is wrong with it is looked at); prefer, "
     "avoid (import: ahead of customer over peer over provider); prepend (export: the own AS)"},
    {"rule", "amount", KEYS_COUNT, "1", ASSUMED, "for prefer and avoid, 1 to 127: by so much; for prepend: so often"},
    {"rule", "at", KEYS_WHEN, NULL, NULL, "when it is configured; without this, long ago"},
    {"rule", "until", KEYS_WHEN, NULL, NULL, "when it is taken out; without this, never"},

    {"origins", "sample", KEYS_SAMPLE, "200", NULL,
     "origins whose prefixes are followed: so many, such a share of them, drawn by tier and customer cone in "
     "proportion "
     "to prefixes, or all"},
    {"origins", "planes", KEYS_TEXT, "auto", NULL,
     "joint: all in one world; two: sessions first, then each origin alone; auto: two where jointly it would take more "
     "than 4 GiB"},
    {"origins", "pilots", KEYS_COUNT, "100", ASSUMED,
     "in two planes, origins that stand for all where line cards or iBGP join them; those whose own way is lost "
     "again and again are the likeliest"},
    {"origins", "pilot_work", KEYS_SHARE, "5 %", ASSUMED,
     "... fewer, where they would take more than this share of what all origins are guessed to take: the session "
     "run is one job"},
    {"origins", "rounds", KEYS_COUNT, "1", NULL,
     "in two planes, session runs at most; each but the first has what others than its pilots fed line cards"},

    {"measure", "focus", KEYS_ASN_LIST, NULL, NULL, "networks whose own recovery is timed"},
    {"measure", "bin", KEYS_DURATION, "10 s", NULL, "width of a step of the time series"},
    {"measure", "samples", KEYS_COUNT, "12", NULL, "instants at which delays are compared"},

    {"measure", "blame_rows", KEYS_COUNT, "200", NULL, "causes of a cell in blame.csv, the rest in one row; 0: all"},
    {"measure", "blame_checks", KEYS_COUNT, NULL, NULL,
     "greatest causes that are checked by a run without them; without this, 5, or fewer where a run is long"},
    {"measure", "blame_every", KEYS_SWITCH, "no", NULL,
     "yes: checked in every variant, strategy and seed; no: in the first alone"},

    {"compare", "strategies", KEYS_NAMES, "rfc4271, rfc7606", NULL, "strategies that everybody runs, in turn"},
    {"compare", "variants", KEYS_NAMES, NULL, NULL, "variants, in order; without this, all in the file"},
    {"compare", "seeds", KEYS_COUNT, "1", NULL, "how many seeds"},
    {"compare", "adoption", KEYS_SHARE_LIST, NULL, NULL, "sweep: shares of ASes that run adoption_strategy"},
    {"compare", "adoption_strategy", KEYS_TEXT, "rfc7606", NULL, "... what they adopt"},
    {"compare", "base_strategy", KEYS_TEXT, "rfc4271", NULL, "... what the others run"},
    {"compare", "adoption_variants", KEYS_NAMES, NULL, NULL, "variants that are swept; without this, the first"},
    {"compare", "sensitivity", KEYS_SWITCH, "no", NULL,
     "yes: what is fitted or assumed is halved and doubled, one parameter at a time, as with --sensitivity"},
    {"compare", "reason", KEYS_TEXT, NULL, NULL, "why strategies come out equal, if they do"},

    {"expect", "figure", KEYS_TEXT, NULL, NULL, "column of summary.csv that is judged, or equal-strategies"},
    {"expect", "text", KEYS_TEXT, NULL, NULL, "the claim in words"},
    {"expect", "variant", KEYS_TEXT, NULL, NULL, "in which variant; without this, the first"},
    {"expect", "strategy", KEYS_TEXT, NULL, NULL, "under which strategy; without this, the first"},
    {"expect", "low", KEYS_NUMBER, NULL, NULL, "the figure, as in summary.csv, is not less"},
    {"expect", "high", KEYS_NUMBER, NULL, NULL, "... and not more"},
    {"expect", "above", KEYS_TEXT, NULL, NULL, "... and greater than under this strategy"},
    {"expect", "published", KEYS_TEXT, NULL, NULL, "what was published"},
    {"expect", "source", KEYS_TEXT, NULL, NULL, "where"},

    {"variant", "title", KEYS_TEXT, NULL, NULL,
     "one line; every other key is GROUP.KEY = value, a setting that it changes"},
    {"sources", "*", KEYS_TEXT, NULL, NULL, "GROUP.KEY = published: ... | fitted: ... | assumed: ..."},
};

static gboolean keys_named(const char *group) {
  static const char *const named[] = {"inside", "trigger", "event", "handling", "damping",
                                      "limit",  "roa",     "rule",  "expect",   "variant"};
  for (gsize i = 0; i < G_N_ELEMENTS(named); i++)
    if (strcmp(group, named[i]) == 0) return TRUE;
  return FALSE;
}

const struct keys_entry *keys_all(gsize *count) {
  *count = G_N_ELEMENTS(keys_table);
  return keys_table;
}

/* "trigger NAME" is of class "trigger". */
static char *keys_class(const char *group) { return g_strndup(group, strcspn(group, " ")); }

static gboolean keys_check_name(const char *class, const char *group, GError **error) {
  const char *name = group + strlen(class);
  if (!keys_named(class))
    return *name ? mistake_set(error, MISTAKE_UNKNOWN, "group [%s] takes no name, found [%s]", class, group) : TRUE;
  if (*name) name++;
  if (!*name || strspn(name, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_") != strlen(name))
    return mistake_set(error, MISTAKE_UNKNOWN,
                       "[%s] found, expected a name of letters, digits, - and _ as in [%s NAME]", group, class);
  return TRUE;
}

gboolean keys_check_group(const char *group, GError **error) {
  g_autofree char *class = keys_class(group);
  struct nearest nearest = {.typed = class};
  for (gsize i = 0; i < G_N_ELEMENTS(keys_table); i++) nearest_offer(&nearest, keys_table[i].group);
  if (nearest.distance)
    return mistake_set(error, MISTAKE_UNKNOWN, "unknown group [%s], nearest is [%s]", group, nearest.name);
  return keys_check_name(class, group, error);
}

const struct keys_entry *keys_find(const char *group, const char *key, GError **error) {
  if (!keys_check_group(group, error)) return NULL;
  g_autofree char *class = keys_class(group);
  struct nearest nearest = {.typed = key};
  for (gsize i = 0; i < G_N_ELEMENTS(keys_table); i++) {
    if (strcmp(keys_table[i].group, class) != 0) continue;
    if (strcmp(keys_table[i].key, key) == 0) return &keys_table[i];
    nearest_offer(&nearest, keys_table[i].key);
  }
  mistake_set(error, MISTAKE_UNKNOWN, "unknown key '%s' in [%s], nearest is '%s'", key, group, nearest.name);
  return NULL;
}
