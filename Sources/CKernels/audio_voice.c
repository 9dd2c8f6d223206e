#include "audio_voice.h"
#include "CKernels.h"
#include <stdlib.h>
#include <string.h>

static const ck_voice_kernels *kernels = &ck_voice_kernels_default;
static int32_t level_in_use = 0;

/// The processor's level, or a lower one that MUSICGEN_VECTOR_LEVEL asks for (3 or 0), for tests and measurements.
__attribute__((constructor)) static void choose(void) {
    const char *wanted = getenv("MUSICGEN_VECTOR_LEVEL");
    ck_voice_use_level(wanted ? atoi(wanted) : 4);
}

int32_t ck_voice_vector_level(void) { return level_in_use; }

void ck_voice_use_level(int32_t wanted) {
    int32_t most = ck_vector_level();
    int32_t level = wanted < most ? wanted : most;
    level_in_use = level = level >= 4 ? 4 : level >= 3 ? 3 : 0;
    kernels = level == 4 ? &ck_voice_kernels_v4 : level == 3 ? &ck_voice_kernels_v3 : &ck_voice_kernels_default;
}

static int32_t level_for(const ck_voice_sample *sample, int32_t now, double ratio) {
    const int32_t last = sample->levelCount - 1;
    if (now < 0) {
        for (now = 0; now < last && ratio > sample->levels[now].ratio;) now++;
        return now;
    }
    // A little beyond its bounds a level is kept, so that a vibrato does not go back and forth between two.
    while (now < last && ratio > sample->levels[now].ratio * 1.02) now++;
    while (now > 0 && ratio < sample->levels[now - 1].ratio * 0.98) now--;
    return now;
}

void ck_voice_release(const ck_voice_sample *sample, ck_voice_playhead *head) {
    if (!head->looping || !sample->leavesLoop) return;
    head->looping = 0;
    uint64_t frame = head->position >> 32;
    if (frame >= sample->loopEnd) {
        uint64_t turns = (frame - sample->loopEnd) / sample->loopLength + 1;
        head->position -= (turns * sample->loopLength) << 32;
    }
}

void ck_voice_publish(ck_voice_level *level, int32_t looped, uint64_t ready) {
    ck_voice_path *path = looped ? &level->looped : &level->once;
    __atomic_store_n(&path->ready, ready, __ATOMIC_RELEASE);
}

int32_t ck_voice_take_wish(const ck_voice_sample *sample) {
    return sample->wanted ? __atomic_exchange_n(sample->wanted, 0, __ATOMIC_RELAXED) : 0;
}

/// Asks for more of a sample in time, and gives notice when it did not come in time.
static void look_ahead(const ck_voice_sample *sample, ck_voice_playhead *head, uint64_t ready, uint64_t increment) {
    if ((head->position + CK_VOICE_WISH * increment) >> 32 >= ready && sample->wanted)
        __atomic_store_n(sample->wanted, 1, __ATOMIC_RELAXED);
    head->late = (head->position + CK_VOICE_NOTICE * increment) >> 32 >= ready;
}

/// Moves a playhead on, and renders the frames that it passes if `out` is not null.
static inline __attribute__((always_inline)) int32_t advance(
    const ck_voice_sample *sample, ck_voice_playhead *head, double ratio, int32_t points, float *out,
    int32_t frames) {
    if (frames <= 0) return 0;
    if (frames > CK_VOICE_FRAMES) frames = CK_VOICE_FRAMES;
    if (!(ratio == ratio)) ratio = 1;
    ratio = ratio < 0x1p-16 ? 0x1p-16 : ratio > 0x1p15 ? 0x1p15 : ratio;
    const uint64_t increment = (uint64_t)(ratio * 0x1p32);
    int32_t made = 0;
    if (!head->ended) {
        head->level = level_for(sample, head->level, ratio);
        const ck_voice_level *level = sample->levels + head->level;
        const ck_voice_path *path = head->looping ? &level->looped : &level->once;
        int32_t kind = points <= 2 ? 0 : points <= 4 ? 1 : points <= 8 ? 2 : 3;
        const uint64_t ready = __atomic_load_n(&path->ready, __ATOMIC_ACQUIRE);
        uint64_t position = head->position;
        while (made < frames) {
            uint64_t frame = position >> 32;
            if (frame >= path->end) {
                if (path->loopLength == 0) {
                    head->ended = 1;
                    break;
                }
                uint64_t turns = (frame - path->end) / path->loopLength + 1;
                position -= (turns * path->loopLength) << 32;
                continue;
            }
            if (frame >= ready) {
                head->ended = 1;
                break;
            }
            const ck_voice_piece *piece = path->pieces;
            while (frame >= piece->end) piece++;
            int32_t count = frames - made;
            uint64_t room = ((piece->end < ready ? piece->end : ready) << 32) - position;
            if (increment * (uint64_t)(count - 1) >= room) count = (int32_t)((room - 1) / increment) + 1;
            if (out)
                kernels->interpolate[sample->isFloat][kind](
                    piece->frames, position, increment, path->scale, out + made, count);
            position += increment * (uint64_t)count;
            made += count;
        }
        head->position = position;
        head->late = 0;
        if (ready != UINT64_MAX) look_ahead(sample, head, ready, increment);
    }
    if (out && made < frames) memset(out + made, 0, sizeof(float) * (size_t)(frames - made));
    return made;
}

int32_t ck_voice_render(
    const ck_voice_sample *sample, ck_voice_playhead *head, double ratio, int32_t points, float *out,
    int32_t frames) {
    return advance(sample, head, ratio, points, out, frames);
}

int32_t ck_voice_skip(const ck_voice_sample *sample, ck_voice_playhead *head, double ratio, int32_t frames) {
    return advance(sample, head, ratio, 0, NULL, frames);
}

void ck_voice_convolve(const float *in, const float *taps, int32_t count, float *out, int64_t frames) {
    kernels->convolve(in, taps, count, out, frames);
}

void ck_voice_filter_process(ck_voice_filter *filter, float *rows, int32_t from, int32_t to) {
    kernels->filter(filter, rows, from, to);
    if (to < CK_VOICE_FRAMES) return;
    // The ramps arrive.
    memcpy(filter->value, filter->target, sizeof filter->value);
    memset(filter->step, 0, sizeof filter->step);
}

void ck_voice_filter_clear(ck_voice_filter *filter, int32_t lane) { filter->s1[lane] = filter->s2[lane] = 0; }

void ck_voice_filter_set(
    ck_voice_filter *filter, int32_t lane, float a1, float a2, float a3, float gain, int32_t frames) {
    const float target[4] = {a1, a2, a3, gain}, part = frames > 0 ? 1 / (float)frames : 0;
    for (int32_t i = 0; i < 4; i++) {
        filter->target[i][lane] = target[i];
        if (frames <= 0) filter->value[i][lane] = target[i];
        filter->step[i][lane] = part * (target[i] - filter->value[i][lane]);
    }
}

void ck_voice_filter_follow(ck_voice_filter *filter, const float *last) {
    for (int32_t i = 0; i < CK_VOICE_LANES; i++) {
        filter->s1[i] = 0;
        filter->s2[i] = last[CK_VOICE_FRAMES * i];
    }
}

void ck_voice_gains_set(ck_voice_gains *gains, int32_t lane, const float *target, int32_t offset) {
    const float part = 1 / (float)(CK_VOICE_FRAMES - offset);
    for (int32_t i = 0; i < 4; i++) {
        float now = gains->base[i][lane] + (float)offset * gains->step[i][lane];
        gains->target[i][lane] = target[i];
        gains->step[i][lane] = part * (target[i] - now);
        gains->base[i][lane] = now - (float)offset * gains->step[i][lane];
    }
}

void ck_voice_gains_jump(ck_voice_gains *gains, int32_t lane, const float *target) {
    for (int32_t i = 0; i < 4; i++) {
        gains->base[i][lane] = gains->target[i][lane] = target[i];
        gains->step[i][lane] = 0;
    }
}

void ck_voice_mix_rows(
    ck_voice_gains *gains, const float *rows, int32_t from, int32_t to, float *left, float *right, float *reverb,
    float *chorus) {
    kernels->mix_rows(gains, rows, from, to, left, right, reverb, chorus);
    if (to < CK_VOICE_FRAMES) return;
    memcpy(gains->base, gains->target, sizeof gains->base);
    memset(gains->step, 0, sizeof gains->step);
}

void ck_voice_mix_mono(
    const float *mono, const float *gains, const float *steps, int32_t offset, float *left, float *right,
    float *reverb, float *chorus, int32_t frames) {
    kernels->mix_mono(mono, gains, steps, offset, left, right, reverb, chorus, frames);
}
