/* channels.h: files as channels of scripts. */
#ifndef CLI_CHANNELS_H
#define CLI_CHANNELS_H

#include "script.h"

#include <stdio.h>

/* A channel to an open file, which stays open. */
fr_channel channel_to(FILE *file);
/* As fr_config's: to a file of its own, for appending. */
bool channel_open(const char *name, fr_channel *channel);

#endif
