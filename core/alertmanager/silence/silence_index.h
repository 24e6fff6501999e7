// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "alertmanager/silence/silence.h"

namespace hearth::alertmanager {

/// Finds the silences that match a label set without trying all of them: a silence lies under the values that one of
/// its matchers demands (`a="x"`, `a=~"x|y"`); only those that demand none are always tried.
/// Threads: thread-compatible.
class SilenceIndex {
  public:
    using Slot = std::uint32_t; ///< The caller's own number of a silence.

    void add(Slot slot, const Silence& silence);
    void clear();

    /// Calls `visit(slot)` once for each silence that may match; those left out certainly do not.
    template <class Visit>
    void visitCandidates(const model::Labels& labels, Visit visit) const {
        for (const auto slot : m_rest) {
            visit(slot);
        }
        std::string key;
        for (const auto& label : labels) {
            const auto found = m_byValue.find(makeKey(label.name, label.value, key));
            if (found != m_byValue.end()) {
                for (const auto slot : found->second) {
                    visit(slot);
                }
            }
        }
    }

  private:
    static const std::string& makeKey(std::string_view name, std::string_view value, std::string& key);
    std::size_t fullness(const model::Matcher& matcher) const;

    std::unordered_map<std::string, std::vector<Slot>> m_byValue;
    std::vector<Slot> m_rest;
};

} // namespace hearth::alertmanager
