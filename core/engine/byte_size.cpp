// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/byte_size.h"

#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

namespace hearth::engine {
namespace {

constexpr std::string_view kPowers = "KMGTPE";
constexpr unsigned kBitsPerPower = 10;
constexpr double kTooMany = 9.2233720368547758e18; ///< 2^63

/// 0 for `B`, 1 for `KB` and `KiB`, and so on.
std::optional<unsigned> powerOf(std::string_view unit) {
    if (unit == "B") {
        return 0;
    }
    if (unit.size() < 2 || (unit.substr(1) != "B" && unit.substr(1) != "iB")) {
        return std::nullopt;
    }
    const auto at = kPowers.find(unit.front());
    return at == std::string_view::npos ? std::nullopt : std::optional(static_cast<unsigned>(at) + 1);
}

} // namespace

std::optional<std::uint64_t> parseByteSize(std::string_view text) {
    if (text == "0") {
        return 0;
    }
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
    const auto power = powerOf(text.substr(static_cast<std::size_t>(end - text.data())));
    if (error != std::errc() || !power || !(number >= 0)) {
        return std::nullopt;
    }
    const auto bytes = std::ldexp(number, static_cast<int>(*power * kBitsPerPower));
    return bytes < kTooMany ? std::optional(static_cast<std::uint64_t>(bytes)) : std::nullopt;
}

std::string formatByteSize(std::uint64_t bytes) {
    if (bytes == 0) {
        return "0B";
    }
    std::string text;
    for (auto power = kPowers.size(); power > 0; --power) {
        const auto shift = power * kBitsPerPower;
        if (const auto part = (bytes >> shift) & 1023U; part != 0) {
            text += fmt::format("{}{}iB", part, kPowers[power - 1]);
        }
    }
    const auto rest = bytes & 1023U;
    return rest == 0 ? text : text + fmt::format("{}B", rest);
}

} // namespace hearth::engine
