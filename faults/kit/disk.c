/*
 * A disk that tells the truth about power cuts, as an LD_PRELOAD library: it knows which bytes of a folder's files have
 * reached the platter. DISK_PLATTER holds that state and nothing else; after SIGKILL it is what a power cut leaves.
 *
 *   DISK_FOLDER   absolute path of the watched folder (its files, not its subfolders)
 *   DISK_PLATTER  absolute path of the folder with what is on the platter; unset: not kept
 *   DISK_SEED     of everything random here
 *   DISK_EARLY    percentage of writes of which some sectors reach the platter before any fsync, as the kernel may do
 *   DISK_FAIL     "fsync" or "write": such calls fail with EIO …
 *   DISK_ONE_IN   … one in so many, by chance …
 *   DISK_ARMED    … while this file exists; every failure is a line in it, "call name".
 * A failed fsync loses what it should have written for good, as on Linux: a later fsync answers 0 and does not bring it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { SECTOR = 512, FILES = 256 };

struct change { struct change *next; off_t at; size_t length; int truncates; char bytes[]; };
struct file { dev_t device; ino_t inode; int known; struct change *first, **last; };

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static struct file files[FILES];
static uint64_t chance;
static const char *folder, *platter, *failing, *armed;
static int early, one_in;

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_fsync)(int), (*real_fdatasync)(int), (*real_ftruncate)(int, off_t);
static int (*real_unlink)(const char *);
static int (*real_rename)(const char *, const char *), (*real_link)(const char *, const char *);

static int number(const char *name, int otherwise) {
  const char *text = getenv(name);
  return text && *text ? atoi(text) : otherwise;
}

__attribute__((constructor)) static void begin(void) {
  real_write = dlsym(RTLD_NEXT, "write");
  real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
  real_unlink = dlsym(RTLD_NEXT, "unlink");
  real_rename = dlsym(RTLD_NEXT, "rename");
  real_link = dlsym(RTLD_NEXT, "link");
  folder = getenv("DISK_FOLDER");
  platter = getenv("DISK_PLATTER");
  failing = getenv("DISK_FAIL");
  armed = getenv("DISK_ARMED");
  early = number("DISK_EARLY", 0);
  one_in = number("DISK_ONE_IN", 0);
  chance = 0x9e3779b97f4a7c15u ^ ((uint64_t)number("DISK_SEED", 1) << 20);
}

static void die(const char *why) {
  perror(why);
  abort();
}

static uint32_t draw(uint32_t below) {
  chance ^= chance << 13, chance ^= chance >> 7, chance ^= chance << 17;
  return (uint32_t)(chance >> 32) % below;
}

/* The name of a watched file, or NULL for everything else: other folders, sockets, files without a name. */
static const char *inside(const char *path) {
  size_t length = folder ? strlen(folder) : 0;
  if (!length || strncmp(path, folder, length) || path[length] != '/') return NULL;
  const char *name = path + length + 1;
  return strchr(name, '/') || strstr(name, " (deleted)") || strstr(name, "-shm") ? NULL : name;
}

static const char *name_of(int fd, char path[PATH_MAX]) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (length < 0) return NULL;
  path[length] = 0;
  return inside(path);
}

static struct file *slot(dev_t device, ino_t inode) {
  for (int i = 0; i < FILES; i++)
    if (files[i].known && files[i].inode == inode && files[i].device == device) return &files[i];
  for (int i = 0; i < FILES; i++)
    if (!files[i].known) {
      files[i] = (struct file){device, inode, 1, NULL, NULL};
      files[i].last = &files[i].first;
      return &files[i];
    }
  errno = ENFILE;
  die("disk: too many files");
  return NULL;
}

static int is_file(int fd, struct stat *stats) {
  return folder && !fstat(fd, stats) && S_ISREG(stats->st_mode);
}

/* NULL: not watched. */
static struct file *file_of(int fd, char path[PATH_MAX], const char **name) {
  struct stat stats;
  if (!is_file(fd, &stats)) return NULL;
  *name = name_of(fd, path);
  return *name ? slot(stats.st_dev, stats.st_ino) : NULL;
}

static void forget(struct file *file) {
  for (struct change *change = file->first; change;) {
    struct change *next = change->next;
    free(change);
    change = next;
  }
  file->first = NULL;
  file->last = &file->first;
}

static void release(struct file *file) {
  forget(file);
  file->known = 0;
}

static void platter_path(const char *name, char path[PATH_MAX]) {
  if (snprintf(path, PATH_MAX, "%s/%s", platter, name) >= PATH_MAX) die("disk: path");
}

static int open_platter(const char *name) {
  char path[PATH_MAX];
  platter_path(name, path);
  int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) die("disk: platter");
  return fd;
}

static void put(int fd, const char *bytes, size_t length, off_t at) {
  while (length > 0) {
    ssize_t done = real_pwrite(fd, bytes, length, at);
    if (done <= 0) die("disk: platter write");
    bytes += done, length -= (size_t)done, at += done;
  }
}

static void remember(struct file *file, const void *bytes, size_t length, off_t at, int truncates) {
  if (!platter) return;
  struct change *change = malloc(sizeof *change + (truncates ? 0 : length));
  if (!change) die("disk: memory");
  *change = (struct change){NULL, at, length, truncates};
  if (!truncates) memcpy(change->bytes, bytes, length);
  *file->last = change;
  file->last = &change->next;
}

static void wrote(struct file *file, const char *name, const void *bytes, size_t length, off_t at) {
  remember(file, bytes, length, at, 0);
  if (!platter || draw(100) >= (uint32_t)early) return;
  size_t sectors = length / SECTOR, part = sectors ? (1 + draw((uint32_t)sectors)) * SECTOR : length;
  int fd = open_platter(name);
  put(fd, bytes, part < length ? part : length, at);
  close(fd);
}

static int fails(const char *call, const char *name) {
  if (!failing || !armed || !one_in || strcmp(failing, call) || draw((uint32_t)one_in) || access(armed, F_OK)) return 0;
  char line[PATH_MAX];
  int fd = open(armed, O_WRONLY | O_APPEND | O_CLOEXEC), length = snprintf(line, sizeof line, "%s %s\n", call, name);
  if (fd < 0 || real_write(fd, line, (size_t)length) != length) die("disk: log");
  close(fd);
  return 1;
}

static int sync_file(int fd, int (*real)(int)) {
  char path[PATH_MAX];
  const char *name;
  pthread_mutex_lock(&mutex);
  struct file *file = file_of(fd, path, &name);
  int failed = file && fails("fsync", name), result = failed ? -1 : real(fd);
  if (file && result == 0 && platter) {
    int to = open_platter(name);
    for (struct change *change = file->first; change; change = change->next)
      if (!change->truncates) put(to, change->bytes, change->length, change->at);
      else if (real_ftruncate(to, change->at)) die("disk: platter truncate");
    close(to);
  }
  if (file && (failed || result == 0)) forget(file);
  pthread_mutex_unlock(&mutex);
  if (failed) errno = EIO;
  return result;
}

int fsync(int fd) { return sync_file(fd, real_fsync); }
int fdatasync(int fd) { return sync_file(fd, real_fdatasync); }

ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t at) {
  char path[PATH_MAX];
  const char *name;
  pthread_mutex_lock(&mutex);
  struct file *file = file_of(fd, path, &name);
  int failed = file && fails("write", name);
  ssize_t done = failed ? -1 : real_pwrite(fd, bytes, length, at);
  int kept = errno;
  if (file && done > 0) wrote(file, name, bytes, (size_t)done, at);
  pthread_mutex_unlock(&mutex);
  errno = failed ? EIO : kept;
  return done;
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { return pwrite64(fd, bytes, length, at); }

/* libuv's signal handler writes to a pipe, maybe in the middle of an fsync that holds the mutex: only files ask for it. */
ssize_t write(int fd, const void *bytes, size_t length) {
  char path[PATH_MAX];
  const char *name;
  struct stat stats;
  if (!is_file(fd, &stats)) return real_write(fd, bytes, length);
  pthread_mutex_lock(&mutex);
  struct file *file = file_of(fd, path, &name);
  pthread_mutex_unlock(&mutex); /* a full pipe may block: nobody else must wait for it */
  ssize_t done = real_write(fd, bytes, length);
  int kept = errno;
  if (file && done > 0) {
    pthread_mutex_lock(&mutex);
    wrote(file, name, bytes, (size_t)done, lseek(fd, 0, SEEK_CUR) - done);
    pthread_mutex_unlock(&mutex);
  }
  errno = kept;
  return done;
}

int ftruncate64(int fd, off_t length) {
  char path[PATH_MAX];
  const char *name;
  pthread_mutex_lock(&mutex);
  struct file *file = file_of(fd, path, &name);
  int result = real_ftruncate(fd, length);
  if (file && result == 0) remember(file, NULL, 0, length, 1);
  pthread_mutex_unlock(&mutex);
  return result;
}

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

int unlink(const char *path) {
  struct stat stats;
  const char *name = inside(path);
  int known = name && !stat(path, &stats), result = real_unlink(path);
  if (!known || result) return result;
  pthread_mutex_lock(&mutex);
  release(slot(stats.st_dev, stats.st_ino));
  char gone[PATH_MAX];
  if (platter) platter_path(name, gone), real_unlink(gone);
  pthread_mutex_unlock(&mutex);
  return 0;
}

/* Gives the file a name on the platter by `real`. A name without its content: what was never flushed is an empty file
   after the power cut. */
static void name_platter(const char *old, const char *new, int (*real)(const char *, const char *)) {
  char before[PATH_MAX], after[PATH_MAX];
  platter_path(old, before), platter_path(new, after);
  if (!real(before, after)) return;
  int fd = open_platter(new);
  if (real_ftruncate(fd, 0)) die("disk: platter truncate");
  close(fd);
}

int link(const char *from, const char *to) {
  const char *old = inside(from), *new = inside(to);
  int result = real_link(from, to);
  if (result || !old || !new || !platter) return result;
  pthread_mutex_lock(&mutex);
  name_platter(old, new, real_link);
  pthread_mutex_unlock(&mutex);
  return 0;
}

int rename(const char *from, const char *to) {
  const char *old = inside(from), *new = inside(to);
  struct stat replaced;
  int replaces = new && !stat(to, &replaced), result = real_rename(from, to);
  if (result || !old || !new || !platter) return result;
  pthread_mutex_lock(&mutex);
  if (replaces) release(slot(replaced.st_dev, replaced.st_ino));
  name_platter(old, new, real_rename);
  pthread_mutex_unlock(&mutex);
  return 0;
}
