// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace hearth::app {

/// What was said on the command line: Prometheus's flags with its defaults, and Hearth's few own.
/// Threads: thread-compatible (a value).
class Flags {
  public:
    /// What the program is asked to be.
    enum class Mode { kDesktop, kServer, kShowVersion, kShowHelp };

    /// Reads the arguments (without the program's name). kInvalidArgument with one sentence for an unknown flag, a
    /// missing or malformed value.
    static Result<Flags> parse(const std::vector<std::string>& arguments);
    /// The text of --help.
    static std::string help();

    Mode mode() const { return m_mode; }
    /// Whether the flag was on the command line (its default holds otherwise).
    bool stated(std::string_view name) const;
    /// The last value, or the default. `name` without dashes, and known.
    const std::string& value(std::string_view name) const;
    /// All values of a repeatable flag.
    std::vector<std::string> values(std::string_view name) const;
    bool enabled(std::string_view name) const { return value(name) == "true"; }

    /// What was stated but changes nothing in this version, for a warning.
    std::vector<std::string> withoutEffect() const;

    /// All of Prometheus's flags with their values, sorted by name (/api/v1/status/flags).
    std::vector<std::pair<std::string, std::string>> all() const;

  private:
    Mode m_mode = Mode::kDesktop;
    std::map<std::string, std::vector<std::string>, std::less<>> m_values; ///< Defaults included.
    std::map<std::string, bool, std::less<>> m_stated;
};

} // namespace hearth::app
