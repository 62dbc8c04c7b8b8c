#include "tests/daemons/theatre.h"

#include "models/bgp/update.h"

#include <arpa/inet.h>
#include <poll.h>
#include <string.h>

enum { THEATRE_STEP = 20, THEATRE_REDIAL = 40, THEATRE_AFTER_LOSS = 300 };

static const char *const prefixes[SEEN_PREFIXES] = {"198.51.100.0/24", "203.0.113.0/24", "2001:db8:100::/48",
                                                    "2001:db8:200::/48", "192.0.2.0/24"};

static gint64 milliseconds(void) { return g_get_monotonic_time() / 1000; }

void theatre_init(struct theatre *theatre, const char *session) {
  bool inside = strcmp(session, "ibgp") == 0;
  theatre->injector = (struct peer){.local = "10.0.1.1",
                                    .remote = "10.0.1.2",
                                    .asn = inside ? 65002 : 65001,
                                    .id = 0x0a000001,
                                    .as4 = strcmp(session, "as2") != 0,
                                    .refresh = true};
  theatre->observer = (struct peer){.local = "10.0.3.3",
                                    .remote = "10.0.3.2",
                                    .asn = inside ? 65002 : 65003,
                                    .id = 0x0a000003,
                                    .as4 = true,
                                    .update = seen_update};
  theatre->observer.data = &theatre->seen;
  theatre->dut.mode = session;
  memset(&theatre->seen, 0, sizeof theatre->seen);
  for (size_t i = 0; i < SEEN_PREFIXES; i++) prefix_parse(prefixes[i], &theatre->seen.route[i].prefix);
  peer_init(&theatre->injector);
  peer_init(&theatre->observer);
}

/* Lets things happen for a while; sooner back when something came. */
static void theatre_pump(struct theatre *theatre, int wait) {
  struct peer *peers[] = {&theatre->injector, &theatre->observer};
  struct pollfd each[2];
  for (size_t i = 0; i < 2; i++) each[i] = (struct pollfd){.fd = peers[i]->fd, .events = peer_events(peers[i])};
  if (poll(each, 2, wait) <= 0) return;
  for (size_t i = 0; i < 2; i++)
    if (each[i].revents) peer_receive(peers[i]);
}

/* A clean route, as whoever plays the injector would send it. */
static void route_send(struct theatre *theatre, size_t which) {
  static const uint8_t next_hop[] = {10, 0, 1, 1}, next_hop6[16] = {0x20, 0x01, 0x0d, 0xb8, 0, 1, [15] = 1};
  static const uint8_t local_pref[] = {0, 0, 0, 100};
  struct peer *from = &theatre->injector;
  const struct prefix *prefix = &theatre->seen.route[which].prefix;
  bool six = prefix->family == PREFIX_IPV6, inside = from->asn == theatre->observer.asn;
  const uint32_t path[] = {from->asn, THEATRE_OLD};
  uint8_t bytes[256], rest[128], nlri[PREFIX_WIRE];
  struct wire_buffer out = {.bytes = bytes, .room = sizeof bytes}, set = {.bytes = rest, .room = sizeof rest};
  size_t taken = prefix_write(prefix, nlri);
  wire_put_attribute(&set, WIRE_TRANSITIVE, 1, 1);
  wire_put8(&set, 0);
  wire_put_path(&set, WIRE_TRANSITIVE, path + inside, 2u - inside, from->as4 ? 4 : 2);
  wire_put_attribute(&set, six ? WIRE_OPTIONAL : WIRE_TRANSITIVE, six ? 14 : 3, six ? 21 + taken : 4);
  if (six) wire_put(&set, (const uint8_t[]){0, 2, 1, 16}, 4);
  wire_put(&set, six ? next_hop6 : next_hop, six ? 16 : 4);
  if (six) wire_put8(&set, 0);
  if (six) wire_put(&set, nlri, taken);
  if (inside) wire_put_attribute(&set, WIRE_TRANSITIVE, 5, 4);
  if (inside) wire_put(&set, local_pref, 4);
  wire_begin_message(&out, WIRE_UPDATE);
  wire_put16(&out, 0);
  wire_put16(&out, (unsigned)set.length);
  wire_put(&out, set.bytes, set.length);
  if (!six) wire_put(&out, nlri, taken);
  wire_end_message(&out, 0);
  peer_send(from, out.bytes, out.length);
}

static bool sessions_begin(struct theatre *theatre, gint64 until) {
  struct peer *peers[] = {&theatre->injector, &theatre->observer};
  gint64 dial = 0;
  while (milliseconds() < until && dut_runs(&theatre->dut)) {
    bool redial = milliseconds() >= dial;
    for (size_t i = 0; i < 2; i++)
      if (redial && peers[i]->state == PEER_DOWN) peer_dial(peers[i]);
    if (redial) dial = milliseconds() + THEATRE_REDIAL;
    if (peers[0]->state == PEER_DOWN && peers[1]->state == PEER_DOWN) g_usleep(THEATRE_STEP * 1000);
    theatre_pump(theatre, THEATRE_STEP);
    if (peers[0]->state == PEER_ESTABLISHED && peers[1]->state == PEER_ESTABLISHED) return true;
  }
  return false;
}

static bool routes_wait(struct theatre *theatre, size_t first, size_t last, gint64 until) {
  while (milliseconds() < until && theatre->observer.state == PEER_ESTABLISHED) {
    size_t here = 0;
    for (size_t i = first; i <= last; i++) here += theatre->seen.route[i].present;
    if (here == last - first + 1) return true;
    theatre_pump(theatre, THEATRE_STEP);
  }
  return false;
}

bool theatre_open(struct theatre *theatre) {
  gint64 until = milliseconds() + theatre->patience.start;
  if (!dut_start(&theatre->dut) || !sessions_begin(theatre, until)) return false;
  for (size_t i = THEATRE_P; i <= THEATRE_Q6; i++) route_send(theatre, i);
  return routes_wait(theatre, THEATRE_P, THEATRE_Q6, until);
}

void theatre_play(struct theatre *theatre, const uint8_t *bytes, size_t length) {
  const struct theatre_patience *patience = &theatre->patience;
  gint64 start = milliseconds(), heard = start;
  size_t before = theatre->observer.updates;
  seen_mark(&theatre->seen);
  peer_send(&theatre->injector, bytes, length);
  for (;;) {
    gint64 now = milliseconds();
    bool lost = theatre->injector.state != PEER_ESTABLISHED;
    int least = lost ? THEATRE_AFTER_LOSS : patience->least;
    if (now - start >= patience->most || (now - start >= least && now - heard >= patience->silent)) return;
    theatre_pump(theatre, THEATRE_STEP);
    if (theatre->observer.updates != before) heard = milliseconds();
    before = theatre->observer.updates;
    if (lost && theatre->observer.state != PEER_ESTABLISHED) g_usleep(THEATRE_STEP * 1000);
  }
}

bool theatre_epilogue(struct theatre *theatre) {
  if (theatre->injector.state != PEER_ESTABLISHED) return false;
  route_send(theatre, THEATRE_F);
  gint64 until = milliseconds() + theatre->patience.most;
  while (milliseconds() < until && theatre->injector.state == PEER_ESTABLISHED)
    if (routes_wait(theatre, THEATRE_F, THEATRE_F, milliseconds() + THEATRE_STEP)) return true;
  return false;
}

void theatre_close(struct theatre *theatre) {
  peer_close(&theatre->injector);
  peer_close(&theatre->observer);
  dut_stop(&theatre->dut);
}
