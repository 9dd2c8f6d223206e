// Voices onto buses, with gains that move in a line; sixteen frames at a time, a voice after the other.

#define CK_TIMES __builtin_convertvector((ints)(CK_IOTA), lanes)

/// Adds the first `count` lanes.
CK_INLINE void add(float *to, const lanes *v, int32_t count) {
    if (count >= 16)
        *(lanes_u *)to += *v;
    else
        for (int32_t j = 0; j < count; j++) to[j] += (*v)[j];
}

CK_INLINE int32_t any(const float *base, const float *step) {
    int32_t found = 0;
    for (int32_t i = 0; i < CK_VOICE_LANES; i++) found |= base[i] != 0 || step[i] != 0;
    return found;
}

#define CK_MIX(bus) sum##bus = CK_FMA(CK_FMA(time, (lanes)gains->step[bus][i], (lanes)gains->base[bus][i]), x, sum##bus)

static void mix_rows(
    const ck_voice_gains *gains, const float *rows, int32_t from, int32_t to, float *left, float *right,
    float *reverb, float *chorus) {
    const int32_t sends = (reverb && any(gains->base[2], gains->step[2])) ||
                          (chorus && any(gains->base[3], gains->step[3]));
    for (int32_t f = from; f < to; f += 16) {
        // The last frames of a row are read again rather than any beyond it.
        const int32_t count = to - f < 16 ? to - f : 16;
        const int32_t start = f <= CK_VOICE_FRAMES - 16 ? f : CK_VOICE_FRAMES - 16, skip = f - start;
        lanes time = CK_TIMES + (float)(start + 1);
        lanes sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
        if (sends) {
            for (int32_t i = 0; i < CK_VOICE_LANES; i++) {
                lanes x = *(const lanes_u *)(rows + CK_VOICE_FRAMES * i + start);
                CK_MIX(0);
                CK_MIX(1);
                CK_MIX(2);
                CK_MIX(3);
            }
        } else {
            for (int32_t i = 0; i < CK_VOICE_LANES; i++) {
                lanes x = *(const lanes_u *)(rows + CK_VOICE_FRAMES * i + start);
                CK_MIX(0);
                CK_MIX(1);
            }
        }
        float sums[4][16];
        if (count == 16 && skip == 0) {
            add(left + f - from, &sum0, 16);
            add(right + f - from, &sum1, 16);
            if (sends && reverb) add(reverb + f - from, &sum2, 16);
            if (sends && chorus) add(chorus + f - from, &sum3, 16);
            continue;
        }
        memcpy(sums[0], &sum0, 64);
        memcpy(sums[1], &sum1, 64);
        memcpy(sums[2], &sum2, 64);
        memcpy(sums[3], &sum3, 64);
        for (int32_t j = 0; j < count; j++) {
            left[f - from + j] += sums[0][skip + j];
            right[f - from + j] += sums[1][skip + j];
            if (sends && reverb) reverb[f - from + j] += sums[2][skip + j];
            if (sends && chorus) chorus[f - from + j] += sums[3][skip + j];
        }
    }
}

static void mix_mono(
    const float *mono, const float *gains, const float *steps, int32_t offset, float *left, float *right,
    float *reverb, float *chorus, int32_t frames) {
    float *buses[4] = {left, right, reverb, chorus};
    for (int32_t bus = 0; bus < 4; bus++) {
        const float gain = gains[bus], step = steps[bus];
        float *to = buses[bus];
        if (!to || (gain == 0 && step == 0)) continue;
        int32_t f = 0;
        for (; f + 16 <= frames; f += 16) {
            lanes time = CK_TIMES + (float)(offset + f + 1);
            *(lanes_u *)(to + f) =
                CK_FMA(CK_FMA(time, (lanes)step, (lanes)gain), *(const lanes_u *)(mono + f), *(lanes_u *)(to + f));
        }
        for (; f < frames; f++)
            to[f] = CK_FMA(CK_FMA((float)(offset + f + 1), step, gain), mono[f], to[f]);
    }
}
