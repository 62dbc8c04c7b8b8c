#include "scenarios/plan/design.h"

#include "scenarios/plan/sample.h"
#include "scenarios/settings/origins.h"

#include <string.h>

struct estimate_design *design_new(const struct build_order *order) {
  const struct expansion *expansion = order->insides->expansion;
  g_autofree uint32_t *of_ases = build_prefixes(order->scenario, order->map);
  g_autofree uint32_t *prefixes = expansion_spread(expansion, of_ases);
  const struct sample_frame frame = {order->strata, expansion, prefixes};
  uint32_t origins = sample_frame_origins(&frame);
  struct sample sample;
  sample_origins(&sample, &frame, origins_asked(order->scenario, origins), order->seed);
  struct estimate_design *design = estimate_design_new(sample.count, origins, sample.strata);
  memcpy(design->stratum, sample.stratum, sample.count * sizeof *sample.stratum);
  memcpy(design->weight, sample.weight, sample.count * sizeof *sample.weight);
  memcpy(design->squares, sample.squares, sample.count * sizeof *sample.squares);
  for (uint32_t i = 0; i < sample.count; i++) design->own[i] = prefixes[sample.router[i]];
  sample_clear(&sample);
  return design;
}
