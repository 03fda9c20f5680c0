/* batch.h: the pairs of a batch. */
#ifndef POLICY_BATCH_H
#define POLICY_BATCH_H

#include "options.h"
#include "pool.h"

struct pair {
  const char *new_file, *old_file, *new_name, *old_name; /* names are for people */
};

struct pairs {
  struct pair *items;
  size_t count, room;
  char folder[64]; /* versions of a history, as files; "" if there are none */
};

/* Finds them in a folder, a file of pairs, or a history, as the options say. False after a message. */
bool pairs_find(struct pairs *pairs, const struct options *options, struct pool *pool);
/* Removes what was written for a history. */
void pairs_free(struct pairs *pairs);

#endif
