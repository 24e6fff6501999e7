// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/parser.h"

#include <fmt/format.h>
#include <limits>

#include "template/literal.h"
#include "template/pipeline_parser.h"
#include "template/token_stream.h"

namespace hearth::templates {
namespace {

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
        , m_tokens(name, *m_text)
        , m_pipelines(m_tokens, functions) {}

    Result<Definitions> run();

  private:
    /// Of the definition in work: variables and loops of one are not seen in another.
    struct Scope {
        PipelineParser::Variables variables;
        int rangeDepth = 0;
        std::uint32_t actionLine = 0;
    };

    Scope enterScope();
    void leaveScope(Scope outer);

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

    std::string m_name;
    std::shared_ptr<const std::string> m_text;
    TokenStream m_tokens;
    PipelineParser m_pipelines;
    int m_rangeDepth = 0;
    Definitions m_definitions;
};

Result<Definitions> Parser::run() {
    if (m_text->size() > std::numeric_limits<std::uint32_t>::max() / 2) {
        return m_tokens.error("text too long");
    }
    auto root = std::make_unique<ListNode>(NodeKind::kList, m_tokens.peek().position);
    while (m_tokens.peek().kind != TokenKind::kEof) {
        if (m_tokens.peek().kind == TokenKind::kLeftDelimiter) {
            auto delimiter = m_tokens.next();
            if (m_tokens.nextNonSpace().kind == TokenKind::kDefine) {
                HEARTH_TRY(parseDefinition());
                continue;
            }
            m_tokens.putBack(std::move(delimiter));
        }
        auto node = HEARTH_TRY(parseTextOrAction());
        if (node->kind == NodeKind::kEnd || node->kind == NodeKind::kElse) {
            return m_tokens.error("unexpected " + toString(*node));
        }
        root->nodes.push_back(std::move(node));
    }
    HEARTH_TRY(add(m_name, std::move(root)));
    return std::move(m_definitions);
}

Parser::Scope Parser::enterScope() {
    return {m_pipelines.exchangeVariables(), std::exchange(m_rangeDepth, 0), m_tokens.setActionLine(0)};
}

void Parser::leaveScope(Scope outer) {
    m_pipelines.exchangeVariables(std::move(outer.variables));
    m_rangeDepth = outer.rangeDepth;
    m_tokens.setActionLine(outer.actionLine);
}

Result<void> Parser::parseDefinition() {
    constexpr std::string_view kContext = "define clause";
    auto outer = enterScope();
    const auto token = m_tokens.nextNonSpace();
    auto name = HEARTH_TRY(parseName(token, kContext));
    HEARTH_TRY(m_tokens.expect(TokenKind::kRightDelimiter, kContext));
    NodePointer last;
    auto root = HEARTH_TRY(parseList(last));
    if (last->kind != NodeKind::kEnd) {
        return m_tokens.error(fmt::format("unexpected {} in {}", toString(*last), kContext));
    }
    HEARTH_TRY(add(std::move(name), std::move(root)));
    leaveScope(std::move(outer));
    return {};
}

Result<void> Parser::add(std::string name, std::unique_ptr<ListNode> root) {
    auto tree = std::make_shared<Tree>(Tree{name, m_name, m_text, std::move(root)});
    const auto present = m_definitions.find(name);
    if (present == m_definitions.end() || present->second->isEmpty()) {
        m_definitions.insert_or_assign(std::move(name), std::move(tree));
    } else if (!tree->isEmpty()) {
        return m_tokens.error("template: multiple definition of template " + quote(name));
    }
    return {};
}

Result<std::unique_ptr<ListNode>> Parser::parseList(NodePointer& last) {
    auto list = std::make_unique<ListNode>(NodeKind::kList, m_tokens.peekNonSpace().position);
    while (m_tokens.peekNonSpace().kind != TokenKind::kEof) {
        auto node = HEARTH_TRY(parseTextOrAction());
        if (node->kind == NodeKind::kEnd || node->kind == NodeKind::kElse) {
            last = std::move(node);
            return list;
        }
        list->nodes.push_back(std::move(node));
    }
    return m_tokens.error("unexpected EOF");
}

Result<NodePointer> Parser::parseTextOrAction() {
    auto token = m_tokens.nextNonSpace();
    if (token.kind == TokenKind::kText) {
        auto text = std::make_unique<TextNode>(NodeKind::kText, token.position);
        text->text = std::move(token.value);
        return text;
    }
    if (token.kind != TokenKind::kLeftDelimiter) {
        return m_tokens.unexpected(token, "input");
    }
    m_tokens.setActionLine(token.line);
    auto action = parseAction();
    m_tokens.setActionLine(0);
    return action;
}

Result<NodePointer> Parser::parseAction() {
    const auto token = m_tokens.nextNonSpace();
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
        const auto end = HEARTH_TRY(m_tokens.expect(TokenKind::kRightDelimiter, "end"));
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
    m_tokens.putBack();
    auto action = std::make_unique<ActionNode>(NodeKind::kAction, m_tokens.peek().position);
    action->pipe = HEARTH_TRY(m_pipelines.parse("command", TokenKind::kRightDelimiter));
    return action;
}

Result<NodePointer> Parser::parseLoopExit(NodeKind kind, const Token& word) {
    const auto braced = fmt::format("{{{{{}}}}}", word.value);
    if (const auto token = m_tokens.nextNonSpace(); token.kind != TokenKind::kRightDelimiter) {
        return m_tokens.unexpected(token, braced);
    }
    if (m_rangeDepth == 0) {
        return m_tokens.error(braced + " outside {{range}}");
    }
    return std::make_unique<Node>(kind, word.position);
}

Result<NodePointer> Parser::parseElse() {
    const auto& following = m_tokens.peekNonSpace();
    // "else if" and "else with" are left for parseElseList().
    if (following.kind == TokenKind::kIf || following.kind == TokenKind::kWith) {
        return std::make_unique<Node>(NodeKind::kElse, following.position);
    }
    const auto end = HEARTH_TRY(m_tokens.expect(TokenKind::kRightDelimiter, "else"));
    return std::make_unique<Node>(NodeKind::kElse, end.position);
}

Result<NodePointer> Parser::parseBlock() {
    constexpr std::string_view kContext = "block clause";
    const auto token = m_tokens.nextNonSpace();
    auto node = std::make_unique<TemplateNode>(NodeKind::kTemplate, token.position);
    node->name = HEARTH_TRY(parseName(token, kContext));
    node->pipe = HEARTH_TRY(m_pipelines.parse(kContext, TokenKind::kRightDelimiter));
    HEARTH_TRY(m_pipelines.descend("nesting"));
    auto outer = enterScope();
    NodePointer last;
    auto root = HEARTH_TRY(parseList(last));
    leaveScope(std::move(outer));
    m_pipelines.ascend();
    if (last->kind != NodeKind::kEnd) {
        return m_tokens.error(fmt::format("unexpected {} in {}", toString(*last), kContext));
    }
    HEARTH_TRY(add(node->name, std::move(root)));
    return node;
}

Result<NodePointer> Parser::parseTemplate() {
    constexpr std::string_view kContext = "template clause";
    const auto token = m_tokens.nextNonSpace();
    auto node = std::make_unique<TemplateNode>(NodeKind::kTemplate, token.position);
    node->name = HEARTH_TRY(parseName(token, kContext));
    if (m_tokens.nextNonSpace().kind != TokenKind::kRightDelimiter) {
        m_tokens.putBack();
        node->pipe = HEARTH_TRY(m_pipelines.parse(kContext, TokenKind::kRightDelimiter));
    }
    return node;
}

Result<std::string> Parser::parseName(const Token& token, std::string_view context) {
    if (token.kind != TokenKind::kString && token.kind != TokenKind::kRawString) {
        return m_tokens.unexpected(token, context);
    }
    auto name = unquote(token.value);
    return name ? std::move(name) : m_tokens.error(name.error().message());
}

Result<NodePointer> Parser::parseBranch(NodeKind kind, std::string_view word) {
    HEARTH_TRY(m_pipelines.descend("nesting"));
    auto control = HEARTH_TRY(parseControl(word));
    m_pipelines.ascend();
    auto branch = std::make_unique<BranchNode>(kind, control.pipe->position);
    branch->pipe = std::move(control.pipe);
    branch->list = std::move(control.list);
    branch->elseList = std::move(control.elseList);
    return branch;
}

Result<Control> Parser::parseControl(std::string_view word) {
    const auto variables = m_pipelines.variableCount();
    Control control;
    control.pipe = HEARTH_TRY(m_pipelines.parse(word, TokenKind::kRightDelimiter));
    const int loops = word == "range" ? 1 : 0;
    m_rangeDepth += loops;
    NodePointer last;
    control.list = HEARTH_TRY(parseList(last));
    m_rangeDepth -= loops;
    if (last->kind == NodeKind::kElse) {
        control.elseList = HEARTH_TRY(parseElseList(word, *last));
    }
    m_pipelines.forgetVariablesAfter(variables);
    return control;
}

Result<std::unique_ptr<ListNode>> Parser::parseElseList(std::string_view word, const Node& last) {
    const auto chained = word == "if" && m_tokens.peek().kind == TokenKind::kIf       ? NodeKind::kIf
                         : word == "with" && m_tokens.peek().kind == TokenKind::kWith ? NodeKind::kWith
                                                                                      : NodeKind::kList;
    if (chained != NodeKind::kList) { // its `end` ends this one too
        m_tokens.next();
        auto list = std::make_unique<ListNode>(NodeKind::kList, last.position);
        list->nodes.push_back(HEARTH_TRY(parseBranch(chained, word)));
        return list;
    }
    NodePointer end;
    auto list = HEARTH_TRY(parseList(end));
    if (end->kind != NodeKind::kEnd) {
        return m_tokens.error("expected end; found " + toString(*end));
    }
    return list;
}

} // namespace

Result<Definitions> parse(const std::string& name, std::shared_ptr<const std::string> text,
                          const FunctionTable& functions) {
    return Parser(name, std::move(text), functions).run();
}

} // namespace hearth::templates
