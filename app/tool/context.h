// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/file_system.h"
#include "base/log.h"
#include "base/random.h"
#include "tool/output.h"

namespace hearth::app::tool {

/// The world of a command. All must outlive it.
struct Context {
    FileSystem& files;
    Clock& clock;
    RandomSource random;
    Log log;
    Output& out;
};

} // namespace hearth::app::tool
