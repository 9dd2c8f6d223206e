#pragma once
#include <stdint.h>
#include "CKernelsAudio.h"
#include "CKernelsEffects.h"
#include "CKernelsTruePeak.h"
#include "CKernelsVoice.h"
/// The vector level chosen at run time: 4 (x86-64-v4), 3 (x86-64-v3) or 0 (baseline, any other processor).
int32_t ck_vector_level(void);
#include "CKernelsNetwork.h"
