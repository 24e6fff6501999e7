// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/graph_link.h"

#include <array>

namespace hearth::rules {
namespace {

bool staysPlain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.' || c == '~';
}

/// Go: url.QueryEscape.
std::string escapeQuery(std::string_view text) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string out;
    out.reserve(text.size() * 2);
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (staysPlain(c)) {
            out += c;
        } else if (c == ' ') {
            out += '+';
        } else {
            out += {'%', kHex[byte >> 4U], kHex[byte & 15U]};
        }
    }
    return out;
}

} // namespace

std::string tableLink(std::string_view expr) {
    return "/graph?g0.expr=" + escapeQuery(expr) + "&g0.tab=1";
}

std::string pathOfUrl(std::string_view url) {
    const auto scheme = url.find("://");
    const auto path = scheme == std::string_view::npos ? 0 : url.find('/', scheme + 3);
    if (path == std::string_view::npos) {
        return {};
    }
    return std::string(url.substr(path, url.find_first_of("?#", path) - path));
}

} // namespace hearth::rules
