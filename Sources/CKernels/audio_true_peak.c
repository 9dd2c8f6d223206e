#include "audio_lanes.h"
#include "CKernelsTruePeak.h"

// No fused multiply-adds: the same samples on every processor, in whatever way a loop is unrolled.
#pragma clang fp contract(off)

#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("clang loop unroll(full)")
#define LOAD(at) (*(const lanes_u *)(at))

// Macros, for vectors as wide as these are passed differently by each level of processor.
#define MAGNITUDE(x) __builtin_elementwise_abs(x)
/// Raises `a` to `b`, which is left out where it is no number.
#define RAISE(a, b)                                                                                               \
    do {                                                                                                          \
        lanes other = (b);                                                                                        \
        (a) = other > (a) ? other : (a);                                                                          \
    } while (0)

INLINE void find(const ck_true_peak *filter, const float *samples, float *peaks, int32_t frames, int pairs) {
    for (int32_t f = 0; f < frames; f += CK_LANES) {
        const float *x = samples + f;
        lanes middle = (lanes)(0.0f), even[CK_TRUE_PEAK_PAIRS], odd[CK_TRUE_PEAK_PAIRS];
        UNROLL for (int p = 0; p < pairs; p++) even[p] = odd[p] = (lanes)(0.0f);
        for (int j = 0; j < CK_TRUE_PEAK_HALF; j++) {
            lanes newer = LOAD(x + 1 + j), older = LOAD(x - j);
            lanes sum = newer + older, difference = newer - older;
            middle += sum * filter->middle[j];
            UNROLL for (int p = 0; p < pairs; p++) {
                even[p] += sum * filter->even[p][j];
                odd[p] += difference * filter->odd[p][j];
            }
        }
        lanes peak = LOAD(peaks + f);
        RAISE(peak, MAGNITUDE(LOAD(x)));
        RAISE(peak, MAGNITUDE(middle));
        // Of even + odd and even − odd the larger magnitude.
        UNROLL for (int p = 0; p < pairs; p++) RAISE(peak, MAGNITUDE(even[p]) + MAGNITUDE(odd[p]));
        *(lanes_u *)(peaks + f) = peak;
    }
}

CK_CLONES
void ck_true_peaks(const ck_true_peak *filter, const float *samples, float *peaks, int32_t frames) {
    switch (filter->pairs) {
    case 3: find(filter, samples, peaks, frames, 3); break;
    case 1: find(filter, samples, peaks, frames, 1); break;
    default: find(filter, samples, peaks, frames, 0);
    }
}
