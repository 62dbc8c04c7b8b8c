/* stream.c: TCP in order, then BGP in messages.
 *
 * A direction has octets that are in order and not yet a message (`data`), the sequence number that comes next, and
 * segments that came too early. After a gap it is `lost`: nothing tells where a message begins but the marker, and a
 * marker counts when the length and type behind it could be true.
 */
#include "scenarios/decode/stream.h"

#include "models/bgp/message.h"

#include <string.h>

enum { STREAM_KEY = 2 * 19, TYPES = 5 };

struct early {
  uint32_t sequence;
  size_t length, missing;
  uint8_t *bytes;
};

struct half {
  struct frame_end from, to;
  bool known, lost;
  uint32_t next;
  GByteArray *data;
  GArray *early; /* struct early, in order */
  size_t waiting;
  uint8_t *open_bytes; /* the OPEN that went this way, NULL: none yet */
  struct open open;
  bool agreed;
  struct open_session session;
};

struct connection {
  struct half half[2];
};

struct stream_set {
  GHashTable *connections; /* by two ends in order */
  GPtrArray *order;        /* of their beginnings */
  stream_sink *sink;
  void *data;
  uint32_t seconds, microseconds; /* of the segment at hand */
  uint64_t given_up;
};

struct way {
  struct stream_set *set;
  struct half *this, *other;
};

static void early_clear(gpointer data) { g_free(((struct early *)data)->bytes); }

static void half_init(struct half *half, const struct frame_end *from, const struct frame_end *to) {
  *half = (struct half){.from = *from, .to = *to, .data = g_byte_array_new()};
  half->early = g_array_new(FALSE, FALSE, sizeof(struct early));
  g_array_set_clear_func(half->early, early_clear);
}

static void half_clear(struct half *half) {
  g_byte_array_unref(half->data);
  g_array_unref(half->early);
  g_free(half->open_bytes);
}

static void connection_free(gpointer data) {
  struct connection *connection = data;
  half_clear(&connection->half[0]);
  half_clear(&connection->half[1]);
  g_free(connection);
}

static guint key_hash(gconstpointer key) {
  const uint8_t *octet = key;
  guint hash = 5381;
  for (unsigned i = 0; i < STREAM_KEY; i++) hash = hash * 33 + octet[i];
  return hash;
}

static gboolean key_equal(gconstpointer a, gconstpointer b) { return memcmp(a, b, STREAM_KEY) == 0; }

struct stream_set *stream_set_new(stream_sink *sink, void *data) {
  struct stream_set *set = g_new0(struct stream_set, 1);
  set->connections = g_hash_table_new_full(key_hash, key_equal, g_free, NULL);
  set->order = g_ptr_array_new_with_free_func(connection_free);
  set->sink = sink;
  set->data = data;
  return set;
}

void stream_set_free(struct stream_set *set) {
  g_hash_table_unref(set->connections);
  g_ptr_array_unref(set->order);
  g_free(set);
}

static void key_put(uint8_t *key, const struct frame_end *end) {
  memcpy(key, end->address, 16);
  key[16] = end->family;
  key[17] = (uint8_t)(end->port >> 8);
  key[18] = (uint8_t)end->port;
}

static struct way find(struct stream_set *set, const struct frame_segment *segment) {
  uint8_t from[STREAM_KEY / 2], to[STREAM_KEY / 2], key[STREAM_KEY];
  key_put(from, &segment->from);
  key_put(to, &segment->to);
  bool turned = memcmp(from, to, sizeof from) > 0;
  memcpy(key, turned ? to : from, sizeof from);
  memcpy(key + sizeof from, turned ? from : to, sizeof from);
  struct connection *connection = g_hash_table_lookup(set->connections, key);
  if (!connection) {
    connection = g_new0(struct connection, 1);
    half_init(&connection->half[turned], &segment->from, &segment->to);
    half_init(&connection->half[!turned], &segment->to, &segment->from);
    g_hash_table_insert(set->connections, g_memdup2(key, sizeof key), connection);
    g_ptr_array_add(set->order, connection);
  }
  return (struct way){set, &connection->half[turned], &connection->half[!turned]};
}

/* Both ends' views of what two OPENs agree on. */
static void agree(const struct way *way) {
  struct half *this = way->this, *other = way->other;
  if (!this->open_bytes || !other->open_bytes) return;
  this->agreed = other->agreed = true;
  open_negotiate(&other->open, &this->open, &this->session);
  open_negotiate(&this->open, &other->open, &other->session);
}

static void heed_open(const struct way *way, const uint8_t *bytes, size_t length) {
  struct half *half = way->this;
  struct notification error;
  struct open open;
  if (length < WIRE_HEADER || bytes[WIRE_HEADER - 1] != WIRE_OPEN) return;
  if (!open_parse(bytes + WIRE_HEADER, length - WIRE_HEADER, &open, &error)) return;
  g_free(half->open_bytes);
  half->open_bytes = g_memdup2(bytes, length);
  g_assert_true(open_parse(half->open_bytes + WIRE_HEADER, length - WIRE_HEADER, &half->open, &error));
  agree(way);
}

static void emit(const struct way *way, const uint8_t *bytes, size_t length) {
  const struct half *half = way->this;
  heed_open(way, bytes, length);
  struct stream_message message = {
      .seconds = way->set->seconds,
      .microseconds = way->set->microseconds,
      .from = &half->from,
      .to = &half->to,
      .bytes = bytes,
      .length = length,
      .agreed = half->agreed,
      .from_as = half->open_bytes ? open_as(&half->open) : 0,
      .to_as = way->other->open_bytes ? open_as(&way->other->open) : 0,
  };
  if (half->agreed) message.session = half->session;
  way->set->sink(&message, way->set->data);
}

static bool is_marker(const uint8_t *at) {
  static const uint8_t marker[WIRE_MARKER] = {255, 255, 255, 255, 255, 255, 255, 255,
                                              255, 255, 255, 255, 255, 255, 255, 255};
  return memcmp(at, marker, sizeof marker) == 0;
}

static size_t longest(const struct half *half) {
  return half->agreed && !half->session.extended ? WIRE_MESSAGE_MAX : MESSAGE_EXTENDED_MAX;
}

static bool is_header(const struct half *half, const uint8_t *at) {
  size_t length = wire_get16(at + WIRE_MARKER);
  return is_marker(at) && length >= WIRE_HEADER && length <= longest(half);
}

/* Octets to leave out before what may be a message. */
static size_t search(const struct half *half, const uint8_t *at, size_t left) {
  for (size_t i = 0; i + WIRE_HEADER <= left; i++) {
    unsigned type = at[i + WIRE_HEADER - 1];
    if (at[i] == 255 && is_header(half, at + i) && type >= 1 && type <= TYPES) return i;
  }
  return left - (WIRE_HEADER - 1);
}

/* One message or one step of the search; 0: more is needed. */
static size_t step(const struct way *way, const uint8_t *at, size_t left) {
  struct half *half = way->this;
  if (left < WIRE_HEADER) return 0;
  if (half->lost) {
    size_t skipped = search(half, at, left);
    half->lost = skipped + WIRE_HEADER > left;
    way->set->given_up += skipped;
    if (skipped) return skipped;
    if (half->lost) return 0;
  }
  size_t length = wire_get16(at + WIRE_MARKER);
  if (!is_header(half, at)) { /* the receiver answers it and hangs up */
    emit(way, at, WIRE_HEADER);
    half->lost = true;
    return WIRE_HEADER;
  }
  if (length > left) return 0;
  emit(way, at, length);
  return length;
}

static void take_messages(const struct way *way) {
  GByteArray *data = way->this->data;
  size_t at = 0, taken;
  while (data->len > at && (taken = step(way, data->data + at, data->len - at)) > 0) at += taken;
  if (at) g_byte_array_remove_range(data, 0, (guint)at);
}

/* Nothing is known of the next octets. */
static void lose(const struct way *way, size_t octets) {
  struct half *half = way->this;
  way->set->given_up += octets + half->data->len;
  g_byte_array_set_size(half->data, 0);
  half->next += (uint32_t)octets;
  half->lost = true;
}

/* What comes next in order, or has come before in part or whole. */
static void append(const struct way *way, const struct early *piece) {
  struct half *half = way->this;
  uint32_t old = half->next - piece->sequence;
  if (old < piece->length) {
    g_byte_array_append(half->data, piece->bytes + old, (guint)(piece->length - old));
    half->next += (uint32_t)(piece->length - old);
    take_messages(way);
    old = (uint32_t)piece->length;
  }
  if (old < piece->length + piece->missing) lose(way, piece->length + piece->missing - old);
}

static void drain(const struct way *way) {
  struct half *half = way->this;
  while (half->early->len) {
    struct early piece = g_array_index(half->early, struct early, 0);
    if ((int32_t)(piece.sequence - half->next) > 0) return;
    g_array_index(half->early, struct early, 0).bytes = NULL;
    g_array_remove_index(half->early, 0);
    half->waiting -= piece.length;
    append(way, &piece);
    g_free(piece.bytes);
  }
}

static void skip_gap(const struct way *way) {
  const struct half *half = way->this;
  lose(way, g_array_index(half->early, struct early, 0).sequence - half->next);
  drain(way);
}

static void keep_early(const struct way *way, const struct early *piece) {
  struct half *half = way->this;
  guint at = half->early->len;
  while (at > 0 && (int32_t)(g_array_index(half->early, struct early, at - 1).sequence - piece->sequence) > 0) at--;
  struct early copy = *piece;
  copy.bytes = g_memdup2(piece->bytes, piece->length);
  g_array_insert_val(half->early, at, copy);
  half->waiting += piece->length;
  while (half->waiting > STREAM_WAITING) skip_gap(way);
}

static void finish(const struct way *way) {
  while (way->this->early->len) skip_gap(way);
}

static void begin(const struct way *way, uint32_t next) {
  struct half *half = way->this;
  if (half->known && half->next == next) return; /* the same SYN again */
  finish(way);
  way->set->given_up += half->data->len;
  g_byte_array_set_size(half->data, 0);
  g_clear_pointer(&half->open_bytes, g_free);
  half->agreed = way->other->agreed = false;
  half->known = true;
  half->lost = false;
  half->next = next;
}

void stream_set_add(struct stream_set *set, const struct frame_segment *segment, uint32_t seconds,
                    uint32_t microseconds) {
  if (segment->from.port != STREAM_PORT && segment->to.port != STREAM_PORT) return;
  struct way way = find(set, segment);
  struct early piece = {.sequence = segment->sequence + segment->syn,
                        .length = segment->length,
                        .missing = segment->missing,
                        .bytes = (uint8_t *)segment->bytes};
  set->seconds = seconds;
  set->microseconds = microseconds;
  if (segment->syn) begin(&way, piece.sequence);
  if (!way.this->known) {
    way.this->known = way.this->lost = true;
    way.this->next = piece.sequence;
  }
  if (piece.length + piece.missing > 0) {
    if ((int32_t)(piece.sequence - way.this->next) > 0) keep_early(&way, &piece);
    else append(&way, &piece);
    drain(&way);
  }
  if (segment->fin || segment->reset) finish(&way);
}

uint64_t stream_set_finish(struct stream_set *set) {
  for (guint i = 0; i < set->order->len; i++) {
    struct connection *connection = set->order->pdata[i];
    for (unsigned turned = 0; turned < 2; turned++) {
      struct way way = {set, &connection->half[turned], &connection->half[!turned]};
      finish(&way);
      set->given_up += way.this->data->len;
    }
  }
  return set->given_up;
}
