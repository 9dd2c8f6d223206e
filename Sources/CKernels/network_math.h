#pragma once
#include "clones.h"
#include <math.h>
#include <stdint.h>
#include <string.h>

// Products and sums are never fused here: each operation rounds once, so that every vector level gives the same bits.
#pragma STDC FP_CONTRACT OFF

#define CK_INLINE static inline __attribute__((always_inline))

typedef float ck_f16v __attribute__((ext_vector_type(16), aligned(4)));
typedef double ck_d16v __attribute__((ext_vector_type(16), aligned(8)));

/// exp by Cody and Waite's reduction and Cephes' polynomial; relative error below 2e-7.
CK_INLINE float ck_exp_float(float x) {
    x = x < -87.0f ? -87.0f : x;
    x = x > 88.0f ? 88.0f : x;
    float n = (x * 1.44269504088896341f + 12582912.0f) - 12582912.0f;
    float r = x - n * 0.693359375f;
    r = r - n * -2.12194440e-4f;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    float y = (p * (r * r) + r) + 1.0f;
    int32_t bits = ((int32_t)n + 127) << 23;
    float scale;
    memcpy(&scale, &bits, 4);
    return y * scale;
}

/// tanh: Cephes' odd polynomial near zero, 1 - 2/(exp(2x) + 1) beyond; error below 2e-7.
CK_INLINE float ck_tanh_float(float x) {
    float a = __builtin_fabsf(x);
    float s = x * x;
    float p = -5.70498872745e-3f;
    p = p * s + 2.06390887954e-2f;
    p = p * s - 5.37397155531e-2f;
    p = p * s + 1.33314422036e-1f;
    p = p * s - 3.33332819422e-1f;
    float near = (p * s) * x + x;
    float far = 1.0f - 2.0f / (ck_exp_float(a + a) + 1.0f);
    far = __builtin_copysignf(far, x);
    return a < 0.625f ? near : far;
}

CK_INLINE float ck_sigmoid_float(float x) { return 1.0f / (1.0f + ck_exp_float(-x)); }
CK_INLINE double ck_exp_double(double x) { return exp(x); }
CK_INLINE double ck_tanh_double(double x) { return tanh(x); }
CK_INLINE double ck_sigmoid_double(double x) { return 1.0 / (1.0 + exp(-x)); }
