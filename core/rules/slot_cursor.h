// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "model/labels.h"

namespace hearth::rules {

/// Finds the results of this evaluation among those of the last, given that most come in the same order: some may be
/// new, and a few in a row gone. `Slot` has a member `result`, the labels. Threads: thread-compatible.
template <class Slot>
class SlotCursor {
  public:
    explicit SlotCursor(std::vector<Slot>& last)
        : m_slots(last) {}

    /// The slot of these labels; null where they are not among the next ones.
    Slot* next(const model::Labels& labels) {
        const auto end = std::min(m_slots.size(), m_position + kLookAhead);
        for (auto i = m_position; i < end; ++i) {
            if (m_slots[i].result == labels) {
                m_position = i + 1;
                return &m_slots[i];
            }
        }
        return nullptr;
    }

  private:
    static constexpr std::size_t kLookAhead = 4;
    std::vector<Slot>& m_slots;
    std::size_t m_position = 0;
};

} // namespace hearth::rules
