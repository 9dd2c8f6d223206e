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

// Four and eight points: symmetric kernels whose pieces are polynomials, fitted in the least squares to a pure delay
// for frequencies from 0 to the band's edge (0.59 of the Nyquist frequency for four points, 0.635 for eight), with
// errors' amplitudes weighted with 1/f² and 1/f. Frames that mirror each other about the middle are added and
// subtracted: sums are weighted with parabolas in z², differences with z times such, z being the distance from the
// middle, −½…½. `even` counts from the second pair out; the innermost pair's weight is what is missing to ½.

static const float ck_voice_cubic_even[1][2] = {{-0.07367751f, 0.29601455f}};
static const float ck_voice_cubic_odd[2][2] = {{1.15481281f, -0.62119733f}, {-0.05163454f, 0.20718888f}};
static const float ck_voice_eight_even[3][3] = {
    {-0.154049466f, 0.669816512f, -0.214960721f},
    {0.0489521598f, -0.226490807f, 0.123068455f},
    {-0.00992263418f, 0.0466212298f, -0.0278202231f}};
static const float ck_voice_eight_odd[4][3] = {
    {1.22668861f, -0.963613391f, 0.227677874f},
    {-0.100140946f, 0.434149367f, -0.13450089f},
    {0.0181878183f, -0.0838774853f, 0.0445690574f},
    {-0.00248740015f, 0.0116474829f, -0.00680421887f}};

/// Phases between two frames for which the tables have a row; between rows they are interpolated.
#define CK_VOICE_PHASES 256
extern float ck_voice_rows8[(CK_VOICE_PHASES + 1) * 8], ck_voice_rows16[(CK_VOICE_PHASES + 1) * 16];
