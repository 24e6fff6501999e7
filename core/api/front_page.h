// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "http/server.h"

namespace hearth::api {

/// What a browser gets at an API's root: an HTML page that says what this is, with relative links, so that it works
/// behind any prefix. `title` and `about` are plain text; `paths` go into the page as they are.
http::ServerResponse frontPage(std::string_view title, std::string_view about,
                               const std::vector<std::string_view>& paths);

} // namespace hearth::api
