#include "CAllocationCount.h"

#include <stddef.h>

// glibc's own allocator, below the name that this file takes.
extern void *__libc_malloc(size_t);

static unsigned long count;

void *malloc(size_t octets) {
  count++;
  return __libc_malloc(octets);
}

unsigned long allocation_count(void) { return count; }
