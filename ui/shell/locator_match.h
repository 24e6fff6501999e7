// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>

namespace hearth::ui {

/// How well `text` answers what was typed; smaller is better, nothing where it does not at all. Best is the whole text,
/// then its beginning, the beginning of a word, a part, and last the letters in order with others between them.
/// `pattern` must be lower case; the case of `text` does not count. Threads: thread-safe.
std::optional<int> matchScore(const QString& pattern, const QString& text);

} // namespace hearth::ui
