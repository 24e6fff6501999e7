// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace hearth::app {

/// How a flag's value is written.
enum class FlagKind {
    kText,
    kSwitch,   ///< --name, --no-name
    kList,     ///< Repeatable.
    kDuration, ///< 15s, 1h30m
    kNumber,
    kSize, ///< 512MB
};

/// One flag of the command line.
struct FlagSpec {
    std::string_view name; ///< Without dashes.
    FlagKind kind = FlagKind::kText;
    std::string_view fallback;
    std::string_view help;
    bool hidden = false; ///< Left out of --help; still shown by the status API.
    bool own = false;    ///< Hearth's, not Prometheus's.
};

/// Every flag, sorted by name. Names and defaults: Prometheus 3.14.
std::span<const FlagSpec> flagTable();

/// Whether the flag is accepted for Prometheus's sake but changes nothing in this version.
bool isWithoutEffect(std::string_view name);

/// The entry of that name; null where there is none.
const FlagSpec* findFlag(std::string_view name);

} // namespace hearth::app
