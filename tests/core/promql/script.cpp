// SPDX-License-Identifier: GPL-3.0-or-later
#include "script.h"

#include <algorithm>
#include <cmath>

#include "base/number_format.h"
#include "base/text.h"
#include "promql/syntax/parser.h"

namespace hearth::tests {

namespace {

constexpr std::string_view kSpaces = " \t";

std::string_view takeWord(std::string_view& text) {
    text = trim(text);
    const std::string_view word = text.substr(0, text.find_first_of(kSpaces));
    text.remove_prefix(word.size());
    text = trim(text);
    return word;
}

Result<std::string> readString(std::string_view quoted) {
    const promql::Expr expr = HEARTH_TRY(promql::parse(quoted));
    if (const auto* literal = expr.as<promql::StringLiteral>()) {
        return literal->value;
    }
    return fail(ErrorCode::kInvalidArgument, "not a string");
}

/// `5m`, `1m30s`, `-5m`, or seconds.
Result<model::DurationMs> readTime(std::string_view text) {
    if (const auto seconds = parseFloat(text)) {
        return static_cast<model::DurationMs>(std::llround(*seconds * 1000));
    }
    const bool negative = text.starts_with('-');
    const auto duration = HEARTH_TRY(model::parseDuration(text.substr(negative ? 1 : 0)));
    return negative ? -duration : duration;
}

/// `from A to B step S`, after which `text` holds the rest.
Result<Moments> takeMoments(std::string_view& text) {
    Moments moments;
    takeWord(text);
    moments.range.begin = HEARTH_TRY(readTime(takeWord(text)));
    takeWord(text);
    moments.range.end = HEARTH_TRY(readTime(takeWord(text)));
    takeWord(text);
    moments.step = HEARTH_TRY(readTime(takeWord(text)));
    return moments;
}

class Reader {
  public:
    explicit Reader(std::string_view text) {
        for (const std::string_view line : split(text, '\n')) {
            const std::string_view trimmed = trim(line);
            m_lines.push_back(trimmed.starts_with('#') ? std::string_view() : trimmed);
        }
    }

    Result<std::vector<Command>> read() {
        std::vector<Command> commands;
        while (m_next < m_lines.size()) {
            if (m_lines[m_next].empty()) {
                ++m_next;
                continue;
            }
            auto command = readCommand(m_lines[m_next++]);
            if (!command) {
                return std::unexpected(std::move(command).error().withContext("line " + std::to_string(m_next)));
            }
            commands.push_back(*std::move(command));
        }
        return commands;
    }

  private:
    std::optional<std::string_view> blockLine() {
        if (m_next >= m_lines.size() || m_lines[m_next].empty()) {
            return std::nullopt;
        }
        return m_lines[m_next++];
    }

    Result<Command> readCommand(std::string_view line) {
        const std::string word = toLowerAscii(takeWord(line));
        if (word == "clear") {
            return ClearCommand{};
        }
        if (word.starts_with("load")) {
            return readLoad(line, word == "load_with_nhcb");
        }
        if (word.starts_with("eval")) {
            return readEval(line, word);
        }
        return fail(ErrorCode::kInvalidArgument, "unknown command " + word);
    }

    Result<Command> readLoad(std::string_view interval, bool withCustomBuckets) {
        LoadCommand load;
        load.withCustomBuckets = withCustomBuckets;
        load.interval = HEARTH_TRY(readTime(interval));
        while (const auto line = blockLine()) {
            if (line->find("@st") != std::string_view::npos) {
                load.hasStartTimes = true;
            } else {
                load.series.push_back(HEARTH_TRY(promql::parseNotatedSeries(*line)));
            }
        }
        return load;
    }

    Result<Command> readEval(std::string_view rest, const std::string& word) {
        EvalCommand eval;
        eval.line = m_next;
        if (takeWord(rest) == "range") {
            eval.when = HEARTH_TRY(takeMoments(rest));
        } else {
            takeWord(rest);
            eval.when.range.begin = HEARTH_TRY(readTime(takeWord(rest)));
            eval.when.range.end = eval.when.range.begin;
        }
        eval.expr = rest;
        addOldExpectation(eval, word);
        while (const auto line = blockLine()) {
            HEARTH_TRY(readExpected(eval, *line));
        }
        return eval;
    }

    /// `eval_fail` and its kin.
    static void addOldExpectation(EvalCommand& eval, const std::string& word) {
        eval.ordered = word == "eval_ordered";
        if (word == "eval_fail") {
            eval.expectations.push_back({Expectation::Kind::kFail, Expectation::Match::kAnything, {}});
        }
    }

    static Result<void> readExpected(EvalCommand& eval, std::string_view line) {
        std::string_view rest = line;
        const std::string_view word = takeWord(rest);
        if (word == "expect") {
            return readExpect(eval, rest);
        }
        if (word == "expected_fail_message" || word == "expected_fail_regexp") {
            const bool isText = word == "expected_fail_message";
            eval.expectations.front().match = isText ? Expectation::Match::kText : Expectation::Match::kRegex;
            eval.expectations.front().text = rest;
            return {};
        }
        if (const auto number = parseFloat(line)) {
            eval.scalar = *number;
            return {};
        }
        eval.series.push_back(HEARTH_TRY(promql::parseNotatedSeries(line)));
        return {};
    }

    static Result<void> readExpect(EvalCommand& eval, std::string_view rest) {
        const std::string_view what = takeWord(rest);
        if (what == "ordered") {
            eval.ordered = true;
            return {};
        }
        if (what == "string") {
            eval.text = HEARTH_TRY(readString(rest));
            return {};
        }
        if (what == "range") {
            takeWord(rest); // vector
            eval.rangeVector = HEARTH_TRY(takeMoments(rest));
            return {};
        }
        return readAnnotation(eval, what, rest);
    }

    static Result<void> readAnnotation(EvalCommand& eval, std::string_view what, std::string_view rest) {
        using Kind = Expectation::Kind;
        static constexpr std::pair<std::string_view, Kind> kKinds[] = {{"fail", Kind::kFail},
                                                                       {"warn", Kind::kWarning},
                                                                       {"info", Kind::kInfo},
                                                                       {"no_warn", Kind::kNoWarning},
                                                                       {"no_info", Kind::kNoInfo}};
        const auto* const kind = std::ranges::find(kKinds, what, &std::pair<std::string_view, Kind>::first);
        if (kind == std::end(kKinds)) {
            return fail(ErrorCode::kInvalidArgument, "unknown expectation " + std::string(what));
        }
        Expectation expectation{kind->second, Expectation::Match::kAnything, {}};
        for (const auto& [prefix, match] : {std::pair(std::string_view("msg:"), Expectation::Match::kText),
                                            std::pair(std::string_view("regex:"), Expectation::Match::kRegex)}) {
            if (rest.starts_with(prefix)) {
                expectation.match = match;
                expectation.text = trim(rest.substr(prefix.size()));
            }
        }
        eval.expectations.push_back(std::move(expectation));
        return {};
    }

    std::vector<std::string_view> m_lines;
    std::size_t m_next = 0;
};

} // namespace

bool EvalCommand::expects(Expectation::Kind kind) const {
    return std::ranges::any_of(expectations, [&](const Expectation& one) { return one.kind == kind; });
}

Result<std::vector<Command>> readScript(std::string_view text) {
    return Reader(text).read();
}

} // namespace hearth::tests
