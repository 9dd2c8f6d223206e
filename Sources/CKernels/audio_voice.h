#pragma once
#include "CKernelsVoice.h"

// Private to the voice kernels: what is compiled once for each level of processor, and the tables they share.

typedef struct {
    /// Interpolates `frames` (at most CK_VOICE_FRAMES) of one piece: 2, 4, 8, 16 points; 16-bit frames, then floats.
    void (*interpolate[2][4])(
        const void *frames, uint64_t position, uint64_t increment, float scale, float *out, int32_t count);
    void (*convolve)(const float *in, const float *taps, int32_t count, float *out, int64_t frames);
    void (*filter)(ck_voice_filter *filter, float *rows, int32_t from, int32_t to);
    void (*mix_rows)(
        const ck_voice_gains *gains, const float *rows, int32_t from, int32_t to, float *left, float *right,
        float *reverb, float *chorus);
    void (*mix_mono)(
        const float *mono, const float *gains, const float *steps, int32_t offset, float *left, float *right,
        float *reverb, float *chorus, int32_t frames);
} ck_voice_kernels;

extern const ck_voice_kernels ck_voice_kernels_v4, ck_voice_kernels_v3, ck_voice_kernels_default;

/// Phases between two frames for which the tables have a row; between rows they are interpolated.
#define CK_VOICE_PHASES 256
extern float ck_voice_rows8[(CK_VOICE_PHASES + 1) * 8], ck_voice_rows16[(CK_VOICE_PHASES + 1) * 16];
