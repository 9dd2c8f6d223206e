#pragma once
#include "CKernelsAudio.h"
#include "clones.h"

// Private to the audio kernels: vectors of sixteen floats and the dispatch attribute.

typedef float lanes __attribute__((ext_vector_type(CK_LANES)));
/// The same with the alignment of one float, for loads and stores anywhere.
typedef float lanes_u __attribute__((ext_vector_type(CK_LANES), aligned(4)));

/// Folds two vectors into one that holds the half sums of `a` below those of `b`; four such steps, each over half
/// as many lanes a vector, sum sixteen vectors into one. All frames are summed in the same order.
#define CK_FOLD8(a, b)                                                                                            \
    (__builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23) +                      \
     __builtin_shufflevector(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31))
#define CK_FOLD4(a, b)                                                                                            \
    (__builtin_shufflevector(a, b, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27) +                    \
     __builtin_shufflevector(a, b, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31))
#define CK_FOLD2(a, b)                                                                                            \
    (__builtin_shufflevector(a, b, 0, 1, 4, 5, 8, 9, 12, 13, 16, 17, 20, 21, 24, 25, 28, 29) +                    \
     __builtin_shufflevector(a, b, 2, 3, 6, 7, 10, 11, 14, 15, 18, 19, 22, 23, 26, 27, 30, 31))
#define CK_FOLD1(a, b)                                                                                            \
    (__builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30) +                   \
     __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31))

/// Sums the lanes of sixteen vectors `v[0…15]` into the sixteen lanes of `out`.
#define CK_SUM_LANES(out, v)                                                                                      \
    do {                                                                                                          \
        lanes h0 = CK_FOLD8((v)[0], (v)[1]), h1 = CK_FOLD8((v)[2], (v)[3]);                                       \
        lanes h2 = CK_FOLD8((v)[4], (v)[5]), h3 = CK_FOLD8((v)[6], (v)[7]);                                       \
        lanes h4 = CK_FOLD8((v)[8], (v)[9]), h5 = CK_FOLD8((v)[10], (v)[11]);                                     \
        lanes h6 = CK_FOLD8((v)[12], (v)[13]), h7 = CK_FOLD8((v)[14], (v)[15]);                                   \
        lanes q0 = CK_FOLD4(h0, h1), q1 = CK_FOLD4(h2, h3), q2 = CK_FOLD4(h4, h5), q3 = CK_FOLD4(h6, h7);         \
        lanes d0 = CK_FOLD2(q0, q1), d1 = CK_FOLD2(q2, q3);                                                       \
        (out) = CK_FOLD1(d0, d1);                                                                                 \
    } while (0)
