/* graphml_column.h: what a value in a GraphML file means for a map.
 *
 * Shared by the files that read and write GraphML; nobody else needs it.
 */
#ifndef TOPOLOGIES_FILES_GRAPHML_COLUMN_H
#define TOPOLOGIES_FILES_GRAPHML_COLUMN_H

#include "topologies/files/draft.h"

enum graphml_domain { GRAPHML_GRAPH, GRAPHML_NODE, GRAPHML_EDGE, GRAPHML_DOMAINS };

/* Who the next value belongs to. */
struct graphml_target {
  struct draft *draft;
  enum graphml_domain domain;
  uint32_t node;          /* GRAPHML_NODE */
  struct draft_link link; /* GRAPHML_EDGE */
  gboolean related;       /* the edge has a relation */
  unsigned foreign;       /* countries that are no ISO 3166 code we know */
};

struct graphml_column {
  const char *name;
  enum graphml_domain domain;
  enum draft_column column; /* that a key of this name brings; 0: none */
  /* Takes a value without blanks around it; what was expected, or NULL when it is fine. */
  const char *(*read)(struct graphml_target *target, const char *text);
};

#define GRAPHML_COLUMNS 13
extern const struct graphml_column graphml_columns[GRAPHML_COLUMNS];
/* The column of an attr.name, or NULL. */
const struct graphml_column *graphml_column_find(enum graphml_domain domain, const char *name);

#endif
