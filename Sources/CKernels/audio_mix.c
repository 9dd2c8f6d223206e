#include "audio_lanes.h"

// No fused multiply-adds: the same samples on every processor, in whatever way a loop is unrolled.
#pragma clang fp contract(off)

CK_CLONES
void ck_voice_mix(
    const float *restrict re, const float *restrict im, const float *gains, const float *steps,
    int32_t offset, float *restrict left, float *restrict right, float *restrict reverb,
    float *restrict chorus, int32_t frames) {
    float g0 = gains[0], g1 = gains[1], g2 = gains[2], g3 = gains[3];
    float s0 = steps[0], s1 = steps[1], s2 = steps[2], s3 = steps[3];
    for (int32_t f = 0; f < frames; f++) {
        float t = (float)(offset + f + 1);
        left[f] += re[f] * (g0 + t * s0) + im[f] * (g1 + t * s1);
        right[f] += re[f] * (g2 + t * s2) + im[f] * (g3 + t * s3);
    }
    // Few channels have a chorus.
    float *sends[2] = {reverb, chorus};
    for (int32_t i = 0; i < 2; i++) {
        const float gain = gains[4 + i], step = steps[4 + i];
        float *restrict to = sends[i];
        if (!to || (gain == 0 && step == 0)) continue;
        for (int32_t f = 0; f < frames; f++) to[f] += re[f] * (gain + (float)(offset + f + 1) * step);
    }
}

CK_CLONES
void ck_add(float *restrict to, const float *restrict from, int32_t frames) {
    for (int32_t f = 0; f < frames; f++) to[f] += from[f];
}

CK_CLONES
float ck_peak(const float *samples, int64_t count) {
    float peak = 0;
    for (int64_t f = 0; f < count; f++) {
        float magnitude = __builtin_fabsf(samples[f]);
        peak = magnitude > peak ? magnitude : peak;
    }
    return peak;
}
