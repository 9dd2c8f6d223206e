#define CK_LEVEL 0
#define CK_KERNELS ck_voice_kernels_default
#include "audio_voice_template.h"
