#pragma once
#include <stdint.h>

// Kernels of the sound path. Every function is compiled for x86-64-v4, v3 and baseline and the best is chosen when
// the program is loaded; none allocates, locks or calls the operating system.

/// Oscillators in a group: one 512-bit vector of floats.
#define CK_LANES 16
/// The most frames one call renders.
#define CK_BLOCK_FRAMES 64

// Both structs must lie on 64-byte boundaries (Swift imports no type that says so itself).

/// Sixteen decaying complex oscillators, `z ← z·(c + i·s)` a frame, side by side.
typedef struct {
    /// Real and imaginary part of the oscillators.
    float re[CK_LANES], im[CK_LANES];
    /// The rotation a frame in force, decay and damping included.
    float c[CK_LANES], s[CK_LANES];
    /// The rotation without damping.
    float c0[CK_LANES], s0[CK_LANES];
    /// Nepers a frame that full damping adds.
    float damping[CK_LANES];
    /// Angle in radians a frame (negative turns backwards) and nepers a frame of natural decay.
    float omega[CK_LANES], decay[CK_LANES];
} ck_partial_group;

/// Sixteen driven resonators, `z ← z·(c + i·s) + input·x` a frame.
typedef struct {
    float re[CK_LANES], im[CK_LANES];
    float c[CK_LANES], s[CK_LANES];
    float input[CK_LANES];
} ck_resonator_group;

/// Renders `frames` (at most CK_BLOCK_FRAMES) of `count` groups: the sums of the real and of the imaginary parts
/// over all lanes. A frame's value does not depend on how the frames are divided into calls.
void ck_partials_render(ck_partial_group *groups, int32_t count, float *re, float *im, int32_t frames);

/// Turns `count` groups on by so many frames that nobody hears; the same as rendering them but for rounding.
void ck_partials_skip(ck_partial_group *groups, int32_t count, int32_t frames);

/// The largest squared magnitude in one group.
float ck_partials_peak(const ck_partial_group *group);

/// Sets how much of the damping is in force: 0 none, 1 all.
void ck_partials_damp(ck_partial_group *groups, int32_t count, float amount);

/// Retunes all oscillators by a frequency ratio relative to `omega`, and sets the damping.
void ck_partials_tune(ck_partial_group *groups, int32_t count, float ratio, float amount);

/// Sets lane `lane`, counted over all groups, to start at amplitude·e^(i·phase) and to turn by `omega` radians and
/// shrink by `decay` nepers a frame, `damping` more when fully damped.
void ck_partials_set(
    ck_partial_group *groups, int32_t lane, double amplitude, double phase, double omega, double decay,
    double damping);

/// Multiplies each lane's amplitude by `level`·2^(−`slope`·`tilt[lane]`).
void ck_partials_scale(ck_partial_group *groups, int32_t count, const float *tilt, float level, float slope);

/// Sets one lane of resonators, as `ck_partials_set` does; the state is kept.
void ck_resonators_set(
    ck_resonator_group *groups, int32_t lane, double omega, double decay, double input);

/// The largest squared magnitude in one group of resonators.
float ck_resonators_peak(const ck_resonator_group *group);

/// Runs `count` groups of resonators over `drive` and writes the lane sums, as `ck_partials_render` does.
void ck_resonators_render(
    ck_resonator_group *groups, int32_t count, const float *drive, float *re, float *im, int32_t frames);

/// Adds a voice into a stereo bus and the sends to reverb and chorus, with gains that move linearly; a send that is
/// null is left out.
///
/// `gains` holds left·re, left·im, right·re, right·im, reverb·re and chorus·re; `steps` what each gains a frame.
/// Frame f is heard with `gains` + (`offset` + f + 1)·`steps`, so that a ramp may be cut into calls anywhere.
void ck_voice_mix(
    const float *re, const float *im, const float *gains, const float *steps, int32_t offset, float *left,
    float *right, float *reverb, float *chorus, int32_t frames);

/// `to[i] += from[i]`.
void ck_add(float *to, const float *from, int32_t frames);

/// The largest magnitude.
float ck_peak(const float *samples, int64_t count);

/// Flushes denormal numbers to zero on this thread; returns the state to restore.
uint32_t ck_denormals_off(void);

/// Restores what `ck_denormals_off` returned.
void ck_denormals_restore(uint32_t state);
