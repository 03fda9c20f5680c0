/* domains.h: variables with few words, below functions that go through their strings. */
#ifndef STRSMT_THEORY_STRINGS_DOMAINS_H
#define STRSMT_THEORY_STRINGS_DOMAINS_H

#include "theory/strings/strings.h"

/* A step of the check, once each variable has a word: a variable of few words that a function searches is one of them. */
verdict domains_split(strings *s);
/* After a model was rejected: a variable below a function has the word that it was given, or another one. */
verdict domains_guess(strings *s);

#endif
