// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "promql/syntax/lexer.h"
#include "promql/syntax/parser.h"

namespace hearth::promql {

/// Reads one text by recursive descent, one member function a grammar rule; used once, then thrown away.
///
/// Tokens are taken from the lexer one at a time and never earlier than needed, because the order in which Prometheus
/// finds errors, of which people see the first, depends on it. A rule that cannot go on records why and yields nothing;
/// lists (arguments, matchers, labels) then skip to their next element, so that one text may show several errors.
/// Internal to this folder; parser.h is the way in. Threads: thread-compatible.
class Parser {
  public:
    Parser(std::string_view text, const ParseOptions& options);

    /// The whole text as an expression, not yet checked for types.
    std::optional<Expr> expression();
    std::optional<model::Matchers> metricSelector();
    std::optional<model::Labels> metric();

    std::vector<Error>& errors() { return m_errors; }

  private:
    /// An expression and the height of its tree, which is bounded.
    struct Parsed {
        Expr expr;
        std::size_t height = 1;
    };
    using Operand = std::optional<Parsed>;

    struct Arguments {
        std::vector<Expr> exprs;
        std::size_t height = 0; ///< Of the highest.
        bool complete = true;   ///< No argument was skipped over because of an error.
    };

    /// What messages say of the place where a token does not fit.
    struct Place {
        std::string_view context;
        std::string_view expected;
    };

    /// Every binary operator binds tighter than this.
    static constexpr int kAnyPrecedence = 0;

    /// Counts a level of nesting while it lives.
    class Level {
      public:
        explicit Level(std::size_t& depth)
            : m_depth(depth) {
            ++m_depth;
        }
        ~Level() { --m_depth; }
        Level(const Level&) = delete;
        Level& operator=(const Level&) = delete;

      private:
        std::size_t& m_depth;
    };

    // Expressions, from the loosest binding to the tightest.
    Operand binary(int minPrecedence);
    Operand binaryOf(Binary node, Parsed lhs, Parsed rhs);
    Operand unary();
    Operand postfix(Parsed operand);
    Operand primary();
    Operand parenthesized();
    Operand number();
    Operand string();

    // Calls and aggregations.
    Operand wordAtStart();
    Operand call(const Token& name);
    Operand aggregation(const Token& op);
    bool aggregationModifier(Aggregation& node);
    Operand finishAggregation(Aggregation node, SourceRange range, Arguments arguments);
    std::optional<Arguments> arguments();
    bool argumentSeparator();
    std::optional<std::vector<std::string>> grouping();
    std::optional<std::string> groupingLabel();

    // What stands between two operands.
    std::optional<Binary> binaryModifiers(BinaryOp op);
    bool matchingLabels(VectorMatching& matching);
    bool fillModifiers(VectorMatching& matching);
    std::optional<double> fillValue();

    // Selectors.
    Operand selector(std::optional<Token> name);
    std::optional<model::Matchers> matchersInBraces();
    /// Reads one element of the braces into `out`. False where its syntax is wrong.
    bool matcher(model::Matchers& out);
    bool labelSet(model::LabelsBuilder& labels);
    bool labelSetItem(model::LabelsBuilder& labels);
    /// Whether a comma or the closing brace comes next; complains where not.
    bool elementEnd(std::string_view context);

    // Modifiers behind an expression.
    Operand range(Parsed operand);
    Operand matrix(Parsed operand, Duration range, SourceRange brackets);
    Operand subquery(Parsed operand, Duration range);
    Operand offset(Parsed operand);
    Operand at(Parsed operand);
    Operand edges(Parsed operand);
    std::optional<AtModifier> atTime(const Expr& expr);
    AtModifier checkedTime(const Expr& expr, double seconds);
    void setOffset(Expr& expr, Duration offset);
    void setAt(Expr& expr, AtModifier at);

    // Durations and their arithmetic.
    std::optional<Duration> positiveDuration(Place place);
    std::optional<DurationExpr> durationBinary(int minPrecedence, Place place);
    std::optional<DurationExpr> durationRest(DurationExpr lhs, int minPrecedence, Place place);
    DurationExpr durationOf(const Token& op, DurationExpr lhs, DurationExpr rhs);
    std::optional<DurationExpr> durationUnary(Place place);
    std::optional<DurationExpr> durationPrimary(Place place);
    /// `blamed` is where an error about its size points.
    DurationExpr durationLiteral(SourceRange blamed);
    std::optional<DurationExpr> durationParens(Place place);
    std::optional<DurationExpr> durationWord(Place place);
    std::optional<DurationExpr> offsetDuration();
    std::optional<DurationExpr> signedOffsetDuration();
    DurationExpr withSign(const Token& sign, DurationExpr operand);

    // Tokens.
    const Token& peek();
    Token take();
    bool isNext(TokenKind kind) { return peek().kind == kind; }
    bool accept(TokenKind kind);
    /// accept(), or complains of what stands there instead.
    bool expect(TokenKind kind, Place place);
    bool isNextNumber() { return isNext(TokenKind::kNumber) || isNext(TokenKind::kDuration); }
    bool isNextSign() { return isNext(TokenKind::kAdd) || isNext(TokenKind::kSub); }
    double literalValue(const Token& literal);

    // Errors.
    void addError(SourceRange range, std::string message);
    /// Complains of the next token. Says nothing where the lexer did.
    void unexpected(Place place);
    /// The place where an expression is read: Prometheus tells only whether it is within an aggregation.
    Place here() const { return {m_aggregations > 0 ? "aggregation" : "", ""}; }
    /// Skips to the next comma or `closing` that is not nested deeper. Whether there is one.
    bool skipTo(TokenKind closing);
    /// Ends the parsing with a last error.
    void giveUp(SourceRange range, std::string message);
    bool isTooDeep(SourceRange range);
    /// The operand with its height counted, nothing where the tree became too high.
    Operand bounded(Parsed parsed);

    Lexer m_lexer;
    ParseOptions m_options;
    std::optional<Token> m_next; ///< What was read ahead.
    std::uint32_t m_lastEnd = 0; ///< Of the last token taken.
    std::size_t m_depth = 0;
    std::size_t m_aggregations = 0;  ///< How many aggregations are open around the next token.
    std::size_t m_durationTerms = 0; ///< In the duration being read.
    bool m_gaveUp = false;
    std::vector<Error> m_errors;
};

} // namespace hearth::promql
