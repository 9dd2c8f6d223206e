#include "audio_lanes.h"
#include <math.h>

// No fused multiply-adds: the same samples on every processor, in whatever way a loop is unrolled.
#pragma clang fp contract(off)

// One group, two or four at a time (which hides the latency of the recurrence and still fits the registers); the
// first writes the sums (`=`), the others add to them (`+=`).
#define CK_LOAD(x, group)                                                                                         \
    lanes x##r = *(lanes *)(group).re, x##i = *(lanes *)(group).im;                                               \
    lanes x##c = *(lanes *)(group).c, x##s = *(lanes *)(group).s
#define CK_STORE(x, group)                                                                                        \
    *(lanes *)(group).re = x##r;                                                                                  \
    *(lanes *)(group).im = x##i
#define CK_TURN(x)                                                                                                \
    do {                                                                                                          \
        lanes turned = x##r * x##c - x##i * x##s;                                                                 \
        x##i = x##i * x##c + x##r * x##s;                                                                         \
        x##r = turned;                                                                                            \
    } while (0)
#define CK_RUN_TWO(op)                                                                                            \
    for (int32_t f = 0; f < frames; f++) {                                                                        \
        sumRe[f] op ar + br;                                                                                      \
        sumIm[f] op ai + bi;                                                                                      \
        CK_TURN(a);                                                                                               \
        CK_TURN(b);                                                                                               \
    }
#define CK_RUN_FOUR(op)                                                                                           \
    for (int32_t f = 0; f < frames; f++) {                                                                        \
        sumRe[f] op (ar + br) + (cr + dr);                                                                        \
        sumIm[f] op (ai + bi) + (ci + di);                                                                        \
        CK_TURN(a);                                                                                               \
        CK_TURN(b);                                                                                               \
        CK_TURN(c);                                                                                               \
        CK_TURN(d);                                                                                               \
    }
#define CK_RUN_ONE(op)                                                                                            \
    for (int32_t f = 0; f < frames; f++) {                                                                        \
        sumRe[f] op ar;                                                                                           \
        sumIm[f] op ai;                                                                                           \
        CK_TURN(a);                                                                                               \
    }

CK_CLONES
void ck_partials_render(ck_partial_group *groups, int32_t count, float *re, float *im, int32_t frames) {
    lanes sumRe[CK_BLOCK_FRAMES], sumIm[CK_BLOCK_FRAMES];
    if (frames > CK_BLOCK_FRAMES) frames = CK_BLOCK_FRAMES;
    if (count <= 0) {
        for (int32_t f = 0; f < frames; f++) { re[f] = 0; im[f] = 0; }
        return;
    }
    int32_t k = 0;
    for (; k + 4 <= count; k += 4) {
        CK_LOAD(a, groups[k]);
        CK_LOAD(b, groups[k + 1]);
        CK_LOAD(c, groups[k + 2]);
        CK_LOAD(d, groups[k + 3]);
        if (k == 0) {
            CK_RUN_FOUR(=)
        } else {
            CK_RUN_FOUR(+=)
        }
        CK_STORE(a, groups[k]);
        CK_STORE(b, groups[k + 1]);
        CK_STORE(c, groups[k + 2]);
        CK_STORE(d, groups[k + 3]);
    }
    for (; k + 2 <= count; k += 2) {
        CK_LOAD(a, groups[k]);
        CK_LOAD(b, groups[k + 1]);
        if (k == 0) {
            CK_RUN_TWO(=)
        } else {
            CK_RUN_TWO(+=)
        }
        CK_STORE(a, groups[k]);
        CK_STORE(b, groups[k + 1]);
    }
    if (k < count) {
        CK_LOAD(a, groups[k]);
        if (k == 0) {
            CK_RUN_ONE(=)
        } else {
            CK_RUN_ONE(+=)
        }
        CK_STORE(a, groups[k]);
    }
    // Frames beyond the last are never read out, but are summed with it.
    for (int32_t f = frames; f < ((frames + 15) & ~15); f++) { sumRe[f] = 0; sumIm[f] = 0; }
    for (int32_t f = 0; f < frames; f += 16) {
        lanes r, i;
        CK_SUM_LANES(r, sumRe + f);
        CK_SUM_LANES(i, sumIm + f);
        if (frames - f >= 16) {
            *(lanes_u *)(re + f) = r;
            *(lanes_u *)(im + f) = i;
        } else {
            for (int32_t j = 0; j < frames - f; j++) {
                re[f + j] = r[j];
                im[f + j] = i[j];
            }
        }
    }
}

CK_CLONES
void ck_partials_skip(ck_partial_group *groups, int32_t count, int32_t frames) {
    for (int32_t k = 0; k < count; k++) {
        CK_LOAD(a, groups[k]);
        // The factor's power, by squaring.
        for (int32_t rest = frames; rest > 0; rest >>= 1) {
            if (rest & 1) CK_TURN(a);
            lanes squared = ac * ac - as * as;
            as = 2 * ac * as;
            ac = squared;
        }
        CK_STORE(a, groups[k]);
    }
}

#define CK_DRIVE(x, in)                                                                                           \
    do {                                                                                                          \
        lanes turned = (x##r * x##c - x##i * x##s) + (in);                                                        \
        x##i = x##i * x##c + x##r * x##s;                                                                         \
        x##r = turned;                                                                                            \
    } while (0)

CK_CLONES
void ck_resonators_render(
    ck_resonator_group *groups, int32_t count, const float *drive, float *re, float *im, int32_t frames) {
    lanes sumRe[CK_BLOCK_FRAMES], sumIm[CK_BLOCK_FRAMES];
    if (frames > CK_BLOCK_FRAMES) frames = CK_BLOCK_FRAMES;
    int32_t padded = (frames + 15) & ~15;
    for (int32_t f = 0; f < padded; f++) { sumRe[f] = 0; sumIm[f] = 0; }
    int32_t k = 0;
    for (; k + 3 <= count; k += 3) {
        CK_LOAD(a, groups[k]);
        CK_LOAD(b, groups[k + 1]);
        CK_LOAD(e, groups[k + 2]);
        lanes aIn = *(lanes *)groups[k].input, bIn = *(lanes *)groups[k + 1].input;
        lanes eIn = *(lanes *)groups[k + 2].input;
        for (int32_t f = 0; f < frames; f++) {
            float x = drive[f];
            CK_DRIVE(a, aIn * x);
            CK_DRIVE(b, bIn * x);
            CK_DRIVE(e, eIn * x);
            sumRe[f] += (ar + br) + er;
            sumIm[f] += (ai + bi) + ei;
        }
        CK_STORE(a, groups[k]);
        CK_STORE(b, groups[k + 1]);
        CK_STORE(e, groups[k + 2]);
    }
    for (; k < count; k++) {
        CK_LOAD(a, groups[k]);
        lanes aIn = *(lanes *)groups[k].input;
        for (int32_t f = 0; f < frames; f++) {
            CK_DRIVE(a, aIn * drive[f]);
            sumRe[f] += ar;
            sumIm[f] += ai;
        }
        CK_STORE(a, groups[k]);
    }
    for (int32_t f = 0; f < frames; f += 16) {
        lanes r, i;
        CK_SUM_LANES(r, sumRe + f);
        CK_SUM_LANES(i, sumIm + f);
        for (int32_t j = 0; j < 16 && f + j < frames; j++) {
            re[f + j] = r[j];
            im[f + j] = i[j];
        }
    }
}

CK_CLONES
float ck_partials_peak(const ck_partial_group *group) {
    lanes r = *(const lanes *)group->re, i = *(const lanes *)group->im;
    return __builtin_reduce_max(r * r + i * i);
}

CK_CLONES
void ck_partials_damp(ck_partial_group *groups, int32_t count, float amount) {
    for (int32_t k = 0; k < count; k++) {
        ck_partial_group *g = groups + k;
        for (int32_t j = 0; j < CK_LANES; j++) {
            float x = amount * g->damping[j];
            // e^−x to third order; x is below 0.02 at every rate.
            float factor = 1 - x * (1 - x * (0.5f - x * (1.0f / 6)));
            g->c[j] = g->c0[j] * factor;
            g->s[j] = g->s0[j] * factor;
        }
    }
}

void ck_partials_tune(ck_partial_group *groups, int32_t count, float ratio, float amount) {
    for (int32_t k = 0; k < count; k++) {
        ck_partial_group *g = groups + k;
        for (int32_t j = 0; j < CK_LANES; j++) {
            float angle = g->omega[j] * ratio, radius = expf(-g->decay[j]);
            // What would alias falls silent instead.
            if (fabsf(angle) > 2.95f) radius = 0;
            g->c0[j] = radius * cosf(angle);
            g->s0[j] = radius * sinf(angle);
        }
    }
    ck_partials_damp(groups, count, amount);
}

void ck_partials_set(
    ck_partial_group *groups, int32_t lane, double amplitude, double phase, double omega, double decay,
    double damping) {
    ck_partial_group *g = groups + lane / CK_LANES;
    int32_t j = lane % CK_LANES;
    g->re[j] = (float)(amplitude * cos(phase));
    g->im[j] = (float)(amplitude * sin(phase));
    g->c0[j] = g->c[j] = (float)(exp(-decay) * cos(omega));
    g->s0[j] = g->s[j] = (float)(exp(-decay) * sin(omega));
    g->omega[j] = (float)omega;
    g->decay[j] = (float)decay;
    g->damping[j] = (float)damping;
}

void ck_partials_scale(ck_partial_group *groups, int32_t count, const float *tilt, float level, float slope) {
    for (int32_t k = 0; k < count; k++) {
        ck_partial_group *g = groups + k;
        for (int32_t j = 0; j < CK_LANES; j++) {
            float gain = level * exp2f(-slope * tilt[k * CK_LANES + j]);
            g->re[j] *= gain;
            g->im[j] *= gain;
        }
    }
}

void ck_resonators_set(
    ck_resonator_group *groups, int32_t lane, double omega, double decay, double input) {
    ck_resonator_group *g = groups + lane / CK_LANES;
    int32_t j = lane % CK_LANES;
    g->c[j] = (float)(exp(-decay) * cos(omega));
    g->s[j] = (float)(exp(-decay) * sin(omega));
    g->input[j] = (float)input;
}

CK_CLONES
float ck_resonators_peak(const ck_resonator_group *group) {
    lanes r = *(const lanes *)group->re, i = *(const lanes *)group->im;
    return __builtin_reduce_max(r * r + i * i);
}
