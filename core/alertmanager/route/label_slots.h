// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/labels.h"
#include "model/matcher.h"

namespace hearth::alertmanager {

/// Looks up once all labels that a large set of matchers asks for: each name has a slot, and one pass over an alert's
/// labels fills the slots. Threads: thread-compatible.
class LabelSlots {
  public:
    /// One value a slot, empty where the label is missing; views of the labels.
    using Values = std::vector<std::string_view>;

    /// The name's slot, made where there is none. Linear in the number of names.
    std::size_t slot(std::string_view name);
    void lookUp(const model::Labels& labels, Values& values) const;

  private:
    std::vector<std::pair<std::string, std::size_t>> m_names; ///< Sorted.
};

/// Conditions that all must hold, over slots. Threads: thread-compatible.
class SlottedMatchers {
  public:
    SlottedMatchers() = default;
    SlottedMatchers(const model::Matchers& matchers, LabelSlots& slots);
    bool match(const LabelSlots::Values& values) const;

  private:
    std::vector<std::pair<std::size_t, model::Matcher>> m_matchers;
};

} // namespace hearth::alertmanager
