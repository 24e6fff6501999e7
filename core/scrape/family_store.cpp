// SPDX-License-Identifier: GPL-3.0-or-later
#include "scrape/family_store.h"

#include <algorithm>

namespace hearth::scrape {
namespace {

/// Prometheus: scrapes after which metadata of a metric that is not exposed any more is dropped.
constexpr std::uint64_t kKeptScrapes = 10;

} // namespace

std::vector<FamilyMetadata> FamilyStore::all() const {
    const std::scoped_lock lock(m_mutex);
    std::vector<FamilyMetadata> out;
    out.reserve(m_families.size());
    for (const auto& [name, family] : m_families) {
        out.push_back(*family.said);
    }
    return out;
}

std::size_t FamilyStore::size() const {
    const std::scoped_lock lock(m_mutex);
    return m_families.size();
}

std::size_t FamilyStore::textBytes() const {
    const std::scoped_lock lock(m_mutex);
    std::size_t bytes = 0;
    for (const auto& [name, family] : m_families) {
        bytes += name.size() + family.said->metadata.help.size() + family.said->metadata.unit.size();
    }
    return bytes;
}

FamilyStore::Pass::Pass(FamilyStore& store)
    : m_store(store) {
    ++store.m_scrape;
}

FamilyStore::Family& FamilyStore::Pass::family(std::string_view metric) {
    auto& order = m_store.m_order;
    // HELP and TYPE of one family follow each other, and families come in the order of the last scrape.
    for (const auto back : {1U, 0U}) {
        const auto at = m_cursor - back;
        if (at < order.size() && order[at]->first == metric) {
            m_cursor = at + 1;
            return order[at]->second;
        }
    }
    auto found = m_store.m_families.find(metric);
    if (found == m_store.m_families.end()) {
        auto said = m_store.m_pool->intern({std::string(metric), {}});
        const std::scoped_lock lock(m_store.m_mutex);
        const std::string_view name = said->metric;
        found = m_store.m_families.try_emplace(name, std::move(said)).first;
    }
    cutOrder(); // what was expected behind it is of no use in this scrape
    order.push_back(&*found);
    ++m_store.m_orderVersion;
    m_cursor = order.size();
    return found->second;
}

/// Takes what is behind the cursor out of the order; it was last seen in the scrape before.
void FamilyStore::Pass::cutOrder() {
    auto& order = m_store.m_order;
    if (m_cursor >= order.size()) {
        return;
    }
    for (auto i = m_cursor; i < order.size(); ++i) {
        order[i]->second.seenIn = m_store.m_scrape - 1;
    }
    order.resize(m_cursor);
    ++m_store.m_orderVersion;
}

/// Puts what the changed family says in the place of what it said, with the key that goes with it.
template <class Change>
void FamilyStore::Pass::change(Family& family, Change change) {
    auto next = *family.said;
    change(next.metadata);
    auto said = m_store.m_pool->intern(std::move(next));
    const std::scoped_lock lock(m_store.m_mutex);
    auto node = m_store.m_families.extract(std::string_view(said->metric));
    node.key() = said->metric;
    node.mapped().said = std::move(said);
    m_store.m_families.insert(std::move(node)); // which stays where it is in memory, as m_order needs it
}

void FamilyStore::Pass::setHelp(std::string_view metric, std::string_view help) {
    auto& known = family(metric);
    if (known.said->metadata.help != help) {
        change(known, [help](model::Metadata& metadata) { metadata.help = help; });
    }
}

void FamilyStore::Pass::setType(std::string_view metric, model::MetricType type) {
    auto& known = family(metric);
    if (known.said->metadata.type != type) {
        change(known, [type](model::Metadata& metadata) { metadata.type = type; });
    }
}

void FamilyStore::Pass::setUnit(std::string_view metric, std::string_view unit) {
    auto& known = family(metric);
    if (known.said->metadata.unit != unit) {
        change(known, [unit](model::Metadata& metadata) { metadata.unit = unit; });
    }
}

void FamilyStore::Pass::finish() {
    const auto isOld = [this](const auto& named) { return named.second.seenIn + kKeptScrapes < m_store.m_scrape; };
    cutOrder();
    if (m_store.m_order.size() == m_store.m_families.size()) {
        return;
    }
    for (auto* named : m_store.m_order) {
        named->second.seenIn = m_store.m_scrape;
    }
    const std::scoped_lock lock(m_store.m_mutex);
    std::erase_if(m_store.m_families, isOld);
}

} // namespace hearth::scrape
