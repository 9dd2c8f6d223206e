// The voice kernels, included once for each level of processor (CK_LEVEL 4, 3, 0).

#include "audio_lanes.h"
#include "audio_voice.h"
#include <string.h>

// Products and sums are fused where the level has the instruction, and only where it is written: so a frame's value
// does not depend on how a loop was unrolled.
#pragma clang fp contract(off)
// Vectors are only passed to functions that are inlined.
#pragma clang diagnostic ignored "-Wpsabi"

#define CK_INLINE static inline __attribute__((always_inline))

typedef int32_t ints __attribute__((ext_vector_type(16)));
typedef uint32_t words __attribute__((ext_vector_type(16)));
typedef int16_t shorts16_u __attribute__((ext_vector_type(16), aligned(2)));
typedef int16_t shorts8_u __attribute__((ext_vector_type(8), aligned(2)));
typedef float lanes8 __attribute__((ext_vector_type(8)));
typedef float lanes8_u __attribute__((ext_vector_type(8), aligned(4)));

#if CK_LEVEL > 0 || !defined(__x86_64__)
#define CK_FMA(a, b, c) __builtin_elementwise_fma((a), (b), (c))
#else
#define CK_FMA(a, b, c) ((a) * (b) + (c))
#endif

#define CK_IOTA ((words){0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})

#include "audio_voice_interpolate.h"
#if CK_LEVEL == 4
#include "audio_voice_window.h"
#else
#define linear_int16 linear_generic_int16
#define cubic_int16 cubic_generic_int16
#define eight_int16 eight_generic_int16
#define linear_float linear_generic_float
#define cubic_float cubic_generic_float
#define eight_float eight_generic_float
#endif
#include "audio_voice_filter.h"
#include "audio_voice_mix.h"

const ck_voice_kernels CK_KERNELS = {
    .interpolate =
        {{linear_int16, cubic_int16, eight_int16, sinc_int16}, {linear_float, cubic_float, eight_float, sinc_float}},
    .convolve = convolve,
    .filter = filter_rows,
    .mix_rows = mix_rows,
    .mix_mono = mix_mono,
};
