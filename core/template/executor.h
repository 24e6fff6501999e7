// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "template/context.h"
#include "template/parser.h"
#include "template/tree.h"

namespace hearth::templates {

/// Where the text of an execution goes. In HTML mode it watches what is written and escapes what is printed.
class Sink {
  public:
    virtual ~Sink() = default;
    virtual Result<void> text(std::string_view text) = 0;
    /// Whether the sink itself applies the function a printing pipeline ends with ("html"), where it belongs among its
    /// own escapers; print() is given the value from before it then, and the function's name.
    virtual bool absorbs(std::string_view /*function*/) const { return false; }
    virtual Result<void> print(const Value& value, std::string_view absorbed) = 0;
};

/// Runs a tree: walks its nodes, evaluates pipelines, calls functions. Errors name the place:
/// `template: name:1:3: executing "name" at <.X.Y>: can't evaluate field Y in type string`.
/// Go: text/template.Template.Execute, with missingkey=zero.
/// Threads: confined to one thread.
class Executor {
  public:
    /// All must outlive it.
    Executor(const Definitions& definitions, Context& context, Sink& sink)
        : m_definitions(definitions)
        , m_context(context)
        , m_sink(sink) {}

    Result<void> run(const Tree& tree, const Value& data);

  private:
    enum class Flow : std::uint8_t { kNext, kBreak, kContinue };
    struct Variable {
        const std::string* name;
        Value value;
    };
    /// The words of a command and what the pipeline passes on to it.
    struct Call {
        std::span<const NodePointer> words; ///< The first is what is called; may be empty.
        const Value* final = nullptr;       ///< Null where nothing was passed on.

        bool hasArguments() const { return words.size() > 1 || final != nullptr; }
        std::span<const NodePointer> arguments() const { return words.empty() ? words : words.subspan(1); }
    };

    std::unexpected<Error> error(std::string_view message, ErrorCode code = ErrorCode::kInvalidArgument);
    /// The same failure, at the current node.
    std::unexpected<Error> located(const Error& error);
    Result<void> step();
    std::unexpected<Error> tooDeep();

    Result<Flow> walk(const Value& dot, const Node& node);
    Result<Flow> walkList(const Value& dot, const ListNode& list);
    Result<void> walkAction(const Value& dot, const ActionNode& action);
    Result<Flow> walkIfOrWith(const Value& dot, const BranchNode& branch);
    Result<Flow> walkRange(const Value& dot, const BranchNode& range);
    /// What `range` does for each element; returns whether there was one.
    Result<bool> iterate(const BranchNode& range, const Value& value);
    Result<Flow> walkElement(const BranchNode& range, std::size_t mark, const Value& index, const Value& element);
    Result<void> walkTemplate(const Value& dot, const TemplateNode& node);

    Result<Value> evalPipe(const Value& dot, const PipeNode& pipe);
    /// The value as the last function of a pipeline would be given it.
    Result<Value> evalWithoutLast(const Value& dot, const PipeNode& pipe);
    Result<Value> evalCommands(const Value& dot, const PipeNode& pipe, std::size_t count);
    Result<Value> evalCommand(const Value& dot, const CommandNode& command, const Value* final);
    Result<Value> evalWord(const Value& dot, const Node& word, Call call);
    Result<Value> evalNames(const Value& dot, const Value& receiver, const Node& node,
                            std::span<const std::string> names, Call call);
    Result<Value> evalField(const Value& dot, const std::string& name, const Node& node, Call call,
                            const Value& receiver);
    Result<Value> evalVariable(const Value& dot, const NamesNode& variable, Call call);
    Result<Value> evalChain(const Value& dot, const ChainNode& chain, Call call);
    Result<Value> evalFunction(const Value& dot, const IdentifierNode& identifier, const Node& node, Call call);
    Result<Value> evalCall(const Value& dot, const Function& function, const Value* receiver, const Node& node,
                           Call call);
    Result<void> checkCount(const Function& function, bool isMethod, Call call);
    Result<Value> evalShortCircuit(const Value& dot, bool stopsAt, Call call);
    Result<Value> evalArgument(const Value& dot, const Type& type, const Node& node);
    Result<Value> evalLiteral(const Type& type, const Node& node);
    Result<Value> constantOf(const Node& node);
    /// The value as an argument of `type`, or an error.
    Result<Value> validate(Value value, const Type& type);

    Value* findVariable(std::string_view name);
    Result<void> setVariable(const std::string& name, const Value& value);

    const Definitions& m_definitions;
    Context& m_context;
    Sink& m_sink;
    const Tree* m_tree = nullptr; ///< Of the template in work.
    const Node* m_node = nullptr; ///< Where errors happen.
    std::vector<Variable> m_variables;
    std::size_t m_variableBase = 0; ///< Where those of the template in work begin.
};

} // namespace hearth::templates
