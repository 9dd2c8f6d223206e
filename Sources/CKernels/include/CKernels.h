#pragma once
#include <stdint.h>
#include "CKernelsAudio.h"
#include "CKernelsEffects.h"
#include "CKernelsTruePeak.h"
#include "CKernelsVoice.h"
/// The vector level chosen at run time: 4 (x86-64-v4), 3 (x86-64-v3) or 0 (baseline, any other processor).
int32_t ck_vector_level(void);
#include "CKernelsNetwork.h"

/// Tells the processor that this thread is waiting for another's write.
static inline void ck_spin_pause(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}
