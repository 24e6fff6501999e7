// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "config/config.h"

/// Whatever the bytes are, parse() answers; what it accepts prints to something that it accepts again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto none = [](const std::string&) { return std::nullopt; };
    const auto config = hearth::config::parse({reinterpret_cast<const char*>(data), size}, "prometheus.yml", none);
    if (config) {
        const auto printed = hearth::config::toYaml(*config, hearth::config::Secrets::kShow);
        if (!hearth::config::parse(printed, "prometheus.yml", none)) {
            std::abort();
        }
    }
    return 0;
}
