// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/error.h"
#include "template/context.h"
#include "template/function_table.h"
#include "template/parser.h"
#include "template/value.h"

namespace hearth::templates {

enum class Mode : std::uint8_t {
    kText, ///< What is printed is written as it is.
    kHtml, ///< What is printed is escaped as the place in the HTML document asks for.
};

/// How one execution runs.
struct ExecuteOptions {
    Mode mode = Mode::kText;
    Limits limits = {};
    std::stop_token stop = {};
    Environment* environment = nullptr; ///< What the host's functions look at.
};

/// A parsed template with all definitions it can invoke. Cheap to copy.
/// Threads: thread-safe (immutable); executions on several threads need environments of their own.
class Template {
  public:
    /// What the template prints for `data`, which is `.` and `$`. Fails with the words and places of Go's errors; a
    /// limit that is reached is kLimit, a stop kCanceled.
    Result<std::string> execute(const Value& data, const ExecuteOptions& options = {}) const;
    /// Another definition of the set; kNotFound where there is none of that name.
    Result<std::string> execute(std::string_view definition, const Value& data,
                                const ExecuteOptions& options = {}) const;

    const std::string& name() const { return m_root->name; }

  private:
    friend class TemplateSet;
    Template(std::shared_ptr<const FunctionTable> functions, std::shared_ptr<const Definitions> definitions,
             std::shared_ptr<const Tree> root)
        : m_functions(std::move(functions))
        , m_definitions(std::move(definitions))
        , m_root(std::move(root)) {}

    Result<std::string> run(const Tree& tree, const Value& data, Mode mode, Context& context) const;

    std::shared_ptr<const FunctionTable> m_functions; ///< The trees refer to it.
    std::shared_ptr<const Definitions> m_definitions;
    std::shared_ptr<const Tree> m_root;
};

/// Definitions gathered from several texts; later ones replace earlier ones of the same name, unless they are blank.
/// Threads: thread-compatible; parseText() is const and thread-safe.
class TemplateSet {
  public:
    explicit TemplateSet(std::shared_ptr<const FunctionTable> functions)
        : m_functions(std::move(functions))
        , m_definitions(std::make_shared<const Definitions>()) {}

    /// Adds the definitions of a text, and the text itself under `name`.
    Result<void> add(const std::string& name, std::string text);
    /// A text of its own with access to all definitions; what it defines is seen by itself alone.
    Result<Template> parseText(const std::string& name, std::string text) const;

  private:
    std::shared_ptr<const FunctionTable> m_functions;
    std::shared_ptr<const Definitions> m_definitions;
};

} // namespace hearth::templates
