// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/parser.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <limits>

#include "template/lexer.h"
#include "template/literal.h"
#include "template/number_literal.h"

namespace hearth::templates {
namespace {

constexpr int kMaxNesting = 400; ///< Of parentheses and of blocks: each level is a few frames of the stack.

/// The parts of a control structure up to its `end`.
struct Control {
    std::unique_ptr<PipeNode> pipe;
    std::unique_ptr<ListNode> list;
    std::unique_ptr<ListNode> elseList;
};

class Parser {
  public:
    Parser(const std::string& name, std::shared_ptr<const std::string> text, const FunctionTable& functions)
        : m_name(name)
        , m_text(std::move(text))
        , m_functions(functions)
        , m_lexer(*m_text) {}

    Result<Definitions> run();

  private:
    /// State of the definition in work: variables and loops of one are not seen in another.
    struct Scope {
        std::vector<std::string> variables{"$"};
        int rangeDepth = 0;
        std::uint32_t actionLine = 0; ///< Where the action in work begins; 0 outside of one.
    };

    Token next();
    const Token& peek();
    void putBack() { ++m_peeked; }
    void putBack(Token first);
    void putBack(Token first, Token second);
    Token nextNonSpace();
    const Token& peekNonSpace();

    std::unexpected<Error> error(std::string_view message);
    std::unexpected<Error> unexpected(const Token& token, std::string_view context);
    Result<Token> expect(TokenKind kind, std::string_view context);

    Result<void> parseDefinition();
    Result<void> add(std::string name, std::unique_ptr<ListNode> root);
    /// Up to `end` or `else`, which is returned in `last`.
    Result<std::unique_ptr<ListNode>> parseList(NodePointer& last);
    Result<NodePointer> parseTextOrAction();
    Result<NodePointer> parseAction();
    Result<NodePointer> parseLoopExit(NodeKind kind, const Token& word);
    Result<NodePointer> parseElse();
    Result<NodePointer> parseBlock();
    Result<NodePointer> parseTemplate();
    Result<std::string> parseName(const Token& token, std::string_view context);
    Result<NodePointer> parseBranch(NodeKind kind, std::string_view word);
    Result<Control> parseControl(std::string_view word);
    Result<std::unique_ptr<ListNode>> parseElseList(std::string_view word, const Node& last);
    Result<std::unique_ptr<PipeNode>> parsePipeline(std::string_view context, TokenKind end);
    Result<void> parseDeclarations(PipeNode& pipe, std::string_view context);
    Result<void> checkPipeline(const PipeNode& pipe, std::string_view context);
    Result<std::unique_ptr<CommandNode>> parseCommand();
    /// Null where no operand stands.
    Result<NodePointer> parseOperand();
    Result<NodePointer> parseTerm();
    Result<NodePointer> parseVariable(const Token& token);
    Result<NodePointer> parseParenthesized();
    Result<NodePointer> parseString(const Token& token);

    std::string m_name;
    std::shared_ptr<const std::string> m_text;
    const FunctionTable& m_functions;
    Lexer m_lexer;
    std::array<Token, 3> m_tokens; ///< Tokens that were put back, the next one last.
    std::size_t m_peeked = 0;
    Scope m_scope;
    int m_nesting = 0;
    Definitions m_definitions;
};

std::vector<std::string> splitNames(std::string_view text) {
    std::vector<std::string> names;
    for (;;) {
        const auto dot = text.find('.');
        names.emplace_back(text.substr(0, dot));
        if (dot == std::string_view::npos) {
            return names;
        }
        text.remove_prefix(dot + 1);
    }
}

Token Parser::next() {
    if (m_peeked > 0) {
        --m_peeked;
    } else {
        m_tokens[0] = m_lexer.next();
    }
    return m_tokens[m_peeked];
}

const Token& Parser::peek() {
    if (m_peeked == 0) {
        m_peeked = 1;
        m_tokens[0] = m_lexer.next();
    }
    return m_tokens[m_peeked - 1];
}

void Parser::putBack(Token first) {
    m_tokens[1] = std::move(first);
    m_peeked = 2;
}

void Parser::putBack(Token first, Token second) {
    m_tokens[1] = std::move(second);
    m_tokens[2] = std::move(first);
    m_peeked = 3;
}

Token Parser::nextNonSpace() {
    auto token = next();
    while (token.kind == TokenKind::kSpace) {
        token = next();
    }
    return token;
}

const Token& Parser::peekNonSpace() {
    nextNonSpace();
    putBack();
    return m_tokens[m_peeked - 1];
}

std::unexpected<Error> Parser::error(std::string_view message) {
    return fail(ErrorCode::kInvalidArgument, fmt::format("template: {}:{}: {}", m_name, m_tokens[0].line, message));
}

std::unexpected<Error> Parser::unexpected(const Token& token, std::string_view context) {
    if (token.kind != TokenKind::kError) {
        return error(fmt::format("unexpected {} in {}", token.describe(), context));
    }
    if (m_scope.actionLine == 0 || m_scope.actionLine == token.line) {
        return error(token.value);
    }
    // "unclosed action" need not say twice that it is one
    const auto* place = token.value.ends_with(" action") ? "" : " in action";
    return error(fmt::format("{}{} started at {}:{}", token.value, place, m_name, m_scope.actionLine));
}

Result<Token> Parser::expect(TokenKind kind, std::string_view context) {
    auto token = nextNonSpace();
    if (token.kind != kind) {
        return unexpected(token, context);
    }
    return token;
}

Result<Definitions> Parser::run() {
    if (m_text->size() > std::numeric_limits<std::uint32_t>::max() / 2) {
        return error("text too long");
    }
    auto root = std::make_unique<ListNode>(NodeKind::kList, peek().position);
    while (peek().kind != TokenKind::kEof) {
        if (peek().kind == TokenKind::kLeftDelimiter) {
            auto delimiter = next();
            if (nextNonSpace().kind == TokenKind::kDefine) {
                HEARTH_TRY(parseDefinition());
                continue;
            }
            putBack(std::move(delimiter));
        }
        auto node = HEARTH_TRY(parseTextOrAction());
        if (node->kind == NodeKind::kEnd || node->kind == NodeKind::kElse) {
            return error("unexpected " + toString(*node));
        }
        root->nodes.push_back(std::move(node));
    }
    HEARTH_TRY(add(m_name, std::move(root)));
    return std::move(m_definitions);
}

Result<void> Parser::parseDefinition() {
    constexpr std::string_view kContext = "define clause";
    const auto outer = std::exchange(m_scope, Scope());
    const auto token = nextNonSpace();
    auto name = HEARTH_TRY(parseName(token, kContext));
    HEARTH_TRY(expect(TokenKind::kRightDelimiter, kContext));
    NodePointer last;
    auto root = HEARTH_TRY(parseList(last));
    if (last->kind != NodeKind::kEnd) {
        return error(fmt::format("unexpected {} in {}", toString(*last), kContext));
    }
    HEARTH_TRY(add(std::move(name), std::move(root)));
    m_scope = outer;
    return {};
}

Result<void> Parser::add(std::string name, std::unique_ptr<ListNode> root) {
    auto tree = std::make_shared<Tree>(Tree{name, m_name, m_text, std::move(root)});
    const auto present = m_definitions.find(name);
    if (present == m_definitions.end() || present->second->isEmpty()) {
        m_definitions.insert_or_assign(std::move(name), std::move(tree));
    } else if (!tree->isEmpty()) {
        return error("template: multiple definition of template " + quote(name));
    }
    return {};
}

Result<std::unique_ptr<ListNode>> Parser::parseList(NodePointer& last) {
    auto list = std::make_unique<ListNode>(NodeKind::kList, peekNonSpace().position);
    while (peekNonSpace().kind != TokenKind::kEof) {
        auto node = HEARTH_TRY(parseTextOrAction());
        if (node->kind == NodeKind::kEnd || node->kind == NodeKind::kElse) {
            last = std::move(node);
            return list;
        }
        list->nodes.push_back(std::move(node));
    }
    return error("unexpected EOF");
}

Result<NodePointer> Parser::parseTextOrAction() {
    auto token = nextNonSpace();
    if (token.kind == TokenKind::kText) {
        auto text = std::make_unique<TextNode>(NodeKind::kText, token.position);
        text->text = std::move(token.value);
        return text;
    }
    if (token.kind != TokenKind::kLeftDelimiter) {
        return unexpected(token, "input");
    }
    m_scope.actionLine = token.line;
    auto action = parseAction();
    m_scope.actionLine = 0;
    return action;
}

Result<NodePointer> Parser::parseAction() {
    const auto token = nextNonSpace();
    switch (token.kind) {
    case TokenKind::kBlock:
        return parseBlock();
    case TokenKind::kBreak:
        return parseLoopExit(NodeKind::kBreak, token);
    case TokenKind::kContinue:
        return parseLoopExit(NodeKind::kContinue, token);
    case TokenKind::kElse:
        return parseElse();
    case TokenKind::kEnd: {
        const auto end = HEARTH_TRY(expect(TokenKind::kRightDelimiter, "end"));
        return std::make_unique<Node>(NodeKind::kEnd, end.position);
    }
    case TokenKind::kIf:
        return parseBranch(NodeKind::kIf, "if");
    case TokenKind::kRange:
        return parseBranch(NodeKind::kRange, "range");
    case TokenKind::kTemplate:
        return parseTemplate();
    case TokenKind::kWith:
        return parseBranch(NodeKind::kWith, "with");
    default:
        break;
    }
    putBack();
    auto action = std::make_unique<ActionNode>(NodeKind::kAction, peek().position);
    action->pipe = HEARTH_TRY(parsePipeline("command", TokenKind::kRightDelimiter));
    return action;
}

Result<NodePointer> Parser::parseLoopExit(NodeKind kind, const Token& word) {
    const auto braced = fmt::format("{{{{{}}}}}", word.value);
    if (const auto token = nextNonSpace(); token.kind != TokenKind::kRightDelimiter) {
        return unexpected(token, braced);
    }
    if (m_scope.rangeDepth == 0) {
        return error(braced + " outside {{range}}");
    }
    return std::make_unique<Node>(kind, word.position);
}

Result<NodePointer> Parser::parseElse() {
    const auto& following = peekNonSpace();
    // "else if" and "else with" are left for parseElseList().
    if (following.kind == TokenKind::kIf || following.kind == TokenKind::kWith) {
        return std::make_unique<Node>(NodeKind::kElse, following.position);
    }
    const auto end = HEARTH_TRY(expect(TokenKind::kRightDelimiter, "else"));
    return std::make_unique<Node>(NodeKind::kElse, end.position);
}

Result<NodePointer> Parser::parseBlock() {
    constexpr std::string_view kContext = "block clause";
    const auto token = nextNonSpace();
    auto node = std::make_unique<TemplateNode>(NodeKind::kTemplate, token.position);
    node->name = HEARTH_TRY(parseName(token, kContext));
    node->pipe = HEARTH_TRY(parsePipeline(kContext, TokenKind::kRightDelimiter));
    if (++m_nesting > kMaxNesting) {
        return error("max nesting depth exceeded");
    }
    const auto outer = std::exchange(m_scope, Scope());
    NodePointer last;
    auto root = HEARTH_TRY(parseList(last));
    m_scope = outer;
    --m_nesting;
    if (last->kind != NodeKind::kEnd) {
        return error(fmt::format("unexpected {} in {}", toString(*last), kContext));
    }
    HEARTH_TRY(add(node->name, std::move(root)));
    return node;
}

Result<NodePointer> Parser::parseTemplate() {
    constexpr std::string_view kContext = "template clause";
    const auto token = nextNonSpace();
    auto node = std::make_unique<TemplateNode>(NodeKind::kTemplate, token.position);
    node->name = HEARTH_TRY(parseName(token, kContext));
    if (nextNonSpace().kind != TokenKind::kRightDelimiter) {
        putBack();
        node->pipe = HEARTH_TRY(parsePipeline(kContext, TokenKind::kRightDelimiter));
    }
    return node;
}

Result<std::string> Parser::parseName(const Token& token, std::string_view context) {
    if (token.kind != TokenKind::kString && token.kind != TokenKind::kRawString) {
        return unexpected(token, context);
    }
    auto name = unquote(token.value);
    return name ? std::move(name) : error(name.error().message());
}

Result<NodePointer> Parser::parseBranch(NodeKind kind, std::string_view word) {
    if (++m_nesting > kMaxNesting) {
        return error("max nesting depth exceeded");
    }
    auto control = HEARTH_TRY(parseControl(word));
    --m_nesting;
    auto branch = std::make_unique<BranchNode>(kind, control.pipe->position);
    branch->pipe = std::move(control.pipe);
    branch->list = std::move(control.list);
    branch->elseList = std::move(control.elseList);
    return branch;
}

Result<Control> Parser::parseControl(std::string_view word) {
    const auto variables = m_scope.variables.size();
    Control control;
    control.pipe = HEARTH_TRY(parsePipeline(word, TokenKind::kRightDelimiter));
    const int loops = word == "range" ? 1 : 0;
    m_scope.rangeDepth += loops;
    NodePointer last;
    control.list = HEARTH_TRY(parseList(last));
    m_scope.rangeDepth -= loops;
    if (last->kind == NodeKind::kElse) {
        control.elseList = HEARTH_TRY(parseElseList(word, *last));
    }
    m_scope.variables.resize(variables);
    return control;
}

Result<std::unique_ptr<ListNode>> Parser::parseElseList(std::string_view word, const Node& last) {
    const auto chained = word == "if" && peek().kind == TokenKind::kIf       ? NodeKind::kIf
                         : word == "with" && peek().kind == TokenKind::kWith ? NodeKind::kWith
                                                                             : NodeKind::kList;
    if (chained != NodeKind::kList) { // its `end` ends this one too
        next();
        auto list = std::make_unique<ListNode>(NodeKind::kList, last.position);
        list->nodes.push_back(HEARTH_TRY(parseBranch(chained, word)));
        return list;
    }
    NodePointer end;
    auto list = HEARTH_TRY(parseList(end));
    if (end->kind != NodeKind::kEnd) {
        return error("expected end; found " + toString(*end));
    }
    return list;
}

Result<void> Parser::parseDeclarations(PipeNode& pipe, std::string_view context) {
    while (peekNonSpace().kind == TokenKind::kVariable) {
        const auto variable = next();
        const auto after = peek(); // which may be a blank
        const auto& following = peekNonSpace();
        const bool isComma = following.kind == TokenKind::kChar && following.value == ",";
        const bool isDeclared = following.kind == TokenKind::kAssign || following.kind == TokenKind::kDeclare;
        if (!isComma && !isDeclared) { // an argument, then
            if (after.kind == TokenKind::kSpace) {
                putBack(variable, after);
            } else {
                putBack(variable);
            }
            return {};
        }
        pipe.isAssignment = following.kind == TokenKind::kAssign;
        nextNonSpace();
        auto name = std::make_unique<NamesNode>(NodeKind::kVariable, variable.position);
        name->names = splitNames(variable.value);
        pipe.declarations.push_back(std::move(name));
        m_scope.variables.push_back(variable.value);
        if (isDeclared) {
            return {};
        }
        if (context != "range" || pipe.declarations.size() >= 2) {
            return error(fmt::format("too many declarations in {}", context));
        }
        const auto kind = peekNonSpace().kind;
        if (kind != TokenKind::kVariable && kind != TokenKind::kRightDelimiter && kind != TokenKind::kRightParen) {
            return error("range can only initialize variables");
        }
    }
    return {};
}

Result<std::unique_ptr<PipeNode>> Parser::parsePipeline(std::string_view context, TokenKind end) {
    auto pipe = std::make_unique<PipeNode>(NodeKind::kPipe, peekNonSpace().position);
    HEARTH_TRY(parseDeclarations(*pipe, context));
    for (;;) {
        const auto token = nextNonSpace();
        if (token.kind == end) {
            HEARTH_TRY(checkPipeline(*pipe, context));
            return pipe;
        }
        switch (token.kind) {
        case TokenKind::kBool:
        case TokenKind::kCharConstant:
        case TokenKind::kComplex:
        case TokenKind::kDot:
        case TokenKind::kField:
        case TokenKind::kIdentifier:
        case TokenKind::kNumber:
        case TokenKind::kNil:
        case TokenKind::kRawString:
        case TokenKind::kString:
        case TokenKind::kVariable:
        case TokenKind::kLeftParen:
            putBack();
            pipe->commands.push_back(HEARTH_TRY(parseCommand()));
            break;
        default:
            return unexpected(token, context);
        }
    }
}

Result<void> Parser::checkPipeline(const PipeNode& pipe, std::string_view context) {
    if (pipe.commands.empty()) {
        return error(fmt::format("missing value for {}", context));
    }
    for (std::size_t i = 1; i < pipe.commands.size(); ++i) {
        switch (pipe.commands[i]->words[0]->kind) {
        case NodeKind::kBool:
        case NodeKind::kDot:
        case NodeKind::kNil:
        case NodeKind::kNumber:
        case NodeKind::kString:
            return error(fmt::format("non executable command in pipeline stage {}", i + 1));
        default:
            break;
        }
    }
    return {};
}

Result<std::unique_ptr<CommandNode>> Parser::parseCommand() {
    auto command = std::make_unique<CommandNode>(NodeKind::kCommand, peekNonSpace().position);
    for (;;) {
        peekNonSpace();
        if (auto operand = HEARTH_TRY(parseOperand())) {
            command->words.push_back(std::move(operand));
        }
        const auto token = next();
        if (token.kind == TokenKind::kSpace) {
            continue;
        }
        if (token.kind == TokenKind::kRightDelimiter || token.kind == TokenKind::kRightParen) {
            putBack();
        } else if (token.kind != TokenKind::kPipe) {
            return unexpected(token, "operand");
        }
        break;
    }
    if (command->words.empty()) {
        return error("empty command");
    }
    return command;
}

Result<NodePointer> Parser::parseOperand() {
    auto node = HEARTH_TRY(parseTerm());
    if (node == nullptr || peek().kind != TokenKind::kField) {
        return node;
    }
    const auto position = peek().position;
    std::vector<std::string> names;
    while (peek().kind == TokenKind::kField) {
        names.push_back(next().value.substr(1));
    }
    switch (node->kind) {
    case NodeKind::kField:
    case NodeKind::kVariable: {
        auto& longer = static_cast<NamesNode&>(*node);
        std::ranges::move(names, std::back_inserter(longer.names));
        longer.position = position;
        return node;
    }
    case NodeKind::kBool:
    case NodeKind::kString:
    case NodeKind::kNumber:
    case NodeKind::kNil:
    case NodeKind::kDot:
        return error("unexpected . after term " + quote(toString(*node)));
    default: {
        auto chain = std::make_unique<ChainNode>(NodeKind::kChain, position);
        chain->base = std::move(node);
        chain->names = std::move(names);
        return chain;
    }
    }
}

Result<NodePointer> Parser::parseTerm() {
    const auto token = nextNonSpace();
    switch (token.kind) {
    case TokenKind::kIdentifier: {
        auto identifier = std::make_unique<IdentifierNode>(NodeKind::kIdentifier, token.position);
        identifier->function = m_functions.find(token.value);
        if (identifier->function == nullptr) {
            return error(fmt::format("function {} not defined", quote(token.value)));
        }
        identifier->name = token.value;
        return identifier;
    }
    case TokenKind::kDot:
        return std::make_unique<Node>(NodeKind::kDot, token.position);
    case TokenKind::kNil:
        return std::make_unique<Node>(NodeKind::kNil, token.position);
    case TokenKind::kVariable:
        return parseVariable(token);
    case TokenKind::kField: {
        auto field = std::make_unique<NamesNode>(NodeKind::kField, token.position);
        field->names = splitNames(std::string_view(token.value).substr(1));
        return field;
    }
    case TokenKind::kBool: {
        auto constant = std::make_unique<BoolNode>(NodeKind::kBool, token.position);
        constant->value = token.value == "true";
        return constant;
    }
    case TokenKind::kCharConstant:
    case TokenKind::kComplex:
    case TokenKind::kNumber: {
        auto number = parseNumber(token);
        return number ? Result<NodePointer>(*std::move(number)) : error(number.error().message());
    }
    case TokenKind::kLeftParen:
        return parseParenthesized();
    case TokenKind::kString:
    case TokenKind::kRawString:
        return parseString(token);
    default:
        putBack();
        return nullptr;
    }
}

Result<NodePointer> Parser::parseVariable(const Token& token) {
    auto variable = std::make_unique<NamesNode>(NodeKind::kVariable, token.position);
    variable->names = splitNames(token.value);
    if (std::ranges::find(m_scope.variables, variable->names[0]) == m_scope.variables.end()) {
        return error("undefined variable " + quote(variable->names[0]));
    }
    return variable;
}

Result<NodePointer> Parser::parseParenthesized() {
    if (m_nesting >= kMaxNesting) {
        return error("max expression depth exceeded");
    }
    ++m_nesting;
    auto pipe = HEARTH_TRY(parsePipeline("parenthesized pipeline", TokenKind::kRightParen));
    --m_nesting;
    return pipe;
}

Result<NodePointer> Parser::parseString(const Token& token) {
    auto text = unquote(token.value);
    if (!text) {
        return error(text.error().message());
    }
    auto constant = std::make_unique<StringNode>(NodeKind::kString, token.position);
    constant->quoted = token.value;
    constant->value = Value::string(*std::move(text));
    return constant;
}

} // namespace

Result<Definitions> parse(const std::string& name, std::shared_ptr<const std::string> text,
                          const FunctionTable& functions) {
    return Parser(name, std::move(text), functions).run();
}

} // namespace hearth::templates
