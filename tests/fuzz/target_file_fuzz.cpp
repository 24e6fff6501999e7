// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>
#include <string_view>

#include "discovery/target_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    static_cast<void>(hearth::discovery::parseTargetFile(text, "targets.json"));
    static_cast<void>(hearth::discovery::parseTargetFile(text, "targets.yml"));
    return 0;
}
