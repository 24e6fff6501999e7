// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/alert.h"

#include <algorithm>
#include <fmt/format.h>

namespace hearth::alertmanager {
namespace {

constexpr std::uint64_t kOffsetBasis = 14695981039346656037U;
constexpr std::uint64_t kPrime = 1099511628211U;
constexpr char kSeparator = '\xff';

std::uint64_t add(std::uint64_t hash, std::string_view text) {
    for (const auto c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * kPrime;
    }
    return (hash ^ static_cast<unsigned char>(kSeparator)) * kPrime;
}

} // namespace

Fingerprint fingerprintOf(const model::Labels& labels) {
    auto hash = kOffsetBasis;
    for (const auto& label : labels) {
        hash = add(add(hash, label.name), label.value);
    }
    return hash;
}

std::string fingerprintText(Fingerprint fingerprint) {
    return fmt::format("{:016x}", fingerprint);
}

Result<model::Matcher> matcherOf(model::MatchType type, std::string name, std::string value) {
    return model::Matcher::create(type, std::move(name), std::move(value), model::Dot::kAllButNewline);
}

Alert merged(const Alert& older, const Alert& newer) {
    if (newer.updatedAt < older.updatedAt) {
        return merged(newer, older);
    }
    auto alert = newer;
    alert.startsAt = std::min(older.startsAt, newer.startsAt);
    const auto now = newer.updatedAt;
    if (newer.isResolvedAt(now)) {
        if (older.isResolvedAt(now)) {
            alert.endsAt = std::max(older.endsAt, newer.endsAt);
        }
    } else if (older.endsAt > newer.endsAt && !older.endsByTimeout) {
        alert.endsAt = older.endsAt;
    }
    return alert;
}

} // namespace hearth::alertmanager
