// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"

namespace hearth::alertmanager {

struct ChildOrder {
    std::vector<std::string> words;       ///< The program, sought in PATH, and its arguments. Not empty.
    std::vector<std::string> environment; ///< `NAME=value`, all of it.
    std::string input;                    ///< For its standard input.
    std::size_t maxOutputBytes = 0;       ///< What it says beyond that is read and dropped.
};

struct ChildEnd {
    int exitStatus = -1; ///< -1: ended by `signal`.
    int signal = 0;
    std::string output; ///< Standard output and error, as they came.
};

/// Runs a program to its end, without a shell. It inherits no descriptor but these three, and leads a process group of
/// its own, which is killed at the deadline or soon after `stop` becomes true. Blocks.
/// Errors: kNotFound and kIo (it cannot be started), kTimeout, kCanceled. Threads: thread-safe.
Result<ChildEnd> runChild(const ChildOrder& order, MonotonicTime deadline, const std::atomic<bool>& stop);

} // namespace hearth::alertmanager
