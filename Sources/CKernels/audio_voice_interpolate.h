// Frames between frames. A frame's fraction has 24 bits; positions are exact, whatever the division into calls.

/// The fractions, 0…1, of sixteen frames whose positions' lower words are `low`.
#define CK_FRACTION(low) (__builtin_convertvector((ints)((low) >> 8), lanes) * 0x1p-24f)

/// The distance from the middle between the two frames around a position, −½…½.
#define CK_MIDDLE(low) CK_FMA(__builtin_convertvector((ints)((low) >> 8), lanes), (lanes)0x1p-24f, (lanes)-0.5f)
/// c₀ + c₁x, and c₀ + c₁x + c₂x².
#define CK_LINE(x, c) CK_FMA((x), (lanes)(c)[1], (lanes)(c)[0])
#define CK_PARABOLA(x, c) CK_FMA((x), CK_FMA((x), (lanes)(c)[2], (lanes)(c)[1]), (lanes)(c)[0])

#define CK_EVEN 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30
#define CK_ODD 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31

/// Writes a vector's first frames.
CK_INLINE void store(float *out, const lanes *v, int32_t count) {
    if (count >= 16)
        *(lanes_u *)out = *v;
    else
        memcpy(out, v, sizeof(float) * (size_t)count);
}

/// Copies `size` bytes for each frame, from `from` on, into slots of as many; slots of the last tile without a frame
/// are zeroed. Loads one by one are faster than gathers.
#define CK_GATHER(slots, from, size, bytes)                                                                       \
    do {                                                                                                          \
        uint64_t at = position;                                                                                   \
        _Pragma("clang loop vectorize(disable) unroll_count(8)") for (int32_t f = 0; f < count; f++) {            \
            memcpy((slots) + f, (from) + (size) * (at >> 32), bytes);                                             \
            at += increment;                                                                                      \
        }                                                                                                         \
        for (int32_t f = count; f & 15; f++) memset((slots) + f, 0, bytes);                                       \
    } while (0)

// Two points.

CK_INLINE void linear_tile(const lanes *a, const lanes *b, words low, float scale, float *out, int32_t count) {
    lanes y = CK_FMA(CK_FRACTION(low), *b - *a, *a) * scale;
    store(out, &y, count);
}

static void linear_generic_int16(
    const void *frames, uint64_t position, uint64_t increment, float scale, float *out, int32_t count) {
    _Alignas(64) uint32_t pairs[CK_VOICE_FRAMES];
    words low = (uint32_t)position + CK_IOTA * (uint32_t)increment;
    CK_GATHER(pairs, (const char *)frames, 2, 4);
    for (int32_t f = 0; f < count; f += 16, low += 16 * (uint32_t)increment) {
        ints both = *(ints *)(pairs + f);
        lanes a = __builtin_convertvector((both << 16) >> 16, lanes);
        lanes b = __builtin_convertvector(both >> 16, lanes);
        linear_tile(&a, &b, low, scale, out + f, count - f);
    }
}

static void linear_generic_float(
    const void *frames, uint64_t position, uint64_t increment, float scale, float *out, int32_t count) {
    _Alignas(64) uint64_t pairs[CK_VOICE_FRAMES];
    words low = (uint32_t)position + CK_IOTA * (uint32_t)increment;
    CK_GATHER(pairs, (const char *)frames, 4, 8);
    for (int32_t f = 0; f < count; f += 16, low += 16 * (uint32_t)increment) {
        lanes x = *(lanes *)(pairs + f), y = *(lanes *)(pairs + f + 8);
        lanes a = __builtin_shufflevector(x, y, CK_EVEN), b = __builtin_shufflevector(x, y, CK_ODD);
        linear_tile(&a, &b, low, scale, out + f, count - f);
    }
}

// Four points.

CK_INLINE void cubic_tile(
    const lanes *s0, const lanes *s1, const lanes *s2, const lanes *s3, words low, float scale, float *out,
    int32_t count) {
    lanes z = CK_MIDDLE(low), zz = z * z;
    lanes p1 = CK_LINE(zz, ck_voice_cubic_even[0]);
    lanes q0 = CK_LINE(zz, ck_voice_cubic_odd[0]), q1 = CK_LINE(zz, ck_voice_cubic_odd[1]);
    lanes even = CK_FMA(*s0 + *s3, p1, (*s1 + *s2) * (0.5f - p1));
    lanes odd = CK_FMA(*s3 - *s0, q1, (*s2 - *s1) * q0);
    lanes y = CK_FMA(z, odd, even) * scale;
    store(out, &y, count);
}

static void cubic_generic_int16(
    const void *frames, uint64_t position, uint64_t increment, float scale, float *out, int32_t count) {
    _Alignas(64) uint64_t fours[CK_VOICE_FRAMES];
    words low = (uint32_t)position + CK_IOTA * (uint32_t)increment;
    CK_GATHER(fours, (const char *)frames - 2, 2, 8);
    for (int32_t f = 0; f < count; f += 16, low += 16 * (uint32_t)increment) {
        ints a = *(ints *)(fours + f), b = *(ints *)(fours + f + 8);
        ints s01 = __builtin_shufflevector(a, b, CK_EVEN), s23 = __builtin_shufflevector(a, b, CK_ODD);
        lanes s0 = __builtin_convertvector((s01 << 16) >> 16, lanes);
        lanes s1 = __builtin_convertvector(s01 >> 16, lanes);
        lanes s2 = __builtin_convertvector((s23 << 16) >> 16, lanes);
        lanes s3 = __builtin_convertvector(s23 >> 16, lanes);
        cubic_tile(&s0, &s1, &s2, &s3, low, scale, out + f, count - f);
    }
}

static void cubic_generic_float(
    const void *frames, uint64_t position, uint64_t increment, float scale, float *out, int32_t count) {
    typedef struct {
        float s[4];
    } four;
    _Alignas(64) four fours[CK_VOICE_FRAMES];
    words low = (uint32_t)position + CK_IOTA * (uint32_t)increment;
    CK_GATHER(fours, (const char *)frames - 4, 4, 16);
    for (int32_t f = 0; f < count; f += 16, low += 16 * (uint32_t)increment) {
        const lanes *v = (const lanes *)(fours + f);
        lanes a = __builtin_shufflevector(v[0], v[1], CK_EVEN), b = __builtin_shufflevector(v[0], v[1], CK_ODD);
        lanes c = __builtin_shufflevector(v[2], v[3], CK_EVEN), d = __builtin_shufflevector(v[2], v[3], CK_ODD);
        lanes s0 = __builtin_shufflevector(a, c, CK_EVEN), s2 = __builtin_shufflevector(a, c, CK_ODD);
        lanes s1 = __builtin_shufflevector(b, d, CK_EVEN), s3 = __builtin_shufflevector(b, d, CK_ODD);
        cubic_tile(&s0, &s1, &s2, &s3, low, scale, out + f, count - f);
    }
}

// Eight and sixteen points: rows of a table, interpolated; lanes are summed sixteen frames at a time.

/// The whole parts of positions, rows of the table and the fractions between rows; frames beyond the last repeat
/// the first one.
typedef struct {
    _Alignas(64) uint32_t frame[CK_VOICE_FRAMES], row[CK_VOICE_FRAMES];
    _Alignas(64) float fraction[CK_VOICE_FRAMES];
} steps;

CK_INLINE void make_steps(steps *to, uint64_t position, uint64_t increment, int32_t count) {
    for (int32_t f = 0; f < ((count + 15) & ~15); f++) {
        uint64_t at = f < count ? (uint32_t)position + (uint64_t)f * increment : (uint32_t)position;
        to->frame[f] = (uint32_t)(at >> 32);
        to->row[f] = (uint32_t)at >> 24;
        to->fraction[f] = (float)(int32_t)((uint32_t)at & 0xFFFFFF) * 0x1p-24f;
    }
}

#define CK_ROW(V, table, count)                                                                                   \
    const float *row = (table) + (count) * at->row[f];                                                            \
    V first = *(const V *)row, second = *(const V *)(row + (count));                                              \
    V taps = CK_FMA((V)at->fraction[f], second - first, first)

CK_INLINE lanes sinc_product_int16(const void *frames, const steps *at, int32_t f) {
    CK_ROW(lanes, ck_voice_rows16, 16);
    return __builtin_convertvector(*(const shorts16_u *)((const int16_t *)frames + at->frame[f]), lanes) * taps;
}
CK_INLINE lanes sinc_product_float(const void *frames, const steps *at, int32_t f) {
    CK_ROW(lanes, ck_voice_rows16, 16);
    return *(const lanes_u *)((const float *)frames + at->frame[f]) * taps;
}
CK_INLINE lanes8 eight_product_int16(const void *frames, const steps *at, int32_t f) {
    CK_ROW(lanes8, ck_voice_rows8, 8);
    return __builtin_convertvector(*(const shorts8_u *)((const int16_t *)frames + at->frame[f]), lanes8) * taps;
}
CK_INLINE lanes8 eight_product_float(const void *frames, const steps *at, int32_t f) {
    CK_ROW(lanes8, ck_voice_rows8, 8);
    return *(const lanes8_u *)((const float *)frames + at->frame[f]) * taps;
}

#define CK_JOIN8(a, b) __builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)

// Sums four frames' products down to four lanes each, in the order that CK_FOLD2 and CK_FOLD1 finish.
#define CK_FOURS(T)                                                                                               \
    CK_INLINE lanes sinc_four_##T(const void *frames, const steps *at, int32_t f) {                               \
        lanes a = sinc_product_##T(frames, at, f), b = sinc_product_##T(frames, at, f + 1);                       \
        lanes c = sinc_product_##T(frames, at, f + 2), d = sinc_product_##T(frames, at, f + 3);                   \
        lanes x = CK_FOLD8(a, b), y = CK_FOLD8(c, d);                                                             \
        return CK_FOLD4(x, y);                                                                                    \
    }                                                                                                             \
    CK_INLINE lanes eight_four_##T(const void *frames, const steps *at, int32_t f) {                              \
        lanes8 a = eight_product_##T(frames, at, f), b = eight_product_##T(frames, at, f + 1);                    \
        lanes8 c = eight_product_##T(frames, at, f + 2), d = eight_product_##T(frames, at, f + 3);                \
        lanes x = CK_JOIN8(a, b), y = CK_JOIN8(c, d);                                                             \
        return CK_FOLD4(x, y);                                                                                    \
    }
CK_FOURS(int16)
CK_FOURS(float)

#define CK_TABLE_KERNEL(name, type, four, before)                                                                 \
    static void name(                                                                                             \
        const void *frames, uint64_t position, uint64_t increment, float scale, float *out, int32_t count) {      \
        steps at;                                                                                                 \
        make_steps(&at, position, increment, count);                                                              \
        const void *from = (const type *)frames + (position >> 32) - (before);                                    \
        for (int32_t f = 0; f < count; f += 16) {                                                                 \
            lanes a = four(from, &at, f), b = four(from, &at, f + 4);                                             \
            lanes ab = CK_FOLD2(a, b);                                                                            \
            lanes c = four(from, &at, f + 8), d = four(from, &at, f + 12);                                        \
            lanes cd = CK_FOLD2(c, d);                                                                            \
            lanes y = CK_FOLD1(ab, cd) * scale;                                                                   \
            store(out + f, &y, count - f);                                                                        \
        }                                                                                                         \
    }
CK_TABLE_KERNEL(eight_generic_int16, int16_t, eight_four_int16, 3)
CK_TABLE_KERNEL(sinc_int16, int16_t, sinc_four_int16, 7)
CK_TABLE_KERNEL(eight_generic_float, float, eight_four_float, 3)
CK_TABLE_KERNEL(sinc_float, float, sinc_four_float, 7)

static void convolve(const float *in, const float *taps, int32_t count, float *out, int64_t frames) {
    int64_t f = 0;
    for (; f + 64 <= frames; f += 64) {
        lanes a = 0, b = 0, c = 0, d = 0;
        for (int32_t j = 0; j < count; j++) {
            lanes tap = taps[j];
            const float *from = in + f + j;
            a = CK_FMA(tap, *(const lanes_u *)from, a);
            b = CK_FMA(tap, *(const lanes_u *)(from + 16), b);
            c = CK_FMA(tap, *(const lanes_u *)(from + 32), c);
            d = CK_FMA(tap, *(const lanes_u *)(from + 48), d);
        }
        *(lanes_u *)(out + f) = a;
        *(lanes_u *)(out + f + 16) = b;
        *(lanes_u *)(out + f + 32) = c;
        *(lanes_u *)(out + f + 48) = d;
    }
    for (; f < frames; f++) {
        float sum = 0;
        for (int32_t j = 0; j < count; j++) sum = CK_FMA(taps[j], in[f + j], sum);
        out[f] = sum;
    }
}
