/* Makes chosen system calls of a program go wrong. Loaded with LD_PRELOAD; test only.

     FAULT_ROOT  the folder whose files count (absolute, no slash at its end); sockets count always
     FAULT_LOG   a file to which a line is appended for each call that counts: "NUMBER CALL PATH", and behind it the fault, if any
     FAULT       PLACE:KIND[+][,PLACE:KIND[+]…]: what happens at a call, with + at all later ones too. A PLACE is the number of the
                 call, from 1, or NUMBER/CALL, the number among the calls of that name: how often replies are read depends on
                 when they arrive, so that only this says the same in each run

   Kinds: kill (before the call), kill-after, eio, enospc, short (half of the octets, at least one; of a reply, one), lie (it is not
   done, and said to be done). A kind that a call cannot have leaves it as it is. With FAULT_NAMED there are no files without a
   name; with FAULT_ROOM the file system says that it has plenty of room, so that only writing shows that it has none. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>

enum kind { NONE, KILL, KILL_AFTER, EIO_, ENOSPC_, SHORT, LIE };
static const char *const names[] = {"", "kill", "kill-after", "eio", "enospc", "short", "lie"};

enum { MAXIMUM_FILES = 1024, MAXIMUM_FAULTS = 8 };
static char *paths[MAXIMUM_FILES]; /* of the open files that count, below the root */
static struct { long number; char call[16]; enum kind kind; int stays; } faults[MAXIMUM_FAULTS];
static int fault_count;
static const char *root, *log_path;
static size_t root_length;
static int wants_names, claims_room;
static atomic_long calls;
/* How often each call was made, by its name. */
enum { MAXIMUM_CALLS = 32 };
static struct { const char *call; long number; } counters[MAXIMUM_CALLS];

__attribute__((constructor)) static void read_environment(void) {
  log_path = getenv("FAULT_LOG");
  wants_names = getenv("FAULT_NAMED") != NULL;
  claims_room = getenv("FAULT_ROOM") != NULL;
  root = getenv("FAULT_ROOT");
  root_length = root ? strlen(root) : 0;
  for (const char *text = getenv("FAULT"); text && *text && fault_count < MAXIMUM_FAULTS;) {
    char *rest;
    faults[fault_count].number = strtol(text, &rest, 10);
    text = rest;
    if (*text == '/') {
      size_t length = strcspn(++text, ":");
      if (length >= sizeof faults[0].call) abort();
      memcpy(faults[fault_count].call, text, length);
      text += length;
    }
    text += *text == ':';
    size_t length = strcspn(text, ",+");
    for (enum kind kind = KILL; kind <= LIE; kind++)
      if (strlen(names[kind]) == length && !strncmp(text, names[kind], length)) faults[fault_count].kind = kind;
    if (!faults[fault_count].kind) abort();
    faults[fault_count++].stays = text[length] == '+';
    text += length + (text[length] == '+');
    text += *text == ',';
  }
}

static void die(void) {
  syscall(SYS_kill, getpid(), SIGKILL);
  for (;;) pause();
}

/* The name below the root; NULL for a file elsewhere. */
static const char *below(const char *path) {
  if (!root || !path || strncmp(path, root, root_length)) return NULL;
  return path[root_length] == '/' ? path + root_length + 1 : path[root_length] ? NULL : ".";
}

static const char *name_of(int file) { return file >= 0 && file < MAXIMUM_FILES ? paths[file] : NULL; }

static void remember(int file, const char *name) {
  if (file < 0 || file >= MAXIMUM_FILES) return;
  free(paths[file]);
  paths[file] = name ? strdup(name) : NULL;
}

/* The number of this call among those of its name. */
static long number_among(const char *call) {
  for (int i = 0; i < MAXIMUM_CALLS; i++) {
    if (!counters[i].call) counters[i].call = call;
    if (!strcmp(counters[i].call, call)) return ++counters[i].number;
  }
  abort();
}

/* Counts a call and says what is to go wrong with it; dies here if that is it. */
static enum kind count(const char *call, const char *name, const char *possible) {
  int error = errno;
  long number = atomic_fetch_add(&calls, 1) + 1;
  long among = number_among(call);
  enum kind kind = NONE;
  for (int i = 0; i < fault_count; i++) {
    if (*faults[i].call && strcmp(faults[i].call, call)) continue;
    long here = *faults[i].call ? among : number;
    if (here == faults[i].number || (faults[i].stays && here > faults[i].number)) kind = faults[i].kind;
  }
  if (kind && !strstr(possible, names[kind])) kind = NONE;
  if (log_path) {
    char line[4300];
    int length = snprintf(line, sizeof line, "%ld %s %.4096s%s%s\n", number, call, name, kind ? " FAULT " : "", names[kind]);
    int file = syscall(SYS_openat, AT_FDCWD, log_path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    syscall(SYS_write, file, line, length);
    syscall(SYS_close, file);
  }
  if (kind == KILL) die();
  errno = error;
  return kind;
}

static long failing(enum kind kind) {
  errno = kind == ENOSPC_ ? ENOSPC : EIO;
  return -1;
}

/* A call that gives 0 or -1. */
#define SIMPLE(call, name, possible, real)                       \
  do {                                                           \
    enum kind kind = count(call, name, "kill kill-after " possible); \
    if (kind == EIO_ || kind == ENOSPC_) return failing(kind);   \
    if (kind == LIE) return 0;                                   \
    int result = (real);                                         \
    if (kind == KILL_AFTER) die();                               \
    return result;                                               \
  } while (0)

/* --- Files ------------------------------------------------------------------------------------------------------------------ */

static int open_at(int folder, const char *path, int flags, mode_t mode) {
  const char *name = below(path);
  enum kind kind = NONE;
  if (name) {
    if (wants_names && (flags & O_TMPFILE) == O_TMPFILE) {
      errno = EOPNOTSUPP;
      return -1;
    }
    kind = count("open", name, "kill kill-after eio enospc");
    if (kind == EIO_ || kind == ENOSPC_) return failing(kind);
  }
  int file = syscall(SYS_openat, folder, path, flags, mode);
  if (kind == KILL_AFTER) die();
  remember(file, name);
  return file;
}

#define MODE(flags, mode)                         \
  mode_t mode = 0;                                \
  if ((flags) & (O_CREAT | O_TMPFILE)) {          \
    va_list list;                                 \
    va_start(list, flags);                        \
    mode = va_arg(list, mode_t);                  \
    va_end(list);                                 \
  }

int open(const char *path, int flags, ...) { MODE(flags, mode) return open_at(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags, mode) return open_at(AT_FDCWD, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE(flags, mode) return open_at(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE(flags, mode) return open_at(folder, path, flags, mode); }

int close(int file) {
  const char *name = name_of(file);
  enum kind kind = name ? count("close", name, "kill kill-after eio") : NONE;
  remember(file, NULL);
  int result = syscall(SYS_close, file); /* Linux closes it whatever it says */
  if (kind == KILL_AFTER) die();
  return kind == EIO_ ? failing(kind) : result;
}

static ssize_t write_some(int file, const void *octets, size_t length, off_t offset) {
  const char *name = name_of(file);
  enum kind kind = name ? count("write", name, "kill kill-after eio enospc short lie") : NONE;
  if (kind == EIO_ || kind == ENOSPC_) return failing(kind);
  if (kind == LIE) return length;
  if (kind == SHORT && length > 1) length /= 2;
  ssize_t result = offset < 0 ? syscall(SYS_write, file, octets, length) : syscall(SYS_pwrite64, file, octets, length, offset);
  if (kind == KILL_AFTER) die();
  return result;
}

ssize_t write(int file, const void *octets, size_t length) { return write_some(file, octets, length, -1); }
ssize_t pwrite(int file, const void *octets, size_t length, off_t offset) { return write_some(file, octets, length, offset); }
ssize_t pwrite64(int file, const void *octets, size_t length, off_t offset) { return write_some(file, octets, length, offset); }

ssize_t pread(int file, void *octets, size_t length, off_t offset) {
  const char *name = name_of(file);
  enum kind kind = name ? count("pread", name, "kill eio short") : NONE;
  if (kind == EIO_) return failing(kind);
  if (kind == SHORT && length > 1) length /= 2;
  return syscall(SYS_pread64, file, octets, length, offset);
}
ssize_t pread64(int file, void *octets, size_t length, off_t offset) __attribute__((alias("pread")));

#define ON_FILE(call, parameters, possible, real)   \
  int call parameters {                             \
    const char *name = name_of(file);               \
    if (!name) return real;                         \
    SIMPLE(#call, name, possible, real);            \
  }
ON_FILE(fsync, (int file), "eio enospc", syscall(SYS_fsync, file))
ON_FILE(fdatasync, (int file), "eio enospc", syscall(SYS_fdatasync, file))
ON_FILE(ftruncate, (int file, off_t length), "eio lie", syscall(SYS_ftruncate, file, length))
ON_FILE(flock, (int file, int operation), "eio", syscall(SYS_flock, file, operation))

/* --- Names ------------------------------------------------------------------------------------------------------------------ */

#define ON_NAME(call, parameters, path, possible, real) \
  int call parameters {                                 \
    const char *name = below(path);                     \
    if (!name) return real;                             \
    SIMPLE(#call, name, possible, real);                \
  }
ON_NAME(link, (const char *from, const char *to), to, "eio enospc lie", syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0))
ON_NAME(linkat, (int a, const char *from, int b, const char *to, int flags), to, "eio enospc lie",
        syscall(SYS_linkat, a, from, b, to, flags))
ON_NAME(rename, (const char *from, const char *to), to, "eio enospc lie", syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0))
ON_NAME(renameat, (int a, const char *from, int b, const char *to), to, "eio enospc lie",
        syscall(SYS_renameat2, a, from, b, to, 0))
ON_NAME(unlink, (const char *path), path, "eio lie", syscall(SYS_unlinkat, AT_FDCWD, path, 0))
ON_NAME(unlinkat, (int folder, const char *path, int flags), path, "eio lie", syscall(SYS_unlinkat, folder, path, flags))
ON_NAME(mkdir, (const char *path, mode_t mode), path, "eio enospc", syscall(SYS_mkdirat, AT_FDCWD, path, mode))

DIR *opendir(const char *path) {
  static DIR *(*real)(const char *);
  if (!real) *(void **)&real = dlsym(RTLD_NEXT, "opendir");
  const char *name = below(path);
  if (name && count("opendir", name, "kill eio") == EIO_) {
    errno = EIO;
    return NULL;
  }
  return real(path);
}

int lstat(const char *restrict path, struct stat *restrict status) {
  const char *name = below(path);
  if (name && count("lstat", name, "eio") == EIO_) return failing(EIO_);
  return fstatat(AT_FDCWD, path, status, AT_SYMLINK_NOFOLLOW);
}

int statvfs(const char *restrict path, struct statvfs *restrict status) {
  static int (*real)(const char *restrict, struct statvfs *restrict);
  if (!real) *(void **)&real = dlsym(RTLD_NEXT, "statvfs");
  const char *name = below(path);
  if (name && count("statvfs", name, "eio") == EIO_) return failing(EIO_);
  int result = real(path, status);
  if (name && claims_room) status->f_bavail = 1L << 40;
  return result;
}

/* --- The wire --------------------------------------------------------------------------------------------------------------- */

ssize_t send(int socket, const void *octets, size_t length, int flags) {
  enum kind kind = count("send", "-", "kill kill-after eio short");
  if (kind == EIO_) return failing(kind);
  if (kind == SHORT && length > 1) length /= 2;
  ssize_t result = syscall(SYS_sendto, socket, octets, length, flags, NULL, 0);
  if (kind == KILL_AFTER) die();
  return result;
}

ssize_t recv(int socket, void *octets, size_t length, int flags) {
  enum kind kind = count("recv", "-", "kill kill-after eio short");
  if (kind == EIO_) return failing(kind);
  if (kind == SHORT) length = 1;
  ssize_t result = syscall(SYS_recvfrom, socket, octets, length, flags, NULL, NULL);
  if (kind == KILL_AFTER) die();
  return result;
}
