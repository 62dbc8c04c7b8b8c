/* reader_gobgp_value.h: what GoBGP 3.10 looks for in the value of an attribute it knows. */
#ifndef MODELS_BGP_READER_GOBGP_VALUE_H
#define MODELS_BGP_READER_GOBGP_VALUE_H

#include "models/bgp/reader_part.h"

/* What the parser of the attribute's type complains of first, or DEFECTS. */
enum defect reader_gobgp_value(const struct reader_pass *pass, const struct wire_attribute *attribute);

#endif
