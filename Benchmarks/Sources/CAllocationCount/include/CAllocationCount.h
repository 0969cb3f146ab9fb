// How often this process has asked for memory.
#pragma once

unsigned long allocation_count(void);
