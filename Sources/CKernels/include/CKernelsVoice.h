#pragma once
#include <stdint.h>

// What a sampled voice computes: frames of a sample between frames, a filter, gains. Every kernel is compiled for
// x86-64-v4, v3 and baseline and the best is chosen when the program is loaded; none allocates, locks or calls the
// operating system.

/// The most frames one call makes.
#define CK_VOICE_FRAMES 64
/// Voices side by side.
#define CK_VOICE_LANES 16
/// Frames before and after its own that a frame may be computed from.
#define CK_VOICE_MARGIN 8
/// Pieces that a way through a sample consists of at most.
#define CK_VOICE_PIECES 3
/// Frames ahead, a power of two, within which a voice asks for more of its sample.
#define CK_VOICE_WISH 8192
/// Frames ahead, a power of two, within which it is told that there is no more: enough to fade out in.
#define CK_VOICE_NOTICE 1024

/// Frames that lie in one piece of memory. `frames[i]` may be read for i from CK_VOICE_MARGIN − 1 before the piece's
/// start up to CK_VOICE_MARGIN − 1 after its last frame, `end` − 1.
typedef struct {
    const void *frames;
    uint64_t end;
} ck_voice_piece;

/// A way through a sample: pieces, then the end, or back by `loopLength` frames.
typedef struct {
    ck_voice_piece pieces[CK_VOICE_PIECES];
    int32_t pieceCount;
    /// What a frame's value is multiplied by.
    float scale;
    /// The end of the last piece.
    uint64_t end;
    /// Frames to go back at the end; 0 when the sound ends there.
    uint64_t loopLength;
    /// Frames before this one are there; UINT64_MAX when all are. Written with `ck_voice_publish` only.
    uint64_t ready;
} ck_voice_path;

/// A copy of a sample, low-passed for ratios up to a limit: the way in the loop and the way without it.
typedef struct {
    ck_voice_path looped, once;
    /// The highest ratio that it is for.
    double ratio;
} ck_voice_level;

/// A sample.
typedef struct {
    /// In rising order of their ratios; the last one serves all higher ones.
    const ck_voice_level *levels;
    int32_t levelCount;
    /// 1 when frames are floats, 0 when they are 16-bit integers.
    int32_t isFloat;
    /// 1 when a voice begins in the loop's reach.
    int32_t loops;
    /// 1 when a release leads out of the loop.
    int32_t leavesLoop;
    /// The loop's end and length, in frames of the sample; the length is 0 without a loop.
    uint64_t loopEnd, loopLength;
    /// Set to 1 by a voice that comes within CK_VOICE_WISH frames of what is not there yet.
    int32_t *wanted;
} ck_voice_sample;

/// Where a voice is in its sample.
typedef struct {
    /// Frames from the sample's start, 32 bits and 32 bits of fraction.
    uint64_t position;
    /// The sample's level in use, −1 before the first frame.
    int32_t level;
    /// 1 while in the loop's reach.
    int32_t looping;
    /// 1 when the end was passed.
    int32_t ended;
    /// 1 when what is there of the sample ends within CK_VOICE_NOTICE frames.
    int32_t late;
} ck_voice_playhead;

/// Interpolations: points that a frame is computed from.
enum { CK_VOICE_LINEAR = 2, CK_VOICE_CUBIC = 4, CK_VOICE_EIGHT = 8, CK_VOICE_SINC = 16 };

/// Makes the interpolations' tables, once; thread-safe. To be called before anything is rendered.
void ck_voice_prepare(void);

/// Renders at most CK_VOICE_FRAMES, `ratio` frames of the sample each; returns how many lie before the sample's end,
/// or before the first that is not there yet, with which the sample ends too, and zeroes the rest. Ratios are limited to 2^−16…2^15; what is not a number counts as 1.
int32_t ck_voice_render(
    const ck_voice_sample *sample, ck_voice_playhead *head, double ratio, int32_t points, float *out,
    int32_t frames);

/// Moves a playhead as `ck_voice_render` does, and returns the same, but renders nothing.
int32_t ck_voice_skip(const ck_voice_sample *sample, ck_voice_playhead *head, double ratio, int32_t frames);

/// Lets voices read the frames before `ready` of a level's way in the loop (1) or without it (0). It only grows, and
/// is UINT64_MAX for all frames. Another thread than that of the voices may call it, and has written the frames before.
void ck_voice_publish(ck_voice_level *level, int32_t looped, uint64_t ready);

/// Whether a voice has asked for more of its sample since the last call; for the thread that publishes.
int32_t ck_voice_take_wish(const ck_voice_sample *sample);

/// Leaves the loop: the sample is played to its end.
void ck_voice_release(const ck_voice_sample *sample, ck_voice_playhead *head);

/// Convolves: out[i] = Σ taps[j]·in[i + j] for j < `count`, taken as symmetric or not.
void ck_voice_convolve(const float *in, const float *taps, int32_t count, float *out, int64_t frames);

/// Sixteen two-pole low-passes side by side, state variables with trapezoidal integrators; must lie on a 64-byte
/// boundary. The coefficients in force move by `step` a frame.
typedef struct {
    float s1[CK_VOICE_LANES], s2[CK_VOICE_LANES];
    /// a₁, a₂, a₃ and the gain.
    float value[4][CK_VOICE_LANES], step[4][CK_VOICE_LANES], target[4][CK_VOICE_LANES];
} ck_voice_filter;

/// Filters 16 rows of CK_VOICE_FRAMES each in place, frames `from`…`to` − 1 of them.
void ck_voice_filter_process(ck_voice_filter *filter, float *rows, int32_t from, int32_t to);

/// Silences a lane's states.
void ck_voice_filter_clear(ck_voice_filter *filter, int32_t lane);

/// Heads for coefficients, to be reached after `frames` frames; at once when that is 0.
void ck_voice_filter_set(
    ck_voice_filter *filter, int32_t lane, float a1, float a2, float a3, float gain, int32_t frames);

/// Sets the states to those of open filters after a frame; `last` is that frame in the first row.
void ck_voice_filter_follow(ck_voice_filter *filter, const float *last);

/// Gains of sixteen voices to four buses, left, right, reverb and chorus: what frame f of 64 is heard with is
/// `base` + (f + 1)·`step`.
typedef struct {
    float base[4][CK_VOICE_LANES], step[4][CK_VOICE_LANES], target[4][CK_VOICE_LANES];
} ck_voice_gains;

/// Heads for four gains, to be reached at the end of the quantum of which `offset` frames are past.
void ck_voice_gains_set(ck_voice_gains *gains, int32_t lane, const float *target, int32_t offset);

/// Four gains from the next frame on.
void ck_voice_gains_jump(ck_voice_gains *gains, int32_t lane, const float *target);

/// Adds frames `from`…`to` − 1 of sixteen rows to the buses, whose first frame is frame `from`; reverb or chorus may be
/// null. At the end of the quantum the gains arrive.
void ck_voice_mix_rows(
    ck_voice_gains *gains, const float *rows, int32_t from, int32_t to, float *left, float *right,
    float *reverb, float *chorus);

/// Adds one voice: `gains` and `steps` of left, right, reverb and chorus, which may be null; frame f is heard with
/// `gains` + (`offset` + f + 1)·`steps`.
void ck_voice_mix_mono(
    const float *mono, const float *gains, const float *steps, int32_t offset, float *left, float *right,
    float *reverb, float *chorus, int32_t frames);

/// The processor level whose kernels are in use: 4, 3 or 0.
int32_t ck_voice_vector_level(void);

/// Uses the kernels of another level, no higher than the processor's. Not thread-safe. At the start it is the
/// processor's, or what MUSICGEN_VECTOR_LEVEL says in the environment, for tests and measurements.
void ck_voice_use_level(int32_t level);
