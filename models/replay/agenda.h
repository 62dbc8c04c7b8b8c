/* agenda.h: which records of a history a replay has to do for the present prefix.
 *
 * Nearly all records are turns of sessions in a reset loop, and of most sessions they are nothing to do: bystanders
 * pass theirs over (bystander.h), and sessions downhill come and go elsewhere (downhill.h). So a replay that went
 * through all records would spend its time with passing over. A bit a record says what is due; one origin after the
 * other sets the bits of those that it has to do.
 */
#ifndef MODELS_REPLAY_AGENDA_H
#define MODELS_REPLAY_AGENDA_H

#include <stdint.h>

struct world;

struct agenda {
  uint64_t *always; /* [words] a bit a record: it is done whatever the prefix; and one behind the last record */
  uint64_t *due;    /* [words] ... for the present one */
  uint32_t words;
  uint32_t *record; /* turns, by half */
  uint32_t *begins; /* [2 * uses + 1] in there: of each half in `used` of the replay, those that bystanders may pass
                       over; then its other ones */
};

/* After bystander_init. */
void agenda_init(struct world *world);
void agenda_clear(struct agenda *agenda);
/* The world has been settled for another prefix, and bystanders are known. */
void agenda_begin(struct world *world);
/* The first due record from `record` on; how many there are: none is. */
static inline uint32_t agenda_next(const struct agenda *a, uint32_t record) {
  uint32_t word = record / 64;
  uint64_t left = a->due[word] & UINT64_MAX << record % 64;
  while (!left) left = a->due[++word];
  return word * 64 + (uint32_t)__builtin_ctzll(left);
}

#endif
