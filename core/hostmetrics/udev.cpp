// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostmetrics/udev.h"

#include "hostmetrics/fields.h"
#include "hostmetrics/proc_file.h"

namespace hearth::hostmetrics {

UdevProperties UdevProperties::ofBlockDevice(const std::string& directory, std::string_view major,
                                             std::string_view minor) {
    UdevProperties properties;
    ProcFile file(directory + "/b" + std::string(major) + ":" + std::string(minor));
    auto text = file.read().value_or("");
    std::string_view line;
    while (takeLine(text, line)) {
        const auto equal = line.find('=');
        if (line.starts_with("E:") && equal != std::string_view::npos) {
            properties.m_values.emplace(line.substr(2, equal - 2), line.substr(equal + 1));
        }
    }
    return properties;
}

const std::string& UdevProperties::operator[](std::string_view name) const {
    static const std::string kNone;
    const auto found = m_values.find(name);
    return found == m_values.end() ? kNone : found->second;
}

} // namespace hearth::hostmetrics
