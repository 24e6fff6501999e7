// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hearth::exposition {

/// How names beyond `[a-zA-Z_:][a-zA-Z0-9_:]*` are carried to readers that know no others
/// (Prometheus: escaping schemes of content negotiation).
enum class EscapingScheme : std::uint8_t {
    kAllowUtf8,   ///< Not at all.
    kUnderscores, ///< Each other character becomes `_`.
    kDots,        ///< `_` becomes `__`, `.` becomes `_dot_`, others `__`.
    kValues,      ///< `U__` and the code points: reversible.
};

/// `allow-utf-8`, `underscores`, `dots`, `values`.
std::string_view escapingSchemeText(EscapingScheme scheme);
std::optional<EscapingScheme> parseEscapingScheme(std::string_view text);

/// The name as `scheme` writes it. Used for metric and label names alike. Threads: thread-safe.
std::string escapeName(std::string_view name, EscapingScheme scheme);

/// Undoes kValues and kDots (the latter as far as it can be); a malformed or unescaped name comes back as it is.
std::string unescapeName(std::string_view name, EscapingScheme scheme);

} // namespace hearth::exposition
