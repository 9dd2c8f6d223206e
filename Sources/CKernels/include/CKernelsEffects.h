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

/// `to[i] += gain · from[i]`.
void ck_add_scaled(float *to, const float *from, float gain, int32_t frames);

/// Delay lines of a reverberator.
#define CK_REVERB_LINES 16
/// Allpasses in a row that make an impulse dense before it reaches the lines.
#define CK_REVERB_DIFFUSERS 4
/// Early reflections of each channel.
#define CK_REVERB_TAPS 6
/// The most frames in a block of the reverberator.
#define CK_REVERB_BLOCK 64

/// A reverberator: a feedback delay network of sixteen lines, worked through in blocks.
///
/// Rings hold a power of two of frames, a multiple of the block, and the first two blocks once more behind the end, so
/// that reads need not wrap. Must lie on a 64-byte boundary; whoever makes it owns the rings.
typedef struct {
    /// What the low-passes of the lines, and last of the input, remember: five stages of sixteen frames each.
    float memory[CK_REVERB_LINES + 1][5][CK_LANES];
    /// Gain before each low-pass, and its pole to the power of 1, 2, 4, 8 and 16.
    float input_gain[CK_REVERB_LINES + 1], pole[CK_REVERB_LINES + 1][5];
    /// Sign and size of what goes into each line and of what is heard of it.
    float send[CK_REVERB_LINES], left[CK_REVERB_LINES], right[CK_REVERB_LINES];
    /// Delay of each line and its change in this block, frames with 32 bits of fraction; mean and swing in frames.
    int64_t delay[CK_REVERB_LINES], step[CK_REVERB_LINES];
    double mean[CK_REVERB_LINES], phase_cosine[CK_REVERB_LINES], phase_sine[CK_REVERB_LINES];
    double swing;
    /// Two oscillators that move the delays, and how far they turn in a block.
    double cosine[2], sine[2], turn_cosine[2], turn_sine[2];
    /// Rings: the lines one after the other, the input, what the diffusers made of it; and those of the diffusers.
    float *lines, *input, *diffused, *diffusers;
    /// Frames of the long rings and of the diffusers' rings, of a block; and where the next block goes.
    uint32_t size, diffuser_size, block, position;
    /// Frames of delay: before anything, in each diffuser, to each early reflection.
    uint32_t predelay, diffuser_delay[CK_REVERB_DIFFUSERS], left_tap[CK_REVERB_TAPS], right_tap[CK_REVERB_TAPS];
    /// Feedback of the diffusers; gains of the early reflections.
    float diffusion, left_tap_gain[CK_REVERB_TAPS], right_tap_gain[CK_REVERB_TAPS];
} ck_reverb;

/// Takes one block of input and writes one of each channel.
void ck_reverb_block(ck_reverb *reverb, const float *input, float *left, float *right);

/// Lets a block of time pass without sound: only the delays drift on.
void ck_reverb_rest(ck_reverb *reverb);
