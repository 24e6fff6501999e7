// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include "base/clock.h"
#include "base/file_system.h"
#include "http/transport.h"

namespace hearth::engine {

/// The world outside, for tests to replace. All must outlive the engine.
struct Seams {
    FileSystem& files;
    Clock& clock;
    std::function<std::unique_ptr<http::Transport>()> makeTransport;
};

/// Makes transports over the real network.
std::function<std::unique_ptr<http::Transport>()> networkTransport();

} // namespace hearth::engine
