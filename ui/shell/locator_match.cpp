// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/locator_match.h"

namespace hearth::ui {
namespace {

/// Ranks are far apart, so that the length decides only among equals.
constexpr int kRank = 10'000;
constexpr int kMaxLength = kRank - 1;

bool inOrder(const QString& pattern, const QString& text) {
    qsizetype at = 0;
    for (const auto letter : text) {
        if (at < pattern.size() && letter.toLower() == pattern[at]) {
            ++at;
        }
    }
    return at == pattern.size();
}

} // namespace

std::optional<int> matchScore(const QString& pattern, const QString& text) {
    const int length = static_cast<int>(std::min<qsizetype>(text.size(), kMaxLength));
    if (pattern.isEmpty()) {
        return length;
    }
    const auto at = text.indexOf(pattern, 0, Qt::CaseInsensitive);
    if (at == 0) {
        return text.size() == pattern.size() ? 0 : kRank + length;
    }
    if (at > 0) {
        return (text[at - 1].isLetterOrNumber() ? 3 : 2) * kRank + length;
    }
    return inOrder(pattern, text) ? std::optional(4 * kRank + length) : std::nullopt;
}

} // namespace hearth::ui
