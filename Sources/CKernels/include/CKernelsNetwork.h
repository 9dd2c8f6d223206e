#pragma once
#include <stdint.h>
// Kernels of the neural network, in single and double precision.
// Matrices are row-major. The float versions give the same bits at every vector level.

/// Fused LSTM gates: activates `gates` (rows × 4·units, order i f g o) in place; writes the cell and the hidden state.
void ck_lstm_forward_float(int64_t rows, int64_t units, float *gates, const float *previous, float *cell,
    float *hidden);
/// Backward of lstm_forward: `gates` becomes the gradient before activation; `cell_gradient` goes from c_t to c_(t-1).
void ck_lstm_backward_float(int64_t rows, int64_t units, float *gates, const float *previous, const float *cell,
    const float *hidden_gradient, float *cell_gradient);
/// tanh in place.
void ck_tanh_forward_float(int64_t count, float *values);
/// gradient *= 1 - output².
void ck_tanh_backward_float(int64_t count, const float *output, float *gradient);
/// Writes `row` to each of `rows` rows.
void ck_broadcast_row_float(int64_t rows, int64_t columns, const float *row, float *out);
/// sums[j] += Σ_r values[r][j], rows in order.
void ck_add_column_sums_float(int64_t rows, int64_t columns, const float *values, float *sums);
/// out[b][j] = in[b][j] · mask[j]; `in` may be `out`.
void ck_multiply_blocks_float(int64_t blocks, int64_t width, const float *in, const float *mask, float *out);
/// out row r = table row indices[r].
void ck_gather_rows_float(int64_t count, const uint16_t *indices, const float *table, int64_t width, float *out,
    int64_t stride);
/// table row indices[r] += in row r, in order.
void ck_scatter_add_rows_float(int64_t count, const uint16_t *indices, const float *in, int64_t stride,
    int64_t width, float *table);
/// Softmax of each row in place.
void ck_softmax_rows_float(int64_t rows, int64_t columns, float *values);
/// Σ -log softmax(logits)[target]; logits become scale · (softmax - onehot). Rows with target UINT16_MAX count nothing.
double ck_cross_entropy_float(int64_t rows, int64_t columns, float *logits, const uint16_t *targets, float scale);
/// Row r: softmax over columns first[r]…last[r] of scores - slope · (last[r] - column); zero elsewhere.
void ck_attention_softmax_float(int64_t rows, int64_t columns, float *scores, const int32_t *first,
    const int32_t *last, float slope);
/// gradient = scale · weights · (gradient - Σ weights · gradient), row by row.
void ck_attention_softmax_backward_float(int64_t rows, int64_t columns, const float *weights, float *gradient,
    float scale);
/// Dot product in 16 fixed lanes.
float ck_dot_float(int64_t count, const float *a, const float *b);
/// out += scale · in.
void ck_axpy_float(int64_t count, float scale, const float *in, float *out);
/// values *= scale.
void ck_scale_float(int64_t count, float scale, float *values);
/// mean += (1 - decay) · (in - mean).
void ck_average_float(int64_t count, float decay, const float *in, float *mean);
/// Sum of squares, accumulated in double precision in 16 fixed lanes.
double ck_sum_of_squares_float(int64_t count, const float *values);
/// Adam: step already divided by 1 - beta1^t; correction = 1 / sqrt(1 - beta2^t); decay = 1 - rate · weight decay.
void ck_adam_float(int64_t count, float *weights, const float *gradient, float *mean, float *square, float beta1,
    float beta2, float epsilon, float step, float correction, float decay);
/// RMSprop as Keras defines it: epsilon inside the root.
void ck_rmsprop_float(int64_t count, float *weights, const float *gradient, float *square, float rho, float epsilon,
    float step);
/// Packs an inputs × outputs matrix into panels of 64 columns, [panel][input][64], zero-padded.
void ck_pack_panels_float(int64_t inputs, int64_t outputs, const float *weights, int64_t row_stride,
    int64_t column_stride, float *packed);
/// y += x · W for W packed by pack_panels; each output sums over the inputs in order: the same bits on every level.
void ck_multiply_packed_float(int64_t inputs, int64_t outputs, const float *x, const float *packed, float *y);
/// Fused LSTM gates: activates `gates` (rows × 4·units, order i f g o) in place; writes the cell and the hidden state.
void ck_lstm_forward_double(int64_t rows, int64_t units, double *gates, const double *previous, double *cell,
    double *hidden);
/// Backward of lstm_forward: `gates` becomes the gradient before activation; `cell_gradient` goes from c_t to c_(t-1).
void ck_lstm_backward_double(int64_t rows, int64_t units, double *gates, const double *previous, const double *cell,
    const double *hidden_gradient, double *cell_gradient);
/// tanh in place.
void ck_tanh_forward_double(int64_t count, double *values);
/// gradient *= 1 - output².
void ck_tanh_backward_double(int64_t count, const double *output, double *gradient);
/// Writes `row` to each of `rows` rows.
void ck_broadcast_row_double(int64_t rows, int64_t columns, const double *row, double *out);
/// sums[j] += Σ_r values[r][j], rows in order.
void ck_add_column_sums_double(int64_t rows, int64_t columns, const double *values, double *sums);
/// out[b][j] = in[b][j] · mask[j]; `in` may be `out`.
void ck_multiply_blocks_double(int64_t blocks, int64_t width, const double *in, const double *mask, double *out);
/// out row r = table row indices[r].
void ck_gather_rows_double(int64_t count, const uint16_t *indices, const double *table, int64_t width, double *out,
    int64_t stride);
/// table row indices[r] += in row r, in order.
void ck_scatter_add_rows_double(int64_t count, const uint16_t *indices, const double *in, int64_t stride,
    int64_t width, double *table);
/// Softmax of each row in place.
void ck_softmax_rows_double(int64_t rows, int64_t columns, double *values);
/// Σ -log softmax(logits)[target]; logits become scale · (softmax - onehot). Rows with target UINT16_MAX count nothing.
double ck_cross_entropy_double(int64_t rows, int64_t columns, double *logits, const uint16_t *targets, double scale);
/// Row r: softmax over columns first[r]…last[r] of scores - slope · (last[r] - column); zero elsewhere.
void ck_attention_softmax_double(int64_t rows, int64_t columns, double *scores, const int32_t *first,
    const int32_t *last, double slope);
/// gradient = scale · weights · (gradient - Σ weights · gradient), row by row.
void ck_attention_softmax_backward_double(int64_t rows, int64_t columns, const double *weights, double *gradient,
    double scale);
/// Dot product in 16 fixed lanes.
double ck_dot_double(int64_t count, const double *a, const double *b);
/// out += scale · in.
void ck_axpy_double(int64_t count, double scale, const double *in, double *out);
/// values *= scale.
void ck_scale_double(int64_t count, double scale, double *values);
/// mean += (1 - decay) · (in - mean).
void ck_average_double(int64_t count, double decay, const double *in, double *mean);
/// Sum of squares, accumulated in double precision in 16 fixed lanes.
double ck_sum_of_squares_double(int64_t count, const double *values);
/// Adam: step already divided by 1 - beta1^t; correction = 1 / sqrt(1 - beta2^t); decay = 1 - rate · weight decay.
void ck_adam_double(int64_t count, double *weights, const double *gradient, double *mean, double *square,
    double beta1, double beta2, double epsilon, double step, double correction, double decay);
/// RMSprop as Keras defines it: epsilon inside the root.
void ck_rmsprop_double(int64_t count, double *weights, const double *gradient, double *square, double rho,
    double epsilon, double step);
/// Packs an inputs × outputs matrix into panels of 64 columns, [panel][input][64], zero-padded.
void ck_pack_panels_double(int64_t inputs, int64_t outputs, const double *weights, int64_t row_stride,
    int64_t column_stride, double *packed);
/// y += x · W for W packed by pack_panels; each output sums over the inputs in order: the same bits on every level.
void ck_multiply_packed_double(int64_t inputs, int64_t outputs, const double *x, const double *packed, double *y);
/// Dropout factors, 1/keep or 0: unit j depends on the key and j alone (SplitMix64).
void ck_dropout_mask_float(int64_t count, uint64_t key, double keep, float *mask);
/// out[c][r] = values[r][c].
void ck_transpose_float(int64_t rows, int64_t columns, const float *values, float *out);
/// Dropout factors, 1/keep or 0: unit j depends on the key and j alone (SplitMix64).
void ck_dropout_mask_double(int64_t count, uint64_t key, double keep, double *mask);
/// out[c][r] = values[r][c].
void ck_transpose_double(int64_t rows, int64_t columns, const double *values, double *out);

// Products with operands rounded to bfloat16 and sums in single precision (AVX-512 BF16). The caller asks
// ck_mixed_supported first; elsewhere the functions do nothing.

/// Rows of the left operand that ck_mixed_multiply rounds at once.
#define CK_MIXED_ROWS 96
/// Places that ck_mixed_add_transposed sums at once.
#define CK_MIXED_INNER 512
/// Whether this processor has the instructions.
int32_t ck_mixed_supported(void);
/// Packs b, inner × columns, into ceil(columns/48) · ceil(inner/2) · 48 pairs.
void ck_mixed_pack(int64_t inner, int64_t columns, const float *b, int64_t stride, uint32_t *packed);
/// Packs the transpose of b, columns × inner, likewise.
void ck_mixed_pack_transposed(int64_t inner, int64_t columns, const float *b, int64_t stride, uint32_t *packed);
/// c = (add ? c : 0) + a · packed, c rows × columns; scratch holds CK_MIXED_ROWS · ceil(inner/2).
void ck_mixed_multiply(int64_t rows, int64_t columns, int64_t inner, const float *a, int64_t stride_a,
    const uint32_t *packed, int32_t add, float *c, int64_t stride_c, uint32_t *scratch);
/// c += aᵀ · b, a inner × rows, b inner × columns; scratch holds CK_MIXED_INNER/2 · (rows + 16 + columns + 48).
void ck_mixed_add_transposed(int64_t rows, int64_t columns, int64_t inner, const float *a, int64_t stride_a,
    const float *b, int64_t stride_b, float *c, int64_t stride_c, uint32_t *scratch);
