// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostmetrics/chip_name.h"

#include <climits>
#include <cstdlib>

#include "base/text.h"
#include "hostmetrics/proc_file.h"

namespace hearth::hostmetrics {
namespace {

/// The path with all links followed; empty where there is none.
std::string resolved(const std::string& path) {
    char buffer[PATH_MAX];
    return ::realpath(path.c_str(), buffer) != nullptr ? buffer : "";
}

std::string lastPart(std::string_view path) {
    return std::string(path.substr(path.rfind('/') + 1));
}

std::string withoutLastPart(std::string_view path) {
    return std::string(path.substr(0, path.rfind('/')));
}

/// `platform_coretemp_0`; empty where the chip is on no bus.
std::string busAndDevice(const std::string& hwmonDirectory) {
    const auto device = resolved(hwmonDirectory + "/device");
    if (device.empty()) {
        return {};
    }
    const auto name = cleanChipName(lastPart(device));
    const auto bus = cleanChipName(lastPart(withoutLastPart(device)));
    if (name.empty()) {
        return {};
    }
    return bus.empty() ? name : bus + "_" + name;
}

} // namespace

std::string chipName(const std::string& hwmonDirectory) {
    if (auto name = busAndDevice(hwmonDirectory); !name.empty()) {
        return name;
    }
    if (auto name = cleanChipName(readValueFile(hwmonDirectory + "/name").value_or("")); !name.empty()) {
        return name;
    }
    return lastPart(resolved(hwmonDirectory));
}

std::string cleanChipName(std::string_view text) {
    std::string clean;
    for (const char c : toLowerAscii(trim(text))) {
        const bool isAllowed = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == ':' || c == '_';
        clean += isAllowed ? c : '_';
    }
    const auto begin = clean.find_first_not_of('_');
    return begin == std::string::npos ? "" : clean.substr(begin, clean.find_last_not_of('_') - begin + 1);
}

std::string cleanSensorLabel(std::string_view text) {
    std::string clean;
    for (const char c : text) {
        clean += static_cast<unsigned char>(c) < 0x80 || isValidUtf8(text) ? c : '?';
    }
    return clean;
}

} // namespace hearth::hostmetrics
