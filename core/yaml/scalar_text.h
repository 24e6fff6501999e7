// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

/// Texts as YAML, for whoever writes files that people read. Pure. Threads: thread-safe.
namespace hearth::yaml {

/// One line that every YAML reader takes for this string where a block value or key may stand: as it is where that is
/// certain, else in quotes.
std::string scalarText(std::string_view text);
/// In single quotes, or in double ones where there are control characters.
std::string quotedText(std::string_view text);
/// As scalarText(), but texts of several lines become a block (`|`, its lines indented by `indent` blanks and separated
/// by `\n`, without one at the end) where it can say them.
std::string blockText(std::string_view text, std::size_t indent);

} // namespace hearth::yaml
