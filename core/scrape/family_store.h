// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/text.h"
#include "model/metadata.h"

namespace hearth::scrape {

struct FamilyMetadata {
    std::string metric;
    model::Metadata metadata;
};

/// What a target says of its metric families in HELP, TYPE and UNIT lines. A family that is no longer exposed is kept
/// for ten more scrapes. Threads: thread-safe; one scrape thread writes, anybody reads.
class FamilyStore {
  public:
    /// Collects one scrape's lines without locking for those that say what is known already.
    class Pass;

    /// All families, in no order.
    std::vector<FamilyMetadata> all() const;
    std::size_t size() const;
    /// Bytes of names and texts.
    std::size_t textBytes() const;

  private:
    struct Family {
        model::Metadata metadata;
        std::uint64_t seenIn = 0; ///< Behind while the family is in m_order: those are seen in each scrape.
    };
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    using Families = std::unordered_map<std::string, Family, TextHash, std::equal_to<>>;

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
    void cutOrder();

    FamilyStore& m_store;
    std::size_t m_cursor = 0;
};

} // namespace hearth::scrape
