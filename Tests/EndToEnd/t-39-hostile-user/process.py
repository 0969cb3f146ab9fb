#!/usr/bin/python3
"""What a user tries with a process of their own: process.py COMMAND…

Starts the command, which writes a line and then waits at its standard input. Prints a line for each attempt that
succeeded, then how many there were.
"""

import ctypes
import os
import resource
import subprocess
import sys

libc = ctypes.CDLL(None, use_errno=True)
PTRACE_ATTACH, PTRACE_DETACH, PTRACE_SEIZE = 16, 17, 0x4206
PIDFD_OPEN, PIDFD_GETFD = 434, 438

child = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
child.stdout.readline()
pid = child.pid
attempts = 0


def attempt(name, action):
    global attempts
    attempts += 1
    try:
        action()
    except OSError as error:
        if not isinstance(error, PermissionError):
            print(f"{name}: {error}")
    else:
        print(f"{name}: succeeded")


def called(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def read(name, flags=os.O_RDONLY):
    descriptor = os.open(f"/proc/{pid}/{name}", flags)
    if name != "mem":
        os.read(descriptor, 1)
    os.close(descriptor)


def attached():
    called(libc.ptrace(PTRACE_ATTACH, pid, None, None))
    os.waitpid(pid, 0)
    libc.ptrace(PTRACE_DETACH, pid, None, None)


def seized():
    called(libc.ptrace(PTRACE_SEIZE, pid, None, None))


def copied():
    class Vector(ctypes.Structure):
        _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]

    with open(f"/proc/{pid}/maps", encoding="ascii") as maps:
        address = int(maps.readline().split("-")[0], 16)
    buffer = ctypes.create_string_buffer(16)
    mine, other = Vector(ctypes.addressof(buffer), 16), Vector(address, 16)
    called(libc.process_vm_readv(pid, ctypes.byref(mine), 1, ctypes.byref(other), 1, 0))


def descriptor_taken():
    process = called(libc.syscall(PIDFD_OPEN, pid, 0))
    called(libc.syscall(PIDFD_GETFD, process, 0, 0))


for name in ("environ", "maps", "auxv", "io", "syscall"):
    attempt(name, lambda name=name: read(name))
attempt("memory", lambda: read("mem"))
attempt("memory to write", lambda: read("mem", os.O_RDWR))
attempt("descriptors", lambda: os.listdir(f"/proc/{pid}/fd"))
attempt("working folder", lambda: os.readlink(f"/proc/{pid}/cwd"))
attempt("root", lambda: os.readlink(f"/proc/{pid}/root"))
attempt("PTRACE_ATTACH", attached)
attempt("process_vm_readv", copied)
attempt("pidfd_getfd", descriptor_taken)
attempt("limits", lambda: resource.prlimit(pid, resource.RLIMIT_CORE, (0, 0)))
attempt("PTRACE_SEIZE", seized)
print(attempts)
child.kill()
child.wait()
