#include "CKernelsNetwork.h"
#include "network_math.h"

#define REAL double
#define VEC ck_d16v
#define CK(name) ck_##name##_double
#define EXP ck_exp_double
#define TANH ck_tanh_double
#define SIGMOID ck_sigmoid_double
#define SQRT(x) __builtin_elementwise_sqrt(x)
#include "network_template.h"
