/* decode_archive.h: the messages in an MRT file: those that were heard or sent, and the routes of tables as UPDATEs. */
#ifndef SCENARIOS_DECODE_DECODE_ARCHIVE_H
#define SCENARIOS_DECODE_DECODE_ARCHIVE_H

#include "scenarios/decode/decode_message.h"

/* Hands every message over, in order. Returns a line on what could not be read (g_free), or NULL. */
char *decode_archive_read(const uint8_t *bytes, size_t length, decode_sink *sink, void *data);
/* Only those of one record, counted from 1. False: there are not so many records. */
bool decode_archive_pick(const uint8_t *bytes, size_t length, guint record, decode_sink *sink, void *data);

#endif
