// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tsdb/chunk_series.h"

namespace hearth::tsdb {

/// The symbols of several sources in one ascending order, each once. Holds one string a source.
/// Threads: thread-compatible.
class SymbolMerge final : public SymbolCursor {
  public:
    /// Errors: those of the cursors.
    static Result<std::unique_ptr<SymbolMerge>> create(std::vector<std::unique_ptr<SymbolCursor>> cursors);

    Result<std::optional<std::string_view>> next() override;

  private:
    struct Head {
        std::string_view symbol; ///< Valid until the cursor moves on.
        SymbolCursor* cursor = nullptr;
    };
    explicit SymbolMerge(std::vector<std::unique_ptr<SymbolCursor>> cursors);
    Result<void> advance(SymbolCursor& cursor);
    static bool isGreater(const Head& a, const Head& b) { return a.symbol > b.symbol; }

    std::vector<std::unique_ptr<SymbolCursor>> m_cursors;
    std::vector<Head> m_heap; ///< The smallest on top.
    std::string m_current;
};

} // namespace hearth::tsdb
