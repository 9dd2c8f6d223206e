// Preloaded into the player: counts what the audio thread must not do, outside of ALSA's own functions.
//
// The thread is known by the name it gives itself. What ALSA does within its transfer functions (locks, mostly) is
// ALSA's; it is counted apart.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static __thread int watched __attribute__((tls_model("initial-exec")));
static __thread int inAlsa __attribute__((tls_model("initial-exec")));
static long ours, alsas, periods;

static void *next(const char *name) { return dlsym(RTLD_NEXT, name); }
static void count(void) {
    if (!watched) return;
    __atomic_add_fetch(inAlsa ? &alsas : &ours, 1, __ATOMIC_RELAXED);
}

extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t);
extern void __libc_free(void *);
void *malloc(size_t size) { count(); return __libc_malloc(size); }
void *calloc(size_t number, size_t size) { count(); return __libc_calloc(number, size); }
void *realloc(void *old, size_t size) { count(); return __libc_realloc(old, size); }
void free(void *memory) { count(); __libc_free(memory); }

#define PASS(result, name, parameters, ...)                                     \
    result name parameters {                                                    \
        static result(*real) parameters;                                        \
        count();                                                                \
        if (!real) real = next(#name);                                          \
        return real(__VA_ARGS__);                                               \
    }
PASS(int, pthread_mutex_lock, (pthread_mutex_t * m), m)
PASS(int, pthread_cond_wait, (pthread_cond_t * c, pthread_mutex_t *m), c, m)
PASS(ssize_t, write, (int d, const void *b, size_t n), d, b, n)
PASS(void *, swift_retain, (void *o), o)
PASS(void, swift_release, (void *o), o)
PASS(void *, swift_allocObject, (void *m, size_t s, size_t a), m, s, a)

#define ALSA(result, name, parameters, ...)                                     \
    result name parameters {                                                    \
        static result(*real) parameters;                                        \
        if (!real) real = next(#name);                                          \
        inAlsa++;                                                               \
        result value = real(__VA_ARGS__);                                       \
        inAlsa--;                                                               \
        return value;                                                           \
    }
typedef struct _snd_pcm snd_pcm_t;
ALSA(int, snd_pcm_wait, (snd_pcm_t * p, int t), p, t)
ALSA(int, snd_pcm_recover, (snd_pcm_t * p, int e, int s), p, e, s)
ALSA(int, snd_pcm_drain, (snd_pcm_t * p), p)
ALSA(int, snd_pcm_delay, (snd_pcm_t * p, long *d), p, d)
// The thread's last call: what follows is the C library putting the thread away.
int snd_pcm_drop(snd_pcm_t *pcm) {
    static int (*real)(snd_pcm_t *);
    if (!real) real = next("snd_pcm_drop");
    watched = 0;
    return real(pcm);
}
long snd_pcm_writei(snd_pcm_t *pcm, const void *frames, unsigned long number) {
    static long (*real)(snd_pcm_t *, const void *, unsigned long);
    if (!real) real = next("snd_pcm_writei");
    if (watched) __atomic_add_fetch(&periods, 1, __ATOMIC_RELAXED);
    inAlsa++;
    long value = real(pcm, frames, number);
    inAlsa--;
    return value;
}

int pthread_setname_np(pthread_t thread, const char *name) {
    static int (*real)(pthread_t, const char *);
    if (!real) real = next("pthread_setname_np");
    int value = real(thread, name);
    if (strcmp(name, "musicgen-audio") == 0) {
        // One deliberate allocation first, to show that the guard sees them.
        watched = 1;
        void *volatile probe = malloc(1);
        free(probe);
        if (ours != 2) {
            fprintf(stderr, "the guard does not work\n");
            _exit(2);
        }
        ours = 0;
    }
    return value;
}

__attribute__((destructor)) static void report(void) {
    fflush(stdout);
    fprintf(stderr, "audio thread: %ld writes, %ld violations of ours, %ld calls within ALSA\n", periods, ours, alsas);
    _exit(periods < 100 || ours != 0);
}
