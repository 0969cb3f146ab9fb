/* What presend-relay does to deliver a queue, in C, to compare with: the same libcurl connection (CONNECT_ONLY), the same
 * pipelined transactions, the same files, locks, hashes and fsyncs in batches of 32. It keeps no audit log, has no second
 * smarthost, no retries and no reports: any answer but the expected one ends it. For measuring alone.
 *
 *   relay SPOOL URL [CA-FILE]     e.g. relay /var/tmp/spool smtp://127.0.0.1:2525/host
 *
 * A CA file asks for STARTTLS. Prints how many messages were delivered.
 */
#define _GNU_SOURCE
#include <curl/curl.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BATCH = 32, ID = 19, REPLY = 16384 };

struct entry {
  char id[ID + 1];
  int fd;
  char *file;
  size_t size;
  char *octets; /* of the only variant */
  size_t count;
  char commands[1024];
};

static CURL *handle;
static curl_socket_t sock;
static char queue[4000];

static void die(const char *what) {
  fprintf(stderr, "relay: %s: %s\n", what, errno ? strerror(errno) : "unexpected");
  exit(1);
}

/* The record at p: its octets, its length; returns what follows, NULL at the end. */
static char *record(char *p, char *end, char *tag, char **octets, size_t *count) {
  if (p >= end) return NULL;
  *tag = *p;
  char *colon;
  *count = strtoul(p + 1, &colon, 10);
  if (*colon != ':' || *count >= (size_t)(end - colon - 1)) die("an entry that is not whole");
  *octets = colon + 1;
  return *octets + *count + 1;
}

static void put_address(char *out, size_t room, char *octets, size_t count) {
  char tag, *local, *domain, *next;
  size_t local_count, domain_count;
  if (count == 0) { *out = 0; return; }
  next = record(octets, octets + count, &tag, &local, &local_count);
  record(next, octets + count, &tag, &domain, &domain_count);
  snprintf(out, room, "%.*s@%.*s", (int)local_count, local, (int)domain_count, domain);
}

/* Reads an entry, checks its hash, and writes its commands. */
static void read_entry(struct entry *e) {
  static const char magic[] = "presend-entry 2\n";
  struct stat status, named;
  char path[4200], tag, *octets, *p, *end, sender[320] = "", recipient[320] = "";
  size_t count, lengths[8], blocks = 0, wanted = 0;

  snprintf(path, sizeof path, "%s/%s", queue, e->id);
  e->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (e->fd < 0 || flock(e->fd, LOCK_EX | LOCK_NB) != 0) die(path);
  if (fstat(e->fd, &status) != 0 || lstat(path, &named) != 0 || status.st_ino != named.st_ino) die(path);
  e->size = status.st_size;
  e->file = malloc(e->size + 1);
  if (pread(e->fd, e->file, e->size, 0) != (ssize_t)e->size) die(path);
  end = e->file + e->size;
  if (memcmp(e->file, magic, sizeof magic - 1) != 0) die("not an entry");
  p = record(e->file + sizeof magic - 1, end, &tag, &octets, &count);
  for (char *row = octets, *last = octets + count, *next; row < last; row = next) {
    char *fields;
    size_t length;
    next = record(row, last, &tag, &fields, &length);
    if (tag == 'f') put_address(sender, sizeof sender, fields, length);
    if (tag == 'l' && blocks < 8) lengths[blocks++] = strtoul(fields, NULL, 10);
    if (tag == 'v') {
      char *mailbox, *after = record(fields, fields + length, &tag, &mailbox, &count);
      wanted = strtoul(mailbox, NULL, 10);
      record(after, fields + length, &tag, &mailbox, &count);
      put_address(recipient, sizeof recipient, mailbox, count);
    }
  }
  for (size_t block = 0; block < blocks; block++) {
    p = record(p, end, &tag, &octets, &count);
    if (count != lengths[block]) die("an entry that is not whole");
    if (block == wanted) { e->octets = octets; e->count = count; }
  }
  unsigned char hash[32];
  char text[65];
  EVP_Digest(e->file, p - e->file, hash, NULL, EVP_sha256(), NULL);
  for (int i = 0; i < 32; i++) sprintf(text + 2 * i, "%02x", hash[i]);
  record(p, end, &tag, &octets, &count);
  if (count != 64 || memcmp(text, octets, 64) != 0) die("an entry whose hash does not fit");
  snprintf(e->commands, sizeof e->commands,
           "MAIL FROM:<%s> SIZE=%zu BODY=8BITMIME\r\nRCPT TO:<%s>\r\nDATA\r\n", sender, e->count, recipient);
}

static void put(const char *octets, size_t count) {
  while (count > 0) {
    size_t sent = 0;
    CURLcode code = curl_easy_send(handle, octets, count, &sent);
    octets += sent, count -= sent;
    if (code == CURLE_AGAIN) {
      struct pollfd waiting = {sock, POLLOUT, 0};
      poll(&waiting, 1, 60000);
    } else if (code != CURLE_OK) die("send");
  }
}

/* Reads replies until there are as many whole lines. */
static void expect(int replies, const char *last) {
  static char buffer[REPLY];
  size_t filled = 0, from = 0;
  while (replies > 0) {
    char *line;
    while ((line = memchr(buffer + from, '\n', filled - from)) != NULL) {
      if (buffer[from + 3] != '-' && --replies == 0) {
        if (memcmp(buffer + from, last, 3) != 0) die("a reply");
        return;
      }
      from = line + 1 - buffer;
    }
    size_t got = 0;
    CURLcode code = curl_easy_recv(handle, buffer + filled, sizeof buffer - filled, &got);
    filled += got;
    if (code == CURLE_AGAIN) {
      struct pollfd waiting = {sock, POLLIN, 0};
      if (poll(&waiting, 1, 60000) <= 0) die("no reply");
    } else if (code != CURLE_OK || got == 0) die("receive");
  }
}

/* CRLF at each line end, a dot before each leading dot, the final dot. */
static void put_message(const struct entry *e) {
  char *out = malloc(2 * e->count + 8), *to = out;
  int start = 1;
  for (size_t i = 0; i < e->count; i++) {
    char octet = e->octets[i];
    if (octet == '\r' || octet == '\n') {
      *to++ = '\r', *to++ = '\n';
      if (octet == '\r' && i + 1 < e->count && e->octets[i + 1] == '\n') i++;
      start = 1;
      continue;
    }
    if (start && octet == '.') *to++ = '.';
    start = 0;
    *to++ = octet;
  }
  if (!start) *to++ = '\r', *to++ = '\n';
  memcpy(to, ".\r\n", 3);
  put(out, to + 3 - out);
  free(out);
}

static void connect_to(const char *url, const char *authorities) {
  long code;
  curl_global_init(CURL_GLOBAL_DEFAULT);
  handle = curl_easy_init();
  curl_easy_setopt(handle, CURLOPT_URL, url);
  curl_easy_setopt(handle, CURLOPT_CONNECT_ONLY, 1L);
  curl_easy_setopt(handle, CURLOPT_TCP_NODELAY, 1L);
  if (authorities) {
    curl_easy_setopt(handle, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
    curl_easy_setopt(handle, CURLOPT_CAINFO, authorities);
  }
  code = curl_easy_perform(handle);
  if (code != CURLE_OK) die(curl_easy_strerror(code));
  curl_easy_getinfo(handle, CURLINFO_ACTIVESOCKET, &sock);
}

static int by_name(const void *a, const void *b) { return memcmp(a, b, ID + 1); }

/* One batch: locked and read; written down and synced; sent and unlinked; synced. */
static void deliver(char (*ids)[ID + 1], int count, int intents, int folder) {
  struct entry entries[BATCH];
  char rows[BATCH * 64], path[4200];
  int length = 0;
  for (int i = 0; i < count; i++) {
    memcpy(entries[i].id, ids[i], ID + 1);
    read_entry(&entries[i]);
    length += sprintf(rows + length, ".43:i19:%s\nt10:1700000000\nx1:0\n\n", ids[i]);
  }
  if (ftruncate(intents, 0) != 0 || write(intents, rows, length) != length || fsync(intents) != 0) die("intents");
  for (int i = 0; i < count; i++) {
    put(entries[i].commands, strlen(entries[i].commands));
    expect(3, "354");
    put_message(&entries[i]);
    expect(1, "250");
    snprintf(path, sizeof path, "%s/%s", queue, ids[i]);
    if (unlink(path) != 0) die(path);
  }
  if (fsync(folder) != 0) die("fsync");
  for (int i = 0; i < count; i++) {
    close(entries[i].fd);
    free(entries[i].file);
  }
}

int main(int argc, char **argv) {
  char path[4200], (*ids)[ID + 1] = NULL;
  size_t count = 0, room = 0;
  struct dirent *name;
  if (argc < 3) { fprintf(stderr, "relay SPOOL URL [CA-FILE]\n"); return 64; }
  if (strlen(argv[1]) > 3000) die("the path");
  snprintf(queue, sizeof queue, "%s/queue", argv[1]);
  snprintf(path, sizeof path, "%s/intents-in-c", argv[1]);
  int intents = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  int folder = open(queue, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *stream = opendir(queue);
  if (intents < 0 || folder < 0 || stream == NULL) die(queue);
  while ((name = readdir(stream)) != NULL) {
    if (strlen(name->d_name) != ID) continue;
    if (count == room) ids = realloc(ids, (room = 2 * room + 1024) * sizeof *ids);
    memcpy(ids[count++], name->d_name, ID + 1);
  }
  qsort(ids, count, sizeof *ids, by_name);
  connect_to(argv[2], argc > 3 ? argv[3] : NULL);
  for (size_t first = 0; first < count; first += BATCH)
    deliver(ids + first, count - first < BATCH ? count - first : BATCH, intents, folder);
  put("QUIT\r\n", 6);
  expect(1, "221");
  printf("%zu\n", count);
  return 0;
}
