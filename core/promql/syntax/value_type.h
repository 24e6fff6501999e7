// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace hearth::promql {

/// What an expression yields.
enum class ValueType : std::uint8_t {
    kNone, ///< Nothing: the type of what could not be parsed.
    kScalar,
    kVector, ///< Instant vector.
    kMatrix, ///< Range vector.
    kString,
};

/// As people read it in messages: `scalar`, `instant vector`, `range vector`, `string`, `none`.
std::string_view valueTypeText(ValueType type);
/// As the HTTP API names it: `scalar`, `vector`, `matrix`, `string`, `none`.
std::string_view valueTypeName(ValueType type);

} // namespace hearth::promql
