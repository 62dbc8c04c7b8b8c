/* inject: one BGP speaker that says what it is told, for the network of net.sh.
 *
 *   inject LOCAL REMOTE ASN FOLDER HEX...
 *
 * Dials until the session is established, then sends the n-th message when FOLDER/send-n is there, and stays, without
 * dialling again when the session is lost, until FOLDER/end is there or two minutes are over. */
#include "scenarios/decode/hex.h"
#include "tests/daemons/peer.h"

#include <arpa/inet.h>
#include <glib.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>

enum { INJECT_STEP = 20, INJECT_REDIAL = 25, INJECT_SECONDS = 120 };

static bool told(const char *folder, const char *what, int which) {
  g_autofree char *path = g_strdup_printf(which ? "%s/%s-%d" : "%s/%s", folder, what, which);
  return g_file_test(path, G_FILE_TEST_EXISTS);
}

static void step(struct peer *peer, int turn) {
  struct pollfd each = {.fd = peer->fd, .events = peer_events(peer)};
  if (peer->state == PEER_DOWN && turn % INJECT_REDIAL == 0) peer_dial(peer);
  if (poll(&each, 1, INJECT_STEP) > 0 && each.revents) peer_receive(peer);
}

int main(int argc, char **argv) {
  if (argc < 6) return 2;
  struct peer *peer = g_new0(struct peer, 1);
  struct in_addr id = {0};
  inet_pton(AF_INET, argv[1], &id);
  *peer = (struct peer){.local = argv[1],
                        .remote = argv[2],
                        .asn = (uint32_t)atol(argv[3]),
                        .as4 = true,
                        .refresh = true,
                        .id = ntohl(id.s_addr)};
  signal(SIGPIPE, SIG_IGN);
  peer_init(peer);
  int sent = 0;
  gint64 end = g_get_monotonic_time() + INJECT_SECONDS * G_USEC_PER_SEC;
  for (int turn = 0; g_get_monotonic_time() < end && !told(argv[4], "end", 0); turn++) {
    step(peer, turn);
    if (peer->state != PEER_ESTABLISHED || sent == argc - 5 || !told(argv[4], "send", sent + 1)) continue;
    g_autoptr(GByteArray) bytes = hex_parse(argv[5 + sent++], NULL);
    g_assert_nonnull(bytes);
    peer_send(peer, bytes->data, bytes->len);
  }
  peer_close(peer);
  g_free(peer);
  return 0;
}
