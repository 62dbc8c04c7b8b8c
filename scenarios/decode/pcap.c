#include "scenarios/decode/pcap.h"

enum { FILE_HEADER = 24, PACKET_HEADER = 16 };
enum { SECTION = 0x0a0d0d0a, INTERFACE = 1, SIMPLE_PACKET = 3, ENHANCED_PACKET = 6, BLOCK_MIN = 12 };
enum { OPTION_RESOLUTION = 9 };
#define MICROSECONDS UINT64_C(1000000)
#define NANOSECONDS UINT64_C(1000000000)

static uint16_t get16(const struct pcap *pcap, const uint8_t *at) {
  uint16_t value = wire_get16(at);
  return pcap->swapped ? GUINT16_SWAP_LE_BE(value) : value;
}

static uint32_t get32(const struct pcap *pcap, const uint8_t *at) {
  uint32_t value = wire_get32(at);
  return pcap->swapped ? GUINT32_SWAP_LE_BE(value) : value;
}

static size_t left_of(const struct pcap *pcap) { return (size_t)(pcap->file.end - pcap->file.at); }

static enum wire_step stop(struct pcap *pcap, enum wire_step step) {
  pcap->file.at = pcap->file.end;
  return step;
}

static bool open_classic(struct pcap *pcap) {
  static const struct {
    uint32_t magic;
    bool swapped;
    uint64_t per_second;
  } kinds[] = {
      {0xa1b2c3d4, false, MICROSECONDS},
      {0xd4c3b2a1, true, MICROSECONDS},
      {0xa1b23c4d, false, NANOSECONDS},
      {0x4d3cb2a1, true, NANOSECONDS},
  };
  if (left_of(pcap) < FILE_HEADER) return false;
  for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
    if (wire_get32(pcap->file.at) != kinds[i].magic) continue;
    pcap->swapped = kinds[i].swapped;
    uint16_t link = (uint16_t)get32(pcap, pcap->file.at + 20); /* what stands above speaks of checksums */
    pcap->interface[0] = (struct pcap_interface){link, kinds[i].per_second};
    pcap->count = 1;
    pcap->file.at += FILE_HEADER;
    return true;
  }
  return false;
}

bool pcap_open(struct pcap *pcap, const uint8_t *bytes, size_t length) {
  *pcap = (struct pcap){.file = {bytes, bytes + length}};
  pcap->blocks = length >= 4 && wire_get32(bytes) == SECTION;
  return pcap->blocks || open_classic(pcap);
}

static void packet_time(struct pcap_packet *packet, uint64_t units, uint64_t per_second) {
  packet->seconds = (uint32_t)(units / per_second);
  packet->microseconds = (uint32_t)((double)(units % per_second) / (double)per_second * 1e6);
}

static enum wire_step next_classic(struct pcap *pcap, struct pcap_packet *packet) {
  const uint8_t *at = pcap->file.at;
  if (left_of(pcap) == 0) return WIRE_END;
  if (left_of(pcap) < PACKET_HEADER) return stop(pcap, WIRE_UNDERRUN);
  size_t length = get32(pcap, at + 8);
  if (length > left_of(pcap) - PACKET_HEADER) return stop(pcap, WIRE_OVERRUN);
  *packet = (struct pcap_packet){.link = pcap->interface[0].link, .bytes = at + PACKET_HEADER, .length = length};
  packet_time(packet, get32(pcap, at + 4), pcap->interface[0].per_second);
  packet->seconds += get32(pcap, at);
  pcap->file.at = packet->bytes + length;
  return WIRE_ITEM;
}

struct block {
  uint32_t type;
  const uint8_t *body;
  size_t length;
};

static enum wire_step next_block(struct pcap *pcap, struct block *block) {
  const uint8_t *at = pcap->file.at;
  size_t left = left_of(pcap);
  if (left == 0) return WIRE_END;
  if (left < BLOCK_MIN) return stop(pcap, WIRE_UNDERRUN);
  if (wire_get32(at) == SECTION) pcap->swapped = wire_get32(at + 8) == 0x4d3c2b1a;
  size_t length = get32(pcap, at + 4);
  if (length < BLOCK_MIN || length % 4 || length > left) return stop(pcap, WIRE_OVERRUN);
  *block = (struct block){get32(pcap, at), at + 8, length - BLOCK_MIN};
  pcap->file.at = at + length;
  return WIRE_ITEM;
}

/* A power of ten, or of two with the highest bit set; past 64 bits nobody measures. */
static uint64_t resolution(unsigned value) {
  unsigned power = value & 0x7f;
  uint64_t units = 1;
  if (value & 0x80) return power < 63 ? UINT64_C(1) << power : MICROSECONDS;
  if (power > 18) return MICROSECONDS;
  while (power--) units *= 10;
  return units;
}

static void add_interface(struct pcap *pcap, const struct block *block) {
  const uint8_t *at = block->body + 8, *end = block->body + block->length;
  if (block->length < 8 || pcap->count == PCAP_INTERFACES) return;
  struct pcap_interface *interface = &pcap->interface[pcap->count++];
  *interface = (struct pcap_interface){get16(pcap, block->body), MICROSECONDS};
  while (end - at >= 4) {
    unsigned code = get16(pcap, at), length = get16(pcap, at + 2);
    if ((ptrdiff_t)length > end - at - 4 || code == 0) return;
    if (code == OPTION_RESOLUTION && length > 0) interface->per_second = resolution(at[4]);
    at += MIN((ptrdiff_t)(4 + (length + 3) / 4 * 4), end - at);
  }
}

static bool read_enhanced(struct pcap *pcap, const struct block *block, struct pcap_packet *packet) {
  const uint8_t *at = block->body;
  if (block->length < 20 || get32(pcap, at) >= pcap->count) return false;
  const struct pcap_interface *interface = &pcap->interface[get32(pcap, at)];
  size_t length = MIN(get32(pcap, at + 12), block->length - 20);
  *packet = (struct pcap_packet){.link = interface->link, .bytes = at + 20, .length = length};
  packet_time(packet, (uint64_t)get32(pcap, at + 4) << 32 | get32(pcap, at + 8), interface->per_second);
  return true;
}

static bool read_simple(struct pcap *pcap, const struct block *block, struct pcap_packet *packet) {
  if (block->length < 4 || pcap->count == 0) return false;
  size_t length = MIN(get32(pcap, block->body), block->length - 4);
  *packet = (struct pcap_packet){.link = pcap->interface[0].link, .bytes = block->body + 4, .length = length};
  return true;
}

enum wire_step pcap_next(struct pcap *pcap, struct pcap_packet *packet) {
  struct block block;
  enum wire_step step;
  if (!pcap->blocks) return next_classic(pcap, packet);
  while ((step = next_block(pcap, &block)) == WIRE_ITEM) {
    if (block.type == SECTION) pcap->count = 0;
    else if (block.type == INTERFACE) add_interface(pcap, &block);
    else if (block.type == ENHANCED_PACKET && read_enhanced(pcap, &block, packet)) return WIRE_ITEM;
    else if (block.type == SIMPLE_PACKET && read_simple(pcap, &block, packet)) return WIRE_ITEM;
  }
  return step;
}
