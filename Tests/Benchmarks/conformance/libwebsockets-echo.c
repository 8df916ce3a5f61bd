// An echo on libwebsockets, any path; {"chat": port} when ready; ends when standard input does.
// The library's own test server merges and cuts what it mirrors, so nothing could be judged by it.
#include <libwebsockets.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct message {
  struct message *next;
  size_t length, room;
  int binary;
  unsigned char *octets; // LWS_PRE before the payload, as lws_write wants it
};

struct session {
  struct message *first, **last, *arriving;
};

static void append(struct session *session, const void *octets, size_t length) {
  struct message *message = session->arriving;
  if (message->length + length > message->room) {
    message->room = 2 * (message->length + length);
    message->octets = realloc(message->octets, LWS_PRE + message->room);
    if (message->octets == NULL) abort();
  }
  memcpy(message->octets + LWS_PRE + message->length, octets, length);
  message->length += length;
}

static void drop(struct message *message) {
  if (message == NULL) return;
  free(message->octets);
  free(message);
}

static int echo(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t length) {
  struct session *session = user;
  switch (reason) {
  case LWS_CALLBACK_ESTABLISHED:
    session->last = &session->first;
    break;
  case LWS_CALLBACK_RECEIVE:
    if (session->arriving == NULL) {
      session->arriving = calloc(1, sizeof *session->arriving);
      if (session->arriving == NULL) abort();
      session->arriving->room = 256;
      session->arriving->octets = malloc(LWS_PRE + 256);
      if (session->arriving->octets == NULL) abort();
      session->arriving->binary = lws_frame_is_binary(wsi);
    }
    append(session, in, length);
    if (!lws_is_final_fragment(wsi) || lws_remaining_packet_payload(wsi) > 0) break;
    *session->last = session->arriving;
    session->last = &session->arriving->next;
    session->arriving = NULL;
    lws_callback_on_writable(wsi);
    break;
  case LWS_CALLBACK_SERVER_WRITEABLE: {
    struct message *message = session->first;
    if (message == NULL) break;
    int sent = lws_write(wsi, message->octets + LWS_PRE, message->length,
                         message->binary ? LWS_WRITE_BINARY : LWS_WRITE_TEXT);
    session->first = message->next;
    if (session->first == NULL) session->last = &session->first;
    drop(message);
    if (sent < 0) return -1;
    if (session->first != NULL) lws_callback_on_writable(wsi);
    break;
  }
  case LWS_CALLBACK_CLOSED:
    drop(session->arriving);
    while (session->first != NULL) {
      struct message *next = session->first->next;
      drop(session->first);
      session->first = next;
    }
    break;
  default:
    break;
  }
  return 0;
}

static void *await_end(void *unused) {
  char octet;
  while (read(STDIN_FILENO, &octet, 1) > 0) {}
  _exit(0);
  return unused;
}

int main(void) {
  const struct lws_protocols protocols[] = {
      {"echo", echo, sizeof(struct session), 65536, 0, NULL, 0}, {NULL, NULL, 0, 0, 0, NULL, 0}};
#if !defined(LWS_WITHOUT_EXTENSIONS)
  const struct lws_extension extensions[] = {
      {"permessage-deflate", lws_extension_callback_pm_deflate, "permessage-deflate"},
      {NULL, NULL, NULL}};
#endif
  struct lws_context_creation_info info;
  memset(&info, 0, sizeof info);
  info.port = 0;
  info.iface = "127.0.0.1";
  info.protocols = protocols;
#if !defined(LWS_WITHOUT_EXTENSIONS)
  info.extensions = extensions;
#endif
  info.options = LWS_SERVER_OPTION_VALIDATE_UTF8 | LWS_SERVER_OPTION_EXPLICIT_VHOSTS;
  lws_set_log_level(LLL_ERR, NULL);
  struct lws_context *context = lws_create_context(&info);
  if (context == NULL) return 1;
  struct lws_vhost *host = lws_create_vhost(context, &info);
  if (host == NULL) return 1;
  printf("{\"chat\": %d}\n", lws_get_vhost_listen_port(host));
  fflush(stdout);
  pthread_t waiter;
  if (pthread_create(&waiter, NULL, await_end, NULL) != 0) return 1;
  while (lws_service(context, 0) >= 0) {}
  return 1;
}
