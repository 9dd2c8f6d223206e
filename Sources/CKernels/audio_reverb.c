#include "audio_lanes.h"
#include "CKernelsEffects.h"

// No fused multiply-adds: the same samples on every processor, in whatever way a loop is unrolled.
#pragma clang fp contract(off)

#define LINES CK_REVERB_LINES
#define VECTORS (CK_REVERB_BLOCK / CK_LANES)
#define INLINE static inline __attribute__((always_inline))
#define UNROLL _Pragma("clang loop unroll(full)")
#define LOAD(at) (*(const lanes_u *)(at))

/// The sixteen frames that end `n` before those of `now`; `past` are the sixteen before `now`.
#define LATER(past, now, n) __builtin_shufflevector(past, now, LATER_##n)
#define LATER_1 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30
#define LATER_2 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29
#define LATER_4 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27
#define LATER_8 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23

/// A one-pole low-pass over a block, sixteen frames at once: 1/(1 − p/z) is (1 + p/z)(1 + p²/z²)(1 + p⁴/z⁴)(1 + p⁸/z⁸)
/// over 1 − p¹⁶/z¹⁶, which looks back a whole vector.
INLINE void smooth(ck_reverb *r, int line, lanes *x) {
    const float *pole = r->pole[line];
    lanes *memory = (lanes *)r->memory[line];
    lanes m0 = memory[0], m1 = memory[1], m2 = memory[2], m3 = memory[3], m4 = memory[4];
    for (uint32_t v = 0; v < r->block / CK_LANES; v++) {
        lanes y0 = x[v] * r->input_gain[line];
        lanes y1 = y0 + LATER(m0, y0, 1) * pole[0];
        lanes y2 = y1 + LATER(m1, y1, 2) * pole[1];
        lanes y3 = y2 + LATER(m2, y2, 4) * pole[2];
        lanes y4 = y3 + LATER(m3, y3, 8) * pole[3];
        m0 = y0, m1 = y1, m2 = y2, m3 = y3;
        x[v] = m4 = y4 + m4 * pole[4];
    }
    memory[0] = m0, memory[1] = m1, memory[2] = m2, memory[3] = m3, memory[4] = m4;
}

/// Writes a block into a ring, and again behind its end where reads from near the end go on.
INLINE void put(float *ring, uint32_t size, uint32_t at, uint32_t block, const lanes *values) {
    for (uint32_t v = 0; v < block / CK_LANES; v++) *(lanes_u *)(ring + at + v * CK_LANES) = values[v];
    if (at < 2 * block)
        for (uint32_t v = 0; v < block / CK_LANES; v++) *(lanes_u *)(ring + size + at + v * CK_LANES) = values[v];
}

INLINE const float *back(const float *ring, uint32_t size, uint32_t at, uint32_t delay) {
    return ring + ((at - delay) & (size - 1));
}

/// Reads a block of a line at a delay that moves in a line, between frames by third-order Lagrange interpolation.
INLINE void read_line(ck_reverb *r, const float *ring, uint32_t at, int line, lanes *out) {
    static const lanes ramp = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    int64_t delay = r->delay[line], step = r->step[line];
    // Over one vector the whole part is that of its middle; the fraction may leave 0…1 by a few thousandths.
    for (uint32_t v = 0; v < r->block / CK_LANES; v++) {
        int64_t middle = delay + step * (CK_LANES / 2);
        uint32_t whole = (uint32_t)(middle >> 32);
        lanes x = (float)(delay - ((int64_t)whole << 32)) * 0x1p-32f + ramp * ((float)step * 0x1p-32f);
        const float *from = back(ring, r->size, at + v * CK_LANES, whole + 2);
        lanes d = LOAD(from), c = LOAD(from + 1), b = LOAD(from + 2), a = LOAD(from + 3);
        lanes below = x - 1, above = x + 1, far = x - 2;
        out[v] = (d * above - a * far) * (x * below * (1.0f / 6)) + (b * below - c * x) * (above * far * 0.5f);
        delay += step * CK_LANES;
    }
    r->delay[line] = delay;
}

/// Turns the oscillators on and sets where each delay goes in this block.
INLINE void swing(ck_reverb *r) {
    for (int o = 0; o < 2; o++) {
        double c = r->cosine[o], s = r->sine[o];
        r->cosine[o] = c * r->turn_cosine[o] - s * r->turn_sine[o];
        r->sine[o] = s * r->turn_cosine[o] + c * r->turn_sine[o];
    }
    for (int l = 0; l < LINES; l++) {
        double sine = r->sine[l & 1] * r->phase_cosine[l] + r->cosine[l & 1] * r->phase_sine[l];
        int64_t target = (int64_t)((r->mean[l] + r->swing * sine) * 0x1p32);
        r->step[l] = (target - r->delay[l]) / (int64_t)r->block;
    }
}

/// Allpasses one after the other (Schroeder 1961): dense at once, and all frequencies alike.
INLINE void diffuse(ck_reverb *r, lanes *x) {
    uint32_t stride = r->diffuser_size + 2 * r->block, at = r->position & (r->diffuser_size - 1);
    for (int d = 0; d < CK_REVERB_DIFFUSERS; d++) {
        float *ring = r->diffusers + d * stride;
        const float *past = back(ring, r->diffuser_size, at, r->diffuser_delay[d]);
        lanes kept[VECTORS];
        for (uint32_t v = 0; v < r->block / CK_LANES; v++) {
            lanes old = LOAD(past + v * CK_LANES);
            kept[v] = x[v] - old * r->diffusion;
            x[v] = kept[v] * r->diffusion + old;
        }
        put(ring, r->diffuser_size, at, r->block, kept);
    }
}

INLINE void butterfly(lanes *a, lanes *b) {
    lanes sum = *a + *b;
    *b = *a - *b;
    *a = sum;
}

CK_CLONES
void ck_reverb_block(ck_reverb *r, const float *input, float *left, float *right) {
    uint32_t vectors = r->block / CK_LANES, size = r->size, stride = size + 2 * r->block;
    uint32_t at = r->position & (size - 1);
    lanes in[VECTORS], y[LINES][VECTORS], column[LINES];
    swing(r);
    for (uint32_t v = 0; v < vectors; v++) in[v] = LOAD(input + v * CK_LANES);
    smooth(r, LINES, in);
    put(r->input, size, at, r->block, in);
    const float *late = back(r->input, size, at, r->predelay);
    for (uint32_t v = 0; v < vectors; v++) in[v] = LOAD(late + v * CK_LANES);
    diffuse(r, in);
    put(r->diffused, size, at, r->block, in);

    for (int l = 0; l < LINES; l++) {
        read_line(r, r->lines + l * stride, at, l, y[l]);
        smooth(r, l, y[l]);
    }
    for (uint32_t v = 0; v < vectors; v++) {
        lanes l = (lanes)(0.0f), m = (lanes)(0.0f);
        UNROLL for (int t = 0; t < CK_REVERB_TAPS; t++) {
            l += LOAD(back(r->diffused, size, at + v * CK_LANES, r->left_tap[t])) * r->left_tap_gain[t];
            m += LOAD(back(r->diffused, size, at + v * CK_LANES, r->right_tap[t])) * r->right_tap_gain[t];
        }
        UNROLL for (int k = 0; k < LINES; k++) {
            column[k] = y[k][v];
            l += column[k] * r->left[k];
            m += column[k] * r->right[k];
        }
        *(lanes_u *)(left + v * CK_LANES) = l;
        *(lanes_u *)(right + v * CK_LANES) = m;
        // Hadamard's matrix in four steps; its scale is in the lines' gains.
        UNROLL for (int k = 0; k < LINES; k++) if (!(k & 8)) butterfly(column + k, column + k + 8);
        UNROLL for (int k = 0; k < LINES; k++) if (!(k & 4)) butterfly(column + k, column + k + 4);
        UNROLL for (int k = 0; k < LINES; k++) if (!(k & 2)) butterfly(column + k, column + k + 2);
        UNROLL for (int k = 0; k < LINES; k++) if (!(k & 1)) butterfly(column + k, column + k + 1);
        UNROLL for (int k = 0; k < LINES; k++) y[k][v] = column[k] + in[v] * r->send[k];
    }
    for (int l = 0; l < LINES; l++) put(r->lines + l * stride, size, at, r->block, y[l]);
    r->position += r->block;
}

void ck_reverb_rest(ck_reverb *r) {
    swing(r);
    for (int l = 0; l < LINES; l++) r->delay[l] += r->step[l] * (int64_t)r->block;
    r->position += r->block;
}
