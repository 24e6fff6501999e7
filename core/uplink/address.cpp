// SPDX-License-Identifier: GPL-3.0-or-later
#include "uplink/address.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <bit>
#include <charconv>
#include <cstdint>
#include <fmt/format.h>

#include "base/text.h"

namespace hearth::uplink {
namespace {

struct Net {
    std::uint32_t address;
    unsigned bits;
};
/// Private, loopback, link-local, shared (behind a provider's NAT), unspecified, multicast.
constexpr std::array kLocalNets = {
    Net{0x0a000000, 8},  Net{0xac100000, 12}, Net{0xc0a80000, 16}, Net{0x7f000000, 8},
    Net{0xa9fe0000, 16}, Net{0x64400000, 10}, Net{0x00000000, 8},  Net{0xe0000000, 4},
};
constexpr std::array<std::string_view, 6> kLocalDomains = {".local",    ".lan",         ".home.arpa",
                                                           ".internal", ".localdomain", ".localhost"};

std::string_view hostOf(std::string_view instance) {
    if (const auto scheme = instance.find("://"); scheme != std::string_view::npos) {
        instance.remove_prefix(scheme + 3);
    }
    instance = instance.substr(0, instance.find_first_of("/?#"));
    if (const auto user = instance.rfind('@'); user != std::string_view::npos) {
        instance.remove_prefix(user + 1);
    }
    if (instance.starts_with('[')) {
        return instance.substr(1, instance.find(']') - 1);
    }
    const auto colon = instance.find(':');
    const bool isBareIpv6 = colon != std::string_view::npos && instance.find(':', colon + 1) != std::string_view::npos;
    return isBareIpv6 ? instance : instance.substr(0, colon);
}

bool isLocal(std::uint32_t address) {
    return std::ranges::any_of(kLocalNets,
                               [&](const Net& net) { return (address ^ net.address) >> (32 - net.bits) == 0; });
}

bool isLocal(const std::array<std::uint8_t, 16>& address) {
    const bool isLoopback =
        std::ranges::all_of(address.begin(), address.end() - 1, [](auto byte) { return byte == 0; });
    const bool isUniqueLocal = (address[0] & 0xfeU) == 0xfc;
    const bool isLinkLocal = address[0] == 0xfe && (address[1] & 0xc0U) == 0x80;
    return isLoopback || isUniqueLocal || isLinkLocal || address[0] == 0xff;
}

} // namespace

bool isOutside(std::string_view instance) {
    auto host = toLowerAscii(hostOf(instance));
    if (host.ends_with('.')) {
        host.pop_back();
    }
    in_addr ipv4{};
    if (inet_pton(AF_INET, host.c_str(), &ipv4) == 1) {
        return !isLocal(ntohl(ipv4.s_addr));
    }
    if (const auto zone = host.find('%'); zone != std::string::npos) {
        host.resize(zone);
    }
    std::array<std::uint8_t, 16> ipv6{};
    if (inet_pton(AF_INET6, host.c_str(), ipv6.data()) == 1) {
        return !isLocal(ipv6);
    }
    return host.contains('.') &&
           std::ranges::none_of(kLocalDomains, [&](const auto domain) { return host.ends_with(domain); });
}

/// Columns: interface, destination, gateway, flags, ...; numbers in hexadecimal, addresses in the machine's byte order.
std::string defaultGateway(std::string_view routes) {
    for (const auto line : split(routes, '\n')) {
        const auto fields = split(line, '\t');
        if (fields.size() < 3 || trim(fields[1]) != "00000000") {
            continue;
        }
        std::uint32_t gateway = 0;
        const auto text = trim(fields[2]);
        const auto read = std::from_chars(text.data(), text.data() + text.size(), gateway, 16);
        if (read.ec == std::errc() && gateway != 0) {
            const auto bytes = std::bit_cast<std::array<std::uint8_t, 4>>(gateway);
            return fmt::format("{}.{}.{}.{}", bytes[0], bytes[1], bytes[2], bytes[3]);
        }
    }
    return {};
}

} // namespace hearth::uplink
