#pragma once
#include <stdint.h>

// Kernels of reverb and chorus, compiled for several levels of processor like those of the voices.

/// Reads a delay line at a delay that moves in a line, and adds what it reads into two channels.
///
/// `line` points at the newest frame that frame 0 may hear (delay 0); frame f reads around `line` + f − delay, where
/// `delay` + f·`step` is in frames, fixed point with 32 bits of fraction. Four points, third order (Lagrange): the
/// delay must be at least 1 frame, and two frames more than the longest delay must be readable.
void ck_tap_add(
    const float *line, int64_t delay, int64_t step, float left_gain, float right_gain, float *left, float *right,
    int32_t frames);
