/* pairs.c: where pairs come from. Versions of one policy are the files of one folder in the order of their names, where
 * numbers in names count as numbers; or the states of one file in a history, oldest first. */
#define _GNU_SOURCE
#include "batch.h"
#include "document.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static void add_pair(struct pairs *pairs, struct pool *pool, const struct pair *pair)
{
  if (pairs->count == pairs->room) {
    struct pair *grown = pool_take(pool, 2 * pairs->room + 16, sizeof *grown);
    if (pairs->count)
      memcpy(grown, pairs->items, pairs->count * sizeof *grown);
    pairs->items = grown;
    pairs->room = 2 * pairs->room + 16;
  }
  pairs->items[pairs->count++] = *pair;
}

/* ---- a folder ---- */

static int by_version(const struct dirent **a, const struct dirent **b)
{
  return strverscmp((*a)->d_name, (*b)->d_name);
}

static bool is_json(const char *name)
{
  const size_t size = strlen(name);
  return size > 5 && !strcmp(name + size - 5, ".json");
}

static bool search_folder(struct pairs *pairs, struct pool *pool, const char *folder, unsigned depth)
{
  struct dirent **entries;
  const int count = scandir(folder, &entries, NULL, by_version);
  const char *before = NULL;
  bool good = count >= 0;
  if (!good)
    fprintf(stderr, "strsmt-policy: %s: %s\n", folder, strerror(errno));
  for (int i = 0; i < count; i++) {
    const char *path = pool_format(pool, "%s/%s", folder, entries[i]->d_name);
    struct stat info;
    if (entries[i]->d_name[0] != '.' && !lstat(path, &info)) {
      if (S_ISDIR(info.st_mode) && depth < 100)
        good = search_folder(pairs, pool, path, depth + 1) && good;
      if (S_ISREG(info.st_mode) && is_json(path)) {
        const struct pair pair = {path, before, path, before};
        if (before)
          add_pair(pairs, pool, &pair);
        before = path;
      }
    }
    free(entries[i]);
  }
  if (count >= 0)
    free(entries);
  return good;
}

/* ---- a file of pairs ---- */

static bool read_pairs(struct pairs *pairs, struct pool *pool, const char *file)
{
  size_t size, number = 0;
  char *text = document_read(file, &size), *line = text;
  bool good = text != NULL;
  while (good && line && *line) {
    char *end = strchr(line, '\n');
    const size_t length = end ? (size_t)(end - line) : strlen(line);
    json_error_t error;
    number++;
    if (strspn(line, " \t\r") < length) {
      json_t *object = document_parse(line, length, &error);
      const char *new_file = json_string_value(json_object_get(object, "new"));
      const char *old_file = json_string_value(json_object_get(object, "old"));
      good = new_file && old_file;
      if (!object)
        fprintf(stderr, "strsmt-policy: %s:%zu:%d: %s\n", file, number, error.column, error.text);
      else if (!good)
        fprintf(stderr, "strsmt-policy: %s:%zu: expected {\"new\": FILE, \"old\": FILE}\n", file, number);
      if (good) {
        const struct pair pair = {pool_copy(pool, new_file), pool_copy(pool, old_file), pool_copy(pool, new_file),
                                  pool_copy(pool, old_file)};
        add_pair(pairs, pool, &pair);
      }
      json_decref(object);
    }
    line = end ? end + 1 : NULL;
  }
  free(text);
  return good;
}

/* ---- a history ---- */

/* What a command prints, into a file. */
static bool run_into(char *const *words, const char *file)
{
  posix_spawn_file_actions_t actions;
  pid_t child;
  int status = -1;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, file, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const int error = posix_spawnp(&child, words[0], &actions, NULL, words, environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error)
    return fprintf(stderr, "strsmt-policy: %s: %s\n", words[0], strerror(error)), false;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR)
    ;
  return WIFEXITED(status) && !WEXITSTATUS(status);
}

static bool take_history(struct pairs *pairs, struct pool *pool, const char *file)
{
  snprintf(pairs->folder, sizeof pairs->folder, "/tmp/strsmt-policy-XXXXXX");
  if (!mkdtemp(pairs->folder)) {
    fprintf(stderr, "strsmt-policy: %s: %s\n", pairs->folder, strerror(errno));
    return pairs->folder[0] = 0, false;
  }
  const char *slash = strrchr(file, '/'), *name = slash ? slash + 1 : file, *before = NULL, *before_name = NULL;
  char *folder = slash ? pool_format(pool, "%.*s/", (int)(slash - file), file) : pool_copy(pool, "."), *end;
  char *list = pool_format(pool, "%s/list", pairs->folder);
  char *log[] = {"git", "-C", folder, "log", "--reverse", "--format=%h", "--", (char *)name, NULL};
  size_t size;
  char *text = run_into(log, list) ? document_read(list, &size) : NULL;
  bool good = text && *text;
  if (text && !*text)
    fprintf(stderr, "strsmt-policy: %s: no commit has changed it\n", file);
  for (char *commit = text; good && *commit; commit = end + 1) {
    end = commit + strcspn(commit, "\n");
    const bool last = !*end;
    *end = 0;
    char *path = pool_format(pool, "%s/%s.json", pairs->folder, commit);
    char *object = pool_format(pool, "%s:./%s", commit, name);
    char *show[] = {"git", "-C", folder, "show", object, NULL};
    const bool shows = run_into(show, path); /* not where the commit deleted the file */
    const char *shown = pool_format(pool, "%s@%s", file, commit);
    const struct pair pair = {path, before, shown, before_name};
    if (before && shows)
      add_pair(pairs, pool, &pair);
    before = shows ? path : NULL;
    before_name = shown;
    if (last)
      break;
  }
  free(text);
  return good;
}

bool pairs_find(struct pairs *pairs, const struct options *o, struct pool *pool)
{
  bool good = true;
  if (!o->files.count && !o->pairs && !o->git) {
    fputs("strsmt-policy: batch takes a folder, --pairs FILE or --git FILE\n", stderr);
    return false;
  }
  for (size_t i = 0; i < o->files.count; i++)
    good = search_folder(pairs, pool, o->files.items[i], 0) && good;
  if (good && o->pairs)
    good = read_pairs(pairs, pool, o->pairs);
  if (good && o->git)
    good = take_history(pairs, pool, o->git);
  if (!good)
    pairs_free(pairs);
  return good;
}

void pairs_free(struct pairs *pairs)
{
  DIR *folder = *pairs->folder ? opendir(pairs->folder) : NULL;
  for (struct dirent *entry; folder && (entry = readdir(folder));)
    if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, ".."))
      unlinkat(dirfd(folder), entry->d_name, 0);
  if (folder) {
    closedir(folder);
    rmdir(pairs->folder);
  }
}
