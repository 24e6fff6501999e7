// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/user_name.h"

#include <array>
#include <pwd.h>
#include <unistd.h>

namespace hearth::ui {

QString userName() {
    passwd entry{};
    passwd* found = nullptr;
    std::array<char, 4096> buffer{};
    if (getpwuid_r(getuid(), &entry, buffer.data(), buffer.size(), &found) != 0 || found == nullptr) {
        return QStringLiteral("hearth");
    }
    // The first of the fields that some systems keep there: name, room, telephone.
    const auto full = QString::fromLocal8Bit(entry.pw_gecos).section(QLatin1Char(','), 0, 0).trimmed();
    return full.isEmpty() ? QString::fromLocal8Bit(entry.pw_name) : full;
}

} // namespace hearth::ui
