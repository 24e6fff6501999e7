// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "scrape/family_pool.h"

namespace hearth::scrape {

/// What a target says of its metric families in HELP, TYPE and UNIT lines. A family that is no longer exposed is kept
/// for ten more scrapes. Texts are shared with other targets that say the same. Threads: thread-safe; one scrape thread
/// writes, anybody reads.
class FamilyStore {
  public:
    explicit FamilyStore(std::shared_ptr<FamilyPool> pool)
        : m_pool(std::move(pool)) {}

    /// Collects one scrape's lines without locking for those that say what is known already.
    class Pass;

    /// All families, in no order.
    std::vector<FamilyMetadata> all() const;
    std::size_t size() const;
    /// Bytes of names and texts.
    std::size_t textBytes() const;

  private:
    struct Family {
        SharedFamily said;
        std::uint64_t seenIn = 0; ///< Behind while the family is in m_order: those are seen in each scrape.
    };
    using Families = std::unordered_map<std::string_view, Family>; ///< The keys are those of `said`.

    const std::shared_ptr<FamilyPool> m_pool;
    mutable std::mutex m_mutex; ///< Held by the writer only while it changes something that readers see.
    Families m_families;
    // The writer's alone:
    std::uint64_t m_scrape = 0;
    std::vector<Families::value_type*> m_order; ///< Families in the order of the last scrape.
    std::uint64_t m_orderVersion = 0;           ///< Grows with each change of m_order.
};

/// Lives during one scrape.
class FamilyStore::Pass {
  public:
    explicit Pass(FamilyStore& store);
    void setHelp(std::string_view metric, std::string_view help);
    void setType(std::string_view metric, model::MetricType type);
    void setUnit(std::string_view metric, std::string_view unit);

    /// How many families came so far, and the version of their order: together they name a place in the text that
    /// skipTo() comes back to.
    std::uint32_t position() const { return static_cast<std::uint32_t>(m_cursor); }
    std::uint64_t orderVersion() const { return m_store.m_orderVersion; }
    /// The lines up to a position of the scrape before, of the same order version, came again byte for byte.
    void skipTo(std::uint32_t position) { m_cursor = position; }

    /// The scrape was read to its end: families not seen for long go.
    void finish();

  private:
    Family& family(std::string_view metric);
    template <class Change>
    void change(Family& family, Change change);
    void cutOrder();

    FamilyStore& m_store;
    std::size_t m_cursor = 0;
};

} // namespace hearth::scrape
