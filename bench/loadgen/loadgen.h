// Many cheap clients in one epoll loop: what the files of the load generator share.
#ifndef LOADGEN_H
#define LOADGEN_H
#include <stddef.h>
#include <stdint.h>

enum mode {
  MODE_WS,        // plain WebSocket: every text or binary frame is a message
  MODE_SOCKET_IO, // engine.io + Socket.IO namespace /live: deltas are messages
  MODE_POLL,      // long-poll that echoes ETag and Last-Modified: every answer is a message
  MODE_POLL_LIVE, // our long-poll: epoch and head of an answer go into the next poll
};

enum state { UNUSED, CONNECTING, HANDSHAKE, ENGINE_OPENS, NAMESPACE_OPENS, CONNECTED, SUBSCRIBING, SUBSCRIBED, DEAD };

enum kind {
  KIND_MESSAGE,  // what was published
  KIND_SNAPSHOT, // state at the start
  KIND_OTHER,    // heartbeats, empty answers, acknowledgements
};

// Number of bytes at the start of a message that identify its kind (and of a poll answer, its position).
#define PREFIX_BYTES 640
// Messages after `mark` whose times are kept.
#define MAX_MARKED 100000

struct options {
  enum mode mode;
  int port;
  int clients;
  int window;          // connections or subscriptions under way at once
  const char *path;
  const char *league;  // what Socket.IO clients subscribe to
  const char *origin;
};

struct client {
  int fd;
  uint8_t state;
  uint8_t header[14], header_length, header_needed, in_payload, opcode; // WebSocket frame under way
  uint16_t prefix_length;
  char *prefix;
  uint64_t remaining; // payload bytes of the frame or body under way
  uint32_t messages, others;
  uint64_t bytes; // payload of everything counted
  char *head;     // HTTP header block under way
  int head_length;
  char etag[64], modified[48]; // validators to echo, or epoch and head
};

extern struct options options;
extern struct client *clients;

uint64_t now_ns(void);
const char *cookie_of(int client);
void fatal(const char *what, const char *detail) __attribute__((noreturn));
void send_all(struct client *client, const char *bytes, size_t length);
void send_masked_text(struct client *client, const char *text);

// connection life, in loop.c
void client_connected(struct client *client);
void client_subscribed(struct client *client);
void client_refused(struct client *client); // too busy: asks again

// what arrived, in tally.c
void tally(struct client *client, enum kind kind, uint64_t at);
void tally_reset(void);
int tally_reached(uint32_t messages);
void tally_report(int reached, uint32_t messages);

// protocols
void websocket_handshake(struct client *client);
void websocket_bytes(struct client *client, const uint8_t *bytes, size_t length, uint64_t at);
void websocket_subscribe(struct client *client);
void poll_send(struct client *client);
void poll_bytes(struct client *client, const uint8_t *bytes, size_t length, uint64_t at);
#endif
