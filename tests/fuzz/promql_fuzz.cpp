// SPDX-License-Identifier: GPL-3.0-or-later
// What parses prints to something whose printed form is stable, and no text breaks the parser or the editor's
// questions.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "promql/syntax/completion.h"
#include "promql/syntax/highlight.h"
#include "promql/syntax/parser.h"
#include "promql/syntax/printer.h"

using namespace hearth::promql;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto options = ParseOptions::all();
    check(text, {});
    highlight(text);
    completionAt(text, size / 2);
    (void)parseMetricSelector(text);
    (void)parseMetric(text);
    const auto expr = parse(text, options);
    if (!expr) {
        return 0;
    }
    // A few forms (a signed duration in front of an operator) print as Prometheus prints them, which reads differently.
    const auto once = parse(toString(*expr), options);
    if (once && !(parse(toString(*once), options) == once)) {
        std::abort();
    }
    prettyPrint(*expr);
    return 0;
}
