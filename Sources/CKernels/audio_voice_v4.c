#include "audio_voice.h"
#if defined(__x86_64__)
#define CK_LEVEL 4
#define CK_KERNELS ck_voice_kernels_v4
#include "audio_lanes.h"
#include <immintrin.h>
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4"), min_vector_width(512))), apply_to = function)
#include "audio_voice_template.h"
#pragma clang attribute pop
#else
const ck_voice_kernels ck_voice_kernels_v4 = {0};
#endif
