// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/yaml_writer.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "base/number_format.h"
#include "base/text.h"

namespace hearth::config {
namespace {

constexpr std::string_view kMask = "<secret>";

/// Words that YAML 1.1 reads as something other than text.
bool isKeyword(std::string_view value) {
    constexpr std::array<std::string_view, 13> kWords{"true", "false", "yes", "no", "on", "off", "y",
                                                      "n",    "null",  "~",   "<<", "=",  "nan"};
    return std::ranges::find(kWords, toLowerAscii(value)) != kWords.end();
}

bool isPlainByte(char c) {
    const bool alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return alphanumeric || std::string_view("_-./+$()*^|;@<>=").contains(c);
}

bool isPlain(std::string_view value) {
    const bool badStart = value.empty() || std::string_view("-*&!|>@`=?<").contains(value.front());
    if (badStart || isKeyword(value) || parseFloat(value)) {
        return false;
    }
    for (std::size_t i = 0; i < value.size(); ++i) {
        // A colon is plain text unless a blank or the end follows.
        const bool colon = value[i] == ':' && i + 1 < value.size() && value[i + 1] != ' ';
        if (!isPlainByte(value[i]) && !colon) {
            return false;
        }
    }
    return (value.front() < '0' || value.front() > '9') || value.find_first_of(":_") == std::string_view::npos;
}

} // namespace

std::string yamlScalar(std::string_view value) {
    return isPlain(value) ? std::string(value) : quoteGo(value);
}

void YamlWriter::begin(std::string_view key) {
    if (m_firstOfItem) {
        m_out.append(m_indent - 2, ' ');
        m_out += "- ";
    } else {
        m_out.append(m_indent, ' ');
    }
    m_firstOfItem = false;
    m_out += yamlScalar(key);
    m_out += ':';
}

void YamlWriter::text(std::string_view key, std::string_view value) {
    if (!value.empty()) {
        textOrEmpty(key, value);
    }
}

void YamlWriter::textOrEmpty(std::string_view key, std::string_view value) {
    begin(key);
    m_out += fmt::format(" {}\n", yamlScalar(value));
}

void YamlWriter::secret(std::string_view key, std::string_view value) {
    if (!value.empty()) {
        begin(key);
        m_out += fmt::format(" {}\n", m_secrets == Secrets::kMask ? std::string(kMask) : quoteGo(value));
    }
}

void YamlWriter::boolean(std::string_view key, bool value) {
    begin(key);
    m_out += value ? " true\n" : " false\n";
}

void YamlWriter::number(std::string_view key, std::uint64_t value) {
    begin(key);
    m_out += fmt::format(" {}\n", value);
}

void YamlWriter::real(std::string_view key, double value) {
    begin(key);
    m_out += ' ';
    appendFloatGeneral(m_out, value);
    m_out += '\n';
}

void YamlWriter::duration(std::string_view key, model::DurationMs value) {
    begin(key);
    m_out += fmt::format(" {}\n", model::formatDuration(value));
}

void YamlWriter::size(std::string_view key, std::uint64_t value) {
    constexpr std::array<std::string_view, 7> kUnits{"B", "KB", "MB", "GB", "TB", "PB", "EB"};
    std::size_t unit = 0;
    while (value != 0 && value % 1024 == 0 && unit + 1 < kUnits.size()) {
        value /= 1024;
        ++unit;
    }
    begin(key);
    m_out += fmt::format(" {}{}\n", value, kUnits[unit]);
}

void YamlWriter::item(std::string_view value) {
    m_out.append(m_indent, ' ');
    m_out += fmt::format("- {}\n", value);
}

void YamlWriter::texts(std::string_view key, const std::vector<std::string>& values) {
    if (values.empty()) {
        return;
    }
    begin(key);
    m_out += '\n';
    for (const auto& value : values) {
        item(yamlScalar(value));
    }
}

void YamlWriter::secrets(std::string_view key, const std::vector<std::string>& values) {
    if (values.empty()) {
        return;
    }
    begin(key);
    m_out += '\n';
    for (const auto& value : values) {
        item(m_secrets == Secrets::kMask ? std::string(kMask) : quoteGo(value));
    }
}

void YamlWriter::textMap(std::string_view key, const std::map<std::string, std::string>& values) {
    map(key, [&] {
        for (const auto& [name, value] : values) {
            begin(name);
            m_out += fmt::format(" {}\n", yamlScalar(value));
        }
    });
}

} // namespace hearth::config
