#include "CKernelsNetwork.h"
#include <string.h>

// Matrix products with operands rounded to bfloat16 and sums in single precision.
//
// A packed right operand is cut into panels of 48 columns, [panel][k/2][48], each element a pair of k and k + 1; the
// left operand keeps its pairs wherever two strides find them. A block of 8 × 48 sums fills 24 of the 32 registers.

#if defined(__x86_64__)
#include <immintrin.h>

#define MIXED __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512bf16")))
#define PANEL 48

int32_t ck_mixed_supported(void) {
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx512bf16") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq");
}

static inline MIXED __m512i round_lanes(const float *p, __mmask16 mask) {
    return _mm512_cvtepu16_epi32((__m256i)_mm512_cvtneps_pbh(_mm512_maskz_loadu_ps(mask, p)));
}

/// Sixteen pairs: rows k and k + 1 of a row-major matrix.
static inline MIXED __m512i pair_rows(const float *row, const float *next, __mmask16 mask) {
    __m512i low = round_lanes(row, mask);
    __m512i high = next ? round_lanes(next, mask) : _mm512_setzero_si512();
    return _mm512_or_si512(low, _mm512_slli_epi32(high, 16));
}

static inline __mmask16 lanes(int64_t left) {
    return left >= 16 ? 0xffff : left <= 0 ? 0 : (__mmask16)((1u << left) - 1);
}

MIXED void ck_mixed_pack(int64_t inner, int64_t columns, const float *b, int64_t stride, uint32_t *packed) {
    for (int64_t p = 0; p < columns; p += PANEL)
        for (int64_t k = 0; k < inner; k += 2)
            for (int64_t j = 0; j < PANEL; j += 16, packed += 16) {
                const float *row = b + k * stride + p + j;
                _mm512_storeu_si512(packed, pair_rows(row, k + 1 < inner ? row + stride : 0, lanes(columns - p - j)));
            }
}

MIXED void ck_mixed_pack_transposed(int64_t inner, int64_t columns, const float *b, int64_t stride, uint32_t *packed) {
    int64_t pairs = (inner + 1) / 2;
    for (int64_t p = 0; p < columns; p += PANEL, packed += pairs * PANEL)
        for (int64_t j = 0; j < PANEL; j++) {
            uint32_t *out = packed + j;
            if (p + j >= columns) {
                for (int64_t k = 0; k < pairs; k++) out[k * PANEL] = 0;
                continue;
            }
            const float *row = b + (p + j) * stride;
            for (int64_t k = 0; k < pairs; k += 16) {
                // Element 2i of the sixteen pairs and element 2i + 1 are neighbours in memory.
                int64_t left = inner - 2 * k;
                __m512 low = _mm512_maskz_loadu_ps(lanes(left), row + 2 * k);
                __m512 high = _mm512_maskz_loadu_ps(lanes(left - 16), row + 2 * k + 16);
                uint32_t both[16];
                _mm512_storeu_si512(both, (__m512i)_mm512_cvtne2ps_pbh(high, low));
                for (int64_t i = 0; i < 16 && k + i < pairs; i++) out[(k + i) * PANEL] = both[i];
            }
        }
}

/// Rounds a row-major matrix to pairs, [rows][ceil(inner/2)].
static MIXED void round_matrix(int64_t rows, int64_t inner, const float *a, int64_t stride, uint32_t *out) {
    int64_t pairs = (inner + 1) / 2;
    for (int64_t r = 0; r < rows; r++)
        for (int64_t k = 0; k < inner; k += 32) {
            __m512 low = _mm512_maskz_loadu_ps(lanes(inner - k), a + r * stride + k);
            __m512 high = _mm512_maskz_loadu_ps(lanes(inner - k - 16), a + r * stride + k + 16);
            _mm512_mask_storeu_epi32(out + r * pairs + k / 2, lanes(pairs - k / 2),
                                     (__m512i)_mm512_cvtne2ps_pbh(high, low));
        }
}

#define TILE(count)                                                                                                    \
    static MIXED void tile_##count(int64_t pairs, const uint32_t *a, int64_t row_step, int64_t pair_step,              \
                                   const uint32_t *b, int32_t add, float *c, int64_t stride, int64_t columns) {        \
        __m512 s[count][3];                                                                                            \
        __mmask16 m[3] = {lanes(columns), lanes(columns - 16), lanes(columns - 32)};                                   \
        _Pragma("clang loop unroll(full)") for (int r = 0; r < count; r++)                                             \
            _Pragma("clang loop unroll(full)") for (int j = 0; j < 3; j++)                                             \
                s[r][j] = add ? _mm512_maskz_loadu_ps(m[j], c + r * stride + 16 * j) : _mm512_setzero_ps();            \
        for (int64_t k = 0; k < pairs; k++, b += PANEL, a += pair_step) {                                              \
            __m512bh b0 = (__m512bh)_mm512_loadu_si512(b), b1 = (__m512bh)_mm512_loadu_si512(b + 16),                  \
                     b2 = (__m512bh)_mm512_loadu_si512(b + 32);                                                        \
            _Pragma("clang loop unroll(full)") for (int r = 0; r < count; r++) {                                       \
                __m512bh x = (__m512bh)_mm512_set1_epi32((int32_t)a[r * row_step]);                                    \
                s[r][0] = _mm512_dpbf16_ps(s[r][0], x, b0);                                                            \
                s[r][1] = _mm512_dpbf16_ps(s[r][1], x, b1);                                                            \
                s[r][2] = _mm512_dpbf16_ps(s[r][2], x, b2);                                                            \
            }                                                                                                          \
        }                                                                                                              \
        _Pragma("clang loop unroll(full)") for (int r = 0; r < count; r++)                                             \
            _Pragma("clang loop unroll(full)") for (int j = 0; j < 3; j++)                                             \
                _mm512_mask_storeu_ps(c + r * stride + 16 * j, m[j], s[r][j]);                                         \
    }
TILE(1) TILE(2) TILE(3) TILE(4) TILE(5) TILE(6) TILE(7) TILE(8)

typedef void (*tile)(int64_t, const uint32_t *, int64_t, int64_t, const uint32_t *, int32_t, float *, int64_t, int64_t);
static const tile tiles[9] = {0, tile_1, tile_2, tile_3, tile_4, tile_5, tile_6, tile_7, tile_8};

static void product(int64_t rows, int64_t columns, int64_t pairs, const uint32_t *a, int64_t row_step,
                    int64_t pair_step, const uint32_t *b, int32_t add, float *c, int64_t stride) {
    for (int64_t p = 0; p < columns; p += PANEL, b += pairs * PANEL)
        for (int64_t r = 0; r < rows; r += 8) {
            int64_t count = rows - r < 8 ? rows - r : 8;
            tiles[count](pairs, a + r * row_step, row_step, pair_step, b, add, c + r * stride + p, stride, columns - p);
        }
}

void ck_mixed_multiply(int64_t rows, int64_t columns, int64_t inner, const float *a, int64_t stride_a,
                       const uint32_t *packed, int32_t add, float *c, int64_t stride_c, uint32_t *scratch) {
    int64_t pairs = (inner + 1) / 2;
    for (int64_t r = 0; r < rows; r += CK_MIXED_ROWS) {
        int64_t count = rows - r < CK_MIXED_ROWS ? rows - r : CK_MIXED_ROWS;
        round_matrix(count, inner, a + r * stride_a, stride_a, scratch);
        product(count, columns, pairs, scratch, pairs, 1, packed, add, c + r * stride_c, stride_c);
    }
}

MIXED void ck_mixed_add_transposed(int64_t rows, int64_t columns, int64_t inner, const float *a, int64_t stride_a,
                                   const float *b, int64_t stride_b, float *c, int64_t stride_c, uint32_t *scratch) {
    int64_t padded = (rows + 15) / 16 * 16;
    uint32_t *right = scratch + CK_MIXED_INNER / 2 * padded;
    for (int64_t k = 0; k < inner; k += CK_MIXED_INNER) {
        int64_t count = inner - k < CK_MIXED_INNER ? inner - k : CK_MIXED_INNER;
        for (int64_t i = 0; i < count; i += 2)
            for (int64_t r = 0; r < rows; r += 16) {
                const float *row = a + (k + i) * stride_a + r;
                _mm512_storeu_si512(scratch + i / 2 * padded + r,
                                    pair_rows(row, i + 1 < count ? row + stride_a : 0, lanes(rows - r)));
            }
        ck_mixed_pack(count, columns, b + k * stride_b, stride_b, right);
        product(rows, columns, (count + 1) / 2, scratch, 1, padded, right, 1, c, stride_c);
    }
}
#else
int32_t ck_mixed_supported(void) { return 0; }
void ck_mixed_pack(int64_t inner, int64_t columns, const float *b, int64_t stride, uint32_t *packed) {}
void ck_mixed_pack_transposed(int64_t inner, int64_t columns, const float *b, int64_t stride, uint32_t *packed) {}
void ck_mixed_multiply(int64_t rows, int64_t columns, int64_t inner, const float *a, int64_t stride_a,
                       const uint32_t *packed, int32_t add, float *c, int64_t stride_c, uint32_t *scratch) {}
void ck_mixed_add_transposed(int64_t rows, int64_t columns, int64_t inner, const float *a, int64_t stride_a,
                             const float *b, int64_t stride_b, float *c, int64_t stride_c, uint32_t *scratch) {}
#endif
