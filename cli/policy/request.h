/* request.h: the request that shows the difference. */
#ifndef POLICY_REQUEST_H
#define POLICY_REQUEST_H

#include "encode.h"

#include <stdio.h>

struct key_value {
  const struct key *key;
  bool present;
  const char **values; /* texts as a request carries them */
  size_t count;
};

struct request {
  const char *principal; /* "AWS:arn...", NULL if nothing speaks of principals */
  const char *action, *resource;
  struct key_value *keys;
  size_t key_count;
};

/* Takes the request from the model of the last check; its texts live in the encoding's pool. */
void request_take(struct encoding *e, struct request *out);
/* After `sat`: looks for a simpler model (fewer keys, actions that the policies name, letters before odd characters),
 * and takes the request from it. Any model would do, so wishes that cannot be had are dropped. Adds assertions. */
void request_polish(struct encoding *e, struct request *out);
void request_print(const struct request *request, FILE *to);
/* As one JSON object: {"principal": {"AWS": ...}, "action": ..., "resource": ..., "context": {key: [value, ...]}}. */
void request_print_json(const struct request *request, FILE *to);

#endif
