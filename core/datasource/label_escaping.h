// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace hearth::datasource {

/// Label names in URL paths, as prometheus/common's ValueEncodingEscaping says them: `http.status` is
/// `U__http_2e_status`. Names that need no quotes, and do not begin with `U__`, stay as they are.
/// Threads: thread-safe.
std::string escapeLabelName(std::string_view name);
/// The reverse; a text that is not a valid escaped name stays as it is.
std::string unescapeLabelName(std::string_view escaped);

} // namespace hearth::datasource
