#include "CBLAS.h"
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

// The interface of the reference CBLAS, with integers of 32 bits.
enum { ROW_MAJOR = 101, AS_IS = 111, TRANSPOSED = 112 };
typedef void sgemm_function(
    int, int, int, int, int, int, float, const float *, int, const float *, int, float, float *, int);
typedef void dgemm_function(
    int, int, int, int, int, int, double, const double *, int, const double *, int, double, double *, int);
typedef void threads_function(int);

static sgemm_function *sgemm;
static dgemm_function *dgemm;
static char failure[512];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
    void *library = dlopen("libopenblas.so.0", RTLD_NOW | RTLD_LOCAL);
    if (!library) library = dlopen("libopenblas.so", RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        const char *reason = dlerror();
        snprintf(
            failure, sizeof failure, "OpenBLAS, which multiplies matrices, cannot be loaded: %s",
            reason ? reason : "no reason given");
        return;
    }
    threads_function *use = (threads_function *)dlsym(library, "openblas_set_num_threads");
    sgemm_function *single = (sgemm_function *)dlsym(library, "cblas_sgemm");
    dgemm_function *twice = (dgemm_function *)dlsym(library, "cblas_dgemm");
    if (!use || !single || !twice) {
        snprintf(failure, sizeof failure, "this OpenBLAS lacks cblas_sgemm, cblas_dgemm or openblas_set_num_threads");
        return;
    }
    // The batch is what is shared between cores.
    use(1);
    sgemm = single;
    dgemm = twice;
}

const char *cb_load(void) {
    pthread_once(&once, load);
    return sgemm ? NULL : failure;
}

static void need(void) {
    const char *reason = cb_load();
    if (!reason) return;
    fprintf(stderr, "%s\n", reason);
    exit(EX_UNAVAILABLE);
}

void cb_sgemm(
    int32_t transposeA, int32_t transposeB, int32_t rows, int32_t columns, int32_t inner, float alpha, const float *a,
    int32_t strideA, const float *b, int32_t strideB, float beta, float *c, int32_t strideC) {
    need();
    sgemm(
        ROW_MAJOR, transposeA ? TRANSPOSED : AS_IS, transposeB ? TRANSPOSED : AS_IS, rows, columns, inner, alpha, a,
        strideA, b, strideB, beta, c, strideC);
}

void cb_dgemm(
    int32_t transposeA, int32_t transposeB, int32_t rows, int32_t columns, int32_t inner, double alpha, const double *a,
    int32_t strideA, const double *b, int32_t strideB, double beta, double *c, int32_t strideC) {
    need();
    dgemm(
        ROW_MAJOR, transposeA ? TRANSPOSED : AS_IS, transposeB ? TRANSPOSED : AS_IS, rows, columns, inner, alpha, a,
        strideA, b, strideB, beta, c, strideC);
}
