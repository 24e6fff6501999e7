// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/listen_address.h"

#include <charconv>
#include <fmt/format.h>

#include "base/text.h"

namespace hearth::http {
namespace {

std::unexpected<Error> malformed(std::string_view text, std::string_view reason) {
    return fail(
        ErrorCode::kInvalidArgument,
        fmt::format("listen address {}: {}; write host:port, :port or [IPv6 address]:port", quoteGo(text), reason));
}

} // namespace

Result<ListenAddress> parseListenAddress(std::string_view text) {
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) {
        return malformed(text, "the port is missing");
    }
    auto host = text.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']')) {
        host = host.substr(1, host.size() - 2);
    } else if (host.contains(':')) {
        return malformed(text, "too many colons");
    }
    const auto digits = text.substr(colon + 1);
    ListenAddress address{std::string(host), 0};
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), address.port);
    if (error != std::errc() || end != digits.data() + digits.size()) {
        return malformed(text, "the port is not a number from 0 to 65535");
    }
    return address;
}

} // namespace hearth::http
