// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace hearth::templates {

/// For the inside of a CSS string.
std::string escapeCss(std::string_view text);
/// A CSS value as it is, where it cannot be anything else; else kFailsafe.
std::string cssValueOrFailsafe(std::string_view text);

} // namespace hearth::templates
