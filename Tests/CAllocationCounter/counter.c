#define _GNU_SOURCE
#include "CAllocationCounter.h"
#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>

// The test executable's malloc comes before the C library's, for every library in the process; it passes everything
// on and counts only on a thread that asked for it.

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif

static _Thread_local int64_t counting = 0;
static _Thread_local int64_t count = 0;

void allocation_counter_start(void) {
    count = 0;
    counting = 1;
}

#if defined(SANITIZED) || !defined(__GLIBC__)

int64_t allocation_counter_stop(void) {
    counting = 0;
    return -1;
}

#else

int64_t allocation_counter_stop(void) {
    counting = 0;
    return count;
}

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);
void __libc_free(void *);

void *malloc(size_t size) {
    count += counting;
    return __libc_malloc(size);
}

void *calloc(size_t n, size_t size) {
    count += counting;
    return __libc_calloc(n, size);
}

void *realloc(void *old, size_t size) {
    count += counting;
    return __libc_realloc(old, size);
}

int posix_memalign(void **result, size_t alignment, size_t size) {
    count += counting;
    void *memory = __libc_memalign(alignment, size);
    if (!memory) return 12;
    *result = memory;
    return 0;
}

void *aligned_alloc(size_t alignment, size_t size) {
    count += counting;
    return __libc_memalign(alignment, size);
}

void free(void *memory) {
    count += counting;
    __libc_free(memory);
}

int pthread_mutex_lock(pthread_mutex_t *mutex) {
    static int (*next)(pthread_mutex_t *) = NULL;
    count += counting;
    if (!next) next = (int (*)(pthread_mutex_t *))dlsym(RTLD_NEXT, "pthread_mutex_lock");
    return next(mutex);
}

#endif
