#include "topologies/files/draft.h"

#include "topologies/files/complaint.h"
#include "topologies/places/country.h"

#include <math.h>
#include <string.h>

#define TEXT_BLOCK 4096

struct draft *draft_new(void) {
  struct draft *draft = g_new0(struct draft, 1);
  draft->nodes = g_array_new(FALSE, FALSE, sizeof(struct draft_node));
  draft->links = g_array_new(FALSE, FALSE, sizeof(struct draft_link));
  draft->note = g_string_new(NULL);
  draft->index = g_hash_table_new(g_str_hash, g_str_equal);
  draft->regions = g_hash_table_new(g_str_hash, g_str_equal);
  draft->region_name = g_ptr_array_new();
  draft->text = g_string_chunk_new(TEXT_BLOCK);
  return draft;
}

void draft_free(struct draft *draft) {
  if (!draft) return;
  g_array_free(draft->nodes, TRUE);
  g_array_free(draft->links, TRUE);
  g_string_free(draft->note, TRUE);
  g_hash_table_destroy(draft->index);
  g_hash_table_destroy(draft->regions);
  g_ptr_array_free(draft->region_name, TRUE);
  g_string_chunk_free(draft->text);
  g_free(draft);
}

struct draft_node *draft_at(const struct draft *draft, uint32_t node) {
  return &g_array_index(draft->nodes, struct draft_node, node);
}

gboolean draft_mention(struct draft *draft, const char *id, unsigned line, uint32_t *node, GError **error) {
  *node = GPOINTER_TO_UINT(g_hash_table_lookup(draft->index, id)) - 1;
  if (*node != UINT32_MAX) return TRUE;
  if (draft->nodes->len >= DRAFT_MOST_NODES)
    return complaint_set(error, line, "found more than %u nodes", DRAFT_MOST_NODES);
  struct draft_node made = {.mentioned = line,
                            .id = g_string_chunk_insert(draft->text, id),
                            .latitude = NAN,
                            .longitude = NAN,
                            .country = COUNTRY_NONE,
                            .region = MAP_NOWHERE};
  *node = draft->nodes->len;
  g_array_append_val(draft->nodes, made);
  g_hash_table_insert(draft->index, (char *)made.id, GUINT_TO_POINTER(*node + 1));
  return TRUE;
}

gboolean draft_define(struct draft *draft, const char *id, unsigned line, uint32_t *node, GError **error) {
  if (!draft_mention(draft, id, line, node, error)) return FALSE;
  struct draft_node *at = draft_at(draft, *node);
  if (at->line) {
    g_autofree char *shown = complaint_quote(id, strlen(id));
    return complaint_set(error, line, "found node %s again, line %u has it", shown, at->line);
  }
  at->line = line;
  return TRUE;
}

gboolean draft_link(struct draft *draft, struct draft_link link, GError **error) {
  if (draft->links->len >= DRAFT_MOST_LINKS)
    return complaint_set(error, link.line, "found more than %u links", DRAFT_MOST_LINKS);
  g_array_append_val(draft->links, link);
  return TRUE;
}

const char *draft_text(struct draft *draft, const char *text) {
  g_autoptr(GString) line = g_string_new(NULL);
  gboolean gap = FALSE;
  for (const char *at = text; *at; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    gboolean blank = g_unichar_isspace(c) || g_unichar_iscntrl(c) || (c & 0xfffe) == 0xfffe;
    if (!blank && gap && line->len) g_string_append_c(line, ' ');
    if (!blank) g_string_append_unichar(line, c);
    gap = blank;
  }
  return line->len ? g_string_chunk_insert_const(draft->text, line->str) : NULL;
}

uint8_t draft_region(struct draft *draft, const char *name) {
  gpointer known;
  if (g_hash_table_lookup_extended(draft->regions, name, NULL, &known)) return (uint8_t)GPOINTER_TO_UINT(known);
  guint region = draft->region_name->len;
  if (region >= MAP_NOWHERE) {
    draft->nowhere++;
    return MAP_NOWHERE;
  }
  char *kept = g_string_chunk_insert(draft->text, name);
  g_ptr_array_add(draft->region_name, kept);
  g_hash_table_insert(draft->regions, kept, GUINT_TO_POINTER(region));
  return (uint8_t)region;
}

void draft_remark(struct draft *draft, unsigned count, const char *noun, const char *rest) {
  if (!count) return;
  g_string_append_printf(draft->note, "%s%u %s%s %s", draft->note->len ? "; " : "", count, noun, count == 1 ? "" : "s",
                         rest);
}
