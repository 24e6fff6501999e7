// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>
#include <fmt/format.h>

#include "cli/flags.h"
#include "desktop/desktop.h"
#include "engine/version.h"
#include "server/server.h"
#include "tool/command_line.h"

/// Picks the mode before any GUI object exists.
int main(int argumentCount, char** arguments) {
    using hearth::app::Flags;
    std::signal(SIGPIPE, SIG_IGN); // a peer that hangs up is an error of that connection, not the end of the program
    const std::vector<std::string> given(arguments + 1, arguments + argumentCount);
    if (hearth::app::tool::isToolCommand(given)) {
        return hearth::app::tool::run(given);
    }
    const auto flags = Flags::parse(given);
    if (!flags) {
        fmt::print(stderr, "hearth: {}\n", flags.error().message());
        return 2;
    }
    switch (flags->mode()) {
    case Flags::Mode::kShowHelp:
        fmt::print("{}", Flags::help());
        return 0;
    case Flags::Mode::kShowVersion:
        fmt::print("{}\n", hearth::engine::versionLine());
        return 0;
    case Flags::Mode::kServer:
        return hearth::app::runServer(*flags);
    case Flags::Mode::kDesktop:
        return hearth::app::runDesktop(*flags, argumentCount, arguments);
    }
    return 1;
}
