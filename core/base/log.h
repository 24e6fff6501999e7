// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.h"

namespace hearth {

enum class LogLevel { kDebug, kInfo, kWarn, kError };
enum class LogFormat { kLogfmt, kJson };

Result<LogLevel> parseLogLevel(std::string_view text);
Result<LogFormat> parseLogFormat(std::string_view text);

using LogField = std::pair<std::string_view, std::string>;

/// A place to write log lines to; cheap to copy and hand down. Lines are `time=... level=INFO component=tsdb msg="..."
/// key=value`, or the same as one JSON object. A default-constructed Log drops everything.
/// Threads: thread-safe.
class Log {
  public:
    Log() = default;

    /// A log that writes to standard error.
    static Log toStderr(LogLevel level, LogFormat format);

    /// The same place, with `component` in every line.
    Log component(std::string_view name) const;

    bool enabled(LogLevel level) const;
    void debug(std::string_view message, std::initializer_list<LogField> fields = {}) const;
    void info(std::string_view message, std::initializer_list<LogField> fields = {}) const;
    void warn(std::string_view message, std::initializer_list<LogField> fields = {}) const;
    void error(std::string_view message, std::initializer_list<LogField> fields = {}) const;

  private:
    struct Sink;
    void write(LogLevel level, std::string_view message, std::initializer_list<LogField> fields) const;

    std::shared_ptr<Sink> m_sink;
    std::string m_component;
};

} // namespace hearth
