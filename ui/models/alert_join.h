// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <unordered_map>
#include <vector>

#include "datasource/alertmanager_types.h"
#include "datasource/rule_types.h"

namespace hearth::ui {

/// Finds for each alert of a rule the one that the Alertmanager was told of: the same labels, or those and the
/// external labels that the server adds when it sends. Which those are is learnt from the first pairs that are found,
/// so that ten thousand alerts cost ten thousand look-ups.
/// Threads: thread-compatible. The alerts must outlive it.
class AlertJoin {
  public:
    explicit AlertJoin(const std::vector<const datasource::ReceivedAlert*>& received);

    /// Each received alert is found once at most; null where there is none.
    const datasource::ReceivedAlert* take(const datasource::Alert& alert);
    /// Those that nobody took.
    std::vector<const datasource::ReceivedAlert*> rest() const;

  private:
    using Index = std::unordered_multimap<std::uint64_t, const datasource::ReceivedAlert*>;
    struct Added {
        std::vector<std::string> names; ///< Sorted.
        Index byRest;                   ///< By the hash of the labels without those.
    };

    const datasource::ReceivedAlert* claim(const datasource::ReceivedAlert* alert);
    const datasource::ReceivedAlert* learn(const datasource::Alert& alert);

    std::unordered_map<std::string, std::vector<const datasource::ReceivedAlert*>> m_byName;
    std::vector<Added> m_added; ///< The first adds nothing.
    std::unordered_map<const datasource::ReceivedAlert*, bool> m_taken;
    std::vector<const datasource::ReceivedAlert*> m_all;
    std::size_t m_searches = 0;
};

} // namespace hearth::ui
