#pragma once
#include <stdint.h>

// Matrix products of OpenBLAS, which is loaded when the first is wanted.
//
// Linked as usual, the library would be loaded by every start of the program, also one that only plays: that takes
// milliseconds, and the threads that it keeps for itself spin through the first tenth of a second.

/// Loads the library, once, and keeps it to the calling thread; a null pointer, or what is wrong, valid for ever.
const char *cb_load(void);

/// c = beta · c + alpha · op(a) · op(b), all row-major; c is rows × columns, and op transposes where its flag is not 0.
/// Ends the program, with a sentence and code 69, where the library cannot be loaded.
void cb_sgemm(
    int32_t transposeA, int32_t transposeB, int32_t rows, int32_t columns, int32_t inner, float alpha, const float *a,
    int32_t strideA, const float *b, int32_t strideB, float beta, float *c, int32_t strideC);

/// The same in double precision.
void cb_dgemm(
    int32_t transposeA, int32_t transposeB, int32_t rows, int32_t columns, int32_t inner, double alpha, const double *a,
    int32_t strideA, const double *b, int32_t strideB, double beta, double *c, int32_t strideC);
