// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/syntax/completion.h"

#include <algorithm>

#include "promql/syntax/characters.h"
#include "promql/syntax/function_table.h"
#include "promql/syntax/lexer.h"
#include "promql/syntax/literal.h"
#include "promql/syntax/open_brackets.h"

namespace hearth::promql {
namespace {

bool isMatchOperator(TokenKind kind) {
    return kind == TokenKind::kAssign || kind == TokenKind::kNotEqual || kind == TokenKind::kMatchRegex ||
           kind == TokenKind::kNotMatchRegex;
}

bool isName(const Token& token) {
    return token.kind == TokenKind::kIdentifier || token.kind == TokenKind::kMetricIdentifier || isWord(token.kind);
}

bool isQuote(char c) {
    return c == '"' || c == '\'' || c == '`';
}

/// A whole string, or the beginning of one that the lexer could not finish.
bool isStringLike(const Token& token) {
    return token.kind == TokenKind::kString ||
           (token.kind == TokenKind::kError && !token.text.empty() && isQuote(token.text[0]));
}

/// Answers one question; used once.
class Completer {
  public:
    Completer(std::string_view text, std::size_t offset)
        : m_text(text)
        , m_offset(std::min(offset, text.size()))
        , m_tokens(tokenize(text)) {}

    CompletionContext context();

  private:
    void passTokensBefore();
    bool isAtWord(const Token& token) const;
    void replaceWord(const Token& word);
    void replaceInQuotes(const Token& string);

    void describeMatchers();
    void describeGrouping();
    void describeRange();
    void describeExpression();
    void describeOperand();
    void describeAfterOperand();
    void describeString();
    bool expectsOperand() const;
    ValueType wantedType() const;
    void addWords(std::initializer_list<std::string_view> words);

    void collectMetrics(std::size_t begin, std::size_t end);
    void collectGroupedMetrics();
    std::size_t closingOf(std::size_t opening) const;
    std::size_t openingOf(std::size_t closing) const;

    std::string_view m_text;
    std::size_t m_offset;
    std::vector<Token> m_tokens;
    OpenBrackets m_brackets;          ///< After all tokens before the place.
    const Token* m_current = nullptr; ///< The token that the place is in, or at the end of.
    std::size_t m_index = 0;          ///< Of the first token that was not passed.
    Token m_beforePrevious;           ///< The token before the last one passed.
    CompletionContext m_context;
};

CompletionContext Completer::context() {
    passTokensBefore();
    m_context.replace = {static_cast<std::uint32_t>(m_offset), static_cast<std::uint32_t>(m_offset)};
    if (m_current != nullptr) {
        switch (m_current->kind) {
        case TokenKind::kComment:
        case TokenKind::kNumber:
        case TokenKind::kDuration:
            return m_context;
        default:
            isStringLike(*m_current) ? replaceInQuotes(*m_current) : replaceWord(*m_current);
        }
    }
    if (m_context.quoted && !m_brackets.isInside(BracketRole::kMatchers)) {
        describeString();
    } else if (m_brackets.isInside(BracketRole::kMatchers)) {
        describeMatchers();
    } else if (m_brackets.isInside(BracketRole::kGrouping)) {
        describeGrouping();
    } else if (std::ranges::any_of(m_brackets.open(),
                                   [](const auto& open) { return open.role == BracketRole::kRange; })) {
        describeRange();
    } else {
        describeExpression();
    }
    return m_context;
}

void Completer::passTokensBefore() {
    for (; m_index < m_tokens.size(); ++m_index) {
        const auto& token = m_tokens[m_index];
        if (token.range.begin >= m_offset) {
            return;
        }
        if (token.range.end >= m_offset && isAtWord(token)) {
            m_current = &token;
            return;
        }
        if (token.kind != TokenKind::kComment) {
            m_beforePrevious = m_brackets.previous();
            m_brackets.pass(token);
        }
    }
}

/// Whether the place belongs to the token: inside of it, or at its end while it can still grow.
bool Completer::isAtWord(const Token& token) const {
    if (token.range.end > m_offset) {
        return true;
    }
    switch (token.kind) {
    case TokenKind::kComment:
        return true;
    case TokenKind::kNumber:
    case TokenKind::kDuration:
        return true;
    case TokenKind::kError:
        return isStringLike(token);
    default:
        return isName(token);
    }
}

void Completer::replaceWord(const Token& word) {
    if (isName(word)) {
        m_context.replace = word.range;
        m_context.prefix = m_text.substr(word.range.begin, m_offset - word.range.begin);
    }
}

void Completer::replaceInQuotes(const Token& string) {
    const auto begin = string.range.begin + 1;
    // A string that does not end would swallow the rest of the line: only what was typed is replaced.
    const auto end = string.kind == TokenKind::kString ? string.range.end - 1 : m_offset;
    m_context.quoted = true;
    m_context.replace = {begin, static_cast<std::uint32_t>(end)};
    m_context.prefix = m_text.substr(begin, m_offset - begin);
}

void Completer::describeMatchers() {
    const auto& owner = m_brackets.innermost()->owner;
    if (owner.kind != TokenKind::kEnd) {
        m_context.metricNames.emplace_back(owner.text);
    }
    const auto& previous = m_brackets.previous();
    if (isMatchOperator(previous.kind)) {
        m_context.labelValues = true;
        const bool isQuoted = m_beforePrevious.kind == TokenKind::kString;
        m_context.label = isQuoted ? unquote(m_beforePrevious.text) : std::string(m_beforePrevious.text);
    } else if (previous.kind == TokenKind::kLeftBrace || previous.kind == TokenKind::kComma) {
        m_context.labelNames = true;
    } else if (previous.kind == TokenKind::kIdentifier || previous.kind == TokenKind::kString) {
        if (!isMatchOperator(m_beforePrevious.kind)) {
            addWords({"=", "!=", "=~", "!~"});
        }
    }
}

void Completer::describeGrouping() {
    const auto previous = m_brackets.previous().kind;
    if (previous != TokenKind::kLeftParen && previous != TokenKind::kComma) {
        return;
    }
    m_context.labelNames = true;
    collectGroupedMetrics();
}

void Completer::describeRange() {
    const auto previous = m_brackets.previous().kind;
    const bool isOperandNext = previous == TokenKind::kLeftBracket || previous == TokenKind::kColon ||
                               previous == TokenKind::kLeftParen || previous == TokenKind::kComma ||
                               isOperator(previous);
    if (isOperandNext) {
        m_context.durations = true;
        addWords({"step()", "range()", "min_of", "max_of"});
    }
}

void Completer::describeExpression() {
    const auto previous = m_brackets.previous().kind;
    const bool isModifierWord = m_beforePrevious.kind != TokenKind::kEnd;
    if (previous == TokenKind::kOffset && isModifierWord) {
        m_context.durations = true;
        addWords({"step()", "range()"});
    } else if (previous == TokenKind::kAt) {
        addWords({"start()", "end()"});
    } else if (expectsOperand()) {
        describeOperand();
    } else {
        describeAfterOperand();
    }
}

bool Completer::expectsOperand() const {
    if (const auto* closed = m_brackets.justClosed()) {
        const auto owner = closed->owner.kind;
        return closed->role == BracketRole::kGrouping && owner != TokenKind::kBy && owner != TokenKind::kWithout;
    }
    const auto previous = m_brackets.previous().kind;
    switch (previous) {
    case TokenKind::kEnd:
    case TokenKind::kError:
    case TokenKind::kLeftParen:
    case TokenKind::kComma:
    case TokenKind::kBool:
    case TokenKind::kGroupLeft:
    case TokenKind::kGroupRight:
        return true;
    default:
        return isOperator(previous);
    }
}

void Completer::describeOperand() {
    m_context.metrics = true;
    m_context.functions = true;
    m_context.wanted = wantedType();
    const auto previous = m_brackets.previous().kind;
    const bool afterComparison = previous >= TokenKind::kEqual && previous <= TokenKind::kGreaterEqual;
    const bool isUnary = isOperator(previous) && (previous == TokenKind::kAdd || previous == TokenKind::kSub) &&
                         (m_beforePrevious.kind == TokenKind::kEnd || isOperator(m_beforePrevious.kind));
    if (afterComparison) {
        addWords({"bool"});
    }
    if ((isOperator(previous) && !isUnary) || previous == TokenKind::kBool) {
        addWords({"on", "ignoring"});
    }
    const auto* closed = m_brackets.justClosed();
    if (closed != nullptr && (closed->owner.kind == TokenKind::kOn || closed->owner.kind == TokenKind::kIgnoring)) {
        addWords({"group_left", "group_right"});
    }
}

void Completer::describeAfterOperand() {
    const auto previous = m_brackets.previous().kind;
    const auto* closed = m_brackets.justClosed();
    if (isAggregator(previous)) {
        addWords({"by", "without"});
        return;
    }
    if (closed != nullptr && isAggregator(closed->owner.kind)) {
        addWords({"by", "without"});
    }
    const bool isSelector = closed == nullptr
                                ? previous == TokenKind::kIdentifier || previous == TokenKind::kMetricIdentifier
                                : closed->role == BracketRole::kMatchers || closed->role == BracketRole::kRange;
    if (isSelector) {
        addWords({"offset", "@"});
    }
    addWords({"and", "or", "unless", "atan2"});
}

/// Some functions take the names of labels as strings.
void Completer::describeString() {
    const auto* open = m_brackets.innermost();
    if (open == nullptr || open->role != BracketRole::kCall) {
        m_context.labelNames = open != nullptr && open->role == BracketRole::kGrouping;
        return;
    }
    const auto* function = findFunction(open->owner.text);
    if (function == nullptr) {
        return;
    }
    switch (function->id) {
    case Function::kLabelReplace:
        m_context.labelNames = open->argument == 1 || open->argument == 3;
        break;
    case Function::kLabelJoin:
        m_context.labelNames = open->argument == 1 || open->argument >= 3;
        break;
    case Function::kSortByLabel:
    case Function::kSortByLabelDesc:
        m_context.labelNames = open->argument >= 1;
        break;
    default:
        break;
    }
    collectMetrics(open->index, m_index);
}

ValueType Completer::wantedType() const {
    const auto* open = m_brackets.innermost();
    if (open == nullptr || open->role != BracketRole::kCall) {
        return ValueType::kNone;
    }
    // An operand of an operator is an instant vector or a scalar, whatever the argument is.
    const auto previous = m_brackets.previous().kind;
    if (previous != TokenKind::kLeftParen && previous != TokenKind::kComma) {
        return ValueType::kNone;
    }
    if (const auto* aggregate = findAggregate(open->owner.text)) {
        const bool isParameter = aggregate->parameter != ValueType::kNone && open->argument == 0;
        return isParameter ? aggregate->parameter : ValueType::kVector;
    }
    const auto* function = findFunction(open->owner.text);
    if (function == nullptr || function->argTypes.empty()) {
        return ValueType::kNone;
    }
    return function->argTypes[std::min(open->argument, function->argTypes.size() - 1)];
}

void Completer::addWords(std::initializer_list<std::string_view> words) {
    m_context.words.insert(m_context.words.end(), words);
}

/// The labels of a grouping are those of what it groups: the arguments next to `by`, else all metrics of the text.
void Completer::collectGroupedMetrics() {
    const auto& open = *m_brackets.innermost();
    const bool isAggregationModifier = open.owner.kind == TokenKind::kBy || open.owner.kind == TokenKind::kWithout;
    if (!isAggregationModifier || open.index < 2) {
        collectMetrics(0, m_tokens.size());
        return;
    }
    const auto before = open.index - 2; // in front of `by`
    if (m_tokens[before].kind == TokenKind::kRightParen) {
        collectMetrics(openingOf(before), before);
        return;
    }
    const auto closing = closingOf(open.index);
    if (closing + 1 < m_tokens.size() && m_tokens[closing + 1].kind == TokenKind::kLeftParen) {
        collectMetrics(closing + 1, closingOf(closing + 1));
    }
}

std::size_t Completer::closingOf(std::size_t opening) const {
    int depth = 0;
    for (auto i = opening; i < m_tokens.size(); ++i) {
        depth += m_tokens[i].kind == TokenKind::kLeftParen ? 1 : m_tokens[i].kind == TokenKind::kRightParen ? -1 : 0;
        if (depth == 0) {
            return i;
        }
    }
    return m_tokens.size();
}

std::size_t Completer::openingOf(std::size_t closing) const {
    int depth = 0;
    for (auto i = closing;; --i) {
        depth += m_tokens[i].kind == TokenKind::kRightParen ? 1 : m_tokens[i].kind == TokenKind::kLeftParen ? -1 : 0;
        if (depth == 0 || i == 0) {
            return i;
        }
    }
}

/// The names of metrics among the tokens [begin, end).
void Completer::collectMetrics(std::size_t begin, std::size_t end) {
    OpenBrackets brackets;
    for (std::size_t i = 0; i < std::min(end, m_tokens.size()); ++i) {
        const auto& token = m_tokens[i];
        const bool isCalled = i + 1 < m_tokens.size() && m_tokens[i + 1].kind == TokenKind::kLeftParen;
        const bool isPlain = token.kind == TokenKind::kIdentifier || token.kind == TokenKind::kMetricIdentifier;
        const bool isElsewhere = brackets.isInside(BracketRole::kMatchers) ||
                                 brackets.isInside(BracketRole::kGrouping) || brackets.isInside(BracketRole::kRange);
        if (i >= begin && isPlain && !isCalled && !isElsewhere &&
            std::ranges::find(m_context.metricNames, token.text) == m_context.metricNames.end()) {
            m_context.metricNames.emplace_back(token.text);
        }
        if (token.kind != TokenKind::kComment) {
            brackets.pass(token);
        }
    }
}

} // namespace

CompletionContext completionAt(std::string_view text, std::size_t offset) {
    return Completer(text, offset).context();
}

} // namespace hearth::promql
