// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostmetrics/mount_table.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "hostmetrics/fields.h"

namespace hearth::hostmetrics {
namespace {

constexpr std::size_t kMaxMounts = 100'000;

bool isOctal(char c) {
    return c >= '0' && c <= '7';
}

/// The kernel writes blanks and backslashes as `\` and three octal digits.
std::string withoutOctals(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 3 < text.size() && std::ranges::all_of(text.substr(i + 1, 3), isOctal)) {
            out += static_cast<char>((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 + (text[i + 3] - '0'));
            i += 3;
        } else {
            out += text[i];
        }
    }
    return out;
}

bool hasReadOnly(std::string_view mountOptions) {
    const auto words = split(mountOptions, ',');
    return std::ranges::find(words, "ro") != words.end();
}

std::optional<Mount> parseMount(std::string_view line) {
    Mount mount;
    takeWord(line); // mount id
    takeWord(line); // parent
    const auto number = takeWord(line);
    takeWord(line); // root
    mount.mountPoint = withoutOctals(takeWord(line));
    mount.isReadOnly = hasReadOnly(takeWord(line));
    for (auto word = takeWord(line); word != "-"; word = takeWord(line)) {
        if (word.empty()) {
            return std::nullopt;
        }
    }
    mount.fileSystemType = takeWord(line);
    mount.device = withoutOctals(takeWord(line));
    mount.isReadOnly = mount.isReadOnly || hasReadOnly(takeWord(line));
    const auto colon = number.find(':');
    if (colon == std::string_view::npos || mount.device.empty()) {
        return std::nullopt;
    }
    mount.major = number.substr(0, colon);
    mount.minor = number.substr(colon + 1);
    return mount;
}

} // namespace

std::vector<Mount> parseMountTable(std::string_view text) {
    std::vector<Mount> mounts;
    std::string_view line;
    while (mounts.size() < kMaxMounts && takeLine(text, line)) {
        if (auto mount = parseMount(line)) {
            mounts.push_back(std::move(*mount));
        }
    }
    return mounts;
}

} // namespace hearth::hostmetrics
