/* What a user wants to run with presend's rights: says that it has run, and with which group. Built as a library to be
   preloaded, as a charset module of the C library, and as a program that takes the place of another one. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void leave_trace(void) {
  char line[64];
  int length = snprintf(line, sizeof line, "ran with group %d\n", (int)getegid());
  int trace = open(TRACE, O_WRONLY | O_CREAT | O_APPEND, 0666);
  if (trace >= 0 && write(trace, line, length) == length) close(trace);
}

#ifdef LIBRARY
__attribute__((constructor)) static void loaded(void) { leave_trace(); }
int gconv_init(void *step) { (void)step; leave_trace(); return 0; }
unsigned la_version(unsigned version) { return version; }
#else
int main(void) { leave_trace(); return 0; }
#endif
