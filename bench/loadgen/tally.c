// Counts messages per client and stamps the first and the last receiver of each.
#include "loadgen.h"
#include <stdio.h>
#include <string.h>

static uint32_t receivers[MAX_MARKED];
static uint64_t first_at[MAX_MARKED], last_at[MAX_MARKED];
static uint32_t highest;
static uint64_t snapshots;

void tally(struct client *client, enum kind kind, uint64_t at) {
  if (kind != KIND_MESSAGE) {
    client->others++;
    if (kind == KIND_SNAPSHOT) snapshots++;
    return;
  }
  uint32_t index = client->messages++;
  if (index >= MAX_MARKED) return;
  if (receivers[index]++ == 0) first_at[index] = at;
  last_at[index] = at;
  if (index + 1 > highest) highest = index + 1;
}

void tally_reset(void) {
  for (int i = 0; i < options.clients; i++) {
    clients[i].messages = clients[i].others = 0;
    clients[i].bytes = 0;
  }
  memset(receivers, 0, sizeof receivers);
  highest = 0;
  snapshots = 0;
}

// True when every client has got so many messages.
int tally_reached(uint32_t messages) {
  return messages == 0 || (messages <= MAX_MARKED && receivers[messages - 1] == (uint32_t)options.clients);
}

static void print_times(const char *name, const uint64_t *times) {
  printf(",\"%s\":[", name);
  for (uint32_t i = 0; i < highest; i++) printf("%s%.1f", i ? "," : "", times[i] / 1e3);
  printf("]");
}

// Times are microseconds of CLOCK_MONOTONIC, the clock of process.hrtime.
void tally_report(int reached, uint32_t messages) {
  uint64_t total = 0, others = 0, bytes = 0;
  uint32_t least = UINT32_MAX, most = 0;
  int dead = 0;
  for (int i = 0; i < options.clients; i++) {
    const struct client *client = &clients[i];
    total += client->messages;
    others += client->others;
    bytes += client->bytes;
    if (client->messages < least) least = client->messages;
    if (client->messages > most) most = client->messages;
    dead += client->state == DEAD;
  }
  printf("{\"reached\":%s,\"wanted\":%u,\"messages\":%lu,\"others\":%lu,\"snapshots\":%lu,\"bytes\":%lu,\"least\":%u,\"most\":%u,\"dead\":%d",
         reached ? "true" : "false", messages, total, others, snapshots, bytes, least, most, dead);
  print_times("first", first_at);
  print_times("last", last_at);
  printf("}\n");
  fflush(stdout);
}
