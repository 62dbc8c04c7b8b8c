/* datafile.h: where the program's own data lies: strategies, platforms, scenarios, insides of ASes, gnuplot scripts.
 *
 * In a build tree they stand beside the sources, once installed under the prefix; both are found from where the
 * program itself lies, so that a tree can be moved.
 */
#ifndef SCENARIOS_FILES_DATAFILE_H
#define SCENARIOS_FILES_DATAFILE_H

#include <glib.h>

enum datafile_room { DATAFILE_STRATEGIES, DATAFILE_PLATFORMS, DATAFILE_SCENARIOS, DATAFILE_INSIDES, DATAFILE_GNUPLOT };

/* The directory; never NULL (g_free). */
char *datafile_directory(enum datafile_room room);
/* Path of the file of that name, given with or without its suffix, or NULL (g_free). */
char *datafile_find(enum datafile_room room, const char *name);
/* Names without suffix, sorted (g_strfreev). */
char **datafile_list(enum datafile_room room);

#endif
