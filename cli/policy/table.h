/* table.h: what is known of the service's condition keys, actions and resources: data/, by the public references.
 *
 * A key that no line names may be of any kind. */
#ifndef POLICY_TABLE_H
#define POLICY_TABLE_H

#include <stdbool.h>
#include <stddef.h>

/* Made by data/tables.py: the texts, and where each entry begins. */
extern const char table_keys_text[], table_services_text[];
extern const unsigned table_keys_index[], table_services_index[];
extern const unsigned table_keys_count, table_services_count;

struct table_key {
  bool known, many, always, signed_only, named_only;
  char kind[12]; /* "text", "arn", "bool", "number", "date", "address"; "" where unknown */
};

/* Looks a key up; `folded` is its name in small letters. */
struct table_key table_key(const char *folded);

/* The section of a service: lines "form TYPE ARN" and "acts TYPES ACTIONS"; NULL if there is no such service. */
const char *table_service(const char *prefix, size_t size);
/* Calls `visit` for each action of the service (given without its prefix) until it returns false. */
typedef bool table_visit(void *user, const char *action, size_t size, const char *types, size_t types_size);
void table_actions(const char *section, table_visit *visit, void *user);
/* The form of a resource type, up to the end of its line; NULL if there is none. */
const char *table_form(const char *section, const char *type, size_t type_size, size_t *size);

#endif
