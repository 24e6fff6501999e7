// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace hearth::rules {

/// The path and query of the page that shows an expression's value as a table. Prometheus:
/// strutil.TableLinkForExpression.
std::string tableLink(std::string_view expr);

/// `/p/q` of `http://host:80/p/q`; empty where there is none.
std::string pathOfUrl(std::string_view url);

} // namespace hearth::rules
