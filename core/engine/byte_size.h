// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Sizes as Prometheus's flags take and its pages show them. Threads: thread-safe.
namespace hearth::engine {

/// `512MB`, `1.5GiB`: powers of 1024 with or without the `i`; a bare `0` too. Nothing for another text, and for what 63
/// bits do not hold.
std::optional<std::uint64_t> parseByteSize(std::string_view text);
/// `1GiB512MiB`, `0B`: exact, largest units first (alecthomas/units: Base2Bytes.String).
std::string formatByteSize(std::uint64_t bytes);

} // namespace hearth::engine
