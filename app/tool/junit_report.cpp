// SPDX-License-Identifier: GPL-3.0-or-later
#include "tool/junit_report.h"

#include <fmt/format.h>

namespace hearth::app::tool {
namespace {

/// Go: xml.EscapeText; characters that XML has no place for become U+FFFD.
std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '"':
            out += "&#34;";
            break;
        case '\'':
            out += "&#39;";
            break;
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '\t':
            out += "&#x9;";
            break;
        case '\n':
            out += "&#xA;";
            break;
        case '\r':
            out += "&#xD;";
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20) {
                out += "\xEF\xBF\xBD";
            } else {
                out += c;
            }
        }
    }
    return out;
}

std::size_t failureCount(const JunitSuite& suite) {
    std::size_t count = 0;
    for (const auto& test : suite.cases) {
        count += test.failures.size();
    }
    return count;
}

std::string caseText(const JunitCase& test) {
    auto out = fmt::format("<testcase name=\"{}\">", escaped(test.name));
    for (const auto& failure : test.failures) {
        out += fmt::format("<failure>{}</failure>", escaped(failure));
    }
    if (!test.error.empty()) {
        out += fmt::format("<error>{}</error>", escaped(test.error));
    }
    return out + "</testcase>";
}

} // namespace

void JunitSuite::abort(std::string error) {
    if (cases.empty()) {
        cases.push_back({.name = "unknown"});
        ++tests;
    }
    ++errors;
    cases.back().error = std::move(error);
}

std::string junitText(const std::vector<JunitSuite>& suites) {
    std::string out = "<testsuites>";
    for (const auto& suite : suites) {
        out +=
            fmt::format(R"(<testsuite name="{}" tests="{}" failures="{}" errors="{}" skipped="0" timestamp="{}">)",
                        escaped(suite.name), suite.tests, failureCount(suite), suite.errors, escaped(suite.timestamp));
        for (const auto& test : suite.cases) {
            out += caseText(test);
        }
        out += "</testsuite>";
    }
    return out + "</testsuites>";
}

} // namespace hearth::app::tool
