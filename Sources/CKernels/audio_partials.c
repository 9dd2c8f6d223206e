#include "audio_lanes.h"
#include <math.h>

#pragma clang fp contract(fast)

CK_CLONES
void ck_partials_render(ck_partial_group *groups, int32_t count, float *re, float *im, int32_t frames) {
    lanes sumRe[CK_BLOCK_FRAMES], sumIm[CK_BLOCK_FRAMES];
    if (frames > CK_BLOCK_FRAMES) frames = CK_BLOCK_FRAMES;
    int32_t padded = (frames + 15) & ~15;
    for (int32_t f = 0; f < padded; f++) { sumRe[f] = 0; sumIm[f] = 0; }
    int32_t k = 0;
    // Two groups at a time hide the latency of the recurrence and still fit the registers.
    for (; k + 2 <= count; k += 2) {
        ck_partial_group *a = groups + k, *b = groups + k + 1;
        lanes ar = *(lanes *)a->re, ai = *(lanes *)a->im, ac = *(lanes *)a->c, as = *(lanes *)a->s;
        lanes br = *(lanes *)b->re, bi = *(lanes *)b->im, bc = *(lanes *)b->c, bs = *(lanes *)b->s;
        for (int32_t f = 0; f < frames; f++) {
            sumRe[f] += ar + br;
            sumIm[f] += ai + bi;
            lanes an = ar * ac - ai * as, bn = br * bc - bi * bs;
            ai = ai * ac + ar * as;
            bi = bi * bc + br * bs;
            ar = an;
            br = bn;
        }
        *(lanes *)a->re = ar;
        *(lanes *)a->im = ai;
        *(lanes *)b->re = br;
        *(lanes *)b->im = bi;
    }
    if (k < count) {
        ck_partial_group *a = groups + k;
        lanes ar = *(lanes *)a->re, ai = *(lanes *)a->im, ac = *(lanes *)a->c, as = *(lanes *)a->s;
        for (int32_t f = 0; f < frames; f++) {
            sumRe[f] += ar;
            sumIm[f] += ai;
            lanes an = ar * ac - ai * as;
            ai = ai * ac + ar * as;
            ar = an;
        }
        *(lanes *)a->re = ar;
        *(lanes *)a->im = ai;
    }
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
void ck_resonators_render(
    ck_resonator_group *groups, int32_t count, const float *drive, float *re, float *im, int32_t frames) {
    lanes sumRe[CK_BLOCK_FRAMES], sumIm[CK_BLOCK_FRAMES];
    if (frames > CK_BLOCK_FRAMES) frames = CK_BLOCK_FRAMES;
    int32_t padded = (frames + 15) & ~15;
    for (int32_t f = 0; f < padded; f++) { sumRe[f] = 0; sumIm[f] = 0; }
    for (int32_t k = 0; k < count; k++) {
        ck_resonator_group *g = groups + k;
        lanes r = *(lanes *)g->re, i = *(lanes *)g->im, c = *(lanes *)g->c, s = *(lanes *)g->s;
        lanes input = *(lanes *)g->input;
        for (int32_t f = 0; f < frames; f++) {
            lanes n = r * c - i * s + input * drive[f];
            i = i * c + r * s;
            r = n;
            sumRe[f] += r;
            sumIm[f] += i;
        }
        *(lanes *)g->re = r;
        *(lanes *)g->im = i;
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

float ck_partials_peak(const ck_partial_group *group) {
    float peak = 0;
    for (int32_t j = 0; j < CK_LANES; j++) {
        float square = group->re[j] * group->re[j] + group->im[j] * group->im[j];
        peak = square > peak ? square : peak;
    }
    return peak;
}

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

float ck_resonators_peak(const ck_resonator_group *group) {
    float peak = 0;
    for (int32_t j = 0; j < CK_LANES; j++) {
        float square = group->re[j] * group->re[j] + group->im[j] * group->im[j];
        peak = square > peak ? square : peak;
    }
    return peak;
}
