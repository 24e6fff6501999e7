// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <unordered_map>

#include "base/error.h"
#include "model/matcher.h"
#include "tsdb/index/index_reader.h"

namespace hearth::tsdb::index {

/// The value of one label in series, as its symbol.
/// Threads: thread-compatible.
class LabelLookup {
  public:
    /// `index` must outlive it.
    LabelLookup(const IndexReader& index, std::string_view name)
        : m_index(index)
        , m_name(index.symbols().find(name)) {}

    /// Nothing where the series lacks the label. Errors: kCorruption.
    Result<std::optional<SymbolRef>> of(SeriesId id) const;

  private:
    const IndexReader& m_index;
    const std::optional<SymbolRef> m_name;
};

/// Asks one matcher about series; a value that was asked about once is remembered.
/// Threads: thread-compatible.
class ValueFilter {
  public:
    /// Both must outlive it.
    ValueFilter(const IndexReader& index, const model::Matcher& matcher);

    /// Errors: kCorruption.
    Result<bool> accepts(SeriesId id);

  private:
    const IndexReader& m_index;
    const model::Matcher& m_matcher;
    const LabelLookup m_lookup;
    const bool m_acceptsMissing;
    std::unordered_map<SymbolRef, bool> m_known;
    std::optional<SymbolRef> m_last; ///< Neighbouring series mostly share the value.
    bool m_lastAccepted = false;
};

} // namespace hearth::tsdb::index
