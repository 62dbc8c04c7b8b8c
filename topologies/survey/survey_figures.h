/* survey_figures.h: the figures of a survey whose columns are filled. */
#ifndef TOPOLOGIES_SURVEY_SURVEY_FIGURES_H
#define TOPOLOGIES_SURVEY_SURVEY_FIGURES_H

#include "topologies/survey/graph.h"
#include "topologies/survey/survey.h"
#include "topologies/survey/valley.h"

/* Appends all of them. */
void survey_figures_take(struct survey *survey, const struct graph *graph, const struct valley *valley);

#endif
