#pragma once
#include <stdint.h>

/// Begins to count what this thread takes from or gives back to the heap, and the mutexes it locks.
void allocation_counter_start(void);

/// Ends the count and returns it; −1 where a sanitizer owns the heap and nothing can be counted.
int64_t allocation_counter_stop(void);
