// SPDX-License-Identifier: GPL-3.0-or-later
#include <exception>
#include <iostream>

#include "shell/desktop.h"

/// The library's one exported name; see core/datasource/desktop.h. Nothing may be thrown into the program.
extern "C" __attribute__((visibility("default"))) int hearthRunDesktop(int argumentCount, char** arguments,
                                                                       const std::string& dataPath,
                                                                       const hearth::datasource::MakeHost& makeHost) {
    try {
        return hearth::ui::runDesktop(argumentCount, arguments, QString::fromStdString(dataPath), makeHost);
    } catch (const std::exception& failure) {
        std::cerr << "The window ended unexpectedly: " << failure.what() << '\n';
        return 1;
    }
}
