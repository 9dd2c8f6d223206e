// The network's kernels for one scalar type. The including file defines REAL, VEC (16 lanes), CK(name), EXP, TANH,
// SIGMOID and SQRT. Sums run in 16 fixed lanes, added pairwise at the end.

#define LOAD(pointer) (*(const VEC *)(pointer))
#define STORE(pointer, value) (*(VEC *)(pointer) = (value))
#define LANE_SUM(v)                                                                                                    \
    ((((v[0] + v[8]) + (v[4] + v[12])) + ((v[2] + v[10]) + (v[6] + v[14]))) +                                          \
     (((v[1] + v[9]) + (v[5] + v[13])) + ((v[3] + v[11]) + (v[7] + v[15]))))

CK_CLONES void CK(lstm_forward)(int64_t rows, int64_t units, REAL *gates, const REAL *previous, REAL *cell,
                                REAL *hidden) {
    for (int64_t r = 0; r < rows; r++) {
        REAL *restrict zi = gates + r * 4 * units, *restrict zf = zi + units;
        REAL *restrict zg = zf + units, *restrict zo = zg + units;
        const REAL *restrict p = previous + r * units;
        REAL *restrict c = cell + r * units, *restrict h = hidden + r * units;
        for (int64_t j = 0; j < units; j++) {
            REAL i = SIGMOID(zi[j]), f = SIGMOID(zf[j]), g = TANH(zg[j]), o = SIGMOID(zo[j]);
            REAL s = f * p[j] + i * g;
            zi[j] = i;
            zf[j] = f;
            zg[j] = g;
            zo[j] = o;
            c[j] = s;
            h[j] = o * TANH(s);
        }
    }
}

CK_CLONES void CK(lstm_backward)(int64_t rows, int64_t units, REAL *gates, const REAL *previous, const REAL *cell,
                                 const REAL *hidden_gradient, REAL *cell_gradient) {
    for (int64_t r = 0; r < rows; r++) {
        REAL *restrict zi = gates + r * 4 * units, *restrict zf = zi + units;
        REAL *restrict zg = zf + units, *restrict zo = zg + units;
        const REAL *restrict p = previous + r * units, *restrict c = cell + r * units;
        const REAL *restrict dh = hidden_gradient + r * units;
        REAL *restrict dc = cell_gradient + r * units;
        for (int64_t j = 0; j < units; j++) {
            REAL i = zi[j], f = zf[j], g = zg[j], o = zo[j], t = TANH(c[j]);
            REAL d = dc[j] + dh[j] * o * (1 - t * t);
            zo[j] = dh[j] * t * o * (1 - o);
            zi[j] = d * g * i * (1 - i);
            zf[j] = d * p[j] * f * (1 - f);
            zg[j] = d * i * (1 - g * g);
            dc[j] = d * f;
        }
    }
}

CK_CLONES void CK(tanh_forward)(int64_t count, REAL *values) {
    for (int64_t j = 0; j < count; j++) values[j] = TANH(values[j]);
}

CK_CLONES void CK(tanh_backward)(int64_t count, const REAL *restrict output, REAL *restrict gradient) {
    for (int64_t j = 0; j < count; j++) gradient[j] = gradient[j] * (1 - output[j] * output[j]);
}

CK_CLONES void CK(broadcast_row)(int64_t rows, int64_t columns, const REAL *row, REAL *out) {
    for (int64_t r = 0; r < rows; r++) memcpy(out + r * columns, row, (size_t)columns * sizeof(REAL));
}

CK_CLONES void CK(add_column_sums)(int64_t rows, int64_t columns, const REAL *values, REAL *restrict sums) {
    for (int64_t r = 0; r < rows; r++) {
        const REAL *restrict x = values + r * columns;
        for (int64_t j = 0; j < columns; j++) sums[j] += x[j];
    }
}

CK_CLONES void CK(multiply_blocks)(int64_t blocks, int64_t width, const REAL *in, const REAL *restrict mask,
                                   REAL *out) {
    for (int64_t b = 0; b < blocks; b++)
        for (int64_t j = 0; j < width; j++) out[b * width + j] = in[b * width + j] * mask[j];
}

CK_CLONES void CK(gather_rows)(int64_t count, const uint16_t *indices, const REAL *table, int64_t width, REAL *out,
                               int64_t stride) {
    for (int64_t r = 0; r < count; r++)
        memcpy(out + r * stride, table + (int64_t)indices[r] * width, (size_t)width * sizeof(REAL));
}

CK_CLONES void CK(scatter_add_rows)(int64_t count, const uint16_t *indices, const REAL *in, int64_t stride,
                                    int64_t width, REAL *table) {
    for (int64_t r = 0; r < count; r++) {
        REAL *restrict t = table + (int64_t)indices[r] * width;
        const REAL *restrict x = in + r * stride;
        for (int64_t j = 0; j < width; j++) t[j] += x[j];
    }
}

/// Softmax of one row in place; returns log Σ exp.
CK_INLINE REAL CK(softmax_row)(int64_t count, REAL *x) {
    VEC most = x[0];
    int64_t j = 0;
    for (; j + 16 <= count; j += 16) {
        VEC v = LOAD(x + j);
        most = v > most ? v : most;
    }
    REAL top = most[0];
    for (int l = 1; l < 16; l++) top = most[l] > top ? most[l] : top;
    for (; j < count; j++) top = x[j] > top ? x[j] : top;
    for (j = 0; j < count; j++) x[j] = EXP(x[j] - top);
    VEC lanes = (REAL)0;
    for (j = 0; j + 16 <= count; j += 16) lanes += LOAD(x + j);
    REAL sum = LANE_SUM(lanes);
    for (; j < count; j++) sum += x[j];
    REAL inverse = 1 / sum;
    for (j = 0; j < count; j++) x[j] *= inverse;
    return top + (REAL)log((double)sum);
}

CK_CLONES void CK(softmax_rows)(int64_t rows, int64_t columns, REAL *values) {
    for (int64_t r = 0; r < rows; r++) CK(softmax_row)(columns, values + r * columns);
}

CK_CLONES double CK(cross_entropy)(int64_t rows, int64_t columns, REAL *logits, const uint16_t *targets, REAL scale) {
    double total = 0;
    for (int64_t r = 0; r < rows; r++) {
        REAL *restrict x = logits + r * columns;
        if (targets[r] == UINT16_MAX) {
            memset(x, 0, (size_t)columns * sizeof(REAL));
            continue;
        }
        REAL chosen = x[targets[r]];
        total += (double)CK(softmax_row)(columns, x) - (double)chosen;
        for (int64_t j = 0; j < columns; j++) x[j] *= scale;
        x[targets[r]] -= scale;
    }
    return total;
}

CK_CLONES void CK(attention_softmax)(int64_t rows, int64_t columns, REAL *scores, const int32_t *first,
                                     const int32_t *last, REAL slope) {
    for (int64_t r = 0; r < rows; r++) {
        REAL *restrict x = scores + r * columns;
        int64_t a = first[r], b = last[r];
        for (int64_t j = a; j <= b; j++) x[j] -= slope * (REAL)(int32_t)(b - j);
        CK(softmax_row)(b - a + 1, x + a);
        for (int64_t j = 0; j < a; j++) x[j] = 0;
        for (int64_t j = b + 1; j < columns; j++) x[j] = 0;
    }
}

CK_CLONES void CK(attention_softmax_backward)(int64_t rows, int64_t columns, const REAL *weights, REAL *gradient,
                                              REAL scale) {
    for (int64_t r = 0; r < rows; r++) {
        const REAL *restrict w = weights + r * columns;
        REAL *restrict g = gradient + r * columns;
        VEC lanes = (REAL)0;
        int64_t j = 0;
        for (; j + 16 <= columns; j += 16) lanes += LOAD(w + j) * LOAD(g + j);
        REAL sum = LANE_SUM(lanes);
        for (; j < columns; j++) sum += w[j] * g[j];
        for (j = 0; j < columns; j++) g[j] = w[j] * (g[j] - sum) * scale;
    }
}

CK_CLONES REAL CK(dot)(int64_t count, const REAL *a, const REAL *b) {
    VEC lanes = (REAL)0;
    int64_t j = 0;
    for (; j + 16 <= count; j += 16) lanes += LOAD(a + j) * LOAD(b + j);
    REAL sum = LANE_SUM(lanes);
    for (; j < count; j++) sum += a[j] * b[j];
    return sum;
}

CK_CLONES void CK(axpy)(int64_t count, REAL scale, const REAL *restrict in, REAL *restrict out) {
    for (int64_t j = 0; j < count; j++) out[j] += scale * in[j];
}

CK_CLONES void CK(scale)(int64_t count, REAL scale, REAL *values) {
    for (int64_t j = 0; j < count; j++) values[j] *= scale;
}

CK_CLONES void CK(average)(int64_t count, REAL decay, const REAL *restrict in, REAL *restrict mean) {
    for (int64_t j = 0; j < count; j++) mean[j] += (1 - decay) * (in[j] - mean[j]);
}

CK_CLONES double CK(sum_of_squares)(int64_t count, const REAL *values) {
    double lanes[16] = {0};
    int64_t j = 0;
    for (; j + 16 <= count; j += 16)
        for (int l = 0; l < 16; l++) lanes[l] += (double)values[j + l] * (double)values[j + l];
    double sum = LANE_SUM(lanes);
    for (; j < count; j++) sum += (double)values[j] * (double)values[j];
    return sum;
}

CK_CLONES void CK(adam)(int64_t count, REAL *restrict weights, const REAL *restrict gradient, REAL *restrict mean,
                        REAL *restrict square, REAL beta1, REAL beta2, REAL epsilon, REAL step, REAL correction,
                        REAL decay) {
    for (int64_t j = 0; j < count; j++) {
        REAL g = gradient[j];
        REAL m = beta1 * mean[j] + (1 - beta1) * g;
        REAL v = beta2 * square[j] + (1 - beta2) * g * g;
        mean[j] = m;
        square[j] = v;
        weights[j] = weights[j] * decay - step * m / (SQRT(v) * correction + epsilon);
    }
}

CK_CLONES void CK(rmsprop)(int64_t count, REAL *restrict weights, const REAL *restrict gradient, REAL *restrict square,
                           REAL rho, REAL epsilon, REAL step) {
    for (int64_t j = 0; j < count; j++) {
        REAL g = gradient[j];
        REAL v = rho * square[j] + (1 - rho) * g * g;
        square[j] = v;
        weights[j] -= step * g / (SQRT(v + epsilon));
    }
}

void CK(pack_panels)(int64_t inputs, int64_t outputs, const REAL *weights, int64_t row_stride, int64_t column_stride,
                     REAL *packed) {
    for (int64_t p = 0; p * 64 < outputs; p++)
        for (int64_t i = 0; i < inputs; i++)
            for (int64_t l = 0; l < 64; l++) {
                int64_t column = p * 64 + l;
                packed[(p * inputs + i) * 64 + l] =
                    column < outputs ? weights[i * row_stride + column * column_stride] : 0;
            }
}

CK_CLONES void CK(multiply_packed)(int64_t inputs, int64_t outputs, const REAL *x, const REAL *packed, REAL *y) {
    for (int64_t p = 0; p * 64 < outputs; p++) {
        const REAL *w = packed + p * inputs * 64;
        VEC a = (REAL)0, b = (REAL)0, c = (REAL)0, d = (REAL)0;
        for (int64_t i = 0; i < inputs; i++, w += 64) {
            VEC s = x[i];
            a += s * LOAD(w);
            b += s * LOAD(w + 16);
            c += s * LOAD(w + 32);
            d += s * LOAD(w + 48);
        }
        REAL *out = y + p * 64;
        if (outputs - p * 64 >= 64) {
            STORE(out, LOAD(out) + a);
            STORE(out + 16, LOAD(out + 16) + b);
            STORE(out + 32, LOAD(out + 32) + c);
            STORE(out + 48, LOAD(out + 48) + d);
        } else {
            REAL rest[64];
            STORE(rest, a);
            STORE(rest + 16, b);
            STORE(rest + 32, c);
            STORE(rest + 48, d);
            for (int64_t l = 0; l < outputs - p * 64; l++) out[l] += rest[l];
        }
    }
}

CK_CLONES void CK(dropout_mask)(int64_t count, uint64_t key, double keep, REAL *mask) {
    const uint64_t threshold = (uint64_t)(keep * 16777216.0);
    const REAL kept = (REAL)(1.0 / keep);
    for (int64_t j = 0; j < count; j++) {
        uint64_t z = key + (uint64_t)(j + 1) * 0x9e3779b97f4a7c15ull;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
        mask[j] = ((z ^ (z >> 31)) >> 40) < threshold ? kept : 0;
    }
}

CK_CLONES void CK(transpose)(int64_t rows, int64_t columns, const REAL *restrict values, REAL *restrict out) {
    for (int64_t r = 0; r < rows; r += 16)
        for (int64_t c = 0; c < columns; c++)
            for (int64_t l = r; l < rows && l < r + 16; l++) out[c * rows + l] = values[l * columns + c];
}
