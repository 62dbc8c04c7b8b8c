#include "tests/daemons/peer.h"

#include "models/bgp/wire.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PEER_PORT = 179, PEER_HOLD = 180, PEER_SEND_WAIT = 2000 };
/* Capability codes of RFC 4760, RFC 2918 and RFC 6793. */
enum { CAPABILITY_MULTIPROTOCOL = 1, CAPABILITY_REFRESH = 2, CAPABILITY_AS4 = 65 };

void peer_init(struct peer *peer) {
  peer->fd = -1;
  peer->state = PEER_DOWN;
  peer->connected = peer->notified = false;
  peer->code = peer->subcode = 0;
  peer->updates = peer->held = 0;
}

void peer_close(struct peer *peer) {
  if (peer->fd >= 0) close(peer->fd);
  peer->fd = -1;
  peer->connected = false;
  peer->held = 0;
}

static void peer_end(struct peer *peer) {
  peer_close(peer);
  peer->state = peer->state == PEER_ESTABLISHED ? PEER_LOST : PEER_DOWN;
}

static struct sockaddr_in peer_address(const char *text, unsigned port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  inet_pton(AF_INET, text, &address.sin_addr);
  return address;
}

void peer_dial(struct peer *peer) {
  struct sockaddr_in from = peer_address(peer->local, 0), to = peer_address(peer->remote, PEER_PORT);
  peer->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (peer->fd < 0) return;
  bool fine = bind(peer->fd, (struct sockaddr *)&from, sizeof from) == 0 &&
              (connect(peer->fd, (struct sockaddr *)&to, sizeof to) == 0 || errno == EINPROGRESS);
  peer->notified = false;
  if (fine) peer->state = PEER_OPENING;
  else peer_close(peer);
}

short peer_events(const struct peer *peer) {
  return peer->state == PEER_OPENING && !peer->connected ? POLLIN | POLLOUT : POLLIN;
}

/* The one optional parameter that there is: capabilities (RFC 5492). */
static void capability_put(struct wire_buffer *out, unsigned code, const void *value, size_t length) {
  wire_put8(out, code);
  wire_put8(out, (unsigned)length);
  wire_put(out, value, length);
}

static void capabilities_put(struct wire_buffer *out, const struct peer *peer) {
  static const uint8_t ipv4[] = {0, 1, 0, 1}, ipv6[] = {0, 2, 0, 1};
  uint32_t asn = htonl(peer->asn);
  capability_put(out, CAPABILITY_MULTIPROTOCOL, ipv4, sizeof ipv4);
  capability_put(out, CAPABILITY_MULTIPROTOCOL, ipv6, sizeof ipv6);
  if (peer->refresh) capability_put(out, CAPABILITY_REFRESH, NULL, 0);
  if (peer->as4) capability_put(out, CAPABILITY_AS4, &asn, sizeof asn);
}

static void open_send(struct peer *peer) {
  uint8_t bytes[128], room[64];
  struct wire_buffer out = {.bytes = bytes, .room = sizeof bytes}, offer = {.bytes = room, .room = sizeof room};
  capabilities_put(&offer, peer);
  wire_begin_message(&out, WIRE_OPEN);
  wire_put8(&out, 4);
  wire_put16(&out, peer->asn);
  wire_put16(&out, PEER_HOLD);
  wire_put32(&out, peer->id);
  wire_put8(&out, (unsigned)offer.length + 2);
  wire_put8(&out, 2);
  wire_put8(&out, (unsigned)offer.length);
  wire_put(&out, offer.bytes, offer.length);
  wire_end_message(&out, 0);
  peer_send(peer, out.bytes, out.length);
}

static void keepalive_send(struct peer *peer) {
  uint8_t bytes[WIRE_HEADER];
  struct wire_buffer out = {.bytes = bytes, .room = sizeof bytes};
  wire_begin_message(&out, WIRE_KEEPALIVE);
  wire_end_message(&out, 0);
  peer_send(peer, out.bytes, out.length);
}

void peer_send(struct peer *peer, const uint8_t *bytes, size_t length) {
  while (peer->fd >= 0 && length > 0) {
    ssize_t sent = send(peer->fd, bytes, length, MSG_NOSIGNAL);
    struct pollfd ready = {.fd = peer->fd, .events = POLLOUT};
    if (sent < 0 && errno == EAGAIN && poll(&ready, 1, PEER_SEND_WAIT) > 0) continue;
    if (sent < 0) return;
    bytes += sent;
    length -= (size_t)sent;
  }
}

static void message_take(struct peer *peer, const uint8_t *bytes, size_t length) {
  switch (bytes[WIRE_HEADER - 1]) {
  case WIRE_OPEN:
    keepalive_send(peer);
    break;
  case WIRE_KEEPALIVE:
    if (peer->state == PEER_OPENING) peer->state = PEER_ESTABLISHED;
    break;
  case WIRE_UPDATE:
    peer->updates++;
    if (peer->update) peer->update(peer->data, bytes, length);
    break;
  case WIRE_NOTIFICATION:
    if (length < WIRE_HEADER + 2) break;
    peer->notified = true;
    peer->code = bytes[WIRE_HEADER];
    peer->subcode = bytes[WIRE_HEADER + 1];
    break;
  default:
    break;
  }
}

static void messages_take(struct peer *peer) {
  size_t at = 0;
  while (peer->held - at >= WIRE_HEADER) {
    size_t length = wire_get16(peer->in + at + WIRE_MARKER);
    if (length < WIRE_HEADER || length > peer->held - at) break;
    message_take(peer, peer->in + at, length);
    at += length;
  }
  memmove(peer->in, peer->in + at, peer->held - at);
  peer->held -= at;
}

static bool connection_made(struct peer *peer) {
  int trouble = 0;
  socklen_t size = sizeof trouble;
  struct pollfd ready = {.fd = peer->fd, .events = POLLOUT};
  if (poll(&ready, 1, 0) == 0) return false;
  getsockopt(peer->fd, SOL_SOCKET, SO_ERROR, &trouble, &size);
  if (trouble) {
    peer_end(peer);
    return false;
  }
  peer->connected = true;
  open_send(peer);
  return true;
}

void peer_receive(struct peer *peer) {
  if (peer->fd < 0 || (!peer->connected && !connection_made(peer))) return;
  while (peer->fd >= 0) {
    ssize_t got = recv(peer->fd, peer->in + peer->held, sizeof peer->in - peer->held, 0);
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) {
      peer_end(peer);
      return;
    }
    peer->held += (size_t)got;
    messages_take(peer);
  }
}
