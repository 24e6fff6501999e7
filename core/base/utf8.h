// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace hearth {

/// Appends a code point below U+110000 as UTF-8. Surrogates are encoded like any other number; callers that may meet
/// them decide what stands in their place.
void appendUtf8(std::string& out, char32_t codePoint);

} // namespace hearth
