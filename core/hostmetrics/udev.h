// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace hearth::hostmetrics {

/// The properties (`E:` lines) that udev keeps of a device; empty where it knows none.
class UdevProperties {
  public:
    /// `directory` such as /run/udev/data; for a block device.
    static UdevProperties ofBlockDevice(const std::string& directory, std::string_view major, std::string_view minor);

    /// Empty where there is none.
    const std::string& operator[](std::string_view name) const;

  private:
    std::map<std::string, std::string, std::less<>> m_values;
};

} // namespace hearth::hostmetrics
