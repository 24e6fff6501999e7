// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/fuzzy_match.h"

#include <QChar>
#include <algorithm>

namespace hearth::ui {
namespace {

// Distances between the ways of matching are larger than any length counts for.
constexpr int kInOrder = 10'000;
constexpr int kContains = 20'000;
constexpr int kAtWord = 30'000;
constexpr int kAtStart = 40'000;
constexpr int kEqual = 50'000;
constexpr int kLongestCounted = 1000;

char16_t folded(QChar c) {
    const auto unit = c.unicode();
    if (unit < 0x80) {
        return unit >= u'A' && unit <= u'Z' ? static_cast<char16_t>(unit + 32) : unit;
    }
    return c.toLower().unicode();
}

bool isWordStart(QStringView text, qsizetype at) {
    return at == 0 || !text[at - 1].isLetterOrNumber();
}

bool standsAt(QStringView typed, QStringView candidate, qsizetype at) {
    for (qsizetype i = 0; i < typed.size(); ++i) {
        if (folded(typed[i]) != folded(candidate[at + i])) {
            return false;
        }
    }
    return true;
}

bool isInOrder(QStringView typed, QStringView candidate) {
    qsizetype next = 0;
    auto wanted = folded(typed[0]);
    for (const auto c : candidate) {
        if (folded(c) != wanted) {
            continue;
        }
        if (++next == typed.size()) {
            return true;
        }
        wanted = folded(typed[next]);
    }
    return false;
}

} // namespace

std::optional<int> fuzzyScore(QStringView typed, QStringView candidate) {
    const int brevity = kLongestCounted - static_cast<int>(std::min<qsizetype>(candidate.size(), kLongestCounted));
    if (typed.isEmpty()) {
        return brevity;
    }
    if (!isInOrder(typed, candidate)) {
        return std::nullopt;
    }
    int best = kInOrder;
    const auto first = folded(typed[0]);
    for (qsizetype at = 0; at + typed.size() <= candidate.size(); ++at) {
        if (folded(candidate[at]) != first || !standsAt(typed, candidate, at)) {
            continue;
        }
        if (at == 0) {
            return (typed.size() == candidate.size() ? kEqual : kAtStart) + brevity;
        }
        best = std::max(best, isWordStart(candidate, at) ? kAtWord : kContains);
    }
    return best + brevity;
}

} // namespace hearth::ui
