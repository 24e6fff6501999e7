// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hearth::hostmetrics {

/// One line of mountinfo, see proc_pid_mountinfo(5).
struct Mount {
    std::string device;
    std::string mountPoint;
    std::string fileSystemType;
    std::string major;
    std::string minor;
    bool isReadOnly = false; ///< Of the mount or of the file system below it.
};

/// The mounts in the order of the file; lines that are none are left out. At most 100,000.
std::vector<Mount> parseMountTable(std::string_view text);

} // namespace hearth::hostmetrics
