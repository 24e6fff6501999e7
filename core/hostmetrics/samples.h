// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "instrument/family.h"

namespace hearth::hostmetrics {

/// Where collectors put what they find: samples are gathered into families by name. A family keeps the type and help
/// of its first sample. Threads: thread-compatible.
class Samples {
  public:
    void gauge(std::string_view name, std::string_view help, double value, instrument::LabelPairs labels = {}) {
        add(instrument::FamilyType::kGauge, name, help, value, std::move(labels));
    }
    void counter(std::string_view name, std::string_view help, double value, instrument::LabelPairs labels = {}) {
        add(instrument::FamilyType::kCounter, name, help, value, std::move(labels));
    }
    void untyped(std::string_view name, std::string_view help, double value, instrument::LabelPairs labels = {}) {
        add(instrument::FamilyType::kUntyped, name, help, value, std::move(labels));
    }
    void add(instrument::FamilyType type, std::string_view name, std::string_view help, double value,
             instrument::LabelPairs labels);

    /// The families in name order; empties this object.
    instrument::Families take();

  private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };

    instrument::Families m_families;
    std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> m_indexes; ///< Into m_families, by name.
};

} // namespace hearth::hostmetrics
