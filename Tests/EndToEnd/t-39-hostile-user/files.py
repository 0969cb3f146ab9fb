#!/usr/bin/python3
"""What a user tries with folders and files of others: files.py OWN-FOLDER PATH…

Prints a line for each attempt that succeeded, or was refused for another reason than a missing right, then how many
attempts there were. A path that ends with "?" lies in a folder that the user may see: its name and size are no secret.
"""

import ctypes
import errno
import fcntl
import os
import socket
import sys

libc = ctypes.CDLL(None, use_errno=True)
REFUSED = (errno.EACCES, errno.EPERM)
own = sys.argv[1]
attempts = 0


def attempt(name, action, *arguments):
    global attempts
    attempts += 1
    try:
        action(*arguments)
    except OSError as error:
        if error.errno not in REFUSED:
            print(f"{name}: {error.strerror}")
    else:
        print(f"{name}: succeeded")


def opened(path, flags):
    os.close(os.open(path, flags, 0o666))


def locked(path):
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(descriptor)


def watched(path):
    descriptor = libc.inotify_init()
    if libc.inotify_add_watch(descriptor, path.encode(), 0xFFF) < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def bound(path):
    socket.socket(socket.AF_UNIX).bind(path)


def own_file(name):
    path = os.path.join(own, name)
    with open(path, "w", encoding="ascii") as file:
        file.write("mine\n")
    return path


def through_link(path):
    link = os.path.join(own, "link")
    if os.path.lexists(link):
        os.unlink(link)
    os.symlink(path, link)
    with open(link, "rb") as file:
        file.read()


def try_folder(folder):
    inside = os.path.join(folder, "0123456789abcdefgh0")
    attempt(f"list {folder}", os.listdir, folder)
    attempt(f"enter {folder}", os.chdir, folder)
    attempt(f"open {folder}", opened, folder, os.O_RDONLY | os.O_DIRECTORY)
    attempt(f"watch {folder}", watched, folder)
    attempt(f"file without a name in {folder}", opened, folder, os.O_TMPFILE | os.O_RDWR)
    attempt(f"file in {folder}", opened, inside, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
    attempt(f"folder in {folder}", os.mkdir, inside + "d")
    attempt(f"FIFO in {folder}", os.mkfifo, inside + "f")
    attempt(f"socket in {folder}", bound, inside[:100] + "s")
    attempt(f"symbolic link in {folder}", os.symlink, "/etc/passwd", inside + "l")
    attempt(f"hard link into {folder}", os.link, own_file("hard"), inside + "h")
    attempt(f"rename into {folder}", os.rename, own_file("moved"), inside + "r")
    attempt(f"mode of {folder}", os.chmod, folder, 0o777)
    attempt(f"owner of {folder}", os.chown, folder, os.getuid(), -1)
    attempt(f"rename {folder}", os.rename, folder, os.path.join(own, "stolen-folder"))
    os.chdir("/")


def try_file(path, is_visible):
    if not is_visible:
        attempt(f"look at {path}", os.stat, path)
        attempt(f"hold {path}", opened, path, os.O_PATH)
    attempt(f"read {path}", opened, path, os.O_RDONLY | os.O_NONBLOCK)
    attempt(f"read through a link {path}", through_link, path)
    attempt(f"write {path}", opened, path, os.O_RDWR | os.O_NONBLOCK)
    attempt(f"append to {path}", opened, path, os.O_WRONLY | os.O_APPEND | os.O_NONBLOCK)
    attempt(f"truncate {path}", os.truncate, path, 0)
    attempt(f"lock {path}", locked, path)
    attempt(f"watch {path}", watched, path)
    attempt(f"mode of {path}", os.chmod, path, 0o666)
    attempt(f"owner of {path}", os.chown, path, os.getuid(), -1)
    attempt(f"time of {path}", os.utime, path, (0, 0))
    attempt(f"attribute of {path}", os.setxattr, path, "user.presend", b"x")
    attempt(f"hard link to {path}", os.link, path, os.path.join(own, "linked"))
    attempt(f"replace {path}", os.rename, own_file("other"), path)
    attempt(f"take away {path}", os.rename, path, os.path.join(own, "stolen"))
    attempt(f"remove {path}", os.unlink, path)


for given in sys.argv[2:]:
    if given.endswith("/"):
        try_folder(given.rstrip("/"))
    else:
        try_file(given.rstrip("?"), given.endswith("?"))
print(attempts)
