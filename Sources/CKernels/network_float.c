#include "CKernelsNetwork.h"
#include "network_math.h"

#define REAL float
#define VEC ck_f16v
#define CK(name) ck_##name##_float
#define EXP ck_exp_float
#define TANH ck_tanh_float
#define SIGMOID ck_sigmoid_float
#define SQRT(x) __builtin_elementwise_sqrt(x)
#include "network_template.h"
