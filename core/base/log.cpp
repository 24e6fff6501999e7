// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <vector>

#include "base/json_writer.h"
#include "base/text.h"

namespace hearth {
namespace {

std::string_view levelText(LogLevel level) {
    switch (level) {
    case LogLevel::kDebug:
        return "DEBUG";
    case LogLevel::kInfo:
        return "INFO";
    case LogLevel::kWarn:
        return "WARN";
    case LogLevel::kError:
        return "ERROR";
    }
    return "INFO";
}

spdlog::level::level_enum spdlogLevel(LogLevel level) {
    switch (level) {
    case LogLevel::kDebug:
        return spdlog::level::debug;
    case LogLevel::kInfo:
        return spdlog::level::info;
    case LogLevel::kWarn:
        return spdlog::level::warn;
    case LogLevel::kError:
        return spdlog::level::err;
    }
    return spdlog::level::info;
}

/// Now as RFC 3339 in UTC with milliseconds, as the original program's log lines have it.
std::string timeText() {
    const auto now = std::chrono::system_clock::now();
    const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count();
    const auto seconds = static_cast<std::time_t>(millis / 1000);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", parts.tm_year + 1900, parts.tm_mon + 1,
                       parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec, millis % 1000);
}

bool needsQuotes(std::string_view text) {
    if (text.empty()) {
        return true;
    }
    return std::ranges::any_of(text, [](unsigned char c) { return c <= ' ' || c == '"' || c == '=' || c >= 0x7f; });
}

void appendLogfmt(std::string& out, std::string_view key, std::string_view value) {
    if (!out.empty()) {
        out += ' ';
    }
    out.append(key).append("=");
    if (needsQuotes(value)) {
        out += quoteGo(value);
    } else {
        out.append(value);
    }
}

} // namespace

struct Log::Sink {
    LogFormat format;
    spdlog::logger logger;
};

Result<LogLevel> parseLogLevel(std::string_view text) {
    if (text == "debug") {
        return LogLevel::kDebug;
    }
    if (text == "info") {
        return LogLevel::kInfo;
    }
    if (text == "warn") {
        return LogLevel::kWarn;
    }
    if (text == "error") {
        return LogLevel::kError;
    }
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("unrecognized log level {}: use debug, info, warn or error", quoteGo(text)));
}

Result<LogFormat> parseLogFormat(std::string_view text) {
    if (text == "logfmt") {
        return LogFormat::kLogfmt;
    }
    if (text == "json") {
        return LogFormat::kJson;
    }
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("unrecognized log format {}: use logfmt or json", quoteGo(text)));
}

Log Log::toStderr(LogLevel level, LogFormat format) {
    Log log;
    log.m_sink = std::make_shared<Sink>(
        Sink{format, spdlog::logger("hearth", std::make_shared<spdlog::sinks::stderr_sink_mt>())});
    log.m_sink->logger.set_level(spdlogLevel(level));
    log.m_sink->logger.set_pattern("%v");
    log.m_sink->logger.flush_on(spdlog::level::debug);
    return log;
}

Log Log::component(std::string_view name) const {
    Log log = *this;
    log.m_component = name;
    return log;
}

bool Log::enabled(LogLevel level) const {
    return m_sink && m_sink->logger.should_log(spdlogLevel(level));
}

void Log::debug(std::string_view message, std::initializer_list<LogField> fields) const {
    write(LogLevel::kDebug, message, fields);
}

void Log::info(std::string_view message, std::initializer_list<LogField> fields) const {
    write(LogLevel::kInfo, message, fields);
}

void Log::warn(std::string_view message, std::initializer_list<LogField> fields) const {
    write(LogLevel::kWarn, message, fields);
}

void Log::error(std::string_view message, std::initializer_list<LogField> fields) const {
    write(LogLevel::kError, message, fields);
}

void Log::write(LogLevel level, std::string_view message, std::initializer_list<LogField> fields) const {
    if (!enabled(level)) {
        return;
    }
    std::vector<LogField> all{{"time", timeText()}, {"level", std::string(levelText(level))}};
    if (!m_component.empty()) {
        all.emplace_back("component", m_component);
    }
    all.emplace_back("msg", std::string(message));
    all.insert(all.end(), fields.begin(), fields.end());

    std::string line;
    if (m_sink->format == LogFormat::kJson) {
        JsonWriter json(line);
        json.beginObject();
        for (const auto& [key, value] : all) {
            json.field(key, value);
        }
        json.endObject();
    } else {
        for (const auto& [key, value] : all) {
            appendLogfmt(line, key, value);
        }
    }
    m_sink->logger.log(spdlogLevel(level), "{}", line);
}

} // namespace hearth
