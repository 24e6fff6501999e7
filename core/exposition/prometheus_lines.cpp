// SPDX-License-Identifier: GPL-3.0-or-later
// The lines of Prometheus's text format 0.0.4 and 1.0.0: blanks are free, comments are allowed.
#include <algorithm>
#include <cstring>
#include <fmt/format.h>

#include "base/text.h"
#include "exposition/number.h"
#include "exposition/scan.h"
#include "exposition/scrape_parser.h"

namespace hearth::exposition {
namespace {

const char* lineEnd(const char* at, const char* end) {
    const auto* const found = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
    return found != nullptr ? found : end;
}

/// `HELP` or `TYPE` with the blank that must follow; returns the position after the blanks, nullptr where it is not.
const char* afterKeyword(const char* at, const char* end, std::string_view keyword) {
    const auto size = static_cast<std::ptrdiff_t>(keyword.size());
    if (end - at <= size || std::memcmp(at, keyword.data(), keyword.size()) != 0) {
        return nullptr;
    }
    const auto* const after = scan::blanks(at + size, end);
    return after != at + size ? after : nullptr;
}

} // namespace

Result<Entry> ScrapeParser::nextPrometheus() {
    while (true) {
        const auto* at = scan::blanks(m_next, m_end);
        if (at == m_end || *at == '\0') { // upstream's lexer takes a NUL here for the end
            m_next = m_end;
            m_entry = m_end;
            return Entry::kEnd;
        }
        if (*at == '\n') {
            m_next = at + 1;
            continue;
        }
        if (*at != '#') {
            return readPrometheusSample(at);
        }
        m_entry = at;
        const auto entry = HEARTH_TRY(readPrometheusComment(at));
        if (entry) {
            return *entry;
        }
    }
}

Result<Entry> ScrapeParser::readPrometheusSample(const char* at) {
    at = HEARTH_TRY(readSeries(at));
    at = HEARTH_TRY(readValue(scan::blanks(at, m_end), m_sample.value, "a value after the series"));
    at = scan::blanks(at, m_end);
    if (at != m_end && *at != '\n') {
        model::TimestampMs time = 0;
        const auto* const after = readDigits(at, m_end, time);
        if (after == nullptr) {
            return failAt(at, "expected a timestamp in whole milliseconds or the end of the line");
        }
        m_sample.time = time;
        at = scan::blanks(after, m_end);
        if (at != m_end && *at != '\n') {
            return failAt(at, "expected the end of the line after the timestamp");
        }
    }
    m_next = at == m_end ? at : at + 1;
    return Entry::kSample;
}

/// Nothing for a comment that is neither HELP nor TYPE.
Result<std::optional<Entry>> ScrapeParser::readPrometheusComment(const char* at) {
    const auto* const end = lineEnd(at, m_end);
    const auto* const word = scan::blanks(at + 1, end);
    const auto* const help = afterKeyword(word, end, "HELP");
    const auto* const type = help == nullptr ? afterKeyword(word, end, "TYPE") : nullptr;
    m_next = end == m_end ? end : end + 1;
    if (word == at + 1 || (help == nullptr && type == nullptr)) {
        return std::nullopt;
    }
    const auto* const name = help != nullptr ? help : type;
    const auto* const nameEnd = HEARTH_TRY(readMetadataName(name, help != nullptr ? "HELP" : "TYPE"));
    if (nameEnd > end) {
        return failAt(name, "a metric name in a HELP or TYPE line must not contain a line feed");
    }
    // One character separates the name from the text, whatever it is (Prometheus's lexer does the same).
    const auto* const text = nameEnd == end ? end : nameEnd + 1;
    const std::string_view raw(text, static_cast<std::size_t>(end - text));
    if (type != nullptr) {
        return HEARTH_TRY(readType(raw, text));
    }
    if (!isValidUtf8(raw)) {
        return failAt(text, fmt::format("the help text of {} is not valid UTF-8", quoteGo(m_metadataName)));
    }
    setHelp(raw, false);
    return Entry::kHelp;
}

} // namespace hearth::exposition
