/* peer.h: one end of a BGP session with the daemon under test.
 *
 * Speaks as much as it takes to get to Established and to stay there: OPEN with capabilities, KEEPALIVE. From then
 * on octets go out as the caller gives them, right or wrong, and every UPDATE that comes in goes to `update`.
 * Nothing here waits: the caller polls `fd` and calls peer_receive.
 */
#ifndef TESTS_DAEMONS_PEER_H
#define TESTS_DAEMONS_PEER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum peer_state {
  PEER_DOWN,        /* no connection */
  PEER_OPENING,     /* connecting, or waiting for OPEN and KEEPALIVE */
  PEER_ESTABLISHED, /* both have said KEEPALIVE */
  PEER_LOST,        /* was established and is no more */
};

struct peer {
  const char *local, *remote; /* IPv4 addresses in text */
  uint32_t asn, id;
  bool as4, refresh;                                               /* capabilities to offer */
  void (*update)(void *data, const uint8_t *bytes, size_t length); /* NULL: nobody wants to know */
  void *data;

  int fd; /* -1: none */
  enum peer_state state;
  bool connected;
  bool notified; /* a NOTIFICATION came: */
  uint8_t code, subcode;
  size_t updates; /* that came */
  uint8_t in[65536];
  size_t held;
};

/* Clears what is not configuration. */
void peer_init(struct peer *peer);
/* Begins to connect; the state stays PEER_DOWN when that cannot be. */
void peer_dial(struct peer *peer);
/* What poll should look for. */
short peer_events(const struct peer *peer);
/* Takes what has come. An end before Established leads back to PEER_DOWN. */
void peer_receive(struct peer *peer);
/* Sends all of it; a connection that breaks meanwhile shows at the next peer_receive. */
void peer_send(struct peer *peer, const uint8_t *bytes, size_t length);
void peer_close(struct peer *peer);

#endif
