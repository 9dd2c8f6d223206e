#pragma once
#include <alsa/asoundlib.h>
#include <math.h>
#include <string.h>
#include <time.h>

// ALSA's error handler is variadic, which Swift cannot express.
static void musicgen_alsa_say_nothing(const char *file, int line, const char *function, int code,
                                      const char *format, ...) {
    (void)file;
    (void)line;
    (void)function;
    (void)code;
    (void)format;
}

/// Keeps the library from writing to stderr: errors come back as numbers anyway.
static inline void musicgen_alsa_silence(void) { snd_lib_error_set_handler(musicgen_alsa_say_nothing); }

// Declared by <pthread.h> only for _GNU_SOURCE.
extern int pthread_setname_np(pthread_t thread, const char *name);

// What the audio thread calls. The attribute is our word to the Swift compiler, which checks that thread's code but
// cannot look into C: these are ALSA's transfer functions, a sleep, and three that touch nothing but their arguments.
#define MUSICGEN_AUDIO_THREAD __attribute__((swift_attr("@_noLocks"))) static inline

MUSICGEN_AUDIO_THREAD long musicgen_pcm_write(snd_pcm_t *pcm, const void *frames, long count) {
    return snd_pcm_writei(pcm, frames, (snd_pcm_uframes_t)count);
}

MUSICGEN_AUDIO_THREAD int musicgen_pcm_wait(snd_pcm_t *pcm, int milliseconds) {
    return snd_pcm_wait(pcm, milliseconds);
}

MUSICGEN_AUDIO_THREAD int musicgen_pcm_recover(snd_pcm_t *pcm, int code) { return snd_pcm_recover(pcm, code, 1); }

/// Frames between the next one written and the one that sounds now; negative for an error.
MUSICGEN_AUDIO_THREAD long musicgen_pcm_delay(snd_pcm_t *pcm) {
    snd_pcm_sframes_t delay = 0;
    int code = snd_pcm_delay(pcm, &delay);
    return code < 0 ? code : delay;
}

MUSICGEN_AUDIO_THREAD int musicgen_pcm_drain(snd_pcm_t *pcm) { return snd_pcm_drain(pcm); }

MUSICGEN_AUDIO_THREAD int musicgen_pcm_drop(snd_pcm_t *pcm) { return snd_pcm_drop(pcm); }

MUSICGEN_AUDIO_THREAD void musicgen_sleep(int milliseconds) {
    struct timespec time = {milliseconds / 1000, (milliseconds % 1000) * 1000000L};
    nanosleep(&time, NULL);
}

MUSICGEN_AUDIO_THREAD void musicgen_copy(void *target, const void *source, long byteCount) {
    memcpy(target, source, (size_t)byteCount);
}

/// To the nearest integer, ties to even.
MUSICGEN_AUDIO_THREAD float musicgen_round(float value) { return rintf(value); }
