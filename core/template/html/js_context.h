// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "template/html/html_context.h"

namespace hearth::templates {

/// contextAfter() within JavaScript.
Transition afterJs(const HtmlContext& context, std::string_view text);

} // namespace hearth::templates
