// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace hearth::templates {

/// Go: text/template.HTMLEscapeString.
std::string escapeHtml(std::string_view text);
/// Go: text/template.JSEscapeString.
std::string escapeJs(std::string_view text);
/// Go: net/url.QueryEscape and QueryUnescape.
std::string escapeQuery(std::string_view text);
Result<std::string> unescapeQuery(std::string_view text);
/// The URL-safe alphabet with padding. Go: encoding/base64.URLEncoding.
std::string encodeBase64Url(std::string_view bytes);
Result<std::string> decodeBase64Url(std::string_view text);

} // namespace hearth::templates
