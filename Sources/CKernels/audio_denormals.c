#include "CKernelsAudio.h"

#if defined(__x86_64__)
#include <xmmintrin.h>

uint32_t ck_denormals_off(void) {
    uint32_t state = _mm_getcsr();
    _mm_setcsr(state | 0x8040);  // flush to zero, denormals are zero
    return state;
}

void ck_denormals_restore(uint32_t state) { _mm_setcsr(state); }

#elif defined(__aarch64__)

uint32_t ck_denormals_off(void) {
    uint64_t state;
    __asm__ volatile("mrs %0, fpcr" : "=r"(state));
    __asm__ volatile("msr fpcr, %0" : : "r"(state | (1u << 24)));
    return (uint32_t)state;
}

void ck_denormals_restore(uint32_t state) {
    uint64_t wide = state;
    __asm__ volatile("msr fpcr, %0" : : "r"(wide));
}

#else

uint32_t ck_denormals_off(void) { return 0; }
void ck_denormals_restore(uint32_t state) { (void)state; }

#endif
