/* Makes every fsync and fdatasync take SLOW_DISK_MS longer, as on a stick or an old disk.
   Loaded by LD_PRELOAD into the process that is measured; see measures.py. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static int slowly(const char *name, int file) {
    const char *told = getenv("SLOW_DISK_MS");
    long wait = told ? atol(told) : 0;
    struct timespec pause = {wait / 1000, (wait % 1000) * 1000000L};
    nanosleep(&pause, NULL);
    return ((int (*)(int))dlsym(RTLD_NEXT, name))(file);
}

int fsync(int file) { return slowly("fsync", file); }
int fdatasync(int file) { return slowly("fdatasync", file); }
