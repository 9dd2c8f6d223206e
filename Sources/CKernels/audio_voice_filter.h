// Sixteen voices' low-passes in lanes: rows are transposed sixteen frames at a time.

#define CK_MERGE(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)
#define CK_UNPACK_LOW(a, b) CK_MERGE(a, b, 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29)
#define CK_UNPACK_HIGH(a, b) CK_MERGE(a, b, 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31)
#define CK_PAIRS_LOW(a, b) CK_MERGE(a, b, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29)
#define CK_PAIRS_HIGH(a, b) CK_MERGE(a, b, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31)
#define CK_FOURS_EVEN(a, b) CK_MERGE(a, b, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27)
#define CK_FOURS_ODD(a, b) CK_MERGE(a, b, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31)

/// Sixteen vectors' rows become columns: in steps that are one instruction each where vectors are of 512 bits.
CK_INLINE void transpose(lanes v[16]) {
    lanes t[16], u[16];
#pragma clang loop unroll(full)
    for (int32_t i = 0; i < 16; i += 2) {
        t[i] = CK_UNPACK_LOW(v[i], v[i + 1]);
        t[i + 1] = CK_UNPACK_HIGH(v[i], v[i + 1]);
    }
#pragma clang loop unroll(full)
    for (int32_t i = 0; i < 16; i += 4) {
        u[i] = CK_PAIRS_LOW(t[i], t[i + 2]);
        u[i + 1] = CK_PAIRS_HIGH(t[i], t[i + 2]);
        u[i + 2] = CK_PAIRS_LOW(t[i + 1], t[i + 3]);
        u[i + 3] = CK_PAIRS_HIGH(t[i + 1], t[i + 3]);
    }
#pragma clang loop unroll(full)
    for (int32_t i = 0; i < 4; i++) {
        lanes a = CK_FOURS_EVEN(u[i], u[i + 4]), b = CK_FOURS_ODD(u[i], u[i + 4]);
        lanes c = CK_FOURS_EVEN(u[i + 8], u[i + 12]), d = CK_FOURS_ODD(u[i + 8], u[i + 12]);
        v[i] = CK_FOURS_EVEN(a, c);
        v[i + 4] = CK_FOURS_EVEN(b, d);
        v[i + 8] = CK_FOURS_ODD(a, c);
        v[i + 12] = CK_FOURS_ODD(b, d);
    }
}

#define CK_FILTER_FRAME(f)                                                                                        \
    do {                                                                                                          \
        a1 += d1;                                                                                                 \
        a2 += d2;                                                                                                 \
        a3 += d3;                                                                                                 \
        gain += dg;                                                                                               \
        lanes v3 = v[f] - s2;                                                                                     \
        lanes v1 = CK_FMA(a2, v3, a1 * s1);                                                                       \
        lanes v2 = CK_FMA(a3, v3, CK_FMA(a2, s1, s2));                                                            \
        s1 = CK_FMA((lanes)2, v1, -s1);                                                                           \
        s2 = CK_FMA((lanes)2, v2, -s2);                                                                           \
        v[f] = v2 * gain;                                                                                         \
    } while (0)

/// State-variable filter with trapezoidal integrators (V. Zavalishin, "The Art of VA Filter Design", 2012; the form
/// with a₁, a₂, a₃ is A. Simper's). Neither a coefficient's value nor its movement can make its state grow: with
/// a₁ = 1/(1 + gk + g²), a₂ = g·a₁, a₃ = g·a₂ the matrix of the states has a norm of at most 1, and so have all
/// between two such matrices.
static void filter_rows(ck_voice_filter *filter, float *rows, int32_t from, int32_t to) {
    lanes s1 = *(lanes *)filter->s1, s2 = *(lanes *)filter->s2;
    lanes a1 = *(lanes *)filter->value[0], a2 = *(lanes *)filter->value[1];
    lanes a3 = *(lanes *)filter->value[2], gain = *(lanes *)filter->value[3];
    const lanes d1 = *(lanes *)filter->step[0], d2 = *(lanes *)filter->step[1];
    const lanes d3 = *(lanes *)filter->step[2], dg = *(lanes *)filter->step[3];
    for (int32_t tile = from & ~15; tile < to; tile += 16) {
        lanes v[16];
        for (int32_t i = 0; i < 16; i++) v[i] = *(lanes *)(rows + CK_VOICE_FRAMES * i + tile);
        transpose(v);
        int32_t first = from > tile ? from - tile : 0, last = to - tile < 16 ? to - tile : 16;
        if (first == 0 && last == 16) {
#pragma clang loop unroll(full)
            for (int32_t f = 0; f < 16; f++) CK_FILTER_FRAME(f);
            transpose(v);
            for (int32_t i = 0; i < 16; i++) *(lanes *)(rows + CK_VOICE_FRAMES * i + tile) = v[i];
            continue;
        }
        for (int32_t f = first; f < last; f++) CK_FILTER_FRAME(f);
        transpose(v);
        for (int32_t i = 0; i < 16; i++) *(lanes *)(rows + CK_VOICE_FRAMES * i + tile) = v[i];
    }
    *(lanes *)filter->s1 = s1;
    *(lanes *)filter->s2 = s2;
    *(lanes *)filter->value[0] = a1;
    *(lanes *)filter->value[1] = a2;
    *(lanes *)filter->value[2] = a3;
    *(lanes *)filter->value[3] = gain;
}
