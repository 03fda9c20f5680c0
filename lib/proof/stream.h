/* stream.h: writes the records of proofs/FORMAT.md, in text or binary form, to a sink, through a buffer. Knows fields
 * and forms, not their meaning. After the sink has failed once nothing more is written and `failed` stays set. */
#ifndef STRSMT_PROOF_STREAM_H
#define STRSMT_PROOF_STREAM_H

#include "proof/rules.h"
#include "term/term.h"

enum { STREAM_BUFFER = 1 << 15 };

typedef struct stream {
  mem *m;
  strsmt_proof_sink sink;
  void *user;
  bool binary, failed;
  bool first;     /* no field of the present record has been written yet, nor its letter (text) */
  uint64_t bytes; /* handed to the buffer so far */
  uint32_t names; /* binary: names numbered so far */
  uint32_t kind_name[TERM_KIND_LIMIT], rule_names[RULE_COUNT]; /* the extra one is @list */
  size_t used;
  char buffer[STREAM_BUFFER];
} stream;

void stream_init(stream *s, mem *m, strsmt_proof_sink sink, void *user, bool binary);
void stream_header(stream *s, const char *signature, const char *hash); /* the first record */
bool stream_flush(stream *s);

void stream_begin(stream *s, char letter); /* a record; for an LRAT clause 'a' (the text form has no letter) */
void stream_end(stream *s);
void stream_unsigned(stream *s, uint64_t v);
void stream_literal(stream *s, int literal);
void stream_list_end(stream *s);            /* the 0 that ends a list */
void stream_count(stream *s, size_t count); /* of a list that has a count in binary form and none in text form */
void stream_open(stream *s);                /* "(" around arguments in text form */
void stream_close(stream *s);
void stream_word(stream *s, const char *text); /* a name in text form; a string in binary form */
void stream_kind(stream *s, strsmt_kind k);    /* a symbol; STRSMT_KIND_COUNT is @list */
void stream_rule(stream *s, rule r);
void stream_constant(stream *s, const char *name, sort of);
void stream_string(stream *s, const uint32_t *codes, size_t length);
void stream_number_text(stream *s, const char *digits, size_t length); /* an integer literal */
void stream_delete(stream *s, uint64_t id);                            /* a whole record */

#endif
