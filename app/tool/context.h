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
    /// Where complaints go.
    std::function<void(std::string_view)> complain = writeToStandardError;

    /// Both streams in the order in which people are to read them.
    void complainLine(std::string_view text) {
        out.flush();
        complain(text);
        complain("\n");
    }

  private:
    static void writeToStandardError(std::string_view text) {
        std::fflush(stdout);
        std::fwrite(text.data(), 1, text.size(), stderr);
    }
};

} // namespace hearth::app::tool
