// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/inhibit/inhibitor.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace hearth::alertmanager {
namespace {

bool isOver(model::TimestampMs endsAt, model::TimestampMs now) {
    return endsAt != 0 && endsAt <= now;
}

std::optional<Fingerprint> firstFiring(const std::map<Fingerprint, model::TimestampMs>& sources,
                                       model::TimestampMs now) {
    const auto found = std::ranges::find_if(sources, [&](const auto& source) { return !isOver(source.second, now); });
    return found == sources.end() ? std::nullopt : std::optional(found->first);
}

std::optional<Fingerprint> lesser(std::optional<Fingerprint> a, std::optional<Fingerprint> b) {
    return a && b ? std::min(a, b) : a ? a : b;
}

} // namespace

Inhibitor::Inhibitor(std::vector<InhibitRuleOptions> rules)
    : m_options(std::move(rules)) {
    m_rules.reserve(m_options.size());
    for (const auto& options : m_options) {
        auto& rule = m_rules.emplace_back();
        rule.source = SlottedMatchers(options.source, m_slots);
        rule.target = SlottedMatchers(options.target, m_slots);
        for (const auto& name : options.equal) {
            rule.equal.push_back(m_slots.slot(name));
        }
    }
}

void Inhibitor::Rule::makeKey(const LabelSlots::Values& values, std::string& key) const {
    key.clear();
    for (const auto slot : equal) {
        const auto length = values[slot].size();
        std::array<char, sizeof(length)> bytes{};
        std::memcpy(bytes.data(), &length, sizeof(length));
        key.append(bytes.data(), bytes.size());
        key.append(values[slot]);
    }
}

void Inhibitor::put(const Alert& alert, model::TimestampMs now) {
    LabelSlots::Values values;
    std::string key;
    m_slots.lookUp(alert.labels, values);
    for (auto& rule : m_rules) {
        if (!rule.source.match(values)) {
            continue;
        }
        rule.makeKey(values, key);
        auto& bucket = rule.buckets[key];
        auto& sources = rule.target.match(values) ? bucket.twoSided : bucket.plain;
        if (alert.isResolvedAt(now)) {
            sources.erase(alert.fingerprint);
        } else {
            sources[alert.fingerprint] = alert.endsAt;
        }
        if (bucket.plain.empty() && bucket.twoSided.empty()) {
            rule.buckets.erase(key);
        }
    }
}

void Inhibitor::removeResolved(model::TimestampMs now) {
    const auto over = [&](const auto& source) { return isOver(source.second, now); };
    for (auto& rule : m_rules) {
        for (auto entry = rule.buckets.begin(); entry != rule.buckets.end();) {
            auto& bucket = entry->second;
            std::erase_if(bucket.plain, over);
            std::erase_if(bucket.twoSided, over);
            const bool empty = bucket.plain.empty() && bucket.twoSided.empty();
            entry = empty ? rule.buckets.erase(entry) : std::next(entry);
        }
    }
}

std::optional<Inhibition> Inhibitor::inhibits(const model::Labels& labels, model::TimestampMs now) const {
    LabelSlots::Values values;
    std::string key;
    m_slots.lookUp(labels, values);
    for (std::size_t i = 0; i < m_rules.size(); ++i) {
        const auto& rule = m_rules[i];
        if (rule.buckets.empty() || !rule.target.match(values)) {
            continue;
        }
        rule.makeKey(values, key);
        const auto bucket = rule.buckets.find(std::string_view(key));
        if (bucket == rule.buckets.end()) {
            continue;
        }
        auto source = firstFiring(bucket->second.plain, now);
        if (!bucket->second.twoSided.empty() && !rule.source.match(values)) {
            source = lesser(source, firstFiring(bucket->second.twoSided, now));
        }
        if (source) {
            return Inhibition{.source = *source, .rule = i};
        }
    }
    return std::nullopt;
}

std::size_t Inhibitor::sourceCount() const {
    std::size_t count = 0;
    for (const auto& rule : m_rules) {
        for (const auto& [key, bucket] : rule.buckets) {
            count += bucket.plain.size() + bucket.twoSided.size();
        }
    }
    return count;
}

} // namespace hearth::alertmanager
