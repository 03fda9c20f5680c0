/* main.c: the program strsmt: a script in, answers out, with the proof written and checked on the way. */
#include "arguments.h"
#include "channels.h"
#include "evidence.h"
#include "input.h"
#include "script.h"
#include "signals.h"

#include <stdio.h>

static int run(const arguments *a, input *in, evidence *e)
{
  strsmt *s = strsmt_new(NULL);
  if (!s) {
    fputs("strsmt: out of memory\n", stderr);
    return 1;
  }
  bool proof = e->file || e->checking;
  fr_config config = {
      .name = in->name,
      .read = input_read,
      .read_user = in,
      .out = channel_to(stdout),
      .err = channel_to(stderr),
      .open = channel_open,
      .quiet = a->quiet,
      .model = a->model,
      .continued = a->behavior ? a->continued : in->dialogue,
      .progress = a->progress,
      .seed = a->seed,
      .limits = a->limits,
      .interrupted = &signals_seen,
      .sink = proof ? evidence_take : NULL,
      .proof_user = e,
      .format = a->format,
      .confirm = proof ? evidence_confirm : NULL,
      .passed = proof ? evidence_passed : NULL,
      .sink_problem = evidence_problem,
  };
  signals_start(s);
  int status = fr_run(s, &config);
  if (a->stats)
    fr_print_statistics(s, channel_to(stderr).write, stderr);
  signals_stop();
  strsmt_delete(s);
  return status;
}

int main(int count, char **words)
{
  arguments a;
  input in;
  evidence e;
  switch (read_arguments(count, words, &a)) {
  case ARGUMENTS_RUN:
    break;
  case ARGUMENTS_DONE:
    return fflush(stdout) ? 1 : 0;
  case ARGUMENTS_WRONG:
    return 1;
  }
  if (!input_open(&in, a.file, a.check, evidence_follows()) ||
      !evidence_open(&e, a.proof, a.check, input_path(&in), &in.stat))
    return 1;
  if (a.check && !input_path(&in)) {
    in.seen = evidence_text;
    in.seen_user = &e;
  }
  int status = run(&a, &in, &e);
  bool kept = evidence_close(&e, status == 0);
  input_close(&in);
  return status || !kept ? 1 : 0;
}
