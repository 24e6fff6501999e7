// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace hearth::templates {

/// Relative, or of the schemes http, https and mailto.
bool isSafeUrl(std::string_view url);
/// Percent-encoded; with `keepsReserved` a URL stays one: `/?&=` and what is encoded already stay.
std::string escapeUrlPart(std::string_view text, bool keepsReserved);
/// A list of image URLs with their sizes; unsafe ones are replaced. A trusted URL is one, whatever is in it.
std::string escapeSrcset(std::string_view text, bool isUrl);

} // namespace hearth::templates
