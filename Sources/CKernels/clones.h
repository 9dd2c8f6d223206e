#pragma once

// Compiles a function once for each level of processor; which is called is decided when the program is loaded. A
// sanitizer's own start comes after that, so that what it instruments must not take part.

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define CK_SANITIZED 1
#endif
#endif

#if defined(__x86_64__) && defined(__linux__) && !defined(CK_SANITIZED)
#define CK_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CK_CLONES
#endif
