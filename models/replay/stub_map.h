/* stub_map.h: who is a stub in a replay, and who tells stubs (stub.h). */
#ifndef MODELS_REPLAY_STUB_MAP_H
#define MODELS_REPLAY_STUB_MAP_H

#include "models/replay/stub.h"

void stub_map(struct stubs *stubs, struct world *world);
void stub_map_clear(struct stubs *stubs);

#endif
