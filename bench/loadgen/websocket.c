// WebSocket frames, and engine.io / Socket.IO by hand on top of them.
#include "loadgen.h"
#include <stdio.h>
#include <string.h>

enum opcode { OPCODE_TEXT = 1, OPCODE_BINARY = 2, OPCODE_CLOSE = 8, OPCODE_PING = 9, OPCODE_PONG = 10 };

void websocket_handshake(struct client *client) {
  char request[1024];
  const char *cookie = cookie_of(client - clients);
  int length = snprintf(request, sizeof request,
                        "GET %s HTTP/1.1\r\nHost: localhost:%d\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
                        options.path, options.port);
  if (cookie) length += snprintf(request + length, sizeof request - length, "Cookie: %s\r\n", cookie);
  if (options.origin) length += snprintf(request + length, sizeof request - length, "Origin: %s\r\n", options.origin);
  length += snprintf(request + length, sizeof request - length, "\r\n");
  if (length >= (int)sizeof request) fatal("handshake too long", request);
  send_all(client, request, length);
}

// A text frame as clients send it; the mask is zero, so the payload goes as it is.
void send_masked_text(struct client *client, const char *text) {
  char frame[600];
  size_t length = strlen(text), header = length < 126 ? 6 : 8;
  if (length + header > sizeof frame) fatal("message too long", text);
  memset(frame, 0, header);
  frame[0] = (char)0x81;
  if (length < 126) {
    frame[1] = (char)(0x80 | length);
  } else {
    frame[1] = (char)(0x80 | 126);
    frame[2] = (char)(length >> 8);
    frame[3] = (char)length;
  }
  memcpy(frame + header, text, length);
  send_all(client, frame, header + length);
}

void websocket_subscribe(struct client *client) {
  char text[256];
  snprintf(text, sizeof text, "42/live,0[\"subscribe\",{\"league\":\"%s\"}]", options.league);
  client->state = SUBSCRIBING;
  send_masked_text(client, text);
}

static int starts(const struct client *client, const char *with) {
  size_t length = strlen(with);
  return client->prefix_length >= length && !memcmp(client->prefix, with, length);
}

static void refuse(const struct client *client) {
  char shown[200];
  snprintf(shown, sizeof shown, "%.*s", client->prefix_length, client->prefix);
  fatal("the server refused", shown);
}

// One Socket.IO packet has arrived completely.
static void packet(struct client *client, uint64_t at) {
  if (starts(client, "2") && client->prefix_length == 1) {
    send_masked_text(client, "3");
  } else if (client->state == ENGINE_OPENS) {
    if (!starts(client, "0{")) refuse(client);
    client->state = NAMESPACE_OPENS;
    send_masked_text(client, "40/live,");
  } else if (client->state == NAMESPACE_OPENS) {
    if (!starts(client, "40/live,{\"sid\"")) refuse(client);
    client_connected(client);
  } else if (starts(client, "42/live,[\"delta\"")) {
    tally(client, KIND_MESSAGE, at);
  } else if (starts(client, "42/live,[\"snapshot\"")) {
    tally(client, KIND_SNAPSHOT, at);
    if (client->state == SUBSCRIBING) client_subscribed(client);
  } else {
    static const char busy[] = "43/live,0[{\"ok\":false,\"code\":\"busy\"";
    if (starts(client, busy)) client_refused(client);
    else if (starts(client, "43/live,0[{\"ok\":false")) refuse(client);
    else tally(client, KIND_OTHER, at);
  }
}

static void frame_complete(struct client *client, uint64_t at) {
  static const char pong[6] = {(char)0x8a, (char)0x80};
  if (client->opcode == OPCODE_PING) {
    send_all(client, pong, sizeof pong);
  } else if (client->opcode == OPCODE_CLOSE) {
    client->state = DEAD;
  } else if (client->opcode == OPCODE_TEXT || client->opcode == OPCODE_BINARY) {
    if (options.mode == MODE_WS) tally(client, KIND_MESSAGE, at);
    else packet(client, at);
  }
}

// Takes header bytes; returns how many it took. Sets `in_payload` when the header is complete.
static size_t take_header(struct client *client, const uint8_t *bytes, size_t length) {
  size_t taken = 0;
  if (client->header_length == 0) client->header_needed = 2;
  while (taken < length && client->header_length < client->header_needed) {
    client->header[client->header_length++] = bytes[taken++];
    if (client->header_length != 2) continue;
    int size = client->header[1] & 127;
    client->header_needed = size == 126 ? 4 : size == 127 ? 10 : 2;
    if (!(client->header[0] & 0x80) || client->header[0] & 0x70 || client->header[1] & 0x80)
      fatal("frame that was not agreed on", "fragmented, compressed or masked");
  }
  if (client->header_length < client->header_needed) return taken;
  uint64_t size = client->header[1] & 127;
  if (size >= 126) {
    size = 0;
    for (int i = 2; i < client->header_needed; i++) size = size << 8 | client->header[i];
  }
  client->remaining = size;
  client->opcode = client->header[0] & 15;
  client->header_length = 0;
  client->prefix_length = 0;
  client->in_payload = 1;
  return taken;
}

void websocket_bytes(struct client *client, const uint8_t *bytes, size_t length, uint64_t at) {
  while (length > 0 || (client->in_payload && client->remaining == 0)) {
    if (!client->in_payload) {
      size_t taken = take_header(client, bytes, length);
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
    frame_complete(client, at);
  }
}
