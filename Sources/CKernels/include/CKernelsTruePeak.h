#pragma once
#include <stdint.h>

// The kernel of true-peak meters and limiters, compiled for several levels of processor.

/// Half of the points between which a value is found.
#define CK_TRUE_PEAK_HALF 16
/// The most pairs of places between two frames that lie symmetrically about their middle.
#define CK_TRUE_PEAK_PAIRS 3

/// Finds values between frames: an interpolator whose impulse response is symmetrical.
///
/// Point j counts away from the middle between frames 0 and 1: frames 1 + j and −j. Where a pair of places has the sums
/// of both points times `even` and their differences times `odd`, the one's value is even + odd, the other's even − odd.
typedef struct {
    float middle[CK_TRUE_PEAK_HALF];
    float even[CK_TRUE_PEAK_PAIRS][CK_TRUE_PEAK_HALF], odd[CK_TRUE_PEAK_PAIRS][CK_TRUE_PEAK_HALF];
    /// Pairs in use: 0, 1 or 3, for 2, 4 and 8 places a frame.
    int32_t pairs;
} ck_true_peak;

/// Raises `peaks[f]` to the largest magnitude from frame f up to frame f + 1, that of frame f included.
///
/// Works in steps of 16 frames: what it reads, `samples[−15 … n + 15]`, and writes, `peaks[0 … n − 1]`, must be there
/// for n = `frames` rounded up to 16.
void ck_true_peaks(const ck_true_peak *filter, const float *samples, float *peaks, int32_t frames);
