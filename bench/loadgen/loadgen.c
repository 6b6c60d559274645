// Load generator: N raw TCP clients in one epoll loop, so that the clients cost less than the server under test.
//
//   loadgen MODE PORT CLIENTS PATH [--cookies FILE] [--origin ORIGIN] [--league ID] [--window N]
//   MODE: ws | socket-io | poll | poll-live
//
// Commands on stdin, one a line; each answers one line of JSON:
//   connect              opens all connections (TCP, handshake, namespace); long-polls send nothing yet
//   subscribe            Socket.IO clients subscribe, long-polls send their first poll; done when each has its state
//   mark                 forgets all counts
//   wait K TIMEOUT_MS    until every client has got K messages since `mark`; counts and times of each message
//   quit
#define _GNU_SOURCE
#include "loadgen.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define STDIN_EVENT UINT32_MAX
#define CLIENTS_PER_ADDRESS 4000
#define WAIT_STEP_MS 20

struct options options = {.window = 256};
struct client *clients;

static int epoll;
static int started, connected, connecting, subscribe_next = -1, subscribed, subscribing, refusals;
static uint64_t phase_started;
static long wanted = -1;
static uint64_t wait_until;
static char **cookies;
static int cookie_count;
static uint8_t buffer[256 * 1024];

uint64_t now_ns(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000ull + time.tv_nsec;
}

void fatal(const char *what, const char *detail) {
  fprintf(stderr, "loadgen: %s: %s\n", what, detail);
  exit(1);
}

const char *cookie_of(int client) { return cookie_count ? cookies[client % cookie_count] : NULL; }

void send_all(struct client *client, const char *bytes, size_t length) {
  if (send(client->fd, bytes, length, MSG_NOSIGNAL) != (ssize_t)length && errno != EPIPE && errno != ECONNRESET)
    fatal("send", strerror(errno));
}

static void answer_phase(const char *name, int count) {
  int dead = 0;
  for (int i = 0; i < options.clients; i++) dead += clients[i].state == DEAD;
  printf("{\"%s\":%d,\"dead\":%d,\"refusals\":%d,\"ms\":%.1f}\n", name, count, dead, refusals, (now_ns() - phase_started) / 1e6);
  fflush(stdout);
}

static void open_connection(int index) {
  struct client *client = &clients[index];
  struct linger reset = {1, 0};
  int on = 1;
  client->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (client->fd < 0) fatal("socket", strerror(errno));
  if (!client->prefix && !(client->prefix = malloc(PREFIX_BYTES))) fatal("no memory", "prefix");
  setsockopt(client->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
  setsockopt(client->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  setsockopt(client->fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset); // leaves no port in TIME_WAIT
  struct sockaddr_in address = {.sin_family = AF_INET};
  address.sin_addr.s_addr = htonl(0x7f000002 + index / CLIENTS_PER_ADDRESS);
  if (bind(client->fd, (void *)&address, sizeof address) < 0) fatal("bind", strerror(errno));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(options.port);
  client->state = CONNECTING;
  if (connect(client->fd, (void *)&address, sizeof address) < 0 && errno != EINPROGRESS) fatal("connect", strerror(errno));
  struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLET, .data.u32 = index};
  epoll_ctl(epoll, EPOLL_CTL_ADD, client->fd, &event);
}

static int is_poll(void) { return options.mode == MODE_POLL || options.mode == MODE_POLL_LIVE; }

static void subscribe_client(struct client *client) {
  if (options.mode == MODE_SOCKET_IO && options.league) {
    websocket_subscribe(client);
  } else if (options.mode == MODE_POLL_LIVE) {
    client->state = SUBSCRIBING;
    poll_send(client);
  } else {
    client->state = SUBSCRIBING;
    if (is_poll()) poll_send(client);
    client_subscribed(client); // nothing is sent before the first message
  }
}

// Keeps a window of connections and subscriptions under way.
static void advance(void) {
  while (started > 0 && started < options.clients && connecting < options.window) {
    connecting++;
    open_connection(started++);
  }
  while (subscribe_next >= 0 && subscribe_next < options.clients && subscribing < options.window) {
    subscribing++;
    subscribe_client(&clients[subscribe_next++]);
  }
}

void client_connected(struct client *client) {
  client->state = CONNECTED;
  connecting--;
  if (++connected == options.clients) answer_phase("connected", connected);
}

void client_subscribed(struct client *client) {
  client->state = SUBSCRIBED;
  subscribing--;
  if (++subscribed == options.clients) answer_phase("subscribed", subscribed);
}

// Asks again at once; the answer took the time that the server needed.
void client_refused(struct client *client) {
  refusals++;
  websocket_subscribe(client);
}

static void tcp_opened(int index) {
  struct client *client = &clients[index];
  int error = 0;
  socklen_t size = sizeof error;
  getsockopt(client->fd, SOL_SOCKET, SO_ERROR, &error, &size);
  if (error) fatal("connect", strerror(error));
  struct epoll_event event = {.events = EPOLLIN | EPOLLET, .data.u32 = index};
  epoll_ctl(epoll, EPOLL_CTL_MOD, client->fd, &event);
  if (is_poll()) {
    client_connected(client);
  } else {
    client->state = HANDSHAKE;
    websocket_handshake(client);
  }
}

// The answer to a handshake comes in one piece; returns the bytes after it.
static size_t handshake_answered(struct client *client, size_t length) {
  uint8_t *end = memmem(buffer, length, "\r\n\r\n", 4);
  if (!end || memcmp(buffer, "HTTP/1.1 101", 12)) {
    buffer[length < 300 ? length : 300] = 0;
    fatal("handshake", (char *)buffer);
  }
  if (options.mode == MODE_WS) client_connected(client);
  else client->state = ENGINE_OPENS;
  return length - (end + 4 - buffer);
}

static void died(struct client *client) {
  int early = client->state < CONNECTED;
  client->state = DEAD;
  close(client->fd);
  if (early) fatal("connection closed", "before it was ready");
}

static void read_client(struct client *client) {
  for (;;) {
    ssize_t got = recv(client->fd, buffer, sizeof buffer, 0);
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) {
      died(client);
      return;
    }
    uint64_t at = now_ns();
    size_t length = client->state == HANDSHAKE ? handshake_answered(client, got) : (size_t)got;
    if (is_poll()) poll_bytes(client, buffer + got - length, length, at);
    else websocket_bytes(client, buffer + got - length, length, at);
    if (got < (ssize_t)sizeof buffer) return;
  }
}

static void command(const char *line) {
  long timeout;
  if (!strcmp(line, "connect")) {
    phase_started = now_ns();
    connecting++;
    open_connection(started++);
  } else if (!strcmp(line, "subscribe")) {
    phase_started = now_ns();
    subscribe_next = 0;
  } else if (!strcmp(line, "mark")) {
    tally_reset();
    printf("{\"ok\":true}\n");
  } else if (sscanf(line, "wait %ld %ld", &wanted, &timeout) == 2) {
    wait_until = now_ns() + timeout * 1000000ull;
  } else if (!strcmp(line, "quit")) {
    exit(0);
  } else {
    fatal("unknown command", line);
  }
  fflush(stdout);
}

static void read_commands(void) {
  static char line[256];
  static size_t length;
  char bytes[256];
  ssize_t got = read(0, bytes, sizeof bytes);
  if (got <= 0) exit(0);
  for (ssize_t i = 0; i < got; i++) {
    if (bytes[i] != '\n') {
      if (length < sizeof line - 1) line[length++] = bytes[i];
      continue;
    }
    line[length] = 0;
    length = 0;
    command(line);
  }
}

static void check_wait(void) {
  if (wanted < 0) return;
  int reached = tally_reached(wanted);
  if (!reached && now_ns() < wait_until) return;
  tally_report(reached, wanted);
  wanted = -1;
}

static void read_cookies(const char *path) {
  FILE *file = fopen(path, "r");
  if (!file) fatal(path, strerror(errno));
  char *line = NULL;
  size_t size = 0;
  ssize_t length;
  while ((length = getline(&line, &size, file)) > 0) {
    if (line[length - 1] == '\n') line[length - 1] = 0;
    cookies = realloc(cookies, (cookie_count + 1) * sizeof *cookies);
    cookies[cookie_count++] = strdup(line);
  }
  free(line);
  fclose(file);
}

static enum mode mode_named(const char *name) {
  if (!strcmp(name, "ws")) return MODE_WS;
  if (!strcmp(name, "socket-io")) return MODE_SOCKET_IO;
  if (!strcmp(name, "poll")) return MODE_POLL;
  if (!strcmp(name, "poll-live")) return MODE_POLL_LIVE;
  fatal("unknown mode", name);
}

static void read_options(int count, char **values) {
  if (count < 5) fatal("usage", "loadgen MODE PORT CLIENTS PATH [--cookies F] [--origin O] [--league L] [--window N]");
  options.mode = mode_named(values[1]);
  options.port = atoi(values[2]);
  options.clients = atoi(values[3]);
  options.path = values[4];
  for (int i = 5; i + 1 < count; i += 2) {
    if (!strcmp(values[i], "--cookies")) read_cookies(values[i + 1]);
    else if (!strcmp(values[i], "--origin")) options.origin = values[i + 1];
    else if (!strcmp(values[i], "--league")) options.league = values[i + 1];
    else if (!strcmp(values[i], "--window")) options.window = atoi(values[i + 1]);
    else fatal("unknown option", values[i]);
  }
}

int main(int count, char **values) {
  read_options(count, values);
  clients = calloc(options.clients, sizeof *clients);
  epoll = epoll_create1(0);
  struct epoll_event input = {.events = EPOLLIN, .data.u32 = STDIN_EVENT};
  epoll_ctl(epoll, EPOLL_CTL_ADD, 0, &input);
  static struct epoll_event events[1024];
  for (;;) {
    int ready = epoll_wait(epoll, events, 1024, wanted >= 0 ? WAIT_STEP_MS : -1);
    for (int i = 0; i < ready; i++) {
      uint32_t index = events[i].data.u32;
      if (index == STDIN_EVENT) {
        read_commands();
        continue;
      }
      struct client *client = &clients[index];
      if (client->state == CONNECTING && events[i].events & (EPOLLOUT | EPOLLERR)) tcp_opened(index);
      if (client->state != DEAD && events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) read_client(client);
    }
    advance();
    check_wait();
  }
}
