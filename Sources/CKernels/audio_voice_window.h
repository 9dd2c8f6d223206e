// Two, four and eight points where a register can pick words from any place of another (AVX-512 BW), or floats from two
// others: all frames that sixteen neighbours are computed from lie in one register, or two, as long as the ratio is
// small, and the points' weights are computed, not looked up.

/// Sixteen positions as they lie in 32 words of memory.
typedef struct {
    /// Offsets of the sixteen positions from the first.
    __m512i offsets[2];
    uint64_t increment, span;
} window;

CK_INLINE void make_window(window *w, uint64_t increment) {
    const __m512i count = _mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0);
    w->increment = increment;
    w->span = 15 * increment;
    w->offsets[0] = _mm512_mullo_epi64(count, _mm512_set1_epi64((long long)increment));
    w->offsets[1] = _mm512_add_epi64(w->offsets[0], _mm512_set1_epi64((long long)(8 * increment)));
}

/// Whether sixteen frames of `points` lie within 31; the last word is left for zero.
CK_INLINE int32_t fits(uint64_t increment, int32_t points) {
    return (15 * increment >> 32) + 1 + (uint64_t)points <= 31;
}

/// Where sixteen positions (or `count`, if fewer) lie: the index of each one's first frame and the fraction's 32 bits,
/// and a bit for every frame that they need.
CK_INLINE uint32_t place_window(
    const window *w, uint64_t position, int32_t count, int32_t points, __m512i *index, words *low) {
    const __m512i even = _mm512_set_epi32(30, 28, 26, 24, 22, 20, 18, 16, 14, 12, 10, 8, 6, 4, 2, 0);
    const __m512i odd = _mm512_set_epi32(31, 29, 27, 25, 23, 21, 19, 17, 15, 13, 11, 9, 7, 5, 3, 1);
    const uint64_t fraction = (uint32_t)position;
    const uint64_t span = count >= 16 ? w->span : w->increment * (uint64_t)(count - 1);
    const uint32_t last = (uint32_t)((fraction + span) >> 32) + (uint32_t)points;
    const __m512i a = _mm512_add_epi64(w->offsets[0], _mm512_set1_epi64((long long)fraction));
    const __m512i b = _mm512_add_epi64(w->offsets[1], _mm512_set1_epi64((long long)fraction));
    *low = (words)_mm512_permutex2var_epi32(a, even, b);
    *index = _mm512_permutex2var_epi32(a, odd, b);
    return (uint32_t)((1ull << last) - 1);
}

/// Loads what sixteen positions (or `count`, if fewer) need, and no word more. The index of each position's first
/// frame comes in the upper half of a lane, that of a zero in the lower half; the fraction's 32 bits come in `low`.
CK_INLINE __m512i load_window(
    const window *w, const int16_t *first, uint64_t position, int32_t count, int32_t points, __m512i *index,
    words *low) {
    const uint32_t mask = place_window(w, position, count, points, index, low);
    *index = _mm512_or_epi32(_mm512_slli_epi32(*index, 16), _mm512_set1_epi32(31));
    return _mm512_maskz_loadu_epi16(_cvtu32_mask32(mask), first + (position >> 32));
}

/// Frame k of each position, as a float times 65,536.
CK_INLINE __m512 pick(__m512i words, __m512i index, int32_t k) {
    const __m512i at = _mm512_add_epi32(index, _mm512_set1_epi32(k << 16));
    return _mm512_cvtepi32_ps(_mm512_permutexvar_epi16(at, words));
}

CK_INLINE void store_first(float *out, __m512 y, int32_t count) {
    if (count >= 16)
        _mm512_storeu_ps(out, y);
    else
        _mm512_mask_storeu_ps(out, (__mmask16)((1u << count) - 1), y);
}

/// Floats that sixteen positions need: two registers of sixteen.
typedef struct {
    __m512 low, high;
} floats;

/// Whether sixteen frames of `points` lie within 32.
CK_INLINE int32_t fits_floats(uint64_t increment, int32_t points) {
    return (15 * increment >> 32) + 1 + (uint64_t)points <= 32;
}

/// The same for floats: the index of each position's first frame is a lane's whole value.
CK_INLINE floats load_floats(
    const window *w, const float *first, uint64_t position, int32_t count, int32_t points, __m512i *index,
    words *low) {
    const uint32_t mask = place_window(w, position, count, points, index, low);
    const float *from = first + (position >> 32);
    return (floats){
        _mm512_maskz_loadu_ps((__mmask16)mask, from), _mm512_maskz_loadu_ps((__mmask16)(mask >> 16), from + 16)};
}

/// Frame k of each position.
CK_INLINE __m512 pick_float(floats x, __m512i index, int32_t k) {
    return _mm512_permutex2var_ps(x.low, _mm512_add_epi32(index, _mm512_set1_epi32(k)), x.high);
}

// The same code for words and for floats: `load`, `pick` and the scale differ.

#define CK_WINDOW_KERNELS(T, type, registers, fits, load, pick, unit)                                             \
    static void linear_##T(                                                                                       \
        const void *frames, uint64_t position, uint64_t increment, float scale, float *out, int32_t count) {      \
        if (!fits(increment, 2)) return linear_generic_##T(frames, position, increment, scale, out, count);       \
        window w;                                                                                                 \
        make_window(&w, increment);                                                                               \
        const lanes part = scale * unit;                                                                          \
        for (int32_t f = 0; f < count; f += 16, position += 16 * increment) {                                     \
            __m512i index;                                                                                        \
            words low;                                                                                            \
            const registers x = load(&w, (const type *)frames, position, count - f, 2, &index, &low);             \
            const lanes a = pick(x, index, 0), b = pick(x, index, 1);                                             \
            store_first(out + f, CK_FMA(CK_FRACTION(low), b - a, a) * part, count - f);                           \
        }                                                                                                         \
    }                                                                                                             \
    static void cubic_##T(                                                                                        \
        const void *frames, uint64_t position, uint64_t increment, float scale, float *out, int32_t count) {      \
        if (!fits(increment, 4)) return cubic_generic_##T(frames, position, increment, scale, out, count);        \
        window w;                                                                                                 \
        make_window(&w, increment);                                                                               \
        const lanes part = scale * unit;                                                                          \
        for (int32_t f = 0; f < count; f += 16, position += 16 * increment) {                                     \
            __m512i index;                                                                                        \
            words low;                                                                                            \
            const registers x = load(&w, (const type *)frames - 1, position, count - f, 4, &index, &low);         \
            const lanes s0 = pick(x, index, 0), s1 = pick(x, index, 1);                                           \
            const lanes s2 = pick(x, index, 2), s3 = pick(x, index, 3);                                           \
            const lanes z = CK_MIDDLE(low), zz = z * z;                                                           \
            const lanes p1 = CK_LINE(zz, ck_voice_cubic_even[0]);                                                 \
            const lanes q0 = CK_LINE(zz, ck_voice_cubic_odd[0]), q1 = CK_LINE(zz, ck_voice_cubic_odd[1]);         \
            const lanes even = CK_FMA(s0 + s3, p1, (s1 + s2) * (0.5f - p1));                                      \
            const lanes odd = CK_FMA(s3 - s0, q1, (s2 - s1) * q0);                                                \
            store_first(out + f, CK_FMA(z, odd, even) * part, count - f);                                         \
        }                                                                                                         \
    }                                                                                                             \
    static void eight_##T(                                                                                        \
        const void *frames, uint64_t position, uint64_t increment, float scale, float *out, int32_t count) {      \
        if (!fits(increment, 8)) return eight_generic_##T(frames, position, increment, scale, out, count);        \
        window w;                                                                                                 \
        make_window(&w, increment);                                                                               \
        const lanes part = scale * unit;                                                                          \
        for (int32_t f = 0; f < count; f += 16, position += 16 * increment) {                                     \
            __m512i index;                                                                                        \
            words low;                                                                                            \
            const registers x = load(&w, (const type *)frames - 3, position, count - f, 8, &index, &low);         \
            const lanes z = CK_MIDDLE(low), zz = z * z;                                                           \
            const lanes s3 = pick(x, index, 3), s4 = pick(x, index, 4);                                           \
            const lanes p1 = CK_PARABOLA(zz, ck_voice_eight_even[0]);                                             \
            const lanes p2 = CK_PARABOLA(zz, ck_voice_eight_even[1]);                                             \
            const lanes p3 = CK_PARABOLA(zz, ck_voice_eight_even[2]);                                             \
            lanes even = (s3 + s4) * (0.5f - p1 - p2 - p3);                                                       \
            lanes odd = (s4 - s3) * CK_PARABOLA(zz, ck_voice_eight_odd[0]);                                       \
            const lanes s2 = pick(x, index, 2), s5 = pick(x, index, 5);                                           \
            even = CK_FMA(s2 + s5, p1, even);                                                                     \
            odd = CK_FMA(s5 - s2, CK_PARABOLA(zz, ck_voice_eight_odd[1]), odd);                                   \
            const lanes s1 = pick(x, index, 1), s6 = pick(x, index, 6);                                           \
            even = CK_FMA(s1 + s6, p2, even);                                                                     \
            odd = CK_FMA(s6 - s1, CK_PARABOLA(zz, ck_voice_eight_odd[2]), odd);                                   \
            const lanes s0 = pick(x, index, 0), s7 = pick(x, index, 7);                                           \
            even = CK_FMA(s0 + s7, p3, even);                                                                     \
            odd = CK_FMA(s7 - s0, CK_PARABOLA(zz, ck_voice_eight_odd[3]), odd);                                   \
            store_first(out + f, CK_FMA(z, odd, even) * part, count - f);                                         \
        }                                                                                                         \
    }
CK_WINDOW_KERNELS(int16, int16_t, __m512i, fits, load_window, pick, 0x1p-16f)
CK_WINDOW_KERNELS(float, float, floats, fits_floats, load_floats, pick_float, 1.0f)
