#include "audio_lanes.h"
#include "CKernelsEffects.h"

// No fused multiply-adds: the same samples on every processor, in whatever way a loop is unrolled.
#pragma clang fp contract(off)

/// Frames from `frame` on, at most `frames`, through which the whole part of delay + f·step stays what it is.
static inline int32_t run_length(int64_t delay, int64_t step, int32_t frames) {
    if (step == 0) return frames;
    int64_t fraction = delay & 0xFFFFFFFF;
    int64_t count = step > 0 ? (0xFFFFFFFF - fraction) / step + 1 : fraction / -step + 1;
    return count < frames ? (int32_t)count : frames;
}

CK_CLONES
void ck_tap_add(
    const float *line, int64_t delay, int64_t step, float left_gain, float right_gain, float *restrict left,
    float *restrict right, int32_t frames) {
    int32_t done = 0;
    while (done < frames) {
        int32_t count = run_length(delay, step, frames - done);
        // Points from the newest to the oldest around whole + fraction: −1, 0, 1, 2.
        const float *at = line + done - (delay >> 32);
        uint32_t fraction = (uint32_t)delay, slope = (uint32_t)step;
        for (int32_t f = 0; f < count; f++) {
            float x = (float)(int32_t)((fraction + slope * (uint32_t)f) >> 8) * 0x1p-24f;
            float a = at[f + 1], b = at[f], c = at[f - 1], d = at[f - 2];
            float below = x - 1, above = x + 1, far = x - 2;
            float outer = x * below * (1.0f / 6), inner = above * far * 0.5f;
            float value = (d * above - a * far) * outer + (b * below - c * x) * inner;
            left[done + f] += left_gain * value;
            right[done + f] += right_gain * value;
        }
        delay += step * count;
        done += count;
    }
}

CK_CLONES
void ck_add_scaled(float *restrict to, const float *restrict from, float gain, int32_t frames) {
    for (int32_t f = 0; f < frames; f++) to[f] += gain * from[f];
}
