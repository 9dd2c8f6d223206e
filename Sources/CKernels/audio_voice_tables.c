#include "audio_voice.h"
#include <math.h>
#include <pthread.h>

// Interpolation as fractional delay: for every phase the taps whose response is nearest, in the least squares, to a
// pure delay for all frequencies from 0 to the band's edge (T. I. Laakso et al., "Splitting the unit delay", IEEE
// Signal Processing Magazine 13, 1996, section 3.2). Errors are weighted with 1/f², as music is louder below.

_Alignas(64) float ck_voice_rows8[(CK_VOICE_PHASES + 1) * 8];
_Alignas(64) float ck_voice_rows16[(CK_VOICE_PHASES + 1) * 16];

/// Frequencies at which errors count.
#define POINTS 128

/// Rows of `count` taps for the band from 0 to `edge`, as part of the Nyquist frequency.
static void make_rows(float *rows, int32_t count, double edge) {
    static double cosines[POINTS][16], sines[POINTS][16];
    double factor[16][16], taps[16], weights[POINTS], middle = count / 2 - 1;
    for (int32_t p = 0; p < POINTS; p++) {
        double omega = M_PI * edge * (p + 0.5) / POINTS;
        weights[p] = 1 / ((p + 0.5) * (p + 0.5));
        for (int32_t i = 0; i < count; i++) {
            cosines[p][i] = cos(omega * (i - middle));
            sines[p][i] = sin(omega * (i - middle));
        }
    }
    // The normal equations, by Cholesky.
    for (int32_t i = 0; i < count; i++) {
        for (int32_t j = 0; j <= i; j++) {
            double sum = 0;
            for (int32_t p = 0; p < POINTS; p++)
                sum += weights[p] * (cosines[p][i] * cosines[p][j] + sines[p][i] * sines[p][j]);
            if (i == j) sum *= 1 + 1e-12;
            for (int32_t k = 0; k < j; k++) sum -= factor[i][k] * factor[j][k];
            factor[i][j] = i == j ? sqrt(sum) : sum / factor[j][j];
        }
    }
    for (int32_t phase = 0; phase <= CK_VOICE_PHASES / 2; phase++) {
        double delay = (double)phase / CK_VOICE_PHASES, total = 0;
        for (int32_t i = 0; i < count; i++) taps[i] = 0;
        for (int32_t p = 0; p < POINTS; p++) {
            double omega = M_PI * edge * (p + 0.5) / POINTS;
            double c = weights[p] * cos(omega * delay), s = weights[p] * sin(omega * delay);
            for (int32_t i = 0; i < count; i++) taps[i] += c * cosines[p][i] + s * sines[p][i];
        }
        for (int32_t i = 0; i < count; i++) {
            for (int32_t k = 0; k < i; k++) taps[i] -= factor[i][k] * taps[k];
            taps[i] /= factor[i][i];
        }
        for (int32_t i = count - 1; i >= 0; i--) {
            for (int32_t k = i + 1; k < count; k++) taps[i] -= factor[k][i] * taps[k];
            taps[i] /= factor[i][i];
        }
        for (int32_t i = 0; i < count; i++) total += taps[i];
        // The other half of the phases are mirror images.
        for (int32_t i = 0; i < count; i++)
            rows[phase * count + i] = rows[(CK_VOICE_PHASES - phase) * count + count - 1 - i] =
                (float)(taps[i] / total);
    }
}

/// Rows of the eight-point kernel.
static void make_rows8(void) {
    for (int32_t phase = 0; phase <= CK_VOICE_PHASES; phase++) {
        double z = (double)phase / CK_VOICE_PHASES - 0.5, zz = z * z, inner = 0.5;
        float *row = ck_voice_rows8 + 8 * phase;
        for (int32_t k = 3; k >= 0; k--) {
            const float *p = k > 0 ? ck_voice_eight_even[k - 1] : 0, *q = ck_voice_eight_odd[k];
            double even = p ? p[0] + zz * (p[1] + zz * p[2]) : inner;
            double odd = z * (q[0] + zz * (q[1] + zz * q[2]));
            inner -= even;
            row[3 - k] = (float)(even - odd);
            row[4 + k] = (float)(even + odd);
        }
    }
}

static void make_tables(void) {
    make_rows8();
    make_rows(ck_voice_rows16, 16, 14.5 / 22.05);
}

void ck_voice_prepare(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_tables);
}
