// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/silence/silence_index.h"

#include <algorithm>

namespace hearth::alertmanager {
namespace {

constexpr std::size_t kMostValues = 32;

/// The values one of which a label must have; none where the matcher demands no certain one.
std::vector<std::string> demanded(const model::Matcher& matcher) {
    if (matcher.type() == model::MatchType::kEqual && !matcher.value().empty()) {
        return {matcher.value()};
    }
    if (matcher.type() == model::MatchType::kRegex && matcher.regex()->literals() &&
        matcher.regex()->literals()->size() <= kMostValues && !matcher.matchesEmpty()) {
        return *matcher.regex()->literals();
    }
    return {};
}

} // namespace

const std::string& SilenceIndex::makeKey(std::string_view name, std::string_view value, std::string& key) {
    key.assign(name);
    key.push_back('\xff');
    key.append(value);
    return key;
}

/// How many silences lie under the fullest of the matcher's values.
std::size_t SilenceIndex::fullness(const model::Matcher& matcher) const {
    std::size_t most = 0;
    std::string key;
    for (const auto& value : demanded(matcher)) {
        const auto found = m_byValue.find(makeKey(matcher.name(), value, key));
        most = std::max(most, found == m_byValue.end() ? 0 : found->second.size());
    }
    return most;
}

void SilenceIndex::add(Slot slot, const Silence& silence) {
    const model::Matcher* best = nullptr;
    for (const auto& matcher : silence.matchers) {
        if (!demanded(matcher).empty() && (best == nullptr || fullness(matcher) < fullness(*best))) {
            best = &matcher;
        }
    }
    if (best == nullptr) {
        m_rest.push_back(slot);
        return;
    }
    std::string key;
    for (const auto& value : demanded(*best)) {
        m_byValue[makeKey(best->name(), value, key)].push_back(slot);
    }
}

void SilenceIndex::clear() {
    m_byValue.clear();
    m_rest.clear();
}

} // namespace hearth::alertmanager
