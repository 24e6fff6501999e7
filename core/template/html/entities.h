// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace hearth::templates {

/// Entities that can hide what an attribute's value means (quotes, brackets, `&#34;`, `&colon;`) as characters; the
/// many others stay.
std::string decodeEntities(std::string_view text);

} // namespace hearth::templates
