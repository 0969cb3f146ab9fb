/* Nettle's digests, whose headers stand in the system's include path. */
#include <nettle/hmac.h>
#include <nettle/md5.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>
