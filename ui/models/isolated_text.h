// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <algorithm>

namespace hearth::ui {

/// Whether a character changes the direction of what follows, or ends somebody else's change.
inline bool isDirectionMark(QChar c) {
    return (c >= QChar(0x202a) && c <= QChar(0x202e)) || (c >= QChar(0x2066) && c <= QChar(0x2069));
}

/// Foreign text for the middle of a sentence: whatever direction it is written in, or says that it is, the words around
/// it stay in their order. Other text is returned as it is.
inline QString isolated(const QString& text) {
    constexpr QChar kIsolate(0x2068);
    constexpr QChar kEnd(0x2069);
    const auto turns = [](QChar c) {
        return isDirectionMark(c) || c.direction() == QChar::DirR || c.direction() == QChar::DirAL;
    };
    if (std::ranges::none_of(text, turns)) {
        return text;
    }
    auto quiet = text;
    quiet.removeIf(&isDirectionMark);
    return kIsolate + quiet + kEnd;
}

} // namespace hearth::ui
