// Long-poll over HTTP/1.1 keep-alive.
#define _GNU_SOURCE
#include "loadgen.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD_BYTES 2048

void poll_send(struct client *client) {
  char request[1024];
  int length = snprintf(request, sizeof request, "GET %s", options.path);
  const char *cookie = cookie_of(client - clients);
#define ADD(...) length += snprintf(request + length, sizeof request - length, __VA_ARGS__)
  if (options.mode == MODE_POLL_LIVE && client->etag[0]) ADD("?epoch=%s&since=%s&wait=30", client->etag, client->modified);
  ADD(" HTTP/1.1\r\nHost: localhost:%d\r\n", options.port);
  if (options.mode == MODE_POLL && client->modified[0]) ADD("If-Modified-Since: %s\r\n", client->modified);
  if (options.mode == MODE_POLL && client->etag[0]) ADD("If-None-Match: %s\r\n", client->etag);
  if (cookie) ADD("Cookie: %s\r\n", cookie);
  if (options.origin) ADD("Origin: %s\r\n", options.origin);
  ADD("\r\n");
#undef ADD
  if (length >= (int)sizeof request) fatal("request too long", request);
  send_all(client, request, length);
}

static void header_value(const char *head, const char *name, char *out, size_t size) {
  const char *found = strcasestr(head, name);
  if (!found) return;
  found += strlen(name);
  while (*found == ' ') found++;
  size_t length = strcspn(found, "\r");
  if (length >= size) fatal("header too long", name);
  memcpy(out, found, length);
  out[length] = 0;
}

// Takes bytes of the header block; returns how many. Sets `in_payload` when the block is complete.
static size_t take_head(struct client *client, const uint8_t *bytes, size_t length) {
  if (!client->head && !(client->head = malloc(HEAD_BYTES + 1))) fatal("no memory", "head");
  size_t taken = 0;
  while (taken < length) {
    if (client->head_length == HEAD_BYTES) fatal("header block too long", "");
    client->head[client->head_length++] = (char)bytes[taken++];
    if (client->head_length < 4 || memcmp(client->head + client->head_length - 4, "\r\n\r\n", 4)) continue;
    client->head[client->head_length] = 0;
    client->head_length = 0;
    char size[24] = "";
    if (strncmp(client->head, "HTTP/1.1 200", 12)) fatal("answer", client->head);
    header_value(client->head, "\r\ncontent-length:", size, sizeof size);
    if (options.mode == MODE_POLL) {
      header_value(client->head, "\r\netag:", client->etag, sizeof client->etag);
      header_value(client->head, "\r\nlast-modified:", client->modified, sizeof client->modified);
    }
    if (!size[0]) fatal("no content-length", client->head);
    client->remaining = strtoull(size, NULL, 10);
    client->prefix_length = 0;
    client->in_payload = 1;
    return taken;
  }
  return taken;
}

static void copy_until(char *out, size_t size, const char *from, const char *stop) {
  size_t length = strcspn(from, stop);
  if (length >= size) fatal("position too long", from);
  memcpy(out, from, length);
  out[length] = 0;
}

// `{"epoch":"…","head":N,"reset":…,…,"events":[…]}`
static enum kind read_position(struct client *client) {
  char text[PREFIX_BYTES + 1];
  memcpy(text, client->prefix, client->prefix_length);
  text[client->prefix_length] = 0;
  const char *epoch = strstr(text, "\"epoch\":\""), *head = strstr(text, "\"head\":"), *events = strstr(text, "\"events\":[");
  if (!epoch || !head || !events) fatal("not an answer of the live stream", text);
  copy_until(client->etag, sizeof client->etag, epoch + 9, "\"");
  copy_until(client->modified, sizeof client->modified, head + 7, ",}");
  if (strstr(text, "\"reset\":true")) return KIND_SNAPSHOT;
  return events[10] == ']' ? KIND_OTHER : KIND_MESSAGE;
}

static void answer_complete(struct client *client, uint64_t at) {
  tally(client, options.mode == MODE_POLL_LIVE ? read_position(client) : KIND_MESSAGE, at);
  if (client->state == SUBSCRIBING) client_subscribed(client);
  poll_send(client);
}

void poll_bytes(struct client *client, const uint8_t *bytes, size_t length, uint64_t at) {
  while (length > 0 || (client->in_payload && client->remaining == 0)) {
    if (!client->in_payload) {
      size_t taken = take_head(client, bytes, length);
      bytes += taken;
      length -= taken;
      if (!client->in_payload) return;
    }
    size_t part = length < client->remaining ? length : client->remaining;
    size_t room = PREFIX_BYTES - client->prefix_length, kept = part < room ? part : room;
    memcpy(client->prefix + client->prefix_length, bytes, kept);
    client->prefix_length += kept;
    client->bytes += part;
    client->remaining -= part;
    bytes += part;
    length -= part;
    if (client->remaining > 0) return;
    client->in_payload = 0;
    answer_complete(client, at);
  }
}
