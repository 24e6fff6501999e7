// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hearth::alertmanager {

/// At most `limit` code points, the last one `…` where something was cut off. Alertmanager: TruncateInRunes().
std::string truncateRunes(std::string text, std::size_t limit);
/// At most `limit` bytes, whole code points, `…` (three bytes) at the end. Alertmanager: TruncateInBytes().
std::string truncateBytes(std::string text, std::size_t limit);
std::size_t countRunes(std::string_view text);

/// SHA-256 of a group's key in hexadecimal digits: what services that know incidents are told as its name.
std::string hashOfGroup(std::string_view groupKey);

} // namespace hearth::alertmanager
