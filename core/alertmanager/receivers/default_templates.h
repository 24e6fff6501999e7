// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace hearth::alertmanager {

struct DefaultTemplate {
    std::string_view name;
    std::string_view text;
};
/// The files of resources/templates, as they were when this was built.
std::span<const DefaultTemplate> defaultTemplates();

} // namespace hearth::alertmanager
