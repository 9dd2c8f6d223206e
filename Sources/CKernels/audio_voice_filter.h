// Sixteen voices' low-passes in lanes: rows are transposed sixteen frames at a time.

/// One step of a transposition: pairs of rows `n` apart exchange blocks of `n` lanes.
#define CK_EXCHANGE(v, n, LOW, HIGH)                                                                              \
    for (int32_t i = 0; i < 16; i++)                                                                              \
        if (!(i & (n))) {                                                                                         \
            lanes a = v[i], b = v[i + (n)];                                                                       \
            v[i] = __builtin_shufflevector(a, b, LOW);                                                            \
            v[i + (n)] = __builtin_shufflevector(a, b, HIGH);                                                     \
        }
#define CK_LOW8 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23
#define CK_HIGH8 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31
#define CK_LOW4 0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27
#define CK_HIGH4 4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31
#define CK_LOW2 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29
#define CK_HIGH2 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31
#define CK_LOW1 0, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30
#define CK_HIGH1 1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31

CK_INLINE void transpose(lanes v[16]) {
#pragma clang loop unroll(full)
    CK_EXCHANGE(v, 8, CK_LOW8, CK_HIGH8)
#pragma clang loop unroll(full)
    CK_EXCHANGE(v, 4, CK_LOW4, CK_HIGH4)
#pragma clang loop unroll(full)
    CK_EXCHANGE(v, 2, CK_LOW2, CK_HIGH2)
#pragma clang loop unroll(full)
    CK_EXCHANGE(v, 1, CK_LOW1, CK_HIGH1)
}

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
        for (int32_t f = first; f < last; f++) {
            a1 += d1;
            a2 += d2;
            a3 += d3;
            gain += dg;
            lanes v3 = v[f] - s2;
            lanes v1 = CK_FMA(a2, v3, a1 * s1);
            lanes v2 = CK_FMA(a3, v3, CK_FMA(a2, s1, s2));
            s1 = CK_FMA((lanes)2, v1, -s1);
            s2 = CK_FMA((lanes)2, v2, -s2);
            v[f] = v2 * gain;
        }
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
